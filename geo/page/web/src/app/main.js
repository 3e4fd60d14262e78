/**
 * The page: state in one store and in the address, everything else drawn from it.
 */
import { pageAddress } from "../core/address.js";
import { createColours } from "../core/colour.js";
import { exportName } from "../core/export/choice.js";
import { toTabs } from "../core/export/csv.js";
import { FORMATS } from "../core/export/formats.js";
import { applyFacets } from "../core/facets.js";
import { factReader } from "../core/facts.js";
import { parseHash, printHash, unreadParts } from "../core/hash.js";
import { messages } from "../core/messages.js";
import { orderRows } from "../core/order.js";
import { search } from "../core/search.js";
import { hasPosition, lonLat, readSites } from "../core/sites.js";
import { FACETS, createStore, initialState } from "../core/store.js";
import { drawBasemap } from "../ui/basemap.js";
import { copyText } from "../ui/clipboard.js";
import { createColourLegend } from "../ui/colouring.js";
import { SHEET_PEEK, createControls } from "../ui/controls.js";
import { createCovers } from "../ui/covers.js";
import { el } from "../ui/dom.js";
import { createDrawer } from "../ui/drawer.js";
import { collectFacts } from "../ui/found.js";
import { createGlosses } from "../ui/gloss.js";
import { onKeys } from "../ui/keys.js";
import { readersLanguage, rememberLanguage } from "../ui/language.js";
import { drawMarkers } from "../ui/markers.js";
import { isStill } from "../ui/motion.js";
import { createPanel } from "../ui/panel.js";
import { drawPicture, givesPixels } from "../ui/picture.js";
import { createPointer } from "../ui/pointer.js";
import { createPopup } from "../ui/popup.js";
import { preparePrint } from "../ui/printed.js";
import { drawShapes } from "../ui/shapes.js";
import { createSheet, isPhone } from "../ui/sheet.js";
import { createTable } from "../ui/table.js";
import { createTiles } from "../ui/tiles.js";
import { createToast } from "../ui/toast.js";
import { mapWords, rowsWords } from "../core/words.js";

export { emptied } from "../ui/saved.js";

const LOCATE_ZOOM = 13;
const FLIGHT = 0.8; // seconds
const HALF_SHEET = 0.51; // of the screen: what the sheet of a phone covers half way, as in phone.css

/**
 * Start the atlas on folium's map.
 *
 * @param {L.Map} map the map that folium made; its container is in the element `root`
 */
export function start(map) {
  const payload = JSON.parse(textOf("atlas-payload"));
  const sites = readSites(payload);
  const atlas = { payload, sites, factsOf: factReader((block) => textOf(`atlas-facts-${block}`)) };
  const address = window.location.hash;
  const wanted = parseHash(address, sites, readersLanguage());
  const store = createStore({ ...wanted, ...pick(initialState(), NEED_FACTS), agreed: [] });
  const page = buildPage(map, atlas, store);
  let read = false;
  let following = false;
  const follow = (hash, state) => {
    store.set(state);
    if (unreadParts(hash, sites).length > 0) page.tell("linkUnread");
  };
  // The address first: drawing may move the map, and what follows from that is no step of the reader's.
  store.subscribe((state, changed) => {
    if (read) writeHash(state, sites, !following && STEPS.some((key) => changed.has(key)));
  });
  store.subscribe(page.draw);
  page.begin(store.state);
  // The facts come after this script in the file, so that the map shows before they are read.
  document.addEventListener("DOMContentLoaded", () => {
    page.readFacts();
    if (!wanted.view && wanted.place >= sites.first) page.locate(wanted.place);
    follow(address, pick(wanted, NEED_FACTS));
    if (wanted.view) page.look(wanted.view);
    read = true;
    window.addEventListener("hashchange", ({ newURL }) => {
      // The address that was asked for: by now a move of the map may have written another.
      const { hash } = new URL(newURL);
      if (ownSteps.delete(hash) || hash === printHash(store.state, sites)) return;
      following = true;
      follow(hash, parseHash(hash, sites, store.state.lang));
      following = false;
    });
  });
}

/** What of the state cannot be shown before the facts are read. */
const NEED_FACTS = ["place", "facts", "fact", "page", "table", "colour"];

function pick(state, keys) {
  return Object.fromEntries(keys.map((key) => [key, state[key]]));
}

const textOf = (id) => document.getElementById(id).textContent;

/** No place chosen, and nothing open beside the map. */
const NOTHING_READ = pick(initialState(), ["place", "facts", "fact", "page"]);

/** No filter chosen. */
const FREE = pick(initialState(), ["hide", ...FACETS, "q"]);

/** What changes nothing of the list, its facets and the colours, but for the line of the chosen place. */
const LEAVES_THE_LIST = ["place", "facts", "fact", "page", "view", "base", "agreed"];

/** Hashes that the page itself has put into the address in a way that notifies it of a change. */
const ownSteps = new Set();

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
    ownSteps.add(hash);
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
  const colours = createColours(atlas);
  let result = applyFacets(sites, store.state);
  let colouring = null;
  let byKeyboard = false;
  let factsRead = false; // whether the facts, which come after this script in the file, are there
  let asked = false; // whether the reader asked for it in the page, not by an address

  const choose = (row) => change({ ...NOTHING_READ, place: row, facts: row >= 0 && !hasPosition(sites, row) });
  const openFacts = (row, fact = "") => change({ ...NOTHING_READ, place: row, facts: true, fact });
  let beforePage = NOTHING_READ;
  const openPage = (page) => {
    const { place, facts, fact } = store.state;
    if (store.state.page === "") beforePage = { ...NOTHING_READ, place, facts, fact };
    change({ ...NOTHING_READ, page });
  };
  const chooseBasemap = (base) => change({ base, agreed: [...store.state.agreed, base] });
  const openAbout = () => openPage("about");
  const openSources = (source = -1) => {
    openPage("sources");
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
  const tell = (key, values) => toast.show(messages(store.state.lang)(key, values));
  const copy = (text, done, linger = false) =>
    copyText(text).then((copied) => (copied ? toast.show(done, linger) : toast.show(messages(store.state.lang)("copyByHand", { text }), true)));
  // A table is too long to be selected by hand.
  const copyTable = (text, rows) =>
    copyText(text).then((copied) => (copied ? tell("copiedTable", { what: rowsWords(sites, rows, store.state.lang) }) : tell("copyRefused")));
  const addressOf = (hash) => {
    const page = pageAddress(window.location, atlas.payload.address);
    return page && page + hash;
  };
  // A file has no address that others could open: they get the part that works with any copy of it.
  const copyLink = (event) => {
    event.preventDefault();
    const hash = event.currentTarget.getAttribute("href");
    const say = messages(store.state.lang);
    const address = addressOf(hash);
    if (address) copy(address, say("copied"));
    else copy(hash, say("copiedPart"), true);
  };
  // What is exported; who found nothing but districts means them.
  let withUnits = true;
  const taken = () => {
    const units = withUnits || result.rows.length === 0;
    return { rows: [...(units ? result.units : []), ...result.rows], choice: { ...store.state, units, only: [] } };
  };
  const alone = (row) => ({ rows: [row], choice: { ...initialState(), lang: store.state.lang, units: true, only: [row] } });
  const save = (what, format) => saveRows(atlas, what, format, toast);
  const toast = createToast();
  const sheet = createSheet(root);
  const panel = createPanel(atlas, {
    collectFacts: (shown, state) => (factsRead ? collectFacts(atlas, shown, search(sites, state.q), state) : new Map()),
    openFound: (row) => {
      openFacts(row);
      drawer.find(store.state.q);
    },
    change,
    choose,
    openFacts,
    point: (row, follow) => pointer.point(row, follow),
    takeaways: [
      ...FORMATS.map((format) => ({ key: format.ending, press: () => save(taken(), format) })),
      { key: "png", press: () => savePicture(scene(), taken().choice, pictureHeight(map), toast) },
      { key: "print", press: () => window.print() },
      { key: "copyTable", press: () => copyTable(toTabs(atlas, taken().rows, taken().choice), taken().rows) },
      {
        key: "withUnits",
        isOn: () => withUnits,
        press: () => {
          withUnits = !withUnits;
        },
      },
    ],
    colours,
    openSources,
    openAbout,
    pullUp: () => sheet.stop("full"),
  });
  const drawer = createDrawer(atlas, {
    choose,
    openFacts,
    openSources,
    close,
    locate: (row) => locate(map, sites, row, sheet, true),
    copy,
    addressOf,
    copyLink,
    saveFacts: (row, format) => save(alone(row), format),
    copyFacts: (row) => copyTable(toTabs(atlas, [row], alone(row).choice), alone(row).rows),
    copyFactLink: (event, fact) => {
      copyLink(event);
      change({ fact });
    },
    filterDistrict: (district) => change({ district }),
    showOnly: (choice) => change({ ...FREE, ...choice }),
  });
  const table = createTable(atlas, { change, openFacts, copyTable });
  const side = el("div.side", {}, sheet.element, panel.element, drawer.element);
  sheet.follow(side);
  // Where the page's own overflow can be scrolled, a browser does so to show what has the focus; the map stays in place.
  root.addEventListener("scroll", () => Object.assign(root, { scrollTop: 0, scrollLeft: 0 }));
  createGlosses(root);
  const heading = el("h1.sr-only");
  root.prepend(heading);
  root.append(side, table.element, toast.element);

  const popup = createPopup(map, atlas, {
    openFacts,
    closed: () => {
      if (!store.state.facts) close();
    },
  });
  const showBasemap = drawBasemap(map, atlas, choose);
  const showShapes = drawShapes(map, sites, choose);
  const markers = drawMarkers(map, atlas, { choose });
  const showCovers = createCovers(root, side);
  const pointer = createPointer(map, root, sites);
  const tiles = createTiles(map, root, atlas, tell);
  const controls = createControls(map, root, atlas, { tiles, chooseBasemap, tell });
  const legend = createColourLegend(map, atlas, { change, openFacts });
  const words = describeMap(map, root);

  const scene = () => ({ map, atlas, result, state: store.state, colouring, say: messages(store.state.lang) });
  preparePrint(() => ({ scene: scene(), height: pictureHeight(map) }));

  const redraw = (state) => {
    markers.show(result.rows, result.district, state, messages(state.lang), tiles.chosen(state) === null);
    pointer.show();
    showCovers();
  };
  const describe = (state) => {
    words.textContent = mapWords(sites, result.rows, state, colouring, extentOf(map));
  };
  map.on("moveend", () => {
    redraw(store.state);
    describe(store.state);
    change({ view: viewOf(map) });
  });
  onKeys(root, (event) => {
    byKeyboard = true;
    if (event.key !== "Escape") return;
    if (store.state.place >= 0 || store.state.page !== "") close();
    else markers.fold();
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
      // Whoever types or filters goes on where the keyboard is, unless that closes with the place.
      if (document.activeElement.closest(".drawer, .popup")) close();
      else change(NOTHING_READ);
      return;
    }
    if (changed.has("lang")) showLanguage(state.lang, say, { sheet, map, heading });
    if (["base", "agreed", "hide", "district", "place"].some((key) => changed.has(key))) tiles.show(state);
    root.classList.toggle("tabled", state.table);
    const listed = [...changed].some((key) => !LEAVES_THE_LIST.includes(key));
    if (listed) {
      panel.show(result, state, say);
      colouring = colours.of(state.colour, result.district);
      root.classList.toggle("coloured", colouring !== null);
      legend.show(colouring, state, say);
    }
    if (listed || changed.has("place")) {
      panel.point(state.place);
      table.show(orderRows(sites, result.rows, search(sites, state.q).rank, state), state, say);
      showBasemap(state, colouring);
      showShapes(result.rows, state);
    }
    if (listed || changed.has("base") || changed.has("agreed")) controls.show(result.rows, state, say);
    if (placeChanged || changed.has("lang") || (refiltered && state.facts)) showPlace(state, say, placeChanged);
    else if (changed.has("fact")) drawer.point(state.fact, true);
    if (changed.has("view") && state.view) look(state.view);
    redraw(state);
    describe(state);
  };

  const look = (view) => {
    if (!sameView(view, viewOf(map))) map.setView([view.lat, view.lon], view.zoom, { animate: false });
  };

  /** The chosen place: its facts in the drawer, or the popup at its marker; or the page that is read instead. */
  function showPlace(state, say, moved) {
    const open = state.page !== "" || (state.place >= 0 && state.facts);
    const closed = root.classList.contains("reading") && !open;
    const wholeCity = controls.isHome();
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
    // Who sees the whole city still does when the drawer has taken some of the map's room, or has given it back.
    if (moved && wholeCity && !controls.isHome()) controls.home();
    const flying = state.place >= 0 && hasPosition(sites, state.place) && moved && bringIntoView(map, sites, state.place, { asked, open });
    if (state.place >= 0 && !open) {
      if (isPhone() && moved) sheet.stop("peek");
      popup.show(state.place, state, say, { focus: byKeyboard && moved, pan: !flying });
    }
    if (state.place < 0) popup.hide();
  }

  return {
    draw,
    look,
    tell,
    locate: (row) => locate(map, sites, row, sheet, false),
    /** From now on the facts are there, and those that the address asks for are listed. */
    readFacts() {
      factsRead = true;
      panel.show(result, store.state, messages(store.state.lang));
    },
    begin(state) {
      map.invalidateSize({ pan: false });
      if (state.view) look(state.view);
      else controls.home();
      draw(state, new Set(Object.keys(state)));
    },
  };
}

/** Give the keyboard back to the marker of a place, or to its line in the list where it has none. */
function focusPlace(root, row, sites) {
  const markers = [...root.querySelectorAll("[data-row]")].filter((marker) => !marker.hidden && marker.dataset.row === String(row));
  const lines = [...root.querySelectorAll("[data-key]")].filter((line) => line.dataset.key === sites.id[row]);
  const [target] = [...markers, ...lines];
  if (target) target.focus({ preventScroll: true });
}

/**
 * The text that says what the map shows. The map is a region: its markers are buttons of their own, to be read and
 * pressed in any order, so a screen reader must keep its own keys, which the role "application" would take from it.
 * The text is no live region: it changes with every step of the map, and what changed by the reader's own choice is
 * announced by the count of places already; it is read when someone comes to the map.
 */
function describeMap(map, root) {
  const words = el("p.sr-only", { id: "map-words" });
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-describedby", words.id);
  root.append(words);
  return words;
}

/** How far the view reaches, in metres, and its middle. */
function extentOf(map) {
  const bounds = map.getBounds();
  const { lat, lng } = bounds.getCenter();
  return {
    width: map.distance([lat, bounds.getWest()], [lat, bounds.getEast()]),
    height: map.distance([bounds.getSouth(), lng], [bounds.getNorth(), lng]),
    centre: [lng, lat],
  };
}

/** What of the map is in sight: on a phone the sheet covers its foot. */
const pictureHeight = (map) => map.getSize().y - (isPhone() ? SHEET_PEEK : 0);

const viewOf = (map) => {
  const { lat, lng } = map.getCenter();
  return { zoom: round(map.getZoom(), 2), lat: round(lat, 5), lon: round(lng, 5) };
};

const round = (number, digits) => Number(number.toFixed(digits));

const sameView = (a, b) => a.zoom === b.zoom && a.lat === b.lat && a.lon === b.lon;

function showLanguage(lang, say, { sheet, map, heading }) {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.title = say("title");
  heading.textContent = say("title");
  map.getContainer().setAttribute("aria-label", say("mapLabel"));
  sheet.label(say("sheetHandle"));
}

/** @returns {boolean} whether the map flies there: it does where the reader asked for a place that is out of view */
function bringIntoView(map, sites, row, { asked, open }) {
  const [lon, lat] = lonLat(sites, row);
  if (!asked || map.getBounds().contains([lat, lon])) {
    const covered = isPhone() && open ? HALF_SHEET * map.getSize().y : 0;
    map.panInside([lat, lon], { paddingTopLeft: [80, 80], paddingBottomRight: [80, 80 + covered], animate: false });
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

/** Go to a position, by flight where the reader asked for it and has nothing against motion; returns which. */
function goTo(map, latLng, zoom, asked) {
  const flying = asked && !isStill();
  if (flying) map.flyTo(latLng, zoom, { duration: FLIGHT });
  else map.setView(latLng, zoom, { animate: false });
  return flying;
}

function saveRows(atlas, { rows, choice }, { ending, type, write }, toast) {
  const name = exportName(atlas, choice, ending);
  saveFile(new Blob([write(atlas, rows, choice)], { type }), name);
  toast.show(messages(choice.lang)("exported", { what: rowsWords(atlas.sites, rows, choice.lang), file: name }));
}

function savePicture(scene, choice, height, toast) {
  if (!givesPixels()) {
    toast.show(scene.say("pictureRefused"), true);
    return;
  }
  const name = exportName(scene.atlas, choice, "png");
  drawPicture(scene, height).toBlob((blob) => {
    saveFile(blob, name);
    toast.show(scene.say("exportedPng", { file: name }));
  }, "image/png");
}

function saveFile(blob, name) {
  const url = URL.createObjectURL(blob);
  // eslint-disable-next-line no-restricted-syntax -- a file of our own
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
