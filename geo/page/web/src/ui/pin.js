/**
 * The position that a reader proposes, on the map: a pin to drag, the circle of its radius and the way from where the record has
 * it; or lines or areas by their corners. A press on the map puts the pin there, or adds a corner; the dots between two corners
 * put one in there, and a press on a corner offers to take it out.
 *
 * With the keyboard arrow keys move a pin or a corner, with Shift further, Delete takes a corner out, Insert or + puts one in
 * after it, Enter offers both, and Ctrl+Z takes the last step back.
 */
/* global L */
import { effect } from "@preact/signals-core";
import { NOWHERE, POINT, SHAPE_AREA, SHAPE_LINE, sidesOf, withCorner } from "../core/drawing.js";
import { formerOf, positionsOf, pressed, typedPieces } from "../core/proposal.js";
import { isNear } from "../core/forms.js";
import { hasPosition, lonLat } from "../core/sites.js";
import { toLatLngs } from "./basemap.js";
import { TOOLS, fit } from "./camera.js";
import { el, make } from "./dom.js";
import { isPhone, sheetAtHalf, sheetAtPeek } from "./layout.js";
import { answered, onKeys } from "./keys.js";
import { createPane, createSketch } from "./panes.js";

/** @import {Pieces} from "../core/drawing.js" */
/** @import {Draft} from "../core/proposal.js" */
/** @import {Proposing} from "../app/proposing.js" */
/**
 * @typedef {object} Setting what is done with the pieces that are drawn
 * @property {(pieces: Pieces, isGoing?: boolean) => void} place sets them; `isGoing` while they are dragged
 * @property {() => void} undo takes back the last step
 */

const STEP = 1; // pixels that an arrow key moves, or with Shift
const STRIDE = 20;
const CLOSE = 14; // zoom from which on a pin can be put with care
const ROOM = 40; // pixels around what is drawn
const BESIDE_TOOLS = 72; // pixels: no corner begins under the tools of the map
const WIDE = 48; // pixels from corner to corner between which a dot can be told from them, by a finger half as many again
const MOST = 500; // corners that are handles: of a shape that has more the numbers are changed
const WAYS = /** @type {Record<string, L.PointTuple>} */ ({ ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] });

/** @param {Position} position */
const latLng = ([lon, lat]) => L.latLng(lat, lon);
/** @param {L.LatLng} at @returns {Position} */
const position = ({ lng, lat }) => [lng, lat];

/**
 * @param {Scene} scene
 * @param {HTMLElement} root takes the class "placing" while the map is for setting a position
 * @param {Proposing} proposing
 * @param {() => void} makeRoom lets a phone's sheet down, so that the map is seen
 */
export function createPin(scene, root, proposing, makeRoom) {
  const { map, state, atlas } = scene;
  const drawing = createDrawing(map);
  let before = "";
  const onPress = (/** @type {L.LeafletMouseEvent} */ { latlng }) => {
    const draft = proposing.current.peek();
    if (draft) proposing.place(pressed(draft, position(latlng)));
  };
  effect(() => {
    const draft = state.page === "propose" ? proposing.current.value : null;
    const shape = draft?.values.shape;
    const isDrawn = shape !== undefined && shape !== NOWHERE;
    const isPlacing = isDrawn && !draft?.values.wrong;
    root.classList.toggle("placing", isPlacing);
    map[isPlacing ? "on" : "off"]("click", onPress);
    /** @type {HTMLElement} */ (map.getPane("places")).inert = isPlacing;
    drawing.show(isDrawn ? draft : null, scene, proposing);
    const begun = draft ? draft.key + shape : "";
    if (isPlacing && begun !== before && isPhone()) makeRoom();
    if (draft && isDrawn && (begun !== before || isOutOfSight(map, draft, atlas))) approach(map, draft, atlas.sites);
    before = begun;
  });
  offerPlace(scene, proposing);
}

/** @param {L.Map} map @param {Draft} draft @param {Atlas} atlas @returns {boolean} whether a point that was typed lies beside what is seen */
function isOutOfSight(map, { values }, { payload }) {
  const [at] = values.shape === POINT && values.typed ? positionsOf(values) : [];
  return at !== undefined && isNear(at, payload.bounds) && !map.getBounds().contains(latLng(at));
}

/** @param {L.Map} map @param {Draft} draft @param {Sites} sites */
function approach(map, draft, sites) {
  const positions = positionsOf(draft.values);
  const [at] = positions;
  const covered = isPhone() ? sheetAtHalf() * map.getSize().y : 0;
  if (positions.length > 1) {
    const below = ROOM + covered - (isPhone() ? sheetAtPeek() : 0);
    fit(map, L.latLngBounds(toLatLngs(positions)), { above: ROOM, below, right: BESIDE_TOOLS });
    return;
  }
  if (at) map.setView(latLng(at), Math.max(map.getZoom(), CLOSE), { animate: false });
  else if (draft.row >= 0 && hasPosition(sites, draft.row))
    map.setView(latLng(lonLat(sites, draft.row)), map.getZoom(), { animate: false });
  // The sheet lies over the lower part of a phone's map.
  if (at) map.panBy([0, covered / 2], { animate: false });
}

/**
 * @param {L.Map} map
 * @returns {{show: (draft: Draft | null, scene: Pick<Scene, "say">, setting: Setting) => void}}
 */
export function createDrawing(map) {
  const renderer = createSketch(map, "proposed", 645);
  /** @param {string} className */
  const options = (className) => ({ renderer, interactive: false, className });
  const area = L.polygon([], options("proposed-area"));
  const line = L.polyline([], options("proposed-line"));
  const circle = L.circle([0, 0], { ...options("proposed-area"), radius: 1 });
  const way = L.polyline([], options("proposed-way"));
  const before = L.circleMarker([0, 0], { ...options("proposed-former"), radius: 6 });
  const pins = createPins(map, createPane(map, "proposed-pins", 690));
  /** @param {L.Layer} layer @param {boolean} isShown */
  const toggle = (layer, isShown) => (isShown ? layer.addTo(map) : layer.remove());
  return {
    show(draft, { say }, setting) {
      const shape = draft ? draft.values.shape : NOWHERE;
      const pieces = draft && !draft.values.wrong ? typedPieces(draft.values) : [];
      const [at] = shape === POINT ? pieces.flat() : [];
      const radius = Number(draft && draft.values.position_uncertainty_m);
      const former = draft && formerOf(draft);
      const was = former ? latLng(former) : null;
      for (const drawn of [area, line]) drawn.setLatLngs(pieces.map(toLatLngs));
      toggle(area, shape === SHAPE_AREA);
      toggle(line, shape === SHAPE_LINE);
      if (at) circle.setLatLng(latLng(at)).setRadius(radius || 0);
      toggle(circle, at !== undefined && radius > 0);
      if (was) before.setLatLng(was);
      toggle(before, was !== null);
      way.setLatLngs(was && at ? [was, latLng(at)] : []);
      toggle(way, at !== undefined && was !== null);
      pins.show(shape, pieces, say, setting);
    },
  };
}

/** @typedef {{i: number, k: number, at: Position}} Corner its piece, and the place in that */
/** @typedef {{shape: string, pieces: Pieces, corners: Corner[], setting: Setting}} Drawn */

/**
 * A marker for each position, and a dot amid each side; one that is dragged stays the same marker.
 *
 * @param {L.Map} map
 * @param {string} pane
 */
function createPins(map, pane) {
  const drawn = /** @type {Drawn} */ (/** @type {unknown} */ ({ shape: POINT, pieces: [], corners: [] }));
  const pins = /** @type {L.Marker[]} */ ([]);
  const steps = stepsIn(drawn, (n) => pins[Math.min(n, pins.length - 1)]?.getElement()?.focus());
  const dots = createDots(map, pane, drawn);
  let say = /** @type {Say} */ (String);

  /** @param {number} n */
  function offer(n) {
    offerAt(map, pins[n].getLatLng(), `${say("askCorners")} ${n + 1}`, [
      [say("cornerRemove"), () => steps.remove(n)],
      ...(steps.sideFrom(n) ? [/** @type {Offer} */ ([say("cornerInsert"), () => steps.insert(n)])] : []),
    ]).once("remove", () => steps.focus(n));
  }

  /** @param {number} n @param {L.LatLng} at */
  function create(n, at) {
    const isPoint = drawn.shape === POINT;
    const pin = markerAt(at, `proposed-${isPoint ? "pin" : "corner"}`, isPoint ? 28 : 24, { pane, keyboard: true }).addTo(map);
    follow(pin, drawn, dots, (to) => steps.moved(n, to));
    if (!isPoint) pin.on("click", () => offer(n));
    onKeys(/** @type {HTMLElement} */ (pin.getElement()), (event) => {
      const { key } = event;
      const way = WAYS[key] && L.point(WAYS[key]).multiplyBy(event.shiftKey ? STRIDE : STEP);
      if (way) drawn.setting.place(steps.moved(n, position(shifted(map, pin.getLatLng(), way))));
      else if (key === "z" && (event.ctrlKey || event.metaKey)) drawn.setting.undo();
      else if (isPoint) return;
      else if (key === "Delete" || key === "Backspace") steps.remove(n);
      else if (key === "Insert" || key === "+") steps.insert(n);
      else if (key === "Enter") offer(n);
      else return;
      answered(event);
    });
    return pin;
  }

  return {
    /** @param {string} shape @param {Pieces} pieces @param {Say} words @param {Setting} setting */
    show(shape, pieces, words, setting) {
      if (shape !== drawn.shape) for (const pin of pins.splice(0)) pin.remove();
      const isEased = pieces.flat().length > MOST;
      const corners = (isEased ? [] : pieces).flatMap((piece, i) => piece.map((at, k) => ({ i, k, at })));
      Object.assign(drawn, { shape, pieces, corners, setting });
      say = words;
      for (const pin of pins.splice(corners.length)) pin.remove();
      corners.forEach(({ at }, n) => {
        const pin = (pins[n] ??= create(n, latLng(at)));
        const isDragged = /** @type {any} */ (pin.dragging)?.moving?.();
        if (!isDragged && !pin.getLatLng().equals(latLng(at), 1e-9)) pin.setLatLng(latLng(at));
        const element = /** @type {HTMLElement} */ (pin.getElement());
        element.title = shape === POINT ? say("pinLabel") : say("cornerLabel", { count: n + 1 });
        element.setAttribute("aria-label", element.title);
      });
      dots.show();
    },
  };
}

/**
 * What can be done with a corner, by its number.
 *
 * @param {Drawn} drawn
 * @param {(n: number) => void} focus gives the keyboard to a corner
 */
function stepsIn(drawn, focus) {
  /** @param {number} n */
  const sideFrom = (n) => sidesOf(drawn.shape, drawn.pieces).find(({ i, k }) => i === drawn.corners[n].i && k === drawn.corners[n].k);
  /** @param {number} n @param {Position[]} to what takes its place @returns {Pieces} */
  const put = (n, to) => {
    const { i, k } = drawn.corners[n];
    return drawn.pieces.map((piece, at) => (at === i ? [...piece.slice(0, k), ...to, ...piece.slice(k + 1)] : piece));
  };
  return {
    focus,
    sideFrom,
    /** @param {number} n @param {Position} to */
    moved: (n, to) => put(n, [to]),
    /** @param {number} n */
    remove(n) {
      drawn.setting.place(put(n, []).filter((piece) => piece.length > 0));
      focus(n);
    },
    /** @param {number} n */
    insert(n) {
      const side = sideFrom(n);
      if (!side) return;
      drawn.setting.place(put(n, [side.ends[0], amid(side.ends)]));
      focus(n + 1);
    },
  };
}

/** @typedef {{show: () => void, hold: (marker: L.Marker | null) => void}} Dots `hold` a marker that is dragged leaves no other dot meanwhile */

/**
 * Dots amid the sides that are long enough to have one: pressed or dragged, one puts in a corner.
 *
 * @param {L.Map} map
 * @param {string} pane
 * @param {Drawn} drawn
 * @returns {Dots}
 */
function createDots(map, pane, drawn) {
  const layer = L.layerGroup().addTo(map);
  let held = /** @type {L.Marker | null} */ (null);
  const dots = {
    show() {
      if (held) return;
      layer.clearLayers();
      const { shape, pieces, corners } = drawn;
      for (const { i, k, ends } of shape === POINT || corners.length === 0 ? [] : sidesOf(shape, pieces)) {
        const [a, b] = ends.map((end) => map.latLngToLayerPoint(latLng(end)));
        if (a.distanceTo(b) < WIDE * (isPhone() ? 1.5 : 1)) continue;
        /** @param {Position} at */
        const put = (at) => withCorner(pieces, i, k + 1, at);
        const dot = markerAt(latLng(amid(ends)), "proposed-dot", 14, { pane, keyboard: false }).addTo(layer);
        follow(dot, drawn, dots, put);
        dot.on("click", () => drawn.setting.place(put(amid(ends))));
      }
    },
    /** @param {L.Marker | null} marker */
    hold(marker) {
      held = marker;
      if (marker) layer.eachLayer((dot) => dot !== marker && layer.removeLayer(dot));
      else dots.show();
    },
  };
  map.on("zoomend", dots.show);
  return dots;
}

/** @param {L.LatLng} at @param {string} className @param {number} size in pixels @param {L.MarkerOptions} options */
const markerAt = (at, className, size, options) =>
  L.marker(at, {
    ...{ icon: L.divIcon({ className, iconSize: [size, size] }), draggable: true, autoPan: true, bubblingMouseEvents: false },
    ...options,
  });

/** @param {L.Marker} marker while it is dragged @param {Drawn} drawn @param {Dots} dots @param {(at: Position) => Pieces} put what it makes of the pieces */
function follow(marker, drawn, dots, put) {
  let isGoing = false;
  marker.on("dragstart dragend", ({ type }) => {
    isGoing = false;
    dots.hold(type === "dragstart" ? marker : null);
  });
  marker.on("drag", () => {
    drawn.setting.place(put(position(marker.getLatLng())), isGoing);
    isGoing = true;
  });
}

/** @param {L.Map} map @param {L.LatLng} at @param {L.Point} way in pixels */
const shifted = (map, at, way) => map.containerPointToLatLng(map.latLngToContainerPoint(at).add(way));

/** @param {Position[]} ends @returns {Position} */
const amid = ([a, b]) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** @typedef {[words: string, act: () => void]} Offer */

/**
 * Buttons at a place of the map; Escape closes them.
 *
 * @param {L.Map} map
 * @param {L.LatLng} at
 * @param {string} name
 * @param {Offer[]} offers
 */
function offerAt(map, at, name, offers) {
  const popup = L.popup({ className: "atlas-popup", closeButton: false, autoPanPaddingBottomRight: [TOOLS, 0] });
  const content = make(
    el(
      "div.popup.offers",
      { role: "dialog", "aria-label": name },
      ...offers.map(([words, act]) =>
        el(
          "button.link",
          {
            type: "button",
            onclick: () => {
              popup.close();
              act();
            },
          },
          words,
        ),
      ),
    ),
  );
  onKeys(content, (event) => {
    if (event.key !== "Escape") return;
    popup.close();
    answered(event);
  });
  popup.setLatLng(at).setContent(content).openOn(map);
  /** @type {HTMLElement} */ (content.querySelector("button")).focus();
  return popup;
}

/**
 * A long press, or the other button of a mouse, asks whether a place is missing there.
 *
 * @param {Scene} scene
 * @param {Proposing} proposing
 */
function offerPlace({ map, state, say }, proposing) {
  map.on("contextmenu", ({ latlng }) => {
    if (state.embed || state.page === "propose") return;
    offerAt(map, latlng, say("proposeMissing"), [[say("proposeHere"), () => proposing.proposePlace(position(latlng))]]);
  });
}
