/**
 * The page: its state in signals and in the address, everything else drawn from it.
 */
import { FEW_BLOCKS, LOOKED_UP } from "../core/constants.js";
import { factReader } from "../core/facts.js";
import { parseHash, unreadParts } from "../core/hash.js";
import { once, readLater } from "../core/later.js";
import { readLedger } from "../core/ledger.js";
import { nameTheRecord } from "../core/messages.js";
import { readSites } from "../core/sites.js";
import { look } from "../ui/camera.js";
import { readersLanguage } from "../ui/language.js";
import { hearParent } from "./embedded.js";
import { readAddress, writeAddress } from "./history.js";
import { createPage } from "./page.js";
import { createScene } from "./scene.js";
import { createState } from "./state.js";

export { emptied } from "../ui/saved.js";

/** What an address may ask of the core alone: its keys. All else may need what comes after this script in the file. */
const OF_THE_CORE = ["lang", "layer", "roads", "map", "place", "facts", "fact"];

/**
 * Start the atlas on folium's map: at once, or where the address asks for more once the whole file has been read.
 *
 * @param {L.Map} map the map that folium made; its container is in the page's element
 * @param {typeof import("./islands.js").read} read gives the text of an island
 */
export function start(map, read) {
  const asked = [...new URLSearchParams(window.location.hash.slice(1)).keys()];
  // The core is here already; to read it tells whoever looks for damage that the script runs.
  const core = read("atlas-core");
  if (asked.every((key) => OF_THE_CORE.includes(key))) begin(map, core, read);
  else whenRead(() => begin(map, core, read));
}

/**
 * Do something once the whole file has been read.
 *
 * @param {() => void} work
 */
function whenRead(work) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", work);
  else work();
}

/** @param {L.Map} map @param {string} core the text of the core @param {typeof import("./islands.js").read} read */
function begin(map, core, read) {
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
  const atlas = { payload, sites, ...factReader(payload, sites, { facts, exports, patterns }), ledger };
  const address = window.location.hash;
  const wanted = parseHash(address, sites, readersLanguage(payload));
  const state = createState(wanted);
  const scene = createScene(map, atlas, state);
  const page = createPage(scene);
  /** @param {string} hash */
  const tellUnread = (hash) => unreadParts(hash, sites).length > 0 && page.tell("linkUnread");

  /** @param {string} hash */
  const follow = (hash) => {
    const next = parseHash(hash, sites, state.lang);
    page.follow(next);
    if (next.view) look(map, next.view);
    tellUnread(hash);
  };

  // The facts come after this script in the file, so that the map shows before they are read.
  whenRead(() => {
    page.readFacts();
    if (wanted.view) look(map, wanted.view);
    tellUnread(address);
    writeAddress(state, sites);
    readAddress(state, sites, follow);
    hearParent(scene, page);
  });
}
