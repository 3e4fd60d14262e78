import assert from "node:assert/strict";
import { test } from "node:test";
import { readJson } from "../../geo/page/web/src/core/rows.js";

test("Columns are rows again, within others too, and all else is as it was", () => {
  const places = { name: ["北斗", "渌口"], parts: [null, { "=": { id: [1, 2] } }] };
  assert.deepEqual(readJson(JSON.stringify({ places: { "=": places }, none: [], dates: { 2024: null }, shapes: [["#%"]] })), {
    places: [
      { name: "北斗", parts: null },
      { name: "渌口", parts: [{ id: 1 }, { id: 2 }] },
    ],
    none: [],
    dates: { 2024: null },
    shapes: [["#%"]],
  });
});
