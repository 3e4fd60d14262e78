/**
 * What lies near a place, and how far, as well as the positions allow.
 */
import { distance, isWithin, nearestOn } from "./measure.js";
import { hasPosition, lonLat, placesOf } from "./sites.js";

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
  const found = [];
  for (let other = sites.first; other < sites.count; other += 1) {
    if (other === row || !hasPosition(sites, other) || sites.parent[other] === row || sites.parent[row] === other) continue;
    const { metres, error } = nearestWay(sites, row, other);
    if (metres <= REACH && metres > error) found.push({ row: other, metres });
  }
  return found.sort((a, b) => a.metres - b.metres || a.row - b.row).slice(0, MOST);
}

/**
 * How far two sites are apart where they come nearest, and what both may be off there.
 *
 * @param {Sites} sites
 * @param {number} one
 * @param {number} other
 */
function nearestWay(sites, one, other) {
  const ways = placesOf(sites, one).flatMap((from) =>
    placesOf(sites, other).map((to) => ({
      metres: distance(lonLat(sites, from), lonLat(sites, to)),
      error: sites.uncertainty[from] + sites.uncertainty[to],
    })),
  );
  return shortest(ways);
}

/** @template {{metres: number}} W @param {W[]} ways @returns {W} */
const shortest = (ways) => ways.reduce((nearest, way) => (way.metres < nearest.metres ? way : nearest));

/**
 * The way from a reader to a place on the map: to the nearest point of its line or area, else to the nearest of its points.
 *
 * Both positions may be off: the place by its radius, the reader by the browser's. `error` is the sum of the two, as much
 * as they may be off together.
 *
 * @param {Pick<Sites, "shapes" | "lon" | "lat" | "uncertainty" | "parts">} sites
 * @param {number} row
 * @param {Here} here
 * @returns {Way}
 */
export function wayTo(sites, row, { position, accuracy }) {
  const spots = spotsOf(sites, row, position);
  return shortest(spots.map(({ to, off }) => ({ to, metres: distance(position, to), error: off + accuracy })));
}

/**
 * The position itself where an area contains it, else what of each part of a place is nearest to it, with its radius.
 *
 * @param {Pick<Sites, "shapes" | "lon" | "lat" | "uncertainty" | "parts">} sites
 * @param {number} row
 * @param {Position} position
 * @returns {{to: Position, off: number}[]}
 */
function spotsOf(sites, row, position) {
  const shape = sites.shapes.get(row);
  const off = sites.uncertainty[row];
  if (!shape) return placesOf(sites, row).map((place) => ({ to: lonLat(sites, place), off: sites.uncertainty[place] }));
  if (shape.type.endsWith("Polygon") && isWithin(position, shape.parts)) return [{ to: position, off }];
  return shape.parts.map((line) => ({ to: nearestOn(line, position), off }));
}

/**
 * A distance as exact as it is worth: to a hundred metres.
 *
 * @param {number} metres
 */
export const roundedMetres = (metres) => Math.max(100, Math.round(metres / 100) * 100);
