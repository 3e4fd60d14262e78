/**
 * A change that somebody proposes: what the record says, what it is to say, and why.
 */
import { formatMetres } from "../../core/format.js";
import { distance } from "../../core/measure.js";
import { fieldLines, roundedWay } from "../../core/proposed.js";
import { positionsIn } from "../../core/review/geometry.js";
import { el } from "../dom.js";
import { changeWords } from "./queue.js";

/** @import {ReviewScene} from "../../app/reviewing.js" */
/** @import {Change} from "../../core/review/types" */

/** @param {Change} change @param {ReviewScene} scene */
export function showChange(change, { say, state, row, told, atlas }) {
  const { lang } = state;
  const { why, because } = change;
  const isChanged = change.do === "change";
  const lines = fieldLines(afterOf(change), isChanged ? change.from : undefined, { atlas, lang, say });
  return el(
    "section.change",
    {},
    el("h2", {}, changeWords(change, say)),
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
    showWay(change, lang, say),
    because && el("p", {}, say("reviewBecause", { reason: reasonOf(because, atlas, lang) })),
    why && el("p.why", {}, why),
    ...told.notes[state.at].map((note) => el("p.fault", { lang: "en" }, note)),
  );
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
function showWay({ do: deed, from, to }, lang, say) {
  const [before, after] = [from?.geometry, deed === "change" && to.geometry].map(positionsIn);
  if (![before, after].every((lines) => lines.length === 1 && lines[0].length === 1)) return null;
  const metres = distance(before[0][0], after[0][0]);
  return el("p", {}, say("proposeMoved", { distance: formatMetres(roundedWay(metres), lang) }));
}

/** @param {string} code @param {Atlas} atlas @param {Lang} lang */
const reasonOf = (code, { payload }, lang) => payload.registers.change_reasons.find((term) => term.code === code)?.[lang] || code;
