/**
 * The fact that a candidate proposes, as a form with the choices of the record's registers.
 */
import { newNamesOf } from "../../core/review/state.js";
import { ask, choicesOf, figureAsked } from "../asked.js";
import { el } from "../dom.js";
import { showFields } from "../form.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */
/** @import {Asked} from "../form.js" */

const BEST = 3; // subjects that a digit chooses

/** @param {ReviewScene} scene @param {Doings} doings */
export function showFactForm(scene, doings) {
  const { state, say, draft, faultsTold: faults } = scene;
  const values = /** @type {Record<string, string>} */ (draft.row);
  /** @param {string} name @param {string} text */
  const change = (name, text) => doings.edit({ [name]: text });
  const filling = { id: `fact-${state.at}`, values, faults, say, change };
  const [subject, ...fields] = askedOfFact(values, scene);
  return el(
    "section.form.fact",
    {},
    el("h2", {}, say("reviewFact")),
    showBest(scene, doings),
    el("div.subject", {}, ...showFields([subject], filling)),
    el("div.fields", {}, ...showFields(fields, filling)),
  );
}

/**
 * The best subjects of a candidate, each chosen by a press or its digit.
 *
 * @param {ReviewScene} scene
 * @param {Doings} doings
 */
function showBest({ state, say, draft, subjects, added, atlas: { sites } }, doings) {
  const best = subjects.slice(0, BEST);
  const names = newNamesOf(state.review, state.at, added);
  return el(
    "div.best",
    { role: "group", "aria-label": say("reviewBest") },
    ...best.map((subject, i) =>
      el(
        "button.chip",
        {
          type: "button",
          "data-key": `subject-${i + 1}`,
          "aria-pressed": String(draft.row?.subject === subject),
          onclick: () => doings.chooseSubject(i + 1),
        },
        el("i", {}, String(i + 1)),
        nameOf(subject, sites, added, state.lang),
      ),
    ),
    names.length > 0 && el("p.hint", {}, say("reviewNewName", { names: names.join(say("namesApart")) })),
  );
}

/**
 * What is asked of a fact.
 *
 * @param {Record<string, string>} row
 * @param {ReviewScene} scene
 * @returns {Asked[]} the subject first
 */
function askedOfFact(row, scene) {
  const { lang } = scene.state;
  const { say, atlas } = scene;
  const { registers } = atlas.payload;
  return [
    subjectAsked(scene),
    ask(say, "indicator", { needed: true, choices: choicesOf(registers.indicators, lang) }),
    ...figureAsked(row, registers, lang, say),
    ask(say, "note_zh", { typed: "lines" }),
    ask(say, "note_en", { typed: "lines" }),
  ];
}

/** @param {ReviewScene} scene @returns {Asked} what a fact is about */
export function subjectAsked({ state: { lang }, say, added, atlas: { sites } }) {
  const places = [
    ...added.map((place) => ({ code: place.id, label: place[lang] })),
    ...sites.id.map((code, i) => ({ code, label: sites[lang][i] })),
  ];
  return { name: "subject", label: say("fieldSubject"), needed: true, choices: places };
}

/**
 * @param {string} subject
 * @param {Sites} sites
 * @param {ReviewScene["added"]} added
 * @param {Lang} lang
 */
export function nameOf(subject, sites, added, lang) {
  const row = sites.index.get(subject);
  return row === undefined ? added.find(({ id }) => id === subject)?.[lang] || subject : sites[lang][row];
}
