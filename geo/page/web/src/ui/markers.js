/**
 * Places, clusters and names on the map: buttons from a pool, laid out anew whenever the view or the choice changes.
 *
 * Places at one spot, or that no zoom would part, are set out around it when their cluster is pressed.
 */
/* global L */
import { signal } from "@preact/signals-core";
import { WIDEST, gather, inColumns } from "../core/grid.js";
import { once, recentlyOf } from "../core/later.js";
import { isDoubtful, placeName, rowAt } from "../core/sites.js";
import { isChosenUnit } from "./basemap.js";
import { el, make, pool } from "./dom.js";
import { createLeaders, createLines } from "./leaders.js";
import { sizeOf, textWidth } from "./letters.js";
import { basemapNames } from "./names.js";
import { createPane } from "./panes.js";
import { arrange, freeNames, layOut } from "./placement.js";
import { isWide, latLngOf } from "./shapes.js";
import { drawRing, reshape, ring, symbol } from "./symbols.js";
import { createCounter, showCounter } from "./within.js";

const FEW = 4; // places in view of which what is known is read ahead
const REST = 300; // milliseconds after the map was drawn until it is
const VIEWS = 2; // of what is shown, in which it is remembered where everything is

/** @import {Frame} from "./frame.js" */
/** @import {Label} from "./labels.js" */
/** @import {Group, Spread, Written} from "./placement.js" */
/** @import {BasemapName} from "./names.js" */
/** @typedef {HTMLElement & {place: number}} Mark the button of a place, which knows its number */
/** @typedef {HTMLElement & {members: number[], places: number[]}} Cluster the button of a cluster, which knows its sites and their places in it */

/**
 * @param {Scene} scene what the page shows
 * @param {Pick<Actions, "choose"> & {listWithin: (area: number, by: HTMLElement) => void}} actions what a click or Enter does
 * @returns {{showPlaces: (frame: Frame) => void, show: (frame: Frame, withBasemap: boolean) => void, fold: () => void}} `showPlaces` draws the places alone in the
 *   frame of the screen, without what they are called, `show` all, with the names of the basemap or with those of sites alone; `fold` gathers what was set out
 */
export function drawMarkers(scene, actions) {
  const { map } = scene;
  const pane = /** @type {HTMLElement} */ (map.getPane(createPane(map, "places", 600)));
  const spread = createSpread(scene, pane);
  const pools = createPools(map, pane, { ...actions, openCluster: spread.open });
  const placed = createPlaced(map);
  const [drawLegs, drawLeaders] = [once(() => createLegs(map)), once(() => createLeaders(map))];
  const namesOfBasemap = once(() => basemapNames(map, scene.atlas));
  const layouts = rememberLayouts();
  const readAhead = createAhead(scene);
  /** @param {ReturnType<typeof arrange>} layout @param {BasemapName[] | null} names null where places are not called by theirs either */
  const put = (layout, names) => {
    for (const each of Object.values(pools)) each.begin();
    placed.begin();
    for (const label of layout.labels) placed.put(showLabel(pools.label.take(), label, scene), label);
    for (const counter of layout.counters) placed.put(showCounter(pools.counter.take(), counter, scene), counter);
    for (const group of layout.groups) placed.put(showGroup(pools, group, scene, names !== null), group);
    for (const rival of layout.rivals) placed.put(showRival(pools.rival.take(), rival, scene), rival);
    for (const name of layout.names) placed.put(showName(pools.name.take(), name), name);
    for (const name of names || []) placed.put(showBasemapName(pools.basemap.take(), name), name);
    for (const each of Object.values(pools)) each.finish();
  };
  map.on("click", spread.fold);
  return {
    fold: spread.fold,
    showPlaces: (frame) => put(layouts.arranged(scene, frame), null),
    show(frame, withBasemap) {
      const layout = layouts.whole(scene, frame, spread.current());
      pane.classList.toggle("spreading", spread.current() !== null);
      drawLegs()(spread.current(), layout);
      drawLeaders()(layout.labels);
      const fitting = namesOfBasemap()(scene, layout.view, textWidth).filter(({ kind }) => withBasemap || kind === "site");
      put(layout, freeNames(fitting, layout));
      readAhead(layout.groups);
    },
  };
}

/**
 * Lays out what is shown, and remembers it for who goes back to what was shown before: `arranged` the places, which the
 * language and what lies over the map do not move, `whole` these with all names.
 */
function rememberLayouts() {
  const [places, all] = [recentlyOf(VIEWS), recentlyOf(VIEWS)];
  /** @param {Scene} scene @param {Frame} frame @returns {ReturnType<typeof arrange>} */
  const arranged = (scene, frame) => places(scene.result, keyOf(scene, frame), () => arrange(scene, frame, null));
  return {
    arranged,
    /** @param {Scene} scene @param {Frame} frame @param {Spread | null} spread @returns {ReturnType<typeof arrange>} */
    whole(scene, frame, spread) {
      if (spread) return layOut(scene, arrange(scene, frame, spread), frame);
      const { lang, hide } = scene.state;
      const key = JSON.stringify([keyOf(scene, frame), lang, hide, sizeOf("text"), frame.covers]);
      return all(scene.result, key, () => layOut(scene, arranged(scene, frame), frame));
    },
  };
}

/** @param {Scene} scene @param {Frame} frame @returns {string} what places are laid out by */
const keyOf = ({ state: { place, base, agreed } }, { zoom, min, max }) => JSON.stringify([place, base, agreed, zoom, min, max]);

/**
 * Where few places are in view, one of them is pressed next: what is known of them is read while the map is at rest.
 *
 * @param {Scene} scene
 * @returns {(groups: Group[]) => void}
 */
function createAhead({ atlas: { sites, factsOf }, state }) {
  let waiting = 0;
  return (groups) => {
    window.clearTimeout(waiting);
    const places = groups.flatMap(({ members }) => members.slice(0, FEW));
    if (places.length > FEW) return;
    waiting = window.setTimeout(() => {
      if (state.ready) for (const place of places) factsOf(rowAt(sites, place));
    }, REST);
  };
}

/**
 * @param {L.Map} map
 * @param {HTMLElement} pane
 * @param {{choose: (place: number) => void, listWithin: (area: number, by: HTMLElement) => void, openCluster: (cluster: Cluster) => void}} actions
 */
const createPools = (map, pane, { choose, listWithin, openCluster }) => ({
  basemap: pool(pane, () => make(el("span.basemap-name leaflet-zoom-animated", { "aria-hidden": "true" }, el("b")))),
  label: pool(pane, () => createLabel(map, choose)),
  counter: pool(pane, () => createCounter(listWithin, (element, action) => onPress(map, element, action))),
  mark: pool(pane, () => createMark(map, choose)),
  cluster: pool(pane, () => createCluster(map, openCluster)),
  rival: pool(pane, () => make(el("span.mark leaflet-zoom-animated", { role: "img" }, symbol("projects")))),
  name: pool(pane, () => make(el("span.name leaflet-zoom-animated", { "aria-hidden": "true" }))),
});

/**
 * What is set out around a spot: `current` gives its places and the spot, or null.
 *
 * @param {Scene} scene
 * @param {HTMLElement} pane
 */
function createSpread(scene, pane) {
  const { map, state } = scene;
  const { sites } = scene.atlas;
  const spread = signal(/** @type {Spread | null} */ (null));
  /** @param {number} place */
  const isShown = (place) => rowAt(sites, place) === state.place || scene.result.shown[rowAt(sites, place)] === 1;
  map.on("zoomend", () => {
    spread.value = null;
  });
  return {
    current() {
      if (spread.value && !spread.value.places.every(isShown)) spread.value = null;
      return spread.value;
    },
    /** @param {Pick<Cluster, "places">} cluster */
    open({ places }) {
      if (!isOneSpot(map, sites, places)) {
        map.fitBounds(boundsOf(sites, places), { padding: [60, 60] });
        return;
      }
      spread.value = { places, spot: boundsOf(sites, places).getCenter() };
      // The cluster that had the keyboard is gone.
      /** @type {HTMLElement} */ (pane.querySelector(".petal:not([hidden])")).focus({ preventScroll: true });
    },
    fold() {
      if (spread.value === null) return;
      const [first] = spread.value.places;
      const focused = pane.contains(document.activeElement);
      spread.value = null;
      const cluster = [.../** @type {NodeListOf<Cluster>} */ (pane.querySelectorAll(".cluster:not([hidden])"))].find(({ places }) =>
        places.includes(first),
      );
      if (focused && cluster) cluster.focus({ preventScroll: true });
    },
  };
}

/**
 * Elements that keep their place in the world while the map moves.
 *
 * @param {L.Map} map
 */
function createPlaced(map) {
  let placed = /** @type {{element: HTMLElement, x: number, y: number}[]} */ ([]);
  let [zoomThen, origin] = [0, L.point(0, 0)];
  /** @param {(latLng: L.LatLng) => L.Point} where */
  const putAll = (where) => {
    for (const { element, x, y } of placed) L.DomUtil.setPosition(element, where(map.unproject([x, y], zoomThen)));
  };
  // A flight and two fingers move the map without an animation of its own.
  map.on("zoom", () => putAll((latLng) => map.latLngToLayerPoint(latLng)));
  map.on("zoomanim", ({ zoom, center }) =>
    // Leaflet keeps this method to itself, and so do its types.
    putAll((latLng) => /** @type {any} */ (map)._latLngToNewLayerPoint(latLng, zoom, center).round()),
  );
  return {
    begin() {
      placed = [];
      [zoomThen, origin] = [map.getZoom(), map.getPixelOrigin()];
    },
    /**
     * Put an element at a point of the world, in its pixels at the present zoom.
     *
     * @param {HTMLElement} element
     * @param {Point} point
     */
    put(element, { x, y }) {
      L.DomUtil.setPosition(element, L.point(Math.round(x) - origin.x, Math.round(y) - origin.y));
      placed.push({ element, x, y });
    },
  };
}

/** @param {ReturnType<typeof createPools>} pools @param {Group} group @param {Scene} scene @param {boolean} isNamed */
function showGroup(pools, group, scene, isNamed) {
  const { members } = group;
  return members.length === 1
    ? showMark(pools.mark.take(), group, scene, isNamed)
    : showCluster(pools.cluster.take(), group, scene, isNamed);
}

/**
 * A position that others claim of the chosen place; the drawer says the same of it.
 *
 * @param {HTMLElement} element
 * @param {{index: number}} rival
 * @param {Scene} scene
 */
function showRival(element, { index }, { atlas: { sites }, state, say }) {
  element.className = [...rivalClasses(sites, index), "leaflet-zoom-animated"].join(" ");
  reshape(/** @type {Element} */ (element.firstChild), layerOf(sites, index));
  name(element, say("rivalAt", { source: sites.further[index - sites.count][state.lang] }));
  return element;
}

/** @param {HTMLElement} element @param {Pick<Written, "text" | "note">} name */
function showName(element, { text, note }) {
  element.textContent = text;
  element.classList.toggle("title", note === "title");
  element.classList.toggle("words", note === "words");
  return element;
}

/** @param {Sites} sites @param {number[]} places */
const boundsOf = (sites, places) => L.latLngBounds(places.map((place) => latLngOf(sites, place)));

/**
 * Whether places stay one cluster at every zoom, so that there is nothing to look closer at.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {number[]} places
 */
function isOneSpot(map, sites, places) {
  const closest = map.getMaxZoom();
  if (map.getZoom() >= closest) return true;
  const scale = 2 ** closest;
  if ([sites.x, sites.y].some((column) => !areClose(places, column, WIDEST / scale))) return false;
  return gather(inColumns(places.map((place) => ({ index: place, x: sites.x[place] * scale, y: sites.y[place] * scale })))).length === 1;
}

/**
 * Whether no two places are so far apart; of many the first ones mostly say it.
 *
 * @param {number[]} places
 * @param {Float64Array} column
 * @param {number} far
 */
function areClose(places, column, far) {
  let [least, most] = [Infinity, -Infinity];
  return places.every((place) => {
    least = Math.min(least, column[place]);
    most = Math.max(most, column[place]);
    return most - least < far;
  });
}

/**
 * Lines from the spot to the places set out around it.
 *
 * @param {L.Map} map
 * @returns {(spread: Spread | null, layout: {groups: Group[]}) => void} draws them
 */
function createLegs(map) {
  const draw = createLines(map, { kind: "leg", level: 590, radius: 4 });
  return (spread, { groups }) => {
    const petals = spread ? groups.filter(({ petal }) => petal) : [];
    const spots = spread ? [/** @type {L.LatLng} */ (spread.spot)] : [];
    draw(
      spots.flatMap((from) => petals.map(({ x, y }) => ({ from, to: map.unproject([x, y]) }))),
      spots,
    );
  };
}

/** @param {HTMLElement} element @param {BasemapName} name */
function showBasemapName(element, { kind, text, angle }) {
  element.className = `basemap-name leaflet-zoom-animated ${kind}`;
  const letters = /** @type {HTMLElement} */ (element.firstChild);
  letters.textContent = text;
  letters.style.transform = `rotate(${angle}rad)`;
  return element;
}

/** @param {L.Map} map @param {(place: number) => void} choose */
function createMark(map, choose) {
  const element = /** @type {Mark} */ (markButton().cloneNode(true));
  return onPress(map, element, () => choose(element.place));
}

/** @param {Sites} sites @param {number} place */
const layerOf = (sites, place) => sites.registers.layers[sites.layer[rowAt(sites, place)]].code;

/**
 * How a place's marker looks: its layer, its doubt, whether it has a shape of its own and whether it is chosen.
 *
 * @param {Sites} sites
 * @param {number} place
 * @param {State} state
 */
export const markClasses = (sites, place, state) => {
  const row = rowAt(sites, place);
  return /** @type {string[]} */ (
    [
      "mark",
      `layer-${layerOf(sites, place)}`,
      isDoubtful(sites, place) && "doubtful",
      isWide(sites, place) && "vague",
      sites.shapes.has(row) && "shaped",
      row === state.place && "chosen",
    ].filter(Boolean)
  );
};

/** @param {Sites} sites @param {number} place */
export const rivalClasses = (sites, place) => ["mark", "rival", `layer-${layerOf(sites, place)}`];

/** @param {Mark} element @param {Group} group @param {Scene} scene @param {boolean} isNamed */
function showMark(element, { members: [place], petal }, { atlas: { sites }, state }, isNamed) {
  element.className = [...markClasses(sites, place, state), petal && "petal", "leaflet-zoom-animated"].filter(Boolean).join(" ");
  reshape(/** @type {Element} */ (element.firstChild), layerOf(sites, place));
  element.place = place;
  element.dataset.row = String(rowAt(sites, place));
  if (isNamed) name(element, placeName(sites, place, state.lang));
  return element;
}

const clusterButton = once(() => make(el("button.cluster leaflet-zoom-animated", { type: "button" }, ring(), el("span"))));
const markButton = once(() => make(el("button.mark leaflet-zoom-animated", { type: "button" }, symbol("projects"))));

/** @param {L.Map} map @param {(cluster: Cluster) => void} open */
function createCluster(map, open) {
  const element = /** @type {Cluster} */ (clusterButton().cloneNode(true));
  return onPress(map, element, () => open(element));
}

/**
 * How many members of a cluster each layer has, in the order of the layers.
 *
 * @param {Sites} sites
 * @param {number[]} members
 */
export function layerShares(sites, members) {
  const { layers } = sites.registers;
  const { layer, count } = sites;
  const counts = new Uint32Array(layers.length);
  for (let i = 0; i < members.length; i += 1) counts[layer[members[i] < count ? members[i] : rowAt(sites, members[i])]] += 1;
  return layers.map((layer, row) => /** @type {const} */ ([layer, counts[row]])).filter(([, count]) => count > 0);
}

/** @param {Cluster} element @param {Group} group @param {Scene} scene @param {boolean} isNamed */
function showCluster(element, { members }, scene, isNamed) {
  const { sites } = scene.atlas;
  const shares = layerShares(sites, members);
  drawRing(
    /** @type {Element} */ (element.firstChild),
    shares.map(([layer, n]) => [layer.code, n]),
  );
  /** @type {Node} */ (element.lastChild).textContent = String(members.length);
  element.places = members;
  element.members = members[members.length - 1] < sites.count ? members : members.map((place) => rowAt(sites, place));
  if (isNamed) name(element, clusterName(members, shares, scene));
  return element;
}

/** @param {number[]} members @param {ReturnType<typeof layerShares>} shares @param {Scene} scene */
function clusterName(members, shares, { map, atlas: { sites }, state: { lang }, say }) {
  const parts = shares.map(([layer, n]) => say("clusterPart", { count: n, layer: layer[lang].toLowerCase() })).join(say("namesApart"));
  const key = isOneSpot(map, sites, members) ? "clusterSpread" : "cluster";
  return say(key, { places: say("places", { count: members.length }), parts });
}

/**
 * What a marker is called, for the pointer and for who does not see it.
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
function name(element, text) {
  if (element.title === text) return;
  element.title = text;
  element.setAttribute("aria-label", text);
}

/** @param {L.Map} map @param {(row: number) => void} choose */
function createLabel(map, choose) {
  const parts = [el("b"), el("i", { "aria-hidden": "true" }), el("span.sr-only")];
  const element = make(el("button.district leaflet-zoom-animated", { type: "button" }, ...parts));
  return onPress(map, element, () => choose(Number(element.dataset.row)));
}

/** @param {HTMLElement} element @param {Label} label @param {Scene} scene */
function showLabel(element, { row, text, count, stacked, aside }, { atlas: { sites }, state, say }) {
  element.dataset.row = String(row);
  element.title = sites[state.lang][row];
  /** @type {Node} */ (element.firstChild).textContent = text;
  const counts = /** @type {HTMLElement} */ (element.querySelector("i"));
  counts.textContent = String(count);
  counts.style.translate = `${-aside}px`;
  /** @type {Node} */ (element.lastChild).textContent = ` ${say("places", { count })}`;
  element.classList.toggle("chosen", isChosenUnit(row, state));
  element.classList.toggle("stacked", stacked);
  return element;
}

/**
 * A press on a button is the button's alone: the map does not close its popup for it. A drag or a pinch that begins on
 * one moves the map; whatever moved the map is no press.
 *
 * @template {HTMLElement} E
 * @param {L.Map} map
 * @param {E} element
 * @param {() => void} action
 */
function onPress(map, element, action) {
  L.DomEvent.on(element, "dblclick contextmenu", L.DomEvent.stopPropagation);
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    // A click that no pointer made has no count; the last drag is nothing to it.
    if (event.detail === 0 || !(/** @type {L.Handler & {moved: () => boolean}} */ (map.dragging).moved())) action();
  });
  return element;
}
