import assert from "node:assert/strict";
import { test } from "node:test";
import { once, onceInSteps, readLater, recentlyOf } from "../../geo/page/web/src/core/later.js";

test("What is made later is made when it is first asked for, and once, also where it is nothing", () => {
  let made = 0;
  const get = once(() => void (made += 1));
  assert.equal(made, 0);
  assert.deepEqual([get(), get()], [undefined, undefined]);
  assert.equal(made, 1);
});

test("Members that are read later are read together, when one of them is first asked for", () => {
  let read = 0;
  const owner = { a: 1 };
  readLater(owner, ["b", "c"], () => ({ b: (read += 1), c: 3 }));
  assert.equal(read, 0);
  assert.deepEqual([owner.a, owner.b, owner.c, owner.b], [1, 1, 3, 1]);
});

test("What is made in steps is whole when it is asked for, however many were taken before, and made once", () => {
  for (const before of [0, 1, 2, 3, 4]) {
    let taken = 0;
    const { step, get } = onceInSteps(function* () {
      for (; taken < 2; taken += 1) yield;
      return [taken];
    });
    const steps = [...Array(before)].map(() => step());
    assert.deepEqual(steps, [false, false, true, true].slice(0, before));
    assert.deepEqual(get(), [2]);
    assert.equal(get(), get());
  }
});

test("What was made lately is kept, the last keys of each object apart", () => {
  let made = 0;
  const kept = recentlyOf(2);
  const [one, other] = [{}, {}];
  const get = (owner, key) => kept(owner, key, () => (made += 1));
  assert.deepEqual([get(one, "a"), get(one, "b"), get(one, "a"), get(other, "a")], [1, 2, 1, 3]);
  assert.deepEqual([get(one, "c"), get(one, "a"), get(one, "b")], [4, 1, 5], "b was asked for the longest ago");
});
