/**
 * The search box.
 */
import { cleanText } from "../core/characters.js";
import { LONGEST_QUERY } from "../core/fields.js";
import { prepareSearch } from "../core/search.js";
import { el } from "./dom.js";
import { answered, withKeys } from "./keys.js";
import { showQuestions } from "./questions.js";
import { takeTurns } from "./turns.js";

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
          clear();
          /** @type {HTMLElement} */ (currentTarget.previousElementSibling).focus();
        },
      },
      "×",
    ),
  );

/**
 * Make the search ready in turns: the box shows its focus first, and nothing that the reader does waits for long.
 *
 * @param {Sites} sites
 */
const prepare = (sites) => void takeTurns(preparing(sites), () => true);

/** @param {Sites} sites */
function* preparing(sites) {
  while (!prepareSearch(sites)) yield;
}

/**
 * @param {Scene} scene what the page shows
 * @param {{change: Function}} actions what the reader can do
 * @param {() => void} enterList puts the keyboard on the first line of the list
 * @param {(menu: Element) => void} opened called when the menu of questions has opened
 * @returns {object} the box, and questions to begin with while it is empty
 */
export function showSearch(scene, { change }, enterList, opened) {
  const { atlas, state, say } = scene;
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
    showBox(
      say("search"),
      {
        enterkeyhint: "search",
        value: state.q,
        onfocus: () => prepare(atlas.sites),
        oninput: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => change({ q: cleanText(currentTarget.value) }),
        ...withKeys(onKey),
      },
      () => change({ q: "" }),
      say,
    ),
    state.q === "" && showQuestions(scene, opened),
  );
}
