import assert from "node:assert/strict";
import { test } from "node:test";
import { figureOf } from "../../geo/page/web/src/core/figures.js";
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
