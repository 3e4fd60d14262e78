import assert from "node:assert/strict";
import { test } from "node:test";
import { applyFacets, exportsUnits, optionOf } from "../../geo/page/web/src/core/facets.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { districtsOf, isIn } from "../../geo/page/web/src/core/sites.js";
import { seeded, tinyAtlas } from "../fixtures/read.js";

const { sites } = tinyAtlas();
const FREE = initialState(sites.facets);

const layer = (code) => sites.registers.layers.findIndex((each) => each.code === code);
const kind = (code) => sites.registers.kinds.findIndex((each) => each.code === code);
const district = (id) => sites.index.get(id);
const ids = (choice) => applyFacets(sites, { ...FREE, ...choice }).rows.map((row) => sites.id[row]);
const counts = (choice, facet) => applyFacets(sites, { ...FREE, ...choice })[facet];

const EVERYTHING = [
  "hill-park",
  "twin-park",
  "valley-park",
  "hill-works",
  "round-mill",
  "odd-institute",
  "old-institute",
  "ring-road",
  "twin-line",
];

test("The city and the districts are exported unless their layer is hidden; who found nothing else means them", () => {
  const told = [
    [[1], [], true],
    [[1], [], false],
    [[], [], false],
    [[1], [0], true],
    [[], [0], true],
    [[1], [2], true],
  ].map(([rows, hide, withUnits]) => exportsUnits({ rows }, { hide, withUnits }));
  assert.deepEqual(told, [true, false, true, false, false, true]);
});

test("Nothing chosen shows every site, and neither the city nor a district", () => {
  assert.deepEqual(ids({}), EVERYTHING);
});

test("Values within a facet are joined by or", () => {
  assert.deepEqual(ids({ kind: [kind("park"), kind("transport")] }), ["hill-park", "twin-park", "valley-park", "ring-road", "twin-line"]);
  assert.deepEqual(ids({ district: [district("430211"), district("430281")] }), ["valley-park", "round-mill", "odd-institute"]);
});

test("Facets are joined by and", () => {
  assert.deepEqual(ids({ district: [district("430204")], kind: [kind("park")] }), ["hill-park"]);
  assert.deepEqual(ids({ district: [district("430204")], q: "hill" }), ["hill-park", "hill-works"]);
  assert.deepEqual(ids({ district: [district("430204")], kind: [kind("institute")] }), []);
});

test("Hidden layers are left out, and all may be hidden", () => {
  assert.deepEqual(ids({ hide: [layer("parks"), layer("projects")] }), ["odd-institute", "old-institute", "ring-road", "twin-line"]);
  assert.deepEqual(ids({ hide: sites.registers.layers.map((_, i) => i) }), []);
  assert.deepEqual(ids({ hide: [layer("districts")] }), EVERYTHING);
});

test("Row 0 stands for what is known only to be in the city", () => {
  assert.deepEqual(ids({ district: [0] }), ["old-institute"]);
  assert.deepEqual(ids({ district: [0, district("430281")] }), ["odd-institute", "old-institute"]);
  assert.equal(counts({}, "district")[0], 1);
});

test("Search ignores width, case and blanks around, and reads aliases", () => {
  for (const q of ["hill", " ＨＩＬＬ\u3000", "山丘"]) assert.ok(ids({ q }).includes("hill-park"), q);
  assert.deepEqual(ids({ q: "山丘工业园" }), ["hill-park"]);
  assert.deepEqual(ids({ q: "ring-road" }), []);
});

test("A site counts in each district that it touches", () => {
  const told = counts({ q: "ring road" }, "district");
  const touched = ["430202", "430203", "430204"].map(district);
  assert.deepEqual(
    [...told],
    Array.from(told, (_, row) => (touched.includes(row) ? 1 : 0)),
  );
});

test("The count of a value is what choosing it alone would show, whatever is chosen in its own facet", () => {
  const random = seeded(7);
  const some = (size) => Array.from({ length: size }, (_, i) => i).filter(() => random() < 0.3);
  const { layers, kinds } = sites.registers;
  for (let round = 0; round < 300; round += 1) {
    const choice = {
      ...FREE,
      hide: some(layers.length),
      district: some(sites.first),
      kind: some(kinds.length),
      q: ["", "hill", "园", "x"][Math.floor(random() * 4)],
    };
    const told = applyFacets(sites, choice);
    const shown = (change) => applyFacets(sites, { ...choice, ...change }).rows.length;
    const others = (row) => layers.map((_, i) => i).filter((i) => i !== row);
    assert.deepEqual(
      [...told.layer],
      layers.map((_, row) => shown({ hide: others(row) })),
    );
    assert.deepEqual(
      [...told.kind],
      kinds.map((_, row) => shown({ kind: [row] })),
    );
    assert.deepEqual(
      [...told.district],
      Array.from(told.district, (_, row) => shown({ district: [row] })),
    );
  }
});

test("What is shown is what every facet allows", () => {
  const random = seeded(11);
  const some = (size) => Array.from({ length: size }, (_, i) => i).filter(() => random() < 0.4);
  for (let round = 0; round < 300; round += 1) {
    const choice = { ...FREE, hide: some(5), district: some(sites.first), kind: some(sites.registers.kinds.length), q: "" };
    const expected = sites.id
      .map((_, row) => row)
      .filter((row) => row >= sites.first)
      .filter((row) => !choice.hide.includes(sites.layer[row]))
      .filter((row) => choice.kind.length === 0 || choice.kind.includes(sites.kind[row]))
      .filter((row) => {
        const own = districtsOf(sites, row);
        return choice.district.length === 0 || (own.length ? own : [0]).some((each) => choice.district.includes(each));
      });
    const { rows, shown, having } = applyFacets(sites, choice);
    assert.deepEqual(rows, expected);
    assert.deepEqual(
      [...shown.keys()].filter((row) => shown[row] === 1),
      expected,
    );
    assert.deepEqual(
      [...having.district],
      Array.from(having.district, (_, row) => expected.filter((site) => isIn(sites, site, row)).length),
    );
  }
});

test("A facet of more than 32 options keeps each of them apart", () => {
  const options = Array.from({ length: 70 }, (_, i) => ({ code: `o${i}`, zh: `选项${i}`, en: `Option ${i}` }));
  const width = 3;
  const masks = new Uint32Array(sites.count * width);
  const optionAt = (row) => [0, 31, 32, 63, 64, 69][row % 6];
  for (let row = sites.first; row < sites.count; row += 1) {
    masks[row * width + (optionAt(row) >>> 5)] = 1 << (optionAt(row) & 31);
  }
  const many = { ...sites, facets: [{ key: "many", options, width, masks, unlike: [] }] };
  for (const option of [0, 31, 32, 63, 64, 69]) {
    const { rows, many: counted } = applyFacets(many, { ...FREE, many: [option] });
    const expected = Array.from({ length: sites.count }, (_, row) => row).filter((row) => row >= sites.first && optionAt(row) === option);
    assert.deepEqual(rows, expected);
    assert.equal(counted[option], expected.length);
    assert.equal(
      counted.reduce((sum, count) => sum + count),
      sites.count - sites.first,
    );
    for (const row of rows) assert.equal(optionOf(many, "many", row, "en"), `Option ${option}`);
  }
});
