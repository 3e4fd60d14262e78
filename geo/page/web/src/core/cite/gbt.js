/**
 * References by GB/T 7714-2015, the standard of China.
 */
import { editionOf, isPeriodical, linesOf, namesOf, sentences, titleOf } from "./parts.js";

/** @import {Cited, CitedSource} from "./parts.js" */

/**
 * A fact's source by GB/T 7714-2015, in the language that it is written in.
 *
 * The mark says what it is, as the register of types has it; OL is added where it is read online, and the day on which
 * it was.
 *
 * @param {CitedSource} source
 * @param {Fact} fact
 */
export function gbtOfSource(source, { locator }) {
  const paper = isPeriodical(source);
  // A page whose address is not known cannot be read online, as EB says.
  const type = source.url ? `${source.mark}/OL` : source.mark === "EB" ? "Z" : source.mark;
  const names = namesOf(source);
  const publisher = source.publisher_zh;
  const responsible = names.length > 0 ? gbtNames(names) : paper ? "" : publisher;
  const published = paper || names.length > 0 ? `${publisher}, ${source.published}` : dateAlone(source);
  const at = locator ? `: 第${linesOf(locator)}行` : "";
  const accessed = source.url && source.accessed ? `[${source.accessed}]` : "";
  return sentences([responsible, `${source.title_zh}[${type}]`, published + at + accessed, source.url]);
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
  const version = [editionOf(record, "zh"), `数据版本 ${record.version}(摘要 ${record.digest})`].filter(Boolean).join(", ");
  return sentences([
    names.zh.contributors,
    `${titleOf(names, place)}[DS${address ? "/OL" : ""}]`,
    `${version}, ${facts} 条事实`,
    record.date,
    licence.data,
    address,
  ]);
}
