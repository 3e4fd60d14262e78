/**
 * Crowded places gathered for drawing, and set out again where they lie at one spot.
 *
 * Points are gathered in cells fixed to the world's pixels, so that panning never regroups them; groups that
 * come closer than their discs are wide are merged, the larger taking the smaller.
 */

/**
 * @typedef {{index: ArrayLike<number>, x: ArrayLike<number>, y: ArrayLike<number>}} Points the rows of some points, and their pixels
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
 * Points in columns, in which a hundred thousand take a fraction of the time and memory of as many objects.
 *
 * @param {{index: number, x: number, y: number}[]} points
 * @returns {Points}
 */
export const inColumns = (points) => ({
  index: points.map(({ index }) => index),
  x: points.map(({ x }) => x),
  y: points.map(({ y }) => y),
});

/**
 * @param {Points} points rows with their world pixels at the present zoom
 * @param {{cell: number, reach: number}} [how] the side of a cell, and within what groups are merged, in pixels
 * @returns {Group[]} groups of one or more rows, in order of first member
 */
export function gather(points, { cell: side, reach } = options) {
  /** @type {Map<number, Group>} */
  const cells = new Map();
  const { index, x, y } = inOrder(points);
  const cellOf = cellsFrom({ x: x[0], y: y[0] }, side);
  for (let i = 0; i < index.length; i += 1) {
    const key = cellOf(x[i], y[i]);
    const cell = cells.get(key);
    if (cell) add(cell, index[i], x[i], y[i]);
    else cells.set(key, { members: [index[i]], x: x[i], y: y[i] });
  }
  return merge([...cells.values()], reach);
}

/** Points of which two are so far apart along either side never come into one group, in pixels. */
export const WIDEST = 4 * (options.cell + options.reach);

/** @param {Points} points @returns {Points} by their rows, as they mostly are already */
function inOrder({ index, x, y }) {
  let sorted = 1;
  while (sorted < index.length && index[sorted - 1] < index[sorted]) sorted += 1;
  if (sorted >= index.length) return { index, x, y };
  const order = Array.from(index, (_, i) => i).sort((a, b) => index[a] - index[b]);
  const [rows, across, down] = [index, x, y].map((column) => order.map((i) => column[i]));
  return { index: rows, x: across, y: down };
}

const ACROSS = 2 ** 21; // more cells than the world has in a row

/**
 * The cells of the world by number, so that they can be looked up: counted from that of one point, since a small number is
 * found faster.
 *
 * @param {{x: number, y: number}} first
 * @param {number} side of a cell
 */
function cellsFrom(first, side) {
  const [column, row] = [first.x, first.y].map((each) => Math.floor(each / side));
  /** @param {number} x @param {number} y @param {number} [across] @param {number} [down] cells away from its own */
  return (x, y, across = 0, down = 0) => (Math.floor(y / side) - row + down) * ACROSS + Math.floor(x / side) - column + across;
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

/** @param {Group} group @param {number} index @param {number} x @param {number} y */
function add(group, index, x, y) {
  const n = group.members.length;
  group.x = (group.x * n + x) / (n + 1);
  group.y = (group.y * n + y) / (n + 1);
  group.members.push(index);
}

/**
 * Join each group to the first larger one within reach; larger first, so that the outcome has no order to it.
 *
 * @param {Group[]} groups
 * @param {number} reach
 */
function merge(groups, reach) {
  const bySize = groups.slice().sort((a, b) => b.members.length - a.members.length || a.members[0] - b.members[0]);
  const kept = createKept(groups[0] || { x: 0, y: 0 }, reach);
  for (const group of bySize) {
    const near = kept.near(group);
    if (near >= 0) kept.absorb(near, group);
    else kept.keep(group);
  }
  for (const { members } of kept.grown) members.sort((a, b) => a - b);
  return kept.groups.sort((a, b) => a.members[0] - b.members[0]);
}

/**
 * Groups by where they are now, so that what is near is found without asking all of them.
 *
 * @param {{x: number, y: number}} first
 * @param {number} reach
 */
function createKept(first, reach) {
  const groups = /** @type {Group[]} */ ([]);
  const grown = /** @type {Set<Group>} */ (new Set());
  /** @type {Map<number, number[]>} */
  const cells = new Map();
  const cellAt = cellsFrom(first, reach);
  /** @param {number} number */
  const enter = (number) => {
    const key = cellAt(groups[number].x, groups[number].y);
    const cell = cells.get(key);
    if (cell) cell.push(number);
    else cells.set(key, [number]);
  };
  return {
    groups,
    grown,
    /** @param {Group} group */
    keep(group) {
      groups.push(group);
      enter(groups.length - 1);
    },
    /**
     * The first of those kept that is within reach of a group, or -1.
     *
     * @param {Group} group
     */
    near(group) {
      let nearest = -1;
      for (const down of AROUND) {
        for (const across of AROUND) {
          for (const number of cells.get(cellAt(group.x, group.y, across, down)) || []) {
            const { x, y } = groups[number];
            if ((nearest < 0 || number < nearest) && Math.hypot(x - group.x, y - group.y) < reach) nearest = number;
          }
        }
      }
      return nearest;
    },
    /** @param {number} number @param {Group} other */
    absorb(number, other) {
      const group = groups[number];
      const cell = /** @type {number[]} */ (cells.get(cellAt(group.x, group.y)));
      cell.splice(cell.indexOf(number), 1);
      absorb(group, other);
      enter(number);
      grown.add(group);
    },
  };
}

const AROUND = [-1, 0, 1];

/** @param {Group} group @param {Group} other */
function absorb(group, other) {
  const n = group.members.length;
  const m = other.members.length;
  group.x = (group.x * n + other.x * m) / (n + m);
  group.y = (group.y * n + other.y * m) / (n + m);
  for (const member of other.members) group.members.push(member);
}
