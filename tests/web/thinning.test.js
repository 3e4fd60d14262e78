import assert from "node:assert/strict";
import { test } from "node:test";
import { weightsOf } from "../../geo/page/web/src/core/thinning.js";

/** The vertices that Douglas and Peucker keep at one tolerance, by their own recursion. */
function kept(line, tolerance) {
  if (line.length < 3) return line;
  const [from, to] = [line[0], line.at(-1)];
  const off = ({ x, y }) => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const t = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(from.x + t * dx - x, from.y + t * dy - y);
  };
  const inner = line.slice(1, -1).map(off);
  const far = Math.max(...inner);
  if (far <= tolerance) return [from, to];
  const middle = inner.indexOf(far) + 1;
  return [...kept(line.slice(0, middle + 1), tolerance), ...kept(line.slice(middle), tolerance).slice(1)];
}

test("What a line keeps at any scale is what Douglas and Peucker keep there", () => {
  const coast = Array.from({ length: 300 }, (_, i) => ({ x: i + 9 * Math.sin(i * i), y: 40 * Math.sin(i / 30) + 7 * Math.cos(i * 7) }));
  const ring = Array.from({ length: 90 }, (_, i) => ({ x: 50 * Math.cos((i * Math.PI) / 45), y: 50 * Math.sin((i * Math.PI) / 45) }));
  for (const line of [coast, ring, [...ring, ring[0]]]) {
    const weights = weightsOf(line);
    for (const tolerance of [0.01, 0.5, 1, 4, 30])
      assert.deepEqual(
        line.filter((_, i) => weights[i] > tolerance),
        kept(line, tolerance),
      );
  }
});

test("A line of few vertices keeps them, and one on which nothing lies off loses all between its ends", () => {
  for (const count of [0, 1, 2]) assert.deepEqual([...weightsOf(Array(count).fill({ x: 1, y: 1 }))], Array(count).fill(Infinity));
  assert.deepEqual([...weightsOf([0, 1, 2].map((x) => ({ x, y: 0 })))], [Infinity, 0, Infinity]);
});
