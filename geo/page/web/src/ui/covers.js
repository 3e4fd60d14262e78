/**
 * Markers that are not whole to see: under the popup, the tools, the sheet of a phone, or at the edge of the map.
 *
 * A pointer hardly reaches them there, so the keyboard passes them over too: its focus is never hidden.
 */
import { contains, movedBy, overlap } from "../core/boxes.js";
import { onceAfterFrame } from "./afterwards.js";

/** What the page lays over the map for long: its tools, the legend of a figure, and the inset. */
const LASTING = ".controls, .colouring, .tray, .inset, .embed-head";
/** What is written at the foot of the map. */
const FOOT = ".credits, .leaflet-control-scale";
const MOST = 100; // states of the map of which it is remembered what covers it
const COVERS = `.leaflet-popup, ${LASTING}`;

/**
 * What lies over the map for long, in pixels from its corner. It is measured where there is as much of it as never before, and
 * else known from then: to measure in the midst of a change costs a layout. Whatever has become larger or smaller is measured
 * with the layout of the page itself.
 *
 * @param {L.Map} map
 * @param {HTMLElement} root
 * @param {() => void} changed called when something has become larger or smaller
 * @returns {() => Box[]}
 */
export function createCoverBoxes(map, root, changed) {
  const known = /** @type {Map<string, Box[]>} */ (new Map());
  const covers = /** @type {HTMLElement[]} */ ([]);
  /** What the boxes depend on, but for what is written in the covers. */
  const state = () => {
    const width = /** @type {HTMLElement | null} */ (root.querySelector(".leaflet-control-scale-line"));
    const seen = covers.map((each) => `${each.className} ${each.hidden}`);
    return [map.getSize(), document.documentElement.lang, root.className, width && width.style.width, ...seen].join();
  };
  const observer = new ResizeObserver(() => {
    known.delete(state());
    changed();
  });
  const measure = () => {
    const { left, top } = map.getContainer().getBoundingClientRect();
    return covers.map((cover) => movedBy(cover.getBoundingClientRect(), -left, -top));
  };
  return () => {
    if (covers.length === 0) {
      covers.push(.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(`${LASTING}, ${FOOT}`)));
      for (const each of covers) observer.observe(each);
    }
    const now = state();
    const boxes = known.get(now) || measure();
    if (known.size === MOST) known.clear();
    known.set(now, boxes);
    return boxes;
  };
}

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
