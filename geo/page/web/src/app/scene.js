/**
 * What follows from the state: found, counted, ordered and coloured. Each value is computed when it is first read, and
 * again when something has changed that it was computed from.
 */
import { createColours } from "../core/colour.js";
import { applyFacets } from "../core/facets.js";
import { filtersOf } from "../core/fields.js";
import { recentlyOf } from "../core/later.js";
import { messages } from "../core/messages.js";
import { orderOf, orderRows } from "../core/order.js";
import { rankingOf } from "../core/ranking.js";
import { search } from "../core/search.js";
import { gatherWithin } from "../core/within.js";
import { createFound } from "./found.js";
import { derive, pick } from "./state.js";

const RESULTS = 4; // choices of which is kept what they leave, for who goes back and forth

/**
 * @param {L.Map} map folium's map
 * @param {Atlas} atlas sites and payload
 * @param {State} state the page's state
 * @returns {Scene} what the page shows: these three; `say`, the texts in the reader's language; `found`, what the search
 *   gave; `result`, the rows that the filters leave, with counts; `within`, those of them without a position by what they are known to lie
 *   in; `ordered`, the same rows in the order of the list;
 *   `facts`, those found, by subject; `colours`, the figures that can colour the districts, and `colouring`, the one
 *   that does; `ranking`, the places or districts by the figure asked for
 */
export function createScene(map, atlas, state) {
  const { sites } = atlas;
  const colours = createColours(atlas);
  const results = recentlyOf(RESULTS);
  const ordered = recentlyOf(RESULTS);
  const filters = filtersOf(sites.facets);
  const readFound = createFound(atlas, state);
  const scene = /** @type {Scene} */ ({ map, atlas, state, colours });
  derive(scene, {
    say: () => messages(state.lang),
    found: () => search(sites, state.q),
    result: () => results(scene.found, JSON.stringify(pick(state, filters)), () => applyFacets(sites, state)),
    within: () => gatherWithin(sites, scene.result.rows),
    ordered: () =>
      ordered(scene.result, JSON.stringify([orderOf(state), state.lang, state.here]), () =>
        orderRows(sites, scene.result.rows, scene.found.rank, state),
      ),
    facts: () => readFound(scene.found),
    ranking: () => rankingOf(/** @type {Scene} */ (scene)),
    colouring: () => (state.ready ? colours.of(state.colour, scene.result.district) : null),
  });
  return scene;
}
