import assert from "node:assert/strict";
import { test } from "node:test";
import { exportName } from "../../geo/page/web/src/core/export/choice.js";
import { cell } from "../../geo/page/web/src/core/export/cells.js";
import { FORMATS, toTabs } from "../../geo/page/web/src/core/export/formats.js";
import { wholeText } from "../../geo/page/web/src/core/export/pieces.js";
import { applyFacets } from "../../geo/page/web/src/core/facets.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { expectedCells, expectedExports, expectedText, tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
const { layers, kinds } = atlas.sites.registers;
const { options: stages } = atlas.sites.facets.find(({ key }) => key === "stage");

/** Neither districts left out nor single places meant. */
const WHOLE = { units: true, only: [] };

/** The rows of a choice, as the page takes them. */
function rowsOf(state) {
  const { rows, units } = applyFacets(atlas.sites, state);
  return [...(state.units ? units : []), ...rows].filter((row) => state.only.length === 0 || state.only.includes(row));
}

/** A choice by codes as the state of the page that makes it. */
const stateOf = (choice) => ({
  ...initialState(atlas.sites.facets),
  ...WHOLE,
  units: choice.layers.length === 0 || choice.layers.includes("districts"),
  only: choice.places.map((id) => atlas.sites.index.get(id)),
  hide: layers.map((_, row) => row).filter((row) => row > 0 && choice.layers.length && !choice.layers.includes(layers[row].code)),
  district: choice.districts.map((id) => atlas.sites.index.get(id)),
  kind: choice.kinds.map((code) => kinds.findIndex((kind) => kind.code === code)),
  stage: (choice.stages || []).map((code) => stages.findIndex((stage) => stage.code === code)),
  ranges: Object.entries(choice.ranges || {}),
  q: choice.search,
});

const fileOf = (wanted, rows, state) => wholeText(FORMATS.find(({ ending }) => ending === wanted).write(atlas, rows, state));

const nameOf = (choice) => exportName(atlas, { ...initialState(atlas.sites.facets), ...WHOLE, ...choice }, "geojson");

for (const expected of expectedExports) {
  for (const { ending, write } of FORMATS.filter(({ pack }) => !pack)) {
    test(`${expected.file}.${ending} is what the page writes too`, () => {
      const state = stateOf(expected);
      const text = wholeText(write(atlas, rowsOf(state), state));
      const wanted = expectedText(expected, ending);
      const lines = text.split("\n");
      // Line by line, so that a failure shows the one line that differs.
      for (const [i, line] of wanted.split("\n").entries()) assert.equal(lines[i], line);
      assert.ok(text === wanted, "nothing follows");
      assert.equal(exportName(atlas, state, ending), `${expected.name}.${ending}`);
    });
  }
}

for (const [value, text] of expectedCells) {
  test(`${JSON.stringify(value)} is a cell as on the command line`, () => {
    assert.equal(cell(value), text);
  });
}

test("The clipboard's table has the cells of the file, quoted only where a tab, a line's end or a quote needs it", () => {
  const state = { ...initialState(atlas.sites.facets), ...WHOLE };
  const rows = rowsOf(state);
  const file = fileOf("csv", rows, state)
    .slice(1, -2)
    .split("\r\n")
    .map((line) => line.slice(1, -1).split('","'));
  const unquoted = (cell) => (cell.startsWith('"') ? cell.slice(1, -1) : cell);
  const table = wholeText(toTabs(atlas, rows, state))
    .split("\n")
    .map((line) => line.split("\t").map(unquoted));
  assert.deepEqual(table, file);
});

test("Nothing shown is a collection without features", () => {
  const state = { ...initialState(atlas.sites.facets), ...WHOLE, q: "nowhere" };
  const content = JSON.parse(fileOf("geojson", [], state));
  assert.deepEqual([content.features, content.sources, content.filter.search], [[], [], "nowhere"]);
});

for (const [choice, named] of [
  [{}, "all"],
  [{ hide: [0] }, "all"],
  [{ q: "a/b: c.d\\e" }, "a-b-c-d-e"],
  [{ q: "../" }, "all"],
  [{ q: "a -- b" }, "a-b"],
  [{ q: "x".repeat(200) }, "x".repeat(48)],
  [{ district: [1, 2] }, "一区+二区"],
  [{ units: false }, "parks+projects+institutions+infrastructure"],
  [{ only: [0, 3] }, "株洲市+三区"],
]) {
  test(`${JSON.stringify(choice).slice(0, 40)} is named as on the command line`, () => {
    assert.equal(nameOf(choice), `zhuzhou-atlas_${named}_2024-12-31.geojson`);
  });
}

test("The name of a file is never cut through a letter", () => {
  assert.ok(nameOf({ q: `${"x".repeat(47)}𠮷𠮷` }).isWellFormed());
});
