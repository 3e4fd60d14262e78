/**
 * The texts of subjects, in pieces of bytes as `geo.page.payload.binary` writes them: a line each, column after column.
 *
 * Of a hundred thousand places a page shows some dozens: theirs alone become texts, all others stay bytes, which are no part
 * of the heap that the browser looks through for what nobody needs any more.
 */
import { TEXT_COLUMNS } from "./constants.js";
import { lines } from "./packed.js";

/** Texts of a column in a piece that are read one by one; who asks for more goes through all. */
const FEW = 48;

/** Columns of pieces that are kept as texts: those of two pieces. */
const KEPT = 2 * TEXT_COLUMNS.length;

const LINE_END = 10;

/** @typedef {{size: number, read: (piece: number) => Uint8Array}} Pieces what gives the bytes of each so many subjects */
/** @typedef {typeof TEXT_COLUMNS[number]} TextColumn */

/**
 * The columns of texts as the bytes of one piece.
 *
 * @param {Record<TextColumn, string>} columns
 */
export const inOnePiece = (columns) => new TextEncoder().encode(TEXT_COLUMNS.map((name) => columns[name]).join("\n"));

/**
 * @param {number} count of the subjects
 * @param {Pieces} pieces
 */
export function readTexts(count, { size, read }) {
  // A text may begin with what else would say in which order its bytes are.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  /** @type {{bytes: Uint8Array, starts: Uint32Array, most: number}[]} */
  const pieces = [];
  /** @param {number} at */
  const piece = (at) => (pieces[at] ??= lined(read(at), Math.min(size, count - at * size)));
  /** @param {number} at @param {number} line @param {number} [many] */
  const decoded = (at, line, many = 1) => {
    const { bytes, starts } = piece(at);
    return decoder.decode(bytes.subarray(starts[line], starts[line + many] - 1));
  };
  /** @param {number} at @param {number} column */
  const whole = (at, column) => decoded(at, column * piece(at).most, piece(at).most);
  /** @type {Map<number, string[]>} */
  const kept = new Map();
  const asked = new Uint8Array(Math.ceil(count / size) * TEXT_COLUMNS.length);
  /** @param {number} key @param {number} at @param {number} column */
  const keep = (key, at, column) => {
    const texts = lines(whole(at, column));
    asked[key] = 0;
    if (kept.size === KEPT) kept.delete(/** @type {number} */ (kept.keys().next().value));
    kept.set(key, texts);
    return texts;
  };
  return {
    size,
    /** @param {TextColumn} name @param {number} row */
    text(name, row) {
      const [at, line, column] = [Math.floor(row / size), row % size, TEXT_COLUMNS.indexOf(name)];
      const key = at * TEXT_COLUMNS.length + column;
      const texts = kept.get(key) || (++asked[key] > FEW && keep(key, at, column));
      return texts ? texts[line] : decoded(at, column * piece(at).most + line);
    },
    /** The texts of a column in a piece, one a line. @param {TextColumn} name @param {number} at */
    lines: (name, at) => whole(at, TEXT_COLUMNS.indexOf(name)),
    /** Unpack all pieces, one a step, so that who asks for a text need not wait for that of its piece. */
    *unpacked() {
      for (let at = 0; at * size < count; at += 1) yield piece(at);
    },
  };
}

/**
 * Bytes, and where each of their lines begins.
 *
 * @param {Uint8Array} bytes
 * @param {number} most lines of a column
 */
function lined(bytes, most) {
  const starts = new Uint32Array(most * TEXT_COLUMNS.length + 1);
  for (let line = 1; line < starts.length; line += 1) {
    const end = bytes.indexOf(LINE_END, starts[line - 1]);
    starts[line] = (end < 0 ? bytes.length : end) + 1;
  }
  return { bytes, starts, most };
}
