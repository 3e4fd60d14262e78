/**
 * Where each district lies, in world pixels at a zoom: what is looked up for its name is remembered from move to move.
 */
import { boxAround, scaled } from "../core/boxes.js";
import { once, recentlyOf } from "../core/later.js";
import { cutsAt, isAmid } from "../core/measure.js";
import { CITY, FIRST_DISTRICT } from "../core/sites.js";
import { toLatLngs } from "./basemap.js";

/** @import {Beside} from "./leaders.js" */
/**
 * @typedef {object} Lands
 * @property {(Box | null)[]} extents what each district takes up, by row; null where the page has no outline of it
 * @property {(point: Point) => number} districtOf the district at a point, 0 outside of all
 * @property {Map<number, {view: string, land: Point[]}>} seen the points of a district that were in view, by row
 * @property {WeakMap<Result, Map<number, Beside>>} kept where names were put beside their districts, by row, while the same is shown
 */
/** @typedef {{row: number, rings: Position[][], extent: Box}} Outline of a district, in the world's pixels at zoom 0 */

const GRAIN = 3; // to how many pixels a district's edge is looked up, up or down
const ZOOMS = 4; // remembered: of the map, of its inset, and two on paper
const LINES = 20_000; // remembered of each

/** By the positions of the places: where the map changes its datum, they are others. */
const known = /** @type {WeakMap<Float64Array, () => Outline[]>} */ (new WeakMap());
const byZoom = /** @type {ReturnType<typeof recentlyOf<Lands>>} */ (recentlyOf(ZOOMS));

/**
 * @param {Pick<Scene, "map" | "atlas">} scene
 * @param {number} zoom
 * @returns {Lands}
 */
export function unitLands({ map, atlas: { sites } }, zoom) {
  const outlines = known.get(sites.x) || once(() => outlinesOf(map, sites));
  known.set(sites.x, outlines);
  return byZoom(sites.x, zoom, () => createLands(sites, outlines(), 2 ** zoom));
}

/** @param {L.Map} map @param {Sites} sites @returns {Outline[]} */
const outlinesOf = (map, sites) =>
  [...Array(sites.first).keys()]
    .slice(FIRST_DISTRICT)
    .filter((row) => sites.shapes.has(row))
    .map((row) => {
      const { parts } = /** @type {Shape} */ (sites.shapes.get(row));
      const rings = parts.map((part) => toLatLngs(part).map((at) => map.project(at, 0)));
      return { row, rings: rings.map((ring) => ring.map(({ x, y }) => [x, y])), extent: boxAround(rings.flat()) };
    });

/** @param {Sites} sites @param {Outline[]} outlines @param {number} scale of the zoom @returns {Lands} */
function createLands(sites, outlines, scale) {
  const extents = /** @type {Lands["extents"]} */ (Array(sites.first).fill(null));
  for (const { row, extent } of outlines) extents[row] = scaled(extent, scale);
  return { extents, districtOf: createFinder(outlines, scale), seen: new Map(), kept: new WeakMap() };
}

/**
 * The district at a point, to the next few pixels up or down: where the outlines cut a line of the map is worked out once
 * for all the points on it.
 *
 * @param {Outline[]} outlines
 * @param {number} scale
 * @returns {Lands["districtOf"]}
 */
function createFinder(outlines, scale) {
  const cuts = /** @type {Map<number, {row: number, at: number[]}[]>} */ (new Map());
  /** @param {number} line */
  const cutLine = (line) => {
    const y = (line * GRAIN) / scale;
    const crossed = outlines.filter(({ extent }) => extent.top <= y && y <= extent.bottom);
    const found = crossed.map(({ row, rings }) => ({ row, at: cutsAt(y, rings) }));
    if (cuts.size === LINES) cuts.clear();
    cuts.set(line, found);
    return found;
  };
  return ({ x, y }) => {
    const line = Math.round(y / GRAIN);
    const over = (cuts.get(line) || cutLine(line)).find(({ at }) => isAmid(x / scale, at));
    return over ? over.row : CITY;
  };
}
