/**
 * The address of the page: it holds the state, and who goes to another one, or back, gets that state.
 */
import { effect, untracked } from "@preact/signals-core";
import { atRest, createPutOff } from "../ui/afterwards.js";
import { runsOf, stepsOf } from "../core/fields.js";
import { printHash } from "../core/hash.js";

/** Hashes that the page itself has put into the address in a way that notifies it of a change. */
const ownSteps = new Set();

const { settle, forget, putOff } = createPutOff();

/**
 * From now on the address follows the state, once that is on the screen: with an entry of the history for each choice, and
 * one for all that is typed, or drawn along a scale, until the next choice.
 *
 * @param {State} state
 * @param {Sites} sites
 */
export function writeAddress(state, sites) {
  const [steps, runs] = [stepsOf(sites.facets), runsOf(sites.facets)];
  let before = /** @type {{step: string, run: string} | null} */ (null);
  let typing = false;
  for (const leaving of ["pagehide", "blur"]) window.addEventListener(leaving, settle);
  effect(() => {
    const hash = printHash(state, sites);
    const [step, run] = [steps, runs].map((keys) => JSON.stringify(keys.map((key) => state[key])));
    const now = { step, run };
    const byReader = !untracked(() => state.byAddress);
    // A reader may have chosen something before the whole file was here.
    if (before || byReader) {
      const chosen = now.step !== before?.step;
      const typed = now.run !== before?.run;
      const isStep = byReader && (chosen || (typed && !typing));
      putOff(() => writeHash(hash, isStep), atRest);
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
    if (ownSteps.delete(hash) || hash === printHash(state, sites)) return;
    forget();
    follow(hash);
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
