/**
 * How columns are packed, as `geo.record.pack` writes them: integers as base64 of little-endian bytes, texts as lines.
 */

/**
 * The bytes of a packed column, for the typed array that reads them.
 *
 * @param {string} text
 */
export function unpack(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}

/**
 * The texts of a column, one a line.
 *
 * @param {string} text
 */
export const lines = (text) => text.split("\n");

/**
 * The texts of a line, parted by tabs; an empty line has none.
 *
 * @param {string} line
 */
export const cells = (line) => (line === "" ? [] : line.split("\t"));
