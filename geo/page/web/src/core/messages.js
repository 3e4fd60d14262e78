/**
 * Every text of the page that is not in the record: one file a language in `geo/messages`, which Python reads, too. {name} is
 * the place of a value; where the number `count` changes the words, a message has a form for each plural category of the language.
 */
import en from "../../../../messages/en.json" with { type: "json" };
import zh from "../../../../messages/zh.json" with { type: "json" };
import { groupDigits } from "./format.js";

/** @type {Record<Lang, Record<string, string | Record<string, string>>>} */
export const MESSAGES = { zh, en };

/**
 * What every text may say of the record, by language: {title}, {contributors}, {city}, {licence}.
 *
 * @type {Record<Lang, Record<string, string>>}
 */
const OF_THE_RECORD = { zh: {}, en: {} };

/**
 * Give the texts the names that the record has for itself and for its city.
 *
 * @param {Pick<Payload, "place" | "licence">} payload what the page holds
 */
export function nameTheRecord({ place, licence }) {
  for (const lang of /** @type {Lang[]} */ (["zh", "en"])) OF_THE_RECORD[lang] = { ...place[lang], licence: licence.data };
}

const known = /** @type {Map<Lang, Say>} */ (new Map());

/**
 * @param {Lang} lang
 * @returns {Say} the text of a key with its values put in,
 *   each as it is: what looks like a placeholder in a value is none
 */
export function messages(lang) {
  const say = known.get(lang) || createSay(lang);
  known.set(lang, say);
  return say;
}

/** @param {string[]} texts @param {Lang} lang @returns {string} the texts one after the other, as a reader of the language parts them */
export const listed = (texts, lang) => texts.join(messages(lang)("namesApart"));

/** @param {Lang} lang @returns {Say} */
function createSay(lang) {
  const plurals = new Intl.PluralRules(lang);
  return (key, values = {}) => {
    const message = MESSAGES[lang][key];
    /** @type {Record<string, string | number>} */
    const named = { ...OF_THE_RECORD[lang], ...values };
    const text = typeof message === "string" ? message : message[plurals.select(Number(values.count))];
    return text.replace(/\{(\w+)\}/g, (_, name) => (typeof named[name] === "number" ? groupDigits(String(named[name])) : named[name]));
  };
}
