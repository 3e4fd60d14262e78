import assert from "node:assert/strict";
import { test } from "node:test";
import { numbersIn, numbersOf, unpack } from "../../geo/page/web/src/core/packed.js";

const bytes = Uint8Array.of(9, 1, 0xff, 0, 1, 0xff, 0xff, 0, 0, 0, 0x80, 7);

test("Numbers of any width are words of 32 bits, wherever their bytes begin", () => {
  const read = (kind, start, count) => [...numbersIn(bytes, [kind, start, count])];
  assert.deepEqual(read("uint8", 1, 2), [1, 255]);
  assert.deepEqual(read("int8", 1, 2), [1, 2 ** 32 - 1]);
  assert.deepEqual(read("uint16", 3, 2), [256, 65535]);
  assert.deepEqual(read("int16", 3, 2), [256, 2 ** 32 - 1]);
  assert.deepEqual(read("uint32", 7, 1), [2 ** 31]);
});

test("A column reads the same from bytes as from text", () => {
  assert.deepEqual(new Int32Array(unpack("AAAAgP////8=")), new Int32Array([-(2 ** 31), -1]));
  assert.deepEqual(new Int32Array(unpack(numbersIn(bytes, ["uint32", 7, 1]))), new Int32Array([-(2 ** 31)]));
});

test("Digits give back numbers of any size, with a sign", () => {
  assert.deepEqual(numbersOf("###$#%t3c~##.##~^z^J."), [0, -1, 1, 5000, 46552, -(2 ** 31)]);
  assert.deepEqual(numbersOf("r}r~ss#}~}}~~#f"), [3679, -3680, 3680, 46551, -46552, -34]);
});
