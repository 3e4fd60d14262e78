/**
 * The sheet that holds the panel on a phone: it peeks, opens half way or fills the screen.
 */
import { el, hasKeyboard, make } from "./dom.js";
import { isPhone } from "./layout.js";

const STOPS = ["peek", "half", "full"];
const DRAG = 40; // pixels that make a drag

/**
 * @param {HTMLElement} root
 * @returns {{element: HTMLElement, stop: (name: string) => void, follow: (side: HTMLElement) => void, label: (text: string) => void}}
 *   the handle of the sheet; `stop` moves it, `follow` has it pulled up whenever the focus comes to something in an element that lies below the screen
 */
export function createSheet(root) {
  const element = make(el("button.handle", { type: "button" }, el("span")));
  /** @param {string} name */
  const stop = (name) => root.setAttribute("data-sheet", name);
  /** @param {number} by */
  const step = (by) => {
    const at = STOPS.indexOf(/** @type {string} */ (root.getAttribute("data-sheet"))) + by;
    stop(STOPS[Math.min(Math.max(at, 0), STOPS.length - 1)]);
  };
  let from = /** @type {number | null} */ (null);
  let dragged = false;
  element.addEventListener("pointerdown", (event) => {
    from = event.clientY;
    dragged = false;
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointerup", (event) => {
    const by = from === null ? 0 : from - event.clientY;
    dragged = Math.abs(by) > DRAG;
    if (dragged) step(Math.sign(by) * (Math.abs(by) > window.innerHeight * 0.45 ? 2 : 1));
    from = null;
  });
  element.addEventListener("click", () => {
    if (dragged) return;
    stop(root.getAttribute("data-sheet") === "peek" ? "half" : root.getAttribute("data-sheet") === "half" ? "full" : "peek");
  });
  /** @param {HTMLElement} side */
  const follow = (side) => {
    side.addEventListener("focusin", (event) => {
      const target = /** @type {HTMLElement & {type?: string}} */ (event.target);
      // Who types wants to see what is found, and the keyboard of a phone covers the foot of its screen.
      const below = target.type === "search" || target.getBoundingClientRect().bottom > window.innerHeight;
      if (isPhone() && below && hasKeyboard(target)) stop("full");
    });
  };
  stop("peek");
  return { element, stop, follow, label: (text) => element.setAttribute("aria-label", text) };
}
