/**
 * Cells of text for a spreadsheet, as `geo.export.csv` writes them.
 */

import { FORMULA, UNWRITABLE } from "../constants.js";

/**
 * A plain value as text, nothing as nothing; what cannot be written becomes U+FFFD, the sign for the unknown.
 *
 * @param {unknown} value
 */
export const written = (value) => (value === null || value === undefined ? "" : String(value).replace(unwritable, "\ufffd"));

const unwritable = new RegExp(UNWRITABLE, "gu");
const formula = new RegExp(`^${FORMULA}`, "u");

/**
 * Whether a spreadsheet would run a text as a formula.
 *
 * @param {string} text
 */
export const isFormula = (text) => formula.test(text);

/**
 * A plain value as the text of a cell, an apostrophe before what would be run as a formula.
 *
 * @param {unknown} value
 */
export const cell = (value) => (typeof value === "string" && isFormula(written(value)) ? "'" : "") + written(value);

/**
 * Cells of text as a spreadsheet takes them from the clipboard: tabs between them, quoted where they must be.
 *
 * @param {string[][]} table
 */
export function tabbed(table) {
  /** @param {string} text */
  const plain = (text) => (/["\t\r\n]/.test(text) ? quoted(text) : text);
  return table.map((cells) => cells.map(plain).join("\t")).join("\n");
}

/**
 * Cells of text as the lines of a CSV file, quoted where they must be.
 *
 * @param {string[][]} table
 */
export const commaed = (table) => table.map((cells) => cells.map((text) => (/[",\r\n]/.test(text) ? quoted(text) : text)).join(","));

/** @param {string} text */
export const quoted = (text) => `"${text.replace(/"/g, '""')}"`;

/**
 * The cells of a row in which each is quoted.
 *
 * @param {string} row
 */
export const cellsOf = (row) => [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, text]) => text.replace(/""/g, '"'));
