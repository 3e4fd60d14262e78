/**
 * Sites that are areas or lines, and the circles within which the chosen place lies, and those that are too unsure for a point.
 */
/* global L */
import { recentlyOf } from "../core/later.js";
import { hasPosition, isDoubtful, lonLat, placesOf, rivalsOf, rowAt } from "../core/sites.js";
import { toLatLngs } from "./basemap.js";
import { createSketch } from "./panes.js";

const MOST = 300; // circles of unsure places in sight: more would cover the map, and say nothing of any one

/**
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {(row: number) => void} choose
 * @returns {(result: Pick<Result, "shown">, state: State) => void} draws the areas, lines and circles among the sites shown
 */
export function drawShapes(map, sites, choose) {
  const renderer = createSketch(map, "shapes", 350);
  const shapes = new Map();
  for (const [row, shape] of sites.shapes) {
    if (row >= sites.first) shapes.set(row, drawShape(sites, row, shape, renderer, choose));
  }
  const showCircles = createCircles(map, sites, renderer);
  return ({ shown }, state) => {
    for (const [row, group] of shapes) {
      if (shown[row] === 1 || state.place === row) group.addTo(map);
      else group.remove();
      markChosen(group, state.place === row);
    }
    showCircles(circlesOf(sites, shown, state.place));
  };
}

/**
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {L.Renderer} renderer
 * @returns {(circles: Circle[]) => void} draws the circles that are in sight; one that is there already stays
 */
function createCircles(map, sites, renderer) {
  const layer = L.layerGroup().addTo(map);
  /** @type {Map<string, L.Circle>} */
  let drawn = new Map();
  return (circles) => {
    const view = map.getBounds().pad(0.5);
    const near = circles.length <= MOST ? circles : circles.filter(({ place }) => view.contains(latLngOf(sites, place)));
    const before = drawn;
    drawn = new Map();
    for (const { place, className } of near.length <= MOST ? near : near.filter(({ className }) => !className.includes("vague"))) {
      const key = `${place} ${className}`;
      const known = before.get(key);
      const options = { renderer, interactive: false, className, radius: sites.uncertainty[place] };
      drawn.set(key, known || L.circle(latLngOf(sites, place), options).addTo(layer));
    }
    for (const [key, circle] of before) if (!drawn.has(key)) layer.removeLayer(circle);
  };
}

/**
 * Position of a place as Leaflet wants it.
 *
 * @param {Sites} sites
 * @param {number} place
 */
export const latLngOf = (sites, place) => /** @type {L.LatLngTuple} */ (lonLat(sites, place).reverse());

/**
 * @param {Sites} sites
 * @param {number} row
 * @param {Shape} shape
 * @param {L.Renderer} renderer
 * @param {(row: number) => void} choose
 */
function drawShape(sites, row, { type, parts }, renderer, choose) {
  const latLngs = parts.map(toLatLngs);
  const draw = /** @type {(latLngs: L.LatLngTuple[][], options: L.PolylineOptions) => L.Path} */ (
    isLine({ type }) ? L.polyline : L.polygon
  );
  const paths = shapeClasses(sites, row).map((className) => draw(latLngs, { renderer, interactive: className !== CASING, className }));
  paths[paths.length - 1].on("click", () => choose(row));
  return L.featureGroup(paths);
}

/** @param {Pick<Shape, "type">} shape */
export const isLine = ({ type }) => type.endsWith("LineString");

const CASING = "casing";

/**
 * The paths that draw a shape, by their classes: a line has a casing below, so that it reads on any background.
 *
 * @param {Sites} sites
 * @param {number} row
 */
export function shapeClasses(sites, row) {
  const line = isLine(/** @type {Shape} */ (sites.shapes.get(row)));
  const doubtful = isDoubtful(sites, row) ? " doubtful" : "";
  const body = `${line ? "line" : "area"} layer-${layerOf(sites, row)}${doubtful}`;
  return line ? [CASING, body] : [body];
}

/** @param {L.FeatureGroup} group @param {boolean} chosen */
function markChosen(group, chosen) {
  group.eachLayer((layer) => {
    const element = /** @type {L.Path} */ (layer).getElement();
    if (element) element.classList.toggle("chosen", chosen);
  });
}

/** @typedef {{place: number, className: string}} Circle */

/**
 * The circles that are drawn: of places that are too unsure to be a point, always; of the chosen one those within which it
 * lies, one for each doubtful part, and those of the positions that others claim.
 *
 * @param {Sites} sites
 * @param {Uint8Array} shown
 * @param {number} chosen
 * @returns {Circle[]}
 */
export function circlesOf(sites, shown, chosen) {
  const circles = /** @type {Circle[]} */ ([]);
  for (const place of wideOf(sites)) {
    const row = rowAt(sites, place);
    const isPlace = place < sites.count || placesOf(sites, row).includes(place); // not a position that others claim
    if (isPlace && shown[row] === 1 && row !== chosen) circles.push({ place, className: `doubt vague layer-${layerOf(sites, row)}` });
  }
  return [...circles, ...circlesOfChosen(sites, chosen)];
}

const known = /** @type {ReturnType<typeof recentlyOf<number[]>>} */ (recentlyOf(1));

/** @param {Sites} sites @returns {number[]} the places of all that are too unsure to be a point */
const wideOf = (sites) =>
  known(sites, "", () => {
    const places = [];
    for (let place = sites.first; place < sites.lon.length; place += 1) if (isWide(sites, place)) places.push(place);
    return places;
  });

/**
 * Whether a point may be so far off that its circle is drawn, with a light sign in the middle, not a marker.
 *
 * @param {Sites} sites
 * @param {number} place
 */
export const isWide = (sites, place) => sites.uncertainty[place] > sites.wide && hasPosition(sites, place) && !sites.shapes.has(place);

/** @param {Sites} sites @param {number} row */
const layerOf = (sites, row) => sites.registers.layers[sites.layer[row]].code;

/**
 * @param {Sites} sites
 * @param {number} row
 * @returns {Circle[]}
 */
export function circlesOfChosen(sites, row) {
  if (row < sites.first) return [];
  const own = sites.shapes.has(row) ? [] : placesOf(sites, row).filter((place) => hasPosition(sites, place) && isDoubtful(sites, place));
  return [
    ...own.map((place) => ({ place, className: "doubt" })),
    ...rivalsOf(sites, row).map((place) => ({ place, className: "doubt rival" })),
  ];
}
