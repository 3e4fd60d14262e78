/**
 * What was corrected of a fact or a place since the first edition: when, from what to what, and why.
 */

/** @typedef {Payload["corrections"]} Corrections */

/** @type {WeakMap<Corrections, Map<string, Corrections["entries"]>>} */
const KNOWN = new WeakMap();

/**
 * @param {string} id of a fact, a withdrawn one too, of a site or of a district
 * @param {Pick<Payload, "corrections">} payload
 * @returns {{date: string, said: Both, reason: Both}[]} the oldest first
 */
export function correctionsOf(id, { corrections }) {
  const { reasons } = corrections;
  return (byId(corrections).get(id) || []).map(([, date, reason, zh, en]) => ({ date, said: { zh, en }, reason: reasons[reason] }));
}

/** @param {Corrections} corrections */
function byId(corrections) {
  let known = KNOWN.get(corrections);
  if (!known) {
    known = new Map();
    for (const entry of corrections.entries) known.set(entry[0], [...(known.get(entry[0]) || []), entry]);
    KNOWN.set(corrections, known);
  }
  return known;
}
