/**
 * Sites that are areas or lines, and the circle within which the chosen place lies.
 */
/* global L */
import { hasPosition, isDoubtful, lonLat } from "../core/sites.js";
import { createPane, toLatLngs } from "./basemap.js";

/**
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {(row: number) => void} choose
 * @returns {(rows: number[], state: State) => void} draws the areas and lines among the rows shown
 */
export function drawShapes(map, sites, choose) {
  const renderer = L.svg({ pane: createPane(map, "shapes", 350), padding: 0.5 });
  const shapes = new Map();
  for (const [row, shape] of sites.shapes) {
    if (row >= sites.first) shapes.set(row, drawShape(sites, row, shape, renderer, choose));
  }
  const circle = L.circle([0, 0], { renderer, interactive: false, className: "doubt" });
  return (rows, state) => {
    const shown = new Set(rows);
    for (const [row, group] of shapes) {
      if (shown.has(row) || state.place === row) group.addTo(map);
      else group.remove();
      markChosen(group, state.place === row);
    }
    showCircle(map, circle, sites, state.place);
  };
}

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
  const body = `${line ? "line" : "area"} layer-${sites.registers.layers[sites.layer[row]].code}${doubtful}`;
  return line ? [CASING, body] : [body];
}

/** @param {L.FeatureGroup} group @param {boolean} chosen */
function markChosen(group, chosen) {
  group.eachLayer((layer) => {
    const element = /** @type {L.Path} */ (layer).getElement();
    if (element) element.classList.toggle("chosen", chosen);
  });
}

/**
 * Whether a place is drawn with the circle within which it lies.
 *
 * @param {Sites} sites
 * @param {number} row
 */
export const hasCircle = (sites, row) => row >= sites.first && hasPosition(sites, row) && isDoubtful(sites, row) && !sites.shapes.has(row);

/** @param {L.Map} map @param {L.Circle} circle @param {Sites} sites @param {number} row */
function showCircle(map, circle, sites, row) {
  if (!hasCircle(sites, row)) {
    circle.remove();
    return;
  }
  const [lon, lat] = lonLat(sites, row);
  circle.setLatLng([lat, lon]).setRadius(sites.uncertainty[row]).addTo(map);
}
