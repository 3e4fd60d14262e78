/**
 * What part of the world the map shows, and how it gets there.
 */
import { distance } from "../core/measure.js";
import { hasPosition, lonLat } from "../core/sites.js";
import { isPhone, sheetAtHalf, sheetAtPeek } from "./layout.js";
import { isStill } from "./motion.js";

const LOCATE_ZOOM = 13;
const FLIGHT = 0.8; // seconds
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
  const [lon, lat] = lonLat(sites, row);
  if (asked && !map.getBounds().contains([lat, lon])) return goTo(map, [lat, lon], map.getZoom(), asked);
  const covered = isPhone() && open ? sheetAtHalf() * map.getSize().y : 0;
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
  const [lon, lat] = lonLat(sites, row);
  goTo(map, [lat, lon], Math.max(map.getZoom(), LOCATE_ZOOM), asked);
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
