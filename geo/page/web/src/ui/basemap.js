/**
 * The basemap: neighbouring units, the nine districts, the river, railways and main roads, drawn from the record.
 */
/* global L */
import { shades } from "../core/colour.js";
import { faded, frameOf, opacityOf } from "../core/fading.js";
import { recentlyOf } from "../core/later.js";
import { DISTRICTS, decodeLine } from "../core/sites.js";
import { el, make } from "./dom.js";
import { createSketch } from "./panes.js";

/** Kinds of lines that lie above the relief, from the ground up. */
export const COURSES = ["river", "road", "railway"];

/** Kinds of which the record holds no more than lies around the city. */
const FADING = ["neighbour", "river"];

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
 * @returns {(state: State, colouring: Colouring|null) => void} shows the state: districts and roads on or off, chosen ones
 *   marked apart, and coloured where a figure is chosen
 */
export function drawBasemap(map, atlas, choose) {
  const areas = createSketch(map, "basemap", 200);
  const courses = createSketch(map, "courses", 204);
  drawContext(map, atlas.payload.context, areas, "neighbour");
  const districts = drawDistricts(map, atlas.sites, areas, choose);
  for (const kind of COURSES) drawContext(map, atlas.payload.context, courses, kind);
  if (districts.size > 0) addHatching(districts.get(1).getElement().ownerSVGElement);
  return (state, colouring) => {
    /** @type {HTMLElement} */ (map.getPane("courses")).classList.toggle("without-roads", !state.roads);
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

const frames = /** @type {ReturnType<typeof recentlyOf<ReturnType<typeof frameOf>>>} */ (recentlyOf(1));

/** What the record holds of the kinds that fade extends over. @param {ContextFeature[]} context */
const fadingFrame = (context) => frames(context, "", () => frameOf(context.filter(({ kind }) => FADING.includes(kind)).flatMap(linesOf)));

/**
 * How the lines of a kind are drawn, on the screen and in the picture alike, those that look the same at once: a railway and a
 * road are two lines each, and what the record does not hold to its end fades towards the edge of the basemap.
 *
 * @param {ContextFeature[]} context
 * @param {string} kind
 * @returns {{classes: string, fade: number, parts: Position[][]}[]} classes of the style sheet, steps by which they fade
 */
export function strokesOf(context, kind) {
  const frame = FADING.includes(kind) && fadingFrame(context);
  const strokes = /** @type {Map<string, {look: string, fade: number, parts: Position[][]}>} */ (new Map());
  for (const feature of context.filter((each) => each.kind === kind)) {
    const look = feature.schematic ? " schematic" : "";
    for (const { fade, line } of linesOf(feature).flatMap((whole) => (frame ? faded(whole, frame) : { fade: 0, line: whole }))) {
      const key = `${fade}${look}`;
      const stroke = strokes.get(key);
      if (stroke) stroke.parts.push(line);
      else strokes.set(key, { look, fade, parts: [line] });
    }
  }
  const names = kind === "railway" || kind === "road" ? [kind, `${kind}-inner`] : [kind];
  return names.flatMap((name) => [...strokes.values()].map(({ look, ...stroke }) => ({ classes: `basemap-${name}${look}`, ...stroke })));
}

/** @param {ContextFeature} feature */
const linesOf = (feature) => feature.parts.map(decodeLine);

/** @param {L.Map} map @param {ContextFeature[]} context @param {L.Renderer} renderer @param {string} kind */
function drawContext(map, context, renderer, kind) {
  for (const { classes, fade, parts } of strokesOf(context, kind)) {
    const options = { renderer, interactive: false, className: classes, smoothFactor: 0.5, lineCap: capOf(fade) };
    const line = L.polyline(parts.map(toLatLngs), options).addTo(map);
    /** @type {SVGElement} */ (line.getElement()).style.opacity = String(opacityOf(fade));
  }
}

/**
 * Round ends of faint pieces would lie over each other and show.
 *
 * @param {number} fade
 * @returns {CanvasLineCap}
 */
export const capOf = (fade) => (fade > 0 ? "butt" : "round");
