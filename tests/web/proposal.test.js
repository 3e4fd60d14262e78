import assert from "node:assert/strict";
import { test } from "node:test";
import { toWgs84 } from "../../geo/page/web/src/core/datum.js";
import { messages, nameTheRecord } from "../../geo/page/web/src/core/messages.js";
import {
  agreeing,
  changesOf,
  figureDraft,
  isUntouched,
  judge,
  newFigureDraft,
  newPlaceDraft,
  placeDraft,
  placed,
  positionDraft,
  positionsOf,
  pressed,
  slugOf,
  typedPieces,
  wayOf,
} from "../../geo/page/web/src/core/proposal.js";
import { formOf } from "../../geo/page/web/src/core/review/changes.js";
import { linesOf, patchFor, reportText } from "../../geo/page/web/src/core/proposed.js";
import { tinyAtlas } from "../fixtures/read.js";

const atlas = tinyAtlas();
const { sites } = atlas;
nameTheRecord(atlas.payload);
/** @param {string} id */
const row = (id) => sites.index.get(id);
/** A draft with other values. */
const filled = (draft, values) => ({ ...draft, done: true, values: { ...draft.values, ...values } });
/** What is wrong with a draft, by the keys of the messages. */
const wrong = (draft) => Object.fromEntries(Object.entries(judge(draft, atlas).faults).map(([name, [key]]) => [name, key]));
const HOSTILE = "</script><img src=x onerror=alert(1)>\u2028${x}{title}";

test("What is left as it is, is no correction", () => {
  const drafts = [...Array(sites.count - sites.first).keys()].flatMap((i) => [
    positionDraft(atlas, sites.first + i, "WGS-84"),
    placeDraft(atlas, sites.first + i),
  ]);
  for (const draft of drafts) {
    assert.ok(isUntouched(draft));
    assert.deepEqual(Object.keys(wrong(draft)), ["same"], draft.key);
  }
  for (let at = 0; at < sites.count; at += 1) {
    for (const { id } of JSON.parse(atlas.featureOf(at)).properties.facts)
      assert.equal(wrong(figureDraft(atlas, at, id)).same, "faultNothing", id);
  }
});

test("A pin set on ground in GCJ-02 is found there and kept in WGS-84", () => {
  const draft = positionDraft(atlas, row("hill-works"), "GCJ-02");
  assert.equal(draft.values.at, "113.245664, 27.736715", "as it was found");
  const moved = { ...draft, values: placed(draft.values, [[toWgs84([113.25, 27.74], "GCJ-02")]], "GCJ-02") };
  assert.deepEqual(wrong(moved), { position_evidence: "faultEvidence" });
  const [change] = changesOf([filled(moved, { position_evidence: "https://example.org/a" })], atlas);
  assert.deepEqual(change.from.position_found, [113.245664, 27.736715]);
  assert.deepEqual(change.to.position_found, [113.25, 27.74]);
  assert.deepEqual(
    change.to.geometry.coordinates,
    toWgs84([113.25, 27.74], "GCJ-02").map((each) => Number(each.toFixed(6))),
  );
  assert.deepEqual(Object.keys(change.to), ["position_found", "position_evidence", "geometry"]);
});

test("On a map in WGS-84 the pin is an estimate without numbers that were found", () => {
  const draft = positionDraft(atlas, row("hill-works"), "WGS-84");
  const [change] = changesOf([filled(draft, { ...placed(draft.values, [[[113.25, 27.74]]], "WGS-84"), position_evidence: "a" })], atlas);
  assert.equal(change.to.position_datum, "WGS-84");
  assert.equal(change.to.position_found, null);
});

test("An area has its corners, and the districts in which they lie", () => {
  const draft = filled(positionDraft(atlas, row("valley-park"), "WGS-84"), {
    ...{ shape: "area", position_basis: "poi", position_uncertainty_m: "300", position_evidence: "a" },
    corners: "113.01, 27.71\n113.02 27.71\n113.02, 27.72",
  });
  assert.deepEqual(wrong(draft), {});
  const [change] = changesOf([draft], atlas);
  assert.equal(change.to.geometry.coordinates[0].length, 4);
  assert.equal(change.to.position_uncertainty_m, 300);
  assert.deepEqual(wrong(filled(draft, { corners: "113.01, 27.71\n113" })), { corners: "faultPosition" });
  assert.deepEqual(wrong(filled(draft, { corners: "113.01, 27.71\n113.02 27.71" })), { corners: "faultCorners" });
  assert.deepEqual(wrong(filled(draft, { position_uncertainty_m: "" })), { position_uncertainty_m: "faultMissing" });
  assert.deepEqual(wrong(filled(draft, { position_basis: "city" })), { position_basis: "faultBasis" });
});

test("What is far from the city is refused, and a place may lose its position", () => {
  const draft = filled(positionDraft(atlas, row("hill-works"), "WGS-84"), { at: "116.4, 39.9", position_evidence: "a" });
  assert.deepEqual(wrong(draft), { at: "faultFar" });
  const [change] = changesOf([filled(draft, { shape: "none", position_basis: "city" })], atlas);
  assert.deepEqual([change.to.geometry, change.to.districts, change.to.position_uncertainty_m], [null, [], null]);
});

test("Lines and areas in several pieces are drawn by their corners, and stay as they are until one is moved", () => {
  for (const [id, shape, lengths] of [
    ["ring-road", "line", [3]],
    ["twin-line", "line", [2, 3]],
    ["twin-park", "area", [4, 4, 4]],
  ]) {
    const draft = positionDraft(atlas, row(id), "WGS-84");
    const told = typedPieces(draft.values).map(({ length }) => length);
    assert.deepEqual([draft.values.shape, told], [shape, lengths], id);
    const [change] = changesOf([filled(draft, { position_uncertainty_m: "77" })], atlas);
    assert.deepEqual(change.to, { position_uncertainty_m: 77 });
  }
  assert.equal(positionDraft(atlas, row("round-mill"), "WGS-84").values.shape, "point");
});

test("A corner that is moved leaves all other pieces and holes where they are", () => {
  const draft = positionDraft(atlas, row("twin-park"), "WGS-84");
  const pieces = typedPieces(draft.values);
  const [[, ...rest], ...others] = pieces;
  const values = { ...placed(draft.values, [[[113.015, 27.915], ...rest], ...others], "WGS-84"), position_evidence: "a" };
  const [change] = changesOf([filled(draft, values)], atlas);
  const { type, coordinates } = change.to.geometry;
  assert.equal(type, "MultiPolygon");
  assert.deepEqual(coordinates[0][0][0], [113.015, 27.915]);
  assert.deepEqual([coordinates[0][1], coordinates[1]], [change.from.geometry.coordinates[0][1], change.from.geometry.coordinates[1]]);
});

test("A press goes on with what the reader draws, and puts a corner where it is nearest into what the record has", () => {
  const road = positionDraft(atlas, row("ring-road"), "WGS-84");
  const drawn = (position, draft = road) => pressed(draft, position)[0].map(([lon]) => lon);
  assert.deepEqual(drawn([113.1, 27.76]), [113.05, 113.1, 113.123457, 113.207], "amid a side");
  assert.deepEqual(drawn([113.04, 27.76]), [113.04, 113.05, 113.123457, 113.207], "before the line");
  assert.deepEqual(drawn([113.22, 27.75]), [113.05, 113.123457, 113.207, 113.22], "beyond it");
  const begun = filled(road, placed(road.values, [...typedPieces(road.values), []], "WGS-84"));
  assert.deepEqual(pressed(begun, [113.1, 27.7])[1], [[113.1, 27.7]], "a further piece");
  const fresh = filled(positionDraft(atlas, row("valley-park"), "WGS-84"), { shape: "area" });
  const once = filled(fresh, placed(fresh.values, pressed(fresh, [113, 27.7]), "WGS-84"));
  assert.deepEqual(pressed(once, [113.1, 27.7]), [[[113, 27.7], [113.1, 27.7]]]); // prettier-ignore
  assert.deepEqual(pressed(positionDraft(atlas, row("hill-works"), "WGS-84"), [113, 27.7]), [[[113, 27.7]]]);
});

test("A part or a rival position is corrected by itself, the others stay as they are", () => {
  let count = 0;
  for (const list of ["parts", "rival_positions"]) {
    for (let at = sites.first; at < sites.count; at += 1) {
      const held = JSON.parse(atlas.featureOf(at)).properties[list];
      for (let i = 0; i < held.length; i += 1) {
        const draft = positionDraft(atlas, at, "WGS-84", [list, i]);
        assert.deepEqual(wrong(draft), { same: "faultNothing" }, draft.key);
        const moved = { ...placed(draft.values, [[[113.05, 27.73]]], "GCJ-02"), position_evidence: "a" };
        const [change] = changesOf([filled(draft, moved)], atlas);
        assert.deepEqual(Object.keys(change.to), list === "parts" ? ["districts", list] : [list]);
        assert.deepEqual(change.from[list], held);
        const { point, found, datum, evidence, ...others } = change.to[list][i];
        assert.deepEqual([point, datum, evidence], [[113.05, 27.73], "GCJ-02", ["a"]]);
        assert.equal(found.length, 2);
        assert.deepEqual(Object.keys(held[i]), Object.keys(change.to[list][i]), "in the record's order");
        assert.deepEqual(
          others,
          Object.fromEntries(Object.keys(others).map((name) => [name, name === "districts" ? others[name] : held[i][name]])),
        );
        assert.deepEqual(
          change.to[list].filter((_, at) => at !== i),
          held.filter((_, at) => at !== i),
        );
        assert.deepEqual(formOf(change, atlas).which, [list, i], "a review has a form for it");
        count += 1;
      }
    }
  }
  assert.ok(count > 1);
});

const PART = { name_zh: "南厂", name_en: "South works", at: "113.01, 27.7", position_basis: "poi", position_uncertainty_m: "50", position_evidence: "a" }; // prettier-ignore
const OWN = { position_name_zh: "北厂", position_name_en: "North works" };
const CLAIMED = { at: "113.02, 27.71", position_basis: "published", position_uncertainty_m: "90", position_evidence: "b" };

test("A part or a rival position is added with all that the record wants of it", () => {
  const part = positionDraft(atlas, row("hill-works"), "GCJ-02", ["parts", 0]);
  assert.ok(isUntouched(part), "what is only opened is none");
  assert.deepEqual(Object.keys(wrong(part)).sort(), ["at", ...Object.keys({ ...PART, ...OWN }).filter((name) => name !== "at")].sort());
  const [change] = changesOf([filled(part, { ...PART, ...OWN, typed: "yes" })], atlas);
  assert.deepEqual([change.from.parts, change.to.position_name_en], [[], "North works"]);
  const [{ point, found, datum, districts, name_zh: name }] = change.to.parts;
  assert.deepEqual([found, datum, name], [[113.01, 27.7], "GCJ-02", "南厂"]);
  assert.deepEqual(point, toWgs84(found, "GCJ-02").map((each) => Number(each.toFixed(6)))); // prettier-ignore
  assert.deepEqual(districts, ["430202"]);
  assert.deepEqual(change.to.districts, [...change.from.districts, ...districts], "a part is in the districts of its place");
  const rival = filled(positionDraft(atlas, row("hill-works"), "WGS-84", ["rival_positions", 0]), CLAIMED);
  assert.deepEqual(wrong(rival), { position_reason_zh: "faultMissing", position_reason_en: "faultMissing" });
  assert.deepEqual(wrong(filled(rival, { position_reason_zh: "因", position_reason_en: "Why" })), {});
});

test("A part or a rival position is taken out for a reason, with the districts in which it alone lies", () => {
  for (const list of ["parts", "rival_positions"]) {
    const draft = filled(positionDraft(atlas, row("round-mill"), "WGS-84", [list, 0]), { wrong: "yes", at: "113.05, 27.7" });
    assert.deepEqual(wrong(draft), { why: "faultMissing" });
    const told = filled(draft, { why: "never built" });
    const [change] = changesOf([told], atlas);
    assert.deepEqual([change.to[list], change.why], [change.from[list].slice(1), "never built"]);
    assert.deepEqual(linesOf(told, { atlas, lang: "en", say: (key) => key }).map(({ after }) => after)[0], "—");
    assert.equal(wayOf(told), null, "what is taken out is not moved");
    assert.deepEqual([formOf(change, atlas).which, formOf(change, atlas).values.wrong], [[list, 0], "yes"], "a review has a form for it");
  }
  const gone = filled(positionDraft(atlas, row("round-mill"), "WGS-84", ["parts", 0]), {
    wrong: "yes",
    why: "closed",
    because: "misreading",
  });
  const other = filled(positionDraft(atlas, row("round-mill"), "WGS-84", ["parts", 1]), { ...PART, because: "better-evidence" });
  const [{ to, because, why }] = changesOf([gone, other], atlas);
  assert.deepEqual(to.parts.map(({ name_zh: name }) => name), ["南厂"]); // prettier-ignore
  assert.deepEqual([because, why], ["misreading", "better-evidence; closed"], "no reason is lost");
});

test("What a place says beside its further positions is the same in all corrections of them", () => {
  const [first, second, own] = [["parts", 0], ["parts", 1], undefined].map((which) => positionDraft(atlas, row("round-mill"), "WGS-84", which)); // prettier-ignore
  const told = filled(second, { ...PART, ...OWN });
  assert.deepEqual(agreeing([first, own], told).map(({ values }) => values.position_name_zh), ["北厂", undefined]); // prettier-ignore
  assert.ok(isUntouched(agreeing([first], told)[0]), "what is only opened is none");
  assert.deepEqual(agreeing([first], filled(second, { wrong: "yes", position_name_zh: "x" })), [first]);
});

test("Two parts of a place are one change of its list, each with its reason", () => {
  const [first, second] = [1, 2].map((at) => positionDraft(atlas, row("round-mill"), "WGS-84", ["parts", at]));
  const kept = filled(positionDraft(atlas, row("round-mill"), "WGS-84", ["parts", 0]), {
    position_note_zh: "注",
    position_note_en: "Note",
  });
  const changes = changesOf(
    [filled(first, { ...PART, why: "one" }), kept, filled(second, { ...PART, name_zh: "东厂", why: "two" })],
    atlas,
  );
  assert.equal(changes.length, 1);
  assert.deepEqual(changes[0].to.parts.map(({ name_zh: name, note_en: note }) => [name, note]), [["老厂", "Note"], ["南厂", null], ["东厂", null]]); // prettier-ignore
  assert.equal(changes[0].why, "one; two");
});

test("A line has two points at least, and only some layers take lines", () => {
  const line = filled(positionDraft(atlas, row("ring-road"), "WGS-84"), { position_evidence: "a" });
  assert.deepEqual(wrong(filled(line, { corners: "113.05, 27.75" })), { corners: "faultCorners" });
  assert.deepEqual(wrong(filled(line, { corners: "113.05, 27.75\n113.1, 27.75\n\n113.2, 27.7" })), { corners: "faultCorners" });
  const [change] = changesOf([filled(line, { corners: "113.05, 27.75\n113.1, 27.75\n\n113.2, 27.7\n113.2, 27.8\n\n" })], atlas);
  assert.equal(change.to.geometry.type, "MultiLineString");
  const drawn = { shape: "line", corners: "113.05, 27.75\n113.1, 27.75" };
  const place = filled(newPlaceDraft(1, null, "WGS-84"), { ...drawn, kind: "park" });
  assert.equal(wrong(place).shape, "faultBasis");
  assert.equal(wrong(filled(place, { kind: "transport" })).shape, undefined);
});

test("A figure from a source that is not listed brings the source along, once for two figures", () => {
  const source = {
    source: "new",
    source_url: "https://www.example.org/a",
    source_title_en: "News",
    source_publisher_en: "Paper",
    source_published: "2024-12",
    source_form: "page",
    source_accessed: "2024-12-30",
  };
  const first = filled(figureDraft(atlas, row("hill-works"), "f0007"), { value: "13", ...source, why: "seen" });
  assert.deepEqual(wrong(first), {});
  const second = filled(newFigureDraft(atlas, row("hill-park"), "investment", 1), {
    value: "2",
    unit: "yi-yuan",
    as_of: "2024",
    ...source,
  });
  const changes = changesOf([first, second], atlas);
  assert.deepEqual(
    changes.map((change) => change.do),
    ["add", "change", "add"],
  );
  assert.equal(changes[0].row.id, "example-org-2024-12");
  assert.deepEqual([changes[0].row.title_zh, changes[0].row.standing], ["News", "second-hand"]);
  assert.deepEqual(changes[1].to, { value: "13", source: "example-org-2024-12", locator: "", token: "" });
  assert.equal(changes[1].why, "seen");
  assert.equal(changes[2].row.source, "example-org-2024-12");
  assert.deepEqual(wrong(filled(first, { source_title_en: "", source_url: "nowhere" })), {
    source_title_zh: "faultMissing",
    source_title_en: "faultMissing",
    source_url: "faultAddress",
  });
});

test("A source on which a fact rests newly says how and when it was read, where the record does not", () => {
  const source = atlas.payload.sources.find(({ id }) => id === "review-2024");
  assert.deepEqual([source.form, source.accessed], ["file", ""]);
  const figure = filled(newFigureDraft(atlas, row("hill-park"), "investment", 1), {
    ...{ value: "2", unit: "yi-yuan", as_of: "2024", source: "review-2024", locator: "L1", token: "2亿元" },
  });
  assert.deepEqual(wrong(figure), { source_accessed: "faultMissing" });
  assert.deepEqual(wrong(filled(figure, { source_accessed: "soon" })), { source_accessed: "faultDay" });
  const [reading, fact] = changesOf([filled(figure, { source_accessed: "2024-12-31" })], atlas);
  assert.deepEqual(reading, {
    ...{ do: "change", in: "sources", id: "review-2024", because: null, why: null },
    ...{ from: { accessed: "" }, to: { accessed: "2024-12-31" } },
  });
  assert.equal(fact.row.source, "review-2024");
});

test("A figure that is wrong is withdrawn, with a reason", () => {
  const draft = filled(figureDraft(atlas, row("hill-works"), "f0007"), { wrong: "yes" });
  assert.deepEqual(wrong(draft), { reason: "faultMissing" });
  const [change] = changesOf([filled(draft, { reason: "slogan" })], atlas);
  assert.deepEqual(change, { do: "withdraw", id: "f0007", reason: "slogan", replacement: null, note_zh: null, note_en: null });
});

test("A new place has an id of its name, and says why it is there or how far it has come", () => {
  const draft = filled(newPlaceDraft(1, [113.01, 27.71], "WGS-84"), {
    ...{
      name_zh: "新园",
      name_en: "Hill Park",
      kind: "park",
      position_basis: "poi",
      position_uncertainty_m: "100",
      position_evidence: "a",
    },
  });
  assert.deepEqual(wrong(draft), { inclusion_reason_zh: "faultMissing", inclusion_reason_en: "faultMissing" });
  const [change] = changesOf([filled(draft, { inclusion_reason_zh: "因", inclusion_reason_en: "Why" })], atlas);
  assert.deepEqual([change.to, change.feature.id, change.feature.properties.districts], ["parks", "hill-park-2", ["430202"]]);
  const kind = sites.registers.kinds.find(({ layer }) => sites.registers.layers[layer].code === "projects").code;
  const project = filled(draft, { kind, value: "started", as_of: "2024", source: "notice-2023" });
  assert.deepEqual(wrong(filled(project, { value: "" })).value, "faultMissing");
  assert.deepEqual(wrong(project), {});
  assert.deepEqual(
    changesOf([project], atlas).map((each) => each.to),
    ["projects", "facts"],
  );
  assert.equal(changesOf([project], atlas)[1].row.subject, "hill-park-2");
  assert.equal(
    slugOf("湖", () => false),
    "new-place",
  );
});

test("Remarks are of a length and of characters that a patch can hold", () => {
  const draft = filled(placeDraft(atlas, row("hill-works")), { name_en: "Other" });
  assert.deepEqual(wrong(filled(draft, { why: "a".repeat(1001) })), { why: "faultLong" });
  assert.deepEqual(wrong(filled(draft, { why: "\u202ea" })), { why: "faultHidden" });
  assert.equal(patchFor([draft], atlas, ` \u202e${"b".repeat(2000)}`).by.length, 1000);
});

test("The text has all that the file has, on one line, and what is hostile is text", () => {
  const drafts = [
    filled(placeDraft(atlas, row("hill-works")), { name_en: "Better <b>Name</b>", why: HOSTILE }),
    filled(positionDraft(atlas, row("hill-works"), "WGS-84"), { at: "113.25, 27.74", typed: "yes", position_evidence: "a" }),
  ];
  for (const lang of ["zh", "en"]) {
    const text = reportText(drafts, { atlas, lang, say: messages(lang) }, "Reader");
    const lines = text.trimEnd().split("\n");
    assert.deepEqual(JSON.parse(lines[lines.length - 1]), patchFor(drafts, atlas, "Reader"));
    assert.ok(text.includes("hill-works") && text.includes("→ Better <b>Name</b>") && text.includes("113.25, 27.74"), text);
    assert.ok(!text.includes("undefined"), text);
  }
  assert.equal(patchFor(drafts, atlas, " ").by, null);
  assert.deepEqual(positionsOf({ shape: "point", at: "nonsense" }), []);
});
