/**
 * The forms in which something can be cited, each with its name and what writes it when it is asked for.
 *
 * For a fact its source is cited, with the line; for a place and for the whole, the atlas. Nothing is stated that the
 * record does not hold: no author where none is named, and no date of access, since the page has no clock and the record
 * keeps none.
 */
import { dateText } from "../dates.js";
import { apaOfAtlas, apaOfSource } from "./apa.js";
import { bibtexOfAtlas, bibtexOfSource } from "./bibtex.js";
import { gbtOfAtlas, gbtOfSource } from "./gbt.js";
import { plainOfAtlas, plainOfSource } from "./plain.js";

/** @import {Cited} from "./parts.js" */
/** @typedef {[name: string, write: () => string][]} References */

/**
 * @param {Source} source
 * @param {Fact} fact
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @returns {References}
 */
export const referencesToSource = (source, fact, { payload, sites }, lang) => [
  ["gbt", () => gbtOfSource(source, fact)],
  ["apa", () => apaOfSource(source, fact)],
  ["bibtex", () => bibtexOfSource(source, fact, payload)],
  ["plain", () => plainOfSource(source, fact, payload, lang, dateText(sites.dates, source.published, lang))],
];

/**
 * @param {Payload} payload
 * @param {Cited} cited
 * @param {Lang} lang
 * @param {() => string} address where it is read online
 * @returns {References}
 */
export const referencesToAtlas = (payload, cited, lang, address) => [
  ["gbt", () => gbtOfAtlas(payload, cited, address())],
  ["apa", () => apaOfAtlas(payload, cited, address())],
  ["bibtex", () => bibtexOfAtlas(payload, cited, address())],
  ["plain", () => plainOfAtlas(payload, cited, lang, address())],
];
