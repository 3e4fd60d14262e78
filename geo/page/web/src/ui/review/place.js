/**
 * A place that the record does not have, as the form in which a reader of the map would propose it; a press on the map sets where
 * it is.
 */
import { WGS84 } from "../../core/datum.js";
import { proposalOf } from "../../core/review/places.js";
import { el } from "../dom.js";
import { showFields, showGroup } from "../form.js";
import { fieldsOf, follow } from "../propose.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */

/** @param {ReviewScene} scene @param {Doings} doings */
export function showPlaceForm(scene, doings) {
  const { state, say, faults, sourced: atlas } = scene;
  const { lang } = state;
  const draft = proposalOf(state.review, state.at);
  // All that the form asks of what can be done in the map: in which datum its ground is.
  const actions = { proposing: { ground: () => WGS84 } };
  const props = /** @type {any} */ ({ atlas, lang, say, actions });
  const filling = {
    ...{ id: `place-${state.at}`, values: draft.values, faults, say },
    change: (/** @type {string} */ name, /** @type {string} */ text) => doings.edit(follow(name, text, draft, props)),
  };
  return el(
    "section.form.fact",
    {},
    el("h2", {}, say("reviewPlace")),
    el("p.hint", {}, say("reviewPlaceHint")),
    ...fieldsOf(draft, props).map(([name, fields, note]) =>
      showGroup(
        say(name),
        // The source is that of the text.
        el(
          "div.fields",
          {},
          ...showFields(
            fields.filter((field) => field.name !== "source"),
            filling,
          ),
        ),
        note && el("p.hint", { role: "status" }, note),
      ),
    ),
  );
}
