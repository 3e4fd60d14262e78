import assert from "node:assert/strict";
import { test } from "node:test";
import { MESSAGES, messages } from "../../geo/web/src/messages.js";

const slots = (text) => text.split("{}").length - 1;

test("Both languages have the same messages", () => {
  assert.deepEqual(Object.keys(MESSAGES.zh).sort(), Object.keys(MESSAGES.en).sort());
});

test("No message is empty, and each has its places for figures in both languages", () => {
  for (const [key, zh] of Object.entries(MESSAGES.zh)) {
    assert.ok(zh.trim() && MESSAGES.en[key].trim(), key);
    assert.equal(slots(zh), slots(MESSAGES.en[key]), key);
  }
});

test("Parts are put in one after the other, word for word", () => {
  assert.equal(messages("en")("exported", 3, "$&_$1.geojson"), "Exported 3 places: $&_$1.geojson");
  assert.equal(messages("zh")("places", 0), "0 处");
  assert.equal(messages("en")("exported", "{}", "{}{}"), "Exported {} places: {}{}");
});
