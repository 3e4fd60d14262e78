/**
 * A change that somebody proposes: what the record says, what it is to say, and why.
 */
import { el } from "../dom.js";
import { changeWords } from "./queue.js";

/** @import {ReviewScene} from "../../app/reviewing.js" */
/** @import {Change} from "../../core/review/types" */

/** The names of fields, by the keys of their messages; any other is named as the record names it. */
const FIELDS = new Map(
  Object.entries({
    ...{
      subject: "fieldSubject",
      scope: "fieldScope",
      unit: "fieldUnit",
      qualifier: "fieldQualifier",
      stated: "fieldStated",
      aim: "fieldAim",
    },
    ...{ source: "fieldSource", locator: "fieldLocator", name_zh: "fieldNameZh", name_en: "fieldNameEn", parent: "fieldParent" },
    ...{
      indicator: "reviewIndicator",
      value: "reviewValue",
      as_of: "reviewAsOf",
      token: "reviewToken",
      note_zh: "reviewNoteZh",
      note_en: "reviewNoteEn",
    },
    ...{
      geometry: "position",
      position_uncertainty_m: "uncertainty",
      position_basis: "basis",
      position_datum: "datum",
      position_found: "found",
    },
  }),
);

/** @param {Change} change @param {ReviewScene} scene */
export function showChange(change, { say, state, row, told, atlas: { sites } }) {
  const { from = {}, to, why, because, reason } = change;
  const after =
    change.do === "change"
      ? to
      : { ...change.row, ...change.feature?.properties, ...(change.feature && { geometry: change.feature.geometry }) };
  const rows = Object.entries(change.do === "withdraw" ? { reason, replacement: change.replacement } : after);
  return el(
    "section.change",
    {},
    el("h2", {}, changeWords(change, say)),
    row >= 0 && el("p", {}, sites[state.lang][row]),
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col" }, say("reviewField")),
          change.do === "change" && el("th", { scope: "col" }, say("reviewBefore")),
          el("th", { scope: "col" }, say("reviewAfter")),
        ),
      ),
      el(
        "tbody",
        {},
        ...rows.map(([name, value]) =>
          el(
            "tr",
            { key: name },
            el("th", { scope: "row" }, nameOf(name, say)),
            change.do === "change" && el("td", {}, el("del", {}, textOf(from[name]))),
            el("td", {}, el("ins", {}, textOf(value))),
          ),
        ),
      ),
    ),
    because && el("p", {}, say("reviewBecause", { reason: because })),
    why && el("p.why", {}, why),
    ...told.notes[state.at].map((note) => el("p.fault", { lang: "en" }, note)),
  );
}

/** @param {string} field @param {Say} say */
function nameOf(field, say) {
  const message = FIELDS.get(field);
  return message ? say(message) : field;
}

/** @param {unknown} value */
function textOf(value) {
  if (value === null || value === undefined || value === "") return "—";
  return typeof value === "string" ? value : JSON.stringify(value);
}
