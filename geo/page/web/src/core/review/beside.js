/**
 * What the record says already of what a draft says: the figures of the same subject and indicator, in the order of their
 * dates, with the draft among them.
 */
import { compareDates } from "../facts.js";

/**
 * @typedef {object} Neighbour
 * @property {Claim | null} claim null for the draft itself
 * @property {Value | null} value
 * @property {boolean} isMeant whether the candidate is held by it, newer than it, contradicts or answers it
 */

/**
 * @param {Claim[]} claims of the subject
 * @param {{indicator: number, scope: number, asOf: string}} draft rows of the registers, -1 for none; its date may be empty
 * @param {string} fact the id of the fact that the candidate is compared with, empty for none
 * @returns {Neighbour[]} oldest first, what has no date last
 */
export function neighboursOf(claims, { indicator, scope, asOf }, fact) {
  const same = claims.filter((claim) => claim.indicator === indicator);
  const near = same.filter((claim) => claim.scope === scope);
  const said = (near.length > 0 ? near : same).flatMap((claim) =>
    claim.values.map((value) => ({ claim, value, isMeant: value.facts.some(({ id }) => id === fact) })),
  );
  /** @param {Neighbour} neighbour */
  const dateOf = ({ claim }) => (claim ? claim.asOf : asOf);
  return [...said, { claim: null, value: null, isMeant: false }].sort(
    (a, b) => Number(dateOf(a) === "") - Number(dateOf(b) === "") || compareDates(dateOf(a), dateOf(b)),
  );
}
