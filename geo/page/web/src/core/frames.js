/**
 * Texts as they travel in the page: letters of a Zstandard frame, as `geo.page.payload.frames` writes it.
 */
import { decompress } from "fzstd";
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
 * The last text of a frame that is read up to it.
 *
 * @param {string[]} parts the texts of the frame as they are in the page, in their order
 * @throws where anything of them has changed
 */
export function lastText(parts) {
  const bytes = decompress(whole(parts));
  let from = 0;
  for (let text = 1; text < parts.length; text += 1) from = bytes.indexOf(0, from) + 1;
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(from, bytes.indexOf(0, from)));
}

/** @param {string[]} parts */
function whole(parts) {
  const pieces = parts.map(bytesOf);
  const frame = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, LAST_BLOCK.length));
  let end = 0;
  let check = 0;
  for (const piece of pieces) {
    const at = piece.length - CHECK_BYTES;
    if (at < 0) throw new Error("text is cut off");
    const bytes = piece.subarray(0, at);
    check = checkOf(bytes, check);
    if (check !== new DataView(piece.buffer).getUint32(at, true)) throw new Error("text is damaged");
    frame.set(bytes, end);
    end += at;
  }
  frame.set(LAST_BLOCK, end);
  return frame.subarray(0, end + LAST_BLOCK.length);
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
