/**
 * The search box.
 */
import { cleanText } from "../core/characters.js";
import { LONGEST_QUERY } from "../core/fields.js";
import { el } from "./dom.js";
import { answered, withKeys } from "./keys.js";

/** What every box has in which one searches. */
export const SEARCH_BOX = { type: "search", autocomplete: "off", spellCheck: "false", maxlength: String(LONGEST_QUERY) };

/**
 * @param {Scene} scene what the page shows
 * @param {{change: Function}} actions what the reader can do
 * @param {() => void} enterList puts the keyboard on the first line of the list
 * @returns {object} the box
 */
export function showSearch({ state, say }, { change }, enterList) {
  /** @param {EventAt<HTMLInputElement, KeyboardEvent>} event */
  const onKey = (event) => {
    if (event.key === "ArrowDown") enterList();
    // Not left to the browser: some empty the box without a word once the focus has moved, and some do not empty it.
    else if (event.key === "Escape" && event.currentTarget.value !== "") change({ q: "" });
    else return;
    answered(event);
  };
  return el(
    "div.search",
    { role: "search", key: "search" },
    el("input", {
      ...SEARCH_BOX,
      enterkeyhint: "search",
      value: state.q,
      placeholder: say("search"),
      "aria-label": say("search"),
      oninput: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => change({ q: cleanText(currentTarget.value) }),
      ...withKeys(onKey),
    }),
  );
}
