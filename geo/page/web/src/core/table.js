/**
 * The places as a table: who, where, what, and the latest value of each figure that several of them have.
 */
import { cell, tabbed } from "./export/cells.js";
import { optionOf } from "./facets.js";
import { compare, whyPreferred } from "./facts.js";
import { dateText } from "./dates.js";
import { numberIn } from "./format.js";
import { messages } from "./messages.js";

const FEWEST = 5; // sites that make a figure worth a column
const MOST = 6; // columns of figures

/**
 * @param {Pick<Atlas, "sites" | "payload">} atlas
 * @returns {Column[]} the columns
 */
export function columnsOf({ sites, payload }) {
  const { indicators } = payload.registers;
  const holders = holdersOf(sites);
  const figures = [...holders.keys()]
    .filter((indicator) => indicators[indicator].type === "number" && holders[indicator] >= FEWEST)
    .sort((a, b) => holders[b] - holders[a] || a - b)
    .slice(0, MOST);
  /** @param {string} key */
  const own = (key) => ({ key, figure: -1 });
  return [
    ...["name", "district", "kind", "sector", "status"].map(own),
    ...figures.map((indicator) => ({ key: indicators[indicator].code, figure: indicator })),
    ...["latest", "facts"].map(own),
  ];
}

/**
 * Of how many sites there is a figure of each indicator: by the terms that sites are found by, so that the facts of none need
 * be read.
 *
 * @param {Sites} sites
 */
function holdersOf(sites) {
  const holding = new Uint32Array(sites.terms.length);
  for (let row = sites.first; row < sites.count; row += 1) for (const term of sites.saidOf(row)) holding[term] += 1;
  return sites.termOf.indicator.map((term) => holding[term]);
}

/**
 * A place's cell in a column.
 *
 * @param {Atlas} atlas
 * @param {number} row
 * @param {Column} column
 * @param {Lang} lang
 * @returns {Cell}
 */
export function cellOf(atlas, row, { key, figure }, lang) {
  if (figure >= 0) return figureCell(atlas, row, figure, lang);
  const { sites } = atlas;
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

/** @param {Atlas} atlas @param {number} row @param {number} figure @param {Lang} lang @returns {Cell} */
function figureCell({ factsOf }, row, figure, lang) {
  // The order of the claims is the record's: the first of an indicator is what to show where there is room for one.
  const claim = factsOf(row).claims.find(({ indicator }) => indicator === figure);
  if (!claim) return EMPTY;
  const [fact] = claim.facts;
  return { text: fact.text[lang], order: fact.base, claim, fact };
}

/**
 * Rows sorted by a column as the state has it (-latest: the latest first); what has no value comes last either way.
 *
 * @param {Atlas} atlas
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
 * The table as text for a spreadsheet: a line for each place, cells separated by tabs. The position follows the name,
 * and a figure fills one cell for each of `FIGURE_PARTS`, so that nothing is lost that the page shows beside a number.
 *
 * @param {Atlas} atlas
 * @param {number[]} rows
 * @param {Column[]} columns
 * @param {string[]} names
 * @param {Lang} lang
 */
export function toSpreadsheet(atlas, rows, columns, names, lang) {
  const say = messages(lang);
  /** @param {Column} column @param {string} name */
  const heads = ({ key, figure }, name) => {
    if (figure >= 0) return FIGURE_PARTS.map((part) => (part.key ? say(part.key, { name }) : name));
    return BESIDE[key] ? [name, say(BESIDE[key].key, { name })] : [name];
  };
  /** @param {number} row @param {Column} column */
  const cells = (row, column) => {
    const { text, claim } = cellOf(atlas, row, column, lang);
    if (column.figure >= 0) return FIGURE_PARTS.map(({ of }) => (claim ? of(claim, atlas.payload, lang, say) : ""));
    return BESIDE[column.key] ? [text, BESIDE[column.key].of(atlas.sites, row, lang)] : [text];
  };
  const head = columns.flatMap((column, i) => heads(column, names[i]));
  const lines = rows.map((row) => columns.flatMap((column) => cells(row, column)));
  return tabbed([head, ...lines].map((line) => line.map(cell)));
}

/**
 * What a cell is pasted with: the message that names the cell beside it, and what that holds.
 *
 * @type {Record<string, {key: string, of: (sites: Sites, row: number, lang: Lang) => string}>}
 */
const BESIDE = {
  name: { key: "position", of: (sites, row, lang) => optionOf(sites, "position", row, lang) },
  status: { key: "cellDate", of: (sites, row) => sites.statusAsOf[row] },
};

/**
 * What a figure is pasted as: the message that names the cell (none: the figure's own name), and what it holds.
 *
 * @type {{key?: string, of: (claim: Claim, payload: Payload, lang: Lang, say: Say) => string | number}[]}
 */
const FIGURE_PARTS = [
  { of: ({ facts: [{ value, unit }] }, { registers }, lang) => numberIn(lang, /** @type {number} */ (value), registers.units[unit]) },
  { key: "cellUnit", of: ({ facts: [{ unit }] }, { registers }, lang) => withoutSlot(registers.units[unit][lang]) },
  {
    key: "cellQualifier",
    of: ({ facts: [{ qualifier }] }, { registers }, lang) => (qualifier < 0 ? "" : withoutSlot(registers.qualifiers[qualifier][lang])),
  },
  { key: "cellScope", of: ({ scope }, { registers }, lang) => (scope < 0 ? "" : registers.scopes[scope][lang]) },
  { key: "cellDate", of: ({ asOf }, payload, lang, say) => asOf || say("noYear") },
  { key: "cellStated", of: ({ facts: [{ stated }] }) => stated },
  { key: "cellAim", of: ({ aim }, { registers }, lang) => registers.aims[aim][lang] },
  { key: "cellDiffers", of: (claim, { registers }, lang, say) => (claim.differs ? disagreement(claim, registers, lang, say) : "") },
  { key: "cellNote", of: ({ facts: [fact] }, payload, lang) => fact[`note_${lang}`] },
  { key: "cellSource", of: ({ facts: [fact] }, { sources }, lang) => sources[fact.source][`title_${lang}`] },
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
  return `≠ ${unlike.join(lang === "zh" ? "、" : ", ")} ${whyPreferred(claim, registers, lang, say, say("differ"))}`;
}
