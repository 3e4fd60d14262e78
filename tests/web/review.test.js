import assert from "node:assert/strict";
import { test } from "node:test";
import { neighboursOf } from "../../geo/page/web/src/core/review/beside.js";
import { readPatch } from "../../geo/page/web/src/core/review/reading.js";
import {
  accept,
  changesOf,
  edit,
  editSource,
  goOn,
  listed,
  newNamesOf,
  nextOpen,
  ofCandidates,
  ofChanges,
  patchOfReview,
  printed,
  progress,
  reject,
  subjectsOf,
  undo,
  withSubjects,
} from "../../geo/page/web/src/core/review/state.js";

const CELLS = {
  ...{ line: "3", column: "5", token: "12亿元", value: "12", unit: "yi-yuan", qualifier: "", kind: "figure", aim: "target", as_of: "2027" },
  ...{ stated: "2026-04", indicator: "investment", scope: "", subjects: "hill-park|hill-works", verdict: "new", fact: "", source: "daily" },
};
const SOURCE = { id: "daily", title_zh: "日报", standing: "primary", sha256: "a".repeat(64), length: "9" };
const CANDIDATES = [
  CELLS,
  { ...CELLS, line: "4", token: "增长5%", value: "5", unit: "percent", indicator: "output-growth", verdict: "contradicts", fact: "f0001" },
  { ...CELLS, line: "5", token: "46家", verdict: "held", fact: "f0002" },
  { ...CELLS, line: "6", token: "新厂", kind: "place", value: "", unit: "", indicator: "", subjects: "?新厂|hill-park" },
  { ...CELLS, line: "7", token: "山园", kind: "place", value: "", unit: "", indicator: "", subjects: "hill-park" },
];
const begun = () => ofCandidates(CANDIDATES, SOURCE, true);

test("A candidate becomes a fact with the place in its text; of what the record holds nobody has to decide", () => {
  const review = begun();
  const { subject, value, locator, token, source, as_of: asOf, stated } = review.drafts[0].row;
  assert.deepEqual([subject, value, locator, token, source, asOf, stated], ["hill-park", "12", "L3", "12亿元", "daily", "2027", "2026-04"]);
  assert.deepEqual(progress(review), { all: 3, left: 3, done: 0 });
  assert.deepEqual(listed(review, ["held"]), [2, 4], "a place that is known asks nothing");
  assert.deepEqual(changesOf(review), []);
});

test("A source that is no primary one is not quoted", () => {
  const { locator, token } = ofCandidates(CANDIDATES, { ...SOURCE, standing: "copy" }, false).drafts[0].row;
  assert.deepEqual([locator, token], ["", ""]);
});

test("What was accepted, edited and rejected becomes a patch, its source first", () => {
  let review = edit(begun(), 0, { value: "12.5", note_zh: "注", note_en: "Note" });
  review = reject(accept(review, 0), 1, "of another year");
  const [added, fact, rejection, ...rest] = changesOf(review);
  assert.deepEqual([added.to, added.row.id, added.row.sha256], ["sources", "daily", SOURCE.sha256]);
  assert.deepEqual([fact.do, fact.to, fact.row.value, fact.row.id], ["add", "facts", "12.5", undefined]);
  assert.equal(rejection.reason, "of another year");
  assert.deepEqual(Object.keys(rejection.candidate), ["source", "line", "column", "token", "indicator", "value", "unit", "subjects"]);
  assert.deepEqual(rest, []);
  assert.deepEqual(progress(review), { all: 3, left: 1, done: 2 });
});

test("Rejecting all adds no source", () => {
  const review = [0, 1, 3].reduce((each, at) => reject(each, at, ""), begun());
  assert.deepEqual(
    changesOf(review).map(({ do: deed, reason }) => [deed, reason]),
    Array(3).fill(["reject", null]),
  );
});

test("Each step can be undone; what is typed in one field, one letter after the other, is one step", () => {
  const first = begun();
  let review = accept(first, 1);
  for (const value of ["1", "13", "130"]) review = edit(review, 0, { value });
  review = editSource(editSource(review, 2, { title_en: "D" }), 2, { title_en: "Daily" });
  const ats = [];
  for (let before = undo(review); before; before = undo(review)) {
    ats.push(before.at);
    review = before.review;
  }
  assert.deepEqual(ats, [2, 0, 1]);
  assert.deepEqual(review, first);
});

test("Whoever edits what was accepted decides anew", () => {
  assert.equal(edit(accept(begun(), 0), 0, { value: "1" }).decided[0], "");
});

test("The next one is the next that waits, round to the first", () => {
  const review = accept(begun(), 1);
  assert.deepEqual([nextOpen(review, 0, [0, 1, 3]), nextOpen(review, 3, [0, 1, 3]), nextOpen(accept(review, 0), 0, [0, 1])], [3, 0, -1]);
});

test("Subjects are those of the record; other names are told apart", () => {
  assert.deepEqual([subjectsOf(begun(), 3), newNamesOf(begun(), 3, [])], [["hill-park"], ["新厂"]]);
  assert.deepEqual(newNamesOf(begun(), 3, [{ name: "新厂" }]), []);
});

test("What a text says of a place that is added is said of that place, unless another was chosen", () => {
  const [, ofNew, other] = ["hill-park", "?新厂|hill-park", "?他厂"].map((subjects, i) => ({ ...CELLS, line: String(8 + i), subjects }));
  const review = ofCandidates([ofNew, { ...ofNew, line: "12" }, other], SOURCE, true);
  const added = [{ id: "new-works", name: "新厂" }];
  const told = withSubjects(edit(review, 1, { subject: "hill-works" }), added).drafts.map(({ row }) => row.subject);
  assert.deepEqual(told, ["new-works", "hill-works", ""]);
});

test("A patch that was saved is gone on with, whatever was edited; what is none of the review is kept", () => {
  const review = editSource(reject(accept(edit(begun(), 0, { value: "13", subject: "hill-works" }), 0), 1, "why"), 0, {
    title_en: "Daily",
  });
  const other = { do: "withdraw", id: "f0003", reason: "not-a-fact", replacement: null, note_zh: null, note_en: null };
  const changes = [...changesOf(review), other];
  const again = goOn(begun(), changes);
  assert.deepEqual(changesOf(again), changes);
  assert.deepEqual([again.decided, again.reasons, again.source.title_en], [review.decided, review.reasons, "Daily"]);
});

test("What a place rests on is asked for, unless its sentence says where it is", () => {
  const begin = (line) => ofCandidates([{ ...CANDIDATES[3], line: "1", token: "新厂" }], SOURCE, false, [line]).drafts[0].place;
  assert.equal(begin("新厂投产。研发中心位于高新区。").position_evidence, "");
  assert.equal(begin("研发中心投产；新厂位于高新区。").position_evidence, "daily L1");
});

test("A place is found again whatever it is called and rests on", () => {
  const review = edit(begun(), 3, { name_zh: "新厂区", name_en: "New Works" });
  assert.equal(review.drafts[3].place.aliases, "新厂", "as the text has it");
  assert.equal(edit(review, 3, { name_zh: "新厂" }).drafts[3].place.aliases, "");
  const feature = { id: "new-works", properties: { name_zh: "新厂区", aliases: ["新厂"], position_evidence: ["a map"] }, geometry: null };
  const again = goOn(begun(), [{ do: "add", to: "projects", feature }], () => ({ name_zh: "新厂区" }));
  assert.deepEqual([again.decided[3], again.further], ["accepted", []]);
});

test("Two candidates with the same words on a line are told apart by their order", () => {
  const twins = ofCandidates([CELLS, { ...CELLS, column: "20" }], SOURCE, false);
  const changes = changesOf(accept(reject(twins, 0, ""), 1));
  assert.deepEqual(goOn(twins, changes).decided, ["rejected", "accepted"]);
});

test("Of somebody's proposal what was accepted is left, as it was", () => {
  const said = (value) => ({ do: "change", in: "facts", id: "f0001", from: { value: "1" }, to: { value }, because: null, why: null });
  const review = reject(accept(ofChanges([said("2"), said("3")]), 0), 1, "");
  assert.deepEqual(changesOf(review), [said("2")]);
  assert.deepEqual(goOn(ofChanges([said("2"), said("3")]), [said("2")]).decided, ["accepted", ""]);
});

test("A patch names the state of the record", () => {
  const record = { name: "hill", version: "1", digest: "0".repeat(12) };
  assert.deepEqual(patchOfReview({ record, made: "", by: "" }, []), { atlas_patch: 1, record, made: null, by: null, changes: [] });
  const { made, by } = patchOfReview({ record, made: "2026-11-28", by: "A reader" }, []);
  assert.deepEqual([made, by], ["2026-11-28", "A reader"], "whose proposal it is stays");
});

test("A token is quoted without what keeps a spreadsheet from running it", () => {
  assert.deepEqual(["'-5%", "'12", "=1"].map(printed), ["-5%", "'12", "=1"]);
});

test("What is no patch is not read", () => {
  const good = { atlas_patch: 1, changes: [{ do: "reject", candidate: { source: "x" }, reason: null }] };
  assert.deepEqual(readPatch(JSON.stringify(good)), good.changes);
  const bad = [
    "",
    "[]",
    "{}",
    "null",
    '{"atlas_patch":2,"changes":[]}',
    '{"atlas_patch":1,"changes":[1]}',
    '{"atlas_patch":1,"changes":[{"do":1}]}',
    '{"atlas_patch":1,"changes":[{"do":"change","in":"facts","id":"f0001","to":{}}]}',
    '{"atlas_patch":1,"changes":[{"do":"add","to":"parks","feature":{"id":"a"}}]}',
  ];
  for (const text of [...bad, '{"atlas_patch":1,"changes":[{"do":"add","row":{"value":1}}]}']) assert.equal(readPatch(text), null, text);
});

test("A draft stands among what the record says of the same, by its date", () => {
  const claim = (indicator, scope, asOf, id) => ({ indicator, scope, asOf, aim: 0, values: [{ facts: [{ id }], when: {} }] });
  const claims = [
    claim(1, -1, "2026", "f3"),
    claim(1, -1, "2024", "f1"),
    claim(1, 2, "2025", "f2"),
    claim(1, -1, "", "f4"),
    claim(2, -1, "2025", "f5"),
  ];
  const told = (asOf, scope) =>
    neighboursOf(claims, { indicator: 1, scope, asOf }, "f1").map(
      ({ value, isMeant }) => (value ? value.facts[0].id : "draft") + (isMeant ? "!" : ""),
    );
  assert.deepEqual(told("2025-06", -1), ["f1!", "draft", "f3", "f4"]);
  assert.deepEqual(told("2025-06", 2), ["f2", "draft"]);
  assert.deepEqual(told("", 5), ["f1!", "f2", "f3", "f4", "draft"], "of no such scope all are shown");
});
