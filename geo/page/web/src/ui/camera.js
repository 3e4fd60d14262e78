/**
 * What part of the world the map shows, and how it gets there.
 */
/* global L */
import { distance } from "../core/measure.js";
import { hasPosition, lonLat, placesOf, rivalsOf } from "../core/sites.js";
import { isPhone, sheetAtHalf, sheetAtPeek } from "./layout.js";
import { isStill } from "./motion.js";
import { latLngOf } from "./placement.js";
import { circlesOf } from "./shapes.js";

const LOCATE_ZOOM = 13;
const FLIGHT = 0.8; // seconds
const EDGE = 24; // pixels kept free around several
const ROOM = 80; // pixels kept free around a place that is brought into view

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
 * Bring a place into view: by flight if the reader asked for it and it is out of view.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {number} row
 * @param {{asked: boolean, open: boolean}} how
 * @returns {boolean} whether the map flies there
 */
export function bringIntoView(map, sites, row, { asked, open }) {
  const covered = isPhone() && open ? sheetAtHalf() * map.getSize().y : 0;
  if (isManifold(sites, row)) return showAll(map, sites, row, { asked, maxZoom: map.getZoom(), covered });
  const [lon, lat] = lonLat(sites, row);
  if (asked && !map.getBounds().contains([lat, lon])) return goTo(map, [lat, lon], map.getZoom(), asked);
  map.panInside([lat, lon], { paddingTopLeft: [ROOM, ROOM], paddingBottomRight: [ROOM, ROOM + covered], animate: false });
  return false;
}

/**
 * Show a place from near.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {number} row
 * @param {boolean} asked
 */
export function locate(map, sites, row, asked) {
  if (!hasPosition(sites, row)) return;
  const zoom = Math.max(map.getZoom(), LOCATE_ZOOM);
  if (isManifold(sites, row)) {
    showAll(map, sites, row, { asked, maxZoom: zoom, covered: isPhone() ? sheetAtPeek() : 0 });
    return;
  }
  const [lon, lat] = lonLat(sites, row);
  goTo(map, [lat, lon], zoom, asked);
}

/**
 * Whether a subject is drawn at more than one point when it is chosen: its parts, and the positions that others claim.
 *
 * @param {Sites} sites
 * @param {number} row
 */
const isManifold = (sites, row) => placesOf(sites, row).length + rivalsOf(sites, row).length > 1;

/**
 * Show all the points of a place with the circles around them; where they are in view already, nothing moves.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {number} row
 * @param {{asked: boolean, maxZoom: number, covered?: number}} how `covered` are pixels at the map's foot
 * @returns {boolean} whether the map flies there
 */
function showAll(map, sites, row, { asked, maxZoom, covered = 0 }) {
  const bounds = L.latLngBounds([]);
  for (const place of placesOf(sites, row)) bounds.extend(latLngOf(sites, place));
  for (const { place } of circlesOf(sites, row)) bounds.extend(L.latLng(latLngOf(sites, place)).toBounds(2 * sites.uncertainty[place]));
  if (maxZoom === map.getZoom() && map.getBounds().contains(bounds)) return false;
  const room = { paddingTopLeft: L.point(EDGE, EDGE), paddingBottomRight: L.point(EDGE, EDGE + covered), maxZoom };
  const flying = asked && !isStill();
  if (flying) map.flyToBounds(bounds, { ...room, duration: FLIGHT });
  else map.fitBounds(bounds, { ...room, animate: false });
  return flying;
}

/**
 * Go to a position, by flight where the reader asked for it and has nothing against motion; returns which.
 *
 * @param {L.Map} map
 * @param {L.LatLngTuple} latLng
 * @param {number} zoom
 * @param {boolean} asked
 */
function goTo(map, latLng, zoom, asked) {
  const flying = asked && !isStill();
  if (flying) map.flyTo(latLng, zoom, { duration: FLIGHT });
  else map.setView(latLng, zoom, { animate: false });
  return flying;
}
