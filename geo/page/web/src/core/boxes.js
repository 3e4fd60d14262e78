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

/** @param {Box} box @param {number} margin on each side @returns {Box} */
export const widened = ({ left, right, top, bottom }, margin) => ({
  left: left - margin,
  right: right + margin,
  top: top - margin,
  bottom: bottom + margin,
});

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
