/**
 * Sites that are areas or lines, and the circles within which the chosen place lies, and those that are too unsure for a point.
 */
/* global L */
import { hasPosition, isDoubtful, lonLat, placesOf, rivalsOf, rowAt } from "../core/sites.js";
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
  const circles = L.layerGroup().addTo(map);
  return (rows, state) => {
    const shown = new Set(rows);
    for (const [row, group] of shapes) {
      if (shown.has(row) || state.place === row) group.addTo(map);
      else group.remove();
      markChosen(group, state.place === row);
    }
    circles.clearLayers();
    for (const { place, className } of circlesOf(sites, rows, state.place)) {
      const [lon, lat] = lonLat(sites, place);
      circles.addLayer(L.circle([lat, lon], { renderer, interactive: false, className, radius: sites.uncertainty[place] }));
    }
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

/**
 * The circles that are drawn: of places that are too unsure to be a point, always; of the chosen one those within which it
 * lies, one for each doubtful part, and those of the positions that others claim.
 *
 * @param {Sites} sites
 * @param {number[]} rows those shown
 * @param {number} chosen
 * @returns {{place: number, className: string}[]}
 */
export function circlesOf(sites, rows, chosen) {
  const wide = rows.filter((row) => row !== chosen).flatMap((row) => placesOf(sites, row).filter((place) => isWide(sites, place)));
  return [
    ...wide.map((place) => ({ place, className: `doubt vague layer-${layerOf(sites, rowAt(sites, place))}` })),
    ...circlesOfChosen(sites, chosen),
  ];
}

/**
 * Whether a point may be so far off that its circle is drawn, with a light sign in the middle, not a marker.
 *
 * @param {Sites} sites
 * @param {number} place
 */
export const isWide = (sites, place) => !sites.shapes.has(place) && hasPosition(sites, place) && sites.uncertainty[place] > sites.wide;

/** @param {Sites} sites @param {number} row */
const layerOf = (sites, row) => sites.registers.layers[sites.layer[row]].code;

/** @param {Sites} sites @param {number} row */
function circlesOfChosen(sites, row) {
  if (row < sites.first) return [];
  const own = sites.shapes.has(row) ? [] : placesOf(sites, row).filter((place) => hasPosition(sites, place) && isDoubtful(sites, place));
  return [
    ...own.map((place) => ({ place, className: "doubt" })),
    ...rivalsOf(sites, row).map((place) => ({ place, className: "doubt rival" })),
  ];
}
