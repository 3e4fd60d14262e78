/**
 * What lies near a place, and how far, as well as the positions allow.
 */
import { distance, isWithin, nearestOn } from "./measure.js";
import { hasPosition, lonLat } from "./sites.js";

const REACH = 5000; // metres
const MOST = 6;

/**
 * The nearest places on the map. One whose distance is smaller than what the two positions may be off together is left
 * out: nobody knows how far it is. What contains the place or lies in it is shown elsewhere.
 *
 * @param {Sites} sites
 * @param {number} row
 * @returns {{row: number, metres: number}[]} nearest first
 */
export function neighboursOf(sites, row) {
  if (row < sites.first || !hasPosition(sites, row)) return [];
  const here = lonLat(sites, row);
  const found = [];
  for (let other = sites.first; other < sites.count; other += 1) {
    if (other === row || !hasPosition(sites, other) || sites.parent[other] === row || sites.parent[row] === other) continue;
    const metres = distance(here, lonLat(sites, other));
    if (metres <= REACH && metres > sites.uncertainty[row] + sites.uncertainty[other]) found.push({ row: other, metres });
  }
  return found.sort((a, b) => a.metres - b.metres || a.row - b.row).slice(0, MOST);
}

/**
 * The way from a reader to a place on the map: to the nearest point of its line or area, else to its own point.
 *
 * Both positions may be off: the place by its radius, the reader by the browser's. `error` is the sum of the two, as much
 * as they may be off together.
 *
 * @param {Pick<Sites, "shapes" | "lon" | "lat" | "uncertainty">} sites
 * @param {number} row
 * @param {Here} here
 * @returns {Way}
 */
export function wayTo(sites, row, { position, accuracy }) {
  const spots = spotsOf(sites, row, position);
  const ways = spots.map((to) => ({ to, metres: distance(position, to), error: sites.uncertainty[row] + accuracy }));
  return ways.reduce((nearest, way) => (way.metres < nearest.metres ? way : nearest));
}

/**
 * The position itself where an area contains it, else what of each part of a place is nearest to it.
 *
 * @param {Pick<Sites, "shapes" | "lon" | "lat">} sites
 * @param {number} row
 * @param {Position} position
 * @returns {Position[]}
 */
function spotsOf(sites, row, position) {
  const shape = sites.shapes.get(row);
  if (!shape) return [lonLat(/** @type {Sites} */ (sites), row)];
  if (shape.type.endsWith("Polygon") && isWithin(position, shape.parts)) return [position];
  return shape.parts.map((line) => nearestOn(line, position));
}

/**
 * A distance as exact as it is worth: to a hundred metres.
 *
 * @param {number} metres
 */
export const roundedMetres = (metres) => Math.max(100, Math.round(metres / 100) * 100);
