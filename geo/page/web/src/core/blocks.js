/**
 * What is read when a place is opened or a file is saved: texts of some subjects each.
 */

/**
 * What is known of subjects one by one.
 *
 * @template Part
 * @param {(block: number) => string} readBlock gives the text of a block
 * @param {(text: string) => Part[]} split gives what it holds of each of its subjects
 * @param {number[]} firsts the first row of each block
 * @param {number} most blocks that are kept at once
 * @returns {(row: number) => Part} what a block holds of a subject
 */
export function blockReader(readBlock, split, firsts, most) {
  const blocks = new Map();
  return (row) => {
    let number = firsts.length - 1;
    while (firsts[number] > row) number -= 1;
    if (!blocks.has(number)) {
      if (blocks.size >= most) blocks.clear();
      blocks.set(number, split(readBlock(number)));
    }
    return blocks.get(number)[row - firsts[number]];
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
