import assert from "node:assert/strict";
import { test } from "node:test";
import { applyFacets } from "../../geo/page/web/src/core/facets.js";
import { VERSION, isForAtlas, readMessage, snippetOf, stateMessage } from "../../geo/page/web/src/core/embed.js";
import { initialState } from "../../geo/page/web/src/core/fields.js";
import { parseHash, printHash } from "../../geo/page/web/src/core/hash.js";
import { tinyAtlas } from "../fixtures/read.js";

const { sites } = tinyAtlas();
const set = (members) => readMessage({ atlas: 1, type: "set", ...members }, sites, "zh");
const after = (members) => ({ ...initialState(sites.facets), ...set(members).values });
const filterOf = (state) => stateMessage(state, sites, applyFacets(sites, state)).filter;

test("what is not for the atlas is told from what is", () => {
  for (const other of [null, undefined, "atlas", 1, [], ["atlas"], { type: "set" }, new Map([["atlas", 1]]), new Date(0)])
    assert.equal(isForAtlas(other), false);
  assert.ok(isForAtlas({ atlas: 9 }));
});

test("a message sets what the same link would", () => {
  const filter = { kind: ["park"], district: "430204", q: "山 a&b", investment: "1e9.." };
  const linked = parseHash("#q=山 a%26b&investment=1e9..&district=430204&kind=park&lang=en&place=hill-park", sites);
  assert.deepEqual(after({ filter, place: "hill-park", lang: "en" }), linked);
});

test("what a message does not name stays, and an empty filter clears every one", () => {
  assert.deepEqual(Object.keys(set({ lang: "en" }).values), ["lang"]);
  assert.deepEqual(Object.keys(set({ place: null }).values).sort(), ["fact", "facts", "page", "place"]);
  assert.deepEqual(set({ filter: {} }).values.kind, []);
  assert.deepEqual(readMessage({ atlas: 1, type: "hello", id: 7 }, sites, "zh"), { id: 7, values: {} });
});

test("what the page tells can be said back to it", () => {
  const state = parseHash("#q=山&layer=parks&kind=park,rail&investment=..5e9,none&place=hill-park", sites);
  const told = stateMessage(state, sites, applyFacets(sites, state));
  assert.deepEqual([told.atlas, told.type, told.lang, told.place], [VERSION, "state", "zh", "hill-park"]);
  assert.equal(told.count, applyFacets(sites, state).rows.length);
  assert.deepEqual(filterOf(after({ filter: told.filter })), told.filter);
});

test("every filter of a link is one of a message", () => {
  for (const { key, options } of sites.facets) {
    const code = options[options.length - 1].code;
    const state = after({ filter: { [key]: [code] } });
    assert.match(printHash(state, sites), new RegExp(`[#&]${key}=`), key);
  }
});

const REFUSED = {
  version: [{ atlas: 2 }, { atlas: "1" }],
  type: [{ type: "eval" }, { type: undefined }, { type: "constructor" }, { type: ["set"] }],
  member: [{ script: "x" }, { type: "hello", lang: "en" }, JSON.parse('{"__proto__": {"lang": "en"}}')],
  id: [{ id: {} }, { id: "x".repeat(201) }, { id: NaN }, { id: null }],
  value: [
    { lang: 1 },
    { lang: null },
    { place: 3 },
    { place: "" },
    { filter: [] },
    { filter: null },
    { filter: { kind: [["park"]] } },
    { filter: { q: {} } },
  ],
  size: [{ lang: "x".repeat(201) }, { filter: { q: "山".repeat(201) } }, { filter: { kind: Array(501).fill("park") } }],
  filter: [
    { filter: { place: "hill-park" } },
    { filter: { hide: "parks" } },
    { filter: { constructor: "a" } },
    { filter: { ranges: "1.." } },
  ],
  unknown: [
    ...[{ lang: "fr" }, { place: "no-such" }, { place: "__proto__" }, { filter: { kind: ["park", "castle"] } }],
    ...[{ filter: { investment: "5..1" } }, { filter: { kind: "park&place=hill-park" } }, { place: "\ud800" }],
  ],
};
for (const [code, messages] of Object.entries(REFUSED))
  test(`a message is refused with its reason: ${code}`, () => {
    for (const message of messages) {
      const own = { atlas: 1, type: "set", ...message };
      // What a text of JSON has by this name is a member, and no prototype.
      if (Object.keys(message).includes("__proto__")) Object.defineProperty(own, "__proto__", { value: 1, enumerable: true });
      const refused = readMessage(own, sites, "zh");
      assert.equal(refused.code, code, JSON.stringify(message));
      assert.deepEqual([refused.atlas, refused.type, typeof refused.reason], [1, "refused", "string"]);
      assert.ok(refused.about.length <= 200);
    }
  });

test("a refusal names the message by its id", () => {
  assert.equal(set({ id: "first", lang: "fr" }).id, "first");
  assert.ok(!("id" in set({ lang: "fr" })));
});

test("names in a snippet are text", () => {
  const snippet = snippetOf('https://example.org/?a=1&b="c"#q=<b>', '"><script>x</script>');
  const [, src, title] = snippet.match(/^<iframe src="([^"<>]*)" title="([^"<>]*)" [^<>]*><\/iframe>$/);
  assert.equal(src, "https://example.org/?a=1&amp;b=&quot;c&quot;#q=&lt;b&gt;");
  assert.equal(title, "&quot;&gt;&lt;script&gt;x&lt;/script&gt;");
});
