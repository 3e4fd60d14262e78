import assert from "node:assert/strict";
import { test } from "node:test";

import { FADES, faded, frameOf, opacityOf } from "../../geo/page/web/src/core/fading.js";

const FRAME = { west: 0, south: 0, east: 2, north: 2 };

test("a line within is whole", () => {
  const line = [
    [0.5, 0.5],
    [1, 1],
    [1.5, 1],
  ];
  assert.deepEqual(faded(line, FRAME), [{ fade: 0, line }]);
});

test("a line that leaves grows fainter step by step, without a gap", () => {
  const line = Array.from({ length: 41 }, (_, i) => [1, 1 - i / 40]);
  const pieces = faded(line, FRAME);
  assert.deepEqual(
    pieces.map(({ fade }) => fade),
    [0, 1, 2, 3, FADES],
  );
  for (let i = 1; i < pieces.length; i += 1) assert.deepEqual(pieces[i].line[0], pieces[i - 1].line.at(-1));
  assert.equal(
    pieces.reduce((sum, piece) => sum + piece.line.length - 1, 0),
    line.length - 1,
  );
});

test("the last step is faint, and not nothing", () => {
  assert.equal(opacityOf(0), 1);
  assert.ok(opacityOf(FADES) > 0 && opacityOf(FADES) < 0.25);
});

test("a frame holds all lines", () => {
  const frame = frameOf([
    [
      [1, 5],
      [3, 2],
    ],
    [[-1, 4]],
  ]);
  assert.deepEqual(frame, { west: -1, south: 2, east: 3, north: 5 });
});
