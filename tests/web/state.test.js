import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "@preact/signals-core";
import { createState, set } from "../../geo/page/web/src/app/state.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { tinyAtlas } from "../fixtures/read.js";

/** A state, and what an effect saw of the fields that it reads. */
function watched(...fields) {
  const state = createState(initialState(tinyAtlas().sites.facets));
  const seen = [];
  effect(() => {
    seen.push(fields.map((field) => state[field]));
  });
  return { state, seen };
}

test("Whoever reads a field follows it, and no other", () => {
  const { state, seen } = watched("q");
  set(state, { q: "x" });
  set(state, { place: 3 });
  assert.deepEqual(seen, [[""], ["x"]]);
});

test("Fields that are set at once are followed once", () => {
  const { state, seen } = watched("q", "kind");
  set(state, { q: "x", kind: [1] });
  assert.deepEqual(seen, [
    ["", []],
    ["x", [1]],
  ]);
});

test("A value equal to the one before is no change", () => {
  const { state, seen } = watched("hide", "view");
  set(state, { view: { zoom: 9, lat: 27, lon: 113 } });
  set(state, { view: { zoom: 9, lat: 27, lon: 113 }, hide: [] });
  assert.equal(seen.length, 2);
});

test("A state holds the fields that it has, and no others", () => {
  const state = createState(initialState(tinyAtlas().sites.facets));
  assert.throws(() => set(state, { district: [1], distrct: [1] }), TypeError);
});
