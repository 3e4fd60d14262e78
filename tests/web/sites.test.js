import assert from "node:assert/strict";
import { test } from "node:test";
import {
  decodeLine,
  districtsOf,
  hasPosition,
  isDoubtful,
  lonLat,
  placeName,
  placesOf,
  readSites,
  rivalsOf,
  rowAt,
} from "../../geo/page/web/src/core/sites.js";
import { COUNTED, TEXT_COLUMNS } from "../../geo/page/web/src/core/constants.js";
import { applyFacets } from "../../geo/page/web/src/core/facets.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { unpack } from "../../geo/page/web/src/core/packed.js";
import { inOnePiece, readTexts } from "../../geo/page/web/src/core/texts.js";
import { tinyAtlas } from "../fixtures/read.js";

const { sites } = tinyAtlas();
const row = (id) => sites.index.get(id);

test("Subjects are the city, the districts and the sites, each with the row of its id", () => {
  assert.equal(sites.count, 19);
  assert.equal(sites.first, 10);
  assert.deepEqual(sites.id.slice(0, 3), ["430200", "430202", "430203"]);
  assert.deepEqual(
    sites.id.map((id) => row(id)),
    sites.id.map((_, i) => i),
  );
});

test("Every column has a value for every subject", () => {
  const columns = ["zh", "en", "aliases", "latest", "lon", "lat", "kind", "layer", "sector", "status", "basis"];
  for (const name of [...columns, "main", "parent", "facts", "disputes"]) {
    const further = ["lon", "lat"].includes(name) ? sites.further.length : 0;
    assert.equal(sites[name].length, sites.count + further, name);
  }
  assert.equal(sites.uncertainty.length, sites.count + sites.further.length);
  for (let each = 0; each < sites.count; each += 1) {
    assert.deepEqual(
      sites.namesOf(each).map(({ text }) => text),
      [sites.zh[each], sites.en[each], ...sites.aliases[each]],
    );
    assert.ok(sites.wholeOf(each).length <= sites.saidOf(each).length);
  }
});

test("Positions are the numbers of the record", () => {
  assert.deepEqual(lonLat(sites, row("hill-works")), [113.24, 27.74]);
  assert.deepEqual(lonLat(sites, row("round-mill")), [113.000001, 27.85]);
});

test("Parts and rival positions are places beyond the rows, each with its site, its point, its radius and its name", () => {
  const mill = row("round-mill");
  const [own, part, ...more] = placesOf(sites, mill);
  assert.deepEqual([own, part, more], [mill, sites.count, []]);
  assert.deepEqual([lonLat(sites, part), sites.uncertainty[part], isDoubtful(sites, part)], [[113.05, 27.85], 300, false]);
  assert.equal(placeName(sites, part, "en"), "Round Mill · Old works");
  assert.equal(placeName(sites, mill, "zh"), "圆磨坊");
  const [rival] = rivalsOf(sites, mill);
  assert.deepEqual(
    [lonLat(sites, rival), sites.uncertainty[rival], sites.further[rival - sites.count].en],
    [[113.15, 27.85], 1000, "=1+1 <b>"],
  );
  assert.deepEqual(
    [own, part, rival].map((place) => rowAt(sites, place)),
    [mill, mill, mill],
  );
  assert.deepEqual([placesOf(sites, row("hill-park")), rivalsOf(sites, row("hill-park"))], [[row("hill-park")], []]);
});

test("A place known only to its district or to the city has no position", () => {
  const without = sites.id.filter((_, i) => !hasPosition(sites, i));
  assert.deepEqual(without, ["430200", "valley-park", "odd-institute", "old-institute"]);
});

test("Codes and references are those of the record", () => {
  const works = row("hill-works");
  const { registers } = sites;
  assert.equal(registers.kinds[sites.kind[works]].code, "industry-project");
  assert.equal(registers.layers[sites.layer[works]].code, "projects");
  assert.equal(registers.sectors[sites.sector[works]].code, "aero");
  assert.equal(registers.statuses[sites.status[works]].code, "completed");
  assert.equal(registers.bases[sites.basis[works]].code, "poi");
  assert.equal(sites.uncertainty[works], 150);
  assert.equal(sites.id[sites.parent[works]], "hill-park");
  assert.equal(sites.facts[works], 8);
  assert.equal(sites.disputes[works], 1);
});

test("A site knows its districts, the main one first", () => {
  const road = row("ring-road");
  assert.deepEqual(
    districtsOf(sites, road).map((i) => sites.id[i]),
    ["430203", "430202", "430204"],
  );
  assert.deepEqual(districtsOf(sites, row("old-institute")), []);
  assert.equal(sites.main[row("old-institute")], 0);
});

test("Aliases are lists, empty where there are none", () => {
  assert.deepEqual(sites.aliases[row("hill-park")], ["Hill Industrial Park", "山丘工业园"]);
  assert.deepEqual(sites.aliases[row("hill-works")], []);
});

test("Shapes are the lines of the record, rings and holes apart", () => {
  const { type, parts } = sites.shapes.get(row("hill-park"));
  assert.equal(type, "Polygon");
  assert.equal(parts.length, 2);
  assert.deepEqual(parts[1].slice(0, 2), [
    [113.21, 27.73],
    [113.21, 27.735],
  ]);
  assert.deepEqual(sites.shapes.get(row("ring-road")).parts, [
    [
      [113.05, 27.75],
      [113.123457, 27.755],
      [113.207, 27.75],
    ],
  ]);
  assert.equal(sites.shapes.has(row("hill-works")), false);
  const twin = sites.shapes.get(row("twin-park"));
  assert.deepEqual([twin.type, twin.parts.length, twin.rings], ["MultiPolygon", 3, [2, 1]]);
});

test("Steps of a line add up without drift", () => {
  const [unit, lon, lat, step] = ["#%", "~&18@i", "~#hB{U", "#%#%"];
  const line = decodeLine(`${unit}${lon}${lat}${step.repeat(1500)}`);
  assert.deepEqual(
    [line.at(0), line.at(-1)],
    [
      [113.000001, 27.000001],
      [113.001501, 27.001501],
    ],
  );
});

test("Columns are little-endian whatever the text they come in", () => {
  const { payload } = tinyAtlas();
  payload.columns.count = 1;
  for (const [name, bytes] of [
    ["uncertainty", [0x34, 0x12, 0, 0]],
    ["lon", [0xff, 0xff, 0xff, 0xff]],
  ]) {
    payload.columns[name] = btoa(String.fromCharCode(...bytes));
  }
  const read = readSites(payload);
  assert.equal(read.uncertainty[0], 0x1234);
  assert.equal(read.lon[0], -1);
});

test("Places are found without what they are counted by, which is read when it is asked for", () => {
  const [{ payload }, { sites: whole }] = [tinyAtlas(), tinyAtlas()];
  const asked = [];
  const giveLater = (owner, name) => {
    const packed = owner[name];
    owner[name] = () => asked.push(name) && new Uint32Array(unpack(packed));
  };
  for (const name of COUNTED) giveLater(payload.columns, name);
  for (const facet of payload.facets) giveLater(facet, "masks");
  const sites = readSites(payload);
  const result = applyFacets(sites, initialState(sites.facets));
  assert.equal(result.rows.length, sites.count - sites.first);
  assert.deepEqual(asked, []);
  assert.deepEqual(sites.main, whole.main);
  assert.deepEqual(asked, ["main"]);
  assert.deepEqual(result.kind, applyFacets(whole, initialState(whole.facets)).kind);
  assert.deepEqual(asked, ["main", ...payload.facets.map(() => "masks")]);
});

/** The texts of a record in pieces of four subjects, and the numbers of those that were read. */
function inFours({ columns }) {
  const asked = [];
  const read = (piece) => {
    asked.push(piece);
    const four = (name) => [
      name,
      columns[name]
        .split("\n")
        .slice(4 * piece, 4 * piece + 4)
        .join("\n"),
    ];
    return inOnePiece(Object.fromEntries(TEXT_COLUMNS.map(four)));
  };
  return { asked, texts: readTexts(columns.count, { size: 4, read }) };
}

test("Of texts in pieces those that hold what is asked for are read, each once", () => {
  const { payload, sites: whole } = tinyAtlas();
  const { asked, texts } = inFours(payload);
  const sites = readSites(payload, texts);
  assert.deepEqual(asked, []);
  assert.deepEqual([sites.zh[9], sites.id[8], sites.zh[3]], [whole.zh[9], whole.id[8], whole.zh[3]]);
  assert.deepEqual(asked, [2, 0]);
  for (const name of ["id", "zh", "en", "aliases", "latest", "statusAsOf"]) assert.deepEqual([...sites[name]], [...whole[name]], name);
  assert.deepEqual(
    [sites.index.size, sites.zh[-1], sites.zh[sites.count], sites.zh.includes("")],
    [sites.count, undefined, undefined, false],
  );
  assert.deepEqual(asked, [2, 0, 1, 3, 4]);
});

test("Pieces are unpacked a step each, those of which a text was asked for no second time", () => {
  const { payload, sites } = tinyAtlas();
  const { asked, texts } = inFours(payload);
  const steps = texts.unpacked();
  steps.next();
  assert.equal(texts.text("name_zh", 13), sites.zh[13]);
  assert.deepEqual(asked, [0, 3]);
  assert.equal([...steps].length, 4);
  assert.deepEqual(asked, [0, 3, 1, 2, 4]);
});

test("A text reads the same whether it is decoded by itself or with its column", () => {
  const texts = ["\ufeff株洲", "", "Zhūzhōu 🚄", "\ufeff"];
  const columns = Object.fromEntries(TEXT_COLUMNS.map((name, at) => [name, texts.map((text) => text && text + at).join("\n")]));
  const { text, lines } = readTexts(texts.length, { size: texts.length, read: () => inOnePiece(columns) });
  for (let round = 0; round < 200; round += 1) {
    TEXT_COLUMNS.forEach((name, at) => texts.forEach((each, row) => assert.equal(text(name, row), each && each + at)));
  }
  for (const name of TEXT_COLUMNS) assert.equal(lines(name, 0), columns[name]);
});
