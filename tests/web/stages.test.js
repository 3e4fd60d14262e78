import assert from "node:assert/strict";
import { test } from "node:test";
import { applyFacets } from "../../geo/page/web/src/core/facets.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { countStages, optionsFor, stagesIn } from "../../geo/page/web/src/core/stages.js";
import { tinyAtlas } from "../fixtures/read.js";

const { sites } = tinyAtlas();
const facet = sites.facets.find(({ key }) => key === "stage");
const rowOf = (code) => facet.options.findIndex((option) => option.code === code);

test("Stages and years that are chosen apart mean their pairs, as far as they occur", () => {
  const occurring = ["signed", "started", "closed", "2024", "2023", "signed:2024", "started:2024", "closed:2023", "none"];
  const options = occurring.map((code) => ({ code, zh: code, en: code }));
  const codes = (chosen) => optionsFor({ options }, { stages: [], years: [], none: false, ...chosen }).map((row) => occurring[row]);
  assert.deepEqual(codes({ stages: ["started"] }), ["started"]);
  assert.deepEqual(codes({ years: ["2024"] }), ["2024"]);
  assert.deepEqual(codes({ stages: ["started", "signed", "closed"], years: ["2024"] }), ["signed:2024", "started:2024"]);
  // Nothing was closed in 2024: the stage holds in any year.
  assert.deepEqual(codes({ stages: ["closed"], years: ["2024"] }), ["closed"]);
  assert.deepEqual(codes({ stages: ["started"], none: true }), ["started", "none"]);
  assert.deepEqual(codes({}), []);
});

test("What a link chooses is read as stages and years, and gives the same options again", () => {
  for (const link of [["started"], ["2024"], ["started:2024"], ["signed:2024", "started:2024"], ["none"], ["started", "none"]]) {
    const rows = link.map(rowOf);
    assert.deepEqual(
      optionsFor(facet, stagesIn(facet, rows)),
      rows.sort((a, b) => a - b),
    );
  }
});

test("A stage is counted in the years chosen, and a year with the stages chosen", () => {
  const rows = [...Array(sites.count).keys()].filter((row) => row >= sites.first);
  const { stage: free } = applyFacets(sites, initialState(sites.facets));
  const counts = (chosen) => {
    const { stages, years } = countStages(facet, { stages: [], years: [], none: false, ...chosen }, free, () => rows);
    return Object.fromEntries([...stages, ...years].map(({ row, count }) => [facet.options[row].code, count]));
  };
  const shown = (code) => applyFacets(sites, { ...initialState(sites.facets), stage: [rowOf(code)] }).rows.length;
  assert.equal(counts({}).started, shown("started"));
  assert.equal(counts({ years: ["2024"] }).started, shown("started:2024"));
  assert.equal(counts({ stages: ["started"] })["2024"], shown("started:2024"));
  assert.equal(counts({ years: ["2024", "2023"] }).started, shown("started:2024"));
  assert.equal(counts({ stages: ["started", "signed"] })["2024"], 1);
  assert.deepEqual(
    Object.keys(counts({ stages: ["started"] })).filter((code) => /^\d+$/.test(code)),
    facet.options.map(({ code }) => code.split(":")).flatMap(([stage, year]) => (stage === "started" && year ? year : [])),
  );
  assert.deepEqual(
    Object.keys(counts({ years: ["2024"] })).filter((code) => !/^\d+$/.test(code)),
    facet.options.map(({ code }) => code.split(":")).flatMap(([stage, year]) => (year === "2024" ? stage : [])),
  );
});

test("A stage that no year chosen has is not offered, unless it is chosen itself and can be let go", () => {
  const options = ["signed", "closed", "2024", "2023", "signed:2024", "closed:2023"].map((code) => ({ code, zh: code, en: code }));
  const offered = (chosen) => {
    const { stages, years } = countStages({ options }, { stages: [], years: [], none: false, ...chosen }, new Uint32Array(6), () => []);
    return [...stages, ...years].map(({ row }) => options[row].code);
  };
  assert.deepEqual(offered({ years: ["2024"] }), ["signed", "2024", "2023"]);
  assert.deepEqual(offered({ stages: ["closed"] }), ["signed", "closed", "2023"]);
  assert.deepEqual(offered({ stages: ["closed"], years: ["2024"] }), ["signed", "closed", "2024", "2023"]);
});
