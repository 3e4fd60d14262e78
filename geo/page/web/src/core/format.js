/**
 * What the page itself measures and works out, as a reader of Chinese or of English writes it. What the record says comes
 * worded from Python.
 */
import { WEB_ADDRESS } from "./constants.js";

/** Narrow blank that parts figures from Chinese characters. */
const THIN = "\u2009";

const ADDRESS = new RegExp(`^(?:${WEB_ADDRESS})$`, "u");

/**
 * Whether a link may lead to a text: an address of the web, with a host and no name of a user before it, and as it looks.
 *
 * @param {string} text
 */
export const isWebAddress = (text) => ADDRESS.test(text);

const DIGITS = 15; // that a binary fraction keeps

/**
 * A number of a unit's register as each language gives it: 627 亿元 are 62.7 billion yuan.
 *
 * @param {Lang} lang
 * @param {number} value
 * @param {Pick<Unit, "shift">} unit
 */
export const numberIn = (lang, value, { shift }) => (lang === "en" ? Number((value * 10 ** shift).toPrecision(DIGITS)) : value);

/**
 * A number worked out by the page, with its unit.
 *
 * @param {number} number
 * @param {Unit} unit
 * @param {Lang} lang
 */
export const formatNumber = (number, unit, lang) => withUnit(groupDigits(String(numberIn(lang, number, unit))), unit, lang);

/**
 * A number that is written already, or two of them, with a unit.
 *
 * @param {string} text
 * @param {Both} unit
 * @param {Lang} lang
 */
export function withUnit(text, unit, lang) {
  const label = unit[lang];
  if (label.includes("{}")) return label.replace("{}", () => (lang === "zh" ? THIN + text + THIN : text));
  return text + (label === "" || label === "%" ? "" : lang === "zh" ? THIN : " ") + label;
}

/**
 * A decimal text with a comma after every three digits of a whole part of more than four.
 *
 * @param {string} text
 */
export const groupDigits = (text) => text.replace(/^-?\d{5,}/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/**
 * A radius or distance in metres: 350 m, 2.5 km.
 *
 * @param {number} metres
 * @param {Lang} lang
 */
export function formatMetres(metres, lang) {
  const far = metres >= 1000;
  const number = far ? String(metres / 1000) : String(metres);
  const unit = lang === "zh" ? (far ? "公里" : "米") : far ? "km" : "m";
  return `${number}${lang === "zh" ? THIN : " "}${unit}`;
}

/**
 * A length as measured by hand, three digits of it: 12.3 km.
 *
 * @param {number} metres
 * @param {Lang} lang
 */
export const formatLength = (metres, lang) => formatMetres(threeDigits(metres), lang);

/**
 * An area as measured by hand: 4560 m², 0.124 km², 35 km².
 *
 * @param {number} squareMetres
 * @param {Lang} lang
 */
export function formatArea(squareMetres, lang) {
  const large = squareMetres >= 1e5;
  const number = groupDigits(String(threeDigits(large ? squareMetres / 1e6 : squareMetres)));
  const unit = lang === "zh" ? (large ? "平方公里" : "平方米") : large ? "km²" : "m²";
  return `${number}${lang === "zh" ? THIN : " "}${unit}`;
}

/** @param {number} number */
const threeDigits = (number) => Number(number.toPrecision(3));

/**
 * Numbers in their order, each once, those that follow each other as a range: 3, 7–9.
 *
 * @param {number[]} numbers
 */
export function numberRanges(numbers) {
  /** @type {number[][]} */
  const runs = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = runs[runs.length - 1];
    if (last && last[last.length - 1] === number - 1) last.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length < 3 ? run.join(", ") : `${run[0]}–${run[run.length - 1]}`)).join(", ");
}
