/**
 * How columns are packed, as `geo.record.pack` writes them: integers as base64 of little-endian bytes, texts as lines, lists of
 * integers in digits; and as the page has them, by `geo.page.payload.binary`: bytes, and texts in pieces.
 */

import { DIGITS, SPANS } from "./constants.js";

/** The letters of digits: from the first on, and what stands in place of the backslash. */
const [FIRST, BACKSLASH, INSTEAD] = ["#", "\\", "!"].map((letter) => letter.charCodeAt(0));

/** By its first digit, what a number's digits are counted from and how many it has. */
const SPAN_OF = Array.from(
  { length: DIGITS },
  (_, digit) => /** @type {readonly [number, number]} */ (SPANS.find(([first]) => digit >= first)),
);

/**
 * The bytes of a packed column, for the typed array that reads them.
 *
 * @param {string | Uint32Array | (() => Uint32Array)} column or what gives it
 */
export function unpack(column) {
  if (typeof column === "function") return column().buffer;
  if (typeof column !== "string") return column.buffer;
  const binary = atob(column);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}

/** @type {Record<string, Uint8ArrayConstructor | Int8ArrayConstructor | Uint16ArrayConstructor | Int16ArrayConstructor | Uint32ArrayConstructor>} how the numbers of a column may be held */
const KINDS = { uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, int16: Int16Array, uint32: Uint32Array };

/**
 * A column of numbers among the bytes of many.
 *
 * @param {Uint8Array} bytes
 * @param {[kind: string, start: number, count: number]} place
 * @returns {Uint32Array} in which a number with a sign is the word of the same bits
 */
export function numbersIn(bytes, [kind, start, count]) {
  const Kind = KINDS[kind];
  return new Uint32Array(new Kind(bytes.slice(start, start + count * Kind.BYTES_PER_ELEMENT).buffer));
}

/**
 * The integers that digits are.
 *
 * @param {string} text
 * @returns {number[]}
 */
export function numbersOf(text) {
  /** @type {number[]} */
  const numbers = [];
  for (let at = 0; at < text.length;) {
    const first = digitAt(text, at);
    const span = SPAN_OF[first];
    let number = first - span[0];
    for (const end = at + span[1]; ++at < end;) number = number * DIGITS + digitAt(text, at);
    numbers.push(number % 2 ? -(number + 1) / 2 : number / 2);
  }
  return numbers;
}

/** @param {string} text @param {number} at */
function digitAt(text, at) {
  const code = text.charCodeAt(at);
  return (code === INSTEAD ? BACKSLASH : code) - FIRST;
}

/**
 * The texts of a column, one a line.
 *
 * @param {string} text
 */
export const lines = (text) => text.split("\n");

/**
 * A column of texts that are made when they are asked for.
 *
 * @template Text
 * @param {number} count of the texts
 * @param {(at: number) => Text} textAt
 * @returns {Text[]} an array to whoever asks it for texts, its length, or what arrays do
 */
export function column(count, textAt) {
  /** @param {string | symbol} name */
  const isPlace = (name) => typeof name === "string" && Number(name) >= 0 && Number(name) < count;
  // The array itself stays empty: one of its length takes room for all.
  return new Proxy(/** @type {Text[]} */ ([]), {
    get: (array, name) => (isPlace(name) ? textAt(Number(name)) : name === "length" ? count : Reflect.get(array, name)),
    has: (array, name) => isPlace(name) || Reflect.has(array, name),
  });
}

/**
 * The texts of a line, parted by tabs; an empty line has none.
 *
 * @param {string} line
 */
export const cells = (line) => (line === "" ? [] : line.split("\t"));
