/**
 * In what order places are listed, and under which headings.
 */
import { compareDates } from "./facts.js";
import { wayTo } from "./neighbours.js";
import { CITY, districtAt, districtsOf, hasPosition, isIn } from "./sites.js";

/**
 * The order that holds: by distance from the reader while that is wanted, else the one asked for, else by relevance while
 * something is searched, else by district.
 *
 * @param {Pick<State, "near" | "order" | "q">} state
 */
export const orderOf = ({ near, order, q }) => (near ? "near" : order || (q.trim() ? "relevance" : "district"));

/**
 * @param {Sites} sites columns
 * @param {number[]} rows the sites shown
 * @param {Int16Array} rank their places in an order of relevance
 * @param {State} state order, q and lang, near and here
 * @returns {number[]} the rows in the order that holds; equal ones as in the record
 */
export function orderRows(sites, rows, rank, state) {
  /** @type {Record<string, (a: number, b: number) => number>} */
  const by = {
    relevance: (a, b) => rank[a] - rank[b] || sites.facts[b] - sites.facts[a],
    name: (a, b) => compareTexts(nameKey(sites, a, state.lang), nameKey(sites, b, state.lang)),
    district: (a, b) => districtKey(sites, a) - districtKey(sites, b) || Number(hasPosition(sites, b)) - Number(hasPosition(sites, a)),
    latest: (a, b) => compareDates(sites.latest[b], sites.latest[a]),
    near: compareNearness(sites, rows, state.here),
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
 * The rows as the list has them one after the other: what is found by a status that is not its latest comes last, each
 * part by district where the list is so.
 *
 * @param {Pick<Scene, "atlas" | "ordered" | "found" | "state">} scene
 */
export function listRows({ atlas: { sites }, ordered, found, state }) {
  const [now, others] = [0, 1].map((other) => ordered.filter((row) => found.otherStatus[row] === other));
  if (!isGrouped(state)) return [...now, ...others];
  return [now, others].flatMap((rows) => groupRows(sites, rows).flatMap(({ members }) => members));
}

/**
 * Whether the list is by district: who wants it by distance wants what is nearest first.
 *
 * @param {Pick<State, "near" | "order" | "q" | "grouped">} state
 */
export const isGrouped = (state) => state.grouped && orderOf(state) !== "near";

/**
 * The places that are on the map, with their numbers on paper: from 1, as the list has them.
 *
 * @param {Sites} sites
 * @param {number[]} listed
 * @returns {Map<number, number>}
 */
export const numbersOf = (sites, listed) => new Map(byPlacing(sites, listed).placed.map((row, i) => [row, i + 1]));

/**
 * Rows by how exactly it is known where they are: by a position on the map, only by their district, or not even by that.
 *
 * @param {Sites} sites
 * @param {number[]} rows
 * @returns {{placed: number[], inDistrict: number[], inCity: number[]}} each in the order given
 */
export const byPlacing = (sites, rows) => ({
  placed: rows.filter((row) => hasPosition(sites, row)),
  inDistrict: rows.filter((row) => !hasPosition(sites, row) && sites.main[row] !== CITY),
  inCity: rows.filter((row) => !hasPosition(sites, row) && sites.main[row] === CITY),
});

/**
 * What is on the map by its distance, then what is only known to be in the reader's district, then what is in the others.
 *
 * @param {Sites} sites
 * @param {number[]} rows
 * @param {Here | null} here
 * @returns {(a: number, b: number) => number}
 */
function compareNearness(sites, rows, here) {
  if (!here) return () => 0;
  const own = districtAt(sites, here.position);
  const metres = new Map(byPlacing(sites, rows).placed.map((row) => [row, wayTo(sites, row, here).metres]));
  /** @param {number} row */
  const far = (row) => metres.get(row) ?? Infinity;
  /** @param {number} row */
  const apart = (row) => (own !== CITY && isIn(sites, row, own) ? 0 : districtKey(sites, row));
  return (a, b) => (far(a) === far(b) ? apart(a) - apart(b) : far(a) - far(b));
}

/**
 * Chinese names by their pinyin, as in a Chinese dictionary.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 */
function nameKey(sites, row, lang) {
  const [zh, en] = sites.namesOf(row);
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
