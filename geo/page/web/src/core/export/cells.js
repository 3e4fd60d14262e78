/**
 * Cells of text for a spreadsheet, as `geo.export.csv` writes them.
 */

// What neither XML 1.0 nor a table can hold: control characters, halves of surrogate pairs and two code points that are
// no characters. A tab and the ends of lines are allowed.
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu;

/** What a formula may begin with; their full-width forms are folded into them before they are looked up. */
const FORMULA = [..."=+-@\t\r\n"];

/**
 * A plain value as text, nothing as nothing; what cannot be written becomes U+FFFD, the sign for the unknown.
 *
 * @param {unknown} value
 */
export const written = (value) => (value === null || value === undefined ? "" : String(value).replace(UNWRITABLE, "\ufffd"));

/**
 * A plain value as the text of a cell, an apostrophe before what would be run as a formula.
 *
 * @param {unknown} value
 */
export function cell(value) {
  const text = written(value);
  const runs = typeof value === "string" && text !== "" && FORMULA.includes(text[0].normalize("NFKC"));
  return runs ? `'${text}` : text;
}

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

/** @param {string} text */
export const quoted = (text) => `"${text.replace(/"/g, '""')}"`;

/**
 * The cells of a row in which each is quoted.
 *
 * @param {string} row
 */
export const cellsOf = (row) => [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, text]) => text.replace(/""/g, '"'));
