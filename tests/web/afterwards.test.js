import assert from "node:assert/strict";
import { test } from "node:test";
import { createPutOff, takeIdle } from "../../geo/page/web/src/ui/afterwards.js";

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

test("Idle work waits for the frame that shows what the reader did, with or without being told when the browser rests", async () => {
  for (const requestIdleCallback of [undefined, (work) => setImmediate(work)]) {
    const window = Object.assign(new EventTarget(), { requestIdleCallback });
    globalThis.window = window;
    const told = [];
    globalThis.requestAnimationFrame = (draw) => setTimeout(() => told.push("frame") && draw());
    function* steps() {
      for (const step of ["first", "second", "third"]) {
        const end = performance.now() + 30; // a turn of its own
        while (performance.now() < end);
        told.push(step);
        if (step === "second") window.dispatchEvent(new Event("keydown"));
        yield;
      }
    }
    await takeIdle(steps());
    assert.deepEqual(told, ["first", "second", "frame", "third"]);
  }
  delete globalThis.window;
  delete globalThis.requestAnimationFrame;
});
