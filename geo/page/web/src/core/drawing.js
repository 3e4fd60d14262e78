/**
 * What is drawn of a place, as pieces: a point, lines, or the outlines of areas, each a list of positions. An outline within
 * another is a hole of it.
 */
import { LINE_LAYERS } from "./constants.js";
import { isClosed, isNear } from "./forms.js";
import { distance, isWithin, nearestOn } from "./measure.js";
import { canonicalGeometry } from "./patch.js";

/** @import {Fault} from "./forms.js" */
/** @import {Geometry} from "./patch.js" */
/** @typedef {Position[][]} Pieces of outlines the corner that closes them is left out */

/** How a form tells of what lies where. */
export const [POINT, SHAPE_LINE, SHAPE_AREA, NOWHERE] = ["point", "line", "area", "none"];

/** How deep the positions of each geometry nest. */
const DEPTHS = /** @type {Record<string, number>} */ ({ Point: 0, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 });

/** @param {string} layer its name @returns {boolean} whether its places may be drawn as lines */
export const takesLines = (layer) => LINE_LAYERS.some((each) => each === layer);

/** @param {any} value of JSON, which somebody else wrote @returns {boolean} whether it is a geometry that a place can have */
export const isGeometry = (value) => Object.keys(DEPTHS).includes(value?.type) && nests(value.coordinates, DEPTHS[value.type]);

/** @param {any} value @param {number} depth @returns {boolean} */
const nests = (value, depth) =>
  Array.isArray(value) &&
  (depth === 0 ? value.length === 2 && value.every(Number.isFinite) : value.length > 0 && value.every((each) => nests(each, depth - 1)));

/** @param {Geometry} geometry @returns {string} */
export const shapeOf = ({ type }) => (type === "Point" ? POINT : type.endsWith("String") ? SHAPE_LINE : SHAPE_AREA);

/** @param {Geometry} geometry @returns {Pieces} */
export function piecesOf({ type, coordinates }) {
  const depth = DEPTHS[type];
  const lines = depth === 0 ? [[coordinates]] : depth === 1 ? [coordinates] : depth === 2 ? coordinates : coordinates.flat();
  return type.endsWith("Polygon") ? lines.map((/** @type {Position[]} */ ring) => (isClosed(ring) ? ring.slice(0, -1) : ring)) : lines;
}

/**
 * @param {string} shape
 * @param {Pieces} pieces
 * @returns {Geometry | null} as the record keeps it
 */
export function geometryOf(shape, pieces) {
  if (shape === NOWHERE || pieces.length === 0) return null;
  const [type, parts] =
    shape === POINT ? ["Point", pieces[0]] : shape === SHAPE_LINE ? ["LineString", pieces] : ["Polygon", areasOf(pieces)];
  return canonicalGeometry(parts.length === 1 ? { type, coordinates: parts[0] } : { type: `Multi${type}`, coordinates: parts });
}

/** @param {Pieces} rings @returns {Position[][][]} each outer ring with its holes, closed */
function areasOf(rings) {
  const around = rings.map((ring) => rings.filter((other) => other !== ring && isWithin(ring[0], [other])));
  /** @param {number} outer @param {number} i */
  const isHole = (outer, i) => around[i].length === around[outer].length + 1 && around[i].includes(rings[outer]);
  const outers = [...rings.keys()].filter((i) => around[i].length % 2 === 0);
  return outers.map((outer) => [rings[outer], ...rings.filter((_, i) => isHole(outer, i))].map((ring) => [...ring, ring[0]]));
}

/**
 * The sides of what is drawn; the last one of an outline closes it.
 *
 * @param {string} shape
 * @param {Pieces} pieces
 * @returns {{i: number, k: number, ends: Position[]}[]} each with its piece, and the corner that it begins at
 */
export const sidesOf = (shape, pieces) =>
  pieces.flatMap((piece, i) =>
    piece
      .map((start, k) => ({ i, k, ends: [start, piece[(k + 1) % piece.length]] }))
      .slice(0, shape === SHAPE_AREA && piece.length > 2 ? piece.length : -1),
  );

/**
 * Put in a corner.
 *
 * @param {Pieces} pieces
 * @param {number} i its piece
 * @param {number} k before which corner
 * @param {Position} position
 * @returns {Pieces}
 */
export const withCorner = (pieces, i, k, position) =>
  pieces.map((piece, at) => (at === i ? [...piece.slice(0, k), position, ...piece.slice(k)] : piece));

/**
 * Put in a corner where it is nearest, as a new end of a line beyond its ends.
 *
 * @param {string} shape
 * @param {Pieces} pieces with a side at least
 * @param {Position} position
 * @returns {Pieces}
 */
export function withNearest(shape, pieces, position) {
  const [{ i, k, ends, spot }] = sidesOf(shape, pieces)
    .map((side) => ({ ...side, spot: nearestOn(side.ends, position) }))
    .sort((a, b) => distance(a.spot, position) - distance(b.spot, position));
  const [isStart, isEnd] = ends.map((end) => shape === SHAPE_LINE && distance(spot, end) < 1);
  const isLast = k === pieces[i].length - 2;
  return withCorner(pieces, i, isStart && k === 0 ? 0 : k + (isEnd && isLast ? 2 : 1), position);
}

/**
 * What is wrong with lines or outlines.
 *
 * @param {string} shape
 * @param {Pieces} pieces
 * @param {number[] | null} bounds of the city
 * @returns {Fault | null}
 */
export function drawnFault(shape, pieces, bounds) {
  const least = shape === SHAPE_LINE ? 2 : 3;
  if (pieces.length === 0 || pieces.some((piece) => new Set(piece.map(String)).size < least)) return ["faultCorners"];
  if (!pieces.flat().every((each) => isNear(each, bounds))) return ["faultFar"];
  return shape === SHAPE_AREA && crosses(pieces) ? ["faultCrosses"] : null;
}

/**
 * Whether sides that are no neighbours touch, or a corner is there twice. From west to east, each side meets only those that
 * begin before it ends: of thousands a few.
 *
 * @param {Pieces} rings
 */
function crosses(rings) {
  const sides = sidesOf(SHAPE_AREA, rings)
    .map((side) => ({ ...side, west: Math.min(...side.ends.map(([x]) => x)), east: Math.max(...side.ends.map(([x]) => x)) }))
    .sort((a, b) => a.west - b.west);
  return sides.some((a, x) => {
    for (let y = x + 1; y < sides.length && sides[y].west <= a.east; y += 1) {
      const b = sides[y];
      const apart = a.i === b.i ? Math.abs(b.k - a.k) : 0;
      if (apart !== 1 && (apart === 0 || apart !== rings[a.i].length - 1) && meet(a.ends, b.ends)) return true;
    }
    return false;
  });
}

/** @param {Position[]} a @param {Position[]} b @returns {boolean} whether two stretches have a point in common */
function meet([a, b], [c, d]) {
  const turns = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (turns[0] !== turns[1] && turns[2] !== turns[3]) return true;
  return (
    (turns[0] === 0 && lies(a, b, c)) ||
    (turns[1] === 0 && lies(a, b, d)) ||
    (turns[2] === 0 && lies(c, d, a)) ||
    (turns[3] === 0 && lies(c, d, b))
  );
}

/** @param {Position} a @param {Position} b @param {Position} c */
const turn = ([ax, ay], [bx, by], [cx, cy]) => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));

/** @param {Position} a @param {Position} b @param {Position} c of the same line */
const lies = ([ax, ay], [bx, by], [cx, cy]) =>
  cx >= Math.min(ax, bx) && cx <= Math.max(ax, bx) && cy >= Math.min(ay, by) && cy <= Math.max(ay, by);
