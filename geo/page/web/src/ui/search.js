/**
 * The search box.
 */
import { cleanText } from "../core/characters.js";
import { rehearsalOf } from "../core/rehearsal.js";
import { prepareSearch } from "../core/search.js";
import { showBox } from "./box.js";
import { el } from "./dom.js";
import { answered, withKeys } from "./keys.js";
import { showQuestions } from "./questions.js";
import { takeTurns } from "./turns.js";

const FEW = 500; // places among which one is found in a frame, though nothing is ready

/**
 * @param {Scene} scene what the page shows
 * @param {{change: Function}} actions what the reader can do
 * @param {() => void} enterList puts the keyboard on the first line of the list
 * @param {(menu: Element) => void} opened called when the menu of questions has opened
 * @returns {object} the box, and questions to begin with while it is empty
 */
export function showSearch(scene, { change }, enterList, opened) {
  const { state, say } = scene;
  const { sites } = scene.atlas;
  // In turns: the box shows its focus first, and nothing that the reader does waits for long.
  /** @param {() => boolean} goesOn */
  const rehearse = (goesOn) => takeTurns(rehearsalOf(sites), goesOn);
  const whileEmpty = () => void rehearse(() => state.q === "");
  /** @param {HTMLInputElement} box */
  const searchNow = ({ value }) => change({ q: cleanText(value) });
  /** @param {EventAt<HTMLInputElement>} event */
  const onInput = async ({ currentTarget: box }) => {
    const { value } = box;
    // Among many, what is typed before all is ready is in the box at once, and searched then, unless more is typed.
    const waits = () => sites.count > FEW && box.value === value && !prepareSearch(sites);
    if (waits()) await rehearse(waits);
    if (box.value === value) searchNow(box);
  };
  /** @param {EventAt<HTMLInputElement, KeyboardEvent>} event */
  const onKey = (event) => {
    const box = event.currentTarget;
    if (event.key === "ArrowDown" || event.key === "Enter") {
      if (box.value !== state.q) searchNow(box);
      enterList();
    }
    // Not left to the browser: some empty the box without a word once the focus has moved, and some do not empty it.
    else if (event.key === "Escape" && box.value !== "") {
      box.value = "";
      searchNow(box);
    } else return;
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
        onpointerenter: whileEmpty,
        onfocus: whileEmpty,
        oninput: onInput,
        ...withKeys(onKey),
      },
      () => change({ q: "" }),
      say,
    ),
    state.q === "" && showQuestions(scene, opened),
  );
}
