import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresTable } from "../../geo/page/web/src/core/export/figures.js";
import { wholeText } from "../../geo/page/web/src/core/export/pieces.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { barOf, figuresRanked, rankable, rankingOf } from "../../geo/page/web/src/core/ranking.js";
import { tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
const { sites } = atlas;
const { indicators, units } = sites.registers;
const row = (id) => sites.index.get(id);
const indicator = (code) => indicators.findIndex((each) => each.code === code);
const unit = (code) => units.findIndex((each) => each.code === code);
const shown = Uint8Array.from(sites.id, (_, row) => Number(row >= sites.first));
const START = { ...initialState(sites.facets), page: "ranking" };

/** The ranking by an indicator of which the first sites have these figures. */
function ranked(code, figures, { among = "places", from = sites.first, show = shown } = {}) {
  const rows = figures.map((_, at) => from + at);
  const usual = { unit: figures[0].unit, qualifier: -1, scope: -1, aim: 0, asOf: "2024", stated: "" };
  const of = (row) => {
    const figure = figures[rows.indexOf(row)];
    return figure ? { ...usual, values: [figure.value], differs: false, ...figure } : null;
  };
  const column = { indicator: indicator(code), unit: usual.unit, rows, of };
  const own = { ...sites, figures: new Map([[indicator(code), column]]) };
  return rankingOf({ atlas: { ...atlas, sites: own }, state: { ...START, rank: code, among }, result: { shown: show } });
}
const yuan = (value, others) => ({ value, unit: unit("yi-yuan"), ...others });
const order = ({ entries }) => entries.map(({ row, rank }) => [row - sites.first, rank]);

test("The largest comes first, equal ones share a place, and the next is counted on", () => {
  assert.deepEqual(order(ranked("investment", [yuan(1e8), yuan(5e8), yuan(5e8), yuan(2e8)])), [
    [1, 1],
    [2, 1],
    [3, 3],
    [0, 4],
  ]);
});

test("Of places in an order the first is the best, and none has a bar", () => {
  const found = ranked(
    "rank",
    [28, 3, 7].map((value) => ({ value, unit: unit("rank") })),
  );
  assert.deepEqual(order(found), [
    [1, 1],
    [2, 2],
    [0, 3],
  ]);
  assert.equal(found.ordinal, true);
});

test("What is filtered out is not ranked", () => {
  const show = shown.slice();
  show[sites.first + 1] = 0;
  assert.deepEqual(order(ranked("investment", [yuan(1e8), yuan(9e8)], { show })), [[0, 1]]);
});

test("Districts are ranked apart from places, those of a chosen district alone where one is", () => {
  const [first] = ranked("gdp", [yuan(1e8), yuan(2e8)], { among: "districts", from: 1 }).entries;
  assert.equal(first.row, 2);
  assert.equal(ranked("gdp", [yuan(1e8), yuan(2e8)], { from: 1 }).entries.length, 0);
});

test("Where sources disagree both ends are said and drawn", () => {
  const found = ranked("investment", [yuan(8e8, { values: [8e8, 10e8], differs: true }), yuan(20e8)]);
  const [, unsure] = found.entries;
  assert.equal(unsure.text, "8 – 10");
  const { sure, open } = barOf(found, unsure);
  assert.deepEqual([sure.start, sure.width, open.start, open.width], [0, 0.4, 0.4, 0.1]);
});

test("Numbers below zero have bars on the other side of it", () => {
  const scale = { from: -4, to: 6 };
  assert.deepEqual(barOf(scale, { low: -4, high: -4 }).sure, { start: 0, width: 0.4 });
  assert.deepEqual(barOf(scale, { low: 6, high: 6 }).sure, { start: 0.4, width: 0.6 });
  assert.deepEqual(barOf(scale, { low: -4, high: -2 }), { sure: { start: 0.2, width: 0.2 }, open: { start: 0, width: 0.2 } });
});

test("Only what two or more have can be ranked by; people and area of districts too", () => {
  assert.ok(rankable(atlas, "places").some(({ code }) => code === "investment"));
  assert.ok(!rankable(atlas, "places").some(({ code }) => code === "gdp"));
  assert.deepEqual(
    rankable(atlas, "districts")
      .filter(({ theme }) => theme < 0)
      .map(({ code }) => code),
    ["population", "area"],
  );
  const people = rankingOf({ atlas, state: { ...START, rank: "population", among: "districts" }, result: { shown } });
  const numbers = people.entries.map(({ value }) => value);
  assert.deepEqual(
    numbers,
    numbers.slice().sort((a, b) => b - a),
  );
  assert.equal(numbers.length, sites.first - 1);
});

test("A code that no figure has gives no ranking", () => {
  for (const rank of ["", "nonsense", "__proto__", "status"])
    assert.equal(rankingOf({ atlas, state: { ...START, rank }, result: { shown } }), null);
});

const { mark, end } = atlas.payload.files.csv;
const savedAs = (choice, of = atlas) => {
  const ranking = rankingOf({ atlas: of, state: { ...START, ...choice }, result: { shown } });
  return wholeText(figuresTable(of, figuresRanked(of, ranking), true)).split(end);
};
const HEAD = `${mark}rank,subject,name_zh,name_en,indicator,scope,aim,as_of,stated,value,unit,qualifier,value_base,differs,fact,source`;

test("A ranking is saved byte for byte: a line for each fact, with its place", () => {
  const lines = savedAs({ rank: "investment" });
  const names = (id) => `${id},${sites.zh[row(id)]},${sites.en[row(id)]}`;
  assert.deepEqual(lines, [
    HEAD,
    `1,${names("hill-works")},investment,,actual,2024,,12.5,yi-yuan,,1250000000,false,f0007,review-2024`,
    `1,${names("hill-works")},investment,,actual,2024,,125000,wan-yuan,over,1250000000,false,f0008,notice-2023`,
    `2,${names("twin-line")},investment,,expected,2026,2023-05,4,yi-yuan,,400000000,false,f0022,notice-2023`,
    `3,${names("ring-road")},investment,,actual,2024,,2,yi-yuan,,200000000,false,f0021,notice-2023`,
    "",
  ]);
});

test("What is no fact is saved by the name that it has in files", () => {
  const names = HEAD.slice(mark.length).split(",");
  const ofUnits = { ren: { dimension: "people", factor: 1 }, "square-kilometre": { dimension: "area", factor: 1e6 } };
  const units = [...sites.registers.units, ...Object.entries(ofUnits).map(([code, measure]) => ({ code, ...measure }))];
  const measuring = { ...atlas, sites: { ...sites, registers: { ...sites.registers, units } } };
  const first = (rank) => {
    const [, line] = savedAs({ rank, among: "districts" }, measuring);
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
  };
  const { value: area, ...told } = first("area");
  assert.deepEqual(
    [told.rank, told.indicator, told.aim, told.unit, told.differs],
    ["1", "area_km2", "actual", "square-kilometre", "false"],
  );
  assert.ok(Number(area) > 0);
  assert.equal(Number(told.value_base), Number(area) * 1e6);
  const people = first("population");
  assert.deepEqual([people.indicator, people.unit, people.value_base], ["population", "ren", people.value]);
  assert.notEqual(people.as_of, "");
});
