/**
 * Which characters and words count as one where text is compared; `geo.atlas.characters` has the tables and folds the same way.
 */

/**
 * Text without what no name holds: control characters become blanks, those that cannot be seen are left out, half a
 * surrogate pair becomes a sign for the unknown.
 *
 * @param {string} text
 */
export const cleanText = (text) =>
  text
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Cc}/gu, " ")
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length === 2 ? found : "\ufffd"));

/**
 * @param {{variants: string, words: string}} tables a line for each group of characters, the one that the others are
 *   folded to first; a line for each word of Taiwan, with the word that it is folded to behind a tab
 * @returns {Folding} `fold` makes text
 *   comparable: compatible forms, accents, case, apostrophes and the variants of a character count as one; `eachWord`
 *   calls `replace(other, start, end)` for each word of folded text that has another, and puts in what it returns
 */
export function createFolding({ variants, words }) {
  /** @type {Map<string, string>} */
  const signs = new Map();
  for (const [sign, ...others] of lines(variants)) {
    for (const other of others) signs.set(other, sign);
  }
  /** @param {string} text */
  const plain = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/\p{Mn}|['’]/gu, "");
  return {
    fold: (text) => [...plain(text)].map((sign) => signs.get(sign) || sign).join(""),
    eachWord: replacer(lines(words).map((line) => line.split("\t"))),
  };
}

/**
 * Gives what replaces words in a text, of two that begin together the longer one.
 *
 * @param {string[][]} pairs
 * @returns {Folding["eachWord"]}
 */
function replacer(pairs) {
  /** @type {Map<string, string[][]>} */
  const byFirst = new Map();
  for (const pair of pairs.sort(([a], [b]) => b.length - a.length)) {
    const first = pair[0][0];
    byFirst.set(first, [...(byFirst.get(first) || []), pair]);
  }
  return (text, replace) => {
    let done = "";
    for (let at = 0; at < text.length;) {
      const found = (byFirst.get(text[at]) || []).find(([word]) => text.startsWith(word, at));
      const end = at + (found ? found[0].length : 1);
      done += found ? replace(found[1], at, end) : text[at];
      at = end;
    }
    return done;
  };
}

/** @param {string} text */
const lines = (text) => text.split("\n").filter((line) => line !== "");
