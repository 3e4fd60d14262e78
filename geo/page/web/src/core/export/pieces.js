/**
 * A file in pieces: each belongs to a part of it, and the parts follow each other by number. A part can be written when all
 * is known that it says, wherever it is in the file.
 */
import { atOnce } from "../later.js";

/** @typedef {Generator<[part: number, text: string], void>} Pieces */

const AT_ONCE = 2 ** 20; // characters of a part that are bound together

/**
 * What binds pieces, with a stop after each.
 *
 * @template Bound
 * @param {Pieces} pieces
 * @param {(texts: string[]) => Bound} bind takes texts that follow each other
 * @returns {Generator<undefined, Bound[]>} what was bound, in the order of the file
 */
export function* bound(pieces, bind) {
  const parts = yield* gathered(pieces, bind);
  // Short parts are bound together.
  const whole = createBinder(bind);
  for (const number of parts.keys()) {
    if (parts[number] && whole.append(parts[number])) yield;
  }
  whole.close();
  return whole.done;
}

/**
 * What binds the pieces of each part by itself, with a stop after each.
 *
 * @template Bound
 * @param {Pieces} pieces
 * @param {(texts: string[]) => Bound} bind
 * @returns {Generator<undefined, Bound[][]>} what was bound of each part
 */
export function* parted(pieces, bind) {
  const parts = yield* gathered(pieces, bind);
  // A number that no part has is passed over.
  return parts.filter(Boolean).map((part) => {
    part.close();
    return part.done;
  });
}

/**
 * @template Bound
 * @param {Pieces} pieces
 * @param {(texts: string[]) => Bound} bind
 */
function* gathered(pieces, bind) {
  const parts = /** @type {ReturnType<typeof createBinder<Bound>>[]} */ ([]);
  for (const [number, text] of pieces) {
    parts[number] ??= createBinder(bind);
    parts[number].add(text);
    yield;
  }
  return parts;
}

/**
 * @template Bound
 * @param {(texts: string[]) => Bound} bind
 */
function createBinder(bind) {
  const binder = {
    done: /** @type {Bound[]} */ ([]),
    texts: /** @type {string[]} */ ([]),
    length: 0,
    close() {
      if (binder.texts.length > 0) binder.done.push(bind(binder.texts));
      [binder.texts, binder.length] = [[], 0];
    },
    /** @param {string} text @returns {boolean} whether it was bound with those before it */
    add(text) {
      binder.texts.push(text);
      binder.length += text.length;
      const isMuch = binder.length >= AT_ONCE;
      if (isMuch) binder.close();
      return isMuch;
    },
    /** @param {{done: Bound[], texts: string[]}} part @returns {boolean} whether something was bound */
    append({ done, texts }) {
      if (done.length > 0) binder.close();
      for (const each of done) binder.done.push(each);
      return texts.map(binder.add).includes(true) || done.length > 0;
    },
  };
  return binder;
}

/**
 * The whole file as a text, for one that is not large.
 *
 * @param {Pieces} pieces
 */
export const wholeText = (pieces) => atOnce(bound(pieces, (texts) => texts.join(""))).join("");
