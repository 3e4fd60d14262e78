import assert from "node:assert/strict";
import { test } from "node:test";
import { claimsCompared, comparisonOf, figuresCompared, toggleCompared } from "../../geo/page/web/src/core/compare.js";
import { figuresTable } from "../../geo/page/web/src/core/export/figures.js";
import { wholeText } from "../../geo/page/web/src/core/export/pieces.js";
import { tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
const { payload, sites } = atlas;
const { registers } = payload;
const indicator = (code) => registers.indicators.findIndex((each) => each.code === code);
const aim = (code) => registers.aims.findIndex((each) => each.code === code);
const unit = (code) => registers.units.findIndex((each) => each.code === code);

const claim = (asOf, base, { of = "investment", as = "actual", scope = -1, printed = "yi-yuan", differs = false } = {}) => ({
  indicator: indicator(of),
  scope,
  aim: aim(as),
  asOf,
  differs,
  facts: [{ base, unit: unit(printed), qualifier: -1 }],
});

/** What places with these claims have in common. */
const compared = (...claims) => comparisonOf({ payload, factsOf: (row) => ({ claims: claims[row] }) }, [...claims.keys()]);
const bases = ({ cells }) => cells.map((cell) => cell && cell.claim.facts[0].base);

test("Figures of one indicator and scope are a row, whatever their units; a part is another row", () => {
  const { shared, single } = compared(
    [claim("2024", 1e8), claim("2024", 3e8, { scope: 0 })],
    [claim("2024", 2e4, { printed: "wan-yuan" })],
  );
  assert.deepEqual(shared.map(bases), [[1e8, 2e4]]);
  assert.deepEqual(single.map(bases), [[3e8, null]]);
  assert.equal(single[0].scope, 0);
});

test("A row is of the latest date that most have in common, and says what is newer", () => {
  const {
    shared: [row],
  } = compared([claim("2025", 5e8), claim("2024", 4e8)], [claim("2024", 2e8)]);
  assert.deepEqual(bases(row), [4e8, 2e8]);
  assert.equal(row.even, true);
  assert.equal(row.cells[0].newer.asOf, "2025");
  assert.equal(row.cells[1].newer, null);
});

test("Where no date is common each shows its own, and the row is uneven", () => {
  const {
    shared: [row],
  } = compared([claim("2025", 5e8)], [claim("2024", 2e8)]);
  assert.deepEqual(bases(row), [5e8, 2e8]);
  assert.equal(row.even, false);
});

test("What is the case and what is aimed at are no series, and two figures without a year are none", () => {
  for (const claims of [
    [[claim("2025", 5e8)], [claim("2025", 2e8, { as: "target" })]],
    [[claim("", 5e8)], [claim("", 2e8)]],
  ]) {
    const {
      shared: [row],
    } = compared(...claims);
    assert.equal(row.even, false);
  }
});

test("What is the case comes before a later target, which is said beside it", () => {
  const {
    shared: [row],
  } = compared([claim("2023", 1e8), claim("2025", 9e8, { as: "target" })], [claim("2023", 2e8), claim("2025", 8e8, { as: "target" })]);
  assert.deepEqual(bases(row), [1e8, 2e8]);
  assert.deepEqual(
    row.cells.map(({ ahead }) => ahead.asOf),
    ["2025", "2025"],
  );
});

test("What one alone has is apart, and of every row each claim shown is saved", () => {
  const rows = [sites.index.get("hill-works"), sites.index.get("old-institute")];
  const { shared, single } = comparisonOf(atlas, rows);
  assert.ok(single.length > 0);
  assert.ok(shared.every(({ cells }) => cells.every(Boolean)));
  const saved = claimsCompared([...shared, ...single], rows);
  const said = rows.flatMap((row) => atlas.factsOf(row).claims.filter((each) => registers.indicators[each.indicator].type === "number"));
  for (const each of new Set(said.map((one) => one.indicator))) assert.ok(saved.some((one) => one.claim.indicator === each));
});

test("Of one place nothing is what it alone has", () => {
  const { shared, single } = comparisonOf(atlas, [sites.index.get("hill-works")]);
  assert.ok(shared.length > 0);
  assert.equal(single.length, 0);
});

test("People and area of the districts that are compared are saved before their facts", () => {
  const rows = [2, 1];
  const plain = figuresCompared(atlas, rows).filter((each) => each.plain);
  assert.deepEqual(
    plain.map((each) => [each.row, each.plain.indicator]),
    [
      [2, "population"],
      [1, "population"],
      [2, "area_km2"],
      [1, "area_km2"],
    ],
  );
  const place = sites.index.get("hill-works");
  const [people, area, ...facts] = figuresCompared(atlas, [2, place]);
  assert.deepEqual([people.row, area.row], [2, 2]);
  assert.ok(facts.length > 0 && facts.every((each) => each.claim));
  assert.ok(figuresCompared(atlas, [place]).every((each) => each.claim));
});

test("Four can be compared, a second press takes one out", () => {
  const four = [1, 2, 3, 4].reduce(toggleCompared, []);
  assert.deepEqual(four, [1, 2, 3, 4]);
  assert.deepEqual(toggleCompared(four, 5), four);
  assert.deepEqual(toggleCompared(four, 2), [1, 3, 4]);
});

test("The table that is saved has a line for each fact, quoted and inert", () => {
  const row = sites.index.get("hill-works");
  const [first] = atlas.factsOf(row).claims.filter((each) => each.indicator === indicator("investment"));
  const hostile = { ...sites, zh: sites.zh.slice(), en: sites.en.slice() };
  hostile.zh[row] = '=1+1,"';
  const { mark, end } = payload.files.csv;
  const text = wholeText(figuresTable({ payload, sites: hostile }, [[0, { row, claim: first, rank: 1 }]], true));
  const [head, ...lines] = text.split(end);
  assert.equal(lines.pop(), "");
  assert.equal(
    head,
    `${mark}rank,subject,name_zh,name_en,indicator,scope,aim,as_of,stated,value,unit,qualifier,value_base,differs,fact,source`,
  );
  const [fact] = first.facts;
  const units = registers.units[fact.unit].code;
  const source = payload.sources[fact.source].id;
  const [value, dates] = [`${fact.value},${units},,${fact.base},${first.differs}`, `${first.asOf},${fact.stated}`];
  assert.equal(lines.length, first.facts.length);
  assert.equal(
    lines[0],
    `1,hill-works,"'=1+1,""",${sites.en[row]},investment,,${registers.aims[first.aim].code},${dates},${value},${fact.id},${source}`,
  );
});
