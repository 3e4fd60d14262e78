import assert from "node:assert/strict";
import { test } from "node:test";
import {
  FIELDS,
  factFaults,
  faultOf,
  isNear,
  readPosition,
  sourceFaults,
  textOf,
  tidy,
  valueOf,
} from "../../geo/page/web/src/core/forms.js";
import { tinyAtlas } from "../fixtures/read.js";

const { payload } = tinyAtlas();
const held = { registers: payload.registers, sources: payload.sources, date: payload.record.date };
const { facts, sources, sites } = FIELDS;
/** @param {string} name */
const faults = (rule, ...texts) => texts.map((text) => faultOf(rule, text, payload.registers)?.[0] ?? "");

test("Dates are those of the calendar, intervals run forwards", () => {
  assert.deepEqual(faults(facts.as_of, "2024", "2024-02-29", "2016/2020", "2024-01/2024-09", ""), ["", "", "", "", ""]);
  for (const wrong of ["2023-02-29", "24", "2024-13", "2020/2016", "2024/2024", "2024-1", "今年", "2024/2025/2026"]) {
    assert.deepEqual(faults(facts.as_of, wrong), ["faultPeriod"], wrong);
  }
  assert.deepEqual(faults(facts.stated, "2024-12", "2016/2020"), ["", "faultDay"]);
  assert.deepEqual(faults(sources.accessed, "2024-12-25", "2024-12"), ["", "faultDay"]);
});

test("Codes are those of the registers, ids and lines as they are written", () => {
  assert.deepEqual(faults(facts.indicator, payload.registers.indicators[0].code, "nonsense", ""), ["", "faultCode", "faultMissing"]);
  assert.deepEqual(faults(facts.aim, "actual", "Actual"), ["", "faultCode"]);
  assert.deepEqual(faults(sources.id, "daily-2024", "Daily 2024"), ["", "faultForm"]);
  assert.deepEqual(faults(facts.locator, "L12", "L12-14", "L14-12", "12"), ["", "", "faultLines", "faultLines"]);
  assert.deepEqual(faults(sources.url, "https://example.org/a", "data:text/html,a", "example"), ["", "faultAddress", "faultAddress"]);
});

test("Lengths, ranges and what is not seen", () => {
  assert.deepEqual(faults(facts.token, "一二三四五六七八九十一二三四五六", "一二三四五六七八九十一二三四五六七"), ["", "faultLong"]);
  assert.deepEqual(faults(sites.position_uncertainty_m, "1", "20000", "0", "20001", "1.5", "1e3"), [
    "",
    "",
    ...Array(4).fill("faultWhole"),
  ]);
  assert.deepEqual(faults(sites.name_en, "a\u200bb", "a\u00a0b", " a b "), ["faultHidden", "faultHidden", ""]);
  assert.equal(faultOf(sites.name_en, "\u202ea", payload.registers)[1].code, "U+202E");
  assert.deepEqual(faults(sites.position_evidence, "", "a\nb"), ["faultMissing", ""]);
  assert.deepEqual(faults(sites.aliases, ""), [""]);
});

test("What a form holds becomes what the record has, and back", () => {
  assert.deepEqual(valueOf(sites.aliases, " a \n\n b\n"), ["a", "b"]);
  assert.deepEqual(valueOf(sites.aliases, ""), []);
  assert.equal(valueOf(sites.position_uncertainty_m, "300"), 300);
  assert.equal(valueOf(sites.sector, " "), null);
  assert.equal(tidy(" a\n b "), "a b");
  for (const [name, value] of Object.entries({
    aliases: ["a", "b"],
    position_uncertainty_m: 300,
    position_found: [113.1, 27.8],
    sector: null,
  })) {
    assert.deepEqual(valueOf(sites[name], textOf(value)), value, name);
  }
});

test("A position is read whichever number comes first", () => {
  for (const text of ["113.1311, 27.831", "27.831 113.1311", "113.1311，27.8310"])
    assert.deepEqual(readPosition(text), [113.1311, 27.831], text);
  for (const text of ["", "113.1", "113.1 27.8 3", "a b", "181 27", "113.1E 27.8N"]) assert.equal(readPosition(text), null, text);
  assert.ok(isNear([113.13, 27.83], payload.bounds));
  assert.ok(!isNear([27.83, 113.13], payload.bounds));
  assert.ok(isNear([0, 0], null));
});

const primary = payload.sources.find(({ standing }) => standing === "primary").id;
const number = payload.registers.indicators.find(({ type }) => type === "number");
const unit = payload.registers.units.find(({ dimension }) => dimension === number.dimension).code;
const fact = {
  subject: "x",
  indicator: number.code,
  value: "5.7",
  unit,
  as_of: "2023",
  aim: "actual",
  source: primary,
  locator: "L1",
  token: "5.7",
};
/** @param {object} changes what is otherwise */
const found = (changes) =>
  Object.fromEntries(Object.entries(factFaults({ ...fact, ...changes }, held)).map(([name, [key]]) => [name, key]));

test("A fact is judged as validation judges it", () => {
  assert.deepEqual(found({}), {});
  assert.deepEqual(found({ value: "5,700" }), { value: "faultNumber" });
  assert.deepEqual(found({ value: "0.00001", token: "0.00001" }), { value: "faultNumber" });
  assert.deepEqual(found({ unit: "" }), { unit: "faultMissing" });
  assert.deepEqual(found({ unit: payload.registers.units.find(({ dimension }) => dimension !== number.dimension).code }), {
    unit: "faultUnit",
  });
  assert.deepEqual(found({ as_of: "2999" }), { as_of: "faultFuture" });
  assert.deepEqual(found({ aim: "target", as_of: "2999" }), { stated: "faultStated" });
  assert.deepEqual(found({ stated: "2022" }), { stated: "faultNotStated" });
  assert.deepEqual(found({ as_of: "" }), { stated: "faultStated" });
  assert.deepEqual(found({ aim: "target", as_of: "2020", stated: "2021" }), { as_of: "faultDue" });
  assert.deepEqual(found({ locator: "" }), { locator: "faultMissing" });
  assert.deepEqual(found({ token: "6" }), { token: "faultToken" });
  assert.deepEqual(found({ note_zh: "注" }), { note_en: "faultBoth" });
  const status = payload.registers.indicators.find(({ type }) => type === "status").code;
  assert.deepEqual(found({ indicator: status, value: payload.registers.statuses[0].code }), { unit: "faultEmpty" });
  assert.deepEqual(found({ indicator: status, unit: "", value: "nearly" }), { value: "faultCode" });
});

test("A source that is not at hand has no lines", () => {
  const other = { ...payload.sources[0], id: "other", standing: "second-hand", published: "2024" };
  assert.deepEqual(Object.keys(factFaults({ ...fact, source: "other" }, { ...held, sources: [other] })).sort(), ["locator", "token"]);
  assert.deepEqual(Object.keys(sourceFaults({ ...other, id: primary }, held)), ["id"]);
  assert.deepEqual(Object.keys(sourceFaults({ id: "new" }, held)), [
    "title_zh",
    "title_en",
    "publisher_zh",
    "publisher_en",
    "type",
    "standing",
  ]);
});
