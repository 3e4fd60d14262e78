import assert from "node:assert/strict";
import { test } from "node:test";
import { addsUp, figureIn, isBound, isConvertible, mostUsed, printedUnit, unitsFor, valueIn } from "../../geo/page/web/src/core/units.js";

const unit = (code, dimension, factor, zh, en = zh, shift = 0) => ({ code, dimension, factor, zh, en, shift });
const registers = {
  units: [
    unit("yuan", "money", 1, "元", "yuan"),
    unit("wan-yuan", "money", 1e4, "万元", "million yuan", -2),
    unit("yi-yuan", "money", 1e8, "亿元", "billion yuan", -1),
    unit("mu", "area", 666.6666666667, "亩", "mu"),
    unit("hectare", "area", 1e4, "公顷", "ha"),
    unit("jia", "count", 1, "家", ""),
    unit("ke", "count", 1, "颗", ""),
    unit("rank", "rank", 1, "第{}位", "no. {}"),
    unit("million-yuan", "money", 1e6, "百万元", "million yuan"),
    unit("percent", "ratio", 1, "%", "%"),
  ],
  qualifiers: [
    { code: "about", zh: "约 {}", en: "about {}" },
    { code: "over", zh: "超 {}", en: "over {}" },
  ],
};
const [YUAN, WAN, YI, MU, HA, JIA, KE, RANK, , PERCENT] = registers.units.keys();
const measured = (base, of, qualifier = -1) => ({ base, unit: of, qualifier });

test("A number is exact in a unit that is a power of ten apart, else it has four digits", () => {
  assert.equal(valueIn(registers, measured(123456789, YUAN), WAN), 12345.6789);
  assert.equal(valueIn(registers, measured(1.25e9, WAN), YI), 12.5);
  assert.equal(valueIn(registers, measured(15500 * 666.6666666667, MU), HA), 1033);
  assert.equal(valueIn(registers, measured(15500 * 666.6666666667, MU), MU), 15500);
});

test("A figure keeps its qualifier, and is grouped and shifted as its language writes it", () => {
  assert.equal(figureIn(registers, measured(627e8, YI, 1), YI, "zh"), "超 627");
  assert.equal(figureIn(registers, measured(627e8, YI, 1), YI, "en"), "over 62.7");
  assert.equal(figureIn(registers, measured(627e8, YI), WAN, "zh"), "6,270,000");
  assert.equal(figureIn(registers, measured(28, RANK), RANK, "en"), "no. 28");
});

test("What is counted is no unit that another can be turned into", () => {
  assert.deepEqual(unitsFor(registers, JIA, "zh"), [JIA]);
  assert.equal(isConvertible(registers, JIA, KE), false);
  assert.equal(isConvertible(registers, MU, HA), true);
  assert.equal(isConvertible(registers, MU, YI), false);
});

test("Of units that read alike one is offered, that which is used", () => {
  assert.deepEqual(unitsFor(registers, WAN, "en"), [YUAN, WAN, YI]);
  assert.equal(unitsFor(registers, WAN, "zh").length, 4);
});

test("Rates and places in an order do not add up, and over is no more than a bound", () => {
  assert.deepEqual(
    [YI, MU, JIA, RANK, PERCENT].map((each) => addsUp(registers, each)),
    [true, true, true, false, false],
  );
  assert.deepEqual(
    [-1, 0, 1].map((each) => isBound(registers, each)),
    [false, false, true],
  );
});

test("The unit that most are printed in, the first of several", () =>
  assert.deepEqual([mostUsed([YI, MU, MU]), mostUsed([MU, YI])], [MU, YI]));

test("A unit is named for the number as it is printed, also where English names one of another size", () => {
  const named = (lang) =>
    ["wan-yuan", "yi-yuan", "hectare", "jia", "rank"].map((code) =>
      printedUnit(
        registers.units.find((each) => each.code === code),
        lang,
      ),
    );
  assert.deepEqual(named("en"), ["0.01 million yuan", "0.1 billion yuan", "ha", "家", "no. …"]);
  assert.deepEqual(named("zh"), ["万元", "亿元", "公顷", "家", "第…位"]);
});
