/**
 * A drawer over a map that is not ours: what is known of the chosen place.
 */
import { untracked } from "@preact/signals-core";
import { isWebAddress } from "../core/format.js";
import { draw, el, linkOut, make } from "./dom.js";
import { answered, onKeys } from "./keys.js";

/** @import {PartScene, CardTold} from "../app/parts.types" */

/**
 * @param {PartScene} scene
 * @param {CardTold} told
 * @returns {{element: HTMLElement, show: () => void}}
 */
export function createCard({ state, say, told: { names }, change }, told) {
  const element = make(el("section.atlas-part.card", { tabindex: "-1", hidden: true }));
  let from = /** @type {Element | null} */ (null);
  let before = -1;
  const close = () => change({ place: -1 });
  onKeys(element, (event) => {
    if (event.key !== "Escape") return;
    close();
    answered(event);
  });
  return {
    element,
    show() {
      const row = state.place;
      const isOpen = row >= 0;
      const held = element.contains(document.activeElement);
      if (isOpen && !held) from = document.activeElement;
      element.hidden = !isOpen;
      if (isOpen) {
        element.setAttribute("aria-label", names[row]);
        draw(element, ...showPlace(row, names[row], told, say, close));
        element.scrollTop = 0;
        if (row !== before) {
          // Above the drawer of another table, which may be open, too.
          element.parentElement?.append(element);
          untracked(() => element.focus({ preventScroll: true }));
        }
      } else if (held && from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
      before = row;
    },
  };
}

/**
 * @param {number} row
 * @param {string} name
 * @param {CardTold} told
 * @param {Say} say
 * @param {() => void} close
 */
function showPlace(row, name, { columns, rows, facts }, say, close) {
  const known = columns.flatMap((column, i) => (rows[row][i] === "" ? [] : [el("dt", {}, column), el("dd", {}, showText(rows[row][i]))]));
  return [
    el("header", {}, el("h2", {}, name), el("button.close", { type: "button", "aria-label": say("close"), onclick: close }, "×")),
    known.length > 0 && el("dl", {}, ...known),
    facts[row].length > 0 && el("ul", {}, ...facts[row].map((fact) => el("li", {}, ...showFact(fact)))),
  ];
}

/** @param {CardTold["facts"][number][number]} fact */
function showFact({ label, value, when = "", source = "", url = "" }) {
  const from = url === "" ? source : linkOut(url, source || url);
  return [el("span", {}, label), el("b", {}, showText(value)), when !== "" && el("time", {}, when), from !== "" && el("small", {}, from)];
}

/** An address of the web leads there. @param {string} text */
const showText = (text) => (isWebAddress(text) ? linkOut(text) : text);
