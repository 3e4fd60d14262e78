/**
 * What part of the world the map shows, and how it gets there.
 */
/* global L */
import { MICRO } from "../core/constants.js";
import { distance } from "../core/measure.js";
import { hasPosition, isDoubtful, lonLat, placesOf } from "../core/sites.js";
import { areasOf } from "../core/within.js";
import { toLatLngs } from "./basemap.js";
import { isPhone, sheetAtHalf, sheetAtPeek } from "./layout.js";
import { isStill } from "./motion.js";
import { circlesOfChosen } from "./shapes.js";

const LOCATE_ZOOM = 13;
const CLOSEST = 15; // zoom of a view that is fitted to few places
const FLIGHT = 0.8; // seconds
const EDGE = 12; // pixels kept free at the edges of a view that is fitted
const NAMES = 36; // pixels for names above the whole city
const CREDITS = 44; // pixels that the credits take up on a phone
const ROOM = 24; // pixels kept free around a place that is brought into view
export const TOOLS = 64; // pixels at the right that the tools of the map cover

/** Maps that the page itself is moving. */
const moving = new WeakSet();

/**
 * Move the map for the page: the reader did not.
 *
 * @param {L.Map} map
 * @param {() => void} move
 * @param {boolean} [animated] whether the map comes to rest only later
 */
export function moveByPage(map, move, animated = false) {
  moving.add(map);
  move();
  if (!animated) moving.delete(map);
}

/**
 * Call `moved` whenever the map has come to rest elsewhere.
 *
 * @param {L.Map} map
 * @param {(byPage: boolean) => void} moved with whether the page moved it, not the reader
 */
export function onMoved(map, moved) {
  const rest = () => Object.values(viewOf(map)).join();
  let before = "";
  map.on("moveend", () => {
    // A change of the window's size ends a move that was made long ago.
    const byPage = moving.delete(map) || rest() === before;
    before = rest();
    moved(byPage);
  });
  // Who takes hold of the map ends its flight.
  for (const gesture of ["pointerdown", "wheel"]) {
    map.getContainer().addEventListener(gesture, () => moving.delete(map), { passive: true });
  }
}

/**
 * The view as a link holds it.
 *
 * @param {L.Map} map
 */
export function viewOf(map) {
  const { lat, lng } = map.getCenter();
  return { zoom: round(map.getZoom(), 2), lat: round(lat, 5), lon: round(lng, 5) };
}

/** @param {number} number @param {number} digits */
const round = (number, digits) => Number(number.toFixed(digits));

/**
 * Show the view of a link.
 *
 * @param {L.Map} map
 * @param {View} view
 */
export function look(map, view) {
  const { zoom, lat, lon } = viewOf(map);
  if (zoom !== view.zoom || lat !== view.lat || lon !== view.lon) map.setView([view.lat, view.lon], view.zoom, { animate: false });
}

/**
 * How far the view reaches, in metres, and its middle.
 *
 * @param {L.Map} map
 */
export function extentOf(map) {
  const bounds = map.getBounds();
  const { lat, lng } = bounds.getCenter();
  return {
    width: distance([bounds.getWest(), lat], [bounds.getEast(), lat]),
    height: distance([lng, bounds.getSouth()], [lng, bounds.getNorth()]),
    centre: [lng, lat],
  };
}

/**
 * Height of what of the map is in sight, in pixels: on a phone the sheet covers its foot.
 *
 * @param {L.Map} map
 */
export const heightInSight = (map) => map.getSize().y - (isPhone() ? sheetAtPeek() : 0);

/**
 * What a row takes up on the map: its shape, the circle within which it lies, its point, or the area that it lies in.
 *
 * @param {Sites} sites
 * @param {number} row
 * @returns {L.LatLngBounds} not valid where nothing of it can be drawn
 */
export function reachOf(sites, row) {
  const shape = row >= sites.first && sites.shapes.get(row);
  if (shape) return L.latLngBounds(toLatLngs(shape.parts.flat()));
  if (!hasPosition(sites, row))
    return together(areasOf(sites, row).map((area) => (area < sites.first ? outlineOf(sites, area) : reachOf(sites, area))));
  const circles = circlesOfChosen(sites, row).map(({ place }) =>
    pointOf(sites, place)
      .getCenter()
      .toBounds(2 * sites.uncertainty[place]),
  );
  return together([...placesOf(sites, row).map((place) => pointOf(sites, place)), ...circles]);
}

/** @param {Sites} sites @param {number} row */
const pointOf = (sites, row) => L.latLngBounds(hasPosition(sites, row) ? toLatLngs([lonLat(sites, row)]) : []);

/** @param {Sites} sites @param {number} unit @returns {L.LatLngBounds} not valid where the outlines are not in the page */
export const outlineOf = (sites, unit) => L.latLngBounds(toLatLngs((sites.shapes.get(unit) || { parts: [] }).parts.flat()));

/**
 * The extent of the districts; of everything that has a position where their outlines are not in the page.
 *
 * @param {Sites} sites
 */
export function cityBounds(sites) {
  const rows = [...Array(sites.first).keys()];
  const outlines = together(rows.map((row) => outlineOf(sites, row)));
  if (outlines.isValid()) return outlines;
  const all = [...Array(sites.count).keys()];
  return reachOfRows(
    sites,
    all.filter((row) => hasPosition(sites, row)),
  );
}

/**
 * What several places take up; those known only to a district count where no other is left. Of a
 * railway that was found by its district counts what lies there.
 *
 * @param {Sites} sites
 * @param {number[]} rows
 * @param {number[]} districts those asked for
 */
export function reachOfAll(sites, rows, districts) {
  const placed = rows.filter((row) => hasPosition(sites, row));
  const all = reachOfRows(sites, placed.length > 0 ? placed : rows);
  const asked = together(districts.map((row) => outlineOf(sites, row)));
  if (!all.isValid() || !asked.isValid() || !all.intersects(asked)) return all;
  return together([common(all, asked), boundsOfSpots(sites, placed, () => 0)]);
}

/**
 * What rows take up together: points with their circles at once, since most are no more than that; of all that are known
 * to lie in the same area one; any other by itself.
 *
 * @param {Sites} sites
 * @param {number[]} rows
 */
function reachOfRows(sites, rows) {
  const spots = /** @type {number[]} */ ([]);
  const others = /** @type {Map<string, number>} */ (new Map());
  for (const row of rows) {
    const isPlaced = hasPosition(sites, row);
    if (isPlaced && !sites.shapes.has(row) && !isManifold(sites, row)) spots.push(row);
    else others.set(isPlaced ? `at ${row}` : areasOf(sites, row).join(), row);
  }
  const around = boundsOfSpots(sites, spots, (row) => (isDoubtful(sites, row) ? sites.uncertainty[row] : 0));
  return together([around, ...[...others.values()].map((row) => reachOf(sites, row))]);
}

const DEGREE = 40075017 / 360; // metres, as Leaflet has it

/**
 * The bounds of positions, each with what is around it.
 *
 * @param {Sites} sites
 * @param {number[]} rows those that have one
 * @param {(row: number) => number} around metres
 */
function boundsOfSpots({ lon, lat }, rows, around) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const row of rows) {
    const up = (around(row) / DEGREE) * MICRO;
    const across = up === 0 ? 0 : up / Math.cos(((lat[row] / MICRO) * Math.PI) / 180);
    west = Math.min(west, lon[row] - across);
    east = Math.max(east, lon[row] + across);
    south = Math.min(south, lat[row] - up);
    north = Math.max(north, lat[row] + up);
  }
  if (rows.length === 0) return L.latLngBounds([]);
  return L.latLngBounds([south / MICRO, west / MICRO], [north / MICRO, east / MICRO]);
}

/** @param {L.LatLngBounds} a @param {L.LatLngBounds} b */
const common = (a, b) =>
  L.latLngBounds(
    [Math.max(a.getSouth(), b.getSouth()), Math.max(a.getWest(), b.getWest())],
    [Math.min(a.getNorth(), b.getNorth()), Math.min(a.getEast(), b.getEast())],
  );

/** @param {L.LatLngBounds[]} all */
const together = (all) => all.filter((each) => each.isValid()).reduce((sum, each) => sum.extend(each), L.latLngBounds([]));

/**
 * Show the whole city, and room for the names that have none in it.
 *
 * @param {L.Map} map
 * @param {L.LatLngBounds} extent
 */
export const fitCity = (map, extent) => fit(map, extent, { above: NAMES, below: isPhone() ? CREDITS : EDGE });

/**
 * Show all of some bounds in the part of the map that nothing covers.
 *
 * @param {L.Map} map
 * @param {L.LatLngBounds} bounds
 * @param {{maxZoom?: number, animate?: boolean, above?: number, below?: number, right?: number}} [how] pixels kept free `above`, `below` and to
 *   the `right` of them
 */
export function fit(map, bounds, { maxZoom = CLOSEST, animate = false, above = EDGE, below = EDGE, right = EDGE } = {}) {
  const covered = isPhone() ? sheetAtPeek() : 0;
  const room = {
    paddingTopLeft: /** @type {L.PointTuple} */ ([EDGE, above]),
    paddingBottomRight: /** @type {L.PointTuple} */ ([right, below + covered]),
  };
  moveByPage(map, () => map.fitBounds(bounds, { ...room, maxZoom, animate }), animate);
}

/**
 * Show a place at its radius: all of its shape, or of the circle within which it lies, in the free part of the map.
 *
 * `near` also zooms in on it; else the map moves no more than it must for all of it to be in view.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {number} row
 * @param {{asked: boolean, open: boolean, near: boolean}} how `asked` by the reader in the page, who is taken there by flight; `open` whether a
 *   drawer is
 * @returns {boolean} whether the map flies there
 */
export function bringIntoView(map, sites, row, { asked, open, near }) {
  const bounds = near || open || isManifold(sites, row) ? reachOf(sites, row) : pointOf(sites, row);
  if (!bounds.isValid()) return false;
  const covered = !isPhone() ? 0 : open ? sheetAtHalf() * map.getSize().y : sheetAtPeek();
  const isPoint = bounds.getNorthEast().equals(bounds.getSouthWest());
  const edge = isPoint ? ROOM : EDGE;
  const [paddingTopLeft, paddingBottomRight] = [L.point(edge, edge), L.point(isPoint ? edge : TOOLS, edge + covered)];
  if (!near && isWithin(map, bounds, paddingTopLeft, paddingBottomRight)) return false;
  const flying = asked && !isStill() && (near || !map.getBounds().intersects(bounds));
  const room = { paddingTopLeft, paddingBottomRight, maxZoom: near ? Math.max(LOCATE_ZOOM, map.getZoom()) : map.getZoom() };
  if (isPoint && !near && !flying) {
    moveByPage(map, () => map.panInside(bounds.getCenter(), { ...room, animate: false }));
    return false;
  }
  moveByPage(
    map,
    () => (flying ? map.flyToBounds(bounds, { ...room, duration: FLIGHT }) : map.fitBounds(bounds, { ...room, animate: false })),
    flying,
  );
  return flying;
}

/**
 * Whether a subject is drawn at more than one point when it is chosen: its parts, and the positions that others claim.
 *
 * @param {Sites} sites
 * @param {number} row
 */
const isManifold = ({ parts, rivals }, row) => parts.has(row) || rivals.has(row);

/**
 * Whether some bounds are in view, clear of the edges.
 *
 * @param {L.Map} map
 * @param {L.LatLngBounds} bounds
 * @param {L.Point} topLeft
 * @param {L.Point} bottomRight
 */
function isWithin(map, bounds, topLeft, bottomRight) {
  const view = L.bounds(topLeft, map.getSize().subtract(bottomRight));
  return [bounds.getNorthWest(), bounds.getSouthEast()].every((corner) => view.contains(map.latLngToContainerPoint(corner)));
}
