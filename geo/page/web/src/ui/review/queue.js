/**
 * What is to be decided, a line each, and which verdicts are listed.
 */
import { textOf } from "../../core/forms.js";
import { GEOMETRY } from "../../core/patch.js";
import { LABELS, NEW_FURTHER } from "../../core/proposed.js";
import { isRemoval, whichOf } from "../../core/review/further.js";
import { VERDICTS, printed } from "../../core/review/state.js";
import { draw, el, make } from "../dom.js";
import { answered, withKeys } from "../keys.js";
import { nextLine } from "../lines.js";
import { nameOf } from "./fact.js";
import { ALL_LABELS } from "./row.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */
/** @import {Change, Item} from "../../core/review/types" */

/** What an item is to the record, by the key of its message. */
export const VERDICT_WORDS = /** @type {Record<string, string>} */ ({
  new: "reviewNew",
  newer: "reviewNewer",
  answers: "reviewAnswers",
  contradicts: "reviewContradicts",
  held: "reviewHeld",
});

const MARKS = /** @type {Record<string, [sign: string, message: string]>} */ ({
  accepted: ["✓", "reviewAccepted"],
  rejected: ["✕", "reviewRejected"],
});

/**
 * @param {ReviewScene} scene
 * @param {Doings} doings
 * @returns {{element: HTMLElement, show: () => void}}
 */
export function createQueue(scene, doings) {
  const element = make(el("nav.queue"));
  const { state } = scene;
  let shown = -1;
  return {
    element,
    show() {
      const { say, listed, isProposal } = scene;
      element.setAttribute("aria-label", say("reviewList"));
      element.classList.toggle("open", state.listOpen);
      draw(
        element,
        el(
          "button.fold",
          { type: "button", "aria-expanded": String(state.listOpen), onclick: () => (state.listOpen = !state.listOpen) },
          say("reviewListOf", { count: listed.length }),
        ),
        !isProposal && showFilter(scene, doings),
        listed.length === 0 && el("p.empty", {}, say("reviewListEmpty")),
        el("ol", {}, ...listed.map((at) => el("li", { key: at }, showLine(at, scene, doings)))),
      );
      if (shown !== state.at) element.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
      shown = state.at;
    },
  };
}

/** @param {ReviewScene} scene @param {Doings} doings */
function showFilter({ state, say }, doings) {
  const count = /** @param {string} verdict */ (verdict) => state.review.items.filter((item) => item.verdict === verdict).length;
  return el(
    "div.chips",
    { role: "group", "aria-label": say("reviewFilter") },
    ...VERDICTS.filter((verdict) => count(verdict) > 0).map((verdict) =>
      el(
        "button.chip",
        {
          type: "button",
          "data-key": `verdict-${verdict}`,
          "aria-pressed": String(state.verdicts.includes(verdict)),
          onclick: () => doings.toggleVerdict(verdict),
        },
        say(VERDICT_WORDS[verdict]),
        " ",
        el("i", {}, String(count(verdict))),
      ),
    ),
  );
}

/** @param {number} at @param {ReviewScene} scene @param {Doings} doings */
function showLine(at, scene, doings) {
  const { state, say } = scene;
  const item = state.review.items[at];
  const decided = state.review.decided[at];
  const [sign, message] = MARKS[decided] || ["", ""];
  return el(
    `button.item.${item.verdict}${decided && `.${decided}`}`,
    {
      ...{ type: "button", "data-key": `item-${at}`, "aria-current": state.at === at ? "true" : null, onclick: () => doings.go(at) },
      ...withKeys((/** @type {EventAt<HTMLElement, KeyboardEvent>} */ event) => {
        const lines = /** @type {HTMLElement[]} */ ([
          .../** @type {HTMLElement} */ (event.currentTarget.closest("ol")).querySelectorAll("button"),
        ]);
        const next = nextLine(lines, event.key);
        if (!next) return;
        next.focus();
        answered(event);
      }),
    },
    el("span.mark", {}, sign && el("span", { role: "img", "aria-label": say(message) }, sign)),
    el("b", {}, ...titleOf(item, scene)),
    el("small", {}, ...aboutOf(at, scene)),
  );
}

/** @param {Item} item @param {ReviewScene} scene @returns {Content[]} */
function titleOf({ candidate, draft }, { say, state, atlas: { sites } }) {
  if (candidate) return [el("q", { lang: "zh-Hans" }, printed(candidate.token))];
  const change = /** @type {Change} */ (draft.change);
  const row = sites.index.get(change.id || "");
  return [changeWords(row === undefined ? change : { ...change, id: sites[state.lang][row] }, state.lang, say)];
}

/** What a change does, by the key of its message. */
const DEEDS = /** @type {Record<string, string>} */ ({
  add: "reviewAdd",
  change: "reviewChange",
  withdraw: "reviewWithdraw",
  reject: "reviewRejection",
});

/** @param {Change} change @param {Lang} lang @param {Say} say @returns {string} what it does, and to what: by its name, else by its id */
export function changeWords({ do: deed, id, feature, row = {}, candidate, to }, lang, say) {
  const names = [id, feature?.properties[`name_${lang}`], row[`title_${lang}`], row.token || row.value, row.id, candidate?.token, to];
  return say(DEEDS[deed], { what: textOf(names.find(Boolean)) });
}

/** @param {Change} change of a row or a place @param {Say} say @returns {string} what of it is to be otherwise, in a word */
function fieldOf(change, say) {
  const which = whichOf(change);
  if (which) {
    const [list, at] = which;
    const name = say(/** @type {any} */ (change.from)[list].length > at ? LABELS[list] : NEW_FURTHER[list]);
    return isRemoval(change, which) ? `${name} · ${say("proposeWrong")}` : name;
  }
  const [first] = GEOMETRY in change.to ? ["parts"] : Object.keys(change.to);
  return Object.keys(ALL_LABELS).includes(first) ? say(ALL_LABELS[first]) : first;
}

/** @param {number} at @param {ReviewScene} scene @returns {Content[]} */
function aboutOf(at, { state, say, told, facts, added, atlas: { sites, payload } }) {
  const { candidate, verdict } = state.review.items[at];
  const { row, change } = state.review.drafts[at];
  const said = row || change?.row || {};
  const fact = change && facts.get(change.id || "");
  const subject = fact ? fact.row : sites.index.get(said.subject || "");
  const indicator = payload.registers.indicators.find(({ code }, i) => (fact ? i === fact.indicator : code === said.indicator));
  const parts = [
    candidate && say("reviewLine", { line: candidate.line }),
    change?.do === "change" && !fact && fieldOf(change, say),
    subject === undefined ? nameOf(said.subject || "", sites, added, state.lang) : sites[state.lang][subject],
    indicator && indicator[state.lang],
    candidate && verdict !== "new" && say(VERDICT_WORDS[verdict]),
    change && told.notes[at].length > 0 && say("reviewDoubt"),
  ];
  return [parts.filter(Boolean).join(" · ")];
}
