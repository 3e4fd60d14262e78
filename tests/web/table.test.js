import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, columnsOf, sortRows, toSpreadsheet } from "../../geo/page/web/src/core/table.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
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
  const said = [sites.termOf.indicator[INVESTMENT.figure]];
  const common = { ...atlas, sites: { ...sites, saidOf: (i) => said.slice(i % 2) } };
  assert.ok(columnsOf(common).some(({ key }) => key === "investment"));
});

test("A figure's cell is its latest actual value of the whole, and is sorted by its base unit", () => {
  const { claim, fact, text, order } = cellOf(atlas, row("hill-works"), INVESTMENT, "zh");
  assert.equal(claim.indicator, INVESTMENT.figure);
  assert.equal(fact, claim.facts[0]);
  assert.equal(order, fact.value * sites.registers.units[fact.unit].factor);
  assert.equal(text, fact.text.zh);
  assert.deepEqual(cellOf(atlas, row("old-institute"), INVESTMENT, "zh"), { text: "", order: null });
});

test("Every column sorts both ways, and what has no value comes last either way", () => {
  for (const column of [...["name", "district", "kind", "sector", "status", "latest", "facts"].map(own), INVESTMENT]) {
    for (const sort of [column.key, `-${column.key}`]) {
      const rows = sortRows(atlas, ALL, [column], { ...initialState(sites.facets), sort });
      assert.deepEqual(
        rows.slice().sort((a, b) => a - b),
        ALL,
      );
      const orders = rows.map((each) => cellOf(atlas, each, column, "zh").order);
      const known = orders.filter((order) => order !== null);
      assert.ok(
        orders.slice(known.length).every((order) => order === null),
        sort,
      );
      const up = sort.startsWith("-") ? known.slice().reverse() : known;
      assert.ok(
        up.every((order, i) => i === 0 || up[i - 1] <= order),
        sort,
      );
    }
  }
});

test("A sort that no column has leaves the rows as they are", () => {
  assert.deepEqual(sortRows(atlas, ALL, [own("name")], { ...initialState(sites.facets), sort: "nothing" }), ALL);
});

const NAMES = ["名称", "总投资"];
const pasted = (rows, lang) =>
  toSpreadsheet(atlas, rows, [own("name"), INVESTMENT], NAMES, lang)
    .split("\n")
    .map((line) => line.split("\t"));

test("For a spreadsheet a figure is a number with all that changes its meaning, each in a cell of its own", () => {
  const [head, works, institute] = pasted([row("hill-works"), row("old-institute")], "zh");
  const parts = ["单位", "限定", "范围", "日期", "公布日期", "性质", "分歧", "备注", "来源"];
  assert.deepEqual(head, ["名称", "位置", "总投资", ...parts.map((part) => `总投资 ${part}`)]);
  assert.equal(works.length, head.length);
  assert.ok(Number(works[2]) > 0);
  assert.deepEqual(
    institute.slice(2),
    head.slice(2).map(() => ""),
  );
});

for (const lang of ["zh", "en"]) {
  test(`Number and unit pasted say the same as the figure shown (${lang})`, () => {
    const { claim, fact } = cellOf(atlas, row("hill-works"), INVESTMENT, lang);
    const [, line] = pasted([row("hill-works")], lang);
    assert.equal(`${line[2]} ${line[3]}`, `${Number(fact.figure[lang].replace(/[^0-9.]/g, ""))} ${fact.beside[lang]}`);
    assert.equal(claim.indicator, INVESTMENT.figure);
  });
}

test("Scope, qualifier, note and disagreement of a figure are pasted with it", () => {
  const { registers } = atlas.payload;
  const [claim] = atlas.factsOf(row("hill-works")).claims.filter(({ indicator }) => indicator === INVESTMENT.figure);
  const [fact] = claim.facts;
  const told = { ...fact, value: 100, qualifier: 0, note_zh: "据规划" };
  const factsOf = () => ({
    claims: [{ ...claim, scope: 0, differs: true, resolution: null, facts: [told, { ...told, text: { zh: "80", en: "80" } }] }],
  });
  const text = toSpreadsheet({ ...atlas, factsOf }, [row("hill-works")], [INVESTMENT], ["n"], "zh");
  const [number, , qualifier, scope, , , , differs, note] = text.split("\n")[1].split("\t");
  assert.deepEqual([number, scope, note], ["100", registers.scopes[0].zh, "据规划"]);
  assert.equal(registers.qualifiers[0].zh.replace("{}", "").trim(), qualifier);
  assert.match(differs, /^≠ .*80/);
});

test("For a spreadsheet the date of a status is in a cell of its own", () => {
  const [head, line] = toSpreadsheet(atlas, [row("hill-works")], [own("status")], ["状态"], "zh")
    .split("\n")
    .map((each) => each.split("\t"));
  assert.deepEqual(head, ["状态", "状态 日期"]);
  assert.equal(line[1], sites.statusAsOf[row("hill-works")]);
  assert.match(line[1], /^[0-9]{4}/);
});

test("A figure without a year says so where its date stands, with when it was stated", () => {
  const [claim] = atlas.factsOf(row("hill-works")).claims.filter(({ indicator, scope }) => indicator === INVESTMENT.figure && scope < 0);
  const [fact] = claim.facts;
  const undated = { ...claim, asOf: "", facts: [{ ...fact, stated: "2024-12" }] };
  const pastedOf = (claims, lang) => {
    const factsOf = () => ({ claims });
    return toSpreadsheet({ ...atlas, factsOf }, [row("hill-works")], [INVESTMENT], ["n"], lang)
      .split("\n")[1]
      .split("\t");
  };
  assert.deepEqual(pastedOf([undated], "zh").slice(4, 6), ["未注明年份", "2024-12"]);
  assert.deepEqual(pastedOf([undated], "en").slice(4, 6), ["no year given", "2024-12"]);
  assert.deepEqual(pastedOf([claim, undated], "en")[4], claim.asOf);
});

test("No cell is a formula to a spreadsheet", () => {
  const hostile = { ...sites, zh: sites.zh.slice() };
  hostile.zh[sites.first] = "=1+1";
  const [, line] = toSpreadsheet({ ...atlas, sites: hostile }, [sites.first], [own("name")], ["n"], "zh").split("\n");
  assert.equal(line.split("\t")[0], "'=1+1");
});
