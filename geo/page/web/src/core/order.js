/**
 * In what order places are listed, and under which headings.
 */
import { compareDates } from "./facts.js";
import { districtsOf, hasPosition } from "./sites.js";

/**
 * The order that holds: the one asked for, else by relevance while something is searched, else by district.
 *
 * @param {Pick<LinkedState, "order" | "q">} state
 */
export const orderOf = ({ order, q }) => order || (q.trim() ? "relevance" : "district");

/**
 * @param {Sites} sites columns
 * @param {number[]} rows the sites shown
 * @param {Int16Array} rank their places in an order of relevance
 * @param {State} state order, q and lang
 * @returns {number[]} the rows in the order that holds; equal ones as in the record
 */
export function orderRows(sites, rows, rank, state) {
  /** @type {Record<string, (a: number, b: number) => number>} */
  const by = {
    relevance: (a, b) => rank[a] - rank[b] || sites.facts[b] - sites.facts[a],
    name: (a, b) => compareTexts(nameKey(sites, a, state.lang), nameKey(sites, b, state.lang)),
    district: (a, b) => districtKey(sites, a) - districtKey(sites, b) || Number(hasPosition(sites, b)) - Number(hasPosition(sites, a)),
    latest: (a, b) => compareDates(sites.latest[b], sites.latest[a]),
  };
  const compare = by[orderOf(state)];
  return rows.slice().sort((a, b) => compare(a, b) || a - b);
}

/**
 * @param {Sites} sites
 * @param {number[]} rows
 * @returns {{district: number, members: number[], shared: number}[]} rows under their main district, the first one's
 *   first; `shared` is the number of those that reach into it and are listed under another
 */
export function groupRows(sites, rows) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(sites.main[row])) groups.set(sites.main[row], []);
    /** @type {number[]} */ (groups.get(sites.main[row])).push(row);
  }
  return [...groups].map(([district, members]) => ({
    district,
    members,
    shared: rows.filter((row) => sites.main[row] !== district && districtsOf(sites, row).includes(district)).length,
  }));
}

/**
 * Chinese names by their pinyin, as in a Chinese dictionary.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 */
function nameKey(sites, row, lang) {
  const [zh, en] = sites.names[row];
  return lang === "zh" ? zh.spelled || zh.text.toLowerCase() : en.text.toLowerCase();
}

/**
 * What is only known to be in the city comes last.
 *
 * @param {Sites} sites
 * @param {number} row
 */
const districtKey = (sites, row) => sites.main[row] || sites.first;

/** @param {string} a @param {string} b */
const compareTexts = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
