import assert from "node:assert/strict";
import { test } from "node:test";
import { FRAME, chartOf } from "../../geo/page/web/src/core/chart.js";

const REGISTERS = {
  indicators: [{ type: "number" }, { type: "honour" }],
  aims: [{ code: "actual" }, { code: "expected" }, { code: "target" }],
  units: [
    { dimension: "money", factor: 1e8 },
    { dimension: "money", factor: 1e4 },
    { dimension: "count", factor: 1 },
    { dimension: "rank", factor: 1 },
    { dimension: "ratio", factor: 0.01 },
  ],
};

const fact = (value, unit) => ({ value, unit, base: unit < 0 ? null : Number(value) * REGISTERS.units[unit].factor });

const claim = (asOf, values, { aim = 0, unit = 0, indicator = 0 } = {}) => ({
  indicator,
  asOf,
  aim,
  facts: [values].flat().map((value) => fact(value, unit)),
});

const chart = (...claims) => chartOf(claims, REGISTERS);

test("Three dates make a course, two do not, nor three values of two dates", () => {
  assert.ok(chart(claim("2024", "3"), claim("2023", "2"), claim("2022", "1")));
  assert.equal(chart(claim("2024", "3"), claim("2023", ["2", "1"])), null);
  assert.equal(chart(), null);
});

test("Points stand in the order and at the distance of their dates, over a base at zero", () => {
  const { points, zero, least, most, line } = chart(claim("2024", "40"), claim("2022", "20"), claim("2020", "10"));
  assert.deepEqual(
    points.map(({ number }) => number),
    [10e8, 20e8, 40e8],
  );
  const [first, middle, last] = points;
  assert.ok(Math.abs(middle.x - (first.x + last.x) / 2) < 0.5);
  assert.equal(zero, FRAME.height - FRAME.bottom);
  assert.equal(last.y, FRAME.top);
  assert.equal(zero - last.y, 2 * (zero - middle.y));
  assert.deepEqual([least, most], [first, last]);
  assert.equal(line, `M${first.x},${first.y} L${middle.x},${middle.y} L${last.x},${last.y}`);
  assert.ok(points.every(({ x }) => x >= FRAME.left && x <= FRAME.width - FRAME.right));
});

test("What has no year has no place on the line of time, and is counted as left out", () => {
  const dated = [claim("2024", "3"), claim("2023", "2"), claim("2022", "1")];
  const { points, leftOut } = chart(...dated, claim("", "9", { aim: 2 }));
  assert.equal(points.length, 3);
  assert.equal(leftOut, 1);
  assert.equal(chart(...dated.slice(1), claim("", "9")), null);
});

test("What lies below zero has its room", () => {
  const { points, zero } = chart(claim("2024", "10", { unit: 4 }), claim("2023", "-10", { unit: 4 }), claim("2022", "5", { unit: 4 }));
  assert.ok(points[1].y > zero);
  assert.equal(zero, (FRAME.top + FRAME.height - FRAME.bottom) / 2);
});

test("What is expected or aimed at is drawn apart, and makes no course of its own", () => {
  const actual = [claim("2024", "3"), claim("2023", "2"), claim("2022", "1")];
  const { points, line } = chart(...actual, claim("2026", "5", { aim: 2 }));
  assert.deepEqual(
    points.map(({ ahead }) => ahead),
    [false, false, false, true],
  );
  assert.equal(line.split("L").length, 3);
  assert.equal(chart(...actual.slice(1), claim("2026", "5", { aim: 1 })), null);
});

test("Values that differ are both drawn, the line keeps to the preferred; the same in another unit is one", () => {
  const { points, line } = chart(claim("2024", ["3", "9"]), claim("2023", "2"), claim("2022", "1"));
  assert.equal(points.length, 4);
  assert.equal(line.split(/[ML]/).length - 1, 3);
  const same = claim("2024", ["3"]);
  same.facts.push(fact("30000", 1));
  assert.equal(chart(same, claim("2023", "2"), claim("2022", "1")).points.length, 3);
});

test("What is of an interval or another dimension is left out and counted", () => {
  const dates = [claim("2024", "3"), claim("2023", "2"), claim("2022", "1")];
  assert.equal(chart(...dates, claim("2016/2020", "9"), claim("2021", "8", { unit: 2 })).leftOut, 2);
  assert.equal(chart(claim("2021-01/2021-09", "3"), claim("2023", "2"), claim("2022", "1")), null);
});

test("Neither a rank nor an honour has a height", () => {
  const years = ["2024", "2023", "2022"];
  assert.equal(chart(...years.map((year) => claim(year, "3", { unit: 3 }))), null);
  assert.equal(chart(...years.map((year) => claim(year, 3, { unit: -1, indicator: 1 }))), null);
});
