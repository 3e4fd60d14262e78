import assert from "node:assert/strict";
import { test } from "node:test";
import { factsLink, parseHash, printHash, unreadParts } from "../../geo/page/web/src/core/hash.js";
import { hasPosition } from "../../geo/page/web/src/core/sites.js";
import { AMONG, LONGEST_QUERY, ORDERS, PAGES, initialState, isWide } from "../../geo/page/web/src/core/fields.js";
import { seeded, tinyAtlas } from "../fixtures/read.js";

const { sites } = tinyAtlas();
const { layers, kinds, indicators, units } = sites.registers;
const row = (id) => sites.index.get(id);

const SIGNS = [..."abZ09 &=#,/%+?;:'\"\\<>{}$", "株", "洲", "é", "🚄", "\u2028", "\n", "%41"];

function randomState(random) {
  const below = (limit) => Math.floor(random() * limit);
  const some = (size) => Array.from({ length: size }, (_, i) => i).filter(() => random() < 0.3);
  const place = random() < 0.4 ? -1 : below(sites.count);
  // A fact is read beside what lies in the place of the map, and in the place of what else the drawer holds.
  const page = PAGES[below(PAGES.length)];
  // What has no place on a map that is seen is read beside it.
  const facts = place >= 0 && (random() < 0.5 || isWide(page) || !hasPosition(sites, place));
  return {
    lang: random() < 0.5 ? "zh" : "en",
    hide: some(layers.length),
    ranges: [
      ["gdp", [["3.6e11.."], ["none"], [".."]][below(3)]],
      ["investment", [["1e9.."], ["..5e9", "none"], ["0.5..1e9"], ["-1.."]][below(4)]],
    ].filter(() => random() < 0.4),
    district: some(sites.first),
    ...Object.fromEntries(sites.facets.map(({ key, options }) => [key, some(options.length)])),
    kind: some(kinds.length).filter((row) => kinds[row].layer > 0),
    q: Array.from({ length: below(8) }, () => SIGNS[below(SIGNS.length)]).join(""),
    order: [...ORDERS, "investment"][below(ORDERS.length + 1)],
    grouped: random() < 0.5,
    table: random() < 0.5,
    roads: random() < 0.5,
    embed: random() < 0.5 && page !== "propose",
    sort: ["", "name", "-latest", "-investment", "-months"][below(5)],
    due: ["", "2025"][below(2)],
    base: ["", "amap", "osm"][below(3)],
    colour: ["", "sites", "gdp"][below(3)],
    columns: random() < 0.5 ? null : some(indicators.length).filter((each) => indicators[each].type === "number"),
    inUnits: Object.fromEntries(some(indicators.length).map((each) => [indicators[each].code, below(units.length)])),
    empty: random() < 0.5,
    rank: ["", "gdp", "investment"][below(3)],
    among: AMONG[below(2)],
    compare: [3, 1, 7, 2, 5].slice(below(4)).slice(0, below(5)),
    page: place < 0 || isWide(page) ? page : "",
    place,
    facts,
    fact: facts ? ["", "f0001", "f1119"][below(3)] : "",
    view: random() < 0.4 ? null : { zoom: below(89) / 4, lat: below(8500000) / 1e5, lon: below(18000000) / 1e5 },
  };
}

test("Any state comes back from its own hash", () => {
  const random = seeded(2024);
  for (let round = 0; round < 3000; round += 1) {
    const state = randomState(random);
    assert.deepEqual(parseHash(printHash(state, sites), sites), state);
  }
});

test("A page that is only looked at proposes nothing", () => {
  assert.equal(parseHash("#page=propose", sites).page, "propose");
  assert.equal(parseHash("#page=propose&embed=1", sites).page, "");
});

test("A hash has none of the signs that end a link", () => {
  const random = seeded(77);
  for (let round = 0; round < 500; round += 1) {
    assert.match(printHash(randomState(random), sites), /^(?:#[\w%&=,./:~*'()!-]+)?$/);
  }
});

test("A range does not end a link, and its dots are kept where a reader puts one last", () => {
  const state = { ...initialState(sites.facets), ranges: [["investment", ["1e9.."]]] };
  assert.equal(printHash(state, sites), "#investment=1e9..&lang=zh");
  for (const ending of ["", ".", "...", ")", "。", "，谢谢", ".”"]) {
    const hash = `#lang=zh&investment=1e9..${ending}`;
    assert.deepEqual(parseHash(hash, sites), state, hash);
    assert.deepEqual(unreadParts(hash, sites), [], hash);
  }
});

test("A figure whose code has a hyphen is a key of its own, however a chat writes what is between", () => {
  const { indicators } = sites.registers;
  const named = { ...sites, registers: { ...sites.registers, indicators: [...indicators, { code: "land-area-2", type: "number" }] } };
  for (const between of ["&", "&amp;", "%26"]) {
    const state = parseHash(`#kind=park${between}land-area-2=..5e6`, named);
    assert.deepEqual(state.ranges, [["land-area-2", ["..5e6"]]]);
  }
});

test("What is no range, or of no figure, is named as unread", () => {
  for (const part of ["investment=1e9", "investment=2..1", "investment=<script>..", "honour=1..", "jobs=1..", "__proto__=1.."]) {
    assert.deepEqual(unreadParts(`#lang=en&${part}&kind=park`, sites), [part], part);
    assert.deepEqual(parseHash(`#${part}`, sites).ranges, []);
  }
});

test("The initial state is no more than its language", () => {
  assert.equal(printHash(initialState(sites.facets), sites), "#lang=zh");
  assert.deepEqual(parseHash("", sites), initialState(sites.facets));
  assert.deepEqual(parseHash("#", sites), initialState(sites.facets));
});

test("A hash without a language leaves the reader's own", () => {
  assert.equal(parseHash("#place=nowhere", sites, "en").lang, "en");
  assert.equal(parseHash("#lang=zh", sites, "en").lang, "zh");
  assert.equal(parseHash("#lang=xx", sites, "en").lang, "en");
});

test("A hash tells names, not row numbers", () => {
  const state = {
    ...initialState(sites.facets),
    lang: "en",
    hide: [0, 2],
    district: [0, row("430204")],
    kind: [1],
    q: "山 丘",
    place: row("hill-works"),
    facts: true,
    view: { zoom: 12.25, lat: 27.83, lon: 113.13 },
  };
  assert.equal(
    printHash(state, sites),
    "#q=%E5%B1%B1%20%E4%B8%98&lang=en&layer=parks,institutions,infrastructure&district=430200,430204&kind=park" +
      "&place=hill-works&facts=1&map=12.25/27.83/113.13",
  );
});

test("The order of the parts and of their values does not matter", () => {
  const one = parseHash("#kind=transport,park&lang=en", sites);
  assert.deepEqual(one, parseHash("#lang=en&kind=park,transport,park", sites));
  assert.equal(one.kind.length, 2);
});

for (const hash of [
  "#lang=fr",
  "#hide=nothing,,__proto__",
  "#layer=nothing,,__proto__",
  "#layer=",
  "#district=hill-works",
  "#district=999999",
  "#kind=constructor",
  "#place=nowhere",
  "#place=__proto__&facts=1",
  "#facts=1",
  "#order=sideways",
  "#page=nothing",
  "#sort=<b>",
  "#base=a%20b",
  "#fact=f0001",
  "#map=99/27/113",
  "#map=12/100/113",
  "#map=12/27/1000",
  "#map=12/27",
  "#map=12//",
  "#map=NaN/NaN/NaN",
  "#map=Infinity/0/0",
  "#q=%E5%B1",
  "#%",
  "#q",
  "#=",
  "#&&&",
  "#unknown=1&__proto__=2",
  "#!/other/page",
]) {
  test(`${hash} tells nothing, and nothing else is taken from it`, () => {
    assert.deepEqual(parseHash(hash, sites), initialState(sites.facets));
  });
}

test("What can be read is taken from a hash that is damaged elsewhere", () => {
  assert.deepEqual(parseHash("#place=ring-road&kind=park,nonsense&map=x&q=%&lang=en", sites), {
    ...initialState(sites.facets),
    lang: "en",
    kind: [kinds.findIndex(({ code }) => code === "park")],
    place: row("ring-road"),
  });
});

test("Rubbish of any kind gives a state that can be printed and read again", () => {
  const random = seeded(99);
  const parts = [
    "lang",
    "layer",
    "none",
    "hide",
    "district",
    "kind",
    "q",
    "place",
    "facts",
    "map",
    "=",
    "&",
    "%",
    "#",
    "/",
    ",",
    "1",
    "-",
    "e",
    "park",
    "430204",
    "\ud800",
  ];
  for (let round = 0; round < 3000; round += 1) {
    const hash = Array.from({ length: Math.floor(random() * 12) }, () => parts[Math.floor(random() * parts.length)]).join("");
    const state = parseHash(hash, sites);
    assert.deepEqual(Object.keys(state), Object.keys(initialState(sites.facets)));
    assert.deepEqual(parseHash(printHash(state, sites), sites), { ...state, q: state.q.toWellFormed() });
  }
});

test("The link of a place's facts, or of one of them, holds no more than that", () => {
  const place = row("hill-works");
  assert.equal(factsLink(place, "en", sites), "#lang=en&place=hill-works&facts=1");
  assert.equal(factsLink(place, "zh", sites, "f0002"), "#lang=zh&place=hill-works&facts=1&fact=f0002");
});

test("All of a link that the page has made is read", () => {
  const random = seeded(4);
  for (let round = 0; round < 1000; round += 1) assert.deepEqual(unreadParts(printHash(randomState(random), sites), sites), []);
  for (const hash of [
    "",
    "#",
    "#&&",
    "#q=&kind=",
    "#grouped=1&table=0&facts=0",
    "#map=12.50/27.830/113.0&q=a,b",
    "#kind=transport,park,park",
  ]) {
    assert.deepEqual(unreadParts(hash, sites), [], hash);
  }
});

for (const part of [
  "lang=fr",
  "kind=park,nonsense",
  "district=hill-works",
  "place=nowhere",
  "facts=1",
  "facts=yes",
  "fact=f0001",
  "page=nothing",
  "sort=<b>",
  "sort=nope",
  "sort=status-quo",
  "base=nope",
  "colour=nope",
  "colour=status",
  "by=nope",
  "by=sites",
  "map=99/27/113",
  "q=%E5%B1",
  "q",
  "=",
  "later=1",
  "__proto__=2",
  "constructor=park",
]) {
  test(`${part} is told to be unread, and nothing beside it`, () => {
    assert.deepEqual(unreadParts(`#lang=en&${part}`.replace("lang=en&lang", "kind=park&lang"), sites), [part]);
  });
}

const hidden = (...codes) => codes.map((code) => layers.findIndex((layer) => layer.code === code));

test("A link holds the layers shown where some are hidden, and says so where all are", () => {
  const link = (hide) => printHash({ ...initialState(sites.facets), hide }, sites);
  assert.equal(link([]), "#lang=zh");
  assert.equal(link(hidden("districts", "projects")), "#lang=zh&layer=parks,institutions,infrastructure");
  assert.equal(link([...layers.keys()]), "#lang=zh&layer=none");
  assert.deepEqual(parseHash("#layer=none", sites).hide, [...layers.keys()]);
  assert.deepEqual(parseHash("#layer=projects,parks", sites).hide, hidden("districts", "institutions", "infrastructure"));
});

test("A link of yesterday opens as it did, by every key that it had", () => {
  const link =
    "#q=%E5%B1%B1&lang=en&hide=districts,projects&district=430200,430204&kind=park&sector=none&status=none&position=exact" +
    "&dispute=open&year=none&order=name&grouped=0&table=1&sort=-latest&base=osm&colour=gdp&place=hill-works&facts=1&fact=f0002&map=12.25/27.83/113.13";
  const rows = (key, ...codes) =>
    codes.map((code) => sites.facets.find((each) => each.key === key).options.findIndex((option) => option.code === code));
  assert.deepEqual(parseHash(link, sites), {
    ...initialState(sites.facets),
    q: "山",
    lang: "en",
    hide: hidden("districts", "projects"),
    district: rows("district", "430200", "430204"),
    kind: rows("kind", "park"),
    sector: rows("sector", "none"),
    status: rows("status", "none"),
    position: rows("position", "exact"),
    dispute: rows("dispute", "open"),
    year: rows("year", "none"),
    order: "name",
    grouped: false,
    table: true,
    sort: "-latest",
    due: "",
    base: "osm",
    colour: "gdp",
    place: row("hill-works"),
    facts: true,
    fact: "f0002",
    view: { zoom: 12.25, lat: 27.83, lon: 113.13 },
  });
  assert.deepEqual(unreadParts(link, sites), []);
  assert.equal(parseHash("#page=about", sites).page, "about");
});

test("What a link says of layers is told where it cannot be read", () => {
  for (const [hash, unread] of [
    ["#layer=parks,nonsense", ["layer=parks,nonsense"]],
    ["#hide=parks,nonsense", ["hide=parks,nonsense"]],
    ["#layer=parks&hide=parks", ["hide=parks"]],
    [`#layer=${layers.map(({ code }) => code).join(",")}`, []],
    ["#layer=none", []],
    ["#hide=parks", []],
  ]) {
    assert.deepEqual(unreadParts(hash, sites), unread, hash);
  }
});

test("A part that stands twice is read where it stands last", () => {
  assert.deepEqual(unreadParts("#kind=park&kind=transport", sites), ["kind=park"]);
});

const LINK = "#lang=en&kind=park&place=hill-works&facts=1";

for (const ending of [
  "。",
  "，",
  "、",
  "；",
  "：",
  "！",
  "？",
  "…",
  "”",
  "）",
  "》",
  "」",
  ")",
  ".",
  ",",
  ";",
  "!",
  "?",
  "'",
  '"',
  ">",
  "*",
  ")。",
  "。请看这里",
  "%E3%80%82",
  "#wechat_redirect",
]) {
  test(`A link that ended with ${ending} opens its place`, () => {
    for (const link of [LINK, `${LINK}&map=12/27.83/113.13`, `${LINK}&fact=f0002`, "#lang=en&place=hill-works"]) {
      assert.deepEqual(parseHash(link + ending, sites), parseHash(link, sites));
      assert.deepEqual(unreadParts(link + ending, sites), []);
    }
  });
}

for (const between of ["&amp;", "&amp;amp;", "%26"]) {
  test(`A link whose & became ${between} opens its place`, () => {
    const link = LINK.replace(/&/g, between);
    assert.deepEqual(parseHash(link, sites), parseHash(LINK, sites));
    assert.deepEqual(unreadParts(link, sites), []);
  });
}

test("A link that was encoded as a whole opens its place", () => {
  assert.deepEqual(parseHash(`#${encodeURIComponent(LINK.slice(1))}`, sites), parseHash(LINK, sites));
});

test("What was searched keeps its signs, but for those that end an old link", () => {
  for (const q of ["a)", "石峰。", "a&amp;b", "a%26kind=park", "#", "x.", "("]) {
    const state = { ...initialState(sites.facets), q };
    assert.equal(parseHash(printHash(state, sites), sites).q, q);
  }
  assert.equal(parseHash("#lang=zh&q=905%E3%80%82", sites).q, "905");
});

test("What is searched has a greatest length; a link that holds more says so", () => {
  const longest = "a".repeat(LONGEST_QUERY);
  assert.equal(parseHash(`#lang=en&q=${longest}&kind=park`, sites).q, longest);
  assert.equal(parseHash(`#lang=en&q=${longest}a&kind=park`, sites).q, "");
  assert.deepEqual(unreadParts(`#lang=en&q=${longest}a&kind=park`, sites), [`q=${longest}a`]);
});
