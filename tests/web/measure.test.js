import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, isWithin, pathLength, ringArea } from "../../geo/page/web/src/core/measure.js";
import { measures } from "../fixtures/read.js";

const near = (measured, expected, part) => Math.abs(measured / expected - 1) < part;

test("Lengths are those of the ellipsoid within 0.001 %", () => {
  for (const { line, length_m } of measures) assert.ok(near(pathLength(line), length_m, 1e-5), JSON.stringify(line));
});

test("Areas are those of the ellipsoid within 0.05 %, whichever way round", () => {
  for (const { line, area_m2 } of measures) {
    assert.ok(near(ringArea(line), area_m2, 5e-4), JSON.stringify(line));
    assert.ok(near(ringArea([...line].reverse()), area_m2, 5e-4));
    assert.ok(near(ringArea([...line, line[0]]), area_m2, 5e-4), "closed");
  }
});

test("Distances are those on the ellipsoid", () => {
  // As PROJ gives them for WGS-84.
  assert.ok(Math.abs(distance([113.13, 27.83], [113.17, 27.85]) - 4520.83) < 0.05);
  assert.ok(Math.abs(distance([113.13, 27.83], [113.13, 27.84]) - 1108.17) < 0.05);
});

test("One position has no length, and two have no area", () => {
  assert.equal(pathLength([]), 0);
  assert.equal(pathLength([[113, 27]]), 0);
  assert.equal(distance([113, 27], [113, 27]), 0);
  assert.ok(
    ringArea([
      [113, 27],
      [114, 28],
    ]) < 1e-3,
  );
});

const square = (from, to) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];

test("A hole is outside, an island in it inside", () => {
  const rings = [square(0, 10), square(2, 8), square(4, 6)];
  for (const [place, inside] of [
    [1, true],
    [3, false],
    [5, true],
    [9, true],
    [11, false],
    [-1, false],
  ]) {
    assert.equal(isWithin([place, place], rings), inside, String(place));
  }
});
