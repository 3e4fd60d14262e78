/**
 * Ways past what comes before: the first stops of the keyboard, seen while one of them has it.
 */
import { draw, el, make } from "./dom.js";

/**
 * @param {Scene} scene what the page shows
 * @param {HTMLElement} root
 * @param {() => void} bareList closes what covers the list
 * @returns {{element: HTMLElement, show: () => void}} the ways to the list, and to the map or the table in its place;
 *   `show` draws them
 */
export function createSkips(scene, root, bareList) {
  const element = make(el("nav.skips"));
  /** @param {string} target */
  const goTo = (target) => /** @type {HTMLElement} */ (root.querySelector(target)).focus();
  /** @param {string} key @param {() => void} onclick */
  const skip = (key, onclick) => el("button", { type: "button", "data-key": key, onclick }, scene.say(key));
  const toList = () => {
    bareList();
    goTo(".list");
  };
  return {
    element,
    show() {
      element.setAttribute("aria-label", scene.say("skips"));
      draw(
        element,
        !scene.state.embed && skip("skipToList", toList),
        scene.state.table ? skip("skipToTable", () => goTo(".table")) : skip("skipToMap", () => goTo(".leaflet-container")),
      );
    },
  };
}
