/**
 * Where the reader is, asked of the browser only when they press for it: a dot, and the circle within which it is right.
 */
/* global L */
import { isWithin } from "../core/measure.js";
import { createPane } from "./basemap.js";

const CLOSE = 14; // zoom
const WAIT = 15000; // milliseconds

/** Why a browser gives no position, by the code of its error. */
const REASONS = /** @type {Record<number, string>} */ ({ 1: "hereRefused", 2: "hereUnknown", 3: "hereTooLong" });

/**
 * @param {L.Map} map folium's map
 * @param {Sites} sites columns
 * @param {L.LatLngBounds} extent of the city, for where its outline is not in the page
 * @param {(key: string) => void} tell shows the reader a message, by its key
 * @returns {() => void} asks the browser and shows what it says
 */
export function createHere(map, sites, extent, tell) {
  const renderer = L.svg({ pane: createPane(map, "here", 620), padding: 0.5 });
  const circle = L.circle([0, 0], { renderer, interactive: false, className: "here-circle" });
  const dot = L.circleMarker([0, 0], { renderer, interactive: false, className: "here", radius: 7 });

  /** @param {GeolocationPosition} position */
  const show = ({ coords: { latitude, longitude, accuracy } }) => {
    const latLng = L.latLng(latitude, longitude);
    circle.setLatLng(latLng).setRadius(accuracy).addTo(map);
    dot.setLatLng(latLng).addTo(map);
    if (isInCity(sites, extent, latLng)) map.setView(latLng, Math.max(map.getZoom(), CLOSE), { animate: false });
    else tell("hereOutside");
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

/** @param {Sites} sites @param {L.LatLngBounds} extent @param {L.LatLng} latLng */
function isInCity(sites, extent, latLng) {
  const districts = [...sites.shapes].filter(([row]) => row < sites.first);
  if (districts.length === 0) return extent.contains(latLng);
  return districts.some(([, { parts }]) => isWithin([latLng.lng, latLng.lat], parts));
}
