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
