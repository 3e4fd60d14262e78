import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnFault, geometryOf, isGeometry, piecesOf, sidesOf, withNearest } from "../../geo/page/web/src/core/drawing.js";
import { tinyAtlas } from "../fixtures/read.js";

const { bounds } = tinyAtlas().payload;
const [a, b, c, d] = [[113.1, 27.8], [113.2, 27.8], [113.2, 27.9], [113.1, 27.9]]; // prettier-ignore
const outer = [a, b, c, d];
/** A square within. */
const square = (by) => [[113.1 + by, 27.8 + by], [113.2 - by, 27.8 + by], [113.2 - by, 27.9 - by], [113.1 + by, 27.9 - by]]; // prettier-ignore

test("An outline within another is a hole, one within that an island", () => {
  const geometry = geometryOf("area", [outer, square(0.01), square(0.02)]);
  assert.equal(geometry.type, "MultiPolygon");
  assert.deepEqual(
    geometry.coordinates.map((rings) => rings.length),
    [2, 1],
  );
  assert.deepEqual(geometryOf("area", piecesOf(geometry)), geometry, "and back");
  assert.equal(geometryOf("area", [outer]).type, "Polygon");
  assert.deepEqual(piecesOf(geometryOf("area", [outer])), [outer], "without the corner that closes it");
});

test("Points and lines are drawn and read back", () => {
  for (const [shape, pieces, type] of [
    ["point", [[a]], "Point"],
    ["line", [[a, b]], "LineString"],
    ["line", [[a, b], [c, d]], "MultiLineString"], // prettier-ignore
  ]) {
    const geometry = geometryOf(shape, pieces);
    assert.equal(geometry.type, type);
    assert.deepEqual(piecesOf(geometry), pieces);
  }
  assert.equal(geometryOf("none", []), null);
});

test("An area has three corners, lies near the city, and none of its outlines crosses another", () => {
  const fault = (...pieces) => drawnFault("area", pieces, bounds)?.[0] ?? "";
  assert.equal(fault(outer), "");
  assert.equal(fault(), "faultCorners");
  assert.equal(fault([a, b, a]), "faultCorners");
  assert.equal(fault([a, c, b, d]), "faultCrosses");
  assert.equal(fault([a, b, c, b, d]), "faultCrosses", "a side twice");
  assert.equal(fault([a, b, [0, 0]]), "faultFar");
  assert.equal(fault(outer, square(0.01)), "");
  assert.equal(fault(outer, [[113.15, 27.85], [113.25, 27.85], [113.25, 27.86]]), "faultCrosses"); // prettier-ignore
  assert.equal(drawnFault("line", [[a, c, b, d]], bounds), null, "a line may");
});

test("Of thousands of corners any two that cross are found, and of hundreds of outlines each hole", () => {
  const turns = [...Array(20_000).keys()].map((n) => (n / 10_000) * Math.PI);
  const circle = turns.map((turn) => [113.1 + 0.1 * Math.cos(turn), 27.8 + 0.1 * Math.sin(turn)]);
  assert.equal(drawnFault("area", [circle], bounds), null);
  for (const at of [0, 7000, 19_990]) {
    const crossing = [...circle];
    [crossing[at + 1], crossing[at + 2]] = [crossing[at + 2], crossing[at + 1]];
    assert.deepEqual(drawnFault("area", [crossing], bounds), ["faultCrosses"]);
  }
  const { coordinates } = geometryOf("area", [...Array(600).keys()].map((n) => square(n / 20_000))); // prettier-ignore
  assert.deepEqual(new Set(coordinates.map((rings) => rings.length)), new Set([2]));
});

test("An outline has a side that closes it, a line has none", () => {
  assert.deepEqual(
    ["area", "line"].map((shape) => sidesOf(shape, [outer, [a]]).length),
    [4, 3],
  );
  assert.deepEqual(withNearest("area", [outer], [113.09, 27.85])[0][4], [113.09, 27.85]);
});

test("What somebody else wrote is a geometry only if all of it is", () => {
  assert.ok(isGeometry(geometryOf("area", [outer])));
  for (const told of [
    null,
    {},
    { type: "toString" },
    { type: "Point", coordinates: [1] },
    { type: "Polygon", coordinates: [[a, ["1", 2]]] },
  ])
    assert.ok(!isGeometry(told), JSON.stringify(told));
});
