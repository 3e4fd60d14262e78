/**
 * Changes of the further positions of a place: each is decided by itself, in a form of its own, though a patch changes a list once.
 */
import { GEOMETRY } from "../patch.js";
import { BESIDE } from "../proposal.js";

/** @import {Which} from "../proposal.js" */
/** @import {Change} from "./types" */

/** The longest list whose entries are decided each by itself: each holds all of the list. */
const MOST_APART = 500;

/** The lists, and what goes with each. */
const LISTS = /** @type {[Which[0], string[]][]} */ (Object.entries(BESIDE));

/**
 * A change with one for each further position that it concerns, each with what goes with its list, and one for all else.
 *
 * @param {Change} change
 * @returns {Change[]}
 */
export function apart(change) {
  const single = LISTS.flatMap(([list, beside]) => {
    const names = list === "parts" && !has(change, GEOMETRY) ? [...beside, "districts"] : beside;
    const [from, to] = listsOf(change, list);
    return concerned(change, list).map((at) => {
      const after = at < from.length ? from.map((each, i) => (i === at ? to[at] : each)) : [...from, to[at]];
      const districts = names.includes("districts") ? ownDistricts(change, to[at], to) : {};
      return {
        change: only(change, [list, ...beside, ...Object.keys(districts)], { [list]: after, ...districts }),
        taken: [list, ...names],
      };
    });
  });
  const taken = single.flatMap((each) => each.taken);
  const others = Object.keys(change.to || {}).filter((name) => !taken.includes(name));
  if (single.length === 0) return [change];
  return [...(others.length > 0 ? [only(change, others)] : []), ...single.map((each) => each.change)];
}

/** @param {Change} change @param {string} name */
const has = ({ to }, name) => Object.keys(to || {}).includes(name);

/** @param {Change} change @param {string[]} fields that it still concerns @param {Record<string, unknown>} [after] */
function only(change, fields, after = {}) {
  /** @param {Record<string, unknown> | undefined} values */
  const some = (values) => Object.fromEntries(Object.entries(values || {}).filter(([name]) => fields.includes(name)));
  return { ...change, from: some(change.from), to: { ...some(change.to), ...after } };
}

/**
 * What a change says of districts for one part: of new ones not those in which others lie and this one does not.
 *
 * @param {Change} change
 * @param {unknown} entry
 * @param {unknown[]} entries all of them
 * @returns {Record<string, unknown>} nothing where they stay
 */
function ownDistricts({ from, to: { districts: after } }, entry, entries) {
  const before = from?.districts;
  if (!Array.isArray(before) || !Array.isArray(after)) return after === undefined ? {} : { districts: after };
  const own = districtsOf(entry);
  const ofOthers = new Set(entries.filter((each) => each !== entry).flatMap(districtsOf));
  const districts = after.filter((code) => before.includes(code) || own.includes(code) || !ofOthers.has(code));
  return keyOf(districts) === keyOf(before) ? {} : { districts };
}

/** @param {any} entry as somebody may have written it @returns {unknown[]} */
const districtsOf = (entry) => [entry?.districts ?? []].flat();

/** @param {Change} change @param {string} list @returns {unknown[][]} before and after; two that are empty where it does not concern it */
function listsOf({ do: deed, from, to }, list) {
  const [before, after] = [from?.[list], to?.[list]];
  const isTold = deed === "change" && Array.isArray(before) && Array.isArray(after) && after.length >= before.length;
  return isTold && after.length <= MOST_APART ? [before, after] : [[], []];
}

/**
 * The entries that a change changes or adds.
 *
 * @param {Change} change
 * @param {string} list
 * @returns {number[]} none where an entry stands in another's place: one was taken out, which is no change of the other
 */
function concerned(change, list) {
  const [from, to] = listsOf(change, list);
  const told = [...to.keys()].filter((at) => at >= from.length || (to[at] !== from[at] && keyOf(to[at]) !== keyOf(from[at])));
  const former = new Set(told.filter((at) => at < from.length).map((at) => keyOf(from[at])));
  return told.some((at) => former.has(keyOf(to[at]))) ? [] : told;
}

/** @param {unknown} entry */
const keyOf = (entry) => JSON.stringify(entry);

/**
 * The one further position that a change concerns.
 *
 * @param {Change} change
 * @returns {Which | null} null where it is none, or more than one
 */
export function whichOf(change) {
  const [which, ...others] = LISTS.flatMap(([list]) => concerned(change, list).map((at) => /** @type {Which} */ ([list, at])));
  return which && others.length === 0 ? which : null;
}

/**
 * What is drawn before and after a change, of which nothing is sure.
 *
 * @param {Change | null} change
 * @returns {unknown[]} two geometries as JSON has them, or nothing
 */
export function drawnBy(change) {
  if (!change) return [];
  const { from, to, feature } = change;
  if (change.do !== "change") return [undefined, feature?.geometry];
  const which = whichOf(change);
  if (!which) return [from?.[GEOMETRY], to[GEOMETRY]];
  return [from, to].map((values) => ({ coordinates: /** @type {any} */ (values)[which[0]][which[1]]?.point }));
}
