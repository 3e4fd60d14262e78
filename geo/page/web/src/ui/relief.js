/**
 * Light and shade of the land, between the basemap's areas and its lines: seen from afar, gone where it would only be a blur.
 */
/* global L */
import { createPane } from "./panes.js";

const WHOLE = 9; // up to this zoom all of it is shown
const GONE = 11; // from this zoom on none is

/**
 * @param {number} zoom zoom of the map
 * @returns {number} how much of the relief is shown: 1 all, 0 none
 */
const reliefShown = (zoom) => Math.min(Math.max((GONE - zoom) / (GONE - WHOLE), 0), 1);

/**
 * @param {L.Map} map folium's map
 * @param {import("../core/payload").Relief|null} relief of the payload; not every record has one
 */
export function drawRelief(map, relief) {
  if (!relief) return;
  const pane = createPane(map, "relief", 202);
  const edges = L.latLngBounds([relief.south, relief.west], [relief.north, relief.east]);
  L.imageOverlay(relief.image, edges, { pane, className: "relief", alt: "" }).addTo(map);
  /** @param {number} zoom */
  const show = (zoom) => /** @type {HTMLElement} */ (map.getPane(pane)).style.setProperty("--shown", String(reliefShown(zoom)));
  show(map.getZoom());
  map.on("zoom", () => show(map.getZoom()));
  map.on("zoomanim", ({ zoom }) => show(zoom));
}

/**
 * Paint the relief as the screen shows it.
 *
 * @param {CanvasRenderingContext2D} brush of the picture
 * @param {L.Map} map folium's map
 * @param {import("./frame.js").Frame} frame what part of the world the picture shows
 * @param {number} strength share of it that paper takes
 * @param {import("../core/payload").Relief|null} relief of the payload
 */
export function paintRelief(brush, map, { zoom, min, project }, strength, relief) {
  const image = relief && /** @type {HTMLElement} */ (map.getPane("relief")).querySelector("img");
  if (!image || !image.complete) return;
  const from = project([relief.north, relief.west]).subtract(min);
  const to = project([relief.south, relief.east]).subtract(min);
  brush.save();
  brush.globalAlpha = strength * reliefShown(zoom);
  brush.imageSmoothingQuality = "high";
  brush.drawImage(image, from.x, from.y, to.x - from.x, to.y - from.y);
  brush.restore();
}
