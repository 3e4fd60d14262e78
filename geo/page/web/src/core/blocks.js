/**
 * What is read when a place is opened or a file is saved: texts of some subjects each.
 */
import { TABLE } from "./constants.js";
import { readTable } from "./groups.js";

/**
 * What is known of subjects one by one.
 *
 * @template Part
 * @param {(block: number) => string} readBlock gives the text of a block
 * @param {(text: string) => Part[]} split gives what it holds of each of its subjects
 * @param {number[]} firsts the first row of each block
 * @param {number} most blocks that are kept at once
 * @returns {(row: number) => Part} what a block holds of a subject
 */
export function blockReader(readBlock, split, firsts, most) {
  const blocks = new Map();
  return (row) => {
    let number = firsts.length - 1;
    while (firsts[number] > row) number -= 1;
    if (!blocks.has(number)) {
      if (blocks.size >= most) blocks.clear();
      blocks.set(number, split(readBlock(number)));
    }
    return blocks.get(number)[row - firsts[number]];
  };
}

/**
 * A block of facts: of each subject its feature, and what else its drawer shows.
 *
 * @param {string} text
 * @param {string[]} patterns those of the page
 */
export function splitFacts(text, patterns) {
  const [subjects, facts] = text.split(TABLE).map((table) => readTable(table, patterns));
  const [feature, properties, geometry, drawer] = ["feature", "properties", "geometry", "drawer"].map(subjects.members);
  const [fact, shown] = [facts.members("fact"), facts.values("shown")];
  return rowsOfFacts(subjects).map((rows, row) => ({
    get feature() {
      const told = rows.map((each) => `{${fact(each)}}`);
      return `{"type":"Feature",${feature(row)},"properties":{${properties(row)},"facts":[${told}]},${geometry(row)}}`;
    },
    get beside() {
      return `{${drawer(row)},"facts":[${rows.map((each) => `[${shown(each)}]`)}]}`;
    },
  }));
}

/**
 * A block of exports: what files say of each of its subjects.
 *
 * @param {string} text
 * @param {string[]} patterns those of the page
 * @returns {Exported[]}
 */
export function splitExports(text, patterns) {
  const [subjects, facts] = text.split(TABLE).map((table) => readTable(table, patterns));
  const [cells, others, line] = [subjects.members("cell"), subjects.values("export"), facts.values("export")];
  return rowsOfFacts(subjects).map((rows, row) => JSON.parse(`[{${cells(row)}},${others(row)},[${rows.map(line)}]]`));
}

/**
 * The rows of the facts of each subject, which come in the order of the subjects.
 *
 * @param {ReturnType<typeof readTable>} subjects
 */
function rowsOfFacts({ count, values }) {
  const counts = values("facts");
  let from = 0;
  return Array.from({ length: count }, (_, row) => {
    const first = from;
    from += Number(counts(row));
    return Array.from({ length: from - first }, (__, i) => first + i);
  });
}
