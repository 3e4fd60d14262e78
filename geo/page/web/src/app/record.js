/**
 * The record as its islands hold it, read when something of it is first asked for.
 */
import { FEW_BLOCKS, LOOKED_UP } from "../core/constants.js";
import { factReader } from "../core/facts.js";
import { once, readLater } from "../core/later.js";
import { readLedger } from "../core/ledger.js";
import { nameTheRecord } from "../core/messages.js";
import { readSites } from "../core/sites.js";

/**
 * @param {string} core the text of the core
 * @param {typeof import("./islands.js").read} read gives the text of an island
 * @returns {Atlas}
 */
export function readAtlas(core, read) {
  const payload = JSON.parse(core);
  const frames = framesOf(payload.blocks.length);
  /** @param {string} name */
  const text = (name) => {
    const frame = /** @type {string[]} */ (frames.find((each) => each.includes(name)));
    return read(...frame.slice(0, frame.indexOf(name) + 1).map((each) => `atlas-${each}`));
  };
  for (const [name, parts] of Object.entries(LOOKED_UP)) readLater(payload, parts, () => JSON.parse(text(name)));
  nameTheRecord(payload);
  const sites = readSites(payload);
  const ledger = once(() => readLedger(payload, sites));
  const reader = factReader(payload, sites, {
    facts: (block) => text(`facts-${block}`),
    exports: (block) => text(`exports-${block}`),
    patterns: () => text("patterns"),
  });
  return { payload, sites, ...reader, ledger };
}

/**
 * The islands of the record by their frames, of which each continues what those before it say: all of them where there are
 * few blocks, else what is looked up, and a block's facts with what files say of them.
 *
 * @param {number} count of the blocks
 * @returns {string[][]}
 */
function framesOf(count) {
  const blocks = [...Array(count).keys()].map((block) => [`facts-${block}`, `exports-${block}`]);
  const [facts, exports] = [0, 1].map((kind) => blocks.map((names) => names[kind]));
  const lookedUp = Object.keys(LOOKED_UP);
  if (count > FEW_BLOCKS) return [lookedUp, ["patterns"], ...blocks];
  return [["core", ...lookedUp.slice(0, -1), "patterns", ...facts, ...lookedUp.slice(-1), ...exports]];
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
