/**
 * What lies over the page of a review: the form of the text's source, and the list of keys.
 */
import { draw, el, make } from "../dom.js";
import { showFields } from "../form.js";
import { button } from "./bar.js";
import { KEYS } from "./keys.js";
import { sourceAsked } from "./row.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */

/**
 * @param {ReviewScene} scene
 * @param {Doings} doings
 * @returns {{element: HTMLElement, show: () => void}}
 */
export function createPanel(scene, doings) {
  const element = /** @type {HTMLDialogElement} */ (make(el("dialog.over")));
  element.addEventListener("close", () => {
    if (scene.state.panel !== "") doings.close();
  });
  return {
    element,
    show() {
      const { panel } = scene.state;
      const isOpen = panel !== "";
      if (isOpen) draw(element, ...(panel === "keys" ? showKeys(scene, doings) : showSource(scene, doings)));
      if (isOpen) element.setAttribute("aria-label", scene.say(panel === "keys" ? "reviewKeys" : "reviewSource"));
      if (isOpen && !element.open) element.showModal();
      if (!isOpen && element.open) element.close();
    },
  };
}

/** @param {string} title @param {Say} say @param {Doings} doings */
const head = (title, say, doings) =>
  el("header", {}, el("h2", {}, say(title)), button("close", "×", doings.close, { class: "close", "aria-label": say("close") }));

/** @param {ReviewScene} scene @param {Doings} doings @returns {Content[]} */
function showKeys({ say, state }, doings) {
  return [
    head("reviewKeys", say, doings),
    el(
      "dl.keys",
      {},
      ...KEYS.flatMap(([keys, message]) => [el("dt", {}, ...keys.split(" ").map((key) => el("kbd", {}, key))), el("dd", {}, say(message))]),
    ),
    el(
      "label.check",
      {},
      el("input", { type: "checkbox", checked: state.byLetters, onchange: () => (state.byLetters = !state.byLetters) }),
      " ",
      say("reviewByLetters"),
    ),
  ];
}

/** @param {ReviewScene} scene @param {Doings} doings @returns {Content[]} */
function showSource({ say, state, sourceFaultsTold, atlas: { payload } }, doings) {
  const values = /** @type {Record<string, string>} */ (state.review.source);
  const asked = sourceAsked(payload.registers, state.lang, say);
  /** @param {string} name @param {string} text */
  const change = (name, text) => doings.editSource({ [name]: text });
  return [
    head("reviewSource", say, doings),
    el("p.hint", {}, say("reviewSourceHint", { id: values.id, length: values.length })),
    el("div.form.fields", {}, ...showFields(asked, { id: "source", values, faults: sourceFaultsTold, say, change })),
    el("p.hint", { lang: "" }, el("code", {}, `SHA-256 ${values.sha256}`)),
  ];
}
