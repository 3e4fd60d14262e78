/**
 * What subjects are found by, as `geo.atlas.search` writes it: their names, and the terms of what is said of them.
 */
import { createFolding } from "./characters.js";
import { cells, lines, unpack } from "./packed.js";

/**
 * @param {import("./payload").Search} search the part of the payload that concerns the search
 * @param {string[][]} texts the names of every subject: Chinese, English, aliases
 * @returns {Terms} the names and the terms with their pinyin (`names`, `terms`), the terms of each subject (`said`, the
 *   first `whole` of them concern all of it), those that belong to an indicator, a scope or a status (`termOf`), and
 *   how text is folded
 */
export function readTerms(search, texts) {
  const numbers = new Uint32Array(unpack(search.said));
  const [zh, en, also] = [search.terms_zh, search.terms_en, search.terms_also].map(lines);
  let from = 0;
  return {
    count: texts.length,
    names: lines(search.names).map((line, i) => readNames(line, texts[i])),
    terms: lines(search.terms).map((line, i) => readNames(line, [zh[i], en[i], ...cells(also[i])], true)),
    said: Array.from(new Uint32Array(unpack(search.counts)), (count) => numbers.subarray(from, (from += count))),
    whole: new Uint32Array(unpack(search.whole)),
    termOf: {
      indicator: new Uint32Array(unpack(search.indicators)),
      scope: new Uint32Array(unpack(search.scopes)),
      status: new Uint32Array(unpack(search.statuses)),
    },
    folding: createFolding(/** @type {{variants: string, words: string}} */ (search)),
  };
}

/**
 * Names with their pinyin, which a line holds in the same order.
 *
 * @param {string} line
 * @param {string[]} texts
 * @param {boolean} isTerm
 * @returns {Name[]}
 */
function readNames(line, texts, isTerm = false) {
  const spelled = line.split("\t");
  return texts.map((text, i) => ({ text, spelled: spelled[i], isTerm }));
}
