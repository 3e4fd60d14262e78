import assert from "node:assert/strict";
import { test } from "node:test";
import { applyFacets } from "../../geo/page/web/src/core/facets.js";
import { initialState, withRange } from "../../geo/page/web/src/core/fields.js";
import { messages } from "../../geo/page/web/src/core/messages.js";
import { boundsOf, inBase, inUnit, rangeText, readRange } from "../../geo/page/web/src/core/ranges.js";
import { seeded, tinyAtlas } from "../fixtures/read.js";

const { sites } = tinyAtlas();
const FREE = initialState(sites.facets);
const unit = (code) => sites.registers.units.find((each) => each.code === code);
const result = (choice) => applyFacets(sites, { ...FREE, ...choice });
const ids = (choice) => result(choice).rows.map((row) => sites.id[row]);

test("A range has one form, the shortest", () => {
  const told = {
    "1000000000..": "1e9..",
    "..5.29286E9": "..5.29286e9",
    "2500..1e4": "2500..1e4",
    "-3.10..+2": "-3.1..2",
    "..": "..",
    "0.5..": "0.5..",
  };
  for (const [text, form] of Object.entries(told)) assert.deepEqual(readRange(text), [form]);
  assert.deepEqual(readRange("none"), ["none"]);
  assert.deepEqual(readRange("none,1e9.."), ["1e9..", "none"]);
});

test("A form is read as itself, whatever the numbers", () => {
  const random = seeded(7);
  for (let round = 0; round < 500; round += 1) {
    const [low, high] = [0, 0].map(() => (random() - 0.3) * 10 ** (random() * 24 - 6)).sort((a, b) => a - b);
    const [form] = readRange(`${String(low).replace("e+", "e")}..${String(high).replace("e+", "e")}`);
    assert.deepEqual(readRange(form), [form]);
    assert.deepEqual([boundsOf([form]).low, boundsOf([form]).high], [low, high]);
  }
});

test("What is no range is not read", () => {
  for (const text of [
    "",
    "1e9",
    "5e9..1e9",
    "1..2,3..",
    "1e999..",
    "0x10..",
    "NaN..",
    "..Infinity",
    "1 ..",
    "a..b",
    "1..2..3",
    `${"9".repeat(120)}..`,
  ])
    assert.equal(readRange(text), null, text);
});

test("A range leaves what has a figure in it, and none what has no figure", () => {
  assert.deepEqual(ids({ ranges: [["investment", ["1e9.."]]] }), ["hill-works"]);
  assert.deepEqual(ids({ ranges: [["investment", ["..3e8"]]] }), ["ring-road"]);
  const [some, none] = [[".."], ["none"]].map((tokens) => ids({ ranges: [["investment", tokens]] }));
  assert.deepEqual([...some, ...none].sort(), ids({}).sort());
  assert.deepEqual(ids({ ranges: [["growth", ["5.."]]] }), []);
});

test("Other facets are counted among what a range leaves, and its own histogram as if it were free", () => {
  const ranged = result({ ranges: [["investment", ["1e9.."]]] });
  assert.equal(
    ranged.kind.reduce((sum, count) => sum + count, 0),
    1,
  );
  const free = [...ranged.rows, ...ranged.only.investment].map((row) => sites.id[row]).filter((id) => sites.index.get(id) >= sites.first);
  assert.deepEqual(free.sort(), ids({}).sort());
  const narrower = result({
    ranges: [["investment", ["1e9.."]]],
    kind: [sites.registers.kinds.findIndex(({ code }) => code === "transport")],
  });
  assert.deepEqual([...narrower.rows, ...narrower.only.investment].map((row) => sites.id[row]).sort(), ["ring-road", "twin-line"]);
});

test("The city and the districts are asked for by a range that they are in", () => {
  const asked = result({ ranges: [["gdp", ["1e11.."]]] });
  assert.deepEqual([asked.asksForUnits, asked.units.map((row) => sites.id[row]), asked.rows], [true, ["430200"], []]);
  assert.deepEqual(result({ ranges: [["gdp", ["none"]]] }).units, []);
});

test("What is let in by a figure or a stage that sources disagree on is marked", () => {
  const marked = (choice) => result(choice).unlike.map((row) => sites.id[row]);
  assert.deepEqual(marked({}), []);
  assert.deepEqual(marked({ ranges: [["firms", ["26.."]]] }), ["hill-park"]);
  assert.deepEqual(marked({ ranges: [["firms", ["..7"]]] }), []);
  const { options } = sites.facets.find(({ key }) => key === "stage");
  const stage = (code) => [options.findIndex((each) => each.code === code)];
  assert.deepEqual(marked({ stage: stage("started:2024") }), ["hill-works"]);
});

test("A reader has ranges in a unit of their language", () => {
  const yi = unit("yi-yuan");
  assert.equal(rangeText(["1e9.."], yi, "zh", messages("zh")), "≥\u202f10\u2009亿元".replace("\u202f", " "));
  assert.equal(rangeText(["1e9..5e9"], yi, "en", messages("en")), "1–5 billion yuan");
  assert.equal(rangeText(["..5e9", "none"], yi, "en", messages("en")), "≤ 5 billion yuan or No data");
  assert.equal(rangeText(["1..10"], unit("rank"), "en", messages("en")), "no. 1–10");
  for (const lang of ["zh", "en"]) assert.equal(inBase(inUnit(85.77e8, yi, lang), yi, lang), 85.77e8);
});

test("Ranges are kept in the order of the register, and an empty one is none", () => {
  const both = withRange(withRange([], "firms", ["1.."], sites), "gdp", ["none"], sites);
  assert.deepEqual(both, [
    ["gdp", ["none"]],
    ["firms", ["1.."]],
  ]);
  assert.deepEqual(withRange(both, "gdp", [], sites), [["firms", ["1.."]]]);
});
