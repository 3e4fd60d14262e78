/**
 * What is wrong with what a review is about to accept, as far as the page can know it.
 */
import { factFaults, sourceFaults } from "../forms.js";

/** @import {Faults} from "../forms.js" */
/** @import {Review} from "./types" */

/**
 * @param {Review} review
 * @param {number} at
 * @param {Atlas} atlas
 * @param {Record<string, string>} source that of the text, as the record has it
 * @returns {Faults} by field; none of what somebody else proposes, which the record's own checks see first
 */
export function faultsIn(review, at, { payload, sites }, source) {
  const { row } = review.drafts[at];
  if (!row) return {};
  const held = { registers: payload.registers, sources: [...payload.sources, review.source || source], date: payload.record.date };
  const faults = factFaults(row, held);
  return sites.index.has(row.subject) ? faults : { ...faults, subject: ["faultMissing"] };
}

/** What a source of new facts says beside what every source says: in what form it was read, and when. */
const OF_NEW_FACTS = /** @type {const} */ (["form", "accessed"]);

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
