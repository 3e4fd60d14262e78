import assert from "node:assert/strict";
import { test } from "node:test";
import { figureOf, figureText } from "../../geo/page/web/src/core/figures.js";
import { tinyAtlas } from "../fixtures/read.js";

const { sites, factsOf } = tinyAtlas();
const indicator = (code) => sites.registers.indicators.findIndex((each) => each.code === code);

test("A figure is the first claim of its indicator, as the drawer shows it", () => {
  let checked = 0;
  for (const [number, { rows, values, unit }] of sites.figures) {
    assert.ok(rows.length > 0 && unit < sites.registers.units.length);
    rows.forEach((row, at) => {
      const claim = factsOf(row).claims.find((each) => each.indicator === number);
      const [fact] = claim.facts;
      const { value, differs, ...beside } = figureOf(sites, number, row);
      assert.deepEqual([value, values[at], differs], [fact.base, fact.base, claim.differs]);
      assert.deepEqual([beside.unit, beside.qualifier, beside.scope, beside.aim], [fact.unit, fact.qualifier, claim.scope, claim.aim]);
      assert.deepEqual([beside.asOf, beside.stated], [claim.asOf, fact.stated]);
      checked += 1;
    });
  }
  assert.equal(checked, 10);
});

test("All values are kept where sources disagree", () => {
  const park = sites.index.get("hill-park");
  assert.deepEqual(figureOf(sites, indicator("firms"), park).values, [25, 26]);
  assert.deepEqual(figureOf(sites, indicator("investment"), sites.index.get("round-mill")), null);
});

test("A figure is written in the unit of most, with its part and its aim", () => {
  const unit = (code) => sites.registers.units.findIndex((each) => each.code === code);
  const [yi, wan] = [unit("yi-yuan"), unit("wan-yuan")];
  const expected = sites.registers.aims.findIndex(({ code }) => code === "expected");
  const figure = { value: 5.29286e9, unit: wan, qualifier: -1, scope: 0, aim: expected };
  assert.equal(figureText(figure, yi, sites.registers, "en"), "5.29286 billion yuan (phase 1, expected)");
  assert.equal(figureText({ ...figure, aim: 0, scope: -1 }, yi, sites.registers, "zh"), "52.9286\u2009亿元");
  const about = sites.registers.qualifiers.findIndex(({ code }) => code === "about");
  assert.equal(figureText({ ...figure, aim: 0, scope: -1, qualifier: about }, yi, sites.registers, "en"), "about 5.29286 billion yuan");
});

test("A figure that counts something else keeps its own unit", () => {
  const { units } = sites.registers;
  const pieces = units.findIndex(({ code }) => code === "ge");
  const registers = { ...sites.registers, units: [...units, { ...units[pieces], code: "wan-hu", factor: 1e4, zh: "万户" }] };
  const aim = registers.aims.findIndex(({ code }) => code === "actual");
  const figure = { value: 3, unit: pieces, qualifier: -1, scope: -1, aim };
  assert.equal(figureText(figure, units.length, registers, "zh"), "3\u2009个");
});
