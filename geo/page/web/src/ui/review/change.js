/**
 * A change that somebody proposes: what the record says, what it is to say, and why.
 */
import { formatMetres } from "../../core/format.js";
import { distance } from "../../core/measure.js";
import { fieldLines, roundedWay } from "../../core/proposed.js";
import { formOf } from "../../core/review/changes.js";
import { drawnBy } from "../../core/review/further.js";
import { positionsIn } from "../../core/review/geometry.js";
import { el } from "../dom.js";
import { showFields } from "../form.js";
import { whyFields } from "../propose.js";
import { nameOf } from "./fact.js";
import { showProposalForm } from "./place.js";
import { ALL_LABELS, rowAsked } from "./row.js";
import { changeWords } from "./queue.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */
/** @import {Change} from "../../core/review/types" */
/** @import {Note} from "../../core/review/payload" */

/** @param {Change} change @param {ReviewScene} scene */
export function showChange(change, { say, state, row, told, sourced: atlas, added, draft }) {
  const { lang } = state;
  const { why, because } = change;
  const isChanged = change.do === "change";
  const after = afterOf(change);
  const named = "subject" in after ? { ...after, subject: nameOf(String(after.subject), atlas.sites, added, lang) } : after;
  const lines = fieldLines(named, isChanged ? change.from : undefined, { atlas, lang, say }, ALL_LABELS);
  return el(
    "section.change",
    {},
    el("h2", {}, changeWords(change, lang, say)),
    row >= 0 && el("p", {}, atlas.sites[lang][row]),
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          ...["reviewField", isChanged && "reviewBefore", "reviewAfter"]
            .filter(Boolean)
            .map((key) => el("th", { scope: "col" }, say(String(key)))),
        ),
      ),
      el(
        "tbody",
        {},
        ...lines.map(({ label, before, after }) =>
          el(
            "tr",
            { key: label },
            el("th", { scope: "row" }, label),
            isChanged && el("td", {}, el("del", {}, before)),
            el("td", {}, el("ins", {}, after)),
          ),
        ),
      ),
    ),
    isChanged && showWay(change, lang, say),
    because && el("p", {}, say("reviewBecause", { reason: reasonOf(because, atlas, lang) })),
    why && el("p.why", {}, why),
    ...(draft.values
      ? [el("p.hint", {}, say("reviewEdited"))]
      : told.notes[state.at].map((note) => el("p.fault", {}, noteWords(note, lang, say)))),
  );
}

/** @param {Note} note @param {Lang} lang @param {Say} say */
function noteWords({ en, zh, field, found }, lang, say) {
  const label = Object.keys(ALL_LABELS).includes(field) ? say(ALL_LABELS[field]) : field;
  const of = [label, found].filter(Boolean).join(" ");
  return lang === "en" ? en : `${of && `${of}：`}${zh}`;
}

/**
 * The form of a change, which its reader opens.
 *
 * @param {Change} sent as it was sent
 * @param {ReviewScene} scene
 * @param {Doings} doings
 */
export function showChangeForm(sent, scene, doings) {
  const { state, say, form, sourced, faultsTold: faults } = scene;
  if (!formOf(sent, sourced)) return sent.do === "reject" ? null : el("p.hint", {}, say("reviewAsIs"));
  return el(
    "details.editing",
    {
      open: state.editing,
      ontoggle: (/** @type {EventAt<HTMLDetailsElement>} */ { currentTarget }) => doings.toggleForm(currentTarget.open),
    },
    el("summary", {}, say("reviewEdit")),
    form && el("div.form.fact", {}, ...showForm(form, scene, doings)),
    form && faults.same && el("p.fault", {}, say(...faults.same)),
  );
}

/** @param {NonNullable<ReviewScene["form"]>} form @param {ReviewScene} scene @param {Doings} doings @returns {Content[]} */
function showForm(form, scene, doings) {
  if (form.kind !== "row") return showProposalForm(form, scene, doings);
  const { state, say, faultsTold: faults, sourced } = scene;
  const filling = {
    ...{ id: `change-${state.at}`, values: form.values, faults, say },
    change: (/** @type {string} */ name, /** @type {string} */ text) => doings.edit({ [name]: text }),
  };
  const { registers } = sourced.payload;
  const fields = form.fields.filter((name) => name !== "id"); // to which others refer
  const reasons = whyFields(!("because" in form.values), registers, state.lang, say);
  return [el("div.fields", {}, ...showFields([...rowAsked(form.table, fields, registers, state.lang, say), ...reasons], filling))];
}

/** @param {Change} change @returns {Record<string, unknown>} what it is to say, by field */
function afterOf(change) {
  if (change.do === "change") return change.to;
  if (change.do === "withdraw") return { reason: change.reason, replacement: change.replacement };
  const { row, feature, candidate } = change;
  return { ...row, ...candidate, ...(feature && { id: feature.id, ...feature.properties, geometry: feature.geometry }) };
}

/**
 * How far a point is moved.
 *
 * @param {Change} change
 * @param {Lang} lang
 * @param {Say} say
 */
function showWay(change, lang, say) {
  const [before, after] = drawnBy(change).map(positionsIn);
  if (![before, after].every((lines) => lines.length === 1 && lines[0].length === 1)) return null;
  const metres = distance(before[0][0], after[0][0]);
  return el("p", {}, say("proposeMoved", { distance: formatMetres(roundedWay(metres), lang) }));
}

/** @param {string} code @param {Atlas} atlas @param {Lang} lang */
const reasonOf = (code, { payload }, lang) => payload.registers.change_reasons.find((term) => term.code === code)?.[lang] || code;
