/**
 * The page: state in one store and in the address, everything else drawn from it.
 */
/* global L */
import { exportName, toGeoJson } from "./export.js";
import { applyFacets } from "./facets.js";
import { factReader } from "./facts.js";
import { parseHash, printHash } from "./hash.js";
import { messages } from "./messages.js";
import { hasPosition, lonLat, readSites } from "./sites.js";
import { FACETS, createStore, initialState } from "./store.js";
import { drawGround } from "./ui/basemap.js";
import { copyText } from "./ui/clipboard.js";
import { createControls } from "./ui/controls.js";
import { el } from "./ui/dom.js";
import { createDrawer } from "./ui/drawer.js";
import { readersLanguage, rememberLanguage } from "./ui/language.js";
import { drawMarkers } from "./ui/markers.js";
import { createPanel } from "./ui/panel.js";
import { createPopup } from "./ui/popup.js";
import { drawShapes } from "./ui/shapes.js";
import { createSheet, isPhone } from "./ui/sheet.js";
import { createToast } from "./ui/toast.js";

const LOCATE_ZOOM = 13;

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
  const store = createStore({ ...wanted, ...NOTHING_READ });
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

/** No place chosen, and nothing open beside the map. */
const NOTHING_READ = pick(["place", "facts", "fact", "page"]);

/** No filter chosen. */
const FREE = pick(["hide", ...FACETS, "q"]);

function pick(keys) {
  const free = initialState();
  return Object.fromEntries(keys.map((key) => [key, free[key]]));
}

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
    store.set(what);
  };
  let result = applyFacets(sites, store.state);
  let byKeyboard = false;

  const choose = (row) => change({ ...NOTHING_READ, place: row, facts: row >= 0 && !hasPosition(sites, row) });
  const openFacts = (row, fact = "") => change({ ...NOTHING_READ, place: row, facts: true, fact });
  let beforePage = NOTHING_READ;
  const openSources = (source = -1) => {
    const { place, facts, fact } = store.state;
    if (store.state.page === "") beforePage = { ...NOTHING_READ, place, facts, fact };
    change({ ...NOTHING_READ, page: "sources" });
    if (source >= 0) drawer.unfold(`source-${atlas.payload.sources[source].id}`);
  };
  const closePage = () => {
    change(beforePage);
    beforePage = NOTHING_READ;
  };
  const close = () => {
    const { place, page } = store.state;
    if (page !== "") {
      closePage();
      return;
    }
    change(NOTHING_READ);
    if (byKeyboard) focusPlace(root, place, sites);
  };
  const copy = (text, done) =>
    copyText(text).then((copied) => (copied ? toast.show(done) : toast.show(messages(store.state.lang)("copyByHand", text), true)));
  const copyLink = (event) => {
    event.preventDefault();
    copy(event.currentTarget.href, messages(store.state.lang)("copied"));
  };
  const toast = createToast();
  const sheet = createSheet(root);
  const panel = createPanel(sites, {
    change,
    choose,
    openFacts,
    openSources,
    exportRows: () => exportRows(atlas, result.rows, store.state, toast),
    record: atlas.payload.record,
    sources: atlas.payload.sources.length,
  });
  const drawer = createDrawer(atlas, {
    choose,
    openFacts,
    openSources,
    close,
    locate: (row) => locate(map, sites, row, sheet),
    copy,
    copyLink,
    copyFactLink: (event, fact) => {
      copyLink(event);
      change({ fact });
    },
    filterDistrict: (district) => change({ district }),
    showOnly: (choice) => change({ ...FREE, ...choice }),
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
  const showMarkers = drawMarkers(map, sites, { choose, openCluster: (rows) => openCluster(map, sites, rows, choose) });
  const controls = createControls(map, root, sites);

  const redraw = (state) => showMarkers(result.rows, result.district, state, messages(state.lang));
  map.on("moveend", () => {
    redraw(store.state);
    change({ view: viewOf(map) });
  });
  root.addEventListener("keydown", (event) => {
    byKeyboard = true;
    if (event.key === "Escape" && (store.state.place >= 0 || store.state.page !== "")) close();
  });
  root.addEventListener("pointerdown", () => {
    byKeyboard = false;
  });

  const draw = (state, changed) => {
    const say = messages(state.lang);
    const placeChanged = ["place", "facts", "page"].some((key) => changed.has(key));
    const refiltered = ["hide", ...FACETS, "q"].some((key) => changed.has(key));
    if (refiltered) result = applyFacets(sites, state);
    if (refiltered && !placeChanged && state.place >= sites.first && !result.rows.includes(state.place)) {
      close();
      return;
    }
    if (changed.has("lang")) showLanguage(state.lang, say, { controls, sheet, map });
    if (changed.size > 1 || !changed.has("view")) {
      panel.show(result, state, say);
      showGround(state);
      showShapes(result.rows, state);
    }
    if (placeChanged || changed.has("lang") || (refiltered && state.facts)) showPlace(state, say, placeChanged);
    else if (changed.has("fact")) drawer.point(state.fact, true);
    if (changed.has("view") && state.view) look(state.view);
    redraw(state);
  };

  const look = (view) => {
    if (!sameView(view, viewOf(map))) map.setView([view.lat, view.lon], view.zoom, { animate: false });
  };

  /** The chosen place: its facts in the drawer, or the popup at its sign; or the page that is read instead. */
  function showPlace(state, say, moved) {
    const open = state.page !== "" || (state.place >= 0 && state.facts);
    const closed = root.classList.contains("reading") && !open;
    root.classList.toggle("reading", open);
    if (isPhone() && closed) sheet.stop("peek");
    if (open) {
      popup.hide();
      drawer.show(state, say);
      if (isPhone()) sheet.stop(moved ? "half" : root.getAttribute("data-sheet"));
      if (moved) drawer.element.focus({ preventScroll: true });
      drawer.point(state.fact, moved);
    } else drawer.clear();
    if (moved) map.invalidateSize({ pan: false });
    if (state.place >= 0 && hasPosition(sites, state.place) && moved) bringIntoView(map, sites, state.place);
    if (state.place >= 0 && !open) {
      if (isPhone() && moved) sheet.stop("peek");
      popup.show(state.place, state, say, byKeyboard && moved);
    }
    if (state.place < 0) popup.hide();
  }

  return {
    draw,
    look,
    locate: (row) => locate(map, sites, row, sheet),
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

function showLanguage(lang, say, { controls, sheet, map }) {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.title = say("title");
  map.getContainer().setAttribute("aria-label", say("mapLabel"));
  sheet.label(say("sheetHandle"));
  controls.label(say);
}

function bringIntoView(map, sites, row) {
  const [lon, lat] = lonLat(sites, row);
  map.panInside([lat, lon], { padding: [80, 80], animate: false });
}

function locate(map, sites, row, sheet) {
  if (!hasPosition(sites, row)) return;
  const [lon, lat] = lonLat(sites, row);
  sheet.stop("peek");
  map.setView([lat, lon], Math.max(map.getZoom(), LOCATE_ZOOM), { animate: false });
}

/** Look closer at a crowd; where all stand at one spot there is nothing to look closer at, so the next is chosen. */
function openCluster(map, sites, rows, choose) {
  const bounds = L.latLngBounds(rows.map((row) => lonLat(sites, row)).map(([lon, lat]) => [lat, lon]));
  const zoom = map.getBoundsZoom(bounds, false, L.point(80, 80));
  if (zoom > map.getZoom() && map.getZoom() < map.getMaxZoom()) map.fitBounds(bounds, { padding: [60, 60] });
  else choose(rows[0]);
}

function exportRows(atlas, rows, choice, toast) {
  const name = exportName(atlas, choice);
  const blob = new Blob([toGeoJson(atlas, rows, choice)], { type: "application/geo+json" });
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  toast.show(messages(choice.lang)("exported", rows.length, name));
}
