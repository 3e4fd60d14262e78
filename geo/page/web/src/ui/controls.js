/**
 * What is shown on the map beside the places: its tools, the scale and where north is, whose the map is and what its boundaries are worth.
 */
/* global L */
import { hasPosition, lonLat } from "../core/sites.js";
import { createChooser } from "./chooser.js";
import { createConsent } from "./consent.js";
import { el, inItsLanguage, linkOut, replaceContent, svg } from "./dom.js";
import { createHere } from "./here.js";
import { icon } from "./icons.js";
import { createMeasuring } from "./measuring.js";
import { PHONE_PEEK, isPhone } from "./sheet.js";
import { NORTH } from "./symbols.js";

const CLOSEST = 15; // zoom of a view that is fitted to few places

/**
 * @param {L.Map} map folium's map
 * @param {Element} root the page's element
 * @param {object} atlas sites and payload
 * @param {object} actions `tiles` with the basemaps offered, `chooseBasemap` with the code of one, `tell` to show a message by its key
 * @returns {{home: Function, isHome: Function, show: Function}} `home` shows the whole city, `isHome` says whether it
 *   is just that which is shown; `show` draws what hangs on the state
 */
export function createControls(map, root, atlas, { tiles, chooseBasemap, tell }) {
  const { sites, payload } = atlas;
  const city = cityBounds(sites);
  let rows = [];
  const look = (bounds, maxZoom) => {
    const covered = isPhone() ? PHONE_PEEK : 0;
    map.fitBounds(bounds, { paddingTopLeft: [12, 12], paddingBottomRight: [12, 12 + covered], maxZoom, animate: false });
  };
  let atHome = null; // what the map shows when it shows the whole city
  const home = () => {
    look(city);
    atHome = map.getBounds().toBBoxString();
  };
  const fit = () => {
    const spots = latLngs(sites, rows);
    if (spots.length > 0) look(L.latLngBounds(spots).pad(0.08), CLOSEST);
    else tell("fitNone");
  };
  const measuring = createMeasuring(map, root, () => press("measure", false));
  // A click that no pointer made has no count.
  const measure = ({ detail }) => {
    if (measuring.active()) measuring.stop();
    else {
      press("measure", true);
      unfold(false);
      measuring.start(detail === 0);
    }
  };
  const screen = fullScreen(root, (on) => press("fullScreen", on));
  const chooser = createChooser(tiles.offered, chooseBasemap);
  const consent = createConsent(chooseBasemap);
  const tools = {
    zoomIn: button("zoomIn", () => map.zoomIn()),
    zoomOut: button("zoomOut", () => map.zoomOut()),
    home: button("home", home),
    fit: button("fit", fit),
    here: button("here", createHere(map, sites, city, tell)),
    ...(screen && { fullScreen: button("fullScreen", screen.toggle) }),
    measure: button("measure", measure),
    more: button("more", () => unfold(!element.classList.contains("unfolded"))),
  };
  const press = (name, on) => tools[name].setAttribute(name === "more" ? "aria-expanded" : "aria-pressed", String(on));
  const element = el("div.controls", { role: "group" }, chooser.button, ...Object.values(tools));
  const unfold = (on) => {
    element.classList.toggle("unfolded", on);
    press("more", on);
  };
  press("measure", false);
  unfold(false);
  const credits = el("p.credits");
  root.append(el("div.corner", {}, el("div.toolbox", {}, chooser.menu, element), credits), measuring.element, consent.element);
  const north = createNorth();
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map).getContainer().append(north.element);
  const review = payload.review && el("p.review");
  if (review) standBottomLeft(map, review);

  return {
    home,
    isHome: () => map.getBounds().toBBoxString() === atHome,
    show(found, state, say) {
      rows = found;
      element.setAttribute("aria-label", say("tools"));
      for (const [name, tool] of Object.entries(tools)) {
        tool.setAttribute("aria-label", say(name));
        tool.title = say(name);
      }
      const placed = rows.some((row) => hasPosition(sites, row));
      tools.fit.setAttribute("aria-disabled", String(!placed));
      tools.fit.title = say(placed ? "fit" : "fitNone");
      chooser.show(tiles.chosen(state), state, say);
      consent.show(tiles.awaiting(state), state.lang, say);
      measuring.show(state.lang, say);
      north.label(say);
      showCredits(credits, payload, tiles.chosen(state), say);
      if (review) review.textContent = say("review", { number: payload.review });
    },
  };
}

const button = (name, onclick) => el(`button.tool-${name}`, { type: "button", "data-key": `map-${name}`, onclick }, icon(name));

/** Whose map it is, whose the basemap, and what the boundaries are worth. */
function showCredits(element, payload, basemap, say) {
  const parts = [[inItsLanguage(say("credit"))]];
  if (basemap) parts.push(basemap.attribution.map(([text, address]) => linkOut(address, text)));
  parts.push([say(payload.boundaries ? "boundaryNote" : "noBoundaries")]);
  replaceContent(element, ...parts.map((part) => el("span", {}, ...part)));
}

/** The extent of the districts; of everything that has a position where their outlines are not in the page. */
function cityBounds(sites) {
  const outlines = [...sites.shapes].filter(([row]) => row < sites.first).flatMap(([, { parts }]) => parts.flat());
  const all = [...Array(sites.count).keys()];
  return L.latLngBounds(outlines.length > 0 ? outlines.map(([lon, lat]) => [lat, lon]) : latLngs(sites, all));
}

function latLngs(sites, rows) {
  const placed = rows.filter((row) => hasPosition(sites, row));
  return placed.map((row) => lonLat(sites, row)).map(([lon, lat]) => [lat, lon]);
}

/** The whole screen for the page, on and off; null where the browser has no such thing (an iPhone). */
function fullScreen(root, changed) {
  if (!document.fullscreenEnabled && !document.webkitFullscreenEnabled) return null;
  const begin = root.requestFullscreen || root.webkitRequestFullscreen;
  const end = document.exitFullscreen || document.webkitExitFullscreen;
  const isOn = () => Boolean(document.fullscreenElement || document.webkitFullscreenElement);
  for (const name of ["fullscreenchange", "webkitfullscreenchange"]) document.addEventListener(name, () => changed(isOn()));
  return { toggle: () => (isOn() ? end.call(document) : begin.call(root)) };
}

function standBottomLeft(map, element) {
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => element;
  control.addTo(map);
}

/** The arrow beside the scale. */
function createNorth() {
  const letter = el("span", { "aria-hidden": "true" });
  const arrow = svg("svg", { viewBox: "-8 -11 16 22", "aria-hidden": "true", focusable: "false" }, svg("path", { d: NORTH }));
  const element = el("span.north", { role: "img" }, arrow, letter);
  return {
    element,
    label(say) {
      element.setAttribute("aria-label", say("northUp"));
      element.title = say("northUp");
      letter.textContent = say("north");
    },
  };
}
