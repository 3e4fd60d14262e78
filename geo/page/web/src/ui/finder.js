/**
 * A box that finds the places of a map that is not ours, and the best of those found.
 */
import { cleanText } from "../core/characters.js";
import { showBox } from "./box.js";
import { draw, el } from "./dom.js";
import { answered, withKeys } from "./keys.js";

/** @import {PartScene} from "../app/parts.types" */

const MOST = 20; // places listed

/**
 * @param {PartScene} scene
 * @returns {(element: HTMLElement) => void} draws it
 */
export function createFinder(scene) {
  const { state, say, change, result, found } = scene;
  const empty = () => change({ q: "" });
  return (element) => {
    const typed = state.q.trim() !== "";
    const { rank } = found();
    const rows = typed ? [...result().rows].sort((a, b) => rank[a] - rank[b]) : [];
    /** @param {EventAt<HTMLInputElement, KeyboardEvent>} event */
    const onKey = (event) => {
      if (event.key === "ArrowDown") go(element, 0);
      else if (event.key === "Escape" && state.q !== "") empty();
      else return;
      answered(event);
    };
    const box = {
      value: state.q,
      oninput: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => change({ q: cleanText(currentTarget.value) }),
      ...withKeys(onKey),
    };
    draw(
      element,
      el("div", { role: "search" }, showBox(say("partSearch"), box, empty, say)),
      typed && el("p", { role: "status" }, say("places", { count: rows.length })),
      rows.length > 0 && showFound(rows.slice(0, MOST), scene, element),
    );
  };
}

/**
 * @param {number[]} rows
 * @param {PartScene} scene
 * @param {HTMLElement} element
 */
function showFound(rows, { told, state, change }, element) {
  /** @param {number} at @param {EventAt<HTMLElement, KeyboardEvent>} event */
  const onKey = (at, event) => {
    const moves = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Escape: -1 });
    if (!(event.key in moves)) return;
    go(element, moves[event.key]);
    answered(event);
  };
  return el(
    "ul",
    {},
    ...rows.map((row, at) =>
      el(
        "li",
        { key: row },
        el(
          "button",
          {
            type: "button",
            "aria-current": state.place === row ? "true" : null,
            onclick: () => change({ place: row }),
            ...withKeys((/** @type {EventAt<HTMLElement, KeyboardEvent>} */ event) => onKey(at, event)),
          },
          told.names[row],
        ),
      ),
    ),
  );
}

/**
 * Put the keyboard on one of those found, above the first of them into the box.
 *
 * @param {HTMLElement} element
 * @param {number} at
 */
function go(element, at) {
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("li button"));
  const target = at < 0 ? /** @type {HTMLElement} */ (element.querySelector("input")) : buttons[at];
  if (target) target.focus();
}
