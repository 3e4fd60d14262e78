/**
 * What subjects are found by, as `geo.atlas.search` writes it: their names, and the terms of what is said of them.
 */
import { createFolding } from "./characters.js";
import { cells, lines, unpack } from "./packed.js";

/** Registers that hold the texts of their terms. */
const REGISTERS = /** @type {const} */ (["indicators", "scopes", "statuses", "honours"]);

/**
 * @param {import("./payload").Search} search the part of the payload that concerns the search
 * @param {number} count of the subjects
 * @param {(row: number) => string[]} textsOf the names of a subject: Chinese, English, aliases
 * @param {Pick<Registers, "indicators" | "scopes" | "statuses" | "honours">} registers those of which terms have their texts
 * @returns {Terms} what gives the names of a subject with their pinyin (`namesOf`) and the numbers of its terms (`saidOf`, of which
 *   `wholeOf` concern all of it; in columns `said`, `starts` and `wholes`, for what goes through those of all subjects); the terms with their pinyin (`terms`), those that belong to an indicator, a scope or a
 *   status (`termOf`), and how text is folded
 */
export function readTerms(search, count, textsOf, registers) {
  const said = new Uint32Array(unpack(search.said));
  const wholes = new Uint32Array(unpack(search.whole));
  const starts = new Uint32Array(count + 1);
  new Uint32Array(unpack(search.counts)).forEach((length, row) => {
    starts[row + 1] = starts[row] + length;
  });
  const [zh, en, also] = [search.terms_zh, search.terms_en, search.terms_also].map(lines);
  const spelled = lines(search.names);
  const [indicator, scope, status] = REGISTERS.map((name) => {
    const numbers = new Uint32Array(unpack(search[name]));
    numbers.forEach((term, i) => {
      if (term < zh.length) [zh[term], en[term]] = [registers[name][i].zh, registers[name][i].en];
    });
    return numbers;
  });
  return {
    count,
    namesOf: (row) => readNames(spelled[row], textsOf(row)),
    terms: lines(search.terms).map((line, i) => readNames(line, [zh[i], en[i], ...cells(also[i])], true)),
    said,
    starts,
    wholes,
    saidOf: (row) => said.subarray(starts[row], starts[row + 1]),
    wholeOf: (row) => said.subarray(starts[row], starts[row] + wholes[row]),
    termOf: { indicator, scope, status },
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
