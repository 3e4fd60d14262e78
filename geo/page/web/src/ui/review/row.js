/**
 * Rows of the record's tables as forms: what is asked of a source, and of a row of any other table by the rules of its columns.
 */
import { FIELDS } from "../../core/forms.js";
import { LABELS } from "../../core/proposed.js";
import { choicesOf } from "../asked.js";

/** @import {Asked} from "../form.js" */

/** The key of a field's name in words, by field: of what readers of the map propose, and of what a review has beside. */
export const ALL_LABELS = /** @type {Record<string, string>} */ ({
  ...LABELS,
  subject: "fieldSubject",
  reason: "askReason",
  title_zh: "reviewTitleZh",
  title_en: "reviewTitleEn",
  publisher_zh: "reviewPublisherZh",
  publisher_en: "reviewPublisherEn",
  published: "askPublished",
  url: "askUrl",
  type: "askType",
  standing: "reviewStanding",
  form: "askForm",
  accessed: "askAccessed",
});

/** The language of a field that is in one. */
const LANGUAGES = /** @type {Record<string, string>} */ ({ zh: "zh-Hans", en: "en" });

/** What helps to fill in a field of a source, by the key of a message. */
const HINTS = /** @type {Record<string, string>} */ ({ published: "askDayHint", accessed: "askAccessedHint" });

/**
 * What is asked of a row, by the rules of its columns; a column without a name in words has that of the record.
 *
 * @param {keyof typeof FIELDS} table
 * @param {string[]} fields
 * @param {Registers} registers
 * @param {Lang} lang
 * @param {Say} say
 * @returns {Asked[]}
 */
export const rowAsked = (table, fields, registers, lang, say) =>
  fields.map((name) => {
    const { needed = false, register = "" } = FIELDS[table][name] ?? {};
    const terms = /** @type {Term[] | undefined} */ (registers[/** @type {keyof Registers} */ (register)]);
    return {
      ...{ name, needed, lang: LANGUAGES[name.slice(-2)], hint: HINTS[name] && say(HINTS[name]) },
      label: name in ALL_LABELS ? say(ALL_LABELS[name]) : name,
      ...(terms && { choices: choicesOf(terms, lang), ...(!needed && { nothing: say("proposeNone") }) }),
    };
  });

/** What is asked of the source of a text, all of it but where it is. */
const OF_TEXT = ["title_zh", "title_en", "publisher_zh", "publisher_en", "published", "url", "type", "standing", "form", "accessed"];

/**
 * What is asked of the source of a text.
 *
 * @param {Registers} registers
 * @param {Lang} lang
 * @param {Say} say
 * @returns {Asked[]}
 */
export const sourceAsked = (registers, lang, say) =>
  rowAsked("sources", OF_TEXT, registers, lang, say).map((field) => ({ ...field, needed: field.name !== "url" }));
