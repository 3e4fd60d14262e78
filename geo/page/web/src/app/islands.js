/**
 * The islands of the page: texts that no browser runs, compressed, read when they are needed.
 *
 * A bundle of its own, the only script that the page holds as it is: it puts in the styles and the other scripts.
 */
import { lastText } from "../core/frames.js";

/**
 * The text of an island.
 *
 * @param {...string} ids of the islands of a frame, up to the one that is read
 */
export const read = (...ids) => lastText(ids.map((id) => /** @type {Element} */ (document.getElementById(id)).textContent));

/**
 * Put in the styles and scripts of an island, in their order and before any that follow. The page's policy knows each by its
 * digest: no browser runs another text.
 *
 * @param {string} id
 */
export function putIn(id) {
  const here = /** @type {Element} */ (document.currentScript);
  for (const left of document.querySelectorAll("[data-island]")) left.remove(); // in a saved copy
  for (const [tag, text] of JSON.parse(read(id))) {
    const element = document.createElement(tag);
    element.setAttribute("data-island", id);
    element.textContent = text;
    here.before(element);
    if (tag === "script") element.remove();
  }
}
