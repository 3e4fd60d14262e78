import assert from "node:assert/strict";
import { test } from "node:test";
import { readSources } from "../../geo/page/web/src/core/sources.js";
import { tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
const { primary, others } = readSources(atlas);

test("The texts at hand stand apart from what is known from others, newest first", () => {
  assert.deepEqual(
    primary.map(({ source }) => source.id),
    ["review-2024"],
  );
  assert.deepEqual(
    others.map(({ source }) => source.id),
    ["copy-2024", "notice-2023"],
  );
});

test("Every fact stands under its source, and no other", () => {
  const total = atlas.sites.facts.reduce((sum, number) => sum + number, 0);
  const all = [...primary, ...others];
  assert.equal(
    all.reduce((sum, { facts }) => sum + facts.length, 0),
    total,
  );
  for (const { index, facts } of all) assert.ok(facts.every(({ fact }) => fact.source === index));
});

test("A source is summed up by its subjects, indicators and years", () => {
  const [{ facts, places, indicators, from, to }] = primary;
  assert.equal(places, new Set(facts.map(({ row }) => row)).size);
  assert.equal(indicators, new Set(facts.map(({ claim }) => claim.indicator)).size);
  assert.deepEqual([from, to], ["2023", "2024"]);
});

test("A source without facts has no years", () => {
  const silent = { ...atlas, factsOf: () => ({ claims: [] }) };
  assert.deepEqual(
    readSources(silent).primary.map(({ facts, from, to }) => [facts.length, from, to]),
    [[0, "", ""]],
  );
});
