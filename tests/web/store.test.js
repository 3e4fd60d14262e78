import assert from "node:assert/strict";
import { test } from "node:test";
import { FACETS, createStore, initialState, toggle } from "../../geo/page/web/src/core/store.js";
import { tinyAtlas } from "../fixtures/read.js";

function listened() {
  const store = createStore(initialState());
  const told = [];
  store.subscribe((state, changed) => told.push([state, [...changed]]));
  return { store, told };
}

test("A listener is told the new state and what changed in it", () => {
  const { store, told } = listened();
  store.set({ q: "x", lang: "zh", kind: [1] });
  assert.deepEqual(told, [[{ ...initialState(), q: "x", kind: [1] }, ["q", "kind"]]]);
  assert.equal(store.state, told[0][0]);
});

test("Setting what is so already tells nobody", () => {
  const { store, told } = listened();
  store.set({ hide: [], view: null, place: -1 });
  store.set({});
  assert.deepEqual(told, []);
});

test("A view that is equal in value is no change", () => {
  const { store, told } = listened();
  store.set({ view: { zoom: 9, lat: 27, lon: 113 } });
  store.set({ view: { zoom: 9, lat: 27, lon: 113 } });
  assert.equal(told.length, 1);
});

test("A state once given out never changes", () => {
  const { store } = listened();
  const before = store.state;
  store.set({ q: "x" });
  assert.deepEqual(before, initialState());
});

test("Every listener hears of every change, in the order they came", () => {
  const store = createStore(initialState());
  const heard = [];
  store.subscribe(() => heard.push("first"));
  store.subscribe(() => heard.push("second"));
  store.set({ q: "x" });
  assert.deepEqual(heard, ["first", "second"]);
});

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
