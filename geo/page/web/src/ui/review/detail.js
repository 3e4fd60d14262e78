/**
 * One item: what the text says, what is proposed, what the record says already, and what is decided of it.
 */
import { draw, el, make } from "../dom.js";
import { withKeys, answered } from "../keys.js";
import { button } from "./bar.js";
import { showChange, showChangeForm } from "./change.js";
import { showFactForm } from "./fact.js";
import { showNeighbours } from "./neighbours.js";
import { showPlaceForm } from "./place.js";
import { showText } from "./text.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */

/**
 * @param {ReviewScene} scene
 * @param {Doings} doings
 * @returns {{element: HTMLElement, show: () => void}}
 */
export function createDetail(scene, doings) {
  const detail = make(el("div.detail", { tabindex: "-1" }));
  const decision = make(el("footer.decision"));
  const element = make(el("section.deciding"));
  element.append(detail, decision);
  let shown = -1;
  return {
    element,
    show() {
      const { state, say } = scene;
      element.setAttribute("aria-label", say("reviewItem"));
      draw(detail, ...describe(scene, doings));
      draw(decision, state.reason === null ? showDecision(scene, doings) : showReason(state.reason, scene, doings));
      decision.hidden = state.review.items.length === 0;
      if (shown !== state.at) detail.scrollTop = 0;
      shown = state.at;
    },
  };
}

/** @param {ReviewScene} scene @param {Doings} doings @returns {Content[]} */
function describe(scene, doings) {
  const { state, say, draft } = scene;
  if (state.review.items.length === 0) return [el("p.empty", {}, say("reviewListEmpty"))];
  return [
    el(
      "div",
      { key: state.at },
      showText(scene),
      scene.change && showChange(scene.change, scene),
      scene.said && showNeighbours(scene, scene.said),
      draft.change && showChangeForm(draft.change, scene, doings),
      draft.row && showFactForm(scene, doings),
      draft.place && showPlaceForm(scene, doings),
    ),
  ];
}

/** @param {ReviewScene} scene @param {Doings} doings */
function showDecision({ state, say }, doings) {
  const decided = state.review.decided[state.at];
  /** @param {string} key @param {string} message @param {() => unknown} act @param {Record<string, unknown>} [more] */
  const press = (key, message, act, more) => button(key, say(message), act, more);
  return el(
    "div.buttons",
    { role: "group", "aria-label": say("reviewDecision") },
    press("previous", "reviewPrevious", () => doings.step(-1)),
    press("accept", "reviewAccept", doings.accept, { class: "strong", "aria-pressed": String(decided === "accepted") }),
    press("reject", "reviewReject", doings.askReason, { "aria-pressed": String(decided === "rejected") }),
    press("undo", "reviewUndo", doings.undo, { "aria-disabled": state.review.past.length === 0 ? "true" : null }),
    press("next", "reviewNext", () => doings.step(1)),
  );
}

/** @param {string} reason @param {ReviewScene} scene @param {Doings} doings */
const showReason = (reason, { state, say }, doings) =>
  el(
    "div.buttons.reason",
    {},
    el("label", { for: "reason" }, say("reviewReason")),
    el("input", {
      ...{ id: "reason", name: "reason", type: "text", value: reason, maxlength: 200, autocomplete: "off" },
      oninput: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => (state.reason = currentTarget.value),
      ...withKeys((event) => {
        if (event.key !== "Enter") return;
        doings.reject();
        answered(event);
      }),
    }),
    button("reject-now", say("reviewReject"), doings.reject, { class: "strong" }),
    button("keep", say("reviewKeep"), doings.keep),
  );
