import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, columnsOf, nextSort, sortRows, toSpreadsheet, toTableFile } from "../../geo/page/web/src/core/table.js";
import { totalIn, totalsOf } from "../../geo/page/web/src/core/totals.js";
import { wholeText } from "../../geo/page/web/src/core/export/pieces.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
const { sites } = atlas;
const { indicators, units } = sites.registers;
const row = (id) => sites.index.get(id);
const indicator = (code) => indicators.findIndex((each) => each.code === code);
const unit = (code) => units.findIndex((each) => each.code === code);
const ALL = sites.id.map((_, i) => i).slice(sites.first);
const shown = Uint8Array.from(sites.id, (_, i) => Number(i >= sites.first));
const START = initialState(sites.facets);
const INVESTMENT = { key: "investment", figure: indicator("investment"), unit: unit("yi-yuan") };
const own = (key) => ({ key, figure: -1, unit: -1 });
const figuresOf = ({ columns }) => columns.filter(({ figure }) => figure >= 0).map(({ key }) => key);

/** The sites with a column of figures for an indicator. */
const withFigures = (code, ...figures) => {
  const rows = figures.map((_, at) => sites.first + at);
  const usual = { qualifier: -1, scope: -1, aim: 0, asOf: "2024", stated: "", differs: false };
  const of = (each) => (rows.includes(each) ? { ...usual, ...figures[rows.indexOf(each)] } : null);
  const column = { indicator: indicator(code), unit: figures[0].unit, rows, of };
  return { ...sites, figures: new Map([[indicator(code), column]]) };
};
const yuan = (value, others) => ({ value, unit: unit("yi-yuan"), ...others });

test("A figure has a column at first where at least five places have it", () => {
  assert.deepEqual(figuresOf(columnsOf(sites, START, { shown })), []);
  const common = withFigures("investment", ...[1, 2, 3, 4, 5].map((value) => yuan(value)));
  assert.deepEqual(figuresOf(columnsOf(common, START, { shown })), ["investment"]);
});

test("Columns that are chosen come in their order, without those that none of the rows has unless they are wanted", () => {
  const chosen = { ...START, columns: ["firms", "gdp", "investment"].map(indicator) };
  const found = columnsOf(sites, chosen, { shown });
  assert.deepEqual(figuresOf(found), ["firms", "investment"]);
  assert.deepEqual(found.left, [indicator("gdp")]);
  assert.deepEqual(figuresOf(columnsOf(sites, { ...chosen, empty: true }, { shown })), ["firms", "gdp", "investment"]);
  const only = Uint8Array.from(sites.id, (id) => Number(id === "hill-works"));
  assert.deepEqual(figuresOf(columnsOf(sites, chosen, { shown: only })), ["investment"]);
});

test("A column has the reader's unit, if it is one of its dimension", () => {
  const unitIn = (inUnits) => columnsOf(sites, { ...START, columns: [INVESTMENT.figure], inUnits }, { shown }).columns[5].unit;
  assert.equal(unitIn({}), unit("yi-yuan"));
  assert.equal(unitIn({ investment: unit("wan-yuan") }), unit("wan-yuan"));
  assert.equal(unitIn({ investment: unit("percent") }), unit("yi-yuan"));
});

test("A figure's cell is in the unit of its column, and is sorted by its base unit", () => {
  const { figure, text, order } = cellOf(atlas, row("hill-works"), INVESTMENT, "zh");
  assert.deepEqual([figure.asOf, text, order], ["2024", "12.5", 1.25e9]);
  assert.equal(cellOf(atlas, row("hill-works"), { ...INVESTMENT, unit: unit("wan-yuan") }, "zh").text, "125,000");
  assert.deepEqual(cellOf(atlas, row("old-institute"), INVESTMENT, "zh"), { text: "", order: null });
});

test("No facts are read to show, sort and sum the table", () => {
  const blind = { sites, factsOf: () => assert.fail("facts were read") };
  const { columns } = columnsOf(sites, { ...START, columns: [INVESTMENT.figure] }, { shown });
  const rows = sortRows(blind, ALL, columns, { ...START, sort: "-investment" });
  assert.equal(rows.length, ALL.length);
  for (const column of columns) for (const each of rows) cellOf(blind, each, column, "en");
  assert.ok(totalsOf(sites, INVESTMENT, { shown }));
});

test("The first press on a number shows the largest, the second the smallest, the third the order of the list", () => {
  const presses = (column) => [
    nextSort(column, ""),
    nextSort(column, nextSort(column, "")),
    nextSort(column, nextSort(column, nextSort(column, ""))),
  ];
  assert.deepEqual(presses(INVESTMENT), ["-investment", "investment", ""]);
  assert.deepEqual(presses(own("latest")), ["-latest", "latest", ""]);
  assert.deepEqual(presses(own("name")), ["name", "-name", ""]);
});

test("A sum is of whole places that count the same; what else it is of is said", () => {
  const parent = sites.parent.slice().fill(sites.count);
  parent[sites.first + 1] = sites.first;
  const figures = withFigures(
    "investment",
    yuan(1e8, { asOf: "2022/2023" }),
    yuan(3e8, { aim: 1, qualifier: 1 }),
    yuan(8e8, { asOf: "", differs: true, values: [8e8, 9e8] }),
    yuan(50e8, { scope: 0 }),
  );
  const totals = totalsOf({ ...figures, parent }, INVESTMENT, { shown });
  assert.equal(totals.within, 1);
  assert.deepEqual(
    [totals.count, totals.sum, totals.median, totals.parts, totals.promised, totals.unlike, totals.undated],
    [3, 12e8, 3e8, 1, 1, 1, 1],
  );
  assert.deepEqual([totals.from, totals.to], ["2022", "2024"]);
});

test("A sum has no digits that only adding brings", () => {
  assert.equal(totalIn(sites.registers, 0.1 * 1e8 + 0.2 * 1e8 + 0.0000001, INVESTMENT.unit), 0.3);
});

test("Rates and ranks have a median and no sum, and one place alone has neither", () => {
  for (const [code, of] of [
    ["growth", "percent"],
    ["rank", "rank"],
  ]) {
    const column = { figure: indicator(code), unit: unit(of) };
    const found = withFigures(code, { value: 2, unit: unit(of) }, { value: 5, unit: unit(of) });
    const { sum, median } = totalsOf(found, column, { shown });
    assert.deepEqual([sum, median], [null, 3.5]);
    assert.equal(totalsOf(withFigures(code, { value: 2, unit: unit(of) }), column, { shown }), null);
  }
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
  wholeText(toSpreadsheet(atlas, rows, [own("name"), INVESTMENT], NAMES, lang))
    .split("\n")
    .map((line) => line.split("\t"));

test("For a spreadsheet a figure is a number with all that changes its meaning, each in a cell of its own", () => {
  const [head, works, institute] = pasted([row("hill-works"), row("old-institute")], "zh");
  const parts = ["单位", "限定", "范围", "日期", "公布日期", "性质", "分歧", "备注", "来源", "原单位数值"];
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
    const { text } = cellOf(atlas, row("hill-works"), INVESTMENT, lang);
    const [, line] = pasted([row("hill-works")], lang);
    assert.equal(`${line[2]} ${line[3]}`, `${text} ${units[INVESTMENT.unit][lang]}`);
  });
}

test("Scope, qualifier, note and disagreement of a figure are pasted with it", () => {
  const { registers } = atlas.payload;
  const [claim] = atlas.factsOf(row("hill-works")).claims.filter(({ indicator }) => indicator === INVESTMENT.figure);
  const [fact] = claim.facts;
  const told = { ...fact, base: 100e8, qualifier: 0, note_zh: "据规划" };
  const factsOf = () => ({
    claims: [{ ...claim, scope: 0, differs: true, resolution: null, facts: [told, { ...told, text: { zh: "80", en: "80" } }] }],
  });
  const text = wholeText(toSpreadsheet({ ...atlas, factsOf }, [row("hill-works")], [INVESTMENT], ["n"], "zh"));
  const [number, , qualifier, scope, , , , differs, note] = text.split("\n")[1].split("\t");
  assert.deepEqual([number, scope, note], ["100", registers.scopes[0].zh, "据规划"]);
  assert.equal(registers.qualifiers[0].zh.replace("{}", "").trim(), qualifier);
  assert.match(differs, /^≠ .*80/);
});

test("In another unit the number is converted, and the figure as it is printed goes with it", () => {
  const column = { ...INVESTMENT, unit: unit("wan-yuan") };
  const [, line] = wholeText(toSpreadsheet(atlas, [row("hill-works")], [column], ["n"], "zh")).split("\n");
  const cells = line.split("\t");
  assert.deepEqual([cells[0], cells[1], cells[cells.length - 1].replace("\u2009", "")], ["125000", "万元", "12.5亿元"]);
});

test("The file has the same cells as what is pasted, in the order of the table, and is read by its mark", () => {
  const rows = [row("ring-road"), row("hill-works")];
  const columns = [own("name"), INVESTMENT, own("latest")];
  const names = [...NAMES, "最新"];
  const { mark, end } = atlas.payload.files.csv;
  const file = wholeText(toTableFile(atlas, rows, columns, names, "zh"));
  assert.ok(file.startsWith(mark));
  const lines = file.slice(mark.length).split(end);
  assert.deepEqual(lines, [
    ...wholeText(toSpreadsheet(atlas, rows, columns, names, "zh"))
      .split("\n")
      .map((line) => line.split("\t").join(",")),
    "",
  ]);
  assert.ok(lines[1].startsWith(sites.zh[rows[0]]));
});

test("For a spreadsheet the date of a status is in a cell of its own", () => {
  const [head, line] = wholeText(toSpreadsheet(atlas, [row("hill-works")], [own("status")], ["状态"], "zh"))
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
    return wholeText(toSpreadsheet({ ...atlas, factsOf }, [row("hill-works")], [INVESTMENT], ["n"], lang))
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
  const [, line] = wholeText(toSpreadsheet({ ...atlas, sites: hostile }, [sites.first], [own("name")], ["n"], "zh")).split("\n");
  assert.equal(line.split("\t")[0], "'=1+1");
});
