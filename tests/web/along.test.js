import assert from "node:assert/strict";
import { test } from "node:test";
import { placesAlong } from "../../geo/page/web/src/core/along.js";

const points = (...pairs) => pairs.map(([x, y]) => ({ x, y }));

test("A straight line has a place every sixty pixels, the name's half away from its ends", () => {
  const places = placesAlong(points([0, 7], [100, 7], [300, 7]), 80);
  assert.deepEqual(
    places.map(({ x }) => x),
    [40, 100, 160, 220],
  );
  assert.ok(places.every(({ y, angle }) => y === 7 && angle === 0));
});

test("A name never stands on its head", () => {
  for (const end of [
    [-200, 3],
    [-200, -3],
    [3, 200],
    [3, -200],
    [200, 3],
  ]) {
    for (const { angle } of placesAlong(points([0, 0], end), 60)) assert.ok(Math.abs(angle) <= Math.PI / 2);
  }
  const [first] = placesAlong(points([0, 0], [-200, 0]), 60);
  assert.equal(Math.abs(first.angle), 0);
});

test("A bend has no place, the straight parts beside it have", () => {
  const places = placesAlong(points([0, 0], [200, 0], [200, 200]), 80);
  assert.ok(places.length > 0);
  assert.ok(places.every(({ x, y }) => Math.min(Math.abs(200 - x), Math.abs(y)) < 8));
});

test("A line that is too short, or none, has no place", () => {
  assert.deepEqual(placesAlong(points([0, 0], [50, 0]), 60), []);
  assert.deepEqual(placesAlong(points([0, 0]), 60), []);
});

test("In a view the places are those of the whole line whose middle is in it", () => {
  const line = points([0, 0], [500, 40], [900, 30], [1400, 400]);
  const view = { left: 300, right: 800, top: -50, bottom: 50 };
  const isIn = ({ x, y }) => x > view.left && x < view.right && y > view.top && y < view.bottom;
  const whole = placesAlong(line, 80);
  const [inView, seen] = [placesAlong(line, 80, view).filter(isIn), whole.filter(isIn)];
  assert.ok(seen.length > 3 && seen.length < whole.length);
  assert.deepEqual(inView, seen);
});
