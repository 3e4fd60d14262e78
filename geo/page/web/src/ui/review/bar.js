/**
 * The head of a review: what it is of, how far it is, and what is done with all of it.
 */
import { el, draw, make } from "../dom.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */

/**
 * @param {ReviewScene} scene
 * @param {Doings} doings
 * @returns {{element: HTMLElement, show: () => void}}
 */
export function createBar(scene, doings) {
  const element = make(el("header.bar"));
  return { element, show: () => draw(element, ...describe(scene, doings)) };
}

/** @param {ReviewScene} scene @param {Doings} doings @returns {Content[]} */
function describe(scene, doings) {
  const { say, state, told, progress, isProposal } = scene;
  const { all, left, done } = progress;
  const words = say("reviewProgress", { done, all, left });
  return [
    el(
      "h1",
      {},
      say(isProposal ? "reviewProposal" : "reviewTitle"),
      " ",
      el("small", {}, [`${say("title")} ${told.record.version}`, told.by, told.made].filter(Boolean).join(" · ")),
    ),
    el(
      "p.progress",
      {},
      el("progress", { max: Math.max(all, 1), value: done, "aria-label": words }),
      el("span", { role: "status" }, words),
    ),
    el(
      "div.doings",
      { role: "group", "aria-label": say("reviewDoings") },
      state.review.source &&
        button("open-source", say("reviewSource"), () => doings.open("source"), {
          "data-faulty": Object.keys(scene.sourceFaults).length > 0,
        }),
      pickFile(say, doings),
      button("save", say("reviewSave"), doings.save, { class: "strong" }),
      button("open-keys", say("reviewKeys"), () => doings.open("keys")),
      el(
        "button.language",
        { type: "button", "data-key": "language", lang: state.lang === "zh" ? "en" : "zh-Hans", onclick: doings.switchLanguage },
        say("switchLanguage"),
      ),
    ),
  ];
}

/** @param {string} key @param {string} text @param {() => unknown} onclick @param {Record<string, unknown>} [attributes] */
export const button = (key, text, onclick, attributes = {}) =>
  el("button", { type: "button", "data-key": key, onclick: () => onclick(), ...attributes }, text);

/** @param {Say} say @param {Doings} doings */
const pickFile = (say, doings) =>
  el(
    "label.file",
    {},
    el("input.sr-only", {
      ...{ type: "file", accept: ".json,application/json", "data-key": "go-on" },
      onchange: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => {
        const [file] = currentTarget.files || [];
        if (file) doings.goOn(file);
        currentTarget.value = "";
      },
    }),
    el("span", {}, say("reviewGoOn")),
  );
