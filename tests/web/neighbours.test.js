import assert from "node:assert/strict";
import { test } from "node:test";
import { distance } from "../../geo/page/web/src/core/measure.js";
import { neighboursOf, roundedMetres, wayTo } from "../../geo/page/web/src/core/neighbours.js";

const HERE = [113.13, 27.83];

/** Sites at these metres north of a place, with what each may be off; rows begin at 1. */
function sitesAt(places) {
  const perMetre = 1e6 / distance(HERE, [HERE[0], HERE[1] + 1]);
  return {
    first: 1,
    count: places.length + 1,
    lon: [-0x80000000, ...places.map(() => HERE[0] * 1e6)],
    lat: [-0x80000000, ...places.map(({ at }) => (at === null ? -0x80000000 : HERE[1] * 1e6 + at * perMetre))].map(Math.round),
    uncertainty: [0, ...places.map(({ off = 0 }) => off)],
    parent: [65535, ...places.map(({ parent = 65535 }) => parent)],
    parts: new Map(),
  };
}

const rowsNear = (sites, row = 1) => neighboursOf(sites, row).map(({ row: other }) => other);

test("Neighbours are the nearest within five kilometres, nearest first, at most six", () => {
  const sites = sitesAt([0, 4000, 300, 5100, 900].map((at) => ({ at })));
  assert.deepEqual(rowsNear(sites), [3, 5, 2]);
  const { metres } = neighboursOf(sites, 1)[0];
  assert.ok(Math.abs(metres - 300) < 1);
  assert.equal(rowsNear(sitesAt(Array.from({ length: 12 }, (_, i) => ({ at: i * 100 })))).length, 6);
});

test("A neighbour nearer than the two positions are certain is left out", () => {
  assert.deepEqual(
    rowsNear(
      sitesAt([
        { at: 0, off: 300 },
        { at: 700, off: 300 },
        { at: 800, off: 600 },
      ]),
    ),
    [2],
  );
});

test("What contains the place, what lies in it and what has no position is no neighbour", () => {
  assert.deepEqual(rowsNear(sitesAt([{ at: 0, parent: 2 }, { at: 500 }, { at: 600, parent: 1 }, { at: null }, { at: 900 }])), [5]);
  assert.deepEqual(rowsNear(sitesAt([{ at: null }, { at: 500 }])), []);
});

/** Row 1 of sites at HERE, or with a shape of lines given in thousandths of a degree east and north of it. */
function siteWith(uncertainty, type, parts) {
  const lines = (parts || []).map((line) => line.map(([east, north]) => [HERE[0] + east / 1000, HERE[1] + north / 1000]));
  const shapes = new Map(type ? [[1, { type, parts: lines, rings: [] }]] : []);
  return { ...sitesAt([{ at: 0, off: uncertainty }]), shapes };
}

const reader = (east, north, accuracy = 0) => ({ position: [HERE[0] + east / 1000, HERE[1] + north / 1000], accuracy });

test("The way to a place may be off by its radius and the reader's together", () => {
  const { metres, error } = wayTo(siteWith(300), 1, reader(10, 0, 5000));
  assert.ok(Math.abs(metres - distance(HERE, [HERE[0] + 0.01, HERE[1]])) < 0.01);
  assert.equal(error, 5300);
});

test("The way to a line leads to its nearest point, also between its ends", () => {
  const line = siteWith(0, "LineString", [
    [
      [-20, 0],
      [20, 0],
      [20, 40],
    ],
  ]);
  const { to, metres } = wayTo(line, 1, reader(5, -10));
  assert.deepEqual(
    to.map((degrees) => degrees.toFixed(6)),
    [(HERE[0] + 0.005).toFixed(6), HERE[1].toFixed(6)],
  );
  assert.ok(Math.abs(metres - distance(HERE, [HERE[0], HERE[1] + 0.01])) < 1);
  // A degree of longitude is shorter than one of latitude: the nearest point is on the side to the east.
  assert.ok(wayTo(line, 1, reader(10, 10.5)).metres < distance(HERE, [HERE[0], HERE[1] + 0.0105]));
});

test("Who is within an area is at no distance from it; in its hole they are not", () => {
  const square = (side) => [
    [-side, -side],
    [side, -side],
    [side, side],
    [-side, side],
    [-side, -side],
  ];
  const area = siteWith(700, "Polygon", [square(20), square(10)]);
  assert.deepEqual([wayTo(area, 1, reader(15, 0, 20)).metres, wayTo(area, 1, reader(15, 0, 20)).error], [0, 720]);
  assert.ok(wayTo(area, 1, reader(0, 0)).metres > 900);
  assert.ok(wayTo(area, 1, reader(30, 0)).metres < 1000);
});

test("A site of several places is as near as the nearest of them, with what is doubtful there", () => {
  const sites = sitesAt([{ at: 0, off: 100 }, { at: 4000 }, { at: 9000, off: 900 }, { at: 700, off: 50 }]);
  sites.count -= 1; // the last is a part of the one before
  sites.parts.set(3, [4]);
  assert.deepEqual(rowsNear(sites), [3, 2]);
  assert.ok(Math.abs(neighboursOf(sites, 1)[0].metres - 700) < 1);
  assert.deepEqual(rowsNear(sites, 3), [1, 2]);
  const { metres, error } = wayTo({ ...sites, shapes: new Map() }, 3, { position: HERE, accuracy: 20 });
  assert.deepEqual([Math.round(metres), error], [700, 70]);
});

test("A distance is told to a hundred metres", () => {
  assert.deepEqual([20, 149, 151, 1249, 4960].map(roundedMetres), [100, 100, 200, 1200, 5000]);
});
