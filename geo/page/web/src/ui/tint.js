/**
 * The area in which the chosen place is known to lie, or which it is the whole of: tinted, where the map has its outline.
 */
/* global L */
import { lonLat } from "../core/sites.js";
import { areasOf, isWholeUnit } from "../core/within.js";
import { toLatLngs } from "./basemap.js";
import { createSketch } from "./panes.js";

/**
 * @param {L.Map} map
 * @param {Sites} sites
 * @returns {(state: State) => void} tints what the state asks for
 */
export function drawTint(map, sites) {
  const renderer = createSketch(map, "tint", 360);
  const tint = L.layerGroup().addTo(map);
  return ({ place }) => {
    tint.clearLayers();
    const options = { renderer, interactive: false, className: tintClass(sites, place), smoothFactor: 0.5 };
    for (const area of areasOf(sites, place)) {
      const shape = sites.shapes.get(area);
      if (shape) tint.addLayer(L.polygon(shape.parts.map(toLatLngs), options));
      else if (area >= sites.first) tint.addLayer(circleOf(sites, area, options));
    }
  };
}

/**
 * The outline of a place that is a whole unit is its own; of any other, no more is known than that it lies within.
 *
 * @param {Sites} sites
 * @param {number} row
 */
export const tintClass = (sites, row) => (isWholeUnit(sites, row) ? "tint whole" : "tint");

/** @param {Sites} sites @param {number} zone @param {L.PathOptions} options */
function circleOf(sites, zone, options) {
  const [lon, lat] = lonLat(sites, zone);
  return L.circle([lat, lon], { ...options, radius: sites.uncertainty[zone] });
}
