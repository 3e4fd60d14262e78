import assert from "node:assert/strict";
import { test } from "node:test";
import { WIDEST, gather as gatherColumns, inColumns, spreadOut } from "../../geo/page/web/src/core/grid.js";
import { seeded } from "../fixtures/read.js";

const gather = (points) => gatherColumns(inColumns(points));

/** Points in heaps and alone, on both sides of the world's zero. */
function scatter(seed, count) {
  const random = seeded(seed);
  const centres = Array.from({ length: 1 + Math.floor(count / 8) }, () => [random() * 1500 - 500, random() * 1500 - 500]);
  return Array.from({ length: count }, (_, index) => {
    const [x, y] = centres[Math.floor(random() * centres.length)];
    return { index, x: x + random() * 120, y: y + random() * 120 };
  });
}

function shuffled(points, seed) {
  const random = seeded(seed);
  return points
    .map((point) => [random(), point])
    .sort(([a], [b]) => a - b)
    .map(([, point]) => point);
}

const members = (groups) => groups.map((group) => group.members);

test("Every point stands in exactly one group", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const points = scatter(seed, seed);
    const told = members(gather(points)).flat();
    assert.deepEqual(
      told.sort((a, b) => a - b),
      points.map(({ index }) => index),
    );
  }
});

test("Groups stand by their first member, and members by row", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const told = members(gather(scatter(seed, 60)));
    for (const group of told)
      assert.deepEqual(
        group,
        group.toSorted((a, b) => a - b),
      );
    const firsts = told.map(([first]) => first);
    assert.deepEqual(
      firsts,
      firsts.toSorted((a, b) => a - b),
    );
  }
});

test("The groups do not depend on the order of the points", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const points = scatter(seed, 60);
    assert.deepEqual(members(gather(shuffled(points, seed + 1))), members(gather(points)), `seed ${seed}`);
  }
});

test("Moving the whole world by whole cells changes nothing", () => {
  const points = scatter(5, 80);
  const moved = points.map(({ index, x, y }) => ({ index, x: x + 46 * 20, y: y - 46 * 30 }));
  assert.deepEqual(members(gather(moved)), members(gather(points)));
});

test("Points far apart stay apart, each at its own place", () => {
  const points = Array.from({ length: 100 }, (_, index) => ({ index, x: (index % 10) * 81, y: Math.floor(index / 10) * 81 }));
  assert.deepEqual(
    gather(points),
    points.map(({ index, x, y }) => ({ members: [index], x, y })),
  );
});

test("Points at one place are one group at that place", () => {
  assert.deepEqual(gather([3, 5, 9].map((index) => ({ index, x: 100, y: -7 }))), [{ members: [3, 5, 9], x: 100, y: -7 }]);
});

test("Neighbours across the edge of a cell are gathered, and the group stands amid them", () => {
  const [group, ...others] = gather([
    { index: 0, x: 45, y: 10 },
    { index: 1, x: 47, y: 10 },
    { index: 2, x: 46, y: 13 },
  ]);
  assert.deepEqual(others, []);
  assert.deepEqual(group.members, [0, 1, 2]);
  assert.ok(Math.abs(group.x - 46) < 1e-9 && Math.abs(group.y - 11) < 1e-9);
});

test("Points of a wide box are never one group", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const points = scatter(seed, 300);
    const groups = gather(points);
    const extent = (of) => Math.max(...points.map(of)) - Math.min(...points.map(of));
    const widest = Math.max(
      extent(({ x }) => x),
      extent(({ y }) => y),
    );
    if (widest >= WIDEST) assert.ok(groups.length > 1, `seed ${seed}`);
  }
});

test("Many points are gathered in a time that grows with their number, not with its square", () => {
  // What is counted is how often a point is read: a square of 20,000 would be read 400,000,000 times.
  let read = 0;
  const points = Array.from({ length: 20000 }, (_, index) => ({
    index,
    get x() {
      read += 1;
      return (index % 200) * 81;
    },
    y: Math.floor(index / 200) * 81,
  }));
  assert.equal(gather(points).length, 20000);
  assert.ok(read < 20 * points.length, String(read));
});

test("No points make no groups", () => {
  assert.deepEqual(gather([]), []);
});

test("What stands at one spot is set out around it, each with room for itself and the spot in view", () => {
  for (let count = 2; count <= 60; count += 1) {
    const places = spreadOut(count);
    assert.equal(places.length, count);
    for (const [i, a] of places.entries()) {
      assert.ok(Math.hypot(a.x, a.y) >= 44, `${count}: ${i} is too near the spot`);
      for (const b of places.slice(i + 1)) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= 30, `${count}: ${i} is too near another`);
    }
  }
});
