/**
 * The forms in which something can be cited, each with its name and what writes it when it is asked for.
 *
 * For a fact its source is cited, with the line; for a place and for the whole, the atlas. Nothing is stated that the
 * record does not hold: no author where none is named, and no date of access but the one on which the source was read
 * for the record.
 */
import { dateText } from "../dates.js";
import { readingOf } from "../sources.js";
import { apaOfAtlas, apaOfSource } from "./apa.js";
import { bibtexOfAtlas, bibtexOfSource } from "./bibtex.js";
import { gbtOfAtlas, gbtOfSource } from "./gbt.js";
import { plainOfAtlas, plainOfSource } from "./plain.js";

/** @import {SourceType} from "../payload.js" */
/** @import {Cited} from "./parts.js" */
/** @typedef {[name: string, write: () => string][]} References */

/**
 * @param {Source} source
 * @param {Fact} fact
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 * @returns {References}
 */
export function referencesToSource(source, fact, { payload, sites }, lang, say) {
  const { mark } = /** @type {SourceType} */ (payload.registers.source_types.find(({ code }) => code === source.type));
  const cited = () => ({ ...source, mark, read: readingOf(source, payload.registers, sites.dates, lang, say) });
  return [
    ["gbt", () => gbtOfSource(cited(), fact)],
    ["apa", () => apaOfSource(cited(), fact)],
    ["bibtex", () => bibtexOfSource(cited(), fact, payload)],
    ["plain", () => plainOfSource(cited(), fact, payload, lang, dateText(sites.dates, source.published, lang))],
  ];
}

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
