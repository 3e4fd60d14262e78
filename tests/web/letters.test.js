import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf } from "../../geo/page/web/src/core/letters.js";

const VISIBLE = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at));
const LETTERS = VISIBLE.filter((letter) => !"<&{".includes(letter)).join("");

/** The letters of bytes, worked out with numbers of any length. */
function lettersOf(bytes) {
  let number = bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = "";
  for (let bits = 8 * bytes.length; bits > 0; bits -= 13) {
    const pair = Number(number & 8191n);
    number >>= 13n;
    text += LETTERS[pair % 91] + (bits <= 6 ? "" : LETTERS[Math.floor(pair / 91)]);
  }
  return text;
}

const samples = Array.from({ length: 60 }, (_, length) => Array.from({ length }, (__, at) => (at * 89 + length * 57) & 255));

test("Bytes of every length come back from their letters", () => {
  for (const bytes of [...samples, [255, 255, 255], Array(26).fill(255)]) assert.deepEqual([...bytesOf(lettersOf(bytes))], bytes);
  assert.deepEqual(
    [...bytesOf('"%s+')],
    [..."map"].map((letter) => letter.charCodeAt(0)),
    "as Python writes them",
  );
});

test("What is no letter is refused wherever it is, and so are two letters that are more than 13 bits", () => {
  const text = lettersOf(samples[27]);
  for (const other of ["<", "&", "{", " ", "\n", "é", "株"]) {
    for (let at = 0; at < text.length; at += 1) {
      assert.throws(() => bytesOf(`${text.slice(0, at)}${other}${text.slice(at + 1)}`), /damaged/, `${other} at ${at}`);
    }
  }
  assert.throws(() => bytesOf("~~"), /damaged/);
});
