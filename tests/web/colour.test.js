import assert from "node:assert/strict";
import { test } from "node:test";
import { classBounds, colourHead, createColours, shades } from "../../geo/page/web/src/core/colour.js";
import { SITES } from "../../geo/page/web/src/core/fields.js";
import { tinyAtlas } from "../fixtures/read.js";

const REGISTERS = {
  indicators: [
    { code: "status", zh: "进展", en: "Status", type: "status" },
    { code: "gdp", zh: "生产总值", en: "Gross product", type: "number" },
    { code: "growth", zh: "增速", en: "Growth", type: "number" },
  ],
  aims: [{ code: "actual" }, { code: "target" }],
  units: [
    { code: "wan-yuan", zh: "万元", en: "million yuan", shift: -2, factor: 1e4 },
    { code: "yi-yuan", zh: "亿元", en: "billion yuan", shift: -1, factor: 1e8 },
    { code: "percent", zh: "%", en: "%", shift: 0, factor: 0.01 },
  ],
  qualifiers: [{ zh: "约{}", en: "about {}" }],
};
const [GDP, GROWTH, WAN, YI, PERCENT] = [1, 2, 0, 1, 2];

const fact = (value, unit = YI, qualifier = -1) => ({
  id: "f",
  value: Number(value),
  text: { zh: `${value} (zh)`, en: `${value} (en)` },
  unit,
  qualifier,
  source: 0,
  locator: "L1",
  base: Number(value) * REGISTERS.units[unit].factor,
});
const claim = (facts, { indicator = GDP, scope = -1, asOf = "2023", aim = 0, differs = false } = {}) => ({
  indicator,
  scope,
  asOf,
  aim,
  differs,
  facts: [facts].flat(),
});
const detail = { population: 1000, population_as_of: "2020-11-01", population_source: ["census"], area_km2: 2.5, area_source: [] };

/** An atlas of nine districts; `told` are the claims of the first, the second ... */
function atlasOf(told) {
  const sites = { first: 10 };
  return { sites, payload: { registers: REGISTERS, boundaries: true }, factsOf: (row) => ({ detail, claims: told[row - 1] || [] }) };
}

const codes = (told) =>
  createColours(atlasOf(told))
    .offers()
    .map(({ code }) => code);
const each = (count, make) => Array.from({ length: count }, (_, i) => [make(i)].flat());
const OWN = [SITES, "population", "area"];

test("A number that is known of no district is not offered, and one of some is that of these", () => {
  const nobody = { ...detail, population: null, population_as_of: null, population_source: [] };
  const known = (row) => ({ ...atlasOf([]), factsOf: (each) => ({ detail: each === row ? detail : nobody, claims: [] }) });
  const offered = (row) => createColours(known(row)).offers();
  assert.deepEqual(
    offered(0).map(({ code }) => code),
    [SITES, "area"],
  );
  assert.deepEqual(
    offered(3)
      .find(({ code }) => code === "population")
      .values.map(({ row }) => row),
    [3],
  );
});

test("An indicator is offered from two districts on", () => {
  assert.deepEqual(codes(each(1, () => claim(fact("1")))), OWN);
  assert.deepEqual(codes(each(2, () => claim(fact("1")))), [...OWN, "gdp"]);
});

test("What is a part, an aim, of no date or no number does not count", () => {
  assert.deepEqual(codes(each(2, () => claim(fact("1"), { asOf: "" }))), OWN);
  for (const other of [{ scope: 0 }, { aim: 1 }, { asOf: "" }, { indicator: 0 }]) {
    assert.deepEqual(codes([claim(fact("1")), claim(fact("1"), other)].map((each) => [each])), OWN, JSON.stringify(other));
  }
});

const DATES = Object.fromEntries(["2020", "2022", "2023-01/2023-09", "2024"].map((date) => [date, { zh: `${date}年`, en: date }]));
const datesOf = ({ classes }) => classes.flatMap(({ members }) => members).map(({ row, asOf, number }) => [row, asOf, number]);
const headOf = (colouring, lang) => colourHead(colouring, { dates: DATES }, lang).split(" · ");

test("Of several dates the one that most districts share is taken, of equally shared ones the latest", () => {
  const told = each(6, (i) => [
    claim(fact("1"), { asOf: "2022" }),
    claim(fact("2"), { asOf: "2023-01/2023-09" }),
    ...(i < 4 ? [claim(fact("3"), { asOf: "2024" })] : []),
  ]);
  const colouring = createColours(atlasOf(told)).of("gdp", []);
  assert.deepEqual(
    datesOf(colouring),
    each(6, (i) => [i + 1, "2023-01/2023-09", 2]),
  );
  assert.equal(headOf(colouring, "en")[0], "2023-01/2023-09");
});

test("A district without the shared date has its latest, and the head says that dates differ", () => {
  const [old, shared, late] = ["2020", "2022", "2024"].map((asOf, i) => claim(fact(String(i + 1)), { asOf }));
  const mixed = createColours(atlasOf([[shared], [shared], [old, late], [old]])).of("gdp", []);
  assert.deepEqual(
    datesOf(mixed).sort(([a], [b]) => a - b),
    [
      [1, "2022", 2],
      [2, "2022", 2],
      [3, "2024", 3],
      [4, "2020", 1],
    ],
  );
  for (const lang of ["zh", "en"]) assert.match(headOf(mixed, lang)[0], /differ.*2020–2024|不一.*2020–2024/);
  assert.deepEqual(mixed.without, [5, 6, 7, 8, 9]);
  const even = createColours(atlasOf([[shared], [shared]])).of("gdp", []);
  assert.equal(headOf(even, "en")[0], "2022");
});

test("Figures in other units are compared in one, shown in the unit most are printed in, and read as printed", () => {
  const told = [...each(4, (i) => claim(fact(String(10 + i)))), [claim(fact("1050000", WAN, 0))]];
  const { unit, classes } = createColours(atlasOf(told)).of("gdp", []);
  assert.equal(unit.code, "yi-yuan");
  const members = classes.flatMap((group) => group.members);
  assert.deepEqual(
    members.map(({ number }) => number),
    [10, 11, 12, 13, 105],
  );
  assert.deepEqual(
    ["zh", "en"].map((lang) => members[4].say(lang)),
    ["1050000 (zh)", "1050000 (en)"],
  );
});

test("The preferred fact colours, and the disagreement stays marked", () => {
  const told = each(5, (i) => claim([fact(String(i + 1)), fact("99")], { differs: i === 2 }));
  const { classes } = createColours(atlasOf(told)).of("gdp", []);
  const members = classes.flatMap((group) => group.members);
  assert.deepEqual(
    members.map(({ number, differs }) => [number, differs]),
    [
      [1, false],
      [2, false],
      [3, true],
      [4, false],
      [5, false],
    ],
  );
});

const classed = (values) => createColours({ ...atlasOf([]), sites: { first: values.length + 1 } }).of(SITES, [0, ...values]);
const numbers = ({ classes }) => classes.map(({ members }) => members.map(({ base }) => base));

test("Classes are natural breaks: neighbours stay together, the lone one alone", () => {
  assert.deepEqual(numbers(classed([1, 2, 3, 10, 11, 20, 21, 40, 100])), [[1, 2, 3], [10, 11], [20, 21], [40], [100]]);
});

test("No division into as many classes lies closer to its means", () => {
  const values = [6, 10, 11, 12, 20, 21, 22, 23, 41];
  const spread = (group) => {
    const mean = group.reduce((sum, value) => sum + value, 0) / group.length;
    return group.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const cost = (groups) => groups.reduce((sum, group) => sum + spread(group), 0);
  const best = cost(numbers(classed(values)));
  for (let mask = 0; mask < 2 ** 8; mask += 1) {
    const cuts = [...Array(8).keys()].filter((bit) => mask & (1 << bit)).map((bit) => bit + 1);
    if (cuts.length !== 4) continue;
    const edges = [0, ...cuts, values.length];
    assert.ok(best <= cost(edges.slice(1).map((to, i) => values.slice(edges[i], to))) + 1e-9, edges.join());
  }
});

test("Equal values are of one class, and few distinct ones make few classes that still span the ramp", () => {
  assert.deepEqual(numbers(classed([5, 5, 7, 5, 5, 7, 5, 5, 5])), [
    [5, 5, 5, 5, 5, 5, 5],
    [7, 7],
  ]);
  assert.deepEqual(
    classed([5, 7, 9]).classes.map(({ shade }) => shade),
    [0, 2, 4],
  );
  assert.deepEqual(
    classed([5, 7]).classes.map(({ shade }) => shade),
    [0, 4],
  );
  assert.deepEqual(
    classed([5, 5]).classes.map(({ shade }) => shade),
    [2],
  );
});

test("A district without the figure has no shade; zero is a figure", () => {
  const told = each(6, (i) => claim(fact(String(i), PERCENT), { indicator: GROWTH }));
  const colouring = createColours(atlasOf(told)).of("growth", []);
  assert.deepEqual(colouring.without, [7, 8, 9]);
  assert.deepEqual([...shades(colouring).keys()].sort(), [1, 2, 3, 4, 5, 6]);
  assert.equal(shades(colouring).get(1), 0);
});

test("Bounds are figures of the districts, in the language's unit", () => {
  const told = each(5, (i) => claim(fact(["12345.6", "12345.7", "50000", "60000", "70000"][i])));
  const { classes, unit } = createColours(atlasOf(told)).of("gdp", []);
  assert.equal(classBounds({ members: [classes[0].members[0], classes[1].members[0]] }, unit, "zh"), "12,345.6 – 12,345.7");
  assert.equal(classBounds(classes[0], unit, "en"), "1234.56");
});

test("The head tells date and unit; of the number of places that it follows the filter", () => {
  const colours = createColours(atlasOf([]));
  const sites = { dates: { "2020-11-01": { zh: "2020年11月1日", en: "1 Nov 2020" } } };
  assert.equal(colourHead(colours.of("population", []), sites, "zh"), "2020年11月1日 · 人");
  assert.equal(colourHead(colours.of("area", []), sites, "en"), "km²");
  assert.equal(colourHead(colours.of(SITES, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), sites, "en"), "as filtered · places");
});

test("No code and an unknown one colour nothing", () => {
  const colours = createColours(atlasOf([]));
  assert.equal(colours.of("", []), null);
  assert.equal(colours.of("no-such-figure", []), null);
});

test("Facts are read when someone asks, not before", () => {
  let read = 0;
  const atlas = atlasOf([]);
  const colours = createColours({ ...atlas, factsOf: (row) => ((read += 1), atlas.factsOf(row)) });
  colours.of("", []);
  colours.of(SITES, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(read, 0);
  colours.offers();
  assert.ok(read > 0);
});

test("The payload has what the page needs: factors, populations and areas", () => {
  const atlas = tinyAtlas();
  assert.deepEqual(Object.fromEntries(atlas.payload.registers.units.map(({ code, factor }) => [code, factor])), {
    percent: 1,
    rank: 1,
    "wan-yuan": 10000,
    "yi-yuan": 100000000,
    ge: 1,
    yuan: 1,
  });
  const { classes } = createColours(atlas).of("population", []);
  assert.equal(classes.flatMap(({ members }) => members).length, atlas.sites.first - 1);
});
