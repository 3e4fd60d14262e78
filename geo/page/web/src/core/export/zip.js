/**
 * Files as a ZIP archive, each compressed where the browser can, else stored as it is.
 */
import { checkOf } from "../frames.js";

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const VERSION = 20; // of the format: 2.0 has folders and compression
const UTF8 = 0x0800; // names are in it
const DAY = 0x21; // 1 January 1980: the first there is, since an archive of the same record has the same bytes
const [STORED, DEFLATED] = [0, 8];

/** @typedef {{name: string, content: Blob}} Entry a file of an archive, its name in ASCII */

/**
 * @param {Entry[]} entries
 * @param {string} type of the archive
 * @returns {Promise<Blob>}
 */
export async function zipped(entries, type) {
  /** @type {BlobPart[]} */
  const files = [];
  /** @type {BlobPart[]} */
  const index = [];
  let at = 0;
  let indexed = 0;
  for (const { name, content } of entries) {
    const told = await toldOf(name, content);
    const local = record([LOCAL, 4], ...told.fields, [0, 2]);
    files.push(local, name, told.packed);
    index.push(record([CENTRAL, 4], [VERSION, 2], ...told.fields, [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name);
    at += local.length + name.length + told.packed.size;
    indexed += 46 + name.length;
  }
  const end = record([END, 4], [0, 2], [0, 2], [entries.length, 2], [entries.length, 2], [indexed, 4], [at, 4], [0, 2]);
  return new Blob([...files, ...index, end], { type });
}

/**
 * A file as it is packed, and what both its heads say of it.
 *
 * @param {string} name
 * @param {Blob} content
 */
async function toldOf(name, content) {
  const bytes = new Uint8Array(await content.arrayBuffer());
  const stream = compression();
  const packed = stream ? await new Response(content.stream().pipeThrough(stream)).blob() : content;
  /** @type {Field[]} */
  const fields = [
    [VERSION, 2],
    [UTF8, 2],
    [stream ? DEFLATED : STORED, 2],
    [0, 2],
    [DAY, 2],
    [checkOf(bytes, 0), 4],
    [packed.size, 4],
    [content.size, 4],
    [name.length, 2],
  ];
  return { packed, fields };
}

/** What compresses as archives have it; null in a browser that knows no such thing, or no such form. */
function compression() {
  try {
    return new CompressionStream("deflate-raw");
  } catch {
    return null;
  }
}

/** @typedef {[value: number, bytes: number]} Field a number of two or four bytes, the lowest first */

/** @param {Field[]} fields */
function record(...fields) {
  const bytes = new Uint8Array(fields.reduce((sum, [, length]) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, length] of fields) {
    if (length === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += length;
  }
  return bytes;
}
