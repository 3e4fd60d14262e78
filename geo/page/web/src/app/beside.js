/**
 * All that is not the map with its places: a script of its own, which the browser compiles once these are painted.
 */
import { parseHash, unreadParts } from "../core/hash.js";
import { afterFrame, takeIdle } from "../ui/afterwards.js";
import { look } from "../ui/camera.js";
import { weighLines } from "../ui/panes.js";
import { hearParent } from "./embedded.js";
import { readAddress, writeAddress } from "./history.js";
import { createPage } from "./page.js";
import { whenRead } from "./record.js";

/**
 * Go on with the start.
 *
 * @param {Scene} scene what the page shows
 * @param {import("./ground.js").Ground} ground the map with its places, which are drawn already
 * @param {{atlas: ReturnType<typeof import("./record.js").readAtlas>, address: string, view: View | null}} begun the atlas, and what the
 *   address asked for, as `view` a view of the map
 */
export function goOn(scene, ground, { atlas, address, view }) {
  const { map, state } = scene;
  const { sites } = atlas;
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
    if (view) look(map, view);
    tellUnread(address);
    writeAddress(state, sites);
    readAddress(state, sites, follow);
    hearParent(scene, ground.actions);
    afterFrame(() => {
      ground.root.removeAttribute("aria-busy"); // the list shows the chosen place by then, mostly
      takeIdle(preparations(atlas));
    });
  });
}

/** What no answer waits for, that which most need first. @param {ReturnType<typeof import("./record.js").readAtlas>} atlas */
function* preparations(atlas) {
  yield* atlas.unpacked();
  yield* weighLines();
}
