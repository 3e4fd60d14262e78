/**
 * Markers that are not whole to see: under the popup, the tools, the sheet of a phone, or at the edge of the map.
 *
 * A pointer hardly reaches them there, so the keyboard passes them over too: its focus is never hidden.
 */
import { contains, overlap } from "../core/boxes.js";
import { onceAfterFrame } from "./afterwards.js";

/** What the page lays over the map for long: its tools, the legend of a figure, and the inset. */
export const LASTING = ".controls, .colouring, .tray, .inset, .embed-head";
/** What is written at the foot of the map. */
export const FOOT = ".credits, .leaflet-control-scale";
/** What it frames on the map: only the lines of it lie over anything. */
export const OUTLINED = ".inset-extent";
const COVERS = `.leaflet-popup, ${LASTING}`;

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} side
 * @returns {() => void} to be called when markers or what covers them have moved: what is covered is found out after the next
 *   frame, when the browser has laid out the page itself
 */
export function createCovers(root, side) {
  const container = /** @type {Element} */ (root.querySelector(".folium-map"));
  const show = onceAfterFrame(() => {
    const view = container.getBoundingClientRect();
    const boxes = [...root.querySelectorAll(COVERS), side].map((each) => each.getBoundingClientRect());
    /** @param {Box} box */
    const isHidden = (box) => !contains(view, box) || boxes.some((other) => overlap(box, other));
    const markers = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".leaflet-places-pane button:not([hidden])"))];
    // All are measured before any is changed: to measure after a change costs a layout.
    const hidden = markers.map((marker) => isHidden(marker.getBoundingClientRect()));
    markers.forEach((marker, i) => {
      const index = hidden[i] ? -1 : 0;
      if (marker.getAttribute("tabindex") !== String(index)) marker.tabIndex = index;
    });
  });
  side.addEventListener("transitionend", show);
  return show;
}
