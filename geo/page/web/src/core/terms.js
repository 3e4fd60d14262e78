/**
 * What subjects are found by, as `geo.atlas.search` writes it: their names, and the terms of what is said of them.
 */
import { createFolding } from "./characters.js";
import { startsOf } from "./corpus.js";
import { once } from "./later.js";
import { cells, lines, unpack } from "./packed.js";

/** Registers that hold the texts of their terms. */
const REGISTERS = /** @type {const} */ (["indicators", "scopes", "statuses", "honours"]);

/**
 * @param {import("./payload").Search} search the part of the payload that concerns the search
 * @param {WrittenNames} written the names of the subjects
 * @param {Pick<Registers, "indicators" | "scopes" | "statuses" | "honours">} registers those of which terms have their texts
 * @returns {Terms} what gives the names of all as columns (`names`), the names of a subject with their pinyin (`namesOf`) and the numbers of its terms (`saidOf`, of which
 *   `wholeOf` concern all of it; in columns `said`, `starts` and `wholes`, for what goes through those of all subjects); the terms with their pinyin (`terms`), those that belong to an indicator, a scope or a
 *   status (`termOf`), and how text is folded
 */
export function readTerms(search, { textsOf, ...names }, registers) {
  const { count } = names;
  const said = new Uint32Array(unpack(search.said));
  const wholes = new Uint32Array(unpack(search.whole));
  const starts = new Uint32Array(count + 1);
  new Uint32Array(unpack(search.counts)).forEach((length, row) => {
    starts[row + 1] = starts[row] + length;
  });
  const [zh, en, also] = [search.terms_zh, search.terms_en, search.terms_also].map(lines);
  const spelled = lineReader(search.names, count);
  const [indicator, scope, status] = REGISTERS.map((name) => {
    const numbers = new Uint32Array(unpack(search[name]));
    numbers.forEach((term, i) => {
      if (term < zh.length) [zh[term], en[term]] = [registers[name][i].zh, registers[name][i].en];
    });
    return numbers;
  });
  return {
    count,
    names: { ...names, spelled: search.names, isTerm: false },
    namesOf: (row) => readNames(spelled(row), textsOf(row)),
    terms: lines(search.terms).map((line, i) => readNames(line, [zh[i], en[i], ...cells(also[i])], true)),
    termNames: {
      ...{ count: also.length, size: also.length, spelled: search.terms, isTerm: true },
      read: () => ({ zh: zh.join("\n"), en: en.join("\n"), aliases: search.terms_also }),
    },
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
 * Names as a table holds them.
 *
 * @param {string[][]} names of each subject: Chinese, English, aliases
 * @returns {WrittenNames}
 */
export function writtenNames(names) {
  /** @param {(names: string[]) => string[]} pick */
  const column = (pick) => names.map((each) => pick(each).map(plain).join("\t")).join("\n");
  return {
    ...{ count: names.length, size: names.length, textsOf: (row) => names[row] },
    read: () => ({
      zh: column(([zh = ""]) => [zh]),
      en: column(([, en = ""]) => [en]),
      aliases: column(([, , ...aliases]) => aliases),
    }),
  };
}

/** What would end a line or a cell within it becomes a blank. @param {string} text */
const plain = (text) => text.replace(/[\n\t]/g, " ");

/**
 * What gives a line of a text: who looks up some needs no array of all.
 *
 * @param {string} text
 * @param {number} count of its lines
 * @returns {(row: number) => string}
 */
function lineReader(text, count) {
  const starts = once(() => startsOf(text, count));
  return (row) => text.slice(starts()[row], starts()[row + 1] - 1);
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
