/**
 * The search box.
 */
import { cleanText } from "../core/characters.js";
import { prepareOrder } from "../core/order.js";
import { prepareSearch } from "../core/search.js";
import { showBox } from "./box.js";
import { el } from "./dom.js";
import { answered, withKeys } from "./keys.js";
import { showQuestions } from "./questions.js";
import { takeTurns } from "./turns.js";

/**
 * Make the search ready in turns: the box shows its focus first, and nothing that the reader does waits for long.
 *
 * @param {Sites} sites
 */
const prepare = (sites) => void takeTurns(preparing(sites), () => true);

/** @param {Sites} sites */
function* preparing(sites) {
  if (prepareSearch(sites)) return;
  while (!prepareSearch(sites)) yield;
  yield* prepareOrder(sites);
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
    if (event.key === "ArrowDown" || event.key === "Enter") enterList();
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
