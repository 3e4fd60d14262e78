/**
 * Figures in a unit of the reader's or of most of them: converted within a dimension, printed as the record prints them.
 */
import { formatNumber, groupDigits, numberIn } from "./format.js";

const DIGITS = 12; // of a converted number: more would show what a computer's numbers cannot hold
const ROUNDED = 4; // digits of a number that no power of ten converts

/** Dimensions whose units name what is counted (firms, satellites): one cannot be turned into another. */
const COUNTED = ["count"];

/** Dimensions whose numbers are places in an order: no sum, no bar, and no other unit. */
export const ORDINAL = ["rank", "water-class"];

/** Dimensions whose figures of parts add up to that of the whole. */
const ADDITIVE = ["money", "money-usd", "count", "people", "area", "length", "mass", "visits", "power", "energy", "volume"];

/** The only qualifier that leaves a figure a figure: any other gives no more than a bound. */
const ROUGH = "about";

/**
 * A unit as figures are printed in it, for whoever reads or writes the number as it is printed: the one that English names may be
 * of another size, and 12 of 亿元 are 1.2 billion yuan. What English does not name (12 firms) is named as it is printed.
 *
 * @param {Both & {shift?: number}} unit
 * @param {Lang} lang
 */
export function printedUnit({ zh, en, shift = 0 }, lang) {
  const name = ((lang === "en" && en) || zh).replace("{}", "…");
  return lang === "en" && shift !== 0 ? `${10 ** shift} ${name}` : name;
}

/** @typedef {{base: number, unit: number, qualifier: number}} Measured a number in base units, the unit in which it is printed, and its qualifier */

/** @param {Registers} registers @param {number} unit */
const dimensionOf = ({ units }, unit) => units[unit].dimension;

/** @param {Registers} registers @param {number} unit */
export const addsUp = (registers, unit) => ADDITIVE.includes(dimensionOf(registers, unit));

/** @param {Registers} registers @param {number} unit */
export const isOrdinal = (registers, unit) => ORDINAL.includes(dimensionOf(registers, unit));

/** @param {Registers} registers @param {number} qualifier @returns {boolean} whether a figure is no more than a bound: over, at least, under */
export const isBound = ({ qualifiers }, qualifier) => qualifier >= 0 && qualifiers[qualifier].code !== ROUGH;

/**
 * The unit that most are printed in.
 *
 * @param {number[]} units
 */
export function mostUsed(units) {
  const times = new Map();
  for (const unit of units) times.set(unit, (times.get(unit) || 0) + 1);
  return [...times.keys()].sort((a, b) => times.get(b) - times.get(a) || a - b)[0];
}

/**
 * The units that figures of a unit may be read in, in the order of the register: of those that read alike the one given, else the first.
 *
 * @param {Registers} registers
 * @param {number} unit
 * @param {Lang} lang
 */
export function unitsFor(registers, unit, lang) {
  const { units } = registers;
  if (COUNTED.includes(dimensionOf(registers, unit))) return [unit];
  const rows = [...units.keys()].filter((row) => dimensionOf(registers, row) === dimensionOf(registers, unit));
  const named = new Map();
  for (const row of [unit, ...rows]) if (!named.has(units[row][lang])) named.set(units[row][lang], row);
  return [...named.values()].sort((a, b) => a - b);
}

/**
 * Whether a figure printed in one unit can be read in another.
 *
 * @param {Registers} registers
 * @param {number} from
 * @param {number} to
 */
export const isConvertible = (registers, from, to) =>
  from === to || (dimensionOf(registers, from) === dimensionOf(registers, to) && !COUNTED.includes(dimensionOf(registers, from)));

/**
 * The unit in which a figure is read: the one wanted, or its own where it cannot be turned into that.
 *
 * @param {Registers} registers
 * @param {number} own
 * @param {number} wanted
 */
export const unitRead = (registers, own, wanted) => (isConvertible(registers, own, wanted) ? wanted : own);

/**
 * A number in a unit of the register: exact where that and the one printed are powers of ten apart, else with four digits.
 *
 * @param {Registers} registers
 * @param {Pick<Measured, "base" | "unit">} measured
 * @param {number} to the unit
 */
export function valueIn({ units }, { base, unit }, to) {
  const power = Math.log10(units[unit].factor / units[to].factor);
  const isShift = Math.abs(power - Math.round(power)) < 1e-9;
  return Number((base / units[to].factor).toPrecision(isShift ? DIGITS : ROUNDED));
}

/**
 * A figure with its qualifier in a unit, without the name of that unit unless the number goes into it: 约 4.5, 第 3 位.
 *
 * @param {Registers} registers
 * @param {Measured} measured
 * @param {number} to the unit
 * @param {Lang} lang
 */
export function figureIn(registers, measured, to, lang) {
  const text = plainNumber(valueIn(registers, measured, to), registers.units[to], lang);
  return measured.qualifier < 0 ? text : registers.qualifiers[measured.qualifier][lang].replace("{}", () => text);
}

/**
 * A number without the name of its unit, unless that goes around it.
 *
 * @param {number} number
 * @param {Unit} unit
 * @param {Lang} lang
 */
export const plainNumber = (number, unit, lang) =>
  unit[lang].includes("{}") ? formatNumber(number, unit, lang) : groupDigits(String(numberIn(lang, number, unit)));

/**
 * The name of a unit to stand over its figures; empty where the number goes into it.
 *
 * @param {Unit} unit
 * @param {Lang} lang
 */
export const unitName = (unit, lang) => (unit[lang].includes("{}") ? "" : unit[lang]);
