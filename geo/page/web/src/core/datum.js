/**
 * The way from WGS-84 to GCJ-02, the datum of maps published in China, and back: the same formula as `geo.geodesy.datum`,
 * checked against the same pairs. It is the widely published reconstruction of the state's obfuscation, on the
 * ellipsoid of Krasovsky 1940; it holds inside mainland China.
 *
 * Positions are [lon, lat] in degrees.
 */

// Krasovsky 1940: semi-major axis in metres, first eccentricity squared.
const SEMI_MAJOR = 6378245;
const ECCENTRICITY_SQUARED = 0.006693421622965943;

/** The obfuscation swings around this place. */
const ORIGIN = [105, 35];

const CLOSE_ENOUGH = 1e-12; // degrees, about a ten-thousandth of a millimetre
const MOST_STEPS = 10; // each gains two digits

const { PI, abs, cos, sin, sqrt } = Math;
const RADIAN = PI / 180;

/**
 * @param {number[]} position in WGS-84
 * @returns {number[]} the position in GCJ-02
 */
export function toGcj02([lon, lat]) {
  const [x, y] = [lon - ORIGIN[0], lat - ORIGIN[1]];
  const phi = lat * RADIAN;
  const flattening = 1 - ECCENTRICITY_SQUARED * sin(phi) ** 2;
  const primeVertical = SEMI_MAJOR / sqrt(flattening);
  const meridian = (primeVertical * (1 - ECCENTRICITY_SQUARED)) / flattening;
  return [lon + metresEast(x, y) / (primeVertical * cos(phi) * RADIAN), lat + metresNorth(x, y) / (meridian * RADIAN)];
}

/**
 * The inverse, by iteration: guess, see the miss, correct.
 *
 * @param {number[]} position in GCJ-02
 * @returns {number[]} the position in WGS-84, to well under 1 mm
 */
export function fromGcj02([lon, lat]) {
  let guess = [lon, lat];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const [thereLon, thereLat] = toGcj02(guess);
    const [missLon, missLat] = [thereLon - lon, thereLat - lat];
    guess = [guess[0] - missLon, guess[1] - missLat];
    if (abs(missLon) < CLOSE_ENOUGH && abs(missLat) < CLOSE_ENOUGH) break;
  }
  return guess;
}

/** @param {number} x @param {number} y */
const metresEast = (x, y) =>
  300 +
  x +
  2 * y +
  0.1 * x * x +
  0.1 * x * y +
  0.1 * sqrt(abs(x)) +
  ((20 * sin(6 * PI * x) + 20 * sin(2 * PI * x)) * 2) / 3 +
  ((20 * sin(PI * x) + 40 * sin((PI / 3) * x)) * 2) / 3 +
  ((150 * sin((PI / 12) * x) + 300 * sin((PI / 30) * x)) * 2) / 3;

/** @param {number} x @param {number} y */
const metresNorth = (x, y) =>
  -100 +
  2 * x +
  3 * y +
  0.2 * y * y +
  0.1 * x * y +
  0.2 * sqrt(abs(x)) +
  ((20 * sin(6 * PI * x) + 20 * sin(2 * PI * x)) * 2) / 3 +
  ((20 * sin(PI * y) + 40 * sin((PI / 3) * y)) * 2) / 3 +
  ((160 * sin((PI / 12) * y) + 320 * sin((PI / 30) * y)) * 2) / 3;
