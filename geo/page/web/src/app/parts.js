/**
 * The page's parts on a map that is not ours: what filters, finds and shows the places of a table.
 *
 * A bundle of its own, which `geo.page.widgets` puts into the page of any folium map. Those with the same table share a
 * scene: its markers, its filters and the chosen place.
 */
/* global L */
import { batch, computed, effect } from "@preact/signals-core";
import { applyFacets } from "../core/facets.js";
import { filtersOf, initialState } from "../core/fields.js";
import { messages } from "../core/messages.js";
import { search } from "../core/search.js";
import { readFacet } from "../core/sites.js";
import { readTerms, writtenNames } from "../core/terms.js";
import { make, el } from "../ui/dom.js";
import { createCard } from "../ui/card.js";
import { createFilters } from "../ui/filters.js";
import { createFinder } from "../ui/finder.js";
import { drawDots } from "../ui/dots.js";
import { createState, pick, set } from "./state.js";

/** @import {PartScene, PlacesTold, CardTold} from "./parts.types" */

const MARGIN = 10; // pixels between the edge of a map and what lies in its corners

/**
 * Draw the places of a table, and keep what is chosen of them.
 *
 * @param {L.Map} map
 * @param {PlacesTold} told
 * @returns {PartScene}
 */
export function places(map, told) {
  const facets = told.facets.map(({ key, label, options, masks }) => readFacet(asFacet(key, label, options, masks)));
  const count = told.names.length;
  const registers = /** @type {any} */ ({ layers: [{ code: "places", zh: "", en: "" }], indicators: [] });
  const terms = told.search ? readTerms(told.search, writtenNames(told.texts), registers) : { count };
  const sites = /** @type {Sites} */ (
    /** @type {unknown} */ ({ ...terms, first: 0, layer: new Uint32Array(count), registers, facets, narrowed: null, figures: new Map() })
  );
  const state = createState(initialState(facets));
  const free = pick(initialState(facets), filtersOf(facets));
  const found = computed(() => search(sites, state.q));
  const result = computed(() => applyFacets(sites, state));
  const scene = {
    ...{ map, told, sites, state, say: messages(told.lang) },
    result: () => result.value,
    found: () => found.value,
    clear: () => set(state, free),
    /** @param {Partial<State>} values */
    change: (values) =>
      batch(() => {
        set(state, values);
        // What the filters no longer show is no longer read.
        if (state.place >= 0 && !result.value.shown[state.place]) state.place = -1;
      }),
  };
  drawDots(scene);
  return scene;
}

/** @param {string} key @param {string} label @param {string[]} options @param {string} masks */
const asFacet = (key, label, options, masks) => ({
  ...{ key, zh: label, en: label, masks, units: false, unlike: [] },
  options: options.map((text, row) => ({ code: String(row), zh: text, en: text })),
});

/**
 * Buttons that filter.
 *
 * @param {PartScene} scene
 * @param {{by: string[], position: L.ControlPosition}} told
 */
export function Facets(scene, { by, position }) {
  const facets = scene.sites.facets.filter((_, i) => by.includes(scene.told.facets[i].column));
  const show = createFilters(scene, facets);
  inCorner(scene, position, "filters", show);
}

/**
 * A box that finds.
 *
 * @param {PartScene} scene
 * @param {{position: L.ControlPosition}} told
 */
export function SearchBox(scene, { position }) {
  inCorner(scene, position, "finder", createFinder(scene));
}

/**
 * A drawer of what is known of the chosen place.
 *
 * @param {PartScene} scene
 * @param {CardTold} told
 */
export function FactsDrawer(scene, told) {
  const card = createCard(scene, told);
  untouched(card.element);
  scene.map.getContainer().append(card.element);
  effect(card.show);
}

/**
 * Put a part into a corner of the map.
 *
 * @param {PartScene} scene
 * @param {L.ControlPosition} position
 * @param {string} name
 * @param {(element: HTMLElement) => void} show draws it, whenever what it shows has changed
 */
function inCorner({ map }, position, name, show) {
  const element = make(el(`div.atlas-part.${name}`));
  untouched(element);
  const control = new L.Control({ position });
  control.onAdd = () => element;
  control.addTo(map);
  const fit = () => element.style.setProperty("max-width", `${map.getSize().x - 2 * MARGIN}px`);
  map.on("resize", fit);
  fit();
  effect(() => show(element));
}

/**
 * What is done in a part is none of the map's business.
 *
 * @param {HTMLElement} element
 */
function untouched(element) {
  L.DomEvent.disableClickPropagation(element);
  L.DomEvent.disableScrollPropagation(element);
}
