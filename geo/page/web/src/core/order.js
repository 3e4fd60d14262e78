/**
 * In what order places are listed, and under which headings.
 */
import { compare, compareDates } from "./facts.js";
import { figureNamed } from "./figures.js";
import { recentlyOf } from "./later.js";
import { wayTo } from "./neighbours.js";
import { CITY, districtAt, eachOption, hasPosition, isIn } from "./sites.js";

/**
 * The order that holds: by distance from the reader while that is wanted, else the one asked for, else by relevance while
 * something is searched, else by district.
 *
 * @param {Pick<State, "near" | "order" | "q">} state
 */
export const orderOf = ({ near, order, q }) => (near ? "near" : order || (q.trim() ? "relevance" : "district"));

/**
 * @param {Sites} sites columns
 * @param {number[]} rows the sites shown, in their order
 * @param {Int16Array} rank their places in an order of relevance
 * @param {State} state order, q and lang, near and here
 * @returns {number[]} the rows in the order that holds; equal ones as in the record
 */
export function orderRows(sites, rows, rank, state) {
  const order = orderOf(state);
  if (order === "near") {
    const compare = compareNearness(sites, rows, state.here);
    return rows.slice().sort((a, b) => compare(a, b) || a - b);
  }
  const isShown = new Uint8Array(sites.count);
  for (const row of rows) isShown[row] = 1;
  const all = allOrdered(sites, order === "name" ? `name ${state.lang}` : order);
  const ordered = Array(rows.length);
  for (let at = 0, end = 0; at < all.length; at += 1) if (isShown[all[at]] === 1) ordered[end++] = all[at];
  return order === "relevance" ? sortedBy(ordered, rank) : ordered;
}

/**
 * All rows in an order that does not depend on what is searched: it is found out once, and what is shown picked from it.
 */
const allOrdered = onceFor((sites, of) => {
  const [order, lang = ""] = of.split(" ");
  const { count, facts } = sites;
  /** @type {Record<string, () => ArrayLike<number>>} */
  const keys = {
    name: () => ranksOfNames(sites, lang),
    district: () => keysOf(count, (row) => 2 * districtKey(sites, row) + Number(!hasPosition(sites, row))),
    latest: () => ranksOfDates(sites),
    relevance: () => keysOf(count, (row) => -facts[row]),
  };
  return sortedBy(keysOf(count, Number), (keys[order] || (() => largestFirst(sites, order)))());
});

/** @param {number} count @param {(row: number) => number} key of each row */
function keysOf(count, key) {
  const keys = new Int32Array(count);
  for (let row = 0; row < count; row += 1) keys[row] = key(row);
  return keys;
}

/**
 * By a figure, the largest first; without one last.
 *
 * @param {Sites} sites
 * @param {string} code of its indicator
 */
function largestFirst(sites, code) {
  const { rows, values } = figureNamed(sites, code, "en").column || { rows: [], values: [] };
  const ranks = new Int32Array(sites.count).fill(values.length);
  ranksIn(values, (a, b) => b - a).forEach((place, at) => {
    ranks[rows[at]] = place;
  });
  return ranks;
}

/**
 * Rows by a whole number of each, equal ones as they are: those of each number are counted, then put in their places, which
 * takes far less time than to compare rows.
 *
 * @template {number[] | Int32Array} Rows
 * @param {Rows} rows
 * @param {ArrayLike<number>} keys by row: the largest is not many times as much as there are rows above the least
 */
function sortedBy(rows, keys) {
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < rows.length; at += 1) {
    const key = keys[rows[at]];
    if (key < least) least = key;
    if (key > most) most = key;
  }
  const places = new Uint32Array(Math.max(most - least, 0) + 2);
  for (let at = 0; at < rows.length; at += 1) places[keys[rows[at]] - least + 1] += 1;
  for (let at = 1; at < places.length; at += 1) places[at] += places[at - 1];
  const sorted = /** @type {Rows} */ (rows.slice());
  for (let at = 0; at < rows.length; at += 1) sorted[places[keys[rows[at]] - least]++] = rows[at];
  return sorted;
}

/**
 * The place of each row among all by name. It is found out once.
 */
const ranksOfNames = onceFor((sites, lang) => {
  const keys = Array.from({ length: sites.count }, (_, row) => nameKey(sites, row, /** @type {Lang} */ (lang)));
  return ranksIn(keys, compare);
});

/** The place of each row among all by its latest date, the latest first. */
const ranksOfDates = onceFor((sites) => ranksIn(sites.latest, (a, b) => compareDates(b, a)));

/**
 * The place of each text or number among those that differ.
 *
 * @template {string | number} Value
 * @param {ArrayLike<Value> & Iterable<Value>} values
 * @param {(a: Value, b: Value) => number} compare
 */
function ranksIn(values, compare) {
  const places = new Map();
  let [before, place] = [/** @type {any} */ (null), -1];
  for (const value of [...new Set(values)].sort(compare)) {
    if (place < 0 || compare(before, value) !== 0) place += 1;
    places.set(value, place);
    before = value;
  }
  return Int32Array.from(values, (value) => places.get(value));
}

/**
 * @param {(sites: Sites, of: string) => Int32Array} work
 * @returns {(sites: Sites, of?: string) => Int32Array} the same, which does its work once for each atlas
 */
function onceFor(work) {
  const known = /** @type {ReturnType<typeof recentlyOf<Int32Array>>} */ (recentlyOf(Infinity));
  return (sites, of = "") => known(sites, of, () => work(sites, of));
}

/**
 * @param {Sites} sites
 * @param {number[]} rows
 * @returns {{district: number, members: number[], shared: number}[]} rows under their main district, the first one's
 *   first; `shared` is the number of those that reach into it and are listed under another
 */
export const groupRows = (sites, rows) => grouped(rows, sites, () => group(sites, rows));

/** By the rows, which nobody changes: who goes back to them finds their groups. */
const grouped = /** @type {ReturnType<typeof recentlyOf<ReturnType<typeof group>>>} */ (recentlyOf(1));

/** @param {Sites} sites @param {number[]} rows */
function group(sites, rows) {
  const { first, main, inDistrict } = sites;
  const { masks, width } = inDistrict;
  const members = /** @type {number[][]} */ ([]); // by district
  const shared = new Uint32Array(first);
  const found = [];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    const own = main[row];
    if (members[own] === undefined) {
      members[own] = [];
      found.push(own);
    }
    members[own].push(row);
    // Nearly all lie in one district: their others are not even asked for.
    if (width === 1 && masks[row] === 1 << own) continue;
    eachOption(inDistrict, row, (unit) => {
      if (unit !== own && unit !== CITY) shared[unit] += 1;
    });
  }
  return found.map((district) => ({ district, members: members[district], shared: shared[district] }));
}

/**
 * The rows as the list has them one after the other: what is found by a status that is not its latest comes last, each
 * part by district where the list is so.
 *
 * @param {Pick<Scene, "atlas" | "ordered" | "found" | "state">} scene
 */
export function listRows({ atlas: { sites }, ordered, found, state }) {
  const { now, others } = byStatus(ordered, found);
  if (!isGrouped(state)) return [...now, ...others];
  return [now, others].flatMap((rows) => groupRows(sites, rows).flatMap(({ members }) => members));
}

/**
 * What is found by the status that it has now, or by anything else; and what by another, which it had or is to have.
 *
 * @param {number[]} rows
 * @param {Pick<Found, "otherStatus">} found
 */
export function byStatus(rows, { otherStatus }) {
  if (!otherStatus.includes(1)) return { now: rows, others: [] };
  const [now, others] = [0, 1].map((other) => rows.filter((row) => otherStatus[row] === other));
  return { now, others };
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
