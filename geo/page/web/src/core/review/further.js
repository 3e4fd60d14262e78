/**
 * Changes of the further positions of a place: each is decided by itself, in a form of its own, though a patch changes a list once.
 */
import { GEOMETRY } from "../patch.js";
import { BESIDE } from "../proposal.js";

/** @import {Which} from "../proposal.js" */
/** @import {Change} from "./types" */

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
      return { change: only(change, [list, ...names], { [list]: after }), taken: [list, ...names] };
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

/** @param {Change} change @param {string} list @returns {unknown[][]} before and after; two that are empty where it does not concern it */
function listsOf({ do: deed, from, to }, list) {
  const [before, after] = [from?.[list], to?.[list]];
  const isTold = deed === "change" && Array.isArray(before) && Array.isArray(after) && after.length >= before.length;
  return isTold ? [before, after] : [[], []];
}

/** @param {Change} change @param {string} list @returns {number[]} the entries that it changes or adds */
function concerned(change, list) {
  const [from, to] = listsOf(change, list);
  return [...to.keys()].filter((at) => at >= from.length || JSON.stringify(to[at]) !== JSON.stringify(from[at]));
}

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
