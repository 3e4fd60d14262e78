/**
 * Geometries that somebody proposes, of which nothing is sure.
 */

/**
 * The lines of a geometry that somebody proposes: of anything else none.
 *
 * @param {any} geometry of JSON, in degrees
 * @returns {Position[][]}
 */
export function positionsIn(geometry) {
  const lines = /** @type {Position[][]} */ ([]);
  /** @param {any} coordinates */
  const walk = (coordinates) => {
    if (!Array.isArray(coordinates) || coordinates.length === 0) return;
    if (isPosition(coordinates)) lines.push([coordinates]);
    else if (coordinates.every(isPosition)) lines.push(coordinates);
    else coordinates.forEach(walk);
  };
  walk(geometry?.coordinates);
  return lines;
}

/** @param {any} value */
const isPosition = (value) =>
  Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === "number" && Math.abs(each) <= 180);
