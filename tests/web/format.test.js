import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatArea,
  formatLength,
  formatMetres,
  formatNumber,
  groupDigits,
  isWebAddress,
  numberIn,
  numberRanges,
} from "../../geo/page/web/src/core/format.js";
import { addresses } from "../fixtures/read.js";

const THIN = "\u2009";

for (const [text, expected] of [
  ["1234", "1234"],
  ["12345", "12,345"],
  ["1234567", "1,234,567"],
  ["12345.6789", "12,345.6789"],
  ["123.456789", "123.456789"],
  ["-1234", "-1234"],
  ["-123456", "-123,456"],
]) {
  test(`${text} is grouped as ${expected}`, () => assert.equal(groupDigits(text), expected));
}

test("A number worked out by the page is in the power that each language counts in", () => {
  const yuan = { zh: "亿元", en: "billion yuan", shift: -1 };
  assert.equal(formatNumber(123456, yuan, "zh"), `123,456${THIN}亿元`);
  assert.equal(formatNumber(627, yuan, "en"), "62.7 billion yuan");
  assert.equal(formatNumber(1234, { zh: "万人", en: "thousand people", shift: 1 }, "en"), "12,340 thousand people");
  assert.deepEqual(
    [0.1 + 0.2, 28.31, 1.1].map((number) => numberIn("en", number, { shift: 2 })),
    [30, 2831, 110],
  );
});

test("A percent sign and an empty unit leave no gap, and a unit that is a template takes the number in its middle", () => {
  assert.equal(formatNumber(3.1, { zh: "%", en: "%", shift: 0 }, "zh"), "3.1%");
  assert.equal(formatNumber(25, { zh: "个", en: "", shift: 0 }, "en"), "25");
  const rank = { zh: "第{}位", en: "no. {}", shift: 0 };
  assert.equal(formatNumber(28, rank, "zh"), `第${THIN}28${THIN}位`);
  assert.equal(formatNumber(28, rank, "en"), "no. 28");
});

test("Distances are in metres, from a kilometre on in kilometres", () => {
  assert.equal(formatMetres(350, "zh"), `350${THIN}米`);
  assert.equal(formatMetres(999, "en"), "999 m");
  assert.equal(formatMetres(1000, "en"), "1 km");
  assert.equal(formatMetres(2500, "zh"), `2.5${THIN}公里`);
});

for (const [metres, zh, en] of [
  [0, "0\u2009米", "0 m"],
  [87.64, "87.6\u2009米", "87.6 m"],
  [999.6, "1\u2009公里", "1 km"],
  [12345, "12.3\u2009公里", "12.3 km"],
]) {
  test(`A measured length of ${metres} m has three digits`, () => {
    assert.equal(formatLength(metres, "zh"), zh);
    assert.equal(formatLength(metres, "en"), en);
  });
}

for (const [squareMetres, zh, en] of [
  [4567, "4570\u2009平方米", "4570 m²"],
  [56789, "56,800\u2009平方米", "56,800 m²"],
  [123456, "0.123\u2009平方公里", "0.123 km²"],
  [11247012345, "11,200\u2009平方公里", "11,200 km²"],
]) {
  test(`A measured area of ${squareMetres} m² has three digits`, () => {
    assert.equal(formatArea(squareMetres, "zh"), zh);
    assert.equal(formatArea(squareMetres, "en"), en);
  });
}

test("A link may lead to an address of the web, and to nothing else", () => {
  for (const text of addresses.web) assert.ok(isWebAddress(text), JSON.stringify(text));
  for (const text of addresses.other) assert.ok(!isWebAddress(text), JSON.stringify(text));
});

test("Numbers that follow each other are a range from three on, in whatever order they come", () => {
  assert.equal(numberRanges([7, 3, 9, 8]), "3, 7–9");
  assert.equal(numberRanges([1, 2]), "1, 2");
  assert.equal(numberRanges([12, 12]), "12");
  assert.equal(numberRanges([1, 2, 3, 5, 6, 7, 8]), "1–3, 5–8");
});
