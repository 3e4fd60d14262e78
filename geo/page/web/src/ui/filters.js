/**
 * What the places of a map that is not ours can be filtered by: chips with the number of places that each would show.
 */
import { toggle } from "../core/fields.js";
import { chip } from "./chip.js";
import { draw, el } from "./dom.js";

/** @import {PartScene} from "../app/parts.types" */

const NARROW = 600; // pixels of a map on which they are folded at first

/**
 * @param {PartScene} scene
 * @param {Facet[]} facets
 * @returns {(element: HTMLElement) => void} draws them
 */
export function createFilters(scene, facets) {
  const { state, say, result, clear } = scene;
  const open = scene.map.getSize().x >= NARROW;
  return (element) => {
    const isFiltered = facets.some(({ key }) => state[key].length > 0);
    const reset = () => {
      clear();
      /** @type {HTMLElement} */ (element.querySelector("summary")).focus();
    };
    draw(
      element,
      el(
        "details",
        { "data-fold": "filters", open },
        el("summary", {}, say("partFilter"), " ", el("span", { role: "status" }, say("places", { count: result().rows.length }))),
        ...facets.map((facet) => showFacet(facet, scene)),
        isFiltered && el("button.link", { type: "button", "data-key": "reset", onclick: reset }, say("reset")),
      ),
    );
  };
}

/** @param {Facet} facet @param {PartScene} scene */
const showFacet = ({ key, en: name, options }, { state, result, change }) =>
  el(
    "fieldset",
    { key },
    el("legend", {}, name),
    el(
      "div.chips",
      {},
      ...options.map(({ en: label, code }, row) =>
        chip({
          key: `${key}-${code}`,
          on: state[key].includes(row),
          label,
          count: result()[key][row],
          press: () => change({ [key]: toggle(state[key], row) }),
        }),
      ),
    ),
  );
