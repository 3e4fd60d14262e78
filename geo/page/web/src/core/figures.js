/**
 * A place's figure: the one number of each indicator by which places are filtered, sorted, ranked and compared.
 *
 * Which one it is says `geo.atlas.figures`; nothing here reads the facts of a place.
 */
import { formatNumber } from "./format.js";
import { once } from "./later.js";
import { lines } from "./packed.js";
import { unitRead, valueIn } from "./units.js";

/**
 * @param {Pick<Payload, "figures">} payload
 * @returns {Map<number, FigureColumn>} the column of each indicator that any subject has a figure of, by its number
 */
export function readFigures({ figures }) {
  const dates = { asOf: lines(figures.as_of), stated: lines(figures.stated) };
  const unlike = new Map(figures.unlike);
  let from = 0;
  return new Map(
    figures.indicators.map((indicator, i) => {
      const column = readColumn(figures, from, from + figures.counts[i], dates, unlike);
      from += figures.counts[i];
      return [indicator, { indicator, unit: figures.usual[i], ...column }];
    }),
  );
}

/**
 * @param {import("./payload").FigureColumns} figures
 * @param {number} from place of the first figure of an indicator
 * @param {number} to that of the next indicator
 * @param {{asOf: string[], stated: string[]}} dates
 * @param {Map<number, number[]>} unlike
 * @returns {Pick<FigureColumn, "rows" | "values" | "allAt" | "of">}
 */
function readColumn(figures, from, to, { asOf, stated }, unlike) {
  const rows = Uint32Array.from(figures.rows.slice(from, to));
  const values = Float64Array.from(figures.values.slice(from, to));
  const places = once(() => new Map([...rows].map((row, at) => [row, at])));
  /** @param {number} at */
  const allAt = (at) => unlike.get(from + at) || [values[at]];
  return {
    rows,
    values,
    allAt,
    of(row) {
      const at = places().get(row);
      if (at === undefined) return null;
      const [place, all] = [from + at, allAt(at)];
      return {
        value: values[at],
        values: all,
        differs: all.length > 1,
        unit: figures.units[place],
        qualifier: figures.qualifiers[place],
        scope: figures.scopes[place],
        aim: figures.aims[place],
        asOf: asOf[place],
        stated: stated[place],
      };
    },
  };
}

/**
 * The figure of a subject, null where nothing is said.
 *
 * @param {Pick<Sites, "figures">} sites
 * @param {number} indicator
 * @param {number} row
 */
export const figureOf = ({ figures }, indicator, row) => figures.get(indicator)?.of(row) ?? null;

/**
 * The row of an indicator in its register.
 *
 * @param {Pick<Sites, "registers">} sites
 * @param {string} code
 */
export const indicatorOf = ({ registers }, code) => registers.indicators.findIndex((each) => each.code === code);

/**
 * What a figure is called, and the unit in which most of its numbers are printed; the base unit where there are none.
 *
 * @param {Pick<Sites, "figures" | "registers">} sites
 * @param {string} code of the indicator
 * @param {Lang} lang
 */
export function figureNamed({ figures, registers }, code, lang) {
  const indicator = indicatorOf({ registers }, code);
  const { dimension, [lang]: name } = registers.indicators[indicator];
  const column = figures.get(indicator);
  const unit = column
    ? registers.units[column.unit]
    : /** @type {import("./payload").UnitLabel} */ (registers.units.find((each) => each.dimension === dimension && each.factor === 1));
  return { indicator, name, unit, column };
}

/**
 * A figure in the unit in which most of its indicator are printed, in its own where it counts something else, with the part
 * that it is of, and what it is when it is no actual one: about 8.58 billion yuan (phase 1, expected).
 *
 * @param {PlaceFigure} figure
 * @param {number} usual row of that unit
 * @param {Registers} registers
 * @param {Lang} lang
 */
export function figureText({ value, unit, qualifier, scope, aim }, usual, registers, lang) {
  const { units, qualifiers, scopes, aims } = registers;
  const own = unitRead(registers, unit, usual);
  const number = formatNumber(valueIn(registers, { base: value, unit }, own), units[own], lang);
  const text = qualifier < 0 ? number : qualifiers[qualifier][lang].replace("{}", () => number);
  const beside = [scope >= 0 && scopes[scope][lang], aims[aim].code !== "actual" && aims[aim][lang]].filter(Boolean);
  if (beside.length === 0) return text;
  return lang === "zh" ? `${text}（${beside.join("，")}）` : `${text} (${beside.join(", ").toLowerCase()})`;
}
