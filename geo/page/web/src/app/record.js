/**
 * The record as its islands hold it, read when something of it is first asked for.
 */
import { COUNTED, FEW_BLOCKS, LOOKED_UP, PIECE } from "../core/constants.js";
import { factReader } from "../core/facts.js";
import { partsOf, textOf } from "../core/frames.js";
import { once, readLater } from "../core/later.js";
import { readLedger } from "../core/ledger.js";
import { nameTheRecord } from "../core/messages.js";
import { numbersIn } from "../core/packed.js";
import { readJson } from "../core/rows.js";
import { DRAWN, readSites } from "../core/sites.js";
import { readTexts } from "../core/texts.js";

/** @import {Core} from "../core/payload" */

const SOON = 10; // milliseconds after which is looked again for what is still on its way

/**
 * @param {Uint8Array} core what its island holds
 * @param {typeof import("./islands.js").read} read gives what an island holds
 * @returns {Atlas & {unpacked: () => Generator<unknown, void>}} `unpacked` unpacks the texts in steps, before one of them is asked for
 */
export function readAtlas(core, read) {
  const { text: json, bytes } = partsOf(core);
  const payload = readJson(json);
  const pieces = Math.ceil(payload.columns.count / PIECE);
  const frames = framesOf(payload.blocks.length, pieces);
  /** @param {string} name */
  const bytesOf = (name) => {
    const frame = /** @type {string[]} */ (frames.find((each) => each.includes(name)));
    return read(...frame.slice(0, frame.indexOf(name) + 1).map((each) => `atlas-${each}`));
  };
  /** @param {string} name */
  const text = (name) => textOf(bytesOf(name));
  readNumbers(
    payload,
    bytes,
    once(() => bytesOf("counted")),
  );
  for (const [name, parts] of Object.entries(LOOKED_UP)) readLater(payload, parts, () => readJson(text(name)));
  nameTheRecord(payload);
  const texts = readTexts(payload.columns.count, { size: PIECE, read: (piece) => bytesOf(`texts-${piece}`) });
  const sites = readSites(payload, texts);
  const ledger = once(() => readLedger(payload, sites));
  const reader = factReader(payload, sites, {
    facts: (block) => text(`facts-${block}`),
    exports: (block) => text(`exports-${block}`),
    patterns: () => text("patterns"),
  });
  return { payload, sites, ...reader, ledger, unpacked: texts.unpacked };
}

/**
 * Have the numbers of the columns in their places: those by which places are drawn, of the bytes behind the core's text, and in
 * place of those that subjects are counted by what gives them.
 *
 * @param {Core} payload
 * @param {Uint8Array} drawn
 * @param {() => Uint8Array} counted
 */
function readNumbers({ columns, facets }, drawn, counted) {
  /** @param {any} owner @param {readonly string[]} names @param {(place: any) => unknown} read */
  const put = (owner, names, read) => {
    for (const name of names) owner[name] = read(owner[name]);
  };
  /** @param {any} place */
  const later = (place) => () => numbersIn(counted(), place);
  put(columns, DRAWN, (place) => numbersIn(drawn, place));
  put(columns, COUNTED, later);
  for (const facet of facets) put(facet, ["masks"], later);
}

/**
 * The islands of the record by their frames, of which each continues what those before it say: all of them where there are
 * few blocks, else a piece of the texts, what subjects are counted by, what is looked up, and a block's facts with what files say of them.
 *
 * @param {number} count of the blocks
 * @param {number} pieces of the texts
 * @returns {string[][]}
 */
function framesOf(count, pieces) {
  const texts = [...Array(pieces).keys()].map((piece) => `texts-${piece}`);
  const blocks = [...Array(count).keys()].map((block) => [`facts-${block}`, `exports-${block}`]);
  const [facts, exports] = [0, 1].map((kind) => blocks.map((names) => names[kind]));
  const lookedUp = Object.keys(LOOKED_UP);
  if (count > FEW_BLOCKS) return [...texts.map((name) => [name]), ["counted"], lookedUp, ["patterns"], ...blocks];
  return [["core", ...texts, "counted", ...lookedUp.slice(0, -1), "patterns", ...facts, ...lookedUp.slice(-1), ...exports]];
}

/**
 * Do something once what is beside the map has come: the texts, and what subjects are counted by.
 *
 * @param {() => void} work
 */
export function whenBeside(work) {
  const last = document.getElementById("atlas-counted");
  // What follows an island comes after the whole of it.
  if (last?.nextSibling || document.readyState !== "loading") work();
  else setTimeout(() => whenBeside(work), SOON);
}

/**
 * Do something once the whole file has been read.
 *
 * @param {() => void} work
 */
export function whenRead(work) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", work);
  else work();
}
