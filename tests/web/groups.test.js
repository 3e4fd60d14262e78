import assert from "node:assert/strict";
import { test } from "node:test";
import { GROUP } from "../../geo/page/web/src/core/constants.js";
import { readTable } from "../../geo/page/web/src/core/groups.js";

// Rows of their own, rows that several have, one for all; the second row has no member "b".
const TEXT = ['x.id\n\n"1"\n"2"\n"3"', 'x.a\ty.z\n1 0 1\n"A"\t0\n"B"\t1', "x.b\n1 0 1\n\n[7]", "x.c\n\nnull"].join(GROUP);

test("Members of a row come from every group, without those that it does not have", () => {
  const { count, members } = readTable(TEXT);
  const write = members("x");
  assert.equal(count, 3);
  assert.deepEqual([0, 1, 2].map(write), [
    '"id":"1","a":"B","b":[7],"c":null',
    '"id":"2","a":"A","c":null',
    '"id":"3","a":"B","b":[7],"c":null',
  ]);
});

test("Values are those of one owner alone", () => {
  assert.deepEqual([0, 1, 2].map(readTable(TEXT).values("y")), ["1", "0", "1"]);
});
