/**
 * What the reader proposes while the page is open: the drafts, which of them is in the form, and what can be done with them.
 * Nothing of it is stored or sent.
 */
import { computed, signal } from "@preact/signals-core";
import { WGS84 } from "../core/datum.js";
import { figureDraft, isUntouched, judge, newFigureDraft, newPlaceDraft, placeDraft, placed, positionDraft } from "../core/proposal.js";

/** @import {Draft} from "../core/proposal.js" */
/** @typedef {ReturnType<typeof createProposing>} Proposing */

/**
 * @param {Pick<Scene, "atlas" | "state">} scene
 * @param {() => void} open opens the page of corrections
 */
export function createProposing({ atlas, state }, open) {
  const drafts = signal(/** @type {Draft[]} */ ([]));
  const at = signal("");
  const tried = signal(false);
  const current = computed(() => drafts.value.find(({ key }) => key === at.value) || null);
  /** The datum of the map that is shown: what is set on it is taken so. */
  const ground = () => {
    const shown = atlas.payload.basemaps.find(({ code }) => code === state.base && state.agreed.includes(code));
    return shown ? shown.datum : WGS84;
  };
  const ready = () => drafts.value.filter(({ done }) => done);

  /** @param {string} key */
  const edit = (key) => {
    // What was opened and left as it was is no draft.
    drafts.value = drafts.value.filter((each) => each.key === key || each.done || !isUntouched(each));
    at.value = key;
    tried.value = false;
  };
  /** @param {Draft} draft */
  const begin = (draft) => {
    if (!drafts.value.some(({ key }) => key === draft.key)) drafts.value = [...drafts.value, draft];
    edit(draft.key);
    open();
  };
  /** @param {Partial<Draft>} values of the draft in the form */
  const alter = (values) => {
    drafts.value = drafts.value.map((each) => (each.key === at.value ? { ...each, done: false, ...values } : each));
  };
  return {
    drafts,
    current,
    tried,
    by: signal(""),
    ground,
    ready,
    edit,
    open,
    ...beginning(atlas, begin, ground),
    /** @param {Record<string, string>} texts */
    fill: (texts) => current.value && alter({ values: { ...current.value.values, ...texts } }),
    /** @param {Position[]} positions in WGS-84 where the reader has put the point or the corners */
    place: (positions) => current.value && alter({ values: placed(current.value.values, positions, ground()) }),
    /** @returns {boolean} whether the draft could be put among the corrections */
    finish() {
      tried.value = true;
      const isRight = current.value !== null && Object.keys(judge(current.value, atlas).faults).length === 0;
      if (isRight) {
        alter({ done: true });
        edit("");
      }
      return isRight;
    },
    /** @param {string} key */
    remove(key) {
      drafts.value = drafts.value.filter((each) => each.key !== key);
      if (at.value === key) edit("");
    },
  };
}

/**
 * What a reader can begin to propose.
 *
 * @param {Atlas} atlas
 * @param {(draft: Draft) => void} begin
 * @param {() => string} ground
 */
function beginning(atlas, begin, ground) {
  let number = 0;
  const next = () => (number += 1);
  return {
    /** @param {number} row @param {string} fact */
    proposeFigure: (row, fact) => begin(figureDraft(atlas, row, fact)),
    /** @param {number} row @param {string} [indicator] */
    proposeNewFigure: (row, indicator = "") => begin(newFigureDraft(atlas, row, indicator, next())),
    /** @param {number} row */
    proposeNames: (row) => begin(placeDraft(atlas, row)),
    /** @param {number} row */
    proposePosition: (row) => begin(positionDraft(atlas, row, ground())),
    /** @param {Position | null} position in WGS-84 */
    proposePlace: (position) => begin(newPlaceDraft(next(), position, ground())),
  };
}
