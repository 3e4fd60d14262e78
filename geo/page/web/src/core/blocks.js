/**
 * What is read when a place is opened or a file is saved: texts of some subjects each.
 */
import { BLOCK } from "./constants.js";

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
