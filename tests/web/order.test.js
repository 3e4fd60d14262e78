import assert from "node:assert/strict";
import { test } from "node:test";
import { groupRows, orderOf, orderRows } from "../../geo/page/web/src/core/order.js";
import { NOT_FOUND, search } from "../../geo/page/web/src/core/search.js";
import { hasPosition } from "../../geo/page/web/src/core/sites.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { tinyAtlas } from "../fixtures/read.js";

const { sites } = tinyAtlas();
const ALL = sites.id.map((_, row) => row).slice(sites.first);
const ids = (rows) => rows.map((row) => sites.id[row]);
const ordered = (change) => {
  const state = { ...initialState(sites.facets), ...change };
  return ids(orderRows(sites, ALL, search(sites, state.q).rank, state));
};

test("The order is by relevance while something is searched, else by district, unless another is asked for", () => {
  assert.equal(orderOf({ order: "", q: "" }), "district");
  assert.equal(orderOf({ order: "", q: " 山" }), "relevance");
  assert.equal(orderOf({ order: "name", q: "山" }), "name");
});

test("By district: in the order of the codes, places with a position first, what is only in the city last", () => {
  const keys = ordered({}).map((id) => {
    const row = sites.index.get(id);
    return [sites.main[row] || sites.first, hasPosition(sites, row) ? 0 : 1, row].map((part) => String(part).padStart(3)).join();
  });
  assert.deepEqual(keys, keys.slice().sort());
  assert.equal(ordered({}).at(-1), "old-institute");
});

test("By name: Chinese ones by their pinyin, English ones by their letters", () => {
  assert.deepEqual(ordered({ order: "name" }), [
    "valley-park",
    "ring-road",
    "old-institute",
    "hill-works",
    "hill-park",
    "twin-line",
    "twin-park",
    "odd-institute",
    "round-mill",
  ]);
  assert.deepEqual(
    ordered({ order: "name", lang: "en" }).filter((id) => id !== "odd-institute"),
    ["hill-park", "hill-works", "old-institute", "ring-road", "round-mill", "twin-line", "twin-park", "valley-park"],
  );
});

test("By the latest data: the newest first, places without any last", () => {
  const dates = ordered({ order: "latest" }).map((id) => sites.latest[sites.index.get(id)].replace(/.*\//, ""));
  assert.deepEqual(dates, dates.slice().sort().reverse());
  assert.notEqual(dates[0], "");
});

test("By relevance: the better found first, of equals the one that more is said of", () => {
  const found = (q) => ordered({ q }).filter((id) => search(sites, q).rank[sites.index.get(id)] !== NOT_FOUND);
  assert.equal(found("山丘园")[0], "hill-park");
  assert.deepEqual(found("山丘"), ["hill-works", "hill-park"]);
  assert.ok(sites.facts[sites.index.get("hill-works")] > sites.facts[sites.index.get("hill-park")]);
});

test("Groups stand in the order of their first member and keep the order within", () => {
  const rows = ["odd-institute", "hill-works", "hill-park", "old-institute"].map((id) => sites.index.get(id));
  assert.deepEqual(
    groupRows(sites, rows).map(({ district, members }) => [sites.id[district], ids(members)]),
    [
      ["430281", ["odd-institute"]],
      ["430204", ["hill-works", "hill-park"]],
      ["430200", ["old-institute"]],
    ],
  );
});
