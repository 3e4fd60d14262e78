/**
 * What a column of figures comes to: the sum where its numbers add up, the median, and what a reader must know of both.
 */
import { firstYear, lastYear } from "./dates.js";
import { compareDates } from "./facts.js";
import { addsUp, isBound, isConvertible, valueIn } from "./units.js";

/**
 * The figures of whole places, of the rows that are shown. There is a sum of two or more that add up and count the same;
 * rates, ranks and percentages have a median alone.
 *
 * @param {Pick<Sites, "figures" | "registers" | "parent">} sites
 * @param {Pick<Column, "figure" | "unit">} column
 * @param {Pick<Result, "shown">} result
 * @returns {Totals | null} null where fewer than two whole places have a figure
 */
export function totalsOf({ figures, registers, parent }, { figure, unit }, { shown }) {
  const column = figures.get(figure);
  if (!column) return null;
  const all = [...column.rows].filter((row) => shown[row] === 1).map((row) => ({ row, .../** @type {PlaceFigure} */ (column.of(row)) }));
  const whole = all.filter(({ scope }) => scope < 0);
  const rows = new Set(whole.map(({ row }) => row));
  if (whole.length < 2) return null;
  const alike = whole.every((each) => isConvertible(registers, each.unit, unit));
  const values = whole.map(({ value }) => value);
  const dates = whole
    .map(({ asOf }) => asOf)
    .filter((date) => date !== "")
    .sort(compareDates);
  return {
    count: whole.length,
    sum: alike && addsUp(registers, unit) ? values.reduce((sum, value) => sum + value, 0) : null,
    median: alike ? medianOf(values) : null,
    parts: all.length - whole.length,
    promised: whole.filter(({ aim }) => registers.aims[aim].code !== "actual").length,
    bounds: whole.filter(({ qualifier }) => isBound(registers, qualifier)).length,
    within: whole.filter(({ row }) => rows.has(parent[row])).length,
    unlike: whole.filter(({ differs }) => differs).length,
    undated: whole.length - dates.length,
    from: firstYear(dates[0] ?? ""),
    to: lastYear(dates[dates.length - 1] ?? ""),
  };
}

const DIGITS = 6; // of a sum or a median: as many as figures have

/**
 * A sum or a median in a unit, without the digits that only come from adding and converting.
 *
 * @param {Registers} registers
 * @param {number} base
 * @param {number} unit
 */
export const totalIn = (registers, base, unit) => Number(valueIn(registers, { base, unit }, unit).toPrecision(DIGITS));

/** @param {number[]} values */
function medianOf(values) {
  const sorted = values.slice().sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
