/**
 * The sizes of letters, and what they are set apart by, as the style sheet has them: their one home; and what room they take.
 */
import { el, make } from "./dom.js";
import { askOnce } from "./layout.js";

/** @param {string} name of a custom property */
const numberOf = (name) => parseFloat(askOnce(name, () => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)));

/**
 * @param {"small" | "text" | "value" | "title"} name of a size
 * @returns {number} pixels
 */
export const sizeOf = (name) => numberOf(name);

/**
 * @param {Lang} lang
 * @returns {number} what the letters of a district's name are set apart by, in ems
 */
export const apartIn = (lang) => numberOf(`apart-${lang}`);

const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

let smallest = 0;

/**
 * The size at which letters are shown, in pixels: a reader may have set a smallest one in the browser.
 *
 * @param {number} size
 */
function shownSize(size) {
  if (smallest === 0) {
    const probe = document.body.appendChild(make(el("span.sr-only smallest")));
    smallest = parseFloat(getComputedStyle(probe).fontSize);
    probe.remove();
  }
  return Math.max(size, smallest);
}

/**
 * The height of a line of letters that are meant to have a size, and a height at that size.
 *
 * @param {number} size
 * @param {number} height
 */
export const lineHeight = (size, height) => (height * shownSize(size)) / size;

const MOST_WIDTHS = 10_000; // remembered
const widths = /** @type {Map<string, number>} */ (new Map());

/**
 * Width of a text in pixels, in the letters of the page.
 *
 * @param {string} text
 * @param {number} weight
 * @param {number} size
 */
export function textWidth(text, weight, size) {
  const font = `${weight} ${shownSize(size)}px ${askOnce("family", () => getComputedStyle(document.body).fontFamily)}`;
  const key = `${font} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size === MOST_WIDTHS) widths.clear();
  pen.font = font;
  const { width } = pen.measureText(text);
  widths.set(key, width);
  return width;
}
