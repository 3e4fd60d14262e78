/**
 * In what order places are listed, and under which headings.
 */
import { compare, compareDates } from "./facts.js";
import { figureNamed } from "./figures.js";
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
  const ordered = [];
  for (let at = 0; at < all.length; at += 1) if (isShown[all[at]] === 1) ordered.push(all[at]);
  return order === "relevance" ? sortedBy(ordered, keyOf(rank)) : ordered;
}

/**
 * All rows in an order that does not depend on what is searched: it is found out once, and what is shown picked from it.
 */
const allOrdered = onceFor((sites, of = "") => {
  const [order, lang = ""] = of.split(" ");
  /** @type {Record<string, () => (row: number) => number>} */
  const keys = {
    name: () => keyOf(ranksOfNames(sites, lang)),
    district: () => (row) => 2 * districtKey(sites, row) + Number(!hasPosition(sites, row)),
    latest: () => keyOf(ranksOfDates(sites), -1),
    relevance: () => keyOf(sites.facts, -1),
  };
  const key = (keys[order] || (() => largestFirst(sites, order)))();
  return Uint32Array.from(sortedBy([...Array(sites.count).keys()], key));
});

/**
 * By a figure, the largest first; without one last.
 *
 * @param {Sites} sites
 * @param {string} code of its indicator
 */
function largestFirst(sites, code) {
  const { column } = figureNamed(sites, code, "en");
  if (!column) return () => 0;
  const values = [...new Set(column.values)].sort((a, b) => b - a);
  const places = new Map(values.map((value, place) => [value, place]));
  const ranks = new Uint32Array(sites.count).fill(values.length);
  column.rows.forEach((row, at) => {
    ranks[row] = /** @type {number} */ (places.get(column.values[at]));
  });
  return keyOf(ranks);
}

/** @param {ArrayLike<number>} ranks @param {number} [way] */
const keyOf =
  (ranks, way = 1) =>
  /** @param {number} row */
  (row) =>
    way * ranks[row];

/**
 * Rows by a whole number, equal ones as they are: those of each number are counted, then put in their places, which takes far
 * less time than to compare rows.
 *
 * @param {number[]} rows
 * @param {(row: number) => number} key of which the largest is not many times as much as there are rows above the least
 */
function sortedBy(rows, key) {
  const keys = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) keys[at] = key(rows[at]);
  let [least, most] = [Infinity, -Infinity];
  for (const each of keys) {
    if (each < least) least = each;
    if (each > most) most = each;
  }
  const places = new Uint32Array(Math.max(most - least, 0) + 2);
  for (const each of keys) places[each - least + 1] += 1;
  for (let at = 1; at < places.length; at += 1) places[at] += places[at - 1];
  const sorted = rows.slice();
  for (let at = 0; at < rows.length; at += 1) sorted[places[keys[at] - least]++] = rows[at];
  return sorted;
}

/**
 * The place of each row among all by name. It is found out once.
 */
const ranksOfNames = onceFor((sites, lang) => {
  const keys = Array.from({ length: sites.count }, (_, row) => nameKey(sites, row, /** @type {Lang} */ (lang)));
  return ranksIn(keys, compare);
});

/** The place of each row among all by its latest date. */
const ranksOfDates = onceFor((sites) => ranksIn(sites.latest, compareDates));

/**
 * The place of each text among those that differ.
 *
 * @param {string[]} texts
 * @param {(a: string, b: string) => number} compare
 */
function ranksIn(texts, compare) {
  const places = new Map();
  let [before, place] = ["", -1];
  for (const text of [...new Set(texts)].sort(compare)) {
    if (place < 0 || compare(before, text) !== 0) place += 1;
    places.set(text, place);
    before = text;
  }
  return Uint32Array.from(texts, (text) => places.get(text));
}

/**
 * @param {(sites: Sites, of?: string) => Uint32Array} work
 * @returns {(sites: Sites, of?: string) => Uint32Array} the same, which does its work once for each atlas
 */
function onceFor(work) {
  /** @type {WeakMap<Sites, Map<string, Uint32Array>>} */
  const known = new WeakMap();
  return (sites, of = "") => {
    const answers = known.get(sites) || new Map();
    known.set(sites, answers);
    if (!answers.has(of)) answers.set(of, work(sites, of));
    return answers.get(of);
  };
}

/**
 * @param {Sites} sites
 * @param {number[]} rows
 * @returns {{district: number, members: number[], shared: number}[]} rows under their main district, the first one's
 *   first; `shared` is the number of those that reach into it and are listed under another
 */
export function groupRows(sites, rows) {
  const known = grouped.get(rows);
  if (known) return known;
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  const shared = new Uint32Array(sites.first);
  const { masks, width } = sites.inDistrict;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const main = sites.main[row];
    const group = groups.get(main);
    if (group) group.push(row);
    else groups.set(main, [row]);
    // Nearly all lie in one district: their others are not even asked for.
    if (width === 1 && masks[row] === 1 << main) continue;
    eachOption(sites.inDistrict, row, (unit) => {
      if (unit !== main && unit !== CITY) shared[unit] += 1;
    });
  }
  const told = [...groups].map(([district, members]) => ({ district, members, shared: shared[district] }));
  grouped.set(rows, told);
  return told;
}

/** By the rows, which nobody changes: who goes back to them finds their groups. */
const grouped = /** @type {WeakMap<number[], {district: number, members: number[], shared: number}[]>} */ (new WeakMap());

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
