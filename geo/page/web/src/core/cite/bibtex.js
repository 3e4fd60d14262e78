/**
 * References in BibTeX.
 */
import { counted, editionOf, isPeriodical, linesOf, namesOf, titleOf } from "./parts.js";

/** @import {Cited, CitedSource} from "./parts.js" */

/**
 * A fact's source in BibTeX.
 *
 * @param {CitedSource} source
 * @param {Fact} fact
 * @param {Payload} payload
 */
export function bibtexOfSource(source, fact, { record, place }) {
  const paper = isPeriodical(source);
  const names = namesOf(source);
  const note = [
    `${place.en.title}, record ${record.version} (${record.digest})`,
    `fact ${fact.id}`,
    fact.locator && `line ${linesOf(fact.locator)}`,
    source.read,
    source.archive && `archived at ${source.archive}`,
  ];
  const [type, publisher] = paper ? ["article", "journal"] : source.mark === "R" ? ["techreport", "institution"] : ["misc", "organization"];
  return entry(type, `${source.id}-${fact.id}`, {
    author: names.map(escape).join(" and "),
    title: braced(source.title_zh),
    [publisher]: braced(source.publisher_zh),
    ...dated(source.published),
    url: safeUrl(source.url),
    urldate: source.url && source.accessed,
    note: escape(note.filter(Boolean).join(", ")),
  });
}

/**
 * The atlas in BibTeX, or one place of it.
 *
 * @param {Payload} payload
 * @param {Cited} cited
 * @param {string} [address]
 */
export function bibtexOfAtlas({ record, licence, place: names }, { facts, place }, address = "") {
  const state = [editionOf(record), `record ${record.version}`, `digest ${record.digest}`];
  const note = [...state, place && `place ${place.id}`, counted(facts, "fact"), licence.data];
  return entry("misc", [names.name, record.version, place && place.id].filter(Boolean).join("-"), {
    author: braced(licence.attribution),
    title: braced(titleOf(names, place)),
    ...dated(record.date),
    version: escape(record.version),
    edition: escape(record.edition),
    url: safeUrl(address),
    note: escape(note.filter(Boolean).join(", ")),
  });
}

/**
 * A reduced date for both generations of BibTeX: year and month apart, and the date whole.
 *
 * @param {string} date
 */
function dated(date) {
  const [year, month] = date.split("-");
  return { year, month: month ? String(Number(month)) : "", date };
}

/** @param {string} type @param {string} key @param {Record<string, string>} fields */
function entry(type, key, fields) {
  const lines = Object.entries(fields).filter(([, value]) => value !== "");
  return `@${type}{${key},\n${lines.map(([name, value]) => `  ${name} = {${value}},`).join("\n")}\n}\n`;
}

/**
 * Inner braces keep a name whole and its letters as they are.
 *
 * @param {string} text
 */
const braced = (text) => `{${escape(text)}}`;

/** @type {Record<string, string>} */
const ESCAPES = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/**
 * A text in which TeX finds nothing to run.
 *
 * @param {string} text
 */
const escape = (text) => text.replace(/[\\{}$&%#_~^]/g, (char) => ESCAPES[char] || `\\${char}`);

/**
 * An address is taken word for word, but for what would end its field.
 *
 * @param {string} url
 */
const safeUrl = (url) => url.replace(/[{}\\]/g, encodeURIComponent);
