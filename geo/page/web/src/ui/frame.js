/**
 * What part of the world a drawing shows, in the world's pixels at its zoom: that of the screen, or on paper one that is
 * fitted to what is filtered.
 */
/* global L */
import { movedBy } from "../core/boxes.js";
import { lonLat, placesShown } from "../core/sites.js";
import { toLatLngs } from "./basemap.js";
import { cityBounds, reachOfAll } from "./camera.js";

/**
 * @typedef {object} Frame
 * @property {number} zoom
 * @property {L.Point} min of its corners
 * @property {L.Point} max
 * @property {Box[]} covers what lies over the drawing for long
 * @property {(latLng: L.LatLngExpression) => L.Point} project
 */

/** A map on paper, in pixels of the screen. */
export const PAPER = { width: 920, height: 760 };

const CLOSEST = 14; // zoom of a frame that is fitted to few places
const EDGE = 44; // pixels within a fitted frame that no place comes near
const CROWD = 16; // so many places in a small part of the frame are drawn enlarged, on paper and beside the map
const SMALL = 1 / 6; // part of a frame's side
const SCALE = { left: 8, right: 160, top: 40, bottom: 6 }; // what the scale takes up, from the lower left corner

/**
 * The frame of the screen.
 *
 * @param {L.Map} map
 * @param {Box[]} over what lies over the map for long, in pixels from its corner
 * @param {Box[]} outlined what is framed on the map, in world pixels: only its edges lie over anything
 * @returns {Frame}
 */
export function frameOfScreen(map, over, outlined) {
  const { min, max } = /** @type {Required<L.Bounds>} */ (map.getPixelBounds());
  const covers = [...over.map((box) => movedBy(box, min.x, min.y)), ...outlined.flatMap(edgesOf)];
  return { zoom: map.getZoom(), min, max, covers, project: (latLng) => map.project(latLng) };
}

/**
 * A text that is another whenever something would be drawn elsewhere on the screen, though the same is shown: what is in view,
 * and where the map's own elements are counted from.
 *
 * @param {L.Map} map
 */
export const sightOf = (map) => JSON.stringify([map.getZoom(), map.getPixelBounds(), map.getPixelOrigin()]);

/** @param {Frame} frame @returns {string} the same as long as what lies over the drawing is */
export const coversIn = ({ covers }) => JSON.stringify(covers);

/** @param {Box} box @returns {Box[]} its four edges */
export const edgesOf = ({ left, right, top, bottom }) => [
  { left, right, top: top - 1, bottom: top + 1 },
  { left, right, top: bottom - 1, bottom: bottom + 1 },
  { left: left - 1, right: left + 1, top, bottom },
  { left: right - 1, right: right + 1, top, bottom },
];

/**
 * The frames of a drawing on paper: one of all that is filtered, and where many places crowd in a small part of it, one of
 * that part.
 *
 * @param {Scene} scene
 * @returns {Frame[]}
 */
export function framesOnPaper({ map, atlas: { sites }, result: { rows, shown }, state }) {
  const left = reachOfAll(sites, rows, state.district);
  const bounds = rows.length < sites.count - sites.first && left.isValid() ? left : cityBounds(sites);
  const whole = frameAround(map, bounds);
  const crowd = crowdIn(sites, whole, placesShown(sites, rows, shown)).map((place) => lonLat(sites, place));
  return crowd.length < CROWD || whole.zoom > CLOSEST - 1 ? [whole] : [whole, frameAround(map, L.latLngBounds(toLatLngs(crowd)))];
}

/**
 * The frame of the part of the city where most places are, whatever is filtered.
 *
 * @param {Scene} scene
 * @param {{width: number, height: number}} size in pixels
 * @param {number} zoom
 * @returns {Frame | null} null where no part has so many that it is worth enlarging
 */
export function frameOfCore({ map, atlas: { sites } }, size, zoom) {
  const rows = [...Array(sites.count).keys()].slice(sites.first);
  const places = placesShown(sites, rows, new Uint8Array(sites.count).fill(1));
  const crowd = crowdIn(sites, frameAround(map, cityBounds(sites)), places);
  if (crowd.length < CROWD) return null;
  const middle = /** @param {Float64Array} column */ (column) =>
    (crowd.reduce((sum, place) => sum + column[place], 0) / crowd.length) * 2 ** zoom;
  return frameAt(map, L.point(middle(sites.x), middle(sites.y)), size, zoom);
}

/**
 * A frame on paper in whose middle some bounds are, as large as they can be.
 *
 * @param {L.Map} map
 * @param {L.LatLngBounds} bounds
 * @returns {Frame}
 */
function frameAround(map, bounds) {
  const [from, to] = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.project(corner, 0));
  const room = L.point(PAPER.width - 2 * EDGE, PAPER.height - 2 * EDGE);
  const zoom = Math.min(CLOSEST, Math.log2(Math.min(room.x / (to.x - from.x), room.y / (to.y - from.y))));
  const middle = from
    .add(to)
    .divideBy(2)
    .multiplyBy(2 ** zoom);
  const frame = frameAt(map, middle, PAPER, zoom);
  const { min, max } = frame;
  const scale = { left: min.x + SCALE.left, right: min.x + SCALE.right, top: max.y - SCALE.top, bottom: max.y - SCALE.bottom };
  return { ...frame, covers: [scale] };
}

/**
 * @param {L.Map} map
 * @param {L.Point} middle in world pixels
 * @param {{width: number, height: number}} size
 * @param {number} zoom
 * @returns {Frame}
 */
function frameAt(map, middle, { width, height }, zoom) {
  const half = L.point(width, height).divideBy(2);
  return { zoom, min: middle.subtract(half), max: middle.add(half), covers: [], project: (latLng) => map.project(latLng, zoom) };
}

const COMPARED = 1000; // places by which the most crowded part is found: of more, so many that are spread over all

/**
 * Of some places those in that small part of a frame where most of them are.
 *
 * @param {Sites} sites
 * @param {Frame} frame
 * @param {number[]} places
 * @returns {number[]}
 */
function crowdIn(sites, { zoom }, places) {
  const half = (SMALL * Math.min(PAPER.width, PAPER.height)) / 2 / 2 ** zoom;
  const compared = places.filter((_, i) => i % Math.ceil(places.length / COMPARED) === 0);
  /** @param {number[]} among @param {number} middle */
  const around = (among, middle) =>
    among.filter((place) => Math.abs(sites.x[place] - sites.x[middle]) <= half && Math.abs(sites.y[place] - sites.y[middle]) <= half);
  const counts = compared.map((place) => around(compared, place).length);
  return compared.length === 0 ? [] : around(places, compared[counts.indexOf(Math.max(...counts))]);
}
