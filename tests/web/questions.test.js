import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHash, printHash, unreadParts } from "../../geo/page/web/src/core/hash.js";
import { readLedger } from "../../geo/page/web/src/core/ledger.js";
import { MESSAGES } from "../../geo/page/web/src/core/messages.js";
import { questionsOf } from "../../geo/page/web/src/core/questions.js";
import { tinyAtlas } from "../fixtures/read.js";

/** The small record, by its own date or as if it were of another. */
const atlasOf = (date) => {
  const atlas = tinyAtlas();
  const { payload, sites } = atlas;
  const record = { ...payload.record, date: date || payload.record.date };
  return { ...atlas, payload: { ...payload, record }, ledger: () => readLedger(payload, sites) };
};

const keysOf = (atlas) => questionsOf(atlas, "en").map(({ key }) => key);

test("What a record does not answer is not asked", () => {
  const asked = keysOf(atlasOf());
  assert.ok(asked.includes("askVague"));
  assert.ok(asked.includes("askDisputed"));
  // Nothing of it was started two years before its date, or promised for the year before.
  assert.ok(!asked.includes("askStarted"));
  assert.ok(!asked.includes("askPromised"));
});

test("The years of the questions follow the date of the record", () => {
  const asked = questionsOf(atlasOf("2026-06-30"), "en").find(({ key }) => key === "askPromised");
  assert.equal(asked.values.year, "2025");
  assert.equal(asked.state.due, "2025");
});

test("Each question is a link in the reader's language that holds all of its answer", () => {
  const atlas = atlasOf();
  for (const lang of ["zh", "en"]) {
    for (const { key, values, state } of questionsOf(atlas, lang)) {
      const hash = printHash(state, atlas.sites);
      assert.deepEqual(unreadParts(hash, atlas.sites), [], key);
      assert.deepEqual(parseHash(hash, atlas.sites), state, key);
      assert.equal(state.lang, lang);
      const named = [...MESSAGES[lang][key].matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(
        named.filter((name) => !values[name]),
        [],
        key,
      );
    }
  }
});
