/**
 * Ways past what comes before: the first stops of the keyboard, seen while one of them has it.
 */
import { draw, el, make } from "./dom.js";

/**
 * @param {Scene} scene what the page shows
 * @param {HTMLElement} root
 * @returns {{element: HTMLElement, show: () => void}} the ways to the list, and to the map or the table in its place;
 *   `show` draws them
 */
export function createSkips(scene, root) {
  const element = make(el("nav.skips"));
  /** @param {string} key @param {string} target */
  const skip = (key, target) =>
    el(
      "button",
      { type: "button", "data-key": key, onclick: () => /** @type {HTMLElement} */ (root.querySelector(target)).focus() },
      scene.say(key),
    );
  return {
    element,
    show() {
      element.setAttribute("aria-label", scene.say("skips"));
      draw(
        element,
        skip("skipToList", ".list"),
        scene.state.table ? skip("skipToTable", ".table") : skip("skipToMap", ".leaflet-container"),
      );
    },
  };
}
