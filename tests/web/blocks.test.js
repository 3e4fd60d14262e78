import assert from "node:assert/strict";
import { test } from "node:test";
import { blockReader } from "../../geo/page/web/src/core/blocks.js";
import { BLOCK } from "../../geo/page/web/src/core/constants.js";

const numbered = (block) => Array.from({ length: BLOCK }, (_, i) => block * BLOCK + i);

test("A block is read when one of its subjects is first asked for, and only once", () => {
  const asked = [];
  const read = blockReader((block) => (asked.push(block), block), numbered);
  assert.deepEqual(asked, []);
  for (const row of [0, BLOCK - 1, BLOCK, 2 * BLOCK + 7, 3]) assert.equal(read(row), row);
  assert.deepEqual(asked, [0, 1, 2]);
});

test("Where few blocks are kept, an earlier one is read again", () => {
  const asked = [];
  const read = blockReader((block) => (asked.push(block), block), numbered, 1);
  for (const row of [0, 1, BLOCK, 0]) assert.equal(read(row), row);
  assert.deepEqual(asked, [0, 1, 0]);
});
