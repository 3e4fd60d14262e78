/**
 * A review: what is proposed, what was decided of it, and the changes that follow. Nothing here knows of a page, and no
 * review is ever changed: each step gives another one.
 */
import { NEW_NAME, PARTED } from "../constants.js";
import { isFormula } from "../export/cells.js";
import { entriesOf } from "../forms.js";
import { addedRow, joined, patchOf, rejected } from "../patch.js";
import { saidBeside } from "../proposal.js";
import { isRemoval, whichOf } from "./further.js";

/** @import {Candidate, Change, Draft, Item, Review, Verdict} from "./types" */
/** @import {Candidate as Known} from "../patch.types" */
/** @import {Which} from "../proposal.js" */
/** @typedef {Record<string, string>} Texts */

export const ACCEPTED = "accepted";
const REJECTED = "rejected";

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
 * @param {string[]} [lines] of the text
 * @returns {Review}
 */
export const ofCandidates = (candidates, source, isNew, lines = []) =>
  begin(
    candidates.map((candidate) => itemOf(candidate, source.standing === "primary", lines[Number(candidate.line) - 1] || "")),
    isNew ? source : null,
  );

/** @param {Candidate} candidate @param {boolean} isQuoted @param {string} text its line @returns {Item} */
function itemOf(candidate, isQuoted, text) {
  const verdict = /** @type {Verdict} */ (candidate.verdict);
  if (candidate.kind !== "place") return { candidate, verdict, draft: { row: rowOf(candidate, isQuoted) } };
  if (!candidate.subjects.startsWith(NEW_NAME)) return { candidate, verdict: HELD, draft: {} };
  return { candidate, verdict, draft: { place: placeTexts(candidate, isQuoted, text) } };
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
 * What is known of a place that the record does not have: its name, and where that is printed. What its position rests on is
 * asked for, unless its sentence says where it is.
 *
 * @param {Candidate} candidate
 * @param {boolean} isQuoted
 * @param {string} text
 * @returns {Texts}
 */
function placeTexts(candidate, isQuoted, text) {
  const { source, line, token, subjects, stated } = candidate;
  const isSited = text.split(/[。！？；]/).some((sentence) => sentence.includes(printed(token)) && SITED.test(sentence));
  const [first] = subjects.split(PARTED);
  const quoted = isQuoted ? { locator: `L${line}`, token: printed(token) } : { locator: "", token: "" };
  return { name_zh: first.slice(NEW_NAME.length), position_evidence: isSited ? lineOf(candidate) : "", source, stated, ...quoted };
}

/** Words with which a text says where something lies. */
const SITED = /位于|位於|坐落|座落|选址|選址|地处|地處/;

/** @param {Candidate} candidate @returns {string} where it is printed, as evidence names it */
export const lineOf = ({ source, line }) => `${source} L${line}`;

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
export const accept = (review, at) =>
  doing(review, at, "", { decided: put(review.decided, at, ACCEPTED), drafts: agreeing(review.drafts, review.drafts[at]) });

/**
 * Drafts that agree with one: what was edited of that which a place says beside a list of further positions holds for all of them.
 *
 * @param {Draft[]} drafts
 * @param {Draft} told
 */
function agreeing(drafts, { change, values = {} }) {
  const list = listOf(change);
  const shared = list ? saidBeside(list, values) : {};
  if (Object.keys(shared).length === 0) return drafts;
  return drafts.map((each) =>
    each.change?.id === change?.id && listOf(each.change) === list ? { ...each, values: { ...each.values, ...shared } } : each,
  );
}

/** @param {Change | undefined} change @returns {Which[0] | undefined} the list in which it concerns one entry that stays */
function listOf(change) {
  const which = change && whichOf(change);
  return which && !isRemoval(change, which) ? which[0] : undefined;
}

/**
 * A review in which what a text says first of all of a place that is added is said of that place, unless somebody chose another.
 *
 * @param {Review} review
 * @param {{id: string, name: string}[]} added places that it adds, with the names that the text has for them
 * @returns {Review}
 */
export const withSubjects = (review, added) => ({
  ...review,
  drafts: review.drafts.map((draft, at) => {
    const [first] = parts(review.items[at].candidate);
    const place = added.find(({ name }) => first === NEW_NAME + name);
    return place && draft.row?.subject === "" ? { row: { ...draft.row, subject: place.id } } : draft;
  }),
});

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
      ? { place: { ...place, ...named(review.items[at], place, values) } }
      : { row: { ...row, ...values } };
  return doing(review, at, step, { drafts: put(review.drafts, at, draft), decided: put(review.decided, at, "") });
}

/**
 * Whoever gives a place another name keeps the one in the text among its others, by which it is found again.
 *
 * @param {Item} item
 * @param {Texts} place
 * @param {Texts} values
 * @returns {Texts}
 */
function named(item, { aliases = "" }, values) {
  const name = placeOf(item);
  const others = entriesOf(aliases).filter((each) => each !== name);
  if (values.name_zh === undefined) return values;
  return { ...values, aliases: [...others, ...(values.name_zh.trim() === name ? [] : [name])].join("\n") };
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
 * The names in a candidate of places that neither the record has nor the review adds.
 *
 * @param {Review} review
 * @param {number} at
 * @param {{name: string}[]} added
 * @returns {string[]}
 */
export const newNamesOf = ({ items }, at, added) =>
  parts(items[at].candidate)
    .filter((name) => name.startsWith(NEW_NAME))
    .map((name) => name.slice(NEW_NAME.length))
    .filter((name) => !added.some((place) => place.name === name));

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
  const made = /** @type {Change[]} */ ([
    ...(isNeeded ? [addedRow("sources", source)] : []),
    ...places.flatMap(ofForm),
    ...others.flatMap((at) => {
      const { row, change, values } = drafts[at];
      return values ? ofForm(at) : [change || addedRow("facts", /** @type {Texts} */ (row))];
    }),
    ...turnedDown,
    ...further,
  ]);
  return /** @type {any} */ (joined(/** @type {any} */ (made)));
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
  const free = indexed(review.items);
  const places = /** @type {Map<string, number>} */ (new Map());
  /** @param {Change} change those rejected first: they are known by the column too, and leave the others on their line to what was accepted */
  const order = (change) => (isRejection(change) ? 0 : free.has(JSON.stringify(change)) ? 1 : 2);
  for (const change of changes
    .map((each) => ({ each, at: order(each) }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each)) {
    const at = itemOfChange(change, review.items, free);
    if (at !== undefined) {
      take(next, at, change, textsOf);
      if (change.feature) places.set(change.feature.id, at);
    } else if (review.source && change.to === "sources" && change.row?.id === review.source.id) {
      next.source = { ...review.source, ...change.row };
    } else if (!isOfPlace(change, next, places)) next.further.push(change);
  }
  return doing(review, 0, "", next);
}

/** @typedef {Map<string, Set<number>>} Free the items of which no change is known yet, by all that they are known by */

/** @param {Item[]} items @returns {Free} */
function indexed(items) {
  const free = /** @type {Free} */ (new Map());
  items.forEach((item, at) => {
    for (const key of keysOfItem(item)) free.set(key, (free.get(key) || new Set()).add(at));
  });
  return free;
}

/** @param {Change} change @param {Item[]} items @param {Free} free loses the item @returns {number | undefined} the item from which a change was made */
function itemOfChange(change, items, free) {
  const [exact, ...keys] = keysOfChange(change);
  const [same] = free.get(exact) || [];
  const found = keys.flatMap((key) => [...(free.get(key) || [])]).map((at) => ({ at, like: likeness(change, items[at]) }));
  const at = same ?? found.sort((a, b) => b.like - a.like)[0]?.at;
  if (at !== undefined) for (const key of keysOfItem(items[at])) free.get(key)?.delete(at);
  return at;
}

/** @param {Change} change */
const isRejection = (change) => change.do === "reject";

/**
 * Whether a fact is the status with which a place was added, which comes right after it: its form takes that.
 *
 * @param {Change} change
 * @param {Review} review that is being made
 * @param {Map<string, number>} places items of places that were added, by the ids that these have
 */
function isOfPlace({ do: deed, to, row }, { drafts }, places) {
  const at = deed === "add" && to === "facts" && row ? (places.get(row.subject) ?? -1) : -1;
  if (at < 0 || drafts[at].place?.token !== row?.token) return false;
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
  else if (place && change.feature) review.drafts[at] = { place: { ...place, ...textsOf(change) } };
  else if (row) review.drafts[at] = { row: { ...row, ...emptied(row), ...change.row } };
}

/** @param {Texts} row @returns {Texts} its columns, with nothing in them */
const emptied = (row) => Object.fromEntries(Object.keys(row).map((name) => [name, ""]));

/** @param {unknown} a of JSON @param {unknown} b */
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @param {Change} change @param {Item} item @returns {number} how much of a change its item has too */
function likeness({ row, to, feature }, { candidate, draft: { change } }) {
  if (feature && candidate) return Number([feature.properties.position_evidence].flat().includes(lineOf(candidate)));
  const [cells, sent] = [row || to, change?.row || change?.to].map((each) => Object(each));
  return Object.keys(cells).filter((name) => isSame(cells[name], sent[name])).length;
}

/** @param {unknown[]} parts */
const keyOf = (...parts) => JSON.stringify(parts);

/** @param {Change} change @returns {string} what it is about, which whoever edits it leaves */
const aboutOf = ({ do: deed, to, in: within, id, feature, row, candidate, ...rest }) =>
  candidate
    ? keyOf(deed, candidate)
    : deed === "add"
      ? keyOf(to, feature?.id, row?.id || [row?.subject, row?.indicator, row?.fact])
      : keyOf(within || "facts", id, whichOf({ do: deed, to, ...rest }));

/** By what a fact is known again: where its figure is printed, which whoever edits it leaves, else what it says. */
const PRINTED = ["source", "locator", "token"];
const SAID = ["source", "indicator", "value", "unit"];

/** @param {Texts} row @param {string[]} names */
const factKey = (row, names) => keyOf("fact", ...names.map((name) => row[name] || ""));

/** @param {Texts} candidate */
const rejectionKey = (candidate) => keyOf("reject", ...KNOWN_BY.map((name) => candidate[name]));

/** @param {Item} item @returns {string[]} */
function keysOfItem({ candidate, draft: { change, row, place } }) {
  if (change) return [JSON.stringify(change), aboutOf(change)];
  const known = candidate ? [rejectionKey(candidate)] : [];
  if (place) return [...known, keyOf("place", place.name_zh)];
  return row ? [...known, factKey(row, row.token === "" ? SAID : PRINTED)] : known;
}

/** @param {Change} change @returns {string[]} what an item from which it was made is known by, first by all of it */
function keysOfChange(change) {
  const { do: deed, to, row, feature, candidate } = change;
  const names = feature ? new Set([feature.properties.name_zh, feature.properties.aliases].flat()) : [];
  return [
    JSON.stringify(change),
    aboutOf(change),
    ...(isRejection(change) && candidate ? [rejectionKey(candidate)] : []),
    ...[...names].map((name) => keyOf("place", name)),
    ...(deed === "add" && to === "facts" && row ? [factKey(row, PRINTED), factKey(row, SAID)] : []),
  ];
}
