/**
 * References by GB/T 7714-2015, the standard of China.
 */
import { isNewspaper, linesOf, namesOf, sentences, titleOf } from "./parts.js";

/** @import {Cited} from "./parts.js" */

/**
 * The letters of GB/T 7714 for the types of sources.
 *
 * @type {Record<string, string>}
 */
const LETTERS = { newspaper: "N", "web-page": "EB", dataset: "DS", document: "Z" };

/**
 * A fact's source by GB/T 7714-2015, in the language that it is written in.
 *
 * N is a newspaper's article, EB a web page, DS a data set, Z what is none of these; OL is added where it is read online.
 *
 * @param {Source} source
 * @param {Fact} fact
 */
export function gbtOfSource(source, { locator }) {
  const paper = isNewspaper(source);
  // A page whose address is not known cannot be read online, as EB says.
  const type = source.url ? `${LETTERS[source.type]}/OL` : LETTERS[source.type === "web-page" ? "document" : source.type];
  const names = namesOf(source);
  const publisher = source.publisher_zh;
  const responsible = names.length > 0 ? gbtNames(names) : paper ? "" : publisher;
  const published = paper || names.length > 0 ? `${publisher}, ${source.published}` : dateAlone(source);
  const at = locator ? `: 第${linesOf(locator)}行` : "";
  return sentences([responsible, `${source.title_zh}[${type}]`, published + at, source.url]);
}

/**
 * Up to three names are given, further ones are "and others", as the standard has it.
 *
 * @param {string[]} names
 */
const gbtNames = (names) => (names.length > 3 ? [...names.slice(0, 3), "等"] : names).join(", ");

/**
 * A web page's date is in brackets, any other's bare.
 *
 * @param {Source} source
 */
const dateAlone = ({ url, published }) => (url ? `(${published})` : published);

/**
 * The atlas by GB/T 7714-2015, or one place of it: a data set (DS).
 *
 * @param {Payload} payload what the page holds
 * @param {Cited} cited
 * @param {string} [address] where it is read online
 */
export function gbtOfAtlas({ record, licence, place: names }, { facts, place }, address = "") {
  const version = `数据版本 ${record.version}(摘要 ${record.digest})`;
  return sentences([
    names.zh.contributors,
    `${titleOf(names, place)}[DS${address ? "/OL" : ""}]`,
    `${version}, ${facts} 条事实`,
    record.date,
    licence.data,
    address,
  ]);
}
