/**
 * What lies near a place, and how far, as well as the positions allow.
 */
import { distance } from "./measure.js";
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
 * A distance as exact as it is worth: to a hundred metres.
 *
 * @param {number} metres
 */
export const roundedMetres = (metres) => Math.max(100, Math.round(metres / 100) * 100);
