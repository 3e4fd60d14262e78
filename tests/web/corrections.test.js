import assert from "node:assert/strict";
import { test } from "node:test";
import { correctionsOf } from "../../geo/page/web/src/core/corrections.js";

const REASONS = [
  { zh: "重读", en: "it was read again" },
  { zh: "另有依据", en: "there is other evidence" },
];
const entry = (id, date, reason, said) => [id, date, reason, `${said}（中）`, said];
const payload = {
  corrections: {
    reasons: REASONS,
    entries: [entry("f0001", "2024-12-01", 0, "one"), entry("park", "2024-12-02", 1, "two"), entry("f0001", "2024-12-03", 1, "three")],
  },
};

test("What was corrected of a fact or a place is told in its order, each with its reason", () => {
  assert.deepEqual(correctionsOf("f0001", payload), [
    { date: "2024-12-01", said: { zh: "one（中）", en: "one" }, reason: REASONS[0] },
    { date: "2024-12-03", said: { zh: "three（中）", en: "three" }, reason: REASONS[1] },
  ]);
  assert.equal(correctionsOf("park", payload).length, 1);
});

test("What was never corrected has nothing to tell", () => assert.deepEqual(correctionsOf("f0002", payload), []));

test("Each page has its own corrections", () => {
  assert.equal(correctionsOf("f0001", { corrections: { reasons: [], entries: [] } }).length, 0);
});
