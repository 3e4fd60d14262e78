/**
 * Where the reader is, asked of the browser only when they press for it: a dot, the circle within which it is right, and
 * what is near.
 *
 * The position stays in the page's state: no link, no file and no address ever holds it.
 */
/* global L */
import { formatMetres } from "../core/format.js";
import { roundedMetres, wayTo } from "../core/neighbours.js";
import { byPlacing } from "../core/order.js";
import { CITY, FIRST_DISTRICT, districtAt } from "../core/sites.js";
import { toLatLngs } from "./basemap.js";
import { createSketch } from "./panes.js";

/** @import {Following} from "./following.js" */

const WAIT = 15000; // milliseconds
const NEAREST = 5; // places that are brought into view
const CLOSE = 14; // zoom
const CELL = 0.01; // degrees

/** Why a browser gives no position, by the code of its error. */
const REASONS = /** @type {Record<number, string>} */ ({ 1: "hereRefused", 2: "hereUnknown", 3: "hereTooLong" });

/**
 * @param {Scene} scene what the page shows
 * @param {{change: Actions["change"], tell: Tell, following: Following}} actions
 * @returns {() => void} asks the browser where the reader is, and shows what is near
 */
export function createHere(scene, { change, tell, following }) {
  const { map, atlas, state } = scene;
  const renderer = createSketch(map, "here", 620);
  const circle = L.circle([0, 0], { renderer, interactive: false, className: "here-circle" });
  const dot = L.circleMarker([0, 0], { renderer, interactive: false, className: "here", radius: 7 });

  /** @param {GeolocationPosition} found */
  const show = ({ coords: { latitude, longitude, accuracy } }) => {
    const here = { position: [longitude, latitude], accuracy };
    circle.setLatLng([latitude, longitude]).setRadius(accuracy).addTo(map);
    dot.setLatLng([latitude, longitude]).addTo(map);
    change({ here, near: true });
    lookAround(map, following, here, nearestSpots(scene, here));
    const within = formatMetres(roundedMetres(accuracy), state.lang);
    tell(isInCity(atlas.sites, following.extent, here) ? "hereNear" : "hereOutside", { distance: within });
  };

  return () => {
    // A browser that keeps this from pages without TLS has no such thing, or refuses at once.
    if (!navigator.geolocation) tell("hereUnavailable");
    else {
      navigator.geolocation.getCurrentPosition(show, ({ code }) => tell(REASONS[code]), {
        enableHighAccuracy: true,
        timeout: WAIT,
      });
    }
  };
}

/**
 * The nearest points of the nearest places among those shown.
 *
 * @param {Scene} scene in which the list is ordered by distance
 * @param {Here} here
 */
const nearestSpots = ({ atlas: { sites }, ordered }, here) =>
  byPlacing(sites, ordered)
    .placed.slice(0, NEAREST)
    .map((row) => wayTo(sites, row, here).to);

/**
 * Show the places with the reader among them, or the places alone where that would be farther off than the whole city.
 *
 * @param {L.Map} map
 * @param {Following} following
 * @param {Here} here
 * @param {Position[]} spots
 */
function lookAround(map, following, { position }, spots) {
  const around = onGrid([...spots, position]);
  const far = map.getBoundsZoom(around) < map.getBoundsZoom(following.extent);
  if (!far) following.lookAt(around, CLOSE);
  else if (spots.length > 0) following.lookAt(onGrid(spots), CLOSE);
}

/**
 * The cells of a grid in which positions lie. The middle of the map is in the address: a view that is fitted to whole
 * cells, about a kilometre wide, does not give away where in them the reader is.
 *
 * @param {Position[]} positions
 */
function onGrid(positions) {
  const bounds = L.latLngBounds(toLatLngs(positions));
  /** @param {L.LatLng} corner @param {(number: number) => number} round @returns {L.LatLngTuple} */
  const snap = ({ lat, lng }, round) => [round(lat / CELL) * CELL, round(lng / CELL) * CELL];
  return L.latLngBounds(snap(bounds.getSouthWest(), Math.floor), snap(bounds.getNorthEast(), Math.ceil));
}

/** @param {Sites} sites @param {L.LatLngBounds} city for where no outline is in the page @param {Here} here */
function isInCity(sites, city, { position }) {
  if (sites.shapes.has(FIRST_DISTRICT)) return districtAt(sites, position) !== CITY;
  return city.contains(toLatLngs([position])[0]);
}
