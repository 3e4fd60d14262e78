/**
 * A review by keyboard alone: single letters while nothing is typed in, which can be turned off, since some speak to their
 * machine or use other tools that type letters (WCAG 2.1.4).
 */
import { answered, onKeys } from "../keys.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */

/** Each key, and the message that says what it does. */
export const KEYS = /** @type {[keys: string, message: string][]} */ ([
  ["J", "reviewNext"],
  ["K", "reviewPrevious"],
  ["A", "reviewAccept"],
  ["E", "reviewEdit"],
  ["R", "reviewReject"],
  ["U", "reviewUndo"],
  ["1 2 3", "reviewChooseSubject"],
  ["S", "reviewSave"],
  ["?", "reviewKeys"],
  ["Esc", "reviewLeave"],
]);

/**
 * @param {HTMLElement} root
 * @param {ReviewScene} scene
 * @param {Doings} doings
 */
export function listenForKeys(root, scene, doings) {
  const { state } = scene;
  /** @type {Record<string, () => unknown>} */
  const letters = {
    j: () => doings.step(1),
    k: () => doings.step(-1),
    a: doings.accept,
    e: () => {
      doings.toggleForm(true);
      /** @type {HTMLElement | null} */ (root.querySelector(".detail :is(input, select, textarea):not([type=radio])"))?.focus();
    },
    r: doings.askReason,
    u: doings.undo,
    1: () => doings.chooseSubject(1),
    2: () => doings.chooseSubject(2),
    3: () => doings.chooseSubject(3),
    s: doings.save,
    "?": () => doings.open("keys"),
  };
  onKeys(document.body, (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Escape") return leave(target, event);
    if (state.panel !== "" || !state.byLetters || isTyping(target)) return;
    const act = letters[event.key.toLowerCase()];
    if (!act) return;
    act();
    answered(event);
  });

  /** @param {HTMLElement} target @param {KeyboardEvent} event */
  function leave(target, event) {
    if (state.panel !== "") doings.close();
    else if (state.reason !== null) doings.keep();
    else if (isTyping(target)) /** @type {HTMLElement} */ (root.querySelector(".detail")).focus();
    else return;
    answered(event);
  }
}

/** @param {HTMLElement} target */
const isTyping = (target) => target.matches("input:not([type=radio], [type=checkbox], [type=file]), select, textarea");
