import assert from "node:assert/strict";
import { test } from "node:test";
import { compareDistricts, countBy, percent, sharedFigures, sitesIn } from "../../geo/page/web/src/core/share.js";
import { CITY, districtsOf } from "../../geo/page/web/src/core/sites.js";
import { tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
const { sites } = atlas;

const REGISTERS = {
  indicators: [{ type: "number" }, { type: "honour" }],
  qualifiers: [{ code: "about" }, { code: "over" }],
  units: [
    { dimension: "money", factor: 1e8 },
    { dimension: "money", factor: 1e4 },
    { dimension: "ratio", factor: 0.01 },
  ],
};

const claim = (
  value,
  { unit = 0, qualifier = -1, asOf = "2024", indicator = 0, scope = -1, aim = 0, differs = false, resolution = null } = {},
) => ({
  indicator,
  scope,
  asOf,
  aim,
  differs,
  resolution,
  facts: [{ value, unit, qualifier, base: unit < 0 ? null : Number(value) * REGISTERS.units[unit].factor }],
});

const shares = (own, whole) => sharedFigures([own], [whole], REGISTERS).map(({ share }) => share);

test("A site of several districts is in each; all are in the city", () => {
  const road = sites.index.get("ring-road");
  const told = [...Array(sites.first).keys()].filter((unit) => sitesIn(sites, unit).includes(road));
  assert.deepEqual(
    told,
    [CITY, ...districtsOf(sites, road)].sort((a, b) => a - b),
  );
  assert.ok(told.length > 2);
  assert.equal(sitesIn(sites, CITY).length, sites.count - sites.first);
});

test("Sites are counted by what occurs, in the order of the register", () => {
  const rows = sitesIn(sites, CITY);
  for (const [column, register] of [
    ["kind", "kinds"],
    ["status", "statuses"],
  ]) {
    const counts = countBy(sites, rows, column);
    assert.deepEqual(
      counts.map(({ code }) => code),
      counts.map(({ code }) => code).sort((a, b) => a - b),
    );
    for (const { code, count } of counts) assert.equal(count, rows.filter((row) => sites[column][row] === code).length);
    assert.ok(counts.every(({ code, count }) => sites.registers[register][code] && count > 0));
  }
  assert.deepEqual(countBy(sites, [], "kind"), []);
});

test("The districts stand side by side, and the total counts each site once", () => {
  const { units, total } = compareDistricts(atlas);
  assert.equal(units.length, 9);
  assert.equal(
    total.population,
    units.reduce((sum, { population }) => sum + population, 0),
  );
  assert.equal(total.area, Number((9 * 109.2).toFixed(6)));
  assert.ok(units.reduce((sum, unit) => sum + unit.sites, 0) !== total.sites);
  assert.equal(total.sites, sites.count - sites.first);
});

test("The sum over some of the districts is not told as that of all", () => {
  const unknown = {
    ...atlas,
    factsOf: (row) => ({ ...atlas.factsOf(row), detail: { ...atlas.factsOf(row).detail, ...(row === 2 && { population: null }) } }),
  };
  const { units, total } = compareDistricts(unknown);
  assert.equal(units[1].population, null);
  assert.equal(total.population, null);
  assert.equal(total.area, compareDistricts(atlas).total.area);
});

test("A figure of both has a share, in whatever unit each is printed", () => {
  assert.deepEqual(shares(claim("12.5"), claim("50")), [0.25]);
  assert.deepEqual(shares(claim("125000", { unit: 1 }), claim("50")), [0.25]);
});

for (const [what, change] of [
  ["date", { asOf: "2023" }],
  ["aim", { aim: 2 }],
  ["scope", { scope: 3 }],
]) {
  test(`A figure of another ${what} is no part of it`, () => {
    assert.deepEqual(shares(claim("10", change), claim("50")), []);
  });
}

test("Figures without a year have no share, as nobody knows whether they are of one time", () => {
  assert.deepEqual(shares(claim("10", { asOf: "" }), claim("50", { asOf: "" })), []);
});

test("Ratios, honours, bounds and more than the whole have no share", () => {
  assert.deepEqual(shares(claim("10", { unit: 2 }), claim("50", { unit: 2 })), []);
  assert.deepEqual(shares(claim(1, { unit: -1, indicator: 1 }), claim(1, { unit: -1, indicator: 1 })), []);
  assert.deepEqual(shares(claim("10", { qualifier: 1 }), claim("50")), []);
  assert.deepEqual(shares(claim("60"), claim("50")), []);
});

test("A figure over which sources disagree has a share only where that is resolved", () => {
  assert.deepEqual(shares(claim("10", { differs: true }), claim("50")), []);
  assert.deepEqual(shares(claim("10", { differs: true, resolution: { reason: 0 } }), claim("50")), [0.2]);
});

test("A share of a rough figure is rough", () => {
  const rough = (own, whole) => sharedFigures([own], [whole], REGISTERS)[0].rough;
  assert.equal(rough(claim("10"), claim("50")), false);
  assert.equal(rough(claim("10"), claim("50", { qualifier: 0 })), true);
});

test("A percentage has one decimal", () => {
  assert.deepEqual([0.1034, 1, 0.0004].map(percent), ["10.3%", "100.0%", "0.0%"]);
});
