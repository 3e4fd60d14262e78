import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, columnsOf, sortRows, toSpreadsheet } from "../../geo/web/src/table.js";
import { initialState } from "../../geo/web/src/store.js";
import { tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
const { sites } = atlas;
const { indicators } = sites.registers;
const row = (id) => sites.index.get(id);
const ALL = sites.id.map((_, i) => i).slice(sites.first);
const INVESTMENT = { key: "investment", figure: indicators.findIndex(({ code }) => code === "investment") };
const own = (key) => ({ key, figure: -1 });

test("A figure has a column where at least five places have it", () => {
  assert.deepEqual(
    columnsOf(atlas).map(({ key }) => key),
    ["name", "district", "kind", "sector", "status", "latest", "facts"],
  );
  const common = { ...atlas, factsOf: (i) => ({ claims: [{ indicator: INVESTMENT.figure }].slice(i % 2) }) };
  assert.ok(columnsOf(common).some(({ key }) => key === "investment"));
});

test("A figure's cell is its latest actual value of the whole, and is sorted by its base unit", () => {
  const { claim, value, order } = cellOf(atlas, row("hill-works"), INVESTMENT, "zh");
  assert.equal(claim.indicator, INVESTMENT.figure);
  const fact = claim.facts[0];
  assert.equal(order, Number(fact.value) * sites.registers.units[fact.unit].factor);
  assert.ok(value.text.includes(fact.value));
  assert.deepEqual(cellOf(atlas, row("old-institute"), INVESTMENT, "zh"), { text: "", order: null });
});

test("Every column sorts both ways, and what has no value comes last either way", () => {
  for (const column of [...["name", "district", "kind", "sector", "status", "latest", "facts"].map(own), INVESTMENT]) {
    for (const sort of [column.key, `-${column.key}`]) {
      const rows = sortRows(atlas, ALL, [column], { ...initialState(), sort });
      assert.deepEqual(rows.slice().sort((a, b) => a - b), ALL);
      const orders = rows.map((each) => cellOf(atlas, each, column, "zh").order);
      const known = orders.filter((order) => order !== null);
      assert.ok(orders.slice(known.length).every((order) => order === null), sort);
      const up = sort.startsWith("-") ? known.slice().reverse() : known;
      assert.ok(up.every((order, i) => i === 0 || up[i - 1] <= order), sort);
    }
  }
});

test("A sort that no column has leaves the rows as they are", () => {
  assert.deepEqual(sortRows(atlas, ALL, [own("name")], { ...initialState(), sort: "nothing" }), ALL);
});

test("For a spreadsheet each figure is a number with its unit, date, nature and source", () => {
  const text = toSpreadsheet(atlas, [row("hill-works"), row("old-institute")], [own("name"), INVESTMENT], ["名称", "总投资"], "zh");
  const [head, works, institute] = text.split("\n").map((line) => line.split("\t"));
  assert.deepEqual(head, ["名称", "总投资", "总投资 单位", "总投资 日期", "总投资 性质", "总投资 来源"]);
  assert.equal(works.length, head.length);
  assert.ok(Number(works[1]) > 0);
  assert.ok(works.slice(2).every((cell) => cell !== ""));
  assert.deepEqual(institute.slice(1), ["", "", "", "", ""]);
});

test("No cell is a formula to a spreadsheet", () => {
  const hostile = { ...sites, zh: sites.zh.slice() };
  hostile.zh[sites.first] = "=1+1";
  const [, line] = toSpreadsheet({ ...atlas, sites: hostile }, [sites.first], [own("name")], ["n"], "zh").split("\n");
  assert.equal(line, "'=1+1");
});
