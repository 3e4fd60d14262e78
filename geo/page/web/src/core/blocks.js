/**
 * What is read when a place is opened or a file is saved: texts of some subjects each.
 */
import { MICRO, TABLE } from "./constants.js";
import { readTable } from "./groups.js";

/**
 * What is known of subjects one by one.
 *
 * @template Part
 * @param {(block: number) => string} readBlock gives the text of a block
 * @param {(text: string, rows: number[]) => Part[]} split gives what it holds of each of its subjects, whose rows it gets
 * @param {number[]} firsts the first row of each block
 * @param {number} end the row after the last
 * @param {number} most blocks that are kept at once
 * @returns {(row: number) => Part} what a block holds of a subject
 */
export function blockReader(readBlock, split, firsts, end, most) {
  const blocks = new Map();
  return (row) => {
    let number = firsts.length - 1;
    while (firsts[number] > row) number -= 1;
    if (!blocks.has(number)) {
      if (blocks.size >= most) blocks.clear();
      const first = firsts[number];
      const rows = Array.from({ length: (firsts[number + 1] ?? end) - first }, (_, i) => first + i);
      blocks.set(number, split(readBlock(number), rows));
    }
    return blocks.get(number)[row - firsts[number]];
  };
}

/**
 * How many blocks some rows are in.
 *
 * @param {number[]} firsts the first row of each block
 * @param {number[]} rows in their order
 */
export function blocksOf(firsts, rows) {
  let [count, number] = [0, -1];
  for (const row of rows) {
    if (number >= 0 && (number + 1 === firsts.length || row < firsts[number + 1])) continue;
    while (number + 1 < firsts.length && firsts[number + 1] <= row) number += 1;
    count += 1;
  }
  return count;
}

/**
 * A block of facts: of each subject its feature, and what else its drawer shows.
 *
 * @param {string} text
 * @param {number[]} places the rows of its subjects
 * @param {Sites} sites
 * @param {string[]} patterns those of the page
 */
export function splitFacts(text, places, sites, patterns) {
  const [subjects, facts] = text.split(TABLE).map((table) => readTable(table, patterns));
  const [properties, drawer] = ["properties", "drawer"].map(subjects.members);
  const [geometry, fact, shown] = [subjects.values("geometry"), facts.members("fact"), facts.values("shown")];
  return rowsOfFacts(subjects, places.length).map((rows, row) => ({
    get feature() {
      const { id, names, point } = inColumns(sites, places[row]);
      const told = `${names},${properties(row)},"facts":[${rows.map((each) => `{${fact(each)}}`)}]`;
      return `{"type":"Feature","id":${id},"properties":{${told}},"geometry":${geometry(row) || point}}`;
    },
    get beside() {
      return `{${drawer(row)},"facts":[${rows.map((each) => `[${shown(each)}]`)}]}`;
    },
  }));
}

/**
 * What the feature of a row says that the page has in its columns.
 *
 * @param {Sites} sites
 * @param {number} row
 */
function inColumns({ id, zh, en, aliases, lon, lat }, row) {
  const names = { name_zh: zh[row], name_en: en[row], aliases: aliases[row] };
  const point = { type: "Point", coordinates: [lon[row] / MICRO, lat[row] / MICRO] };
  return { id: JSON.stringify(id[row]), names: JSON.stringify(names).slice(1, -1), point: JSON.stringify(point) };
}

/**
 * A block of exports: what files say of each of its subjects beside its feature.
 *
 * @param {string} text
 * @param {number[]} places the rows of its subjects
 * @param {string[]} patterns those of the page
 * @returns {Exported[]}
 */
export function splitExports(text, places, patterns) {
  const told = readTable(text, patterns).values("export");
  return places.map((_, row) => JSON.parse(`[${told(row)}]`));
}

/**
 * The rows of the facts of each subject, which come in the order of the subjects.
 *
 * @param {ReturnType<typeof readTable>} subjects
 * @param {number} count how many they are
 */
function rowsOfFacts({ values }, count) {
  const counts = values("facts");
  let from = 0;
  return Array.from({ length: count }, (_, row) => {
    const first = from;
    from += Number(counts(row));
    return Array.from({ length: from - first }, (__, i) => first + i);
  });
}
