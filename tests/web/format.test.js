import assert from "node:assert/strict";
import { test } from "node:test";
import { formatArea, formatDate, formatLength, formatLocator, formatMetres, formatValue, groupDigits, isWebAddress, shiftDecimal } from "../../geo/page/web/src/core/format.js";
import { addresses } from "../fixtures/read.js";

const THIN = "\u2009";
const NUMBER = { type: "number" };
const REGISTERS = {
  units: [
    { zh: "亿元", en: "billion yuan", shift: -1 },
    { zh: "%", en: "%", shift: 0 },
    { zh: "第{}位", en: "no. {}", shift: 0 },
    { zh: "个", en: "", shift: 0 },
    { zh: "万人", en: "thousand people", shift: 1 },
    { zh: "亩", en: "mu", shift: 0, factor: 666.6666666667, also: { en: "ha", factor: 10000 } },
  ],
  qualifiers: [{ zh: "约 {}", en: "about {}" }],
  statuses: [{ zh: "开工 $& {}", en: "Started $& {}" }],
  honours: [{ zh: "千兆城市", en: "Gigabit city" }],
};

const value = (text, unit, qualifier, lang) => formatValue({ value: text, unit, qualifier }, NUMBER, REGISTERS, lang);

for (const [text, power, expected] of [
  ["627", -1, "62.7"],
  ["600", -1, "60"],
  ["600", -2, "6"],
  ["5", -1, "0.5"],
  ["5", -2, "0.05"],
  ["0", -1, "0"],
  ["12.5", -1, "1.25"],
  ["12.50", -1, "1.250"],
  ["0.05", -1, "0.005"],
  ["28.31", 1, "283.1"],
  ["28.31", 2, "2831"],
  ["28.31", 3, "28310"],
  ["0.5", 1, "5"],
  ["0.05", 1, "0.5"],
  ["10", 4, "100000"],
  ["-3.5", -1, "-0.35"],
  ["-3.5", 1, "-35"],
  ["3600", 0, "3600"],
  ["3.10", 0, "3.10"],
  ["123456789012345678901234567890", -1, "12345678901234567890123456789"],
]) {
  test(`${text} moved by ${power} is ${expected}`, () => assert.equal(shiftDecimal(text, power), expected));
}

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

test("A number stands before its unit, in English in the power that English counts in", () => {
  assert.deepEqual(value("3600", 0, -1, "zh"), { figure: "3600", unit: "亿元", text: `3600${THIN}亿元` });
  assert.deepEqual(value("3600", 0, -1, "en"), { figure: "360", unit: "billion yuan", text: "360 billion yuan" });
  assert.equal(value("1234", 4, -1, "en").text, "12,340 thousand people");
  assert.equal(value("12345", 3, -1, "zh").text, `12,345${THIN}个`);
});

test("A percent sign and an empty unit leave no gap", () => {
  assert.equal(value("3.10", 1, -1, "zh").text, "3.10%");
  assert.equal(value("3.10", 1, -1, "en").text, "3.10%");
  assert.equal(value("25", 3, -1, "en").text, "25");
});

test("A unit that is a template takes the number in its middle", () => {
  assert.deepEqual(value("28", 2, -1, "zh"), { figure: `第${THIN}28${THIN}位`, unit: "", text: `第${THIN}28${THIN}位` });
  assert.equal(value("28", 2, -1, "en").text, "no. 28");
});

test("A qualifier takes in figure and text", () => {
  assert.deepEqual(value("12.5", 0, 0, "zh"), { figure: "约 12.5", unit: "亿元", text: `约 12.5${THIN}亿元` });
  assert.equal(value("12.5", 0, 0, "en").text, "about 1.25 billion yuan");
  assert.equal(value("28", 2, 0, "en").text, "about no. 28");
});

test("A status or an honour is its name, word for word", () => {
  const fact = { value: 0, unit: -1, qualifier: -1 };
  assert.equal(formatValue(fact, { type: "status" }, REGISTERS, "zh").text, "开工 $& {}");
  assert.equal(formatValue(fact, { type: "status" }, REGISTERS, "en").figure, "Started $& {}");
  assert.equal(formatValue(fact, { type: "honour" }, REGISTERS, "en").text, "Gigabit city");
});

test("Dollar signs in a unit or qualifier are text", () => {
  const dollars = { units: [{ zh: "$& $1", en: "$& {} $'", shift: 0 }], qualifiers: [{ zh: "$` {}", en: "$& {}" }] };
  const fact = { value: "5", unit: 0, qualifier: 0 };
  assert.equal(formatValue(fact, NUMBER, dollars, "zh").text, `$\` 5${THIN}$& $1`);
  assert.equal(formatValue(fact, NUMBER, dollars, "en").text, "$& $& 5 $'");
});

for (const [date, zh, en] of [
  ["2024", "2024年", "2024"],
  ["2024-02", "2024年2月", "Feb 2024"],
  ["2024-12-06", "2024年12月6日", "6 Dec 2024"],
  ["2016/2020", "2016年–2020年", "2016–2020"],
  ["2024-01/2024-09", "2024年1–9月", "Jan–Sep 2024"],
  ["2023-11/2024-02", "2023年11月–2024年2月", "Nov 2023–Feb 2024"],
  ["2024-01-01/2024-09-30", "2024年1月1日–2024年9月30日", "1 Jan 2024–30 Sep 2024"],
  ["2024-01/2024-09-15", "2024年1月–2024年9月15日", "Jan 2024–15 Sep 2024"],
  ["2023/2024-09", "2023年–2024年9月", "2023–Sep 2024"],
]) {
  test(`${date} is read as ${zh} and as ${en}`, () => {
    assert.equal(formatDate(date, "zh"), zh);
    assert.equal(formatDate(date, "en"), en);
  });
}

test("Distances are in metres, from a kilometre on in kilometres", () => {
  assert.equal(formatMetres(350, "zh"), `350${THIN}米`);
  assert.equal(formatMetres(999, "en"), "999 m");
  assert.equal(formatMetres(1000, "en"), "1 km");
  assert.equal(formatMetres(2500, "zh"), `2.5${THIN}公里`);
});

test("A locator names its line or lines", () => {
  assert.equal(formatLocator("L12", "zh"), "第12行");
  assert.equal(formatLocator("page-12", "zh"), "page-12");
  assert.equal(formatLocator("L12", "en"), "line 12");
  assert.equal(formatLocator("L12-14", "zh"), "第12–14行");
  assert.equal(formatLocator("L12-14", "en"), "lines 12–14");
});

test("A fact that points to no line has no locator to show", () => {
  assert.equal(formatLocator("", "zh"), "");
  assert.equal(formatLocator("", "en"), "");
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

test("English readers get a Chinese unit in hectares too, as the export words it", () => {
  const mu = REGISTERS.units.findIndex(({ en }) => en === "mu");
  const texts = ["300", "1000", "0", "226", "123456"].map((text) => value(text, mu, -1, "en").text);
  assert.deepEqual(texts, ["300 mu (20 ha)", "1000 mu (66.7 ha)", "0 mu (0 ha)", "226 mu (15.1 ha)", "123,456 mu (8230 ha)"]);
  assert.equal(value("300", mu, -1, "zh").text, `300${THIN}亩`);
});
