import assert from "node:assert/strict";
import { test } from "node:test";
import { bound, parted, wholeText } from "../../geo/page/web/src/core/export/pieces.js";
import { atOnce } from "../../geo/page/web/src/core/later.js";

function* pieces() {
  yield [1, "b"];
  yield [2, "c"];
  yield [0, "a"];
  yield [1, "B".repeat(2 ** 20)];
  yield [1, "e"];
}

const WHOLE = `ab${"B".repeat(2 ** 20)}ec`;

test("Parts of a file follow each other by number, whenever they were written", () => {
  assert.equal(wholeText(pieces()), WHOLE);
});

test("There is a stop after each piece, and a long part is bound as it comes", () => {
  const sizes = [];
  const steps = bound(pieces(), (texts) => sizes.push(texts.join("").length));
  for (let i = 0; i < 4; i += 1) assert.equal(steps.next().done, false);
  assert.deepEqual(sizes, [2 ** 20 + 1]);
  assert.deepEqual(atOnce(steps).length, 3);
  assert.deepEqual(sizes, [2 ** 20 + 1, 1, 2]);
});

test("Short parts are bound together", () => {
  function* lines() {
    for (let at = 2; at >= 0; at -= 1) yield [at, String(at)];
  }
  assert.deepEqual(atOnce(bound(lines(), (texts) => texts)), [["0", "1", "2"]]);
});

test("Parts are bound each by itself, and a number that none has is passed over", () => {
  function* sheets() {
    yield [3, "c"];
    yield [1, "a"];
    yield [3, "d"];
  }
  assert.deepEqual(atOnce(parted(sheets(), (texts) => texts.join(""))), [["a"], ["cd"]]);
});

test("A file of nothing is empty", () => {
  assert.deepEqual(atOnce(bound((function* none() {})(), (texts) => texts)), []);
});
