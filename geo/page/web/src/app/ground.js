/**
 * What shows first: the map with its places. All else is put beside, over and around them afterwards, and moves none of them.
 */
import { effect, signal } from "@preact/signals-core";
import { drawBasemap } from "../ui/basemap.js";
import { look } from "../ui/camera.js";
import { el, make } from "../ui/dom.js";
import { createEmbedded } from "../ui/embed.js";
import { createFollowing } from "../ui/following.js";
import { frameOfScreen } from "../ui/frame.js";
import { askAhead } from "../ui/layout.js";
import { drawMarkers } from "../ui/markers.js";
import { drawRelief } from "../ui/relief.js";
import { drawShapes } from "../ui/shapes.js";
import { createSheet } from "../ui/sheet.js";
import { drawTint } from "../ui/tint.js";
import { createActions } from "./actions.js";

/** @typedef {ReturnType<typeof createGround>} Ground */
/** @typedef {import("./actions.js").Reach & {listWithin: (area: number, by: HTMLElement) => void}} Reach what the ground needs of what comes later; nothing of it is called before */

/**
 * @param {Scene} scene what the page shows
 */
export function createGround(scene) {
  const { map, atlas, state } = scene;
  const { sites } = atlas;
  const root = /** @type {HTMLElement} */ (map.getContainer().parentElement);
  const side = make(el("div.side"));
  const sheet = createSheet(root);
  side.append(sheet.element);
  root.append(side);
  const reach = /** @type {Reach} */ ({});
  const following = createFollowing(scene);
  const actions = createActions(scene, reach);
  createEmbedded(scene, root);
  // What is put on the map comes to lie where it stays.
  map.invalidateSize({ pan: false });
  if (state.view) look(map, state.view);
  following.start();
  map.on("movestart", askAhead);
  const { chooseOnMap: choose } = actions;
  const showBasemap = drawBasemap(map, atlas, choose);
  drawRelief(map, atlas.payload.relief);
  const showShapes = drawShapes(map, sites, choose);
  const showTint = drawTint(map, sites);
  const markers = drawMarkers(scene, { choose, listWithin: (area, by) => reach.listWithin(area, by) });
  const shift = signal(0);
  effect(() => showBasemap(state, scene.colouring));
  effect(() => {
    shift.value;
    showShapes(scene.result, state);
  });
  effect(() => showTint(state));
  markers.showPlaces(frameOfScreen(map, [], []));
  return {
    root,
    side,
    sheet,
    reach,
    following,
    actions,
    markers,
    /** Changes when what is drawn has to make way for something else. */ shift,
  };
}
