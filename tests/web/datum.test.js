import assert from "node:assert/strict";
import { test } from "node:test";
import { BD09, GCJ02, WGS84, fromGcj02, fromWgs84, toGcj02, toWgs84 } from "../../geo/page/web/src/core/datum.js";
import { datumPairs } from "../fixtures/read.js";

const MILLIMETRE = 1e-8; // degrees
const near = (a, b) => a.every((number, i) => Math.abs(number - b[i]) < MILLIMETRE);

test("The page shifts a position to GCJ-02 as the package does", () => {
  assert.ok(datumPairs.length > 10);
  for (const { wgs84, gcj02 } of datumPairs) assert.ok(near(toGcj02(wgs84), gcj02), JSON.stringify(wgs84));
});

test("And back", () => {
  for (const { wgs84, gcj02 } of datumPairs) assert.ok(near(fromGcj02(gcj02), wgs84), JSON.stringify(wgs84));
});

test("Each datum is reached from WGS-84, and left for it", () => {
  for (const { wgs84, gcj02, bd09 } of datumPairs) {
    for (const [datum, there] of Object.entries({ [WGS84]: wgs84, CGCS2000: wgs84, [GCJ02]: gcj02, [BD09]: bd09 })) {
      assert.ok(near(fromWgs84(wgs84, datum), there), datum);
      assert.ok(near(toWgs84(there, datum), wgs84), datum);
    }
  }
});

test("There and back comes home all over the city", () => {
  for (let lon = 112.9; lon < 114.2; lon += 0.07) {
    for (let lat = 26; lat < 28.1; lat += 0.07) assert.ok(near(fromGcj02(toGcj02([lon, lat])), [lon, lat]), `${lon} ${lat}`);
  }
});
