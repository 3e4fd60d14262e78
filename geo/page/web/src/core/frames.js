/**
 * Texts as they travel in the page: letters of a Zstandard frame, as `geo.page.payload.frames` writes it.
 */
import { Decompress, decompress } from "fzstd";
import { bytesOf } from "./letters.js";

/** The last block of a frame, empty; the page leaves it out, so that further texts can follow. */
const LAST_BLOCK = [1, 0, 0];

/** Bytes of the checksum after each text. */
const CHECK_BYTES = 4;

/** The CRC-32 of each byte. */
const CHECKS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let check = byte;
  for (let bit = 0; bit < 8; bit += 1) check = (check >>> 1) ^ (check & 1 && 0xedb88320);
  return check;
});

/**
 * The last part of a frame that is read up to it.
 *
 * @param {string[]} parts those of the frame as they are in the page, in their order
 * @param {number} [before] how many texts those before it have, one each
 * @returns {Uint8Array} a text (`textOf`), and whatever follows it
 * @throws where anything of them has changed
 */
export function lastPart(parts, before = parts.length - 1) {
  const bytes = decompress(joined([...parts.map(checked()), Uint8Array.from(LAST_BLOCK)]));
  let from = 0;
  for (let text = 0; text < before; text += 1) from = bytes.indexOf(0, from) + 1;
  return bytes.subarray(from, bytes.length - 1);
}

/**
 * A frame whose parts are read one after the other, none of them twice: for a frame of a megabyte, of which the reader keeps
 * a copy.
 *
 * @returns {(part: string) => Uint8Array} gives the next part, of what is in the page for it; throws where it has changed
 */
export function frameReader() {
  const check = checked();
  /** @type {Uint8Array[]} */
  let blocks = [];
  const frame = new Decompress((block) => blocks.push(block));
  return (part) => {
    blocks = [];
    frame.push(check(part));
    return joined(blocks).subarray(0, -1);
  };
}

/**
 * The text of a part, and the bytes that follow it.
 *
 * @param {Uint8Array} part
 * @returns {{text: string, bytes: Uint8Array}}
 */
export function partsOf(part) {
  const end = part.indexOf(0);
  const length = end < 0 ? part.length : end;
  const text = new TextDecoder("utf-8", { fatal: true }).decode(part.subarray(0, length));
  return { text, bytes: part.subarray(length + 1) };
}

/** The text of a part that is nothing else. @param {Uint8Array} part */
export const textOf = (part) => partsOf(part).text;

/** @param {Uint8Array[]} pieces */
function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}

/** @returns {(part: string) => Uint8Array} gives what one part of a frame after the other holds of it; throws where it has changed */
function checked() {
  let check = 0;
  return (part) => {
    const piece = bytesOf(part);
    const at = piece.length - CHECK_BYTES;
    if (at < 0) throw new Error("text is cut off");
    const bytes = piece.subarray(0, at);
    check = checkOf(bytes, check);
    if (check !== new DataView(piece.buffer).getUint32(at, true)) throw new Error("text is damaged");
    return bytes;
  };
}

/**
 * The CRC-32 of bytes, and of those before them.
 *
 * @param {Uint8Array} bytes
 * @param {number} before the CRC-32 of those
 */
export function checkOf(bytes, before) {
  let check = ~before;
  for (let at = 0; at < bytes.length; at += 1) check = CHECKS[(check ^ bytes[at]) & 255] ^ (check >>> 8);
  return ~check >>> 0;
}
