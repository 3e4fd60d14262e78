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
  const signs = new Map(lines(variants).flatMap(([sign, ...others]) => others.map((other) => [other, sign])));
  const varied = oneOf([...signs.keys()]);
  const others = new Map(lines(words).map((line) => /** @type {[string, string]} */ (line.split("\t"))));
  const regional = longestFirst([...others.keys()]);
  /** @param {string} text */
  const plain = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/\p{Mn}|['’]/gu, "");
  return {
    fold: (text) =>
      isPlain(text) ? text.toLowerCase().replace(/'/g, "") : plain(text).replace(varied, (sign) => /** @type {string} */ (signs.get(sign))),
    eachWord: (text, replace) =>
      isPlain(text) ? text : text.replace(regional, (word, at) => replace(/** @type {string} */ (others.get(word)), at, at + word.length)),
  };
}

const BEYOND_ASCII = /[^ -~\n\t]/;

/**
 * Whether a text is without accents, other widths, variants, and words of a region: English names and pinyin, which are many.
 *
 * @param {string} text
 */
export const isPlain = (text) => !BEYOND_ASCII.test(text);

/**
 * A pattern that finds any of the signs; none where there are none.
 *
 * @param {string[]} signs
 */
const oneOf = (signs) =>
  new RegExp(`[${signs.map((sign) => `\\u{${/** @type {number} */ (sign.codePointAt(0)).toString(16)}}`).join("")}]`, "gu");

/**
 * A pattern that finds any of the words, of two that begin together the longer one; it looks at no word where none begins.
 *
 * @param {string[]} words
 */
function longestFirst(words) {
  /** @param {string} text */
  const plainly = (text) => text.replace(/[^\p{L}\p{N}]/gu, "\\$&");
  const ordered = words.sort((a, b) => b.length - a.length).map(plainly);
  return new RegExp(`(?=[${words.map(([sign]) => plainly(sign)).join("")}])(?:${ordered.join("|")})`, "g");
}

/** @param {string} text */
const lines = (text) => text.split("\n").filter((line) => line !== "");
