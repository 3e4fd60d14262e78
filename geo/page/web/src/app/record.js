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
  // Each of these islands continues the frame of those before it, and where they are small that of the core.
  const before = payload.blocks.length <= FEW_BLOCKS ? ["core"] : [];
  Object.values(LOOKED_UP).forEach((names, i) => {
    const islands = [...before, ...Object.keys(LOOKED_UP).slice(0, i + 1)];
    readLater(payload, names, () => JSON.parse(read(...islands.map((name) => `atlas-${name}`))));
  });
  nameTheRecord(payload);
  const sites = readSites(payload);
  /** @param {number} block */
  const facts = (block) => read(`atlas-facts-${block}`);
  // What files say continues the frame of the facts, since it says much the same.
  /** @param {number} block */
  const exports = (block) => read(`atlas-facts-${block}`, `atlas-exports-${block}`);
  const ledger = once(() => readLedger(payload, sites));
  const patterns = () => read("atlas-patterns");
  return { payload, sites, ...factReader(payload, sites, { facts, exports, patterns }), ledger };
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
