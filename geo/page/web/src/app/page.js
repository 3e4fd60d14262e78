/**
 * The parts of the page that are not the ground, each drawn anew when something has changed that it shows.
 */
import { effect, untracked } from "@preact/signals-core";
import { isWide } from "../core/fields.js";
import { mapWords } from "../core/words.js";
import { effectAtRest } from "../ui/afterwards.js";
import { createBasket } from "../ui/basket.js";
import { bringIntoView, extentOf } from "../ui/camera.js";
import { createColourLegend } from "../ui/colouring.js";
import { createComparison } from "../ui/comparison.js";
import { createControls } from "../ui/controls.js";
import { createCoverBoxes, createCovers } from "../ui/covers.js";
import { el, make } from "../ui/dom.js";
import { createDrawer } from "../ui/drawer.js";
import { coversIn, frameOfScreen, sightOf } from "../ui/frame.js";
import { createGlosses } from "../ui/gloss.js";
import { createInset } from "../ui/inset.js";
import { onKeys } from "../ui/keys.js";
import { isPhone } from "../ui/layout.js";
import { createPanel } from "../ui/panel.js";
import { createPin } from "../ui/pin.js";
import { createPointer } from "../ui/pointer.js";
import { createPopup } from "../ui/popup.js";
import { preparePrint } from "../ui/printed.js";
import { createRanking } from "../ui/ranking.js";
import { createSkips } from "../ui/skips.js";
import { createTable } from "../ui/table.js";
import { createCorrectionsTray, createTray } from "../ui/tray.js";
import { createWithin } from "../ui/within.js";
import { createTiles } from "../ui/tiles.js";
import { createToast } from "../ui/toast.js";
import { createExports } from "./exports.js";
import { createProposing } from "./proposing.js";
import { showReading } from "./reading.js";
import { NOTHING_READ } from "./state.js";

/** @import {Ground} from "./ground.js" */
/** @import {Following} from "../ui/following.js" */
/** @typedef {ReturnType<typeof createOnMap>} OnMap */

/**
 * @param {Scene} scene what the page shows
 * @param {Ground} ground the map with its places, which are drawn already
 * @returns {{tell: Tell, readFacts: () => void}} `tell` shows a message by its key, `readFacts` draws what had to wait for the facts
 */
export function createPage(scene, ground) {
  const { state } = scene;
  const { root, following, markers } = ground;
  const toast = createToast();
  /** @type {Tell} */
  const tell = (key, values) => toast.show(scene.say(key, values));
  const byKeyboard = watchKeyboard(root);
  const proposing = createProposing(scene, () => ground.actions.openPage("propose"));
  const actions = { ...ground.actions, following, proposing };
  const beside = createBeside(scene, ground, actions, toast);
  Object.assign(ground.reach, {
    drawer: () => beside.drawer,
    /** @param {number} row */
    back: (row) => byKeyboard() && focusPlace(root, row, scene.atlas.sites),
    /** @param {Element | null} opener */
    again(opener) {
      const holder = /** @type {HTMLElement} */ (document.activeElement);
      if (byKeyboard() && opener?.isConnected && (holder === document.body || !isSeen(holder)))
        /** @type {HTMLElement} */ (opener).focus({ preventScroll: true });
    },
  });
  const basket = createBasket(scene, root, actions);
  const onMap = createOnMap(scene, ground, basket, { ...actions, tell });
  root.append(basket);
  createPin(scene, root, proposing, () => beside.sheet.stop("half"));
  createCorrectionsTray(scene, proposing);
  beside.point = onMap.pointer.point;
  beside.goNear = onMap.controls.goNear;
  preparePrint(scene);
  onKeys(root, (event) => {
    if (event.key !== "Escape") return;
    if (state.place >= 0 || state.page !== "") actions.close();
    else markers.fold();
  });

  const shifted = showOnMap(scene, ground, onMap);
  showBeside(scene, root, beside);
  return {
    tell,
    readFacts() {
      state.ready = true;
      effect(beside.table.show);
      effect(beside.comparison.show);
      effect(beside.ranking.show);
      showReading(scene, { root, byKeyboard, shifted, following, ...beside, ...onMap });
    },
  };
}

/**
 * What lies beside the map, in its place or over it.
 *
 * @param {Scene} scene
 * @param {Ground} ground
 * @param {Actions & {following: Following, proposing: import("./proposing.js").Proposing}} actions
 * @param {Toast} toast
 */
function createBeside(scene, { root, side, sheet }, actions, toast) {
  const { map, atlas } = scene;
  const { takeaways, ...exports } = createExports(scene, toast, () => actions.openPage("embed"));
  const beside = /** @type {Beside} */ ({ sheet });
  beside.panel = createPanel(scene, {
    ...actions,
    takeaways,
    point: (row, follow) => beside.point(row, follow),
    pullUp: () => sheet.stop("full"),
    goNear: () => beside.goNear(),
  });
  beside.drawer = createDrawer(atlas, {
    ...actions,
    ...exports,
    result: () => scene.result,
    /** @param {number} row */
    locate(row) {
      sheet.stop("peek");
      bringIntoView(map, atlas.sites, row, { asked: true, open: false, near: true });
    },
    /** @param {Event} event @param {string} fact */
    copyFactLink(event, fact) {
      exports.copyLink(event);
      actions.change({ fact });
    },
  });
  beside.table = createTable(scene, { ...actions, ...exports });
  beside.ranking = createRanking(scene, { ...actions, ...exports });
  beside.comparison = createComparison(scene, { ...actions, ...exports });
  side.append(beside.panel.element, beside.drawer.element);
  beside.heading = make(el("h1.sr-only"));
  sheet.follow(side);
  // Where the page's own overflow can be scrolled, a browser does so to show what has the focus; the map stays in place.
  root.addEventListener("scroll", () => Object.assign(root, { scrollTop: 0, scrollLeft: 0 }));
  createGlosses(root);
  beside.skips = createSkips(scene, root, () => {
    if (!isPhone()) return;
    actions.change(NOTHING_READ);
    sheet.stop("full");
  });
  root.prepend(beside.skips.element, beside.heading);
  root.append(beside.table.element, beside.comparison.element, beside.ranking.element, toast.element);
  return beside;
}

/**
 * What lies on the map, over its places.
 *
 * @param {Scene} scene
 * @param {Ground} ground
 * @param {HTMLElement} basket which covers some of the map
 * @param {Actions & {tell: Tell, following: Following, proposing: import("./proposing.js").Proposing}} actions
 */
function createOnMap(scene, { root, side, reach }, basket, actions) {
  const { map, atlas, state } = scene;
  const { choose, openFacts, toggleCompared, close, tell } = actions;
  const { proposePosition } = actions.proposing;
  const closed = () => {
    if (!state.facts) close();
  };
  const popup = createPopup(map, atlas, basket, { openFacts, toggleCompared, proposePosition, closed });
  const within = createWithin(scene, root, { choose });
  reach.listWithin = within.toggle;
  const showCovers = createCovers(root, side);
  const pointer = createPointer(map, root, atlas.sites);
  const tiles = createTiles(map, root, atlas, tell);
  const controls = createControls(scene, root, { ...actions, tiles });
  createTray(scene, within);
  const inset = createInset(scene, actions.following);
  const showLegend = createColourLegend(scene, actions);
  const words = describeMap(map, root);
  return { popup, showCovers, pointer, tiles, controls, showLegend, inset, words };
}

/**
 * Draw what is on the map.
 *
 * @param {Scene} scene
 * @param {Ground} ground
 * @param {OnMap} onMap
 * @returns {() => void} to be called when something else lies over the map: what is drawn makes way for it
 */
function showOnMap(scene, { root, markers, shift }, { showCovers, pointer, tiles, showLegend, inset, words }) {
  const { map, state, atlas } = scene;
  let drawn = { sight: "", covers: "" };
  const shifted = () =>
    untracked(() => {
      inset.show(); // which covers some of the map
      if (coversIn(frameNow()) !== drawn.covers) shift.value += 1;
      showCovers();
    });
  // What lies over the map is looked at when all of a change was made. Who moves the map need not follow that.
  const moved = () => {
    if (sightOf(map) !== drawn.sight) shift.value = shift.peek() + 1;
  };
  const over = createCoverBoxes(map, root, shifted);
  const frameNow = () => frameOfScreen(map, over.now(), inset.outlined());
  map.on("moveend", moved);
  effect(() => tiles.show(state));
  effect(() => {
    root.classList.toggle("coloured", scene.colouring !== null);
    showLegend();
    shifted();
  });
  effect(() => {
    shift.value;
    inset.show();
    const frame = frameNow();
    drawn = { sight: sightOf(map), covers: coversIn(frame) };
    markers.show(frame, tiles.chosen(state) === null);
    pointer.show();
    showCovers();
    over.check();
  });
  effectAtRest(() => {
    shift.value;
    words.textContent = mapWords(atlas.sites, scene.result, state, scene.colouring, extentOf(map));
  });
  return shifted;
}

/**
 * Draw what is beside the map.
 *
 * @param {Scene} scene
 * @param {HTMLElement} root
 * @param {Beside} beside
 */
function showBeside(scene, root, { panel, heading, sheet, skips }) {
  const { state, map } = scene;
  effect(() => {
    const { say } = scene;
    document.documentElement.lang = state.lang === "zh" ? "zh-Hans" : "en";
    document.title = say("title");
    heading.textContent = say("title");
    map.getContainer().setAttribute("aria-label", say("mapLabel"));
    sheet.label(say("sheetHandle"));
  });
  effect(() => {
    root.classList.toggle("tabled", state.table || isWide(state.page));
  });
  effect(panel.show);
  effect(skips.show);
}

/** @param {HTMLElement} root @returns {() => boolean} whether the reader used the keyboard last, not a pointer */
function watchKeyboard(root) {
  let used = false;
  onKeys(root, () => {
    used = true;
  });
  root.addEventListener("pointerdown", () => {
    used = false;
  });
  return () => used;
}

/** What the line of a place begins its key with: in the table, in a ranking, at the head of a comparison, in the list, also of a district. */
const LINES = ["row-", "ranked-", "compared-", "", "head-"];

/**
 * Give the keyboard back to the marker of a place, or to its line where it has none, or where the map is out of sight.
 *
 * @param {HTMLElement} root
 * @param {number} row
 * @param {Sites} sites
 */
function focusPlace(root, row, sites) {
  /** @param {string} attribute @param {string} value */
  const shown = (attribute, value) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(`[${attribute}="${value}"]`)]).filter(isSeen);
  const markers = shown("data-row", String(row));
  const lines = LINES.flatMap((key) => shown("data-key", key + sites.id[row]));
  const [target] = [...markers, ...lines];
  if (target) target.focus({ preventScroll: true });
}

/** @param {HTMLElement} element */
const isSeen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";

/**
 * The text that says what the map shows. The map is a region: its markers are buttons of their own, to be read and
 * pressed in any order, so a screen reader must keep its own keys, which the role "application" would take from it.
 * The text is no live region: it changes with every step of the map, and what changed by the reader's own choice is
 * announced by the count of places already; it is read when someone comes to the map.
 *
 * @param {L.Map} map
 * @param {HTMLElement} root
 */
function describeMap(map, root) {
  const words = make(el("p.sr-only", { id: "map-words" }));
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-describedby", words.id);
  root.append(words);
  return words;
}
