/**
 * Crowded places gathered for drawing, and set out again where they lie at one spot.
 *
 * Points are gathered in cells fixed to the world's pixels, so that panning never regroups them; groups that
 * come closer than their discs are wide are merged, the larger taking the smaller.
 */

/**
 * @typedef {{index: ArrayLike<number>, x: ArrayLike<number>, y: ArrayLike<number>}} Points the rows of some points, and their pixels
 * @typedef {{members: number[], x: number, y: number}} Group
 * @typedef {{size: number, x: number, y: number}} Cell how many points are in it, and where
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
 * @param {Points} points rows with their world pixels at the present zoom, none farther from the others than views are large
 * @param {{cell: number, reach: number}} [how] the side of a cell, and within what groups are merged, in pixels
 * @returns {Group[]} groups of one or more rows, in order of first member
 */
export function gather(points, { cell: side, reach } = options) {
  const { index, x, y } = inOrder(points);
  const cells = /** @type {Cell[]} */ ([]);
  const lies = new Uint32Array(index.length); // in which cell each point does
  const [columns, rows] = [x, y].map((along) => cellsAlong(along, side));
  const numbers = new Int32Array(columns.count * rows.count); // of the cells that have points, from 1, by where they are
  for (let i = 0; i < index.length; i += 1) {
    const at = (Math.floor(y[i] / side) - rows.first) * columns.count + Math.floor(x[i] / side) - columns.first;
    numbers[at] ||= cells.push({ size: 0, x: 0, y: 0 });
    lies[i] = numbers[at] - 1;
    const cell = cells[lies[i]];
    cell.size += 1;
    cell.x += x[i];
    cell.y += y[i];
  }
  const merged = merge(cells, reach);
  const groups = /** @type {Group[]} */ ([]);
  // Rows enter in their order, so that nobody need sort them.
  for (let i = 0; i < index.length; i += 1) {
    const group = merged[lies[i]];
    if (group.members.push(index[i]) === 1) groups.push(group);
  }
  return groups;
}

/**
 * The cells along one side of the world in which points lie.
 *
 * @param {ArrayLike<number>} along their pixels
 * @param {number} side of a cell
 * @returns {{first: number, count: number}}
 */
function cellsAlong(along, side) {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < along.length; i += 1) {
    if (along[i] < least) least = along[i];
    if (along[i] > most) most = along[i];
  }
  const first = Math.floor(least / side);
  return { first, count: along.length === 0 ? 0 : Math.floor(most / side) - first + 1 };
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

/**
 * Join each cell to the first larger one within reach; larger first, so that the outcome has no order to it.
 *
 * @param {Cell[]} cells sums of the points in each, in order of first member
 * @param {number} reach
 * @returns {Group[]} what each cell comes to lie in: without members, at the middle of what they will be
 */
function merge(cells, reach) {
  for (const cell of cells) {
    cell.x /= cell.size;
    cell.y /= cell.size;
  }
  const kept = createKept(cells[0] || { x: 0, y: 0 }, reach);
  const numbers = new Map();
  for (const cell of cells.slice().sort((a, b) => b.size - a.size)) {
    const near = kept.near(cell);
    numbers.set(cell, near < 0 ? kept.keep(cell) : kept.absorb(near, cell));
  }
  const groups = kept.cells.map(({ x, y }) => ({ members: [], x, y }));
  return cells.map((cell) => groups[numbers.get(cell)]);
}

/**
 * Cells by where they are now, so that what is near is found without asking all of them.
 *
 * @param {{x: number, y: number}} first
 * @param {number} reach
 */
function createKept(first, reach) {
  const cells = /** @type {Cell[]} */ ([]);
  /** @type {Map<number, number[]>} */
  const squares = new Map();
  const squareAt = cellsFrom(first, reach);
  /** @param {number} number */
  const enter = (number) => {
    const key = squareAt(cells[number].x, cells[number].y);
    const square = squares.get(key);
    if (square) square.push(number);
    else squares.set(key, [number]);
    return number;
  };
  return {
    cells,
    /** @param {Cell} cell */
    keep: (cell) => enter(cells.push({ ...cell }) - 1),
    /**
     * The first of those kept that is within reach of a cell, or -1.
     *
     * @param {Cell} cell
     */
    near({ x, y }) {
      let nearest = -1;
      for (const down of AROUND) {
        for (const across of AROUND) {
          for (const number of squares.get(squareAt(x, y, across, down)) || []) {
            const other = cells[number];
            if ((nearest < 0 || number < nearest) && Math.hypot(other.x - x, other.y - y) < reach) nearest = number;
          }
        }
      }
      return nearest;
    },
    /** @param {number} number @param {Cell} other */
    absorb(number, { size, x, y }) {
      const cell = cells[number];
      const square = /** @type {number[]} */ (squares.get(squareAt(cell.x, cell.y)));
      square.splice(square.indexOf(number), 1);
      const whole = cell.size + size;
      Object.assign(cell, { size: whole, x: (cell.x * cell.size + x * size) / whole, y: (cell.y * cell.size + y * size) / whole });
      return enter(number);
    },
  };
}

const AROUND = [-1, 0, 1];
