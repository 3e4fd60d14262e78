/**
 * The position that a reader proposes, on the map: a pin to drag, the circle of its radius and the way from where the record has
 * it; or an area by its corners. A press on the map puts the pin there, or adds a corner.
 *
 * With the keyboard arrow keys move a pin or a corner, with Shift further, and Delete takes a corner out.
 */
/* global L */
import { effect } from "@preact/signals-core";
import { POINT, SHAPE_AREA, positionsOf } from "../core/proposal.js";
import { hasPosition, lonLat } from "../core/sites.js";
import { createPane, toLatLngs } from "./basemap.js";
import { el, make } from "./dom.js";
import { isPhone, sheetAtHalf } from "./layout.js";
import { answered, onKeys } from "./keys.js";

/** @import {Draft} from "../core/proposal.js" */
/** @import {Proposing} from "../app/proposing.js" */

const STEP = 1; // pixels that an arrow key moves, or with Shift
const STRIDE = 20;
const CLOSE = 14; // zoom from which on a pin can be put with care
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
    if (!draft) return;
    const corners = draft.values.shape === SHAPE_AREA ? positionsOf(draft.values) : [];
    proposing.place([...corners, position(latlng)]);
  };
  effect(() => {
    const draft = state.page === "propose" ? proposing.current.value : null;
    const { shape } = draft ? draft.values : { shape: "" };
    const isPlacing = shape === POINT || shape === SHAPE_AREA;
    root.classList.toggle("placing", isPlacing);
    map[isPlacing ? "on" : "off"]("click", onPress);
    drawing.show(isPlacing ? /** @type {Draft} */ (draft) : null, scene, (positions) => proposing.place(positions));
    const begun = draft ? draft.key + shape : "";
    if (isPlacing && begun !== before && isPhone()) makeRoom();
    if (isPlacing && begun !== before) approach(map, /** @type {Draft} */ (draft), atlas.sites);
    before = begun;
  });
  offerPlace(scene, proposing);
}

/** @param {L.Map} map @param {Draft} draft @param {Sites} sites */
function approach(map, draft, sites) {
  const [at] = positionsOf(draft.values);
  if (at) map.setView(latLng(at), Math.max(map.getZoom(), CLOSE), { animate: false });
  else if (draft.row >= 0 && hasPosition(sites, draft.row))
    map.setView(latLng(lonLat(sites, draft.row)), map.getZoom(), { animate: false });
  // The sheet lies over the lower part of a phone's map.
  if (isPhone() && at) map.panBy([0, (sheetAtHalf() * map.getSize().y) / 2], { animate: false });
}

/**
 * @param {L.Map} map
 * @returns {{show: (draft: Draft | null, scene: Pick<Scene, "atlas" | "say">, place: (positions: Position[]) => void) => void}}
 */
export function createDrawing(map) {
  const renderer = L.svg({ pane: createPane(map, "proposed", 645), padding: 0.5 });
  /** @param {string} className */
  const options = (className) => ({ renderer, interactive: false, className });
  const area = L.polygon([], options("proposed-area"));
  const circle = L.circle([0, 0], { ...options("proposed-area"), radius: 1 });
  const way = L.polyline([], options("proposed-way"));
  const former = L.circleMarker([0, 0], { ...options("proposed-former"), radius: 6 });
  const pins = createPins(map, createPane(map, "proposed-pins", 690));
  /** @param {L.Layer} layer @param {boolean} isShown */
  const toggle = (layer, isShown) => (isShown ? layer.addTo(map) : layer.remove());
  return {
    show(draft, { atlas: { sites }, say }, place) {
      const positions = draft ? positionsOf(draft.values) : [];
      const isPoint = draft !== null && draft.values.shape === POINT;
      const radius = Number(draft && draft.values.position_uncertainty_m);
      const was = draft && draft.row >= 0 && hasPosition(sites, draft.row) ? latLng(lonLat(sites, draft.row)) : null;
      area.setLatLngs(isPoint ? [] : toLatLngs(positions));
      toggle(area, !isPoint && positions.length > 1);
      if (isPoint && positions[0]) circle.setLatLng(latLng(positions[0])).setRadius(radius || 0);
      toggle(circle, isPoint && positions.length > 0 && radius > 0);
      if (was) former.setLatLng(was);
      toggle(former, was !== null);
      way.setLatLngs(was && positions[0] ? [was, latLng(positions[0])] : []);
      toggle(way, isPoint && was !== null);
      pins.show(positions, isPoint, (i) => (isPoint ? say("pinLabel") : say("cornerLabel", { count: i + 1 })), place);
    },
  };
}

/**
 * A marker for each position; one that is dragged stays the same marker.
 *
 * @param {L.Map} map
 * @param {string} pane
 */
function createPins(map, pane) {
  const pins = /** @type {L.Marker[]} */ ([]);
  let positions = /** @type {Position[]} */ ([]);
  /** @type {(positions: Position[]) => void} */
  let place = () => {};
  let isPoint = true;
  /** @param {number} i @param {L.LatLng} to */
  const move = (i, to) => place(positions.map((each, at) => (at === i ? position(to) : each)));
  /** @param {number} i */
  const remove = (i) => place(positions.filter((_, at) => at !== i));

  /** @param {number} i @param {L.LatLng} at */
  function create(i, at) {
    const icon = L.divIcon({ className: `proposed-${isPoint ? "pin" : "corner"}`, iconSize: isPoint ? [28, 28] : [18, 18] });
    const pin = L.marker(at, { icon, pane, draggable: true, autoPan: true }).addTo(map);
    pin.on("drag", () => move(i, pin.getLatLng()));
    const element = /** @type {HTMLElement} */ (pin.getElement());
    onKeys(element, (event) => {
      const way = WAYS[event.key];
      const stride = event.shiftKey ? STRIDE : STEP;
      if (way) move(i, map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add(L.point(way).multiplyBy(stride))));
      else if ((event.key === "Delete" || event.key === "Backspace") && !isPoint) remove(i);
      else return;
      answered(event);
    });
    return pin;
  }

  return {
    /** @param {Position[]} now @param {boolean} asPoint @param {(i: number) => string} name @param {(positions: Position[]) => void} setter */
    show(now, asPoint, name, setter) {
      if (asPoint !== isPoint) for (const pin of pins.splice(0)) pin.remove();
      [positions, place, isPoint] = [now, setter, asPoint];
      for (const pin of pins.splice(now.length)) pin.remove();
      now.forEach((each, i) => {
        const pin = (pins[i] ??= create(i, latLng(each)));
        const isDragged = /** @type {any} */ (pin.dragging)?.moving?.();
        if (!isDragged && !pin.getLatLng().equals(latLng(each), 1e-9)) pin.setLatLng(latLng(each));
        const element = /** @type {HTMLElement} */ (pin.getElement());
        element.setAttribute("aria-label", name(i));
        element.title = name(i);
      });
    },
  };
}

/**
 * A long press, or the other button of a mouse, asks whether a place is missing there.
 *
 * @param {Scene} scene
 * @param {Proposing} proposing
 */
function offerPlace(scene, proposing) {
  const { map, state } = scene;
  const popup = L.popup({ className: "atlas-popup", closeButton: false });
  map.on("contextmenu", ({ latlng }) => {
    if (state.embed || state.page === "propose") return;
    const press = () => {
      popup.close();
      proposing.proposePlace(position(latlng));
    };
    const button = el("button.link", { type: "button", "data-key": "propose-here", onclick: press }, scene.say("proposeHere"));
    const content = make(el("div.popup", { role: "dialog", "aria-label": scene.say("proposeMissing") }, button));
    popup.setLatLng(latlng).setContent(content).openOn(map);
  });
}
