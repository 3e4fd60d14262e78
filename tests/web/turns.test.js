import assert from "node:assert/strict";
import { test } from "node:test";
import { takeIdle, takeTurns } from "../../geo/page/web/src/ui/turns.js";

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

test("Idle work takes a turn each time that the browser rests, with or without being told for how long", async () => {
  const rest = (requestIdleCallback) =>
    new Promise((done) => {
      const turns = [];
      function* steps() {
        for (let i = 0; i < 3; i += 1) yield turns.push(turns.length);
        done(turns);
      }
      globalThis.window = { requestIdleCallback, setTimeout };
      takeIdle(steps());
      assert.deepEqual(turns, []);
    });
  let rests = 0;
  const short = (work) => setImmediate(() => work({ timeRemaining: () => (rests += 1) && 0 }));
  assert.equal((await rest(short)).length, 3);
  assert.equal(rests, 4);
  assert.equal((await rest((work) => setImmediate(() => work({ timeRemaining: () => 1e9 })))).length, 3);
  assert.equal((await rest(undefined)).length, 3);
  delete globalThis.window;
});
