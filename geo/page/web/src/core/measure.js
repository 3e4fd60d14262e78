/**
 * Distances and areas on the ground, near enough for a reader's hand: on a sphere, where `geo.geodesy.measure` has the
 * ellipsoid. In these parts the two differ by less than 0.6 %.
 *
 * Positions are [lon, lat] in degrees, WGS-84; results are metres and square metres.
 */

const MEAN_RADIUS = 6371008.8;
/** Radius of the sphere that has the ellipsoid's surface. */
const AUTHALIC_RADIUS = 6371007.2;

const { PI, abs, asin, atan2, cos, sin, sqrt, tan } = Math;
const RADIAN = PI / 180;

/** Distance of two positions along the great circle. */
export function distance([lonA, latA], [lonB, latB]) {
  const half = (a, b) => sin(((b - a) * RADIAN) / 2) ** 2;
  const chord = half(latA, latB) + cos(latA * RADIAN) * cos(latB * RADIAN) * half(lonA, lonB);
  return 2 * MEAN_RADIUS * asin(sqrt(chord));
}

/** Length of a line from position to position. */
export const pathLength = (line) =>
  line.slice(1).reduce((sum, position, i) => sum + distance(line[i], position), 0);

/** Area within a ring, closed or not, by the spherical excess; where its sides cross, parts cancel each other out. */
export function ringArea(ring) {
  const excess = ring.reduce((sum, [lonA, latA], i) => {
    const [lonB, latB] = ring[(i + 1) % ring.length];
    const [a, b] = [tan((latA * RADIAN) / 2), tan((latB * RADIAN) / 2)];
    return sum + 2 * atan2(tan(((lonB - lonA) * RADIAN) / 2) * (a + b), 1 + a * b);
  }, 0);
  return abs(excess) * AUTHALIC_RADIUS ** 2;
}

/** Whether a position lies within rings: an odd number of them are to its east. Holes and islands are rings too. */
export const isWithin = ([lon, lat], rings) =>
  rings.reduce((inside, ring) => {
    const crossings = ring.filter(([lonB, latB], i) => {
      const [lonA, latA] = ring[(i + ring.length - 1) % ring.length];
      return latA > lat !== latB > lat && lon < lonA + ((lat - latA) / (latB - latA)) * (lonB - lonA);
    });
    return crossings.length % 2 === 1 ? !inside : inside;
  }, false);
