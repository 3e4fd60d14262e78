/**
 * The datums of Chinese maps: WGS-84, which CGCS2000 is taken for; GCJ-02, that of maps published in China; BD-09, that of
 * Baidu's. By the numbers of `geo.geodesy.datum`, checked against the same pairs. They hold inside mainland China.
 *
 * Positions are [lon, lat] in degrees.
 */
import {
  BD09_ANGLE,
  BD09_SHIFT,
  BD09_WAVES,
  CLOSE_ENOUGH,
  KRASOVSKY,
  METRES_EAST,
  METRES_NORTH,
  MOST_STEPS,
  ORIGIN,
  WAVES,
} from "./constants.js";

const { PI, abs, atan2, cos, hypot, sin, sqrt } = Math;
const RADIAN = PI / 180;

export const [WGS84, GCJ02, BD09] = ["WGS-84", "GCJ-02", "BD-09"];

/**
 * @param {number[]} position in WGS-84
 * @returns {number[]} the position in GCJ-02
 */
export function toGcj02([lon, lat]) {
  const terms = termsOf(lon - ORIGIN[0], lat - ORIGIN[1]);
  const [east, north] = [METRES_EAST, METRES_NORTH].map((each) => terms.reduce((sum, term, i) => sum + each[i] * term, 0));
  const phi = lat * RADIAN;
  const [semiMajor, eccentricitySquared] = KRASOVSKY;
  const flattening = 1 - eccentricitySquared * sin(phi) ** 2;
  const primeVertical = semiMajor / sqrt(flattening);
  const meridian = (primeVertical * (1 - eccentricitySquared)) / flattening;
  return [lon + east / (primeVertical * cos(phi) * RADIAN), lat + north / (meridian * RADIAN)];
}

/**
 * The terms of the displacement, x and y in degrees from its origin.
 *
 * @param {number} x
 * @param {number} y
 */
const termsOf = (x, y) => [
  ...[1, x, y, x * x, x * y, y * y, sqrt(abs(x))],
  ...[x, y].flatMap((each) => WAVES.map((wave) => (sin((PI / 30) * wave * each) * 2) / 3)),
];

/**
 * @param {number[]} position in GCJ-02
 * @returns {number[]} the position in BD-09
 */
function toBd09([lon, lat]) {
  const radius = hypot(lon, lat) + BD09_WAVES[0] * sin(lat * BD09_ANGLE);
  const angle = atan2(lat, lon) + BD09_WAVES[1] * cos(lon * BD09_ANGLE);
  return [radius * cos(angle) + BD09_SHIFT[0], radius * sin(angle) + BD09_SHIFT[1]];
}

/**
 * @param {number[]} position in GCJ-02
 * @returns {number[]} the position in WGS-84, to well under 1 mm
 */
export const fromGcj02 = (position) => inverse(toGcj02, position);

/**
 * The inverse, by iteration: guess, see the miss, correct.
 *
 * @param {(position: number[]) => number[]} forward
 * @param {number[]} position
 */
function inverse(forward, [lon, lat]) {
  let guess = [lon, lat];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const there = forward(guess);
    const miss = [there[0] - lon, there[1] - lat];
    guess = [guess[0] - miss[0], guess[1] - miss[1]];
    if (miss.every((each) => abs(each) < CLOSE_ENOUGH)) break;
  }
  return guess;
}

/**
 * A position in WGS-84 as another datum has it.
 *
 * @param {number[]} position
 * @param {string} datum code of the register
 */
export function fromWgs84(position, datum) {
  if (datum === GCJ02) return toGcj02(position);
  return datum === BD09 ? toBd09(toGcj02(position)) : position;
}

/**
 * A position of another datum in WGS-84.
 *
 * @param {number[]} position
 * @param {string} datum code of the register
 */
export function toWgs84(position, datum) {
  if (datum === GCJ02) return fromGcj02(position);
  return datum === BD09 ? fromGcj02(inverse(toBd09, position)) : position;
}
