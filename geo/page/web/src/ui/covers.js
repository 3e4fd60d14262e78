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
 * else known from then: to measure in the midst of a change costs a layout. Whether it still lies there, and is no larger, is
 * seen after the layout of the page itself: what lies beside it may have moved it.
 *
 * @param {L.Map} map
 * @param {HTMLElement} root
 * @param {() => void} changed called when something lies elsewhere than was known, or has become larger or smaller
 * @returns {{now: () => Box[], check: () => void}} `check` looks again after the next frame
 */
export function createCoverBoxes(map, root, changed) {
  const known = /** @type {Map<string, Box[]>} */ (new Map());
  const watched = /** @type {WeakSet<Element>} */ (new WeakSet());
  const coversNow = () => [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(`${LASTING}, ${FOOT}`))];
  /** What the boxes depend on, but for what is written in the covers. */
  const state = () => {
    const width = /** @type {HTMLElement | null} */ (root.querySelector(".leaflet-control-scale-line"));
    const seen = coversNow().map((each) => `${each.className} ${each.hidden}`);
    return [map.getSize(), document.documentElement.lang, root.className, width && width.style.width, ...seen].join();
  };
  const measure = () => {
    const { left, top } = map.getContainer().getBoundingClientRect();
    const covers = coversNow();
    for (const each of covers.filter((cover) => !watched.has(cover))) {
      watched.add(each);
      observer.observe(each);
    }
    const boxes = covers.map((cover) => movedBy(cover.getBoundingClientRect(), -left, -top));
    if (known.size === MOST) known.clear();
    known.set(state(), boxes);
    return boxes;
  };
  const check = onceAfterFrame(() => {
    const before = JSON.stringify(known.get(state()));
    if (JSON.stringify(measure()) !== before) changed();
  });
  const observer = new ResizeObserver(check);
  return { now: () => known.get(state()) || measure(), check };
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
