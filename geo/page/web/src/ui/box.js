/**
 * A box in which one searches.
 */
import { LONGEST_QUERY } from "../core/fields.js";
import { el } from "./dom.js";

const SEARCH_BOX = { type: "search", autocomplete: "off", spellCheck: "false", maxlength: String(LONGEST_QUERY) };

/**
 * A box in which one searches, with a cross that empties it: browsers have one of their own, or none.
 *
 * @param {string} name of the box, also shown in it while it is empty
 * @param {Parameters<typeof el>[1]} attributes further ones of the input
 * @param {() => void} clear
 * @param {Say} say
 */
export const showBox = (name, attributes, clear, say) =>
  el(
    "span.search-box",
    {},
    el("input", { ...SEARCH_BOX, placeholder: name, "aria-label": name, ...attributes }),
    el(
      "button.clear",
      {
        type: "button",
        "aria-label": say("clearSearch"),
        title: say("clearSearch"),
        onclick: (/** @type {EventAt<HTMLElement>} */ { currentTarget }) => {
          const box = /** @type {HTMLInputElement} */ (currentTarget.previousElementSibling);
          box.value = ""; // also where what it holds is not searched yet
          clear();
          box.focus();
        },
      },
      "×",
    ),
  );
