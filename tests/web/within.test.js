import assert from "node:assert/strict";
import { test } from "node:test";
import { messages } from "../../geo/page/web/src/core/messages.js";
import { areasOf, basisName, gatherWithin, isWholeUnit, withinWords } from "../../geo/page/web/src/core/within.js";
import { tinyAtlas } from "../fixtures/read.js";

const { sites } = tinyAtlas();
const row = (id) => sites.index.get(id);
const ids = (rows) => rows.map((each) => sites.id[each]);

/** The same sites, of which some have another value in a column. */
const changed = (column, values) => {
  const cells = Uint32Array.from(sites[column]);
  for (const [id, value] of Object.entries(values)) cells[row(id)] = value;
  return { ...sites, [column]: cells };
};
const basis = (code) => sites.registers.bases.findIndex((each) => each.code === code);

test("A place without a position lies in its districts", () => {
  assert.deepEqual(ids(areasOf(sites, row("valley-park"))), ["430211"]);
});

test("A place in a zone that is drawn as an area lies in the zone", () => {
  const [zone] = [...sites.shapes].find(([i, { type }]) => i >= sites.first && type === "Polygon");
  assert.deepEqual(areasOf(changed("parent", { "valley-park": zone }), row("valley-park")), [zone]);
});

test("A zone that is drawn as a sure point tells nothing of its extent, one within a circle does", () => {
  const inMill = changed("parent", { "valley-park": row("round-mill") });
  const off = (metres) => ({ ...inMill, uncertainty: changed("uncertainty", { "round-mill": metres }).uncertainty });
  assert.deepEqual(ids(areasOf(off(sites.exact), row("valley-park"))), ["430211"]);
  assert.deepEqual(ids(areasOf(off(sites.exact + 1), row("valley-park"))), ["round-mill"]);
});

test("What is on the map, a district, the city and what is known to the city alone have no area", () => {
  for (const id of ["hill-works", "430211", "430200", "old-institute"]) assert.deepEqual(areasOf(sites, row(id)), []);
});

test("Places without a position are gathered by each area, in several where they lie in several, else under the city", () => {
  const all = [...Array(sites.count).keys()].slice(sites.first);
  const within = gatherWithin(sites, all);
  assert.deepEqual(ids(within.get(row("430211"))), ["valley-park"]);
  assert.deepEqual(ids(within.get(0)), ["old-institute"]);
  assert.deepEqual([...gatherWithin(sites, [row("hill-works")])], []);
  const [zone] = [...sites.shapes].find(([i, { type }]) => i >= sites.first && type === "Polygon");
  const both = gatherWithin(changed("parent", { "valley-park": zone }), [row("valley-park")]);
  assert.deepEqual([...both.keys()], [zone, row("430211")]);
});

test("What is the whole of its district is said to be it, anything else to lie somewhere in it", () => {
  const whole = changed("basis", { "valley-park": basis("unit") });
  for (const lang of ["zh", "en"]) {
    const say = messages(lang);
    const name = sites[lang][row("430211")];
    assert.equal(withinWords(sites, row("valley-park"), lang, say), say("somewhereHere", { name }));
    assert.equal(withinWords(whole, row("valley-park"), lang, say), say("wholeUnit", { name }));
    assert.equal(withinWords(sites, row("old-institute"), lang, say), say("somewhereCity"));
  }
  assert.equal(isWholeUnit(whole, row("valley-park")), true);
  assert.equal(isWholeUnit(sites, row("valley-park")), false);
  assert.equal(isWholeUnit(sites, row("430211")), false);
  assert.equal(basisName(sites, row("valley-park"), "en"), "district");
});
