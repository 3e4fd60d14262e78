import assert from "node:assert/strict";
import { test } from "node:test";
import { blockReader, blocksOf } from "../../geo/page/web/src/core/blocks.js";

const FIRSTS = [0, 3, 4, 10];
const END = 16;
const numbered = (block, rows) => rows;

test("A block is read when one of its subjects is first asked for, and only once", () => {
  const asked = [];
  const read = blockReader((block) => (asked.push(block), block), numbered, FIRSTS, END, 4);
  assert.deepEqual(asked, []);
  for (const row of [0, 2, 3, 9, 4, 12, 1]) assert.equal(read(row), row);
  assert.deepEqual(asked, [0, 1, 2, 3]);
});

test("Where few blocks are kept, an earlier one is read again", () => {
  const asked = [];
  const read = blockReader((block) => (asked.push(block), block), numbered, FIRSTS, END, 1);
  for (const row of [0, 1, 3, 0]) assert.equal(read(row), row);
  assert.deepEqual(asked, [0, 1, 0]);
});

test("How many blocks some rows are in", () => {
  const firsts = [0, 3, 4, 9];
  for (const [rows, count] of [
    [[], 0],
    [[0, 1, 2], 1],
    [[2, 3, 4, 5], 3],
    [[1, 9, 100], 2],
  ])
    assert.equal(blocksOf(firsts, rows), count);
});
