/**
 * The panes of the map, one above the other, and what draws lines and areas in them.
 */
/* global L */
import { once } from "../core/later.js";
import { weightsOf } from "../core/thinning.js";

const PADDING = 0.5; // of the view, drawn beyond each of its edges

/** @param {L.Map} map @param {string} name @param {number} level */
export function createPane(map, name, level) {
  map.createPane(name).style.zIndex = String(level);
  return name;
}

/**
 * What draws as Leaflet's own renderer does, but no more often than the view needs: that one draws all its paths three times where
 * the map jumps, and again after each step within what it has drawn already.
 *
 * @param {L.Map} map
 * @param {string} name of its pane
 * @param {number} level at which the pane lies
 * @returns {L.Renderer}
 */
export const createSketch = (map, name, level) => new (sketches())({ pane: createPane(map, name, level), padding: PADDING });

/** Its class; Leaflet says nothing to its types of the methods that are changed. */
const sketches = once(() => {
  const own = /** @type {any} */ (L.SVG).prototype;
  return /** @type {any} */ (L.SVG).extend({
    getEvents() {
      return { ...own.getEvents.call(this), viewprereset: this._wait };
    },
    _initPath(/** @type {any} */ path) {
      own._initPath.call(this, path);
      if (path._projectLatlngs) Object.assign(path, { _projectLatlngs: projectLines, _clipPoints: clip, _simplifyPoints: simplify });
    },
    /** Where the map jumps, `viewreset` is the last that it tells. */
    _wait() {
      this._waits = true;
    },
    _reset() {
      this._waits = true;
      this._draw();
      this._waits = false;
      this._updateTransform(this._center, this._zoom);
      for (const path of Object.values(this._layers)) path._reset();
    },
    _update() {
      if (!this._waits && !this._holds()) this._draw();
    },
    _draw() {
      own._update.call(this);
      this._origin = this._map.getPixelOrigin();
    },
    _onZoomEnd() {
      if (!this._waits) own._onZoomEnd.call(this);
    },
    _updatePaths() {
      if (!this._waits) own._updatePaths.call(this);
    },
    /** Whether all that is in view was drawn. */
    _holds() {
      const { _map: map, _bounds: bounds, _svgSize: drawn, _zoom: zoom, _origin: origin } = this;
      const size = map.getSize();
      if (!drawn || !drawn.equals(size.multiplyBy(1 + 2 * PADDING)) || zoom !== map.getZoom()) return false;
      if (!origin.equals(map.getPixelOrigin())) return false;
      return [L.point(0, 0), size].every((corner) => bounds.contains(map.containerPointToLayerPoint(corner)));
    },
  });
});

/** @typedef {{line: L.Point[], weights: Float64Array | null}} World where a line lies in the world at zoom 0, and once they are known the weights of its vertices */

const worlds = /** @type {WeakMap<L.LatLng[], World>} */ (new WeakMap());
let unweighed = /** @type {World[] | null} */ ([]); // null once all are weighed, and each that comes is at once

/**
 * Find, line by line, which vertices are missed at which zoom: from then on no other is projected, cut or drawn, and Leaflet need
 * not look for them at each zoom anew.
 */
export function* weighLines() {
  for (const world of unweighed || []) yield (world.weights = weightsOf(world.line));
  unweighed = null;
}

/** @param {L.LatLng[]} latLngs @param {L.Map} map */
function worldOf(latLngs, map) {
  const known = worlds.get(latLngs);
  if (known) return known;
  const line = latLngs.map((at) => /** @type {L.Point} */ (map.project(at, 0)));
  const world = { line, weights: unweighed ? null : weightsOf(line) };
  unweighed?.push(world);
  worlds.set(latLngs, world);
  return world;
}

/**
 * Project lines as Leaflet does, but where they lie in the world is worked out once.
 *
 * @this {any} a path
 * @param {any} latLngs of one line, or of several
 * @param {L.Point[][]} lines to which they are added
 * @param {L.Bounds} bounds which come to hold them
 */
function projectLines(latLngs, lines, bounds) {
  if (Array.isArray(latLngs[0])) {
    for (const each of latLngs) this._projectLatlngs(each, lines, bounds);
    return;
  }
  const {
    _map: map,
    options: { smoothFactor: missed },
  } = this;
  const { line: world, weights } = worldOf(latLngs, map);
  const [scale, origin] = [2 ** map.getZoom(), map.getPixelOrigin()];
  const line = /** @type {L.Point[]} */ ([]);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < world.length; i += 1) {
    if (weights && weights[i] * scale <= missed) continue;
    const point = L.point(Math.round(world[i].x * scale) - origin.x, Math.round(world[i].y * scale) - origin.y);
    left = Math.min(left, point.x);
    right = Math.max(right, point.x);
    top = Math.min(top, point.y);
    bottom = Math.max(bottom, point.y);
    line.push(point);
  }
  if (line.length > 0) bounds.extend([left, top]).extend([right, bottom]);
  lines.push(line);
}

/**
 * Leave out what is not missed as Leaflet does, as long as that was not done before.
 *
 * @this {any} a path
 */
function simplify() {
  if (unweighed) Object.getPrototypeOf(this)._simplifyPoints.call(this);
}

/**
 * Cut what is drawn of a path as Leaflet does, but not where all of it is.
 *
 * @this {any} a path
 */
function clip() {
  if (this._pxBounds && this._renderer._bounds.contains(this._pxBounds))
    this._parts = this._rings.filter((/** @type {L.Point[]} */ { length }) => length > 0);
  else Object.getPrototypeOf(this)._clipPoints.call(this);
}
