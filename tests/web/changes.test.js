import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, joined } from "../../geo/page/web/src/core/patch.js";
import { changesOf, newPlaceDraft, placed, placeDraft, positionDraft } from "../../geo/page/web/src/core/proposal.js";
import { formOf, judgeChange } from "../../geo/page/web/src/core/review/changes.js";
import { changesOfReview, faultsIn } from "../../geo/page/web/src/core/review/faults.js";
import { apart, drawnBy } from "../../geo/page/web/src/core/review/further.js";
import { positionsIn } from "../../geo/page/web/src/core/review/geometry.js";
import { sourcesOf, withSources } from "../../geo/page/web/src/core/review/places.js";
import { accept, edit, goOn, ofChanges } from "../../geo/page/web/src/core/review/state.js";
import { tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
/** @param {string} id */
const row = (id) => atlas.sites.index.get(id);
/** The change of a draft, filled in. */
const proposed = (draft, values) => changesOf([{ ...draft, values: { ...draft.values, ...values } }], atlas)[0];
/** What an edited change becomes. */
const edited = (change, values) => judgeChange({ change, values }, atlas).change;
/** What is wrong then, by the keys of the messages. */
const wrong = (change, values) =>
  Object.fromEntries(Object.entries(judgeChange({ change, values }, atlas).faults).map(([name, [key]]) => [name, key]));

const FIGURE = changed(
  "facts",
  "f0007",
  { value: "12.5" },
  { value: "13", note_zh: "注", note_en: "Note" },
  { because: "misread", why: "seen" },
);
const works = positionDraft(atlas, row("hill-works"), "WGS-84");
const MOVED = proposed(works, { ...placed(works.values, [[[113.25, 27.74]]], "GCJ-02"), position_evidence: "a", why: "moved" });
const ADDED_FACT = { do: "add", to: "facts", row: { id: "new-1", subject: "hill-park", indicator: "investment", value: "2", unit: "yi-yuan", as_of: "2024", aim: "actual", source: "paper" } }; // prettier-ignore
const ADDED_SOURCE = { do: "add", to: "sources", row: { id: "paper", title_zh: "报", title_en: "Paper", publisher_zh: "社", publisher_en: "Press", type: "web-page", standing: "second-hand", published: "2024-12", form: "page", accessed: "2024-12-30" } }; // prettier-ignore
const WITHDRAWN = { do: "withdraw", id: "f0007", reason: "slogan", replacement: "new-1", note_zh: null, note_en: null };

test("The form of a change holds what it proposes, and gives it back as it was sent", () => {
  const place = proposed(placeDraft(atlas, row("hill-works")), { name_en: "Better Name", why: "so called" });
  const added = proposed(newPlaceDraft(1, [113.01, 27.71], "WGS-84"), {
    ...{ name_zh: "新园", name_en: "New Park", kind: "park", position_basis: "poi", position_uncertainty_m: "100", position_evidence: "a" },
    ...{ inclusion_reason_zh: "因", inclusion_reason_en: "Why" },
  });
  for (const change of [FIGURE, MOVED, place, added, WITHDRAWN]) {
    const { values } = formOf(change, atlas);
    assert.deepEqual(edited(change, values), change, change.do);
    assert.equal(edited(change), change, "untouched");
  }
});

const mill = (which, values) => ({ ...positionDraft(atlas, row("round-mill"), "WGS-84", which), done: true, values: { ...positionDraft(atlas, row("round-mill"), "WGS-84", which).values, ...values } }); // prettier-ignore
const NEW = { name_zh: "南厂", name_en: "South works", at: "113.01, 27.7", position_basis: "poi", position_uncertainty_m: "50", position_evidence: "a" }; // prettier-ignore

test("Of a source that does not say when it was read, a review asks nothing more", () => {
  assert.equal(atlas.payload.sources.find(({ id }) => id === "review-2024").accessed, "");
  const fact = { ...ADDED_FACT.row, source: "review-2024", locator: "L1", token: "2亿元" };
  const sent = { ...ADDED_FACT, row: fact };
  assert.deepEqual(wrong(sent, { value: "3", token: "3亿元" }), {});
  assert.equal(edited(sent, { value: "3", token: "3亿元" }).row.value, "3");
  const read = changed("sources", "review-2024", {}, { accessed: "2024-12-31" });
  assert.deepEqual(edited(read, formOf(read, atlas).values), read);
});

test("A part that is taken out can be accepted, or corrected instead", () => {
  const sent = proposed(mill(["parts", 0], { wrong: "yes", why: "closed" }), {});
  assert.equal(edited(sent, { why: "closed in 2020" }).why, "closed in 2020");
  assert.deepEqual(wrong(sent, { why: "" }), { why: "faultMissing" });
  assert.equal(edited(sent, { wrong: "", position_uncertainty_m: "77" }).to.parts[0].uncertainty_m, 77);
  const moved = proposed(mill(["parts", 0], { position_uncertainty_m: "77" }), {});
  assert.deepEqual(edited(moved, { wrong: "yes", why: "closed" }).to, { parts: [] });
});

test("Each part and each rival of one change is decided by itself, and saved as one change again", () => {
  const drafts = [mill(["parts", 0], { position_note_zh: "注", position_note_en: "Note" }), mill(["parts", 1], NEW)];
  const rival = mill(["rival_positions", 0], { position_uncertainty_m: "800", position_reason_zh: "更新。" });
  const sent = changesOf([...drafts, rival], atlas);
  const single = sent.flatMap(apart);
  const forms = single.map((change) => formOf(change, atlas));
  assert.deepEqual(forms.map(({ which }) => which).filter(Boolean), [["parts", 0], ["parts", 1], ["rival_positions", 0]]); // prettier-ignore
  for (const [i, change] of single.entries()) assert.deepEqual(edited(change, forms[i].values), change, "as it was sent");
  const own = { from: { position_uncertainty_m: 900 }, to: { position_uncertainty_m: 800 } };
  const [first, ...rest] = apart({ ...sent[0], from: { ...sent[0].from, ...own.from }, to: { ...sent[0].to, ...own.to } });
  assert.deepEqual([first.to, rest.length], [own.to, 2], "what is of the place itself is apart");
  const whole = single.reduce((review, _, at) => accept(review, at), ofChanges(single));
  assert.deepEqual(changesOfReview(whole, atlas), sent);
  assert.deepEqual(goOn(ofChanges(single), sent.flatMap(apart)).decided, whole.decided);
});

const FAR = { ...NEW, name_zh: "北厂", name_en: "North works", at: "113.25, 27.74" };

test("What is edited of what two parts share is accepted of both", () => {
  const drafts = [mill(["parts", 0], { position_note_zh: "注", position_note_en: "Note", position_name_zh: "甲" }), mill(["parts", 1], { ...NEW, position_name_zh: "甲" })]; // prettier-ignore
  const single = changesOf(drafts, atlas).flatMap(apart);
  const review = single.reduce((before, _, at) => accept(before, at), edit(ofChanges(single), 0, { position_name_zh: "乙" }));
  assert.deepEqual(changesOfReview(review, atlas).map(({ to }) => to.position_name_zh), ["乙"]); // prettier-ignore
  const again = accept(edit(review, 1, { position_name_zh: "丙" }), 1);
  assert.deepEqual(again.drafts.map(({ values }) => values.position_name_zh), ["丙", "丙"], "each of them shows it"); // prettier-ignore
});

test("A part that is not accepted leaves no district behind", () => {
  const single = changesOf([mill(["parts", 1], NEW), mill(["parts", 2], FAR)], atlas).flatMap(apart);
  const [{ to }] = changesOfReview(accept(ofChanges(single), 0), atlas);
  assert.deepEqual([to.parts.length, to.districts], [2, ["430211", "430202"]]);
});

test("A part that was proposed of an older record is edited where the record has it now, and replaces no other", () => {
  const [{ from, to, ...sent }] = changesOf([mill(["parts", 1], NEW)], atlas);
  const [old, added] = to.parts;
  const older = { ...sent, from: { ...from, parts: [] }, to: { ...to, parts: [added] } };
  assert.deepEqual(edited(older, { name_en: "Southern" }).to.parts, [old, { ...added, name_en: "Southern" }]);
  const before = { ...sent, from: { parts: [added, old] }, to: { parts: [added, { ...old, name_en: "Older" }] } };
  assert.deepEqual(edited(before, { name_zh: "旧厂" }).to.parts, [{ ...old, name_en: "Older", name_zh: "旧厂" }]);
  assert.equal(formOf({ ...before, from: { parts: [added, { ...old, name_en: "x" }] } }, atlas), null, "the record has it no more");
});

test("What is changed, added and taken out of a list is decided each by itself, where it can be told", () => {
  const [a, b, c, d] = [{ name_en: "a", districts: ["430202"] }, ...["b", "c", "d"].map((name) => ({ name_en: name }))];
  const listed = (from, to, more = [{}, {}]) => ({ do: "change", in: "projects", id: "round-mill", from: { parts: from, ...more[0] }, to: { parts: to, ...more[1] } }); // prettier-ignore
  const change = listed([a, b], [b, c], [{ districts: ["430202", "430211"] }, { districts: ["430211"] }]);
  const [gone, added] = apart(change);
  assert.deepEqual([gone.to, added.to], [{ parts: [b], districts: ["430211"] }, { parts: [a, b, c] }]);
  assert.deepEqual(joined([gone, added]).map(({ to }) => to), [change.to]); // prettier-ignore
  assert.deepEqual(
    [gone, added].map((each) => drawnBy(each)[1] !== undefined),
    [false, true],
    "what is gone is drawn where it was",
  );
  const all = apart(listed([a, b, c], [d, c])).map(({ to }) => to.parts);
  assert.deepEqual(all, [[d, c]], "which of two was replaced cannot be told");
  assert.equal(apart(listed([a, b], [b, a])).length, 1, "nor what another order means");
  const many = { ...listed([a, b], []), to: { parts: [a, b, ...Array.from({ length: 1000 }, (_, i) => ({ name_en: String(i) }))] } };
  assert.deepEqual(apart(many), [many]);
});

test("Changes are joined that take entries out, or have fields that nobody knows", () => {
  const change = (to, from = {}) => ({ do: "change", in: "projects", id: "round-mill", from, to });
  const [a, b] = [{ name_en: "a" }, { name_en: "b" }];
  const lists = [[b], [a, { name_en: "c" }], [a, b, { name_en: "d" }]].map((parts) => change({ parts }, { parts: [a, b] }));
  assert.deepEqual(joined(lists).map(({ to }) => to.parts), [[{ name_en: "c" }, { name_en: "d" }]]); // prettier-ignore
  const codes = [["430202"], ["430211", "430203"]].map((districts) => change({ districts }, { districts: ["430211"] }));
  assert.deepEqual(joined(codes)[0].to.districts, ["430202", "430203"]);
  const unknown = [change({ name_zh: "a" }), change({ name_en: "b", x: 1 }), change({ name_zh: "a", name_en: "b" }), change({ x: 1 })];
  assert.deepEqual(joined(unknown).map(({ to }) => to), [{ name_zh: "a", name_en: "b" }]); // prettier-ignore
});

test("A part that is edited keeps what is drawn as it was sent, unless that is moved", () => {
  const [change] = changesOf([mill(["parts", 1], { ...NEW, at: "113.01, 27.7", datum: "GCJ-02", typed: "yes" })], atlas);
  change.to.parts[1].districts = ["430211"];
  const noted = edited(change, { name_en: "Southern works" });
  assert.deepEqual(noted.to.parts[1], { ...change.to.parts[1], name_en: "Southern works" });
  const moved = edited(change, { at: "113.02, 27.7" }).to.parts[1];
  assert.deepEqual([moved.found, moved.districts, moved.datum], [[113.02, 27.7], ["430202"], "GCJ-02"]);
  assert.deepEqual(wrong(change, { name_zh: "" }), { name_zh: "faultMissing" });
});

test("A hostile list of parts is taken as it is, or refused, and draws nothing", () => {
  const held =
    formOf(changesOf([mill(["parts", 1], NEW)], atlas)[0], atlas) && JSON.parse(atlas.featureOf(row("round-mill"))).properties.parts;
  const entry = { toString: 1, valueOf: null };
  for (const added of [5, null, [[]], entry, { point: "x" }, { point: [1] }, { point: { length: 2 } }]) {
    const change = { do: "change", in: "projects", id: "round-mill", from: { parts: held }, to: { parts: [...held, added] } };
    assert.equal(formOf(apart(change)[0], atlas), null);
    assert.deepEqual(drawnBy(change).flatMap(positionsIn).length, 0);
  }
  const change = { do: "change", in: "projects", id: "round-mill", from: { parts: held }, to: { parts: [...held, { point: [113, 27.7], name_zh: entry, evidence: [entry], found: entry }] } }; // prettier-ignore
  assert.ok(formOf(change, atlas));
  for (const parts of [5, {}, [], [held]]) assert.equal(apart({ ...change, to: { parts } }).length, 1);
});

test("What is edited changes, what no form asks for stays as it was sent", () => {
  assert.equal(edited(FIGURE, { value: "14" }).to.value, "14");
  assert.equal(edited(FIGURE, { value: "14" }).why, "seen");
  assert.equal(edited(WITHDRAWN, { reason: "illegible" }).replacement, "new-1");
  const sent = {
    ...MOVED,
    from: { ...MOVED.from, parent: null },
    to: { ...MOVED.to, parent: "hill-park", districts: ["430202", "430203"] },
  };
  const told = edited(sent, { position_uncertainty_m: "345" });
  assert.deepEqual([told.to.parent, told.to.districts, told.to.geometry], ["hill-park", ["430202", "430203"], MOVED.to.geometry]);
  assert.equal(told.to.position_uncertainty_m, 345);
  const moved = edited(sent, { at: "113.26, 27.75" });
  assert.deepEqual([moved.to.position_found, moved.to.parent], [[113.26, 27.75], "hill-park"]);
  assert.deepEqual(moved.from.position_found, MOVED.from.position_found, "of the record");
});

test("A place that is added keeps its id and what its form does not show", () => {
  const change = { do: "add", to: "parks", feature: { id: "old-name", properties: { name_zh: "园", name_en: "Old", kind: "park", parent: "hill-park", aliases: ["a"], position_basis: "city", position_evidence: ["a"] }, geometry: null }, why: null }; // prettier-ignore
  const { feature } = edited(change, { name_en: "New", aliases: "" });
  assert.equal(feature.id, "old-name");
  assert.deepEqual([feature.properties.name_en, feature.properties.parent, feature.properties.aliases], ["New", "hill-park", undefined]);
  assert.equal(feature.geometry, null);
});

test("What is wrong is told by the field, and nothing of it is accepted", () => {
  assert.deepEqual(wrong(FIGURE, { value: "x" }), { value: "faultNumber" });
  assert.deepEqual(wrong(FIGURE, { value: "12.5", source: "nowhere" }).source, "faultCode");
  assert.deepEqual(wrong(MOVED, { at: "0, 0" }), { at: "faultFar" });
  assert.equal(edited(MOVED, { at: "" }), null);
  assert.deepEqual(wrong(ADDED_SOURCE, { url: "nowhere", title_en: "" }), { url: "faultAddress", title_en: "faultMissing" });
});

test("Rows of other tables are forms of their columns", () => {
  const form = formOf(ADDED_SOURCE, atlas);
  assert.ok(form.kind === "row" && form.fields.includes("published"));
  assert.equal(edited(ADDED_SOURCE, { title_en: "The Paper" }).row.title_en, "The Paper");
  const change = { do: "change", in: "sources", id: "x", from: { title_en: "A" }, to: { title_en: "B" }, because: null, why: null };
  assert.deepEqual(formOf(change, atlas).fields, ["title_en"]);
  assert.deepEqual(formOf({ ...change, to: { constructor: "x", title_en: "B" } }, atlas).fields, ["title_en"]);
  assert.deepEqual(edited(change, { title_en: "C" }).to, { title_en: "C" });
  assert.deepEqual(edited(change, { title_en: "C", why: "misspelt" }).from, { title_en: "A" });
});

test("What no form can hold can only be taken as it is", () => {
  for (const change of [
    { do: "reject", candidate: {} },
    { do: "change", in: "parks", id: "nowhere", from: {}, to: { name_en: "B" } },
    { do: "change", in: "facts", id: "f9999", from: {}, to: { value: "1" } },
    { do: "change", in: "districts", id: "430202", from: {}, to: { name_en: "B" } },
  ])
    assert.equal(formOf(change, atlas), null, JSON.stringify(change));
});

test("A hostile geometry draws nothing", () => {
  for (const geometry of [
    null,
    5,
    "x",
    { type: "Point" },
    { type: "Polygon", coordinates: [[["a", 1]]] },
    { type: "constructor", coordinates: [] },
  ]) {
    const { values } = formOf({ ...MOVED, to: { geometry } }, atlas);
    assert.equal(values.shape, "none");
  }
});

test("A review of a proposal: edited, accepted, saved, and gone on with", () => {
  const begun = ofChanges([ADDED_SOURCE, ADDED_FACT, FIGURE]);
  const all = (review) => withSources(atlas, sourcesOf(review));
  assert.deepEqual(faultsIn(begun, 1, all(begun), []), {}, "as it was sent");
  let review = edit(begun, 1, { value: "2.5" });
  assert.deepEqual(faultsIn(review, 1, all(review), []), {}, "its source is that of the patch");
  assert.deepEqual(faultsIn(edit(review, 1, { subject: "nowhere" }), 1, all(review), []), { subject: ["faultMissing"] });
  for (const at of [0, 1, 2]) review = accept(review, at);
  const changes = changesOfReview(review, all(review));
  assert.deepEqual([changes[0], changes[2]], [ADDED_SOURCE, FIGURE]);
  assert.deepEqual([changes[1].row.value, changes[1].row.id], ["2.5", "new-1"]);
  const again = goOn(ofChanges([ADDED_SOURCE, ADDED_FACT, FIGURE]), changes);
  assert.deepEqual(again.decided, ["accepted", "accepted", "accepted"]);
  assert.deepEqual(again.further, []);
  assert.deepEqual(changesOfReview(again, all(again)), changes, "saved as it was");
  const other = { ...ADDED_FACT, row: { ...ADDED_FACT.row, id: undefined, value: "7", as_of: "2023" } };
  const like = { ...other, row: { ...other.row, value: "7.5" } };
  const found = goOn(ofChanges([{ ...ADDED_FACT, row: { ...ADDED_FACT.row, id: undefined } }, other]), [like]);
  assert.deepEqual(found.decided, ["", "accepted"], "the one that it is most like");
});

test("What somebody wrote in another type than its field's opens a form, too", () => {
  for (const told of [null, 5, true, {}, [null], [[]], "x"]) {
    const moved = { ...MOVED, to: { ...MOVED.to, districts: told, position_found: told } };
    const place = { do: "add", to: "parks", feature: { id: "n", properties: { districts: told }, geometry: told }, why: told };
    for (const change of [moved, place, { ...WITHDRAWN, note_zh: told }, { ...FIGURE, because: told }]) {
      assert.ok(Object.values(formOf(change, atlas).values).every((value) => typeof value === "string"));
      assert.ok(wrong(change, { why: "x" }));
    }
  }
});
