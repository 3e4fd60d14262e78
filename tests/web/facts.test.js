import assert from "node:assert/strict";
import { test } from "node:test";
import { claimsByTheme, compareDates, seriesOf, statusSteps, whereabouts } from "../../geo/page/web/src/core/facts.js";
import { tinyAtlas } from "../fixtures/read.js";

const { payload, sites, factsOf } = tinyAtlas();
const { registers } = payload;
const claimsOf = (id) => factsOf(sites.index.get(id)).claims;
const codes = (claims) => claims.map(({ indicator }) => registers.indicators[indicator].code);

test("A fact is read with all its cells", () => {
  const [claim] = claimsOf("odd-institute");
  assert.equal(registers.indicators[claim.indicator].code, "firms");
  assert.deepEqual([claim.scope, claim.asOf, registers.aims[claim.aim].code, claim.differs], [-1, "2023-05-01", "actual", false]);
  const [fact] = claim.facts;
  assert.equal(registers.units[fact.unit].code, "ge");
  assert.equal(registers.qualifiers[fact.qualifier].code, "nearly");
  assert.equal(payload.sources[fact.source].id, "review-2024");
  assert.deepEqual(
    [fact.id, fact.value, fact.locator, fact.token, fact.note_zh, fact.note_en],
    ["f0016", 1, "L7", '"1\\"</script>', '"注" \\ </script>', '"Note" \\ <!-- {{ 7*7 }}'],
  );
});

test("A fact is worded by Python, its figure apart from its unit", () => {
  const fact = claimsOf("hill-works")
    .flatMap(({ facts }) => facts)
    .find(({ id }) => id === "f0006");
  assert.deepEqual([fact.text.en, fact.figure.en, fact.beside.en], ["1.250 billion yuan", "1.250", "billion yuan"]);
  assert.deepEqual([fact.text.zh, fact.figure.zh, fact.beside.zh], ["12.50\u2009亿元", "12.50", "亿元"]);
  const lined = claimsOf("hill-park")
    .flatMap(({ facts }) => facts)
    .find(({ id }) => id === "f0010");
  assert.deepEqual([fact.when.en, lined.lines.zh, lined.lines.en], ["2025, stated May 2023", "第4行", "line 4"]);
});

test("Facts that read the same are one value, with every date on which it was stated", () => {
  for (const row of sites.id.keys()) {
    for (const claim of factsOf(row).claims) {
      assert.deepEqual(claim.values.flatMap(({ facts }) => facts.map(({ id }) => id)).sort(), claim.facts.map(({ id }) => id).sort());
      for (const { facts } of claim.values) assert.equal(new Set(facts.map(({ text }) => text.zh)).size, 1);
    }
  }
});

test("The current status is the one of the column, with the claim that gives it", () => {
  for (let row = sites.first; row < sites.count; row += 1) {
    const { status } = factsOf(row);
    if (status === null) assert.equal(sites.status[row] < registers.statuses.length, false);
    else
      assert.deepEqual(
        status.value.facts.map((fact) => fact.status),
        status.value.facts.map(() => sites.status[row]),
      );
  }
});

test("Whether sources disagree is told with the claim", () => {
  assert.deepEqual(
    claimsOf("hill-park").map(({ differs }) => differs),
    [false, true, true, false],
  );
});

test("A resolution is read with its reason and its note, and prefers the first fact", () => {
  const claims = claimsOf("hill-park");
  assert.deepEqual(
    claims.map(({ resolution }) => resolution !== null),
    [false, true, false, false],
  );
  const { resolution, facts } = claims[1];
  assert.equal(registers.resolution_reasons[resolution.reason].code, "official");
  assert.deepEqual([resolution.note_zh, resolution.note_en], ["据主管部门。", "From the authority."]);
  assert.deepEqual(
    facts.map(({ id }) => id),
    ["f0018", "f0013"],
  );
});

test("A second-hand fact has neither line nor token", () => {
  const [fact] = claimsOf("round-mill").flatMap(({ facts }) => facts);
  assert.equal(payload.registers.standings[1].code, payload.sources[fact.source].standing);
  assert.deepEqual([fact.locator, fact.token], ["", ""]);
});

test("A subject without facts has no claims", () => {
  assert.deepEqual(claimsOf("valley-park"), []);
  assert.equal(claimsOf("430200").length, 1);
});

test("Key figures are the claims that the payload names", () => {
  const { claims, key } = factsOf(sites.index.get("hill-works"));
  assert.deepEqual(
    key.map(({ claim }) => claim),
    [claims[0]],
  );
  const codesOf = (id) => codes(factsOf(sites.index.get(id)).key.map(({ claim }) => claim));
  assert.deepEqual(codesOf("hill-park"), ["growth", "rank", "firms"]);
  assert.deepEqual(codesOf("valley-park"), []);
});

test("Claims by theme are complete but for the status, in the order of the register", () => {
  const told = claimsByTheme([...claimsOf("hill-works"), ...claimsOf("430200")], registers);
  assert.deepEqual(
    told.map(({ theme, claims }) => [registers.themes[theme].code, codes(claims)]),
    [
      ["economy", ["gdp"]],
      ["build", ["investment", "investment", "investment"]],
    ],
  );
});

test("History is each status once a date, oldest first, with the facts that tell it", () => {
  const status = registers.indicators.findIndex(({ code }) => code === "status");
  const claim = (asOf, ...values) => ({
    indicator: status,
    asOf,
    aim: 0,
    differs: false,
    values: values.map((facts) => ({ facts: facts.map((status) => ({ status })), when: {} })),
  });
  const steps = statusSteps([claim("2024-06", [3], [2, 2]), claim("2023", [1]), claim("2020/2022", [0])], registers);
  assert.deepEqual(
    steps.map((step) => [step.claim.asOf, step.status, step.facts.length]),
    [
      ["2020/2022", 0, 1],
      ["2023", 1, 1],
      ["2024-06", 2, 2],
      ["2024-06", 3, 1],
    ],
  );
});

test("A year alone stands after what is dated better in it, and what has no year last", () => {
  const status = registers.indicators.findIndex(({ code }) => code === "status");
  const claim = (asOf, value) => ({ indicator: status, asOf, aim: 0, values: [{ facts: [{ status: value }], when: {} }] });
  const ordered = ["2020/2022", "2023-12-26", "2023-12", "2023", "2024-09", "2024-10-25", "2024", "2025-01", ""];
  const steps = statusSteps(ordered.toSorted().map(claim), registers);
  assert.deepEqual(
    steps.map((step) => step.claim.asOf),
    ordered,
  );
});

test("History leaves out what is no status", () => {
  assert.deepEqual(statusSteps(claimsOf("hill-park"), registers), []);
  assert.deepEqual(
    statusSteps(claimsOf("hill-works"), registers).map((step) => registers.statuses[step.status].code),
    ["planned", "signed", "started", "completed"],
  );
});

test("Dates are ordered by their end, the less exact of two equal ones first", () => {
  const ordered = ["2016/2020", "2023-12-31", "2024", "2024-01/2024-03", "2024-04", "2024-04-01", "2025"];
  assert.deepEqual(ordered.toReversed().sort(compareDates), ordered);
  assert.equal(compareDates("2024", "2024"), 0);
});

test("A series joins one indicator and scope; in it each aim has its newest claim and the older ones behind it; what has no year is apart", () => {
  const claim = (indicator, scope, asOf, aim) => ({ indicator, scope, asOf, aim });
  const [newest, target, older, undated, phase, other] = [
    claim(1, -1, "2024", 0),
    claim(1, -1, "2024", 2),
    claim(1, -1, "2020", 0),
    claim(1, -1, "", 0),
    claim(1, 0, "2023", 0),
    claim(2, -1, "2025", 0),
  ];
  const told = seriesOf([newest, target, older, undated, phase, other]);
  assert.deepEqual(
    told.map(({ indicator, scope, claims }) => [indicator, scope, claims.length]),
    [
      [1, -1, 4],
      [1, 0, 1],
      [2, -1, 1],
    ],
  );
  assert.deepEqual(told[0].courses, [
    { newest, older: [older] },
    { newest: target, older: [] },
    { newest: undated, older: [] },
  ]);
  assert.deepEqual(seriesOf([]), []);
});

test("A fact is found where it stands now, a withdrawn one by what replaces it", () => {
  const atlas = { payload, sites, factsOf };
  const at = (id) => {
    const { fact, row, withdrawal } = whereabouts(id, atlas);
    return [fact, sites.id[row], withdrawal && withdrawal.en];
  };
  assert.deepEqual(at("f0014"), ["f0014", "hill-park", null]);
  assert.deepEqual(at("f0001"), ["f0001", "430200", null]);
  assert.deepEqual(at("f0090"), ["f0014", "hill-park", "Slogan or name"]);
  assert.deepEqual(at("f0091"), ["", undefined, "Slogan or name"]);
  assert.deepEqual(at("f9999"), ["f9999", undefined, null]);
});
