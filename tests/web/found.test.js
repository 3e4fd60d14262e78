import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "@preact/signals-core";
import { needsFacts, search } from "../../geo/page/web/src/core/search.js";
import { createFound } from "../../geo/page/web/src/app/found.js";
import { tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
const { sites } = atlas;
const ALL = [...Array(sites.count).keys()];
const STATE = { ready: true, dispute: [] };
const SAID = "io"; // in what facts alone say of several places, in several blocks

/** The counts that are shown one after the other, until so many were. */
const counted = (atlas, found, many) =>
  new Promise((done) => {
    const facts = createFound(atlas, STATE)(found);
    const counts = [];
    effect(() => {
      counts.push(facts.count(ALL));
      if (counts.length === many) done(counts);
    });
  });

test("Facts of a few blocks are counted at once, those of many once they are read", async () => {
  const found = search(sites, SAID);
  assert.ok(ALL.filter((row) => needsFacts(found, row) && found.rank[row] >= 0).length > 1);
  const [known] = await counted(atlas, found, 1);
  assert.ok(known > 0);
  const many = { ...atlas, payload: { ...atlas.payload, blocks: ALL } };
  assert.deepEqual(await counted(many, found, 2), [0, known]);
});

test("What is searched no longer is not read", async () => {
  let read = 0;
  const factsOf = (row) => {
    read += 1;
    return atlas.factsOf(row);
  };
  const readFound = createFound({ ...atlas, factsOf, payload: { ...atlas.payload, blocks: ALL } }, STATE);
  const facts = readFound(search(sites, SAID));
  assert.equal(facts.count(ALL), 0);
  readFound(search(sites, ""));
  await new Promise((done) => {
    setTimeout(done, 600);
  });
  assert.equal(read, 0);
});
