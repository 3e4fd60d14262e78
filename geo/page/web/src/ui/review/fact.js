/**
 * The fact that a candidate proposes, as a form with the choices of the record's registers.
 */
import { newNamesOf } from "../../core/review/state.js";
import { el } from "../dom.js";
import { showFields } from "../form.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */
/** @import {Asked, Choice} from "../form.js" */

const BEST = 3; // subjects that a digit chooses

/** @param {ReviewScene} scene @param {Doings} doings */
export function showFactForm(scene, doings) {
  const { state, say, draft, faults } = scene;
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
  const names = newNamesOf(state.review, state.at);
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
    names.length > 0 && el("p.hint", {}, say("reviewNewName", { names: names.join(say("reviewApart")) })),
  );
}

/**
 * What is asked of a fact.
 *
 * @param {Record<string, string>} row
 * @param {ReviewScene} scene
 * @returns {Asked[]} the subject first
 */
function askedOfFact(row, { state, say, added, atlas: { sites, payload } }) {
  const { lang } = state;
  const places = [
    ...added.map((place) => ({ code: place.id, label: place[lang] })),
    ...sites.id.map((code, i) => ({ code, label: sites[lang][i] })),
  ];
  const { registers } = payload;
  /** @param {Term[]} terms @returns {Choice[]} */
  const choices = (terms) => terms.map((term) => ({ code: term.code, label: term[lang].replace("{}", "…") }));
  const indicator = registers.indicators.find(({ code }) => code === row.indicator);
  const isNumber = !indicator || indicator.type === "number";
  const units = registers.units.filter(({ dimension }) => !indicator || dimension === indicator.dimension);
  const words = indicator?.type === "status" ? registers.statuses : registers.honours;
  /** @type {(Asked | false)[]} */
  const asked = [
    { name: "subject", label: say("fieldSubject"), needed: true, choices: places },
    { name: "indicator", label: say("reviewIndicator"), needed: true, choices: choices(registers.indicators) },
    { name: "value", label: say("reviewValue"), needed: true, ...(isNumber ? { typed: "number" } : { choices: choices(words) }) },
    isNumber && {
      name: "unit",
      label: say("fieldUnit"),
      needed: true,
      choices: units.map(({ code, zh }) => ({ code, label: printed(zh, code, lang) })),
    },
    isNumber && { name: "qualifier", label: say("fieldQualifier"), nothing: say("fieldNone"), choices: choices(registers.qualifiers) },
    { name: "scope", label: say("fieldScope"), nothing: say("fieldNone"), choices: choices(registers.scopes) },
    { name: "aim", label: say("fieldAim"), needed: true, choices: choices(registers.aims) },
    { name: "as_of", label: say("reviewAsOf"), hint: say("reviewAsOfHint") },
    { name: "stated", label: say("fieldStated"), hint: say("reviewStatedHint") },
    { name: "note_zh", label: say("reviewNoteZh"), lang: "zh-Hans", typed: "lines" },
    { name: "note_en", label: say("reviewNoteEn"), lang: "en", typed: "lines" },
  ];
  return /** @type {Asked[]} */ (asked.filter(Boolean));
}

/**
 * @param {string} subject
 * @param {Sites} sites
 * @param {ReviewScene["added"]} added
 * @param {Lang} lang
 */
function nameOf(subject, sites, added, lang) {
  const row = sites.index.get(subject);
  return row === undefined ? added.find(({ id }) => id === subject)?.[lang] || subject : sites[lang][row];
}

/**
 * A unit as it is printed, since the number is: English names one of another size.
 *
 * @param {string} zh
 * @param {string} code
 * @param {Lang} lang
 */
const printed = (zh, code, lang) => [zh.replace("{}", "…"), lang === "en" && code].filter(Boolean).join(" · ");
