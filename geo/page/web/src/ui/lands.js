/**
 * Where each district lies, in world pixels at a zoom: what is looked up for its name is remembered from move to move.
 */
import { boxAt, contains } from "../core/boxes.js";
import { districtAt } from "../core/sites.js";
import { outlineOf } from "./camera.js";

/** @import {Beside} from "./leaders.js" */
/**
 * @typedef {object} Lands
 * @property {(Box | null)[]} extents what each district takes up, by row; null where the page has no outline of it
 * @property {(point: Point) => number} districtOf the district at a point, 0 outside of all
 * @property {WeakMap<Result, Map<number, Beside>>} kept where names were put beside their districts, by row, while the same is shown
 */

const GRAIN = 3; // to how many pixels a district's edge is looked up
const LINES = 2 ** 26; // more than there are in a column of the world at any zoom
const ZOOMS = 4; // remembered: of the map, of its inset, and two on paper
const SPOTS = 50_000; // remembered of each

const known = /** @type {WeakMap<Sites, Map<number, Lands>>} */ (new WeakMap());

/**
 * @param {Pick<Scene, "map" | "atlas">} scene
 * @param {number} zoom
 * @returns {Lands}
 */
export function unitLands({ map, atlas: { sites } }, zoom) {
  const byZoom = known.get(sites) || new Map();
  known.set(sites, byZoom);
  const lands = byZoom.get(zoom) || createLands(map, sites, zoom);
  byZoom.delete(zoom);
  byZoom.set(zoom, lands); // as the last, since it was used last
  if (byZoom.size > ZOOMS) byZoom.delete(byZoom.keys().next().value);
  return lands;
}

/** @param {L.Map} map @param {Sites} sites @param {number} zoom @returns {Lands} */
function createLands(map, sites, zoom) {
  const extents = [...Array(sites.first).keys()].map((row) => boxOfOutline(map, sites, row, zoom));
  return { extents, districtOf: createFinder(map, sites, zoom, extents), kept: new WeakMap() };
}

/** @param {L.Map} map @param {Sites} sites @param {number} row @param {number} zoom @returns {Box | null} */
function boxOfOutline(map, sites, row, zoom) {
  const bounds = outlineOf(sites, row);
  if (!bounds.isValid()) return null;
  const [{ x: left, y: top }, { x: right, y: bottom }] = [bounds.getNorthWest(), bounds.getSouthEast()].map((at) => map.project(at, zoom));
  return { left, top, right, bottom };
}

/**
 * The district at a point, to the next few pixels: each spot is looked up once, and only in the districts whose extent it
 * is in.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {number} zoom
 * @param {(Box | null)[]} extents
 * @returns {Lands["districtOf"]}
 */
function createFinder(map, sites, zoom, extents) {
  const spots = /** @type {Map<number, number>} */ (new Map());
  const rows = [...extents.keys()].slice(1);
  return ({ x, y }) => {
    const [column, line] = [Math.round(x / GRAIN), Math.round(y / GRAIN)];
    const key = column * LINES + line;
    const before = spots.get(key);
    if (before !== undefined) return before;
    const spot = boxAt(GRAIN * column, GRAIN * line, 0, 0);
    const { lng, lat } = map.unproject([spot.left, spot.top], zoom);
    const near = rows.filter((row) => contains(extents[row] || spot, spot));
    const row = districtAt(sites, [lng, lat], near);
    if (spots.size === SPOTS) spots.clear();
    spots.set(key, row);
    return row;
  };
}
