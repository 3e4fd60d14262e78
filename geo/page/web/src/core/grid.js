/**
 * Crowded places gathered for drawing, and set out again where they lie at one spot.
 *
 * Points are gathered in cells fixed to the world's pixels, so that panning never regroups them; groups that
 * come closer than their discs are wide are merged, the larger taking the smaller.
 */

/**
 * @typedef {{index: number, x: number, y: number}} Point
 * @typedef {{members: number[], x: number, y: number}} Group
 */

const options = {
  cell: 46, // side of a cell, in pixels
  reach: 34, // groups closer than this are merged, in pixels
  leg: 48, // places set out around their spot stand this far from it, in pixels
  petal: 40, // and this far from each other, in pixels along the curve
  circle: 12, // up to so many stand on a circle
};

/**
 * @param {Point[]} points rows with their world pixels at the present zoom
 * @param {{cell: number, reach: number}} [how] the side of a cell, and within what groups are merged, in pixels
 * @returns {Group[]} groups of one or more rows, in order of first member
 */
export function gather(points, { cell: side, reach } = options) {
  /** @type {Map<string, Group>} */
  const cells = new Map();
  for (const point of points.slice().sort((a, b) => a.index - b.index)) {
    const key = `${Math.floor(point.x / side)}/${Math.floor(point.y / side)}`;
    const cell = cells.get(key);
    if (cell) add(cell, point);
    else cells.set(key, { members: [point.index], x: point.x, y: point.y });
  }
  return merge([...cells.values()], reach);
}

/**
 * Places at one spot set out around it: few on a circle, more on a spiral that leaves room for each.
 *
 * @param {number} count how many
 * @returns {{x: number, y: number}[]} pixels from the spot, the first above it, clockwise
 */
export function spreadOut(count) {
  if (count <= options.circle) {
    const radius = Math.max(options.leg, (count * options.petal) / (2 * Math.PI));
    return Array.from({ length: count }, (_, i) => polar(radius, (i / count) * 2 * Math.PI));
  }
  let [radius, angle] = [options.leg, 0];
  return Array.from({ length: count }, () => {
    const place = polar(radius, angle);
    // Arcs of one petal's room; a whole turn takes the spiral outward by as much.
    const turn = options.petal / radius;
    angle += turn;
    radius += (options.petal * turn) / (2 * Math.PI);
    return place;
  });
}

/** @param {number} radius @param {number} angle */
const polar = (radius, angle) => ({ x: radius * Math.sin(angle), y: -radius * Math.cos(angle) });

/** @param {Group} group @param {Point} point */
function add(group, point) {
  const n = group.members.length;
  group.x = (group.x * n + point.x) / (n + 1);
  group.y = (group.y * n + point.y) / (n + 1);
  group.members.push(point.index);
}

/**
 * Join each group to the first larger one within reach; larger first, so that the outcome has no order to it.
 *
 * @param {Group[]} groups
 * @param {number} reach
 */
function merge(groups, reach) {
  const bySize = groups.slice().sort((a, b) => b.members.length - a.members.length || a.members[0] - b.members[0]);
  /** @type {Group[]} */
  const kept = [];
  for (const group of bySize) {
    const near = kept.find((other) => Math.hypot(other.x - group.x, other.y - group.y) < reach);
    if (near) absorb(near, group);
    else kept.push(group);
  }
  return kept.sort((a, b) => a.members[0] - b.members[0]);
}

/** @param {Group} group @param {Group} other */
function absorb(group, other) {
  const n = group.members.length;
  const m = other.members.length;
  group.x = (group.x * n + other.x * m) / (n + m);
  group.y = (group.y * n + other.y * m) / (n + m);
  group.members = group.members.concat(other.members).sort((a, b) => a - b);
}
