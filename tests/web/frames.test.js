import assert from "node:assert/strict";
import { test } from "node:test";
import { frameReader, lastPart, partsOf, textOf } from "../../geo/page/web/src/core/frames.js";
import { tinyBlocks } from "../fixtures/read.js";

const { blocks, packed } = tinyBlocks();

/** The last text of a frame. */
const lastText = (parts) => textOf(lastPart(parts));

/** What reads the texts of a frame one after the other. */
const textReader = () => {
  const next = frameReader();
  return (part) => textOf(next(part));
};

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

test("The texts of a frame are read one after the other", () => {
  assert.deepEqual(
    packed.map((parts) => parts.map(textReader())),
    blocks.map(({ facts, exports }) => [facts, exports]),
  );
});

/** The letters with another one in a place. */
const altered = (text, at) => `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;

test("A text with any of its letters altered is refused, wherever it is in its frame", () => {
  const [[facts, exports]] = packed;
  for (let at = 0; at < facts.length; at += 1) assert.throws(() => lastText([altered(facts, at)]), `${at}`);
  for (let at = 0; at < exports.length; at += 7) assert.throws(() => lastText([facts, altered(exports, at)]), `${at}`);
  const next = textReader();
  assert.equal(next(facts), blocks[0].facts);
  assert.throws(() => next(altered(exports, 7)));
});

test("A text that is cut off, is no frame or belongs to another is refused", () => {
  const [[facts, exports]] = packed;
  for (const damaged of [facts.slice(0, 400), `AAAA${facts}`, "", "AAAA", exports]) assert.throws(() => lastText([damaged]));
});

test("What follows the text of a part are bytes, in which any may be", () => {
  const { text, bytes } = partsOf(Uint8Array.of(0xe6, 0xa0, 0xaa, 0, 1, 0, 0xff));
  assert.deepEqual([text, [...bytes]], ["株", [1, 0, 0xff]]);
  assert.deepEqual(partsOf(Uint8Array.of(0x61)), { text: "a", bytes: new Uint8Array() });
});
