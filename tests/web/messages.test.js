import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { MESSAGES, messages, nameTheRecord } from "../../geo/page/web/src/core/messages.js";

const SOURCE = fileURLToPath(new URL("../../geo/page/web/src", import.meta.url));
const CALL = /\b(?:say|tell|messages\([\w.]+\))\("(\w+)"(?:, \{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\})?\)/g;

const forms = (message) => (typeof message === "string" ? [message] : Object.values(message));
// What every message may say of the record, without being given it.
const OF_THE_RECORD = ["title", "contributors", "city", "licence"];
const placeholders = (text) =>
  new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name) => !OF_THE_RECORD.includes(name)));
const needs = (message) => new Set(forms(message).flatMap((text) => [...placeholders(text)]));

test("Both languages have the same messages", () => {
  assert.deepEqual(Object.keys(MESSAGES.zh), Object.keys(MESSAGES.en));
});

test("No message is empty, and each takes the same values in both languages", () => {
  for (const [key, zh] of Object.entries(MESSAGES.zh)) {
    for (const text of [...forms(zh), ...forms(MESSAGES.en[key])]) assert.ok(text.trim(), key);
    assert.deepEqual(needs(zh), needs(MESSAGES.en[key]), key);
  }
});

test("A message has a form for each plural category of its language, and its number is named count", () => {
  for (const [lang, texts] of Object.entries(MESSAGES)) {
    const { pluralCategories } = new Intl.PluralRules(lang).resolvedOptions();
    for (const [key, message] of Object.entries(texts)) {
      if (typeof message === "string") continue;
      assert.deepEqual(Object.keys(message).sort(), [...pluralCategories].sort(), key);
      assert.ok(needs(message).has("count"), key);
    }
  }
});

test("One is one, and more are several", () => {
  assert.equal(messages("en")("places", { count: 1 }), "1 place");
  assert.equal(messages("en")("places", { count: 0 }), "0 places");
  assert.equal(messages("en")("factsOf", { count: 12345 }), "12,345 facts");
  assert.equal(messages("zh")("places", { count: 1 }), "1 处地点");
});

test("Values are put in word for word", () => {
  assert.equal(messages("en")("exported", { what: "3 places", file: "$&_$1.geojson" }), "Exported 3 places: $&_$1.geojson");
  assert.equal(messages("en")("exported", { what: "{file}", file: "{what}{file}" }), "Exported {file}: {what}{file}");
});

test("The page names its record and its city as the record does", () => {
  const names = (title, city) => ({ title, city, contributors: `${title}+` });
  nameTheRecord({ licence: { data: "CC0" }, place: { zh: names("山图", "山市"), en: names("Hill Atlas", "Hill City") } });
  assert.ok(messages("zh")("hereOutside", { distance: 1 }).startsWith("您在山市市域以外"));
  assert.equal(messages("en")("mapLabel"), "Map of Hill City");
  assert.equal(messages("en")("title"), "Hill Atlas");
  assert.equal(messages("zh")("credit"), "© 山图+");
  assert.equal(messages("en")("dataLicence"), "Data CC0");
});

test("Each call gives every value that its message needs", () => {
  let checked = 0;
  for (const name of readdirSync(SOURCE, { recursive: true }).filter((path) => path.endsWith(".js"))) {
    for (const [, key, given = ""] of readFileSync(join(SOURCE, name), "utf8").matchAll(CALL)) {
      assert.ok(key in MESSAGES.en, `${name}: ${key}`);
      for (const value of needs(MESSAGES.en[key])) assert.match(given, new RegExp(`\\b${value}\\b`), `${name}: ${key} needs ${value}`);
      checked += 1;
    }
  }
  assert.ok(checked > 100);
});

test("The page's script has every text that it calls for; a review has a script of its own", () => {
  const script = readFileSync(join(SOURCE, "..", "dist", "beside.js"), "utf8");
  const [, joined] = /"((?:\w+ ){100,}\w+)"\.split\(" "\)/.exec(script);
  const has = new Set(joined.split(" "));
  const ofPage = readdirSync(SOURCE, { recursive: true }).filter((path) => path.endsWith(".js") && !path.includes("review"));
  for (const name of ofPage) {
    for (const [, key] of readFileSync(join(SOURCE, name), "utf8").matchAll(CALL)) assert.ok(has.has(key), `${name}: ${key}`);
  }
});

/** A number beside a noun is a plural; where the noun is the same in each form, no form is needed. */
test("No English message has a number before a plural noun in one form only", () => {
  for (const [key, message] of Object.entries(MESSAGES.en)) {
    if (typeof message === "string") assert.doesNotMatch(message, /\{count\} [a-z]+s\b/, key);
  }
});

test("No message counts what the record can change", () => {
  const numerals = /[五六七八九十百]份|\b(?:three|four|five|six|seven|eight|nine|ten) (?:sources|places|facts|districts)\b/;
  for (const texts of Object.values(MESSAGES)) {
    for (const [key, message] of Object.entries(texts)) for (const text of forms(message)) assert.doesNotMatch(text, numerals, key);
  }
});
