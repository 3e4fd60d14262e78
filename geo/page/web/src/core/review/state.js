/**
 * A review: what is proposed, what was decided of it, and the changes that follow. Nothing here knows of a page, and no
 * review is ever changed: each step gives another one.
 */
import { NEW_NAME, PARTED } from "../constants.js";
import { isFormula } from "../export/cells.js";
import { addedRow, patchOf, rejected } from "../patch.js";

/** @import {Candidate, Change, Draft, Item, Review, Verdict} from "./types" */
/** @import {Candidate as Known} from "../patch.types" */
/** @typedef {Record<string, string>} Texts */

export const ACCEPTED = "accepted";
export const REJECTED = "rejected";

/** What candidates are to the record, as they are listed. */
export const VERDICTS = /** @type {const} */ (["new", "newer", "answers", "contradicts", "held"]);
/** Of what the record holds already nobody has to decide. */
export const HELD = "held";

/** What a candidate is known by when it is remembered. */
const KNOWN_BY = /** @type {const} */ (["source", "line", "column", "token", "indicator", "value", "unit", "subjects"]);

/**
 * The review of the candidates of a text.
 *
 * @param {Candidate[]} candidates
 * @param {Texts} source the row of their text's source
 * @param {boolean} isNew whether the record does not have it yet
 * @returns {Review}
 */
export const ofCandidates = (candidates, source, isNew) =>
  begin(
    candidates.map((candidate) => itemOf(candidate, source.standing === "primary")),
    isNew ? source : null,
  );

/** @param {Candidate} candidate @param {boolean} isQuoted @returns {Item} */
function itemOf(candidate, isQuoted) {
  const verdict = /** @type {Verdict} */ (candidate.verdict);
  if (candidate.kind !== "place") return { candidate, verdict, draft: { row: rowOf(candidate, isQuoted) } };
  if (!candidate.subjects.startsWith(NEW_NAME)) return { candidate, verdict: HELD, draft: {} };
  return { candidate, verdict, draft: { place: placeTexts(candidate, isQuoted) } };
}

/**
 * The review of changes that somebody else proposes.
 *
 * @param {Change[]} changes
 * @returns {Review}
 */
export const ofChanges = (changes) =>
  begin(
    changes.map((change) => ({ candidate: null, verdict: "new", draft: { change } })),
    null,
  );

/** @param {Item[]} items @param {Texts | null} source @returns {Review} */
const begin = (items, source) => ({
  items,
  source,
  drafts: items.map(({ draft }) => draft),
  decided: items.map(() => ""),
  reasons: items.map(() => ""),
  further: [],
  step: "",
  past: [],
});

/**
 * The fact that a candidate proposes.
 *
 * @param {Candidate} candidate
 * @param {boolean} isQuoted whether the record quotes lines of its source: not of one that it knows from others
 * @returns {Texts}
 */
function rowOf({ line, token, subjects, value, unit, qualifier, aim, as_of, stated, indicator, scope, source }, isQuoted) {
  const [first] = subjects.split(PARTED);
  const said = { subject: first.startsWith(NEW_NAME) ? "" : first, indicator, scope, value, unit, qualifier, as_of, stated, aim, source };
  return { ...said, locator: isQuoted ? `L${line}` : "", token: isQuoted ? printed(token) : "", note_zh: "", note_en: "" };
}

/**
 * What is known of a place that the record does not have: its name, and where that is printed.
 *
 * @param {Candidate} candidate
 * @param {boolean} isQuoted
 * @returns {Texts}
 */
function placeTexts({ source, line, token, subjects, stated }, isQuoted) {
  const [first] = subjects.split(PARTED);
  const quoted = isQuoted ? { locator: `L${line}`, token: printed(token) } : { locator: "", token: "" };
  return { name_zh: first.slice(NEW_NAME.length), position_evidence: `${source} L${line}`, source, stated, ...quoted };
}

/** @param {Item} item @returns {string} the name that a text has for a place which the record does not have */
export const placeOf = ({ draft }) => draft.place?.name_zh || "";

/**
 * A token without the apostrophe that keeps a spreadsheet from running it.
 *
 * @param {string} token as its cell has it
 */
export const printed = (token) => (token.startsWith("'") && isFormula(token.slice(1)) ? token.slice(1) : token);

/**
 * Do a step that can be undone. Of several with one name, one after the other, the last state before them all is kept.
 *
 * @param {Review} review
 * @param {number} at the item that it concerns
 * @param {string} step its name; empty for one that is no part of another
 * @param {Partial<Review>} values
 * @returns {Review}
 */
function doing(review, at, step, values) {
  const { past, ...before } = review;
  const continued = step !== "" && step === review.step;
  return { ...review, ...values, step, past: continued ? past : [...past, { at, before }] };
}

/** @template T @param {T[]} list @param {number} at @param {T} value */
const put = (list, at, value) => list.map((each, i) => (i === at ? value : each));

/** @param {Review} review @param {number} at @returns {Review} */
export const accept = (review, at) => doing(review, at, "", { decided: put(review.decided, at, ACCEPTED) });

/** @param {Review} review @param {number} at @param {string} reason may be empty @returns {Review} */
export const reject = (review, at, reason) =>
  doing(review, at, "", { decided: put(review.decided, at, REJECTED), reasons: put(review.reasons, at, reason) });

/**
 * Change what is proposed: whoever does so decides of it anew.
 *
 * @param {Review} review
 * @param {number} at
 * @param {Texts} values of its form
 * @param {string} [step] of which it is a part
 * @returns {Review}
 */
export function edit(review, at, values, step = `edit ${at}`) {
  const { row, place, change, values: before } = review.drafts[at];
  const draft = change
    ? { change, values: { ...before, ...values } }
    : place
      ? { place: { ...place, ...values } }
      : { row: { ...row, ...values } };
  return doing(review, at, step, { drafts: put(review.drafts, at, draft), decided: put(review.decided, at, "") });
}

/** @param {Review} review @param {number} at the item that is shown meanwhile @param {Texts} values @returns {Review} */
export const editSource = (review, at, values) => doing(review, at, "source", { source: { ...review.source, ...values } });

/**
 * The review before the last step, and the item that this concerned.
 *
 * @param {Review} review
 * @returns {{review: Review, at: number} | null} null where nothing was done
 */
export function undo({ past }) {
  if (past.length === 0) return null;
  const { at, before } = past[past.length - 1];
  return { review: { ...before, step: "", past: past.slice(0, -1) }, at };
}

/**
 * How far it is: of those that wait for a decision or have one, how many there are, and how many are left.
 *
 * @param {Review} review
 */
export function progress({ items, decided }) {
  const all = items.filter(({ verdict }, at) => verdict !== HELD || decided[at] !== "").length;
  const left = items.filter(({ verdict }, at) => verdict !== HELD && decided[at] === "").length;
  return { all, left, done: all - left };
}

/**
 * The items of some verdicts.
 *
 * @param {Review} review
 * @param {readonly string[]} verdicts
 */
export const listed = ({ items }, verdicts) => [...items.keys()].filter((at) => verdicts.includes(items[at].verdict));

/**
 * The next item that waits for a decision, from one on and round to it again.
 *
 * @param {Review} review
 * @param {number} at
 * @param {number[]} shown those that are listed
 * @returns {number} -1 where none does
 */
export function nextOpen({ decided }, at, shown) {
  const open = shown.filter((each) => decided[each] === "");
  return open.find((each) => each > at) ?? open.find((each) => each !== at) ?? -1;
}

/**
 * The ids of those that a candidate may be about, best first.
 *
 * @param {Review} review
 * @param {number} at
 * @param {{id: string, name: string}[]} [added] places that the review adds, with the names that the text has for them
 * @returns {string[]}
 */
export const subjectsOf = ({ items }, at, added = []) =>
  parts(items[at]?.candidate)
    .map((name) => (name.startsWith(NEW_NAME) ? added.find((place) => NEW_NAME + place.name === name)?.id || "" : name))
    .filter((id) => id !== "");

/**
 * The names in a candidate of places that the record does not have.
 *
 * @param {Review} review
 * @param {number} at
 * @returns {string[]}
 */
export const newNamesOf = ({ items }, at) =>
  parts(items[at].candidate)
    .filter((name) => name.startsWith(NEW_NAME))
    .map((name) => name.slice(NEW_NAME.length));

/** @param {Candidate | null | undefined} candidate */
const parts = (candidate) => (candidate ? candidate.subjects.split(PARTED).filter((name) => name !== "") : []);

/**
 * The changes that follow from a review: the source before what rests on it. Of proposals by somebody else only those accepted
 * are left; a candidate that was rejected is remembered.
 *
 * @param {Review} review
 * @param {(at: number) => Change[]} [ofForm] gives the changes of an item that is a place, or a change that was edited
 * @returns {Change[]}
 */
export function changesOf({ items, drafts, decided, reasons, source, further }, ofForm = () => []) {
  const taken = [...items.keys()].filter((at) => decided[at] === ACCEPTED);
  const places = taken.filter((at) => drafts[at].place);
  const others = taken.filter((at) => !drafts[at].place);
  const turnedDown = items.flatMap(({ candidate }, at) =>
    candidate && decided[at] === REJECTED ? [rejected(pick(candidate), reasons[at] || null)] : [],
  );
  const isNeeded = source && (places.length > 0 || others.some((at) => drafts[at].row?.source === source.id));
  return /** @type {Change[]} */ ([
    ...(isNeeded ? [addedRow("sources", source)] : []),
    ...places.flatMap(ofForm),
    ...others.flatMap((at) => {
      const { row, change, values } = drafts[at];
      return values ? ofForm(at) : [change || addedRow("facts", /** @type {Texts} */ (row))];
    }),
    ...turnedDown,
    ...further,
  ]);
}

/**
 * The patch that a review gives.
 *
 * @param {{record: Texts, made: string, by: string}} told the state that the review was made from; who made the proposal, and when
 * @param {Change[]} changes
 */
export const patchOfReview = ({ record, made, by }, changes) =>
  patchOf(/** @type {any} */ (record), /** @type {any} */ (changes), { made: made || null, by: by || null });

/** @param {Candidate} candidate @returns {Known} what it is known by */
const pick = (candidate) =>
  /** @type {Known} */ (/** @type {unknown} */ (Object.fromEntries(KNOWN_BY.map((name) => [name, candidate[name]]))));

/**
 * Go on with a review where a patch was saved from it. What fits none of its items is kept, and saved again.
 *
 * @param {Review} review of the same candidates
 * @param {Change[]} changes of the patch
 * @param {(change: Change) => Texts} [textsOf] gives what the form of a place holds
 * @returns {Review}
 */
export function goOn(review, changes, textsOf = () => ({})) {
  const next = /** @type {Review} */ ({ ...review, further: [...review.further] });
  for (const name of /** @type {const} */ (["drafts", "decided", "reasons"])) Object.assign(next, { [name]: [...review[name]] });
  const free = new Set(review.items.keys());
  // Those rejected first: they are known by the column too, and leave the others on their line to what was accepted.
  for (const change of [...changes.filter(isRejection), ...changes.filter((each) => !isRejection(each))]) {
    const found = [...free].filter((each) => isOf(change, review.items[each]));
    const [at] = found.sort((a, b) => likeness(change, review.items[b]) - likeness(change, review.items[a]));
    if (at !== undefined) {
      free.delete(at);
      take(next, at, change, textsOf);
    } else if (review.source && change.to === "sources" && change.row?.id === review.source.id) {
      next.source = { ...review.source, ...change.row };
    } else if (!isOfPlace(change, next)) next.further.push(change);
  }
  return doing(review, 0, "", next);
}

/** @param {Change} change */
const isRejection = (change) => change.do === "reject";

/**
 * Whether a fact is the status with which a place was added, which comes right after it: its form takes that.
 *
 * @param {Change} change
 * @param {Review} review that is being made
 */
function isOfPlace({ do: deed, to, row }, { drafts }) {
  const at = drafts.findIndex(
    ({ place }) => deed === "add" && to === "facts" && row && place?.known === row.subject && place.token === row.token,
  );
  if (at < 0) return false;
  const { value = "", as_of = "", stated = "", aim = "", note_zh = "", note_en = "" } = /** @type {Texts} */ (row);
  drafts[at] = { place: { ...drafts[at].place, value, as_of, stated, aim, note_zh, note_en } };
  return true;
}

/** @param {Review} review that is being made @param {number} at @param {Change} change @param {(change: Change) => Texts} textsOf */
function take(review, at, change, textsOf) {
  review.decided[at] = isRejection(change) && review.items[at].candidate ? REJECTED : ACCEPTED;
  const { row, place, change: sent } = review.drafts[at];
  if (sent) review.drafts[at] = { change };
  else if (isRejection(change)) review.reasons[at] = change.reason || "";
  else if (place && change.feature) review.drafts[at] = { place: { ...place, ...textsOf(change), known: change.feature.id } };
  else if (row) review.drafts[at] = { row: { ...row, ...emptied(row), ...change.row } };
}

/** @param {Texts} row @returns {Texts} its columns, with nothing in them */
const emptied = (row) => Object.fromEntries(Object.keys(row).map((name) => [name, ""]));

/** @param {unknown} a of JSON @param {unknown} b */
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @param {Change} change @param {Item} item @returns {number} of the cells of a change, how many its item has too */
function likeness({ row, to }, { draft: { change } }) {
  const [cells, sent] = [row || to, change?.row || change?.to].map((each) => Object(each));
  return Object.keys(cells).filter((name) => isSame(cells[name], sent[name])).length;
}

/** @param {Change} change @returns {unknown[]} what it is about, which whoever edits it leaves */
const aboutOf = ({ do: deed, to, in: within, id, feature, row, candidate }) =>
  candidate
    ? [deed, candidate]
    : deed === "add"
      ? [to, feature?.id, row?.id || [row?.subject, row?.indicator, row?.fact]]
      : [within || "facts", id];

/** @param {Change} change @returns {unknown[]} */
const evidenceOf = ({ feature }) => /** @type {unknown[]} */ (feature?.properties.position_evidence || []);

/**
 * Whether a change of a patch was made from an item: a fact by where its figure is printed, which whoever edits it leaves.
 *
 * @param {Change} change
 * @param {Item} item
 */
function isOf(change, { candidate, draft }) {
  if (!candidate) return isSame(aboutOf(change), aboutOf(/** @type {Change} */ (draft.change)));
  if (isRejection(change)) return KNOWN_BY.every((name) => change.candidate?.[name] === candidate[name]);
  const { row, place } = draft;
  if (place) return evidenceOf(change).includes(place.position_evidence) && change.feature?.properties.name_zh === place.name_zh;
  if (change.do !== "add" || change.to !== "facts" || !row) return false;
  const names = row.token === "" ? ["source", "indicator", "value", "unit"] : ["source", "locator", "token"];
  return names.every((name) => (change.row?.[name] || "") === row[name]);
}
