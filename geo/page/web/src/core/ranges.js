/**
 * Ranges of figures as a choice: 1e9.., ..5e9, 1e9..5e9, .. for any figure, and none for places without one.
 *
 * The only reader of this text: links, the command line and Python (`geo.atlas.ranges`) come here. Numbers are in base
 * units. Where sources disagree, a place is in a range if one of the values is.
 */
import { groupDigits, numberIn, withUnit } from "./format.js";

const BETWEEN = "..";

/** What is chosen of places without a figure. */
export const NONE = "none";

/** Any figure, however large. */
export const ANY = BETWEEN;

const LONGEST = 100; // characters of a range
const FIGURES = String.raw`[+-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?`;
const NUMBER = new RegExp(`^${FIGURES}$`, "i");
const AT_START = new RegExp(`^(?:${FIGURES})?\\.\\.(?:${FIGURES})?(?:,${NONE})?`, "i");

/**
 * The range with which a text begins, empty where with none: what follows in a link is the end of a sentence.
 *
 * @param {string} text
 */
export const rangeAtStart = (text) => (AT_START.exec(text) || [""])[0];

/**
 * @param {string} text a range, none, or both with a comma between them
 * @returns {string[] | null} the same in the one form that links hold: the range, then none; null where it cannot be read
 */
export function readRange(text) {
  if (text.length > LONGEST) return null;
  const tokens = [...new Set(text.split(","))];
  const ranges = tokens.filter((token) => token !== NONE);
  if (ranges.length > 1) return null;
  const bounds = ranges.map(readBounds);
  if (bounds.includes(null)) return null;
  const told = /** @type {Bounds[]} */ (bounds).map(({ low, high }) => printRange(low, high));
  return tokens.includes(NONE) ? [...told, NONE] : told;
}

/** @typedef {{low: number, high: number}} Bounds the ends of a range, infinite where it has none */

/** @param {string} token @returns {Bounds | null} */
function readBounds(token) {
  const at = token.indexOf(BETWEEN);
  if (at < 0) return null;
  const [low, high] = [token.slice(0, at), token.slice(at + BETWEEN.length)];
  const bounds = { low: low === "" ? -Infinity : readNumber(low), high: high === "" ? Infinity : readNumber(high) };
  return bounds.low <= bounds.high ? bounds : null;
}

/** @param {string} text @returns {number} NaN where it is none, or larger than numbers are */
export function readNumber(text) {
  const number = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : NaN;
}

/** @param {number} low @param {number} high */
export const printRange = (low, high) =>
  `${Number.isFinite(low) ? printNumber(low) : ""}${BETWEEN}${Number.isFinite(high) ? printNumber(high) : ""}`;

/**
 * The shortest text of a number: 1e9, 2500, 5.29286e9.
 *
 * @param {number} number
 */
function printNumber(number) {
  const [digits, power] = number.toExponential().split("e");
  const short = `${digits}e${Number(power)}`;
  const plain = String(number);
  return short.length < plain.length ? short : plain;
}

/**
 * @param {string[]} tokens as `readRange` gives them
 * @returns {(Bounds & {none: boolean, some: boolean})} the ends; whether a figure in it is chosen, and places without one
 */
export function boundsOf(tokens) {
  const range = tokens.find((token) => token !== NONE);
  const bounds = range === undefined ? null : readBounds(range);
  return { low: -Infinity, high: Infinity, ...bounds, some: bounds !== null, none: tokens.includes(NONE) };
}

/**
 * Which subjects a range chooses; of those without a figure, only sites can be.
 *
 * @param {Pick<Sites, "first" | "count">} sites
 * @param {FigureColumn | undefined} column none where nobody has a figure
 * @param {string[]} tokens
 * @returns {{chosen: Uint32Array, unlike: number[]}} 1 for each by row, and the rows of those on which sources disagree
 */
export function chosenBy({ first, count }, column, tokens) {
  const { low, high, some, none } = boundsOf(tokens);
  const chosen = new Uint32Array(count);
  const unlike = /** @type {number[]} */ ([]);
  if (none) chosen.fill(1, first);
  column?.rows.forEach((row, at) => {
    const all = column.allAt(at);
    chosen[row] = Number(some && all.some((value) => low <= value && value <= high));
    if (all.length > 1 && chosen[row] === 1) unlike.push(row);
  });
  return { chosen, unlike };
}

/**
 * A number of base units in a unit, as a reader has it before them: 62.7 of billion yuan.
 *
 * @param {number} value
 * @param {Unit} unit
 * @param {Lang} lang
 */
export const inUnit = (value, unit, lang) => numberIn(lang, rounded(value / unit.factor), unit);

/**
 * The base units of a number that a reader has typed.
 *
 * @param {number} number
 * @param {Unit} unit
 * @param {Lang} lang
 */
export const inBase = (number, unit, lang) => rounded(number * unit.factor * (lang === "en" ? 10 ** -unit.shift : 1));

const DIGITS = 12; // of a number that is worked out, so that 85.77 stays that

/** @param {number} number */
const rounded = (number) => Number(number.toPrecision(DIGITS));

/**
 * What a range means, in words: 10–50 billion yuan, or no figure.
 *
 * @param {string[]} tokens
 * @param {Unit} unit
 * @param {Lang} lang
 * @param {Say} say
 */
export function rangeText(tokens, unit, lang, say) {
  const { low, high, some, none } = boundsOf(tokens);
  /** @param {number} value */
  const number = (value) => groupDigits(String(inUnit(value, unit, lang)));
  const [from, to] = [low, high].map((end) => Number.isFinite(end));
  const text =
    !from && !to
      ? ""
      : !to
        ? `≥ ${number(low)}`
        : !from
          ? `≤ ${number(high)}`
          : low === high
            ? number(low)
            : `${number(low)}–${number(high)}`;
  const told = [some && (text === "" ? say("anyFigure") : withUnit(text, unit, lang)), none && say("noFigure")];
  return told.filter(Boolean).join(say("either"));
}
