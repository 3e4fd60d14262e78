/**
 * The places of a table on a map that is not ours: a marker each, which the keyboard reaches.
 */
/* global L */
import { effect } from "@preact/signals-core";
import { answered, onKeys } from "./keys.js";

/** @import {PartScene} from "../app/parts.types" */

const SIZE = 24; // pixels of what can be pressed
const ROOM = /** @type {[number, number]} */ ([40, 40]); // pixels kept free around the chosen one

/** @param {PartScene} scene */
export function drawDots({ map, told, state, result, change }) {
  const dots = told.points.map((point, row) => point && createDot(point, told.names[row], () => change({ place: row })).addTo(map));
  let chosen = -1;
  effect(() => {
    const { shown } = result();
    // To hide one takes less than to take it from the map and put it back.
    dots.forEach((dot, row) => {
      if (dot) elementOf(dot).hidden = !shown[row];
    });
  });
  effect(() => {
    mark(dots[chosen], false);
    chosen = state.place;
    mark(dots[chosen], true);
    const point = told.points[chosen];
    if (point) map.panInside(point, { padding: ROOM });
  });
}

/** @param {[number, number]} point @param {string} name @param {() => void} choose */
function createDot(point, name, choose) {
  const icon = L.divIcon({ className: "atlas-dot", iconSize: [SIZE, SIZE] });
  const dot = L.marker(point, { icon, title: name, alt: name, riseOnHover: true }).on("click", choose);
  // Leaflet itself answers no key but for a popup.
  return dot.on("add", () =>
    onKeys(elementOf(dot), (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      choose();
      answered(event);
    }),
  );
}

/** @param {L.Marker} dot that is on the map */
const elementOf = (dot) => /** @type {HTMLElement} */ (dot.getElement());

/** @param {L.Marker | null | undefined} dot @param {boolean} isChosen */
function mark(dot, isChosen) {
  if (!dot) return;
  dot.setZIndexOffset(isChosen ? 1000 : 0);
  elementOf(dot).classList.toggle("chosen", isChosen);
}
