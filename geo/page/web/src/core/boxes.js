/**
 * Upright boxes: anything with left, right, top and bottom.
 */

/** @param {Box} a @param {Box} b */
export const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Whether box `a` holds all of box `b`.
 *
 * @param {Box} a
 * @param {Box} b
 */
export const contains = (a, b) => a.left <= b.left && b.right <= a.right && a.top <= b.top && b.bottom <= a.bottom;

/** @param {number} x @param {number} y @param {number} width @param {number} height */
export const boxAt = (x, y, width, height) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

/** @param {Box} box @param {number} dx @param {number} dy @returns {Box} */
export const movedBy = ({ left, right, top, bottom }, dx, dy) => ({
  left: left + dx,
  right: right + dx,
  top: top + dy,
  bottom: bottom + dy,
});

/** @param {Box} box @param {number} margin on each side @returns {Box} */
export const widened = ({ left, right, top, bottom }, margin) => ({
  left: left - margin,
  right: right + margin,
  top: top - margin,
  bottom: bottom + margin,
});

/** @param {Box} box @param {number} scale @returns {Box} */
export const scaled = ({ left, right, top, bottom }, scale) => ({
  left: left * scale,
  right: right * scale,
  top: top * scale,
  bottom: bottom * scale,
});

/**
 * How far a box reaches out of a view, in whole pixels, as a map moves; of a box that is larger than the view it is the beginning
 * that counts. Whoever moves the view by it and asks again gets nothing: else each move of the map would ask for the next.
 *
 * @param {Box} box
 * @param {Box} view
 * @returns {[x: number, y: number]}
 */
export const beyond = (box, view) => [
  reach(box.left - view.left, box.right - view.right),
  reach(box.top - view.top, box.bottom - view.bottom),
];

/** @param {number} from how far it begins after the view @param {number} to how far it ends after the view */
const reach = (from, to) => Math.min(Math.round(from), Math.max(Math.round(to), 0));

/** @param {Box} box @param {Box[]} boxes */
export const isFree = (box, boxes) => !boxes.some((other) => overlap(box, other));

const SQUARE = 64; // side of the squares in which boxes are looked for, in pixels

/** @typedef {ReturnType<typeof createRoom>} Room */

/**
 * What boxes take up of a view. What is in the way of another is looked for in the squares that it lies in, not among all; what
 * lies beyond the edges counts as at them.
 *
 * @param {Box} view
 * @param {Box[]} [boxes] that take up room from the start
 * @returns `take` puts in further ones, `find` gives one that overlaps another box, `isFree` says that none does, and `all` are
 *   those that were put in
 */
export function createRoom(view, boxes = []) {
  const squares = /** @type {Box[][]} */ ([]);
  const all = /** @type {Box[]} */ ([]);
  const [columns, rows] = [view.right - view.left, view.bottom - view.top].map((length) => Math.ceil(length / SQUARE));
  /** @param {number} x */
  const columnAt = (x) => Math.max(0, Math.min(Math.floor((x - view.left) / SQUARE), columns - 1));
  /** @param {number} y */
  const rowAt = (y) => Math.max(0, Math.min(Math.floor((y - view.top) / SQUARE), rows - 1));
  /**
   * @template Found
   * @param {Box} box
   * @param {(square: number) => Found | undefined} call with each square that it lies in, until something is found
   */
  const inSquares = ({ left, right, top, bottom }, call) => {
    const [from, to, end] = [columnAt(left), columnAt(right), rowAt(bottom)];
    for (let row = rowAt(top); row <= end; row += 1) {
      for (let column = from; column <= to; column += 1) {
        const found = call(row * columns + column);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  const room = {
    all,
    /** @param {Box[]} others */
    take(...others) {
      for (const box of others) {
        all.push(box);
        inSquares(box, (at) => void (squares[at] ??= []).push(box));
      }
    },
    /** @param {Box} box */
    find: (box) => inSquares(box, (at) => squares[at]?.find((other) => overlap(box, other))),
    /** @param {Box} box */
    isFree: (box) => room.find(box) === undefined,
    copy: () => createRoom(view, all),
  };
  room.take(...boxes);
  return room;
}

/** @param {Point[]} points @returns {Box} that they lie in */
export function boxAround(points) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}
