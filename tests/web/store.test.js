import assert from "node:assert/strict";
import { test } from "node:test";
import { FACETS, initialState, toggle } from "../../geo/page/web/src/core/store.js";
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

test("The facets of the state are those of the payload", () => {
  assert.deepEqual(FACETS, tinyAtlas().sites.facets.map(({ key }) => key));
});
