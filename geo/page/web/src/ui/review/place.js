/**
 * A place that the record does not have, as the form in which a reader of the map would propose it; a press on the map sets where
 * it is.
 */
import { SHAPE_AREA, SHAPE_LINE } from "../../core/drawing.js";
import { NEW_SOURCE, typedPieces } from "../../core/proposal.js";
import { lineOf } from "../../core/review/state.js";
import { el } from "../dom.js";
import { showFields, showGroup } from "../form.js";
import { fieldsOf, follow } from "../propose.js";
import { button } from "./bar.js";
import { subjectAsked } from "./fact.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */
/** @import {Draft as Proposal} from "../../core/proposal.js" */
/** @import {Asked} from "../form.js" */

/** @param {ReviewScene} scene @param {Doings} doings */
export const showPlaceForm = (scene, doings) =>
  el(
    "section.form.fact",
    {},
    el("h2", {}, scene.say("reviewPlace")),
    el("p.hint", {}, scene.say("reviewPlaceHint")),
    ...showProposalForm(/** @type {Proposal} */ (scene.proposal), scene, doings),
  );

/**
 * The form of a proposal as its proposer has it; the subject of a figure that is added is asked for, too.
 *
 * @param {Proposal} draft
 * @param {ReviewScene} scene
 * @param {Doings} doings
 */
export function showProposalForm(draft, scene, doings) {
  const { state, say, faultsTold: faults, sourced: atlas, isProposal } = scene;
  const { lang } = state;
  const { candidate } = state.review.items[state.at];
  // All that the form asks of what can be done in the map: in which datum its ground is.
  const actions = { proposing: { ground: () => scene.ground } };
  const props = /** @type {any} */ ({ atlas, lang, say, actions });
  const filling = {
    ...{ id: `${draft.kind}-${state.at}`, values: draft.values, faults, say },
    change: (/** @type {string} */ name, /** @type {string} */ text) => doings.edit(follow(name, text, draft, props)),
  };
  /** @param {Asked[]} fields the source of a candidate is that of its text, that of a proposal one of the record or of its patch */
  const asked = (fields) =>
    fields
      .filter(({ name }) => isProposal || name !== "source")
      .map((field) => {
        if (field.name === "source") return { ...field, choices: field.choices?.filter(({ code }) => code !== NEW_SOURCE) };
        if (field.name !== "position_evidence" || !candidate) return field;
        return { ...field, hint: say("reviewEvidenceHint", { line: lineOf(candidate) }) };
      });
  const isDrawn = draft.values.shape === SHAPE_LINE || draft.values.shape === SHAPE_AREA;
  const begin = () => doings.place([...typedPieces(draft.values).filter((piece) => piece.length > 0), []]);
  return [
    draft.kind === "newFigure" && el("div.subject", {}, ...showFields([subjectAsked(scene)], filling)),
    ...fieldsOf(draft, props).map(([name, fields, note]) =>
      showGroup(
        say(name),
        el("div.fields", {}, ...showFields(asked(fields), filling)),
        note && el("p.hint", { role: "status" }, note),
        name === "position" && isDrawn && el("div.actions", {}, button("propose-piece", say("proposePiece"), begin)),
      ),
    ),
  ];
}
