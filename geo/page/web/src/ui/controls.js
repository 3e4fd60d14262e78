/**
 * What is shown on the map beside the places: its tools, the scale and where north is, whose the map is and what its boundaries are worth.
 */
/* global L */
import { computed, effect, signal } from "@preact/signals-core";
import { hasPosition } from "../core/sites.js";
import { showChooser } from "./chooser.js";
import { showConsent } from "./consent.js";
import { showCredits } from "./credits.js";
import { draw, el, make } from "./dom.js";
import { createHere } from "./here.js";
import { icon } from "./icons.js";
import { createMeasuring } from "./measuring.js";
import { NORTH } from "./symbols.js";

/** @import {Following} from "./following.js" */

/**
 * @param {Scene} scene what the page shows
 * @param {HTMLElement} root the page's element
 * @param {{tiles: Tiles, tell: Tell, following: Following} & Pick<Actions, "chooseBasemap" | "change" | "openPage">} actions `tiles` with the basemaps offered, `chooseBasemap` with the code of one, `tell` to show a message by its key
 * @returns {{goNear: () => void}} `goNear` asks where the reader is and shows what is near
 */
export function createControls(scene, root, actions) {
  const { map } = scene;
  const measuring = createMeasuring(map, root);
  const goNear = createHere(scene, actions);
  const tools = createTools(scene, root, { ...actions, measuring, goNear });
  const corner = make(el("div.corner"));
  const asked = make(el("div.asked"));
  root.append(corner, asked);
  const openAbout = () => actions.openPage("about");
  effect(() => draw(corner, tools(), showCredits(scene, actions.tiles.chosen(scene.state), !scene.state.embed && openAbout)));
  effect(() => draw(asked, measuring.show(scene), showConsent(actions.tiles.awaiting(scene.state), scene, actions.chooseBasemap)));
  showScale(scene);
  if (scene.atlas.payload.review) showReview(scene);
  return { goNear };
}

/**
 * @param {Scene} scene
 * @param {HTMLElement} root
 * @param {{tiles: Tiles, tell: Tell, following: Following, measuring: ReturnType<typeof createMeasuring>, goNear: () => void} & Pick<Actions, "chooseBasemap">} parts
 * @returns {() => object} what describes the tools
 */
function createTools(scene, root, { tiles, chooseBasemap, tell, following, measuring, goNear }) {
  const { map, atlas } = scene;
  const { sites } = atlas;
  const unfolded = signal(false);
  const isAnyPlaced = computed(() => scene.result.rows.some((row) => hasPosition(sites, row)));
  const screen = createFullScreen(root);
  // A click that no pointer made has no count.
  /** @param {MouseEvent} event */
  const measure = ({ detail }) => {
    if (measuring.isOn()) measuring.stop();
    else {
      unfolded.value = false;
      measuring.start(detail === 0);
    }
  };
  const unfold = () => {
    unfolded.value = !unfolded.value;
  };
  return () => {
    const { say, state } = scene;
    const placed = isAnyPlaced.value;
    /**
     * @param {string} name
     * @param {(event: MouseEvent) => void} onclick
     * @param {Record<string, string>} [attributes]
     */
    const tool = (name, onclick, attributes = {}) =>
      el(
        `button.tool-${name}`,
        { type: "button", "data-key": `map-${name}`, "aria-label": say(name), title: say(name), onclick, ...attributes },
        icon(name),
      );
    const buttons = [
      tool("zoomIn", () => map.zoomIn()),
      tool("zoomOut", () => map.zoomOut()),
      tool("home", following.showCity),
      tool("fit", () => (placed ? following.resume() : tell("fitNone")), {
        "aria-disabled": String(!placed),
        title: say(placed ? "fit" : "fitNone"),
      }),
      tool("here", goNear),
      screen && tool("fullScreen", screen.toggle, { "aria-pressed": String(screen.isOn()) }),
      tool("measure", measure, { "aria-pressed": String(measuring.isOn()) }),
      tool("more", unfold, { "aria-expanded": String(unfolded.value) }),
    ];
    /** @param {Described} button @param {Described} menu */
    const place = (button, menu) =>
      el(
        "div.toolbox",
        {},
        menu,
        el(`div.controls${unfolded.value ? ".unfolded" : ""}`, { role: "group", "aria-label": say("tools") }, button, ...buttons),
      );
    return showChooser(tiles.offered, tiles.chosen(state), scene, { choose: chooseBasemap, place });
  };
}

/**
 * The whole screen for the page, on and off; null where the browser has no such thing (an iPhone).
 *
 * @param {HTMLElement} element
 */
function createFullScreen(element) {
  const [root, page] = /** @type {any[]} */ ([element, document]); // with the names that Safari had before
  if (!page.fullscreenEnabled && !page.webkitFullscreenEnabled) return null;
  const begin = root.requestFullscreen || root.webkitRequestFullscreen;
  const end = page.exitFullscreen || page.webkitExitFullscreen;
  const on = signal(false);
  const read = () => {
    on.value = Boolean(page.fullscreenElement || page.webkitFullscreenElement);
  };
  for (const name of ["fullscreenchange", "webkitfullscreenchange"]) page.addEventListener(name, read);
  return { isOn: () => on.value, toggle: () => (on.value ? end.call(page) : begin.call(root)) };
}

/**
 * The scale, and beside it the arrow to the north.
 *
 * @param {Scene} scene
 */
function showScale(scene) {
  const north = make(el("span.north", { role: "img" }));
  const scale = L.control.scale({ imperial: false, position: "bottomleft" }).addTo(scene.map);
  /** @type {HTMLElement} */ (scale.getContainer()).append(north);
  const arrow = el("svg", { viewBox: "-8 -11 16 22", "aria-hidden": "true", focusable: "false" }, el("path", { d: NORTH }));
  effect(() => {
    north.setAttribute("aria-label", scene.say("northUp"));
    north.title = scene.say("northUp");
    draw(north, arrow, el("span", { "aria-hidden": "true" }, scene.say("north")));
  });
}

/**
 * The number under which the map was reviewed.
 *
 * @param {Scene} scene
 */
function showReview(scene) {
  const review = make(el("p.review"));
  const control = new L.Control({ position: "bottomleft" });
  control.onAdd = () => review;
  control.addTo(scene.map);
  effect(() => draw(review, scene.say("review", { number: scene.atlas.payload.review })));
}
