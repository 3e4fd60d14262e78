import assert from "node:assert/strict";
import { test } from "node:test";
import { once, readLater } from "../../geo/page/web/src/core/later.js";

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
