import assert from "node:assert/strict";
import { test } from "node:test";
import { unpack } from "../../geo/page/web/src/core/packed.js";
import { readSites } from "../../geo/page/web/src/core/sites.js";
import { NOT_FOUND, commonTerms, errors, explain, factsHaving, foundFacts, search } from "../../geo/page/web/src/core/search.js";
import { expectedSearches, seeded, tinyAtlas } from "../fixtures/read.js";

const { sites, factsOf } = tinyAtlas();
const row = (id) => sites.index.get(id);
const found = (typed) => sites.id.slice(sites.first).filter((_, i) => search(sites, typed).rank[sites.first + i] !== NOT_FOUND);
const pieces = (text, ranges) => ranges.map(([start, end]) => text.slice(start, end));
const marks = (typed, id, lang = "zh") => {
  const { name, also } = explain(sites, row(id), lang, search(sites, typed));
  return {
    name: pieces(sites[lang][row(id)], name),
    also: also.map(({ text, ranges }) => [text, pieces(text, ranges)]),
  };
};

for (const [typed, ids] of expectedSearches) {
  test(`${JSON.stringify(typed)} finds what the command finds`, () => assert.deepEqual(found(typed), ids));
}

test("Nothing typed finds everything, and marks nothing", () => {
  assert.equal(
    search(sites, "  ").rank.every((place) => place === 0),
    true,
  );
  assert.deepEqual(marks("", "hill-park"), { name: [], also: [] });
});

test("Who takes back a letter has the answer of before", () => {
  const before = search(sites, "山");
  search(sites, "山丘");
  assert.equal(search(sites, "山"), before);
});

test("A whole name comes before one that begins so, that before one within, that before an alias, a term last", () => {
  const place = (typed, id) => search(sites, typed).rank[row(id)];
  assert.ok(place("山丘园", "hill-park") < place("山丘", "hill-park"));
  assert.ok(place("山丘", "hill-park") < place("丘", "hill-park"));
  assert.ok(place("丘", "hill-park") < place("工业", "hill-park"));
  assert.ok(place("工业", "hill-park") < place("产业园区", "hill-park"));
  assert.ok(place("山", "hill-park") < place("山 三区", "hill-park"));
});

test("Districts and the city are found by their names and by what their facts are about", () => {
  const { rank } = search(sites, "生产总值");
  assert.notEqual(rank[0], NOT_FOUND);
  assert.notEqual(search(sites, "三区").rank[row("430204")], NOT_FOUND);
});

test("The signs of the name that were typed are marked, by whatever form they were found", () => {
  for (const typed of ["山丘", "shanqiu", "sq", "SHAN QIU", "shan'qiu"]) {
    assert.equal(marks(typed, "hill-park").name.join(""), "山丘", typed);
  }
  assert.deepEqual(marks("園", "hill-park").name, ["园"]);
  assert.deepEqual(marks("hlil", "hill-park", "en").name, ["Hill"]);
  assert.deepEqual(marks("圓磨", "round-mill").name, ["圆磨"]);
});

test("What the name lacks is shown by the alias or the term that holds it", () => {
  assert.deepEqual(marks("工业 山", "hill-park"), { name: ["山"], also: [["山丘工业园", ["工业"]]] });
  assert.deepEqual(marks("sanqu", "hill-park"), { name: [], also: [["三区", ["三区"]]] });
  assert.deepEqual(marks("rail", "hill-park", "en").also, [["Rail", ["Rail"]]]);
});

test("Whatever is typed, the marks lie within their texts", () => {
  const random = seeded(5);
  const signs = [..."山丘园sqhil 三区park'\"\\<>$&{}3😀產業"];
  for (let round = 0; round < 400; round += 1) {
    const typed = Array.from({ length: 1 + Math.floor(random() * 6) }, () => signs[Math.floor(random() * signs.length)]).join("");
    const result = search(sites, typed);
    for (let i = 0; i < sites.count; i += 1) {
      if (result.rank[i] === NOT_FOUND) continue;
      const { name, also } = explain(sites, i, "zh", result);
      for (const { text, ranges } of [{ text: sites.zh[i], ranges: name }, ...also]) {
        for (const [start, end] of ranges) assert.ok(start >= 0 && start < end && end <= text.length, typed);
      }
    }
  }
});

test("Typing errors are counted against the nearest beginning of a word", () => {
  const counted = [
    ["park", "park", 0],
    ["pakr", "park", 1],
    ["prk", "park", 1],
    ["paark", "park", 1],
    ["perk", "park", 1],
    ["petrol", "petroleum", 0],
    ["petorl", "petroleum", 1],
    ["aviaiton", "aviation", 1],
    ["", "park", 0],
    ["park", "", 4],
  ];
  for (const [typed, word, count] of counted) assert.equal(errors(typed, word), count, `${typed} ${word}`);
});

test("Facts are found by the words that their subject lacks", () => {
  const ids = (typed, id) => foundFacts(sites, row(id), () => factsOf(row(id)).claims, search(sites, typed)).map(({ fact }) => fact.id);
  const all = factsOf(row("hill-works")).claims.flatMap(({ facts }) => facts);
  const figure = all.find(({ token, value }) => token === "" && value === 12.5);
  for (const typed of ["12.50亿", "1.25 billion"]) {
    assert.ok(ids(typed, "hill-works").includes(figure.id), typed);
    assert.ok(ids(typed, "hill-works").length < all.length, typed);
  }
  assert.ok(ids("山丘 总投资", "hill-works").includes(figure.id));
  assert.deepEqual(ids("山丘", "hill-works"), []);
  assert.deepEqual(ids("", "hill-works"), []);
});

test("An indicator is found by its aliases, as well as by its name", () => {
  const found = (typed) => foundFacts(sites, 0, () => factsOf(0).claims, search(sites, typed)).map(({ fact }) => fact.id);
  assert.ok(found("gdp").length > 0);
  assert.deepEqual(found("GDP"), found("生产总值"));
});

test("A status that is not the latest one is told apart and comes last", () => {
  sites.registers.statuses.forEach(({ zh }, status) => {
    const { rank, otherStatus } = search(sites, zh);
    const found = [...rank.keys()].filter((i) => i >= sites.first && rank[i] !== NOT_FOUND);
    for (const i of found) assert.equal(otherStatus[i] === 1, sites.status[i] !== status, sites.id[i]);
    const worst = Math.max(...found.filter((i) => !otherStatus[i]).map((i) => rank[i]), -1);
    for (const i of found.filter((each) => otherStatus[each])) assert.ok(rank[i] > worst);
  });
});

test("The facts of a subject are searched by terms, pinyin and what else is said; its own name means all", () => {
  const { claims } = factsOf(row("hill-works"));
  const found = (typed) =>
    factsHaving(sites, row("hill-works"), claims, typed, (_, fact) => `行 ${fact.locator}`).map(({ fact }) => fact.id);
  const all = claims.flatMap(({ facts }) => facts.map(({ id }) => id));
  assert.deepEqual(found(""), all);
  assert.deepEqual(found("山丘工厂"), all);
  assert.deepEqual(found("ztz"), found("總投資"));
  assert.ok(found("ztz").length > 0 && found("ztz").length < all.length);
  assert.deepEqual(found("行"), all);
  assert.deepEqual(found("nowhere"), []);
});

test("A word typed twice counts once", () => {
  assert.deepEqual(search(sites, "山 山 山").rank, search(sites, "山").rank);
});

test("A status whose other name is nothing but marks stops no search", () => {
  const { payload } = tinyAtlas();
  const lines = new Uint32Array(unpack(payload.search.statuses));
  const [line, status] = [lines[0], payload.registers.statuses[0]];
  const also = payload.search.terms_also.split("\n");
  also[line] = "'";
  const other = readSites({ ...payload, search: { ...payload.search, terms_also: also.join("\n") } });
  assert.equal(search(other, status.zh).isStatus, true);
  assert.equal(search(other, "'").isStatus, false);
});

test("What more than half were found by that no name has is common to them; what one alone was is not", () => {
  const common = (typed) => {
    const hits = search(sites, typed);
    const rows = [...hits.rank.keys()].filter((i) => i >= sites.first && hits.rank[i] !== NOT_FOUND);
    return commonTerms(sites, rows, hits).map(({ term, count }) => [sites.terms[term][0].text, count]);
  };
  assert.deepEqual(common("三区"), [["三区", 3]]);
  assert.deepEqual(common("园区 四区"), []);
  assert.deepEqual(common("产业"), [["产业园区", 3]]);
  assert.deepEqual(common("工业"), []);
  assert.deepEqual(common(""), []);
});
