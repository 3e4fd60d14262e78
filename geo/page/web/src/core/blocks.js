/**
 * What is read when a place is opened or a file is saved: compressed texts, each of some subjects.
 */
import { decompress } from "fzstd";
import { BLOCK } from "./constants.js";
import { unpack } from "./packed.js";

/**
 * The text of a block as it is in the page: base64 of a Zstandard frame.
 *
 * @param {string} packed
 */
export function decompressed(packed) {
  return new TextDecoder().decode(decompress(new Uint8Array(unpack(packed))));
}

/**
 * What is known of subjects one by one.
 *
 * @template Part
 * @param {(block: number) => string} readBlock gives the text of a block
 * @param {(text: string) => Part[]} split gives what it holds of each of its subjects
 * @param {number} most blocks that are kept at once
 * @returns {(row: number) => Part} what a block holds of a subject
 */
export function blockReader(readBlock, split, most = Infinity) {
  const blocks = new Map();
  return (row) => {
    const number = Math.floor(row / BLOCK);
    if (!blocks.has(number)) {
      if (blocks.size >= most) blocks.clear();
      blocks.set(number, split(readBlock(number)));
    }
    return blocks.get(number)[row % BLOCK];
  };
}

/**
 * A block of facts: two lines a subject, its feature and what else its drawer shows.
 *
 * @param {string} text
 */
export function splitFacts(text) {
  const lines = text.split("\n");
  return Array.from({ length: lines.length / 2 }, (_, i) => ({ feature: lines[2 * i], beside: lines[2 * i + 1] }));
}

/**
 * A block of exports: what files say of each of its subjects.
 *
 * @param {string} text
 * @returns {Exported[]}
 */
export const splitExports = (text) => JSON.parse(text);
