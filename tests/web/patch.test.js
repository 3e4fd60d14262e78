import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addedPlace,
  addedRow,
  canonicalGeometry,
  changed,
  patchOf,
  patchText,
  rejected,
  withdrawn,
} from "../../geo/page/web/src/core/patch.js";
import { expectedPatch, tinyAtlas } from "../fixtures/read.js";

const ring = [
  [113.1, 27.8],
  [113.1, 27.9],
  [113.2, 27.9],
];

/** One of each: what Python writes from the same content, in `tests/test_patch_fixture.py`. */
const changes = () => [
  addedRow("sources", {
    standing: "second-hand",
    id: "example-org-2026",
    title_zh: "新闻",
    title_en: "News",
    publisher_zh: "报社",
    publisher_en: "Paper",
    url: 'https://example.org/a?b=1&c="2"',
    type: "web-page",
    note_zh: "",
  }),
  addedRow(
    "facts",
    {
      subject: "hill-park",
      id: "new-1",
      indicator: "investment",
      value: "15.10",
      aim: "actual",
      source: "example-org-2026",
      unit: "yi-yuan",
    },
    "为什么 </script>",
  ),
  addedPlace("parks", {
    id: "hill-park",
    geometry: { type: "Point", coordinates: [113.12345678, 27.8] },
    properties: {
      name_en: "Hill Park",
      name_zh: "山园",
      aliases: [],
      position_uncertainty_m: 100,
      sector: null,
      position_found: [113, 27.80000012],
      kind: "park",
      position_evidence: ["a", "b"],
    },
  }),
  changed(
    "parks",
    "weir",
    { geometry: null, position_basis: "city", districts: ["430202"] },
    { position_basis: "poi", geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] }, districts: ["430202"] },
    { because: "better-evidence" },
  ),
  changed("facts", "f0002", { value: "7.0", note_zh: "" }, { note_zh: "注", value: "7.1" }),
  withdrawn("f0001", "illegible", { replacement: "new-1" }),
  rejected(
    {
      subjects: "weir",
      source: "a",
      line: "1",
      column: "2",
      token: "3亿元",
      indicator: "investment",
      value: "3",
      unit: "yi-yuan",
      extra: "no",
    },
    null,
  ),
];

test("A patch has the bytes that Python gives it", () => {
  const { record } = tinyAtlas().payload;
  const patch = patchOf({ ...record, name: "tiny" }, changes(), { by: "A reader" });
  assert.equal(patchText(patch), expectedPatch());
});

test("What stays is no change, nor is nothing in another form", () => {
  assert.equal(changed("parks", "a", { sector: null, aliases: [] }, { sector: "", aliases: null }), null);
  assert.equal(changed("facts", "f1", { value: "1" }, { value: "1" }), null);
  assert.deepEqual(changed("facts", "f1", { unit: "people" }, { unit: "" }).to, { unit: "" });
});

test("An area runs anticlockwise, its holes the other way, of 6 decimals", () => {
  const area = canonicalGeometry({ type: "Polygon", coordinates: [[...ring, ring[0]]] });
  assert.deepEqual(area.coordinates[0], [ring[0], ring[2], ring[1], ring[0]]);
  const hole = canonicalGeometry({ type: "Polygon", coordinates: [area.coordinates[0], area.coordinates[0]] });
  assert.deepEqual(hole.coordinates[1], [...area.coordinates[0]].reverse());
  assert.deepEqual(canonicalGeometry({ type: "LineString", coordinates: [[1.00000049, -1e-9]] }).coordinates, [[1, 0]]);
});
