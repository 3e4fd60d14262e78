/**
 * Which vertices of a line a drawing needs, after Douglas and Peucker: worked out once for all scales.
 */

/** @typedef {{x: number, y: number}} Vertex */

/**
 * How far off each vertex would be if it were left out: what is less than a pixel of a drawing is not missed there.
 *
 * @param {Vertex[]} line
 * @returns {Float64Array} in the units of the line, of none more than of the vertex between whose neighbours it lies; of both ends infinite
 */
export function weightsOf(line) {
  const weights = new Float64Array(line.length).fill(Infinity);
  const spans = [{ from: 0, to: line.length - 1, most: Infinity }];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const { from, to, most } = span;
    let [middle, far] = [0, -1];
    for (let i = from + 1; i < to; i += 1) {
      const off = offSegment(line[i], line[from], line[to]);
      if (off > far) [middle, far] = [i, off];
    }
    if (far < 0) continue;
    weights[middle] = Math.min(far, most);
    spans.push({ from, to: middle, most: weights[middle] }, { from: middle, to, most: weights[middle] });
  }
  return weights;
}

/** @param {Vertex} vertex @param {Vertex} from @param {Vertex} to @returns {number} how far it is from the straight line between two others */
function offSegment({ x, y }, from, to) {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const length = across * across + down * down;
  const part = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - from.x) * across + (y - from.y) * down) / length));
  return Math.hypot(from.x + part * across - x, from.y + part * down - y);
}
