import assert from "node:assert/strict";
import { test } from "node:test";
import { takeTurns } from "../../geo/page/web/src/ui/turns.js";

/** Steps of which each takes a turn of its own. */
function* slow(count) {
  for (let i = 0; i < count; i += 1) {
    const end = performance.now() + 30;
    while (performance.now() < end);
    yield;
  }
  return "made";
}

test("Between two turns the page answers, and is told how far the work is", async () => {
  const seen = [];
  setTimeout(() => seen.push("answered"));
  const made = await takeTurns(slow(3), (taken) => {
    seen.push(taken);
    return true;
  });
  assert.equal(made, "made");
  assert.deepEqual(seen.filter(Number), [1, 2, 3]);
  assert.ok(seen.indexOf("answered") < 3);
});

test("Work that is ended gives nothing, and takes no further step", async () => {
  let taken = 0;
  function* counted() {
    for (; ; taken += 1) yield* slow(1);
  }
  assert.equal(await takeTurns(counted(), (steps) => steps < 2), null);
  assert.equal(taken, 1);
});

test("Work that fails says so, in whichever turn", async () => {
  function* failing(after) {
    yield* slow(after);
    throw new Error("no more");
  }
  for (const after of [0, 2])
    await assert.rejects(
      takeTurns(failing(after), () => true),
      /no more/,
    );
});
