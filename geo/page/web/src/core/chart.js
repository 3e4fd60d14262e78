/**
 * The geometry of a figure's course: values of different dates as points over a base line at zero.
 *
 * Drawn are numbers of one dimension that are of a day, a month or a year. What is of an interval counts over another
 * length of time than its neighbours, and a rank has no zero: neither is comparable by its height. What has no year has no
 * place on the line of time.
 */
import { isInterval, middleOf, timeScale } from "./dates.js";
import { ORDINAL } from "./units.js";

/**
 * @typedef {{claim: Claim, fact: Fact, number: number, dimension: string, ahead: boolean, first: boolean}} ChartValue
 * @typedef {ChartValue & {x: number, y: number}} ChartPoint
 */

const FEWEST = 3; // dates that make a course
const NO_ZERO = [...ORDINAL, "rank-change"];

/** Pixels of the drawing and of the room for words around it. */
export const FRAME = { width: 360, height: 132, top: 28, right: 16, bottom: 24, left: 16 };

/**
 * @param {Claim[]} claims claims of one indicator and scope
 * @param {Registers} registers the registers
 * @returns {{points: ChartPoint[], line: string, zero: number, least: ChartPoint, most: ChartPoint, leftOut: number} | null} points in the order of time with their places in the frame, the line through what is the case,
 *   the height of zero, and how many values were left out; null where too few values can be compared
 */
export function chartOf(claims, registers) {
  const values = readValues(claims, registers);
  const usable = values.filter(({ claim, dimension }) => claim.asOf !== "" && !isInterval(claim.asOf) && dimension === values[0].dimension);
  const actual = usable.filter(({ ahead }) => !ahead);
  if (new Set(actual.map(({ claim }) => claim.asOf)).size < FEWEST || NO_ZERO.includes(values[0].dimension)) return null;
  const points = place(usable);
  return {
    points,
    line: pathOf(points.filter(({ ahead, first }) => !ahead && first)),
    zero: points.zero,
    least: extreme(points, (a, b) => a.number - b.number),
    most: extreme(points, (a, b) => b.number - a.number),
    leftOut: values.length - usable.length,
  };
}

/**
 * Every value with its number in the base unit; `first` is the preferred one of its claim.
 *
 * @param {Claim[]} claims
 * @param {Registers} registers
 * @returns {ChartValue[]}
 */
function readValues(claims, registers) {
  if (claims.length === 0 || registers.indicators[claims[0].indicator].type !== "number") return [];
  return claims.flatMap((claim) =>
    unlike(/** @type {NumberFact[]} */ (claim.facts)).map((fact, i) => ({
      claim,
      fact,
      number: fact.base,
      dimension: registers.units[fact.unit].dimension,
      ahead: registers.aims[claim.aim].code !== "actual",
      first: i === 0,
    })),
  );
}

/**
 * The facts of a claim whose values differ, each value once.
 *
 * @param {NumberFact[]} facts
 */
function unlike(facts) {
  const seen = new Set();
  return facts.filter(({ base }) => !seen.has(base) && seen.add(base));
}

/** @param {ChartValue[]} values */
function place(values) {
  const scale = timeScale(values.map(({ claim }) => claim.asOf));
  const numbers = values.map(({ number }) => number);
  const top = Math.max(...numbers, 0);
  const bottom = Math.min(...numbers, 0);
  const across = FRAME.width - FRAME.left - FRAME.right;
  const down = FRAME.height - FRAME.top - FRAME.bottom;
  /** @param {number} number */
  const height = (number) => round(FRAME.top + (down * (top - number)) / (top - bottom || 1));
  const points = values
    .map((value) => ({ ...value, x: round(FRAME.left + across * scale(middleOf(value.claim.asOf))), y: height(value.number) }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  return Object.assign(points, { zero: height(0) });
}

/** @param {number} number */
const round = (number) => Math.round(number * 10) / 10;

/** @param {ChartPoint[]} points */
const pathOf = (points) => points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x},${y}`).join(" ");

/** @param {ChartPoint[]} points @param {(a: ChartPoint, b: ChartPoint) => number} order */
const extreme = (points, order) => points.slice().sort(order)[0];
