/**
 * The basemap: neighbouring units, the nine districts, the river, railways and main roads, drawn from the record.
 */
/* global L */
import { shades } from "../core/colour.js";
import { DISTRICTS, decodeLine } from "../core/sites.js";
import { el, make } from "./dom.js";

/** Kinds of lines that lie above the relief, from the ground up. */
export const COURSES = ["river", "road", "railway"];

/** @type {(position: Position) => L.LatLngTuple} */
const flip = ([lon, lat]) => [lat, lon];

/**
 * Leaflet wants lat, lon; everything else in the page is lon, lat.
 *
 * @param {Position[]} line
 */
export const toLatLngs = (line) => line.map(flip);

/**
 * @param {L.Map} map folium's map
 * @param {Atlas} atlas sites and payload
 * @param {(row: number) => void} choose called with the district that was clicked
 * @returns {(state: State, colouring: Colouring|null) => void} shows the state: districts on or off, chosen ones marked
 *   apart, and coloured where a figure is chosen
 */
export function drawBasemap(map, atlas, choose) {
  const areas = L.svg({ pane: createPane(map, "basemap", 200), padding: 0.5 });
  const courses = L.svg({ pane: createPane(map, "courses", 204), padding: 0.5 });
  for (const feature of atlas.payload.context) drawContext(map, feature, areas, "neighbour");
  const districts = drawDistricts(map, atlas.sites, areas, choose);
  for (const kind of COURSES) {
    for (const feature of atlas.payload.context) drawContext(map, feature, courses, kind);
  }
  if (districts.size > 0) addHatching(districts.get(1).getElement().ownerSVGElement);
  return (state, colouring) => {
    const shade = colouring && shades(colouring);
    for (const [row, polygon] of districts) {
      const path = polygon.getElement();
      path.setAttribute("class", districtClasses(row, state, shade).concat("leaflet-interactive").join(" "));
    }
  };
}

/** @param {number} row @param {State} state */
export const isChosenUnit = (row, state) => state.district.includes(row) || state.place === row;

/**
 * How a district looks: the classes of its area, which the picture of the map takes as well.
 *
 * @param {number} row
 * @param {State} state
 * @param {Map<number, number> | null} shade
 */
export function districtClasses(row, state, shade) {
  const chosen = isChosenUnit(row, state);
  return [
    "basemap-district",
    chosen && "chosen",
    state.district.length > 0 && !chosen && "dimmed",
    state.hide.includes(DISTRICTS) && "plain",
    shade && (shade.has(row) ? `shade-${shade.get(row)}` : "no-figure"),
  ].filter(Boolean);
}

export const HATCH = { gap: 7, width: 1.4 }; // distance and width of the lines that stand for "no figure", in pixels

/**
 * The pattern of a district without the figure: lines, so that nobody takes it for a low one.
 *
 * @param {SVGElement} drawing
 */
function addHatching(drawing) {
  const { gap, width } = HATCH;
  const pattern = el(
    "pattern",
    { id: "no-figure", width: gap, height: gap, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    el("rect.hatch-background", { width: gap, height: gap }),
    el("rect.hatch-line", { width, height: gap }),
  );
  drawing.prepend(/** @type {Node} */ (make(el("svg", {}, el("defs", {}, pattern))).firstChild));
}

/** @param {L.Map} map @param {string} name @param {number} zIndex */
export function createPane(map, name, zIndex) {
  map.createPane(name).style.zIndex = String(zIndex);
  return name;
}

/**
 * The districts' polygons by row; none where the map was built without boundaries.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {L.Renderer} renderer
 * @param {(row: number) => void} choose
 */
function drawDistricts(map, sites, renderer, choose) {
  const polygons = new Map();
  for (let row = 1; row < sites.first && sites.shapes.has(row); row += 1) {
    const rings = /** @type {Shape} */ (sites.shapes.get(row)).parts.map(toLatLngs);
    const polygon = L.polygon(rings, { renderer, className: "basemap-district", smoothFactor: 0.5 });
    polygon.on("click", () => choose(row)).addTo(map);
    polygons.set(row, polygon);
  }
  return polygons;
}

/**
 * Draw a context feature if it is of `kind`; a railway and a road are two lines, so that they read as such.
 *
 * @param {L.Map} map
 * @param {ContextFeature} feature
 * @param {L.Renderer} renderer
 * @param {string} kind
 */
function drawContext(map, feature, renderer, kind) {
  if (feature.kind !== kind) return;
  const parts = feature.parts.map((part) => toLatLngs(decodeLine(part)));
  const schematic = feature.schematic ? " schematic" : "";
  /** @param {string} className */
  const draw = (className) => {
    L.polyline(parts, { renderer, interactive: false, className: className + schematic, smoothFactor: 0.5 }).addTo(map);
  };
  draw(`basemap-${kind}`);
  if (kind === "railway" || kind === "road") draw(`basemap-${kind}-inner`);
}
