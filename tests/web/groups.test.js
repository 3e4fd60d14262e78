import assert from "node:assert/strict";
import { test } from "node:test";
import { GROUP, SLOT } from "../../geo/page/web/src/core/constants.js";
import { readTable } from "../../geo/page/web/src/core/groups.js";

// Rows of their own, rows with patterns, one pattern for all with figures and without; the second row has no member "b".
const PATTERNS = ["null", `"A${SLOT}0${SLOT}${SLOT}1${SLOT}"\t${SLOT}0${SLOT}`, '"B"\t1', `${SLOT}0${SLOT}`];
const TEXT = ['x.id\n\n"1"\n"2"\n"3"', "x.a\ty.z\n2 1 1\n 0 7\n 5,000 2", "x.b\n\n[7]\n\n[7]", "x.c\n0", "x.d\n3\n4 5 6"].join(GROUP);

test("Members of a row come from every group, without those that it does not have", () => {
  const { members } = readTable(TEXT, PATTERNS);
  const write = members("x");
  assert.deepEqual([0, 1, 2].map(write), [
    '"id":"1","a":"B","b":[7],"c":null,"d":4',
    '"id":"2","a":"A05,000","c":null,"d":5',
    '"id":"3","a":"A72","b":[7],"c":null,"d":6',
  ]);
});

test("Values are those of one owner alone", () => {
  assert.deepEqual([0, 1, 2].map(readTable(TEXT, PATTERNS).values("y")), ["1", "0", "7"]);
});
