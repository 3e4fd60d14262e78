/**
 * A search before the first one: the browser compiles what searches, counts and orders while nobody waits for it, and what
 * does not depend on the words is found.
 */
import { applyFacets } from "./facets.js";
import { initialState } from "./fields.js";
import { recentlyOf } from "./later.js";
import { groupRows, orderRows } from "./order.js";
import { commonTerms, explain, prepareSearch, search } from "./search.js";

/** What many names have. */
const WORDS = ["a", "en", "n"];

/**
 * What makes the search ready, then searches, in steps: they take the longer the more places there are, and are those of one
 * rehearsal, however often it is asked for.
 *
 * @param {Sites} sites
 */
export const rehearsalOf = (sites) => known(sites, "", () => rehearse(sites));

const known = /** @type {ReturnType<typeof recentlyOf<ReturnType<typeof rehearse>>>} */ (recentlyOf(1));

/** @param {Sites} sites @returns {Generator<unknown, void>} */
function* rehearse(sites) {
  while (!prepareSearch(sites)) yield;
  for (const q of WORDS) {
    const choice = /** @type {State} */ ({ ...initialState(sites.facets), q });
    const found = search(sites, q);
    yield;
    const { rows, having } = applyFacets(sites, choice);
    yield having;
    const ordered = orderRows(sites, rows, found.rank, choice);
    yield;
    groupRows(sites, ordered);
    commonTerms(sites, ordered, found);
    explain(sites, 0, choice.lang, found);
    yield;
  }
}
