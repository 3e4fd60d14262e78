/**
 * The page: state in one store and in the address, everything else drawn from it.
 */
import { exportName, toGeoJson } from "./export.js";
import { applyFacets } from "./facets.js";
import { factReader } from "./facts.js";
import { parseHash, printHash } from "./hash.js";
import { messages } from "./messages.js";
import { hasPosition, lonLat, readSites } from "./sites.js";
import { FACETS, createStore } from "./store.js";
import { drawGround } from "./ui/basemap.js";
import { createControls } from "./ui/controls.js";
import { el } from "./ui/dom.js";
import { createDrawer } from "./ui/drawer.js";
import { readersLanguage, rememberLanguage } from "./ui/language.js";
import { drawMarkers } from "./ui/markers.js";
import { createPanel } from "./ui/panel.js";
import { createPopup } from "./ui/popup.js";
import { drawShapes } from "./ui/shapes.js";
import { createSheet, isPhone } from "./ui/sheet.js";
import { createTiles } from "./ui/tiles.js";
import { createToast } from "./ui/toast.js";

const LOCATE_ZOOM = 13;
const FLIGHT = 0.8; // seconds

/**
 * Start the atlas on folium's map.
 *
 * @param {L.Map} map the map that folium made; its container stands in the element `root`
 */
export function start(map) {
  const payload = JSON.parse(textOf("atlas-payload"));
  const sites = readSites(payload);
  const atlas = { payload, sites, factsOf: factReader((block) => textOf(`atlas-facts-${block}`)) };
  const wanted = parseHash(window.location.hash, sites, readersLanguage());
  const store = createStore({ ...wanted, place: -1, facts: false, fact: "", page: "" });
  const page = buildPage(map, atlas, store);
  let read = false;
  let following = false;
  // The address first: drawing may move the map, and what follows from that is no step of the reader's.
  store.subscribe((state, changed) => {
    if (read) writeHash(state, sites, !following && STEPS.some((key) => changed.has(key)));
  });
  store.subscribe(page.draw);
  page.begin(store.state);
  // The facts stand behind this script in the file, so that the map shows before they are read.
  document.addEventListener("DOMContentLoaded", () => {
    if (!wanted.view && wanted.place >= sites.first) page.locate(wanted.place);
    store.set({ place: wanted.place, facts: wanted.facts, fact: wanted.fact, page: wanted.page });
    if (wanted.view) page.look(wanted.view);
    read = true;
    window.addEventListener("hashchange", () => {
      const { hash } = window.location;
      if (hash === printHash(store.state, sites)) return;
      following = true;
      store.set(parseHash(hash, sites, store.state.lang));
      following = false;
    });
  });
}

const textOf = (id) => document.getElementById(id).textContent;

/** What is a step that "back" undoes; anything else only keeps the address true. */
const STEPS = ["place", "facts", "fact", "page", "table"];

function writeHash(state, sites, step) {
  const hash = printHash(state, sites);
  if (hash === window.location.hash) return;
  try {
    window.history[step ? "pushState" : "replaceState"](null, "", hash);
  } catch (error) {
    // Inside a notebook's frame the page has no address of its own; only its hash may change.
    if (error.name !== "SecurityError") throw error;
    if (step) window.location.hash = hash;
    else window.location.replace(hash);
  }
}

function buildPage(map, atlas, store) {
  const { sites } = atlas;
  const root = map.getContainer().parentElement;
  const change = (what) => {
    if ("lang" in what) rememberLanguage(what.lang);
    asked = true;
    store.set(what);
    asked = false;
  };
  const tell = (key) => toast.show(messages(store.state.lang)(key));
  let result = applyFacets(sites, store.state);
  let byKeyboard = false;
  let asked = false; // whether the reader asked for it in the page, not by an address

  const choose = (row) => change({ place: row, facts: row >= 0 && !hasPosition(sites, row) });
  const openFacts = (row) => change({ place: row, facts: true });
  const close = () => {
    const { place } = store.state;
    change({ place: -1, facts: false });
    if (byKeyboard) focusPlace(root, place, sites);
  };
  const toast = createToast();
  const sheet = createSheet(root);
  const panel = createPanel(sites, {
    change,
    choose,
    openFacts,
    exportRows: () => exportRows(atlas, result.rows, store.state, toast),
    record: atlas.payload.record,
  });
  const drawer = createDrawer(atlas, {
    choose,
    close,
    locate: (row) => locate(map, sites, row, sheet, true),
    copyLink: (event) => copyLink(event, toast, messages(store.state.lang)),
    filterDistrict: (district) => change({ district }),
  });
  const side = el("div.side", {}, sheet.element, panel.element, drawer.element);
  root.append(side, toast.element);

  const popup = createPopup(map, atlas, {
    openFacts,
    closed: () => {
      if (!store.state.facts) close();
    },
  });
  const showGround = drawGround(map, atlas, choose);
  const showShapes = drawShapes(map, sites, choose);
  const markers = drawMarkers(map, atlas, { choose });
  const tiles = createTiles(map, root, atlas, tell);
  const controls = createControls(map, root, atlas, { tiles, change, tell });

  const redraw = (state) => markers.show(result.rows, result.district, state, messages(state.lang), tiles.chosen(state) === null);
  map.on("moveend", () => {
    redraw(store.state);
    change({ view: viewOf(map) });
  });
  root.addEventListener("keydown", (event) => {
    byKeyboard = true;
    if (event.key !== "Escape") return;
    if (store.state.place >= 0) close();
    else markers.fold();
  });
  root.addEventListener("pointerdown", () => {
    byKeyboard = false;
  });

  const draw = (state, changed) => {
    const say = messages(state.lang);
    const placeChanged = changed.has("place") || changed.has("facts");
    const refiltered = ["hide", ...FACETS, "q"].some((key) => changed.has(key));
    if (refiltered) result = applyFacets(sites, state);
    if (refiltered && !placeChanged && state.place >= sites.first && !result.rows.includes(state.place)) {
      close();
      return;
    }
    if (changed.has("lang")) showLanguage(state.lang, say, { sheet, map });
    if (changed.has("base") || changed.has("hide") || changed.has("district") || changed.has("place")) tiles.show(state);
    if (changed.size > 1 || !changed.has("view")) {
      panel.show(result, state, say);
      showGround(state);
      showShapes(result.rows, state);
      controls.show(result.rows, state, say);
    }
    if (placeChanged || changed.has("lang") || changed.has("district")) showPlace(state, say, placeChanged);
    if (changed.has("view") && state.view) look(state.view);
    redraw(state);
  };

  const look = (view) => {
    if (!sameView(view, viewOf(map))) map.setView([view.lat, view.lon], view.zoom, { animate: false });
  };

  /** The chosen place: its facts in the drawer, or the popup at its sign. */
  function showPlace(state, say, moved) {
    const open = state.place >= 0 && state.facts;
    const closed = root.classList.contains("reading") && !open;
    root.classList.toggle("reading", open);
    if (isPhone() && closed) sheet.stop("peek");
    if (open) {
      popup.hide();
      drawer.show(state.place, state, say);
      if (isPhone()) sheet.stop(moved ? "half" : root.getAttribute("data-sheet"));
      if (moved) drawer.element.focus({ preventScroll: true });
    }
    if (moved) map.invalidateSize({ pan: false });
    const flying = state.place >= 0 && hasPosition(sites, state.place) && moved && bringIntoView(map, sites, state.place, asked);
    if (state.place >= 0 && !open) {
      if (isPhone() && moved) sheet.stop("peek");
      popup.show(state.place, state, say, { focus: byKeyboard && moved, pan: !flying });
    }
    if (state.place < 0) popup.hide();
  }

  return {
    draw,
    look,
    locate: (row) => locate(map, sites, row, sheet, false),
    begin(state) {
      map.invalidateSize({ pan: false });
      if (state.view) look(state.view);
      else controls.home();
      draw(state, new Set(Object.keys(state)));
    },
  };
}

/** Give the keyboard back to the sign of a place, or to its line in the list where it has none. */
function focusPlace(root, row, sites) {
  const signs = [...root.querySelectorAll("[data-row]")].filter((sign) => !sign.hidden && sign.dataset.row === String(row));
  const lines = [...root.querySelectorAll("[data-key]")].filter((line) => line.dataset.key === sites.id[row]);
  const [target] = [...signs, ...lines];
  if (target) target.focus({ preventScroll: true });
}

const viewOf = (map) => {
  const { lat, lng } = map.getCenter();
  return { zoom: round(map.getZoom(), 2), lat: round(lat, 5), lon: round(lng, 5) };
};

const round = (number, digits) => Number(number.toFixed(digits));

const sameView = (a, b) => a.zoom === b.zoom && a.lat === b.lat && a.lon === b.lon;

function showLanguage(lang, say, { sheet, map }) {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.title = say("title");
  map.getContainer().setAttribute("aria-label", say("mapLabel"));
  sheet.label(say("sheetHandle"));
}

/** @returns {boolean} whether the map flies there: it does where the reader asked for a place that is out of view */
function bringIntoView(map, sites, row, asked) {
  const [lon, lat] = lonLat(sites, row);
  if (!asked || map.getBounds().contains([lat, lon])) {
    map.panInside([lat, lon], { padding: [80, 80], animate: false });
    return false;
  }
  return goTo(map, [lat, lon], map.getZoom(), asked);
}

function locate(map, sites, row, sheet, asked) {
  if (!hasPosition(sites, row)) return;
  const [lon, lat] = lonLat(sites, row);
  sheet.stop("peek");
  goTo(map, [lat, lon], Math.max(map.getZoom(), LOCATE_ZOOM), asked);
}

/** Go to a position, by flight where the reader asked for it and has nothing against motion; tells which. */
function goTo(map, latLng, zoom, asked) {
  const flying = asked && !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (flying) map.flyTo(latLng, zoom, { duration: FLIGHT });
  else map.setView(latLng, zoom, { animate: false });
  return flying;
}

function exportRows(atlas, rows, choice, toast) {
  const name = exportName(atlas, choice);
  const blob = new Blob([toGeoJson(atlas, rows, choice)], { type: "application/geo+json" });
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  toast.show(messages(choice.lang)("exported", rows.length, name));
}

/** Copy the link where the page may; where it may not, follow it, so that it stands in the address bar. */
function copyLink(event, toast, say) {
  if (!navigator.clipboard) return;
  event.preventDefault();
  navigator.clipboard.writeText(event.currentTarget.href).then(
    () => toast.show(say("copied")),
    () => toast.show(window.location.href),
  );
}
