/**
 * The address of the page: it holds the state, and who goes to another one, or back, gets that state.
 */
import { effect, untracked } from "@preact/signals-core";
import { stepsOf } from "../core/fields.js";
import { printHash } from "../core/hash.js";

/** Hashes that the page itself has put into the address in a way that notifies it of a change. */
const ownSteps = new Set();

/**
 * From now on the address follows the state: with an entry of the history for each choice, and one for all that is typed
 * until the next choice.
 *
 * @param {State} state
 * @param {Sites} sites
 */
export function writeAddress(state, sites) {
  const steps = stepsOf(sites.facets);
  let before = /** @type {{step: string, q: string} | null} */ (null);
  let typing = false;
  effect(() => {
    const hash = printHash(state, sites);
    const now = { step: JSON.stringify(steps.map((key) => state[key])), q: state.q };
    if (before) {
      const chosen = now.step !== before.step;
      const typed = now.q !== before.q;
      const byReader = !untracked(() => state.byAddress);
      writeHash(hash, byReader && (chosen || (typed && !typing)));
      typing = byReader && !chosen && (typed || typing);
    }
    before = now;
  });
}

/**
 * From now on the state follows the address: `follow` is called with the hash that was gone to.
 *
 * @param {State} state
 * @param {Sites} sites
 * @param {(hash: string) => void} follow
 */
export function readAddress(state, sites, follow) {
  window.addEventListener("hashchange", ({ newURL }) => {
    // The address that was asked for: by now a move of the map may have written another.
    const { hash } = new URL(newURL);
    if (!ownSteps.delete(hash) && hash !== printHash(state, sites)) follow(hash);
  });
}

/** @param {string} hash @param {boolean} isStep */
function writeHash(hash, isStep) {
  if (hash === window.location.hash) return;
  try {
    window.history[isStep ? "pushState" : "replaceState"](null, "", hash);
  } catch (error) {
    // Inside a notebook's frame the page has no address of its own; only its hash may change.
    if (!(error instanceof DOMException) || error.name !== "SecurityError") throw error;
    ownSteps.add(hash);
    if (isStep) window.location.hash = hash;
    else window.location.replace(hash);
  }
}
