/**
 * The start of the page: its state in signals, the map with its places drawn from it. All else is a script of its own.
 */
/* global AtlasBeside */
import { parseHash } from "../core/hash.js";
import { once } from "../core/later.js";
import { afterFrame } from "../ui/afterwards.js";
import { readersLanguage } from "../ui/language.js";
import { createGround } from "./ground.js";
import { readAtlas, whenBeside, whenRead } from "./record.js";
import { createScene } from "./scene.js";
import { createState } from "./state.js";

export { emptied } from "../ui/saved.js";

/** @typedef {Pick<typeof import("./islands.js"), "read" | "putInLater">} Islands `read` gives what an island holds, `putInLater` puts in another script */

/** What an address may ask of the core alone, and of what is beside the map: its keys. All else may need the whole file. */
const OF_THE_CORE = ["lang", "layer", "roads", "map"];
const BESIDE = [...OF_THE_CORE, "place", "facts", "fact"];

const LATEST = 500; // milliseconds until the start goes on though the browser has drawn nothing, as in a hidden tab

/**
 * Start the atlas on folium's map: at once, or where the address asks for more once the whole file has been read.
 *
 * @param {L.Map} map the map that folium made; its container is in the page's element
 * @param {Islands} islands
 */
export function start(map, islands) {
  /** @type {HTMLElement} */ (map.getContainer().parentElement).setAttribute("aria-busy", "true"); // until all is there
  const asked = [...new URLSearchParams(window.location.hash.slice(1)).keys()];
  // The core is here already; to read it tells whoever looks for damage that the script runs.
  const core = islands.read("atlas-core");
  const beside = once(() => {
    islands.putInLater("AtlasBeside", "atlas-code", "atlas-beside");
    return AtlasBeside;
  });
  /** @param {(work: () => void) => void} later */
  const beginNow = (later) => begin(map, core, islands.read, (goOn) => later(() => goOn(beside())));
  if (asked.every((key) => OF_THE_CORE.includes(key))) {
    beginNow((work) => whenPainted(() => whenBeside(work)));
    return;
  }
  const isBeside = asked.every((key) => BESIDE.includes(key));
  (isBeside ? whenBeside : whenRead)(() => {
    beside(); // for its words
    beginNow(isBeside ? whenPainted : (work) => work());
  });
}

/**
 * Do something once the browser has painted what there is.
 *
 * @param {() => void} work
 */
function whenPainted(work) {
  const go = once(work);
  afterFrame(go);
  setTimeout(go, LATEST);
}

/**
 * @param {L.Map} map
 * @param {Uint8Array} core what its island holds
 * @param {Islands["read"]} read
 * @param {(goOn: (beside: typeof AtlasBeside) => void) => void} later gives all that is not the map with its places
 */
function begin(map, core, read, later) {
  const atlas = readAtlas(core, read);
  const address = window.location.hash;
  const wanted = parseHash(address, atlas.sites, readersLanguage(atlas.payload));
  const scene = createScene(map, atlas, createState(wanted));
  const ground = createGround(scene);
  later((beside) => beside.goOn(scene, ground, { atlas, address, view: wanted.view }));
}
