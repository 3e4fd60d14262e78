/**
 * The way from WGS-84 to GCJ-02, the datum of maps published in China, and back: by the numbers of `geo.geodesy.datum`,
 * checked against the same pairs. It holds inside mainland China.
 *
 * Positions are [lon, lat] in degrees.
 */
import { CLOSE_ENOUGH, KRASOVSKY, METRES_EAST, METRES_NORTH, MOST_STEPS, ORIGIN, WAVES } from "./constants.js";

const { PI, abs, cos, sin, sqrt } = Math;
const RADIAN = PI / 180;

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
 * The inverse, by iteration: guess, see the miss, correct.
 *
 * @param {number[]} position in GCJ-02
 * @returns {number[]} the position in WGS-84, to well under 1 mm
 */
export function fromGcj02([lon, lat]) {
  let guess = [lon, lat];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const there = toGcj02(guess);
    const miss = [there[0] - lon, there[1] - lat];
    guess = [guess[0] - miss[0], guess[1] - miss[1]];
    if (miss.every((each) => abs(each) < CLOSE_ENOUGH)) break;
  }
  return guess;
}
