/**
 * Names of the basemap: neighbours amid their land, the rivers and the railways along their course; and those of sites that
 * are lines, along these.
 */
import { placesAlong } from "../core/along.js";
import { boxAround, overlap, scaled, widened } from "../core/boxes.js";
import { recently } from "../core/later.js";
import { decodeLine } from "../core/sites.js";
import { toLatLngs } from "./basemap.js";
import { sizeOf } from "./letters.js";
import { isLine } from "./shapes.js";

/** @typedef {Point & {angle: number}} Turned a point, and the angle of what is written there */
/** @typedef {Turned & {kind: string, text: string, box: Box}} BasemapName its kind is followed by the side of a point */

/**
 * From which zoom on a kind is named, and what its letters are set apart by, in ems; the more important first, and a line,
 * which has many places for its name, after the points. The name of a point has a mark beside it, where the point is.
 */
const KINDS = /** @type {Record<string, {zoom: number, apart: number, weight?: number}>} */ ({
  neighbour: { zoom: 8, apart: 0.3 },
  seat: { zoom: 9, apart: 0, weight: 600 },
  river: { zoom: 9, apart: 0.3 },
  peak: { zoom: 9, apart: 0 },
  lake: { zoom: 9.5, apart: 0 },
  station: { zoom: 10, apart: 0 },
  town: { zoom: 10, apart: 0 },
  site: { zoom: 9, apart: 0.05 },
  railway: { zoom: 9, apart: 0.05 },
  road: { zoom: 10, apart: 0.05 },
});
const RANKS = Object.keys(KINDS);
const POINTS = ["seat", "peak", "lake", "town", "station"];

const AGAIN = 480; // the same name stands again from this distance on, in pixels
const BESIDE = 11; // a name runs this far from its line, in pixels
const MARK = 8; // from a point to its name, in pixels
const VIEWS = 8; // of which it is remembered what fits in them
const EDGE = 8; // names keep this far from the edge of the view, in pixels

/**
 * @param {L.Map} map folium's map
 * @param {Atlas} atlas sites and payload
 * @returns {(scene: Pick<Scene, "state" | "result">, view: Box, widthOf: (text: string, weight: number, size: number) => number) => BasemapName[]} the names that fit in a view (its edges,
 *   in world pixels): kind, text, middle, angle and box, the more important first
 */
export function basemapNames(map, { payload: { context }, sites }) {
  const named = [...namedContext(context), ...namedSites(sites)].sort((a, b) => RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind));
  const courses = createCourses(map, sites);
  const kept = /** @type {ReturnType<typeof recently<FittingName[]>>} */ (recently(VIEWS));
  return ({ state: { lang, roads, place }, result: { shown } }, view, widthOf) => {
    const size = sizeOf("small");
    const key = JSON.stringify([lang, roads, size, map.getZoom(), view, courses.datum()]);
    return kept(key, find).filter(({ row }) => row === undefined || row === place || shown[row] === 1);

    /** @returns {FittingName[]} */
    function find() {
      return named
        .filter(({ kind }) => map.getZoom() >= KINDS[kind].zoom && (kind !== "road" || roads))
        .flatMap((each) => {
          const { apart, weight = 400 } = KINDS[each.kind];
          const text = each[lang];
          const width = widthOf(text, weight, size) + text.length * apart * size;
          const height = size * 1.5;
          if (each.spot && POINTS.includes(each.kind)) return besidePoint(map.project(each.spot), each.kind, text, width, height);
          const places = each.spot
            ? [{ ...map.project(each.spot), angle: 0 }]
            : alongLines(courses.of(each), 2 ** map.getZoom(), width, view);
          return places.map((place) => ({ kind: each.kind, text, row: each.row, ...place, box: turnedBox(place, width, height) }));
        })
        .filter(
          ({ box }) =>
            box.left > view.left + EDGE && box.right < view.right - EDGE && box.top > view.top + EDGE && box.bottom < view.bottom - EDGE,
        );
    }
  };
}

/** @typedef {BasemapName & {row?: number}} FittingName one of a site has its row */
/** @typedef {{line: Point[], box: Box}} Course a line in the world's pixels at zoom 0, and what it takes up */

/**
 * The lines of what has a name, where the map lays them out: worked out once for a datum.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 */
function createCourses(map, sites) {
  let laidOut = { x: sites.x, number: 0, of: /** @type {Map<Named, Course[]>} */ (new Map()) };
  /** @param {L.LatLngTuple[]} line */
  const courseOf = (line) => {
    const points = line.map((latLng) => map.project(latLng, 0));
    return { line: points, box: boxAround(points) };
  };
  const now = () => {
    // Where the map changes its datum, the positions are others.
    if (laidOut.x !== sites.x) laidOut = { x: sites.x, number: laidOut.number + 1, of: new Map() };
    return laidOut;
  };
  return {
    datum: () => now().number,
    /** @param {Named} named */
    of(named) {
      const { of } = now();
      const courses = of.get(named) || named.lines.map(courseOf);
      of.set(named, courses);
      return courses;
    },
  };
}

/** @typedef {{kind: string, zh: string, en: string, row?: number, spot?: L.LatLngTuple | null, lines: L.LatLngTuple[][]}} Named what has a name, at a spot or along lines; a site by its row */

/** @param {ContextFeature[]} context @returns {Named[]} */
const namedContext = (context) =>
  context
    .filter(({ kind }) => kind in KINDS)
    .map((feature) => ({
      kind: feature.kind,
      zh: shortName(feature, context, "zh"),
      en: shortName(feature, context, "en"),
      spot: feature.at && toLatLngs([feature.at.map((micro) => micro / 1e6)])[0],
      lines: feature.at ? [] : feature.parts.map((part) => toLatLngs(decodeLine(part))),
    }));

/** @param {Sites} sites @returns {Named[]} */
const namedSites = (sites) =>
  [...sites.shapes]
    .filter(([, shape]) => isLine(shape))
    .map(([row, { parts }]) => ({ kind: "site", row, zh: sites.zh[row], en: sites.en[row], lines: parts.map(toLatLngs) }));

/**
 * A name to the right of its point, else to the left; the mark at the point is part of its box.
 *
 * @param {Point} spot
 * @param {string} kind
 * @param {string} text
 * @param {number} width
 * @param {number} height
 * @returns {BasemapName[]}
 */
const besidePoint = (spot, kind, text, width, height) =>
  [1, -1].map((side) => ({
    kind: `${kind} ${side > 0 ? "right" : "left"}`,
    text,
    x: spot.x + side * (MARK + width / 2),
    y: spot.y,
    angle: 0,
    box: turnedBox({ x: spot.x + (side * (MARK + width)) / 2, y: spot.y, angle: 0 }, width + 2 * MARK, height),
  }));

/**
 * Whether a name is shown already, near enough to do for this place too.
 *
 * @param {Pick<BasemapName, "text" | "x" | "y">} name
 * @param {Pick<BasemapName, "text" | "x" | "y">[]} names
 */
export const isNamed = ({ text, x, y }, names) =>
  names.some((other) => other.text === text && Math.hypot(other.x - x, other.y - y) < AGAIN);

/**
 * Where a name may run along those lines that come into view.
 *
 * @param {Course[]} courses
 * @param {number} scale
 * @param {number} width
 * @param {Box} view
 */
const alongLines = (courses, scale, width, view) =>
  courses
    .filter(({ box }) => overlap(scaled(box, scale), widened(view, BESIDE)))
    .flatMap(({ line }) =>
      placesAlong(
        line.map(({ x, y }) => ({ x: x * scale, y: y * scale })),
        width,
        widened(view, BESIDE),
      ),
    )
    .map(({ x, y, angle }) => ({ x: x + BESIDE * Math.sin(angle), y: y - BESIDE * Math.cos(angle), angle }));

/**
 * A stretch goes by the name of the whole: the shortest of its kind that its own begins with, without what brackets add.
 *
 * @param {ContextFeature} feature
 * @param {ContextFeature[]} context
 * @param {Lang} lang
 */
function shortName(feature, context, lang) {
  const names = context.filter(({ kind }) => kind === feature.kind).map((other) => other[lang]);
  const wholes = names.filter((name) => feature[lang].startsWith(name));
  return wholes
    .sort((a, b) => a.length - b.length)[0]
    .replace(/[(（].*$/, "")
    .trim();
}

/**
 * The upright box that holds a turned one.
 *
 * @param {Turned} place
 * @param {number} width
 * @param {number} height
 */
function turnedBox({ x, y, angle }, width, height) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const [halfWidth, halfHeight] = [(width * cos + height * sin) / 2, (width * sin + height * cos) / 2];
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}
