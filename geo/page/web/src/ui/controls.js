/**
 * What is shown on the map beside the places: its tools, the scale and where north is, whose the map is and what its boundaries are worth.
 */
/* global L */
import { effect, signal } from "@preact/signals-core";
import { hasPosition, lonLat } from "../core/sites.js";
import { toLatLngs } from "./basemap.js";
import { showChooser } from "./chooser.js";
import { showConsent } from "./consent.js";
import { draw, el, inItsLanguage, linkOut, make } from "./dom.js";
import { createHere } from "./here.js";
import { icon } from "./icons.js";
import { isPhone, sheetAtPeek } from "./layout.js";
import { createMeasuring } from "./measuring.js";
import { NORTH } from "./symbols.js";

/** @typedef {ReturnType<typeof createView>} CityView */

const CLOSEST = 15; // zoom of a view that is fitted to few places

/**
 * @param {Scene} scene what the page shows
 * @param {HTMLElement} root the page's element
 * @param {{tiles: Tiles, tell: Tell} & Pick<Actions, "chooseBasemap" | "change">} actions `tiles` with the basemaps offered, `chooseBasemap` with the code of one, `tell` to show a message by its key
 * @returns {{home: () => void, isHome: () => boolean, goNear: () => void}} `home` shows the whole city, `isHome` says whether
 *   it is just that which is shown, `goNear` asks where the reader is and shows what is near
 */
export function createControls(scene, root, actions) {
  const { map } = scene;
  const view = createView(scene, actions.tell);
  const measuring = createMeasuring(map, root);
  const goNear = createHere(scene, view, actions);
  const tools = createTools(scene, root, { ...actions, view, measuring, goNear });
  const corner = make(el("div.corner"));
  const asked = make(el("div.asked"));
  root.append(corner, asked);
  effect(() => draw(corner, tools(), showCredits(scene, actions.tiles.chosen(scene.state))));
  effect(() => draw(asked, measuring.show(scene), showConsent(actions.tiles.awaiting(scene.state), scene, actions.chooseBasemap)));
  showScale(scene);
  if (scene.atlas.payload.review) showReview(scene);
  return { ...view, goNear };
}

/**
 * What part of the world the tools show: the whole city, or the places found.
 *
 * @param {Scene} scene
 * @param {Tell} tell
 */
function createView(scene, tell) {
  const { map } = scene;
  const { sites } = scene.atlas;
  const city = cityBounds(sites);
  let atHome = /** @type {string | null} */ (null); // what the map shows when it shows the whole city
  /** @param {L.LatLngBounds} bounds @param {number} [maxZoom] */
  const look = (bounds, maxZoom) => {
    const covered = isPhone() ? sheetAtPeek() : 0;
    map.fitBounds(bounds, { paddingTopLeft: [12, 12], paddingBottomRight: [12, 12 + covered], maxZoom, animate: false });
  };
  return {
    city,
    look,
    home() {
      look(city);
      atHome = map.getBounds().toBBoxString();
    },
    isHome: () => map.getBounds().toBBoxString() === atHome,
    fit() {
      const spots = latLngs(sites, scene.result.rows);
      if (spots.length > 0) look(L.latLngBounds(spots).pad(0.08), CLOSEST);
      else tell("fitNone");
    },
  };
}

/**
 * @param {Scene} scene
 * @param {HTMLElement} root
 * @param {{tiles: Tiles, tell: Tell, view: CityView, measuring: ReturnType<typeof createMeasuring>, goNear: () => void} & Pick<Actions, "chooseBasemap">} parts
 * @returns {() => object} what describes the tools
 */
function createTools(scene, root, { tiles, chooseBasemap, view, measuring, goNear }) {
  const { map, atlas } = scene;
  const { sites } = atlas;
  const unfolded = signal(false);
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
    const { say, result, state } = scene;
    const placed = result.rows.some((row) => hasPosition(sites, row));
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
      tool("home", view.home),
      tool("fit", view.fit, { "aria-disabled": String(!placed), title: say(placed ? "fit" : "fitNone") }),
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
 * Whose map it is, whose the basemap, and what the boundaries are worth.
 *
 * @param {Scene} scene
 * @param {Basemap | null} basemap
 */
function showCredits({ atlas: { payload }, say }, basemap) {
  const parts = /** @type {Content[][]} */ ([[inItsLanguage(say("credit"))]]);
  if (basemap) parts.push(basemap.attribution.map(([text, address]) => linkOut(address, text)));
  parts.push([say(payload.boundaries ? "boundaryNote" : "noBoundaries")]);
  return el("p.credits", {}, ...parts.map((part) => el("span", {}, ...part)));
}

/**
 * The extent of the districts; of everything that has a position where their outlines are not in the page.
 *
 * @param {Sites} sites
 */
function cityBounds(sites) {
  const outlines = [...sites.shapes].filter(([row]) => row < sites.first).flatMap(([, { parts }]) => parts.flat());
  const all = [...Array(sites.count).keys()];
  return L.latLngBounds(outlines.length > 0 ? toLatLngs(outlines) : latLngs(sites, all));
}

/** @param {Sites} sites @param {number[]} rows */
function latLngs(sites, rows) {
  const placed = rows.filter((row) => hasPosition(sites, row));
  return toLatLngs(placed.map((row) => lonLat(sites, row)));
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
