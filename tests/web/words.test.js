import assert from "node:assert/strict";
import { test } from "node:test";
import { CITY, districtAt, hasOption, hasPosition, isDoubtful, isIn, lonLat } from "../../geo/page/web/src/core/sites.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { filterWords, mapWords, placeWords, unitsWords } from "../../geo/page/web/src/core/words.js";
import { tinyAtlas } from "../fixtures/read.js";

const { sites } = tinyAtlas();
const all = Array.from({ length: sites.count - sites.first }, (_, i) => sites.first + i);
const row = (id) => sites.index.get(id);
const view = { width: 123456, height: 2345, centre: [0, 0] };
const resultOf = (rows) => ({
  rows,
  having: Object.fromEntries(
    sites.facets.map((facet) => [
      facet.key,
      facet.options.map((_, option) => rows.filter((each) => hasOption(facet, each, option)).length),
    ]),
  ),
});
const words = (change = {}, { rows = all, colouring = null, at = view } = {}) =>
  mapWords(sites, resultOf(rows), { ...initialState(sites.facets), lang: "en", ...change }, colouring, at);

test("Places are counted: those on the map, those in the list alone, and those in each district", () => {
  const placed = all.filter((i) => hasPosition(sites, i)).length;
  assert.ok(placed > 0 && placed < all.length);
  const city = all.filter((i) => sites.registers.bases[sites.basis[i]].code === "city").length;
  const parts = `${placed} with a position, ${all.length - placed - city} by district, ${city} city-wide`;
  assert.ok(words().startsWith(`${all.length} places found: ${parts}.`));
  for (let unit = 1; unit < sites.first; unit += 1) {
    const count = all.filter((i) => isIn(sites, i, unit)).length;
    assert.equal(words().includes(`${sites.en[unit]} ${count}`), count > 0, sites.en[unit]);
  }
  const nowhere = all.filter((i) => isIn(sites, i, CITY)).length;
  assert.ok(words().includes(`District unknown ${nowhere}`));
});

test("Nothing found is said, without a list of districts", () => {
  assert.ok(words({}, { rows: [] }).startsWith("0 places found: 0 with a position, 0 by district, 0 city-wide."));
  assert.ok(!words({}, { rows: [] }).includes("By district"));
});

test("The chosen place is told with its district and its doubt", () => {
  const doubtful = all.find((i) => hasPosition(sites, i) && isDoubtful(sites, i));
  const exact = all.find((i) => hasPosition(sites, i) && !isDoubtful(sites, i));
  const unplaced = all.find((i) => !hasPosition(sites, i));
  assert.ok(words({ place: doubtful }).includes(`Selected: ${sites.en[doubtful]}, `));
  assert.match(words({ place: doubtful }), /Doubtful position, within about [\d.]+ k?m/);
  assert.doesNotMatch(words({ place: exact }), /Doubtful/);
  assert.ok(words({ place: unplaced }).includes("Somewhere in"));
  assert.ok(words({ place: 1 }).includes(`Selected: ${sites.en[1]}.`));
  assert.ok(!words().includes("Chosen"));
});

test("A figure that colours is told with its highest and its lowest district", () => {
  const value = (unit, text) => ({ row: unit, say: () => text });
  const colouring = {
    name: { zh: "人口", en: "Population" },
    classes: [{ members: [value(2, "5 people")] }, { members: [value(1, "7 people"), value(3, "9 people")] }],
    without: [4],
  };
  const told = words({}, { colouring });
  assert.ok(told.includes(`shaded by Population: the highest is ${sites.en[3]} 9 people, the lowest ${sites.en[2]} 5 people.`));
  assert.ok(told.includes("1 district has no data."));
});

test("The view is told by its span, rounded, and the district in its middle", () => {
  const centre = lonLat(sites, 1);
  const told = words({}, { at: { ...view, centre } });
  assert.ok(told.includes("about 120 km from west to east and 2.3 km from north to south"));
  assert.ok(told.endsWith(`its centre is in ${sites.en[districtAt(sites, centre)]}.`));
  assert.ok(words().endsWith("no district of the city."));
});

test("A district holds the point that stands for it", () => {
  for (let unit = 1; unit < sites.first; unit += 1) assert.equal(districtAt(sites, lonLat(sites, unit)), unit);
  assert.equal(districtAt(sites, [0, 0]), 0);
});

test("Both languages tell all of it", () => {
  const zh = words({ lang: "zh", place: all[0] });
  assert.ok(zh.includes(`${all.length} 处地点`));
  assert.ok(zh.includes(sites.zh[all[0]]));
  assert.ok(!/\{\w+\}/.test(zh));
});

const filter = (change) => filterWords(sites, { ...initialState(sites.facets), lang: "en", ...change });

test("What is filtered reads facet by facet", () => {
  assert.equal(filter({}), "no filter");
  assert.equal(filter({ district: [0, 1] }), `District: District unknown, ${sites.en[1]}`);
  assert.equal(filter({ hide: [0] }), "no filter");
  assert.equal(
    filter({ hide: [2], kind: [sites.kind[row("hill-works")]], q: " mill " }),
    `Kind: ${sites.registers.kinds[sites.kind[row("hill-works")]].en}; Hidden layers: ${sites.registers.layers[2].en}; Search: mill`,
  );
});

test("A range reads in the unit of the language", () => {
  assert.equal(filter({ ranges: [["investment", ["1e9..5e9", "none"]]] }), "Investment: 1–5 billion yuan or No data");
});

test("A place without a position is named with its districts, of many the first two and how many there are", () => {
  const vague = all.find((each) => !hasPosition(sites, each) && sites.main[each] !== CITY);
  const placed = all.find((each) => hasPosition(sites, each));
  assert.equal(placeWords(sites, placed, "en"), sites.en[placed]);
  assert.equal(placeWords(sites, vague, "en"), `${sites.en[vague]} (${unitsWords(sites, vague, "en")})`);
  assert.equal(placeWords(sites, vague, "zh"), `${sites.zh[vague]}（${unitsWords(sites, vague, "zh")}）`);
  const everywhere = { ...sites, inDistrict: { ...sites.inDistrict, masks: sites.inDistrict.masks.map(() => 0xffffffff) } };
  const units = sites.first - 1;
  assert.ok(units > 3);
  const told = unitsWords(everywhere, placed, "en");
  assert.equal(told.split(", ").length, 2);
  assert.ok(told.includes(String(units)), told);
});
