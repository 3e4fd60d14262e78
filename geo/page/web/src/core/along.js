/**
 * Where a name may run along a line.
 *
 * The places are counted from the line's beginning, so that they stay where they are while the map is moved.
 */
const EVERYWHERE = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
const STEP = 60; // between the middles of two places, in pixels
const STRAIGHT = 0.96; // a stretch whose ends are nearer than this share of its length is too bent for a name

/**
 * @param {{x: number, y: number}[]} line in pixels
 * @param {number} width of the name, in pixels
 * @param {Box} [view] outside of which no middle is looked for, in pixels
 * @returns {{x: number, y: number, angle: number}[]} the middles, and the angle at which the name reads from the left
 */
export function placesAlong(line, width, view = EVERYWHERE) {
  const reached = [0];
  for (let i = 1; i < line.length; i += 1) {
    reached.push(reached[i - 1] + Math.hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y));
  }
  const total = reached[reached.length - 1];
  const places = [];
  let segment = 1;
  /** @param {number} length */
  const at = (length) => {
    while (segment < line.length - 1 && reached[segment] < length) segment += 1;
    while (segment > 1 && reached[segment - 1] > length) segment -= 1;
    const part = (length - reached[segment - 1]) / (reached[segment] - reached[segment - 1] || 1);
    const [a, b] = [line[segment - 1], line[segment]];
    return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
  };
  let next = 0; // the number of the place that comes next
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]];
    if (Math.min(a.x, b.x) >= view.right || Math.max(a.x, b.x) <= view.left) continue;
    if (Math.min(a.y, b.y) >= view.bottom || Math.max(a.y, b.y) <= view.top) continue;
    next = Math.max(next, Math.ceil((reached[i - 1] - width / 2) / STEP));
    for (; width / 2 + next * STEP <= Math.min(reached[i], total - width / 2); next += 1) {
      const middle = width / 2 + next * STEP;
      const [from, to] = [at(middle - width / 2), at(middle + width / 2)];
      if (Math.hypot(to.x - from.x, to.y - from.y) < width * STRAIGHT) continue;
      places.push({ ...at(middle), angle: readable(Math.atan2(to.y - from.y, to.x - from.x)) });
    }
  }
  return places;
}

/**
 * An angle turned by half a circle where a name would stand on its head.
 *
 * @param {number} angle
 */
function readable(angle) {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle < -Math.PI / 2 ? angle + Math.PI : angle;
}
