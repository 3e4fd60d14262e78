/**
 * The places without a position of their own, listed at the label of what they are known to lie in, or at the tray.
 *
 * A counter opens the list; Escape, a press elsewhere, the keyboard gone elsewhere, a choice and a move of the map close it.
 */
import { effect, signal } from "@preact/signals-core";
import { CITY } from "../core/sites.js";
import { isWholeUnit } from "../core/within.js";
import { contains } from "../core/boxes.js";
import { draw, el, make } from "./dom.js";
import { answered, onKeys } from "./keys.js";
import { nextLine } from "./lines.js";
import { symbol } from "./symbols.js";

/** @typedef {Point & {row: number, count: number}} Counter how many places are known to lie in what has a label, and where it is drawn */
/** @typedef {ReturnType<typeof createWithin>} Within */

const TALLEST = 420; // pixels of the list, which scrolls beyond them
const EDGE = 8; // pixels that the list keeps from the edges of the map
const GAP = 6; // pixels between the list and what opened it

/**
 * @param {Scene} scene what the page shows
 * @param {HTMLElement} root the page's element
 * @param {Pick<Actions, "choose">} actions
 * @returns {{toggle: (area: number, by: HTMLElement) => void}} `toggle` opens the list of an area at what was pressed, or closes it
 */
export function createWithin(scene, root, { choose }) {
  const { map, state } = scene;
  const element = make(el("section.within-list", { role: "dialog", tabindex: "-1", hidden: true }));
  const opened = signal(/** @type {number | null} */ (null));
  let opener = /** @type {HTMLElement | null} */ (null);
  /** @param {boolean} [back] whether the keyboard goes back to what opened the list */
  const close = (back) => {
    if (opened.peek() === null) return;
    opened.value = null;
    if (back && opener) opener.focus({ preventScroll: true });
  };
  root.append(element);
  map.on("movestart zoomstart resize", () => close());
  document.addEventListener(
    "pointerdown",
    ({ target }) => {
      const at = /** @type {Node} */ (target);
      if (!element.contains(at) && !(opener && opener.contains(at))) close();
    },
    true,
  );
  element.addEventListener("focusout", ({ relatedTarget: to }) => {
    if (to && !element.contains(/** @type {Node} */ (to))) close();
  });
  onKeys(element, (event) => {
    const next = nextLine([.../** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("li button"))], event.key);
    if (event.key === "Escape") close(true);
    else if (next) next.focus();
    else return;
    answered(event);
  });
  effect(() => {
    const area = opened.value;
    const rows = area === null ? [] : scene.within.get(area) || [];
    element.hidden = rows.length === 0;
    draw(element, ...(area === null ? [] : showList(area, rows, scene, { choose, close })));
    if (area !== null) element.setAttribute("aria-label", headOf(area, scene));
  });
  effect(() => {
    state.place;
    state.page;
    close();
  });
  return {
    toggle(area, by) {
      const same = opened.peek() === area;
      close();
      if (same) return;
      opener = by;
      opened.value = area;
      placeAt(element, by.getBoundingClientRect(), root, map.getContainer());
      const first = /** @type {HTMLElement | null} */ (element.querySelector("li button"));
      if (first) first.focus({ preventScroll: true });
    },
  };
}

/** @param {number} area @param {Scene} scene */
const headOf = (area, { atlas: { sites }, state: { lang }, say }) =>
  area === CITY ? say("withinCity") : say("withinHead", { name: sites[lang][area] });

/**
 * @param {number} area
 * @param {number[]} rows
 * @param {Scene} scene
 * @param {{choose: (row: number) => void, close: (back?: boolean) => void}} actions
 */
function showList(area, rows, scene, { choose, close }) {
  const { say, state, atlas } = scene;
  const { sites } = atlas;
  const name = sites[state.lang][area];
  const [whole, inside] = [true, false].map((unit) => rows.filter((row) => isWholeUnit(sites, row) === unit));
  /** @param {number[]} members */
  const list = (members) => el("ul", {}, ...members.map((row) => el("li", {}, showEntry(row, scene, choose))));
  return [
    el(
      "header",
      {},
      el("h2", {}, headOf(area, scene), el("i", {}, String(rows.length))),
      el("button.close", { type: "button", "aria-label": say("close"), onclick: () => close(true) }, "×"),
    ),
    inside.length > 0 && whole.length > 0 && el("h3", {}, say("withinHint")),
    inside.length > 0 && list(inside),
    whole.length > 0 && el("h3", {}, say("wholeUnit", { name })),
    whole.length > 0 && list(whole),
  ];
}

/** @param {number} row @param {Scene} scene @param {(row: number) => void} choose */
function showEntry(row, { atlas: { sites }, state: { lang } }, choose) {
  const { kinds, layers } = sites.registers;
  const kind = kinds[sites.kind[row]];
  const layer = layers[kind.layer].code;
  return el(
    `button.item.layer-${layer}`,
    { type: "button", "data-within": sites.id[row], onclick: () => choose(row) },
    symbol(layer),
    el("b", {}, sites[lang][row]),
    el("small", {}, kind[lang]),
  );
}

/**
 * Put the list below what opened it, else above; all of it on the map that is in sight.
 *
 * @param {HTMLElement} element
 * @param {DOMRect} by
 * @param {HTMLElement} root
 * @param {HTMLElement} container
 */
function placeAt(element, by, root, container) {
  const frame = root.getBoundingClientRect();
  const free = freeBox(root, container);
  element.style.maxHeight = `${Math.min(TALLEST, free.bottom - free.top - 2 * EDGE)}px`;
  const { offsetWidth: width, offsetHeight: height } = element;
  const fits = (/** @type {number} */ top) => contains(free, { left: free.left, right: free.right, top, bottom: top + height });
  const [below, above] = [by.bottom + GAP, by.top - GAP - height];
  const top = fits(below) || !fits(above) ? Math.min(below, free.bottom - EDGE - height) : above;
  const left = Math.min(by.left, free.right - EDGE - width);
  element.style.left = `${Math.max(free.left + EDGE, left) - frame.left}px`;
  element.style.top = `${Math.max(free.top + EDGE, top) - frame.top}px`;
}

/**
 * What of the map nothing lies over for long.
 *
 * @param {HTMLElement} root
 * @param {HTMLElement} container
 */
function freeBox(root, container) {
  const { left, right, top, bottom } = container.getBoundingClientRect();
  const side = /** @type {Element} */ (root.querySelector(".side")).getBoundingClientRect();
  return { left, right, top, bottom: side.top > top ? Math.min(bottom, side.top) : bottom };
}

/**
 * The counter of an area that has a label.
 *
 * @param {(area: number, by: HTMLElement) => void} toggle
 * @param {(element: HTMLElement, action: () => void) => HTMLElement} onPress
 */
export function createCounter(toggle, onPress) {
  const element = make(el("button.within leaflet-zoom-animated", { type: "button", "aria-haspopup": "dialog" }, el("i")));
  return onPress(element, () => toggle(Number(element.dataset.area), element));
}

/** @param {HTMLElement} element @param {Counter} counter @param {Scene} scene */
export function showCounter(element, { row, count }, { atlas: { sites }, state, say }) {
  const text = say("withinCount", { name: sites[state.lang][row], count });
  element.dataset.area = String(row);
  element.title = text;
  element.setAttribute("aria-label", text);
  /** @type {Node} */ (element.firstChild).textContent = String(count);
  return element;
}
