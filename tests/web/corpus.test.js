import assert from "node:assert/strict";
import { test } from "node:test";
import { createFolding } from "../../geo/page/web/src/core/characters.js";
import { findContained, findNear, joinedForms, spokenSigns } from "../../geo/page/web/src/core/corpus.js";
import { writtenNames } from "../../geo/page/web/src/core/terms.js";

const folding = createFolding({ variants: "园園", words: "资讯\t信息" });
const name = (text, spelled = "") => ({ text, spelled });
const lists = [
  [name("园 区", "yuan'qu"), name("The Park")],
  [name("资讯", "zi'xun"), name("News"), name("園", "yuan"), name("旧名", "jiu")],
  [name("旅", "lv"), name("")],
];
/** The names of each as columns. */
const columns = (names, isTerm = false) => {
  const spelled = names.map((each) => each.map((name) => name.spelled).join("\t")).join("\n");
  return { ...writtenNames(names.map((each) => each.map(({ text }) => text))), spelled, isTerm };
};
const forms = [...joinedForms(columns(lists), folding)].flat();
const found = (word, find = findContained) =>
  forms.flatMap((form) => {
    const hits = [];
    find(form, [word].flat(), (line, start, end) => hits.push([form.owners[line], form.isAlias, start, end]));
    return hits;
  });

test("A word is found in each name that contains it, once a form, where it is in it", () => {
  assert.deepEqual(found("园"), [
    [0, false, 0, 1],
    [1, true, 0, 1],
  ]);
  assert.deepEqual(found("park"), [[0, false, 4, 8]]);
  assert.deepEqual(found("信息"), [[1, false, 0, 2]]);
  assert.deepEqual(found("yuanqu"), [[0, false, 0, 6]]);
  assert.deepEqual(found("yq"), [[0, false, 0, 2]]);
  assert.deepEqual(found("lu"), [[2, false, 0, 2]]);
});

test("What goes from one name into the next is no word of either", () => {
  assert.deepEqual(found("区资"), []);
  assert.deepEqual(found("yuanquzi"), []);
  assert.deepEqual(found("yz"), []);
});

test("A name that has not a syllable for each sign is not found by its sound", () => assert.deepEqual(found("jiu"), []));

test("Of several readings the first that a name contains counts", () => {
  assert.deepEqual(found(["k", "par"]), [[0, false, 7, 8]]);
  assert.deepEqual(found(["qq", "par"]), [[0, false, 4, 7]]);
});

test("Initials of a term count from its first sign on, those of a name anywhere", () => {
  const initials = (isTerm) =>
    [...joinedForms(columns([[name("产业园", "chan'ye'yuan")]], isTerm), folding)].flat().filter(({ areInitials }) => areInitials);
  const hits = (isTerm, word) => {
    const seen = [];
    findContained(initials(isTerm)[0], [word], (...hit) => seen.push(hit));
    return seen.length;
  };
  assert.deepEqual([hits(true, "cy"), hits(true, "yy"), hits(false, "yy")], [1, 0, 1]);
});

test("A Latin word is near where it begins like another but for what is allowed, in no initials", () => {
  const near = (word) =>
    found(word, (form, readings, report) => findNear(form, readings, (a) => (text, at) => text.startsWith(a.slice(0, 3), at), report));
  assert.deepEqual(near("parx"), [[0, false, 4, 8]]);
  assert.deepEqual(near("park"), [[0, false, 4, 8]]);
});

test("Blanks and apostrophes are not spoken", () => assert.equal(spokenSigns("a b'c’园\u{20000}"), 5));

test("Of many names each is found under its own number, whatever it is joined with", () => {
  const count = 2500;
  const many = [...joinedForms(columns([...Array(count).keys()].map((number) => [name(`n${number}.`)])), folding)];
  assert.ok(many.length > 1);
  const owners = [];
  for (const form of many.flat()) findContained(form, ["99."], (line) => owners.push(form.owners[line]));
  const ending = [...Array(count).keys()].filter((number) => number % 100 === 99);
  assert.deepEqual([...new Set(owners)], ending);
});

test("Names come in pieces, and one that is spelled with other signs is folded without the rest", () => {
  const names = [
    [name("甲（乙）", "jia'（'yi'）")],
    [name("绿园", "lv'yuan")],
    [name("园", "yuan"), name("Garden"), name("旧园", "jiu'yuan")],
  ];
  const whole = columns(names);
  const pieces = {
    ...whole,
    size: 2,
    read: (piece) => writtenNames(names.slice(2 * piece, 2 * piece + 2).map((each) => each.map(({ text }) => text))).read(),
  };
  const owners = (of, word) => {
    const told = [];
    for (const form of [...joinedForms(of, folding)].flat()) findContained(form, [word], (line) => told.push(form.owners[line]));
    return told;
  };
  for (const [word, rows] of [
    ["jia(yi)", [0]],
    ["luyuan", [1]],
    ["jiuyuan", [2]],
    ["yuan", [1, 2, 2]],
    ["ly", [1]],
    ["园", [1, 2, 2]],
  ]) {
    assert.deepEqual(owners(pieces, word), rows, word);
    assert.deepEqual(owners(whole, word), rows, word);
  }
});
