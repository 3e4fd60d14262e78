/**
 * The page: its state in signals and in the address, everything else drawn from it.
 */
import { parseHash, unreadParts } from "../core/hash.js";
import { once } from "../core/later.js";
import { afterFrame } from "../ui/afterwards.js";
import { look } from "../ui/camera.js";
import { readersLanguage } from "../ui/language.js";
import { takeIdle } from "../ui/turns.js";
import { hearParent } from "./embedded.js";
import { readAddress, writeAddress } from "./history.js";
import { createGround } from "./ground.js";
import { createPage } from "./page.js";
import { readAtlas, whenRead } from "./record.js";
import { createScene } from "./scene.js";
import { createState } from "./state.js";

export { emptied } from "../ui/saved.js";

/** What an address may ask of the core alone: its keys. All else may need what comes after this script in the file. */
const OF_THE_CORE = ["lang", "layer", "roads", "map", "place", "facts", "fact"];

const LATEST = 500; // milliseconds until the start goes on though the browser has drawn nothing, as in a hidden tab

/**
 * Start the atlas on folium's map: at once, or where the address asks for more once the whole file has been read.
 *
 * @param {L.Map} map the map that folium made; its container is in the page's element
 * @param {typeof import("./islands.js").read} read gives what an island holds
 */
export function start(map, read) {
  const asked = [...new URLSearchParams(window.location.hash.slice(1)).keys()];
  // The core is here already; to read it tells whoever looks for damage that the script runs.
  const core = read("atlas-core");
  if (asked.every((key) => OF_THE_CORE.includes(key))) begin(map, core, read, whenPainted);
  else whenRead(() => begin(map, core, read, (work) => work()));
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
 * @param {typeof import("./islands.js").read} read
 * @param {(work: () => void) => void} goOn with all that is not the map with its places
 */
function begin(map, core, read, goOn) {
  const atlas = readAtlas(core, read);
  const { payload, sites } = atlas;
  const address = window.location.hash;
  const wanted = parseHash(address, sites, readersLanguage(payload));
  const state = createState(wanted);
  const scene = createScene(map, atlas, state);
  const ground = createGround(scene);
  goOn(() => {
    const page = createPage(scene, ground);
    /** @param {string} hash */
    const tellUnread = (hash) => unreadParts(hash, sites).length > 0 && page.tell("linkUnread");

    /** @param {string} hash */
    const follow = (hash) => {
      const next = parseHash(hash, sites, state.lang);
      ground.actions.follow(next);
      if (next.view) look(map, next.view);
      tellUnread(hash);
    };

    // The facts come after this script in the file.
    whenRead(() => {
      page.readFacts();
      if (wanted.view) look(map, wanted.view);
      tellUnread(address);
      writeAddress(state, sites);
      readAddress(state, sites, follow);
      hearParent(scene, ground.actions);
      takeIdle(atlas.unpacked());
    });
  });
}
