import assert from "node:assert/strict";
import { test } from "node:test";
import { countBins, edgesOf, stepBelow } from "../../geo/page/web/src/core/scale.js";
import { seeded } from "../fixtures/read.js";

test("Steps grow with numbers that are far apart, and are equal where they are near", () => {
  assert.deepEqual(edgesOf([1.78, 313.63]), [1, 2, 5, 10, 20, 50, 100, 200, 500]);
  assert.deepEqual(edgesOf([3e-3, 4e7]), [1e-3, 1e-2, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]);
  assert.deepEqual(edgesOf([0, 1.4]), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4]);
  assert.deepEqual(edgesOf([10, 1000]), [10, 20, 50, 100, 200, 500, 1000]);
});

test("Edges lie around all values, few and rising, whatever these are", () => {
  const random = seeded(11);
  const cases = [[5], [0], [-3, -3], [1e-9, 1e12], [0.1, 0.1], [7e15, 7e15]];
  for (let round = 0; round < 300; round += 1)
    cases.push(Array.from({ length: 1 + Math.floor(random() * 9) }, () => (random() - 0.3) * 10 ** (random() * 12 - 3)));
  for (const values of cases) {
    const edges = edgesOf(values);
    assert.ok(edges.length >= 2 && edges.length <= 30, `${edges.length} of ${values}`);
    assert.ok(edges.every((edge, at) => at === 0 || edge > edges[at - 1]));
    assert.ok(edges[0] <= Math.min(...values) && edges[edges.length - 1] >= Math.max(...values), `${edges} of ${values}`);
    assert.equal(
      countBins(values, edges).reduce((sum, count) => sum + count, 0),
      values.length,
    );
  }
});

test("A value is counted from the lower edge of its bin on", () => {
  assert.deepEqual([...countBins([1, 2, 2, 4.9, 5, 10], [1, 2, 5, 10])], [1, 3, 2]);
  assert.deepEqual(
    [0.5, 1, 1.9, 2, 99].map((value) => stepBelow(value, [1, 2, 5, 10])),
    [0, 0, 0, 1, 3],
  );
});
