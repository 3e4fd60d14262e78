/**
 * The state as the hash of the address, so that a link restores what its sender saw.
 *
 * #q=...&lang=en&layer=districts,parks&district=430204,430202&kind=park&place=zhuzhou-905-base&facts=1&map=12/27.83/113.13
 * Names, never row numbers, so that a link outlives the record's growth. What cannot be read is left out. The language
 * is always in it: who follows a link sees what its sender saw, whatever their own language.
 */
import { cleanText } from "./characters.js";
import { fieldsOf, initialState, isWide, nameOf } from "./fields.js";
import { rangeAtStart } from "./ranges.js";
import { hasPosition } from "./sites.js";

/** @param {LinkedState} state @param {Sites} sites @returns {string} the hash, "#" included */
export function printHash(state, sites) {
  return hashOf(fieldsOf(sites.facets).flatMap((field) => partsOf(field, state, sites)));
}

/**
 * The hash that holds some keys and texts; an empty text is left out.
 *
 * @param {[key: string, text: string][]} parts
 */
export function hashOf(parts) {
  const told = parts.filter(([, text]) => text !== "").map(([key, text]) => `${key}=${encode(text)}`);
  return `#${told.join("&")}`;
}

/**
 * What a link holds of a field: keys and texts.
 *
 * @param {Field} field
 * @param {LinkedState} state
 * @param {Sites} sites
 * @returns {[key: string, text: string][]}
 */
export function partsOf(field, state, sites) {
  const value = state[nameOf(field)];
  return field.family ? field.family.print(value) : [[field.key, field.type.print(value, sites)]];
}

/**
 * Address of a place's facts, or of one of them, whatever else is chosen: the shortest link that can be sent.
 *
 * @param {number} row
 * @param {Lang} lang
 * @param {Sites} sites
 * @param {string} fact
 */
export const factsLink = (row, lang, sites, fact = "") =>
  printHash({ ...initialState(sites.facets), lang, place: row, facts: true, fact }, sites);

/**
 * @param {string} hash what is in the address
 * @param {Sites} sites columns
 * @param {Lang} lang the language where the hash names none
 * @returns {LinkedState} a whole state; each part that the hash lacks, or has wrong, is the initial one
 */
export function parseHash(hash, sites, lang = "zh") {
  const texts = textsOf(hash);
  /** @type {LinkedState} */
  const state = { ...initialState(sites.facets), lang };
  for (const field of fieldsOf(sites.facets)) {
    const value = field.family ? field.family.read(texts, sites) : readField(field, texts, sites);
    if (value !== undefined) state[nameOf(field)] = value;
  }
  return settled(state, sites);
}

/**
 * @param {PlainField} field
 * @param {Map<string, string>} texts
 * @param {Sites} sites
 */
function readField(field, texts, sites) {
  const { key, type } = saidBy(field, texts);
  const text = texts.get(key);
  return text ? type.read(text, sites) : undefined;
}

/**
 * A state without what does not go together: facts of no place, a page beside a place where both would be in the drawer, a
 * popup on a map that is not seen, corrections in a page that is only looked at.
 *
 * @param {LinkedState} state
 * @param {Sites} sites
 * @returns {LinkedState}
 */
function settled(state, sites) {
  const chosen = state.place >= 0;
  const wide = isWide(state.page);
  const facts = chosen && (state.facts || wide || !hasPosition(sites, state.place));
  const page = (chosen && !wide) || (state.embed && state.page === "propose") ? "" : state.page;
  return { ...state, page, facts, fact: facts ? state.fact : "" };
}

/** @param {Field} field @returns {field is PlainField} */
const isPlain = (field) => !field.family;

/**
 * A field as the texts of a link have it: by its key, or else by its former one.
 *
 * @param {PlainField} field
 * @param {Map<string, string>} texts
 */
const saidBy = (field, texts) => (!texts.has(field.key) && field.former && texts.has(field.former.key) ? field.former : field);

/**
 * The text of each key of a hash; of a key that is there twice, the last.
 *
 * @param {string} hash
 */
const textsOf = (hash) =>
  new Map(
    split(hash)
      .filter((part) => part.includes("="))
      .map(keyAndText),
  );

/**
 * @param {string} hash what is in the address
 * @param {Sites} sites columns
 * @returns {string[]} its parts of which the state that is read from it does not hold all, as they are in it
 */
export function unreadParts(hash, sites) {
  const texts = textsOf(hash);
  const state = parseHash(hash, sites);
  const all = fieldsOf(sites.facets);
  const families = all.flatMap(({ family }) => family || []);
  const fields = new Map(all.filter(isPlain).map((field) => [saidBy(field, texts).key, field]));
  return split(hash).filter((part) => {
    const [key, text] = keyAndText(part);
    const field = fields.get(key);
    if (families.some(({ known }) => known(key, text, sites))) return text !== texts.get(key);
    if (!field || (text === "" && !part.endsWith("="))) return true;
    const { type } = saidBy(field, texts);
    if (type.known) return text !== "" && !(text === texts.get(key) && type.known(text, sites));
    const held = (type.print(state[nameOf(field)], sites) || type.unsaid || "").split(",");
    return text !== "" && !text.split(",").every((each) => held.includes(each));
  });
}

/**
 * The parts of a hash, without what a chat or a mail has done to the link: & written as &amp; or %26 (in a value of ours
 * no = follows one), all of it encoded once more, the signs that ended the sentence taken along.
 *
 * @param {string} hash
 */
function split(hash) {
  const text = hash.replace(/^#/, "");
  const parts = (text.includes("=") ? text : decode(text) || text)
    .split(/(?:&|%26(?=[a-z][a-z0-9-]*=))(?:amp;)*/)
    .filter((part) => part !== "");
  return parts.map((part, i) => (i === parts.length - 1 ? withoutEnding(part) : part));
}

const CLOSING =
  "\u2026\u3002\uff0c\u3001\uff1b\uff1a\uff01\uff1f\u201d\u2019\uff09\u3015\u3011\u300b\u3009\u300d\u300f\"'<>()[\\]{}*;!?|`~#";
const ENDING = new RegExp(`(?:[${CLOSING}][^]*|[\\s\\u200b\\ufeff.,/]+)$`);
const AFTER_RANGE = new RegExp(`^[\\s\\u200b\\ufeff.,/]*(?:[${CLOSING}][^]*)?$`);
const ENDING_OF_WORDS = new RegExp(`[${CLOSING}\\s\\u200b\\ufeff.,/]+$`);

/**
 * The last part without what ends a sentence; codes hold none of it, and what is searched comes last in old links alone.
 *
 * @param {string} part
 */
function withoutEnding(part) {
  const [key, text] = keyAndText(part);
  const range = rangeAtStart(text);
  const rest = text.slice(range.length);
  const kept = range === "" ? text.replace(key === "q" ? ENDING_OF_WORDS : ENDING, "") : range + rest.replace(AFTER_RANGE, "");
  return kept === "" || kept === text ? part : `${key}=${encode(cleanText(kept))}`;
}

/** @param {string} part @returns {[key: string, text: string]} */
const keyAndText = (part) => [part.split("=", 1)[0], part.includes("=") ? decode(part.slice(part.indexOf("=") + 1)) : ""];

/**
 * Percent encoding that leaves commas, slashes and colons readable.
 *
 * @param {string} text
 */
const encode = (text) => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%2F/g, "/").replace(/%3A/g, ":");

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return "";
    throw error;
  }
}
