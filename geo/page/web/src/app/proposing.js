/**
 * What the reader proposes while the page is open: the drafts, which of them is in the form, and what can be done with them.
 * Nothing of it is stored or sent.
 */
import { computed, effect, signal } from "@preact/signals-core";
import { WGS84 } from "../core/datum.js";
import {
  agreeing,
  featureOf,
  figureDraft,
  isUntouched,
  judge,
  newFigureDraft,
  newPlaceDraft,
  placeDraft,
  placed,
  positionDraft,
} from "../core/proposal.js";

/** @import {Pieces} from "../core/drawing.js" */
/** @import {Draft} from "../core/proposal.js" */
/** @typedef {ReturnType<typeof createProposing>} Proposing */

/**
 * @param {Pick<Scene, "atlas" | "state">} scene
 * @param {() => void} open opens the page of corrections
 */
export function createProposing({ atlas, state }, open) {
  const { alter, at, ...kept } = createDrafts();
  const { drafts, current, edit } = kept;
  const tried = signal(false);
  /** The datum of the map that is shown: what is set on it is taken so. */
  const ground = () => {
    const shown = atlas.payload.basemaps.find(({ code }) => code === state.base && state.agreed.includes(code));
    return shown ? shown.datum : WGS84;
  };
  const ready = () => drafts.value.filter(({ done }) => done);
  /** @param {Draft} draft */
  const begin = (draft) => {
    if (!drafts.value.some(({ key }) => key === draft.key)) drafts.value = [...drafts.value, ...ready().reduce(agreeing, [draft])];
    tried.value = false;
    edit(draft.key);
    open();
  };
  return {
    ...kept,
    tried,
    by: signal(""),
    ground,
    open,
    ready,
    ...beginning(atlas, begin, ground, drafts),
    /** @param {Record<string, string>} texts */
    fill: (texts) => current.value && alter({ values: { ...current.value.values, ...texts } }),
    ...createDrawn(current, at, alter, ground),
    /** @returns {boolean} whether the draft could be put among the corrections */
    finish() {
      const isRight = current.value !== null && Object.keys(judge(current.value, atlas).faults).length === 0;
      tried.value = !isRight;
      if (isRight) {
        alter({ done: true });
        drafts.value = agreeing(drafts.value, /** @type {Draft} */ (current.value));
        edit("");
      }
      return isRight;
    },
  };
}

/** The drafts, and the one that is in the form. What was opened and left as it was is none. */
function createDrafts() {
  const drafts = signal(/** @type {Draft[]} */ ([]));
  const at = signal("");
  const held = computed(() => drafts.value.filter((each) => each.done || !isUntouched(each)));
  const taken = signal(drafts.value);
  askBeforeLeaving(() => held.value.some((each) => !taken.value.includes(each)));
  /** @param {string} key */
  const edit = (key) => {
    drafts.value = drafts.value.filter((each) => each.key === key || held.value.includes(each));
    at.value = key;
  };
  return {
    drafts,
    held,
    at,
    current: computed(() => drafts.value.find(({ key }) => key === at.value) || null),
    edit,
    /** @param {Partial<Draft>} values of the draft in the form */
    alter(values) {
      drafts.value = drafts.value.map((each) => (each.key === at.value ? { ...each, done: false, ...values } : each));
    },
    /** @param {string} key */
    remove(key) {
      drafts.value = drafts.value.filter((each) => each.key !== key);
      if (at.value === key) edit("");
    },
    /** The corrections have been saved or copied: to leave the page loses none of them, but what is not finished. */
    keep() {
      taken.value = drafts.value.filter(({ done }) => done);
    },
  };
}

/**
 * What is drawn of the draft in the form, step by step.
 *
 * @param {{value: Draft | null}} current
 * @param {{value: string}} at its key
 * @param {(values: Partial<Draft>) => void} alter
 * @param {() => string} ground
 */
function createDrawn(current, at, alter, ground) {
  const past = signal(/** @type {Draft["values"][]} */ ([]));
  effect(() => {
    at.value;
    past.value = [];
  });
  return {
    past,
    /**
     * @param {Pieces} pieces in WGS-84 as the reader has drawn them
     * @param {boolean} [isGoing] whether they follow a pin that is dragged: all of that is one step
     */
    place(pieces, isGoing = false) {
      if (!current.value) return;
      const { values } = current.value;
      if (!isGoing) past.value = [...past.value, values];
      alter({ values: placed(values, pieces, ground()) });
    },
    /** What was drawn is again as it was before the last step; what was typed stays. */
    undo() {
      const before = past.value[past.value.length - 1];
      if (!current.value || !before) return;
      past.value = past.value.slice(0, -1);
      const { shape, at: point, corners, datum, typed = "" } = before;
      alter({ values: { ...current.value.values, shape, at: point, corners, datum, typed } });
    },
  };
}

/**
 * What a reader can begin to propose.
 *
 * @param {Atlas} atlas
 * @param {(draft: Draft) => void} begin
 * @param {() => string} ground
 * @param {{value: Draft[]}} drafts
 */
function beginning(atlas, begin, ground, drafts) {
  let number = 0;
  const next = () => (number += 1);
  return {
    /** @param {number} row @param {string} fact */
    proposeFigure: (row, fact) => begin(figureDraft(atlas, row, fact)),
    /** @param {number} row @param {string} [indicator] */
    proposeNewFigure: (row, indicator = "") => begin(newFigureDraft(atlas, row, indicator, next())),
    /** @param {number} row */
    proposeNames: (row) => begin(placeDraft(atlas, row)),
    /** @param {number} row @param {import("../core/proposal.js").Which} [which] */
    proposePosition: (row, which) => begin(positionDraft(atlas, row, ground(), which)),
    /** @param {number} row @param {import("../core/proposal.js").Which[0]} list to which a position is added */
    proposeFurther(row, list) {
      const done = drafts.value.filter((draft) => draft.done).map(({ key }) => key);
      let { length: at } = featureOf(atlas, row).properties[list];
      while (done.includes(positionDraft(atlas, row, "", [list, at]).key)) at += 1;
      begin(positionDraft(atlas, row, ground(), [list, at]));
    },
    /** @param {Position | null} position in WGS-84 */
    proposePlace: (position) => begin(newPlaceDraft(next(), position, ground())),
  };
}

/**
 * What was typed is not lost without a question; where nothing was, the browser may keep the page for the way back.
 *
 * @param {() => boolean} isUnsaved
 */
function askBeforeLeaving(isUnsaved) {
  const ask = (/** @type {Event} */ event) => isUnsaved() && event.preventDefault();
  effect(() => window[isUnsaved() ? "addEventListener" : "removeEventListener"]("beforeunload", ask));
}
