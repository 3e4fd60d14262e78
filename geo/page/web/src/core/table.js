/**
 * The places as a table: who, where, what, and a column for each figure that the reader chooses, in one unit.
 *
 * What is shown and sorted comes from the columns of figures; the facts of a place are read for what is pasted alone.
 */
import { cell, commaed, tabbed } from "./export/cells.js";
import { optionOf } from "./facets.js";
import { compare, whyPreferred } from "./facts.js";
import { dateText } from "./dates.js";
import { BEFORE, BEHIND } from "./fields.js";
import { figureOf } from "./figures.js";
import { numberIn } from "./format.js";
import { listed, messages } from "./messages.js";
import { figureIn, isConvertible, unitRead, valueIn } from "./units.js";

/** @import {Pieces} from "./export/pieces.js" */

const FEWEST = 5; // sites that make a figure worth a column at first
const MOST = 6; // columns of figures at first

/** Columns of which the largest or the newest is what one looks for first. */
const LARGEST_FIRST = ["latest", "facts"];

/**
 * The columns, as the reader has chosen them; figures that no row has are left out, unless they are wanted all the same.
 *
 * @param {Sites} sites
 * @param {Pick<State, "columns" | "inUnits" | "empty">} state
 * @param {Pick<Result, "shown">} result
 * @returns {{columns: Column[], left: number[]}} the columns, and the indicators that were left out
 */
export function columnsOf(sites, { columns, inUnits, empty }, { shown }) {
  const { indicators } = sites.registers;
  const chosen = columns ?? usualFigures(sites);
  const counts = new Map(chosen.map((figure) => [figure, holdersOf(sites, figure, shown)]));
  /** @param {string} key */
  const own = (key) => ({ key, figure: -1, unit: -1 });
  /** @param {number} figure */
  const ofFigure = (figure) => ({ key: indicators[figure].code, figure, unit: unitOf(sites, figure, inUnits) });
  const kept = chosen.filter((figure) => empty || Number(counts.get(figure)) > 0);
  return {
    columns: [...BEFORE.map(own), ...kept.map(ofFigure), ...BEHIND.map(own)],
    left: chosen.filter((figure) => !kept.includes(figure)),
  };
}

/**
 * The figures that most sites have.
 *
 * @param {Sites} sites
 */
function usualFigures(sites) {
  const holders = new Map(figuresOfSites(sites).map((figure) => [figure, holdersOf(sites, figure)]));
  /** @param {number} figure */
  const of = (figure) => Number(holders.get(figure));
  return [...holders.keys()]
    .filter((figure) => of(figure) >= FEWEST)
    .sort((a, b) => of(b) - of(a) || a - b)
    .slice(0, MOST);
}

/**
 * The figures that any site has, as the register lists them.
 *
 * @param {Sites} sites
 */
export const figuresOfSites = (sites) => [...sites.figures.keys()].filter((figure) => holdersOf(sites, figure) > 0).sort((a, b) => a - b);

/**
 * How many sites have a figure, of all or of those that are shown.
 *
 * @param {Pick<Sites, "figures" | "first">} sites
 * @param {number} figure
 * @param {Uint8Array} [shown]
 */
export function holdersOf({ figures, first }, figure, shown) {
  let count = 0;
  for (const row of figures.get(figure)?.rows || []) if (row >= first && (!shown || shown[row] === 1)) count += 1;
  return count;
}

/**
 * The unit of a column: the reader's, else the one in which most of its figures are printed.
 *
 * @param {Pick<Sites, "figures" | "registers">} sites
 * @param {number} figure
 * @param {State["inUnits"]} inUnits
 */
export function unitOf({ figures, registers }, figure, inUnits) {
  const usual = figures.get(figure)?.unit ?? -1;
  const wanted = inUnits[registers.indicators[figure].code];
  return usual >= 0 && wanted !== undefined && isConvertible(registers, usual, wanted) ? wanted : usual;
}

/**
 * A place's cell in a column.
 *
 * @param {Pick<Atlas, "sites">} atlas
 * @param {number} row
 * @param {Column} column
 * @param {Lang} lang
 * @returns {Cell}
 */
export function cellOf({ sites }, row, { key, figure, unit }, lang) {
  if (figure >= 0) return figureCell(sites, row, figure, unit, lang);
  const { kinds, sectors, statuses } = sites.registers;
  /** @param {Term[]} register @param {number} code */
  const named = (register, code) => (code < register.length ? { text: register[code][lang], order: code } : EMPTY);
  /** @type {Record<string, () => Cell>} */
  const cells = {
    name: () => ({
      text: sites[lang][row],
      order: lang === "zh" ? sites.namesOf(row)[0].spelled || sites.zh[row] : sites.en[row].toLowerCase(),
    }),
    district: () => ({ text: sites.main[row] ? sites[lang][sites.main[row]] : "", order: sites.main[row] || null }),
    kind: () => named(kinds, sites.kind[row]),
    sector: () => named(sectors, sites.sector[row]),
    status: () => named(statuses, sites.status[row]),
    latest: () => ({ text: dateText(sites.dates, sites.latest[row], lang), order: sites.latest[row].replace(/.*\//, "") || null }),
    facts: () => ({ text: String(sites.facts[row]), order: sites.facts[row] }),
  };
  return cells[key]();
}

const EMPTY = { text: "", order: null };

/**
 * A figure in the unit of its column; one that counts something else keeps its own.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {number} indicator
 * @param {number} unit
 * @param {Lang} lang
 * @returns {Cell}
 */
function figureCell(sites, row, indicator, unit, lang) {
  const figure = figureOf(sites, indicator, row);
  if (!figure) return EMPTY;
  const shown = unitRead(sites.registers, figure.unit, unit);
  return { text: figureIn(sites.registers, measured(figure), shown, lang), order: figure.value, figure, unit: shown };
}

/** @param {PlaceFigure} figure */
export const measured = ({ value, unit, qualifier }) => ({ base: value, unit, qualifier });

/**
 * Of when a figure is, and when it was stated where that says more.
 *
 * @param {Pick<Sites, "dates">} sites
 * @param {Pick<PlaceFigure, "asOf" | "stated">} figure
 * @param {Lang} lang
 */
export function whenOf({ dates }, { asOf, stated }, lang) {
  const say = messages(lang);
  const when = asOf === "" ? say("noYear") : dateText(dates, asOf, lang);
  return stated === "" || stated === asOf ? when : say("whenStated", { when, stated: dateText(dates, stated, lang) });
}

/**
 * Rows sorted by a column as the state has it (-latest: the latest first); what has no value comes last either way.
 *
 * @param {Pick<Atlas, "sites">} atlas
 * @param {number[]} rows
 * @param {Column[]} columns
 * @param {Pick<State, "sort" | "lang">} state
 */
export function sortRows(atlas, rows, columns, { sort, lang }) {
  const column = columns.find(({ key }) => key === sort.replace(/^-/, ""));
  if (!column) return rows;
  const direction = sort.startsWith("-") ? -1 : 1;
  return rows
    .map((row) => ({ row, order: cellOf(atlas, row, column, lang).order }))
    .sort((a, b) => Number(a.order === null) - Number(b.order === null) || direction * compare(a.order, b.order) || a.row - b.row)
    .map(({ row }) => row);
}

/**
 * How a press on the head of a column sorts: what is looked for first at the first, the other way round at the second; the
 * third gives the list's own order back.
 *
 * @param {Pick<Column, "key" | "figure">} column
 * @param {string} sort as it is now
 */
export function nextSort({ key, figure }, sort) {
  const [first, second] = figure >= 0 || LARGEST_FIRST.includes(key) ? [`-${key}`, key] : [key, `-${key}`];
  return sort === first ? second : sort === second ? "" : first;
}

/** @typedef {[atlas: Atlas, rows: number[], columns: Column[], names: string[], lang: Lang]} Tabled what is pasted or saved of the table */

/**
 * The table as text for a spreadsheet: a line for each place, cells separated by tabs.
 *
 * @param {Tabled} tabled
 * @returns {Pieces}
 */
export function* toSpreadsheet(...tabled) {
  for (const [at, cells] of lineByLine(...tabled)) yield [at, (at === 0 ? "" : "\n") + tabbed([cells])];
}

/**
 * The same as a CSV file.
 *
 * @param {Tabled} tabled
 * @returns {Pieces}
 */
export function* toTableFile(...tabled) {
  const { mark, end } = tabled[0].payload.files.csv;
  for (const [at, cells] of lineByLine(...tabled)) yield [at, (at === 0 ? mark : "") + commaed([cells]) + end];
}

/**
 * The cells of all rows with the place of each line, in the order of the record, so that each block of facts is read once.
 * The position follows the name, and a figure fills one cell for each of `FIGURE_PARTS`, so that nothing is lost that the page
 * shows beside a number.
 *
 * @param {Tabled} tabled
 * @returns {Generator<[at: number, cells: string[]], void>}
 */
function* lineByLine(...[atlas, rows, columns, names, lang]) {
  const say = messages(lang);
  /** @param {Column} column @param {string} name */
  const heads = ({ key, figure }, name) => {
    if (figure >= 0) return FIGURE_PARTS.map((part) => (part.key ? say(part.key, { name }) : name));
    return BESIDE[key] ? [name, say(BESIDE[key].key, { name })] : [name];
  };
  const hasFigures = columns.some(({ figure }) => figure >= 0);
  /** @param {number} row */
  const lineOf = (row) => {
    const claims = hasFigures ? atlas.factsOf(row).claims : [];
    return columns.flatMap((column) => pastedCells(atlas, row, column, claims, lang, say)).map(cell);
  };
  yield [0, columns.flatMap((column, i) => heads(column, names[i])).map(cell)];
  const places = rows.map((row, i) => ({ row, at: i + 1 })).sort((a, b) => a.row - b.row);
  for (const { row, at } of places) yield [at, lineOf(row)];
}

/**
 * @param {Atlas} atlas
 * @param {number} row
 * @param {Column} column
 * @param {Claim[]} claims what is said of the place
 * @param {Lang} lang
 * @param {Say} say
 */
function pastedCells({ sites, payload }, row, column, claims, lang, say) {
  const { text, unit } = cellOf({ sites }, row, column, lang);
  if (column.figure < 0) return BESIDE[column.key] ? [text, BESIDE[column.key].of(sites, row, lang)] : [text];
  const claim = claims.find(({ indicator }) => indicator === column.figure);
  return FIGURE_PARTS.map(({ of }) => (claim && unit !== undefined ? of(claim, unit, payload, lang, say) : ""));
}

/**
 * What a cell is pasted with: the message that names the cell beside it, and what that holds.
 *
 * @type {Record<string, {key: string, of: (sites: Sites, row: number, lang: Lang) => string | number}>}
 */
const BESIDE = {
  name: { key: "position", of: (sites, row, lang) => optionOf(sites, "position", row, lang) },
  status: { key: "cellDate", of: (sites, row) => sites.statusAsOf[row] },
  latest: { key: "cellAge", of: (sites, row) => (sites.latest[row] === "" ? "" : sites.dates[sites.latest[row]].months) },
};

/**
 * What a figure is pasted as: the message that names the cell (none: the figure's own name), and what it holds in the unit shown.
 *
 * @type {{key?: string, of: (claim: Claim, unit: number, payload: Payload, lang: Lang, say: Say) => string | number}[]}
 */
const FIGURE_PARTS = [
  {
    of: ({ facts: [fact] }, unit, { registers }, lang) =>
      numberIn(lang, valueIn(registers, /** @type {NumberFact} */ (fact), unit), registers.units[unit]),
  },
  { key: "cellUnit", of: (claim, unit, { registers }, lang) => withoutSlot(registers.units[unit][lang]) },
  {
    key: "cellQualifier",
    of: ({ facts: [{ qualifier }] }, unit, { registers }, lang) =>
      qualifier < 0 ? "" : withoutSlot(registers.qualifiers[qualifier][lang]),
  },
  { key: "cellScope", of: ({ scope }, unit, { registers }, lang) => (scope < 0 ? "" : registers.scopes[scope][lang]) },
  { key: "cellDate", of: ({ asOf }, unit, payload, lang, say) => asOf || say("noYear") },
  { key: "cellStated", of: ({ facts: [{ stated }] }) => stated },
  { key: "cellAim", of: ({ aim }, unit, { registers }, lang) => registers.aims[aim][lang] },
  { key: "cellDiffers", of: (claim, unit, { registers }, lang, say) => (claim.differs ? disagreement(claim, registers, lang, say) : "") },
  { key: "cellNote", of: ({ facts: [fact] }, unit, payload, lang) => fact[`note_${lang}`] },
  { key: "cellSource", of: ({ facts: [fact] }, unit, { sources }, lang) => sources[fact.source][`title_${lang}`] },
  { key: "cellPrinted", of: ({ facts: [fact] }, unit, payload, lang) => (fact.unit === unit ? "" : fact.text[lang]) },
];

/**
 * A label without the place for its number: "第{}位" is "第…位", "over {}" is "over".
 *
 * @param {string} label
 */
const withoutSlot = (label) => label.replace("{}", "…").replace(/^… *| *…$/g, "");

/**
 * The values that sources give otherwise, and why one is preferred where that is decided.
 *
 * @param {Claim} claim
 * @param {Registers} registers
 * @param {Lang} lang
 * @param {Say} say
 */
function disagreement(claim, registers, lang, say) {
  const [shown, ...others] = claim.facts.map((fact) => fact.text[lang]);
  const unlike = [...new Set(others)].filter((text) => text !== shown);
  return `≠ ${listed(unlike, lang)} ${whyPreferred(claim, registers, lang, say, say("differ"))}`;
}
