/**
 * Markers that are not whole to see: under the popup, a question, the tools, the credits, the sheet of a phone, or at the edge of the map.
 *
 * A pointer hardly reaches them there, so the keyboard passes them over too: its focus is never hidden.
 */
import { contains, movedBy, overlap } from "../core/boxes.js";
import { onceAfterFrame } from "./afterwards.js";

/** What the page lays over the map for long: its tools, the legend of a figure, and the inset. */
const LASTING = ".controls, .colouring, .tray, .inset, .embed-head";
/** What is written at the foot of the map. */
const SCALE = ".leaflet-control-scale";
const FOOT = `.credits, ${SCALE}`;
const MOST = 100; // states of the map of which it is remembered what covers it
const COVERS = `.leaflet-popup, .consent, .credits, ${LASTING}`;

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
  const known = /** @type {Map<string, Measured>} */ (new Map());
  const watched = /** @type {WeakSet<Element>} */ (new WeakSet());
  const coversNow = () => [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(`${LASTING}, ${FOOT}`))];
  /** @param {HTMLElement[]} covers @returns {string} what the boxes depend on, but for the length of the scale */
  const stateOf = (covers) => {
    const seen = covers.map((each) => `${each.className} ${each.hidden} ${each.matches(`.inset, ${SCALE}`) || each.textContent}`);
    return [map.getSize(), document.documentElement.lang, root.className, ...seen].join();
  };
  /** @param {HTMLElement[]} covers @param {string} state @returns {Measured} */
  const measure = (covers, state) => {
    const { left, top } = map.getContainer().getBoundingClientRect();
    for (const each of covers.filter((cover) => !watched.has(cover))) {
      watched.add(each);
      observer.observe(each);
    }
    const boxes = covers.map((cover) => movedBy(cover.getBoundingClientRect(), -left, -top));
    if (known.size === MOST) known.clear();
    const measured = { boxes, scale: covers.findIndex((each) => each.matches(SCALE)), length: lengthOfScale(root) };
    known.set(state, measured);
    return measured;
  };
  const check = onceAfterFrame(() => {
    const covers = coversNow();
    const state = stateOf(covers);
    const before = known.get(state);
    const told = before && JSON.stringify(boxesNow(before, root));
    if (JSON.stringify(measure(covers, state).boxes) !== told) changed();
  });
  const observer = new ResizeObserver(check);
  return {
    now() {
      const covers = coversNow();
      const state = stateOf(covers);
      return boxesNow(known.get(state) || measure(covers, state), root);
    },
    check,
  };
}

/** @typedef {{boxes: Box[], scale: number, length: number}} Measured boxes, which of them is the scale, and how long it was */

/**
 * The boxes with the scale as long as it is now, which is another at most zooms.
 *
 * @param {Measured} measured
 * @param {HTMLElement} root
 */
const boxesNow = ({ boxes, scale, length }, root) =>
  boxes.map((box, i) => (i === scale ? { ...box, right: box.right + lengthOfScale(root) - length } : box));

/** @param {HTMLElement} root @returns {number} pixels, as Leaflet writes them */
function lengthOfScale(root) {
  const line = /** @type {HTMLElement | null} */ (root.querySelector(".leaflet-control-scale-line"));
  return (line && parseFloat(line.style.width)) || 0;
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
