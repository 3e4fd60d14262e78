import assert from "node:assert/strict";
import { test } from "node:test";
import { createPutOff } from "../../geo/page/web/src/ui/afterwards.js";

test("What is put off is done once, before anything else is put off, and never once it is forgotten", () => {
  const { settle, forget, putOff } = createPutOff();
  const told = [];
  const later = [];
  const write = (text) =>
    putOff(
      () => told.push(text),
      (go) => later.push(go),
    );
  write("a");
  assert.deepEqual(told, []);
  write("b");
  assert.deepEqual(told, ["a"]);
  settle();
  for (const go of later) go();
  assert.deepEqual(told, ["a", "b"]);
  write("c");
  forget();
  for (const go of later) go();
  assert.deepEqual(told, ["a", "b"]);
});
