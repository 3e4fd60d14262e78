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
    const steps = stepsOf(from, to);
    const gone = steps.filter(([, at]) => at === NONE).map(([at]) => from[at]);
    return steps.map(([was, is]) => {
      const left = from.filter((_, i) => i !== was);
      const after = is === NONE ? left : was === NONE ? [...from, to[is]] : from.map((each, i) => (i === was ? to[is] : each));
      const own = is === NONE ? districtsWithout : ownDistricts;
      const districts = names.includes("districts") ? own(change, is === NONE ? from[was] : to[is], to, gone) : {};
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
 * What a change says of districts for one part: of new ones not those in which others lie and this one does not, and those still
 * in which one lay that is taken out.
 *
 * @param {Change} change
 * @param {unknown} entry
 * @param {unknown[]} entries all of them
 * @param {unknown[]} gone those that are taken out
 * @returns {Record<string, unknown>} nothing where they stay
 */
function ownDistricts({ from, to: { districts: after } }, entry, entries, gone) {
  const before = from?.districts;
  if (!Array.isArray(before) || !Array.isArray(after)) return after === undefined ? {} : { districts: after };
  const own = districtsOf(entry);
  const [ofOthers, ofGone] = [entries.filter((each) => each !== entry), gone].map((each) => new Set(each.flatMap(districtsOf)));
  const kept = before.filter((code) => !after.includes(code) && ofGone.has(code));
  const districts = [...kept, ...after.filter((code) => before.includes(code) || own.includes(code) || !ofOthers.has(code))];
  return keyOf(districts) === keyOf(before) ? {} : { districts };
}

/**
 * What a change says of districts for one part that is taken out: the others stay.
 *
 * @param {Change} change
 * @param {unknown} entry
 * @returns {Record<string, unknown>} nothing where all stay
 */
function districtsWithout({ from, to: { districts: after } }, entry) {
  const before = from?.districts;
  if (!Array.isArray(before) || !Array.isArray(after)) return {};
  const districts = before.filter((code) => after.includes(code) || !districtsOf(entry).includes(code));
  return districts.length === before.length ? {} : { districts };
}

/** @param {any} entry as somebody may have written it @returns {unknown[]} */
const districtsOf = (entry) => [entry?.districts ?? []].flat();

/** @param {Change} change @param {string} list @returns {[unknown[], unknown[]]} before and after; two that are empty where it does not concern it */
function listsOf({ do: deed, from, to }, list) {
  const [before, after] = [from?.[list], to?.[list]];
  const isTold = deed === "change" && Array.isArray(before) && Array.isArray(after);
  return isTold && Math.max(before.length, after.length) <= MOST_APART ? [before, after] : [[], []];
}

const NONE = -1;

/** @typedef {[was: number, is: number]} Step where an entry stands before and after, NONE where it does not */

/**
 * The entries that are changed, added or taken out, as told by those between them that stay.
 *
 * @param {unknown[]} from
 * @param {unknown[]} to
 * @returns {Step[]} none where it cannot be told what became of which
 */
function stepsOf(from, to) {
  const [before, after] = [from, to].map((list) => list.map(keyOf));
  const steps = /** @type {Step[]} */ ([]);
  for (let [i, j] = [0, 0]; i < before.length || j < after.length; i += 1, j += 1) {
    let next = i;
    while (next < before.length && !after.includes(before[next], j)) next += 1;
    const then = next < before.length ? after.indexOf(before[next], j) : after.length;
    const [gone, come] = [next - i, then - j];
    const isEnd = next === before.length;
    if (come > 0 && (isEnd ? gone > come : gone !== come)) return [];
    for (let k = 0; k < Math.max(gone, come); k += 1) steps.push([k < gone ? i + k : NONE, k < come ? j + k : NONE]);
    [i, j] = [next, then];
  }
  return steps;
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
  const [which, ...others] = LISTS.flatMap(([list]) =>
    stepsOf(...listsOf(change, list)).map((step) => /** @type {Which} */ ([list, Math.max(...step)])),
  );
  return which && others.length === 0 ? which : null;
}

/** @param {Change} change @param {Which} which the one that it concerns @returns {boolean} whether that is taken out */
export const isRemoval = ({ from, to }, [list]) => to[list].length < /** @type {any} */ (from)[list].length;

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
  const [list, at] = which;
  const [before, after] = [from, to].map((values) => ({ coordinates: /** @type {any} */ (values)[list][at]?.point }));
  return [before, isRemoval(change, which) ? undefined : after];
}
