/**
 * Rows of the record's tables as forms: what is asked of a source, and of a row of any other table by the rules of its columns.
 */
import { FIELDS } from "../../core/forms.js";
import { LABELS } from "../../core/proposed.js";
import { ask, choicesOf } from "../asked.js";

/** @import {Asked} from "../form.js" */

/** The key of a field's name in words, by field: of what readers of the map propose, and of what a review has beside. */
export const ALL_LABELS = /** @type {Record<string, string>} */ ({
  ...LABELS,
  subject: "fieldSubject",
  title_zh: "reviewTitleZh",
  title_en: "reviewTitleEn",
  publisher_zh: "reviewPublisherZh",
  publisher_en: "reviewPublisherEn",
  standing: "reviewStanding",
});

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
    const choices = terms && { choices: choicesOf(terms, lang), ...(!needed && { nothing: say("proposeNone") }) };
    return ask(say, name, { needed, hint: HINTS[name] && say(HINTS[name]), ...choices }, ALL_LABELS);
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
  rowAsked("sources", OF_TEXT, registers, lang, say).map((field) =>
    field.name === "url" ? field : { ...field, needed: true, nothing: "" },
  );
