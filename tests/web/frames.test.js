import assert from "node:assert/strict";
import { test } from "node:test";
import { lastText } from "../../geo/page/web/src/core/frames.js";
import { tinyBlocks } from "../fixtures/read.js";

const { blocks, packed } = tinyBlocks();

test("The first text of a frame is read without those that follow", () => {
  assert.deepEqual(
    packed.map(([facts]) => lastText([facts])),
    blocks.map(({ facts }) => facts),
  );
});

test("A further text of a frame is read with those before it", () => {
  assert.deepEqual(
    packed.map(lastText),
    blocks.map(({ exports }) => exports),
  );
});

test("A text that is cut off or no frame at all is refused", () => {
  const [[facts]] = packed;
  for (const damaged of [facts.slice(0, 400), `AAAA${facts}`, ""]) assert.throws(() => lastText([damaged]));
});
