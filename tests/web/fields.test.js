import assert from "node:assert/strict";
import { test } from "node:test";
import { filtersOf, initialState, stepsOf, toggle } from "../../geo/page/web/src/core/fields.js";
import { tinyAtlas } from "../fixtures/read.js";

test("Initial states are apart from each other", () => {
  initialState().hide.push(1);
  assert.deepEqual(initialState().hide, []);
});

test("Toggling puts a value in its order and takes it out again, and leaves the list as it was", () => {
  const list = [2, 10];
  assert.deepEqual(toggle(list, 9), [2, 9, 10]);
  assert.deepEqual(toggle(list, 2), [10]);
  assert.deepEqual(list, [2, 10]);
});

test("Every facet of the payload is a field of the state, and says what is shown", () => {
  const { facets } = tinyAtlas().sites;
  const keys = facets.map(({ key }) => key);
  assert.deepEqual(
    Object.keys(initialState(facets)).filter((name) => keys.includes(name)),
    keys,
  );
  assert.deepEqual(filtersOf(facets), ["q", "ranges", "hide", ...keys]);
});

test("What is read beside the map is a step, what is filtered is none", () => {
  assert.deepEqual(stepsOf([{ key: "kind", options: [] }]), ["hide", "kind", "table", "page", "place", "facts", "fact"]);
});
