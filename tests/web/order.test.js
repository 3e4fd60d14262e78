import assert from "node:assert/strict";
import { test } from "node:test";
import { byPlacing, groupRows, listRows, numbersOf, orderOf, orderRows } from "../../geo/page/web/src/core/order.js";
import { wayTo } from "../../geo/page/web/src/core/neighbours.js";
import { rehearsalOf } from "../../geo/page/web/src/core/rehearsal.js";
import { NOT_FOUND, search } from "../../geo/page/web/src/core/search.js";
import { hasPosition, isIn, lonLat } from "../../geo/page/web/src/core/sites.js";
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

test("By a figure: the largest first, what has none last, in the order of the record", () => {
  const listed = ordered({ order: "investment" });
  assert.deepEqual(listed.slice(0, 3), ["hill-works", "twin-line", "ring-road"]);
  assert.deepEqual(
    listed.slice(3),
    ids(ALL).filter((id) => !listed.slice(0, 3).includes(id)),
  );
});

test("By relevance: the better found first, of equals the one that more is said of", () => {
  const found = (q) => ordered({ q }).filter((id) => search(sites, q).rank[sites.index.get(id)] !== NOT_FOUND);
  assert.equal(found("山丘园")[0], "hill-park");
  assert.deepEqual(found("山丘"), ["hill-works", "hill-park"]);
  assert.ok(sites.facts[sites.index.get("hill-works")] > sites.facts[sites.index.get("hill-park")]);
});

test("By distance while that is wanted, whatever else is asked for and searched; else as before", () => {
  assert.equal(orderOf({ near: true, order: "name", q: "山" }), "near");
  assert.equal(orderOf({ near: false, order: "name", q: "山" }), "name");
});

test("By distance: the nearest first, then what is only known to be in the reader's district, then in others, then in the city", () => {
  const unplaced = byPlacing(sites, ALL).inDistrict;
  assert.ok(unplaced.length > 1);
  for (let unit = 1; unit < sites.first; unit += 1) {
    const here = { position: lonLat(sites, unit), accuracy: 10 };
    const rows = ordered({ near: true, here }).map((id) => sites.index.get(id));
    const { placed, inDistrict, inCity } = byPlacing(sites, rows);
    assert.deepEqual(rows, [...placed, ...inDistrict, ...inCity]);
    const ways = placed.map((row) => wayTo(sites, row, here).metres);
    assert.deepEqual(
      ways,
      ways.slice().sort((a, b) => a - b),
    );
    const own = inDistrict.map((row) => !isIn(sites, row, unit));
    assert.deepEqual(own, own.slice().sort());
  }
});

test("A rehearsal changes no order, and is held once", () => {
  const ordering = [{ q: "山" }, { q: "工" }, {}];
  const before = ordering.map(ordered);
  const later = tinyAtlas().sites;
  assert.ok([...rehearsalOf(later)].length > 0);
  assert.equal([...rehearsalOf(later)].length, 0);
  const prepared = (change) => orderRows(later, ALL, search(later, change.q || "").rank, { ...initialState(later.facets), ...change });
  assert.deepEqual(ordering.map(prepared).map(ids), before);
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

/** The rows in the order of the list, for a scene in which nothing is filtered. */
const listed = (change) => {
  const state = { ...initialState(sites.facets), ...change };
  const found = search(sites, state.q);
  return listRows({ atlas: { sites }, ordered: orderRows(sites, ALL, found.rank, state), found, state });
};

test("The list in a row is by district where it is grouped, but not while it is by distance", () => {
  const groups = listed({ order: "name" }).map((row) => sites.main[row]);
  assert.deepEqual([...new Set(groups)].length, groups.filter((unit, i) => unit !== groups[i - 1]).length);
  assert.deepEqual(ids(listed({ order: "name", grouped: false })), ordered({ order: "name" }));
  const near = { near: true, here: { position: lonLat(sites, 1), accuracy: 0 } };
  assert.deepEqual(ids(listed(near)), ordered(near));
});

test("What has a status that was searched is listed before what had it or expects it", () => {
  const found = search(sites, "在建");
  const others = listed({ q: "在建", grouped: true }).map((row) => found.otherStatus[row]);
  assert.deepEqual(others, others.slice().sort());
});

test("Numbers on paper begin at 1 and leave out what is not on the map", () => {
  const rows = listed({});
  const numbers = numbersOf(sites, rows);
  assert.deepEqual([...numbers.keys()], byPlacing(sites, rows).placed);
  assert.deepEqual(
    [...numbers.values()],
    [...numbers.keys()].map((_, i) => i + 1),
  );
  assert.ok(numbers.size < rows.length);
});
