/**
 * Texts as they travel in the page: base64 of a Zstandard frame, as `geo.page.payload.frames` writes it.
 */
import { decompress } from "fzstd";
import { unpack } from "./packed.js";

/** The last block of a frame, empty; the page leaves it out, so that further texts can follow. */
const LAST_BLOCK = [1, 0, 0];

/**
 * The last text of a frame that is read up to it.
 *
 * @param {string[]} parts the texts of the frame as they are in the page, in their order
 */
export function lastText(parts) {
  const pieces = parts.map((part) => new Uint8Array(unpack(part)));
  const frame = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, LAST_BLOCK.length));
  let end = 0;
  for (const piece of [...pieces, LAST_BLOCK]) {
    frame.set(piece, end);
    end += piece.length;
  }
  const bytes = decompress(frame);
  let from = 0;
  for (let text = 1; text < parts.length; text += 1) from = bytes.indexOf(0, from) + 1;
  return new TextDecoder().decode(bytes.subarray(from, bytes.indexOf(0, from)));
}
