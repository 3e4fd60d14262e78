/**
 * What the page of a review shows, and what can be done in it.
 */
import { batch } from "@preact/signals-core";
import { WGS84 } from "../core/datum.js";
import { whereabouts } from "../core/facts.js";
import { FIELDS } from "../core/forms.js";
import { messages } from "../core/messages.js";
import { patchText } from "../core/patch.js";
import { figureDraft, placed } from "../core/proposal.js";
import { changesOfReview, faultsIn, faultsOfSource, firstFaulty } from "../core/review/faults.js";
import { formOf, judgeChange } from "../core/review/changes.js";
import { apart } from "../core/review/further.js";
import { addedPlaces, proposalOf, sourcesOf, textsOfPlace, withSources } from "../core/review/places.js";
import { readPatch } from "../core/review/reading.js";
import * as steps from "../core/review/state.js";
import { readersLanguage, rememberLanguage } from "../ui/language.js";
import { saveFile } from "../ui/savefile.js";
import { derive, signalled } from "./state.js";

/** @import {Pieces} from "../core/drawing.js" */
/** @import {ReviewShown} from "../core/review/payload" */
/** @import {Draft as Proposal} from "../core/proposal.js" */
/** @import {Change, Draft, Review} from "../core/review/types" */
/** @import {Faults} from "../core/forms.js" */

/**
 * What is shown: the item at hand, the verdicts that are listed, the reason that is being typed (null while nothing is rejected),
 * what lies over the page, whether letters are keys, whether a change is edited, the online basemap that is shown and whose servers may be
 * asked, the items that were to be accepted already (SOURCE for the source): only then their forms tell faults; and on a phone
 * whether the list is open.
 *
 * @typedef {{lang: Lang, review: Review, saved: Review, at: number, verdicts: readonly string[], reason: string | null, panel: string, byLetters: boolean, editing: boolean, base: string, agreed: string[], tried: readonly number[], listOpen: boolean}} Values
 */
/**
 * @typedef {object} Derived
 * @property {Say} say
 * @property {number[]} listed the items of these verdicts
 * @property {ReturnType<typeof steps.progress>} progress
 * @property {Draft} draft
 * @property {Change | null} change that somebody proposes, as it stands now
 * @property {ReturnType<typeof formOf>} form of the change that is edited, filled in
 * @property {Proposal | null} proposal of a place or a position that is drawn on the map
 * @property {string} ground datum of the map that is shown: what is set on it is taken so
 * @property {ReturnType<typeof factsIn>} facts where each fact of the record is, by its id
 * @property {Atlas} sourced the record with the sources that the review adds
 * @property {ReturnType<typeof addedPlaces>} added places that the review adds so far
 * @property {string[]} subjects ids of those that the candidate may be about, best first
 * @property {Faults} faults of the draft
 * @property {Faults} faultsTold those that its form tells
 * @property {Faults} sourceFaults
 * @property {Faults} sourceFaultsTold
 * @property {number} row of the draft's subject, -1 for none
 * @property {Record<string, string> | null} said the fact that the draft gives, null where it gives none
 */
/** @typedef {{state: Values, atlas: Atlas, told: ReviewShown, isProposal: boolean, isUnsaved: () => boolean} & Readonly<Derived>} ReviewScene */
/** @typedef {ReturnType<typeof createDoings>} Doings */

const SOURCE = -1; // in place of an item

/** @param {Atlas} atlas @param {ReviewShown} sent @returns {ReviewScene} */
export function createReview(atlas, sent) {
  const told = { ...sent, ...singled(sent) };
  const isProposal = told.changes.length > 0;
  const review = isProposal
    ? steps.ofChanges(/** @type {Change[]} */ (/** @type {unknown} */ (told.changes)))
    : steps.ofCandidates(told.candidates, told.source, told.is_new, told.lines);
  const waiting = steps.VERDICTS.filter((verdict) => verdict !== steps.HELD);
  const listed = steps.listed(review, waiting);
  const state = signalled(
    /** @type {Values} */ ({
      ...{ lang: readersLanguage(atlas.payload), review, saved: review, at: listed[0] ?? 0 },
      ...{
        verdicts: listed.length > 0 ? waiting : steps.VERDICTS,
        reason: null,
        panel: "",
        byLetters: true,
        editing: false,
        base: "",
        agreed: [],
        tried: [],
        listOpen: false,
      },
    }),
  );
  const scene = /** @type {ReviewScene} */ ({ state, atlas, told, isProposal, isUnsaved: () => state.review !== state.saved });
  derive(scene, {
    say: () => messages(state.lang),
    listed: () => steps.listed(state.review, state.verdicts),
    progress: () => steps.progress(state.review),
    draft: () => state.review.drafts[state.at] || {},
    sourced: () => withSources(atlas, isProposal ? sourcesOf(state.review) : [state.review.source || told.source]),
    change: () => (scene.draft.change ? judgeChange(scene.draft, scene.sourced).change || scene.draft.change : null),
    ground: () => atlas.payload.basemaps.find(({ code }) => code === state.base)?.datum ?? WGS84,
    form: () => formAt(scene),
    proposal: () => proposalAt(scene),
    facts: () => factsIn(atlas),
    added: () => addedPlaces(state.review, scene.sourced),
    subjects: () => steps.subjectsOf(state.review, state.at, scene.added),
    faults: () => faultsIn(state.review, state.at, scene.sourced, scene.added),
    faultsTold: () => (state.tried.includes(state.at) ? scene.faults : {}),
    sourceFaults: () => faultsOfSource(state.review, atlas),
    sourceFaultsTold: () => (state.tried.includes(SOURCE) ? scene.sourceFaults : {}),
    row: () => rowOf(scene, atlas),
    said: () => saidBy(scene, atlas, scene.row),
  });
  return scene;
}

/** @param {ReviewShown} sent @returns {Pick<ReviewShown, "changes" | "notes">} what is decided by itself, with what is said of it */
function singled({ changes, notes }) {
  const told = changes.flatMap((change, i) => apart(/** @type {any} */ (change)).map((each) => ({ change: each, notes: notes[i] })));
  return { changes: told.map(({ change }) => /** @type {any} */ (change)), notes: told.map((each) => each.notes) };
}

/** @param {Atlas} atlas */
function factsIn({ sites, factsOf }) {
  const found = /** @type {Map<string, {row: number, indicator: number}>} */ (new Map());
  for (let row = 0; row < sites.count; row += 1)
    for (const { indicator, facts } of factsOf(row).claims) for (const { id } of facts) found.set(id, { row, indicator });
  return found;
}

/** @param {ReviewScene} scene @returns {Derived["form"]} */
function formAt({ state, draft, sourced }) {
  const form = draft.change && state.editing ? formOf(draft.change, sourced) : null;
  return form && { ...form, values: { ...form.values, ...draft.values } };
}

/** @param {ReviewScene} scene @returns {Proposal | null} */
function proposalAt({ state, draft, form }) {
  if (draft.place) return proposalOf(state.review, state.at);
  return form && (form.kind === "position" || form.kind === "addedPlace") && !form.values.wrong ? form : null;
}

/** @param {ReviewScene} scene @param {Atlas} atlas */
function rowOf({ draft: { row }, change }, atlas) {
  const { index } = atlas.sites;
  if (change?.id && (change.in === "facts" || change.do === "withdraw")) return whereabouts(change.id, atlas).row;
  const [subject] = [row?.subject, change?.row?.subject, change?.id].filter((id) => id !== undefined && index.has(id));
  return subject === undefined ? -1 : /** @type {number} */ (index.get(subject));
}

/** @param {ReviewScene} scene @param {Atlas} atlas @param {number} subject @returns {Derived["said"]} */
function saidBy({ draft: { row }, change }, atlas, subject) {
  if (!change) return row || null;
  if (change.do === "add" && change.to === "facts") return { ...NO_FACT, ...change.row };
  if (change.do !== "change" || change.in !== "facts" || subject < 0) return null;
  return { ...figureDraft(atlas, subject, String(change.id)).base, ...change.to };
}

const NO_FACT = Object.fromEntries(Object.keys(FIELDS.facts).map((name) => [name, ""]));

/**
 * What can be done, by name.
 *
 * @param {ReviewScene} scene
 * @param {HTMLElement} root
 * @param {Toast} toast
 */
export function createDoings(scene, root, toast) {
  /** @type {Tell} */
  const tell = (key, values) => toast.show(scene.say(key, values));
  const reach = {
    tell,
    /** @param {string} selector */
    focus: (selector) => /** @type {HTMLElement | null} */ (root.querySelector(selector))?.focus(),
    /** @param {number} at */
    go: (at) =>
      batch(() => {
        if (at !== scene.state.at) scene.state.editing = false;
        scene.state.at = at;
        scene.state.reason = null;
        scene.state.listOpen = false;
      }),
  };
  return { go: reach.go, tell, ...moving(scene, reach), ...deciding(scene, reach), ...editing(scene), ...keeping(scene, reach) };
}

/** @typedef {{tell: Tell, focus: (selector: string) => void, go: (at: number) => void}} Reach */

/** @param {ReviewScene} scene @param {Reach} reach */
const moving = (scene, { go, focus }) => ({
  /** @param {number} way */
  step(way) {
    const { listed, state } = scene;
    const at = Math.max(listed.indexOf(state.at) + way, 0);
    if (listed.length > 0) go(listed[Math.min(at, listed.length - 1)]);
  },
  /** @param {string} verdict */
  toggleVerdict(verdict) {
    const { state } = scene;
    state.verdicts = state.verdicts.includes(verdict) ? state.verdicts.filter((each) => each !== verdict) : [...state.verdicts, verdict];
    if (scene.listed.length > 0 && !scene.listed.includes(state.at)) go(scene.listed[0]);
  },
  /** @param {string} panel */
  open(panel) {
    scene.state.panel = panel;
  },
  close() {
    const { panel } = scene.state;
    scene.state.panel = "";
    focus(`[data-key=open-${panel}]`);
  },
  /** @param {string} code of the online basemap whose server may be asked now, empty for our own */
  chooseBasemap: (code) =>
    batch(() => {
      scene.state.agreed = [code];
      scene.state.base = code;
    }),
  switchLanguage() {
    const { state, atlas } = scene;
    state.lang = state.lang === "zh" ? "en" : "zh";
    rememberLanguage(atlas.payload, state.lang);
  },
});

/**
 * From now on a form tells what is wrong in it: one that nobody has filled in yet is not wrong.
 *
 * @param {Values} state
 * @param {number} at
 */
function tellFaults(state, at) {
  if (!state.tried.includes(at)) state.tried = [...state.tried, at];
}

/**
 * Lead to what is wrong in an item. The form of a change is folded away until it is edited: without it no field could be reached.
 *
 * @param {number} at
 * @param {ReviewScene} scene
 * @param {Reach} reach
 */
function leadToFault(at, { state }, { tell, focus, go }) {
  batch(() => {
    go(at);
    state.editing = true;
    tellFaults(state, at);
  });
  tell("reviewFaulty");
  focus(".detail [aria-invalid=true]");
}

/** @param {ReviewScene} scene @param {Reach} reach */
function deciding(scene, reach) {
  const { state } = scene;
  const { tell, focus, go } = reach;
  /** @param {Review} review */
  const decide = (review) =>
    batch(() => {
      state.review = review;
      state.reason = null;
      const next = steps.nextOpen(review, state.at, scene.listed);
      if (next >= 0) go(next);
    });
  return {
    accept() {
      const isFaulty = Object.keys(scene.faults).length > 0;
      const review = steps.accept(state.review, state.at);
      if (!isFaulty) return decide(scene.draft.place ? steps.withSubjects(review, addedPlaces(review, scene.sourced)) : review);
      return leadToFault(state.at, scene, reach);
    },
    /** Ask for a reason, which may be left out; of somebody's proposal nothing that was rejected is remembered. */
    askReason() {
      if (scene.isProposal) return decide(steps.reject(state.review, state.at, ""));
      state.reason = state.review.reasons[state.at];
      return focus("[name=reason]");
    },
    reject: () => decide(steps.reject(state.review, state.at, (state.reason || "").trim())),
    keep() {
      state.reason = null;
      focus(".detail");
    },
    undo() {
      const before = steps.undo(state.review);
      if (!before) return tell("reviewNothingDone");
      return batch(() => {
        state.review = before.review;
        go(before.at);
      });
    },
  };
}

/** @param {ReviewScene} scene */
function editing(scene) {
  const { state } = scene;
  /** @param {Record<string, string>} values @param {string} [step] of which it is a part */
  const edit = (values, step) => {
    state.review = steps.edit(state.review, state.at, values, step);
  };
  let strokes = 0;
  return {
    edit,
    /** @param {boolean} isOpen */
    toggleForm(isOpen) {
      state.editing = isOpen;
    },
    /** @param {Record<string, string>} values */
    editSource(values) {
      state.review = steps.editSource(state.review, state.at, values);
    },
    /** @param {Pieces} pieces in WGS-84, of the place at hand @param {boolean} [isGoing] whether they are dragged still: all of that is one step */
    place(pieces, isGoing = false) {
      strokes += isGoing ? 0 : 1;
      if (scene.proposal) edit(placed(scene.proposal.values, pieces, scene.ground), `stroke ${strokes}`);
    },
    /** @param {number} number from 1 */
    chooseSubject(number) {
      const subject = scene.subjects[number - 1];
      if (subject && scene.draft.row) edit({ subject });
    },
  };
}

/** @param {ReviewScene} scene @param {Reach} reach */
function keeping(scene, reach) {
  const { state, told } = scene;
  const { tell, focus, go } = reach;
  return {
    save() {
      const faulty = firstFaulty(state.review, scene.sourced, scene.added);
      if (faulty >= 0) return leadToFault(faulty, scene, reach);
      const changes = changesOfReview(state.review, scene.sourced);
      if (changes.some(({ to }) => to === "sources") && Object.keys(scene.sourceFaults).length > 0) {
        state.panel = "source";
        tellFaults(state, SOURCE);
        tell("reviewSourceFaulty");
        return focus("dialog [aria-invalid=true]");
      }
      const text = patchText(steps.patchOfReview(told, changes));
      const name = `${scene.isProposal ? "accepted" : `review-${told.source.id}`}.json`;
      saveFile(new Blob([text], { type: "application/json" }), name);
      state.saved = state.review;
      return tell("reviewSaved", { count: changes.length, file: name });
    },
    /** @param {Blob} file */
    async goOn(file) {
      const changes = readPatch(await file.text());
      if (!changes) return tell("reviewNoPatch");
      state.review = steps.goOn(state.review, changes.flatMap(apart), textsOfPlace);
      state.saved = state.review;
      const open = steps.nextOpen(state.review, -1, scene.listed);
      if (open >= 0) go(open);
      return tell("reviewWentOn", { count: changes.length });
    },
  };
}
