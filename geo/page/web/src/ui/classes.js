/**
 * How many of the places are points, areas and city-wide, at the count of all: each a press that shows these alone.
 */
import { hasNoPlaces } from "../core/sites.js";
import { CLASSES } from "../core/within.js";
import { el } from "./dom.js";

/**
 * @param {Scene} scene
 * @param {Pick<Actions, "change">} actions
 */
export function showClasses({ atlas: { sites }, state, result, say }, { change }) {
  const { options } = /** @type {Facet} */ (sites.facets.find(({ key }) => key === "position"));
  if (hasNoPlaces(sites)) return null;
  return el(
    "div.classes",
    {},
    ...CLASSES.map(({ key, codes }) => {
      const rows = [...options.keys()].filter((option) => codes.some((code) => code === options[option].code));
      const on = rows.length === state.position.length && rows.every((row) => state.position.includes(row));
      const count = rows.reduce((sum, row) => sum + result.position[row], 0);
      const parts = rows.filter((row) => result.position[row] > 0).map((row) => `${options[row][state.lang]} ${result.position[row]}`);
      const press = { "aria-pressed": String(on), onclick: () => change({ position: on ? [] : rows }) };
      // A part of a class alone is shown as a part: it counts no others at the count of all.
      const shown = rows.reduce((sum, row) => sum + result.having.position[row], 0);
      const isPart = rows.some((row) => state.position.includes(row)) && shown < count;
      const words = say(key, { count: isPart ? `${shown}/${count}` : count });
      return el("button", { type: "button", "data-key": key, title: parts.join(" · "), ...press }, words);
    }),
  );
}
