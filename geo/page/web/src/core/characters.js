/**
 * Which characters and words count as one where text is compared; `geo.atlas.characters` has the tables and folds the same way.
 */

/**
 * Text without what no name holds: control characters become blanks, those that cannot be seen are left out, half a
 * surrogate pair becomes a sign for the unknown.
 */
export const cleanText = (text) =>
  text
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Cc}/gu, " ")
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length === 2 ? found : "\ufffd"));

/**
 * @param {{variants: string, words: string}} tables a line for each group of characters, the one that the others are
 *   folded to first; a line for each word of Taiwan, with the word that it is folded to behind a tab
 * @returns {{fold: (text: string) => string, eachWord: (folded: string, replace: Function) => string}} `fold` makes text
 *   comparable: compatible forms, accents, case, apostrophes and the variants of a character count as one; `eachWord`
 *   calls `replace(other, start, end)` for each word of folded text that has another, and puts in what it returns
 */
export function createFolding({ variants, words }) {
  const signs = new Map();
  for (const [sign, ...others] of lines(variants)) {
    for (const other of others) signs.set(other, sign);
  }
  const others = new Map(lines(words).map((line) => line.split("\t")));
  const longestFirst = [...others.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") || "(?!)", "g");
  const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{Mn}|['’]/gu, "");
  return {
    fold: (text) => [...plain(text)].map((sign) => signs.get(sign) || sign).join(""),
    eachWord: (folded, replace) => folded.replace(pattern, (word, start) => replace(others.get(word), start, start + word.length)),
  };
}

const lines = (text) => text.split("\n").filter((line) => line !== "");
