/**
 * What is wrong with what a review is about to accept, as far as the page can know it.
 */
import { factFaults, sourceFaults } from "../forms.js";
import { judgePlace } from "./places.js";
import { ACCEPTED } from "./state.js";

/** @import {Faults} from "../forms.js" */
/** @import {Review} from "./types" */

/**
 * @param {Review} review
 * @param {number} at
 * @param {Atlas} atlas with the source of the text
 * @param {{id: string}[]} added places that the review adds
 * @returns {Faults} by field; none of what somebody else proposes, which the record's own checks see first
 */
export function faultsIn(review, at, atlas, added) {
  const { row, place } = review.drafts[at] || {};
  if (place) return judgePlace(review, at, atlas).faults;
  if (!row) return {};
  const { registers, sources, record } = atlas.payload;
  const faults = factFaults(row, { registers, sources, date: record.date });
  const isKnown = atlas.sites.index.has(row.subject) || added.some(({ id }) => id === row.subject);
  return isKnown ? faults : { ...faults, subject: ["faultMissing"] };
}

/**
 * The first item that was accepted and is at fault now, since something changed that it rests on; -1 where all is well.
 *
 * @param {Review} review
 * @param {Atlas} atlas with the source of the text
 * @param {{id: string}[]} added
 */
export const firstFaulty = (review, atlas, added) =>
  review.decided.findIndex((decided, at) => decided === ACCEPTED && Object.keys(faultsIn(review, at, atlas, added)).length > 0);

/** What a source of new facts says beside what every source says: when it appeared, in what form it was read, and when. */
const OF_NEW_FACTS = /** @type {const} */ (["published", "form", "accessed"]);

/**
 * What is wrong with the source that the review adds.
 *
 * @param {Review} review
 * @param {Atlas} atlas
 * @returns {Faults}
 */
export function faultsOfSource({ source }, { payload }) {
  if (!source) return {};
  const lacking = OF_NEW_FACTS.filter((name) => !source[name]).map((name) => [name, ["faultMissing"]]);
  const held = { registers: payload.registers, sources: payload.sources, date: payload.record.date };
  return { ...Object.fromEntries(lacking), ...sourceFaults(source, held) };
}
