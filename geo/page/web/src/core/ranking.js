/**
 * All places, or all districts, by one figure: the largest first, of places in an order the best.
 */
import { savedOfUnits, unitFigures } from "./colour.js";
import { compare } from "./facts.js";
import { AMONG } from "./fields.js";
import { FIRST_DISTRICT } from "./sites.js";
import { figuresOfSites, unitOf, whenOf } from "./table.js";
import { dateText } from "./dates.js";
import { figureIn, isOrdinal, unitName, unitRead } from "./units.js";

const [, DISTRICTS_ALONE] = AMONG;

/**
 * The figures by which places or districts can be ranked: those that two or more have.
 *
 * @param {Pick<Atlas, "sites" | "factsOf">} atlas
 * @param {string} among
 * @returns {{code: string, name: Both, theme: number}[]} `theme` is -1 for what is no indicator
 */
export function rankable(atlas, among) {
  const { sites } = atlas;
  const { indicators } = sites.registers;
  const areUnits = among === DISTRICTS_ALONE;
  const of = areUnits ? [...sites.figures.keys()].sort((a, b) => a - b) : figuresOfSites(sites);
  const figures = of
    .filter((figure) => rowsWith(sites, figure, areUnits).length > 1)
    .map((figure) => ({ code: indicators[figure].code, name: indicators[figure], theme: indicators[figure].theme }));
  return areUnits ? [...unitFigures(atlas).map(({ code, name }) => ({ code, name, theme: -1 })), ...figures] : figures;
}

/** @param {Sites} sites @param {number} figure @param {boolean} areUnits */
const rowsWith = ({ figures, first }, figure, areUnits) =>
  [...(figures.get(figure)?.rows || [])].filter((row) => (areUnits ? row >= FIRST_DISTRICT && row < first : row >= first));

/**
 * @param {Pick<Scene, "atlas" | "state" | "result">} scene
 * @returns {Ranking | null} null where there is no such figure
 */
export function rankingOf({ atlas, state, result }) {
  const { sites } = atlas;
  const { among, rank, inUnits, lang, district } = state;
  const areUnits = among === DISTRICTS_ALONE;
  /** @param {number} row */
  const isShown = (row) => (areUnits ? district.length === 0 || district.includes(row) : result.shown[row] === 1);
  const plain = areUnits ? unitFigures(atlas).find(({ code }) => code === rank) : undefined;
  if (plain) return ofPlain(plain, sites, isShown, lang);
  const figure = sites.registers.indicators.findIndex(({ code }) => code === rank);
  if (!sites.figures.has(figure)) return null;
  const unit = unitOf(sites, figure, inUnits);
  const ordinal = isOrdinal(sites.registers, unit);
  const entries = rowsWith(sites, figure, areUnits)
    .filter(isShown)
    .map((row) => entryOf(sites, figure, unit, row, lang));
  return { code: rank, name: sites.registers.indicators[figure], figure, unit, ordinal, ...ranked(entries, ordinal ? 1 : -1) };
}

/**
 * @param {Sites} sites
 * @param {number} indicator
 * @param {number} unit
 * @param {number} row
 * @param {Lang} lang
 * @returns {RankedEntry}
 */
function entryOf(sites, indicator, unit, row, lang) {
  const { registers } = sites;
  const figure = /** @type {PlaceFigure} */ (/** @type {FigureColumn} */ (sites.figures.get(indicator)).of(row));
  const own = unitRead(registers, figure.unit, unit);
  /** @param {number} base */
  const text = (base) =>
    figureIn(registers, { base, unit: figure.unit, qualifier: base === figure.value ? figure.qualifier : -1 }, own, lang);
  const [low, high] = [Math.min(...figure.values), Math.max(...figure.values)];
  return {
    row,
    rank: 0,
    value: figure.value,
    low,
    high,
    text: low < high ? `${text(low)} – ${text(high)}` : text(figure.value),
    unit: own === unit ? "" : unitName(registers.units[own], lang),
    when: whenOf(sites, figure, lang),
    figure,
  };
}

/** @param {Figure} plain @param {Sites} sites @param {(row: number) => boolean} isShown @param {Lang} lang @returns {Ranking} */
function ofPlain({ code, name, values }, sites, isShown, lang) {
  const entries = values
    .filter(({ row }) => isShown(row))
    .map(({ row, base, asOf, say }) => ({
      ...{ row, rank: 0, value: base, low: base, high: base },
      text: say(lang),
      unit: "",
      when: dateText(sites.dates, asOf, lang),
      figure: null,
    }));
  return { code, name, figure: -1, unit: -1, ordinal: false, ...ranked(entries, -1) };
}

/**
 * Entries in order, each with its place; equal ones share one.
 *
 * @param {RankedEntry[]} entries
 * @param {number} direction
 * @returns {Pick<Ranking, "entries" | "from" | "to">} with the ends of the scale of the bars, which has zero in it
 */
function ranked(entries, direction) {
  const sorted = entries.sort((a, b) => direction * compare(a.value, b.value) || a.row - b.row);
  sorted.forEach((entry, at) => {
    entry.rank = at > 0 && sorted[at - 1].value === entry.value ? sorted[at - 1].rank : at + 1;
  });
  return {
    entries: sorted,
    from: sorted.reduce((least, { low }) => Math.min(least, low), 0),
    to: sorted.reduce((most, { high }) => Math.max(most, high), 0),
  };
}

/**
 * Where the bar of an entry lies, in parts of the scale: what is sure, from zero to the nearer end of its values, and what
 * lies between these where sources disagree.
 *
 * @param {Pick<Ranking, "from" | "to">} scale
 * @param {Pick<RankedEntry, "low" | "high">} entry
 */
export function barOf({ from, to }, { low, high }) {
  /** @param {number} start @param {number} end */
  const part = (start, end) => ({ start: (start - from) / (to - from || 1), width: (end - start) / (to - from || 1) });
  const nearer = low >= 0 ? low : Math.min(high, 0);
  return { sure: part(Math.min(nearer, 0), Math.max(nearer, 0)), open: part(low, high) };
}

/**
 * What is saved of each entry, with its place in the ranking; in the order of the record, so that each block of facts is read once.
 *
 * @param {Atlas} atlas
 * @param {Ranking} ranking
 * @returns {Generator<[at: number, figure: import("./export/figures.js").Saved], void>}
 */
export function* figuresRanked(atlas, { entries, figure, code }) {
  const ofUnits = unitFigures(atlas).filter((each) => each.code === code);
  const plain = new Map(ofUnits.flatMap((each) => savedOfUnits(each, atlas.sites.registers)).map((saved) => [saved.row, saved]));
  /** @param {RankedEntry} entry @returns {import("./export/figures.js").Saved} */
  const savedOf = ({ row, rank }) => {
    const claim = atlas.factsOf(row).claims.find(({ indicator }) => indicator === figure);
    return claim ? { row, rank, claim } : { rank, .../** @type {ReturnType<typeof savedOfUnits>[number]} */ (plain.get(row)) };
  };
  const places = entries.map((entry, at) => ({ entry, at })).sort((a, b) => a.entry.row - b.entry.row);
  for (const { entry, at } of places) yield [at, savedOf(entry)];
}
