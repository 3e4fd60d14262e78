/**
 * What is wrong with what a review is about to accept, as far as the page can know it.
 */
import { factFaults, newSourceFaults } from "../forms.js";
import { heldBy } from "../proposal.js";
import { judgeChange } from "./changes.js";
import { judgePlace } from "./places.js";
import { ACCEPTED, changesOf } from "./state.js";

/** @import {Faults} from "../forms.js" */
/** @import {Change, Review} from "./types" */

/**
 * @param {Review} review
 * @param {number} at
 * @param {Atlas} atlas with the source of the text
 * @param {{id: string}[]} added places that the review adds
 * @returns {Faults} by field; none of what somebody else proposes as it was sent, which the record's own checks see first
 */
export function faultsIn(review, at, atlas, added) {
  const draft = review.drafts[at] || {};
  const { row, place, change } = draft;
  if (place) return judgePlace(review, at, atlas).faults;
  if (!row && !change) return {};
  const faults = row ? factFaults(row, heldBy(atlas)) : judgeChange(draft, atlas).faults;
  const subject = row ? row.subject : draft.values?.subject;
  const isKnown = subject === undefined || atlas.sites.index.has(subject) || added.some(({ id }) => id === subject);
  return isKnown ? faults : { ...faults, subject: ["faultMissing"] };
}

/**
 * The changes of a whole review.
 *
 * @param {Review} review without faults
 * @param {Atlas} atlas with the source
 * @returns {Change[]}
 */
export const changesOfReview = (review, atlas) =>
  changesOf(review, (at) =>
    review.drafts[at].place
      ? /** @type {Change[]} */ (judgePlace(review, at, atlas).changes(() => ""))
      : [/** @type {Change} */ (judgeChange(review.drafts[at], atlas).change)],
  );

/**
 * The first item that was accepted and is at fault now, since something changed that it rests on; -1 where all is well.
 *
 * @param {Review} review
 * @param {Atlas} atlas with the source of the text
 * @param {{id: string}[]} added
 */
export const firstFaulty = (review, atlas, added) =>
  review.decided.findIndex((decided, at) => decided === ACCEPTED && Object.keys(faultsIn(review, at, atlas, added)).length > 0);

/**
 * What is wrong with the source that the review adds.
 *
 * @param {Review} review
 * @param {Atlas} atlas
 * @returns {Faults}
 */
export const faultsOfSource = ({ source }, atlas) => (source ? newSourceFaults(source, heldBy(atlas)) : {});
