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
