import assert from "node:assert/strict";
import { test } from "node:test";
import { firstYear, isInterval, lastYear, middleOf, spanOf, timeScale, yearsBetween } from "../../geo/page/web/src/core/dates.js";

for (const [date, days] of [
  ["2024-12-26", 1],
  ["2024-02", 29],
  ["2023-02", 28],
  ["2024-12", 31],
  ["2024", 366],
  ["2016/2020", 5 * 365 + 2],
  ["2024-01/2024-09", 274],
]) {
  test(`${date} covers ${days} days`, () => {
    const [from, to] = spanOf(date);
    assert.equal(to - from, days);
  });
}

test("A date begins where the one before it ends", () => {
  assert.equal(spanOf("2023")[1], spanOf("2024")[0]);
  assert.equal(spanOf("2024-01")[1], spanOf("2024-02")[0]);
  assert.equal(spanOf("2024-02-29")[1], spanOf("2024-03")[0]);
});

test("A date is drawn in the middle of what it covers", () => {
  assert.equal(middleOf("2023"), spanOf("2023-07-02")[0] + 0.5);
});

test("The scale is true to time", () => {
  const scale = timeScale(["2020", "2024", "2022-03"]);
  assert.equal(scale(spanOf("2020")[0]), 0);
  assert.equal(scale(spanOf("2024")[1]), 1);
  assert.ok(Math.abs(scale(middleOf("2022")) - 0.5) < 0.001);
});

test("Years between two dates are counted from middle to middle", () => {
  assert.ok(Math.abs(yearsBetween("2020", "2024") - 4) < 0.01);
  assert.equal(yearsBetween("2024", "2024"), 0);
});

test("An interval is told from a date", () => {
  assert.equal(isInterval("2016/2020"), true);
  assert.equal(isInterval("2016-01-02"), false);
});

test("A date begins and ends in a year, and none has none", () => {
  assert.deepEqual(["2016/2020", "2024-12-26", ""].map(firstYear), ["2016", "2024", ""]);
  assert.deepEqual(["2016-05/2020-01", "2024-12-26", ""].map(lastYear), ["2020", "2024", ""]);
});
