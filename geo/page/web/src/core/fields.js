/**
 * The fields of the page's state that a link holds: the one table from which the initial state, the links that are
 * written and those that are read come. The command line has the same names (`python -m geo export '#district=430204'`).
 */
import { readRange } from "./ranges.js";
import { DISTRICTS } from "./sites.js";

export const LANGS = ["zh", "en"];

/** Orders of the list; the empty one is by relevance while something is searched, else by district. */
export const ORDERS = ["", "relevance", "name", "district", "latest"];

/** What is read in the drawer where no place is chosen. */
const DRAWER_PAGES = ["", "sources", "about", "promises", "embed", "propose"];

/** What lies in the place of the map, so that a fact can be read beside it. */
const WIDE_PAGES = ["compare", "ranking"];

/** What is read in the place of the map or of a place's facts. */
export const PAGES = [...DRAWER_PAGES, ...WIDE_PAGES];

/** @param {string} page */
export const isWide = (page) => WIDE_PAGES.includes(page);

/** What can be ranked by a figure. */
export const AMONG = ["places", "districts"];

/** What districts can be coloured by beside indicators, and ranked by but for the first: places, people, area. */
export const [SITES, POPULATION, AREA] = ["sites", "population", "area"];

/** Columns of the table before its figures and behind them. */
export const [BEFORE, BEHIND] = [
  ["name", "district", "kind", "sector", "status"],
  ["latest", "facts"],
];

/** Orders of the ledger; the empty one is by place. */
export const LEDGER_ORDERS = ["", "due", "-months"];

/** How many places can be compared. */
export const COMPARED = 4;

/** Characters of what may be searched: each word is looked for in every name, and a link may hold any number. */
export const LONGEST_QUERY = 200;

/** What a link has in the place of layers where none is shown. */
const NO_LAYER = "none";

/** A code of a register, a column or a fact, with a hyphen before it where it turns an order round. */
const TOKEN = /^-?[a-z0-9][a-z0-9-]{0,63}$/;

/**
 * A type has the `initial` value, `print` for its text in a link, empty where it need not be there, and `read`, which
 * gives undefined where a text cannot be read; `known`, where print cannot say so, tells whether all of a text is read.
 *
 * @type {FieldType<string>}
 */
const WORDS = { initial: "", print: (text) => text, read: (text) => (text.length <= LONGEST_QUERY ? text : undefined) };

/** @type {FieldType<string>} */
const CODE = { initial: "", print: (code) => code, read: (text) => (TOKEN.test(text) ? text : undefined) };

/**
 * A code that the page has a use for.
 *
 * @param {(code: string, sites: Sites) => boolean} isKnown
 * @returns {FieldType<string>}
 */
const known = (isKnown) => ({ ...CODE, read: (text, sites) => (TOKEN.test(text) && isKnown(text, sites) ? text : undefined) });

/** @type {FieldType<string>} */
const YEAR = { initial: "", print: (year) => year, read: (text) => (/^[0-9]{4}$/.test(text) ? text : undefined) };

/** @param {string[]} values @returns {FieldType<string>} */
const oneOf = (values) => ({ initial: values[0], print: (value) => value, read: (text) => (values.includes(text) ? text : undefined) });

/** @param {boolean} initial @returns {FieldType<boolean>} */
const flag = (initial) => ({
  initial,
  print: (value) => (value === initial ? "" : String(Number(value))),
  read: (text) => (initial ? text !== "0" : text === "1"),
  unsaid: String(Number(initial)),
});

/**
 * Rows of the options chosen in a facet; a kind that no site can have is none of them.
 *
 * @param {Facet["options"]} options
 * @returns {FieldType<number[]>}
 */
const rowsOf = (options) => ({
  initial: [],
  print: (rows) => rows.map((row) => options[row].code).join(","),
  read: (text) => rowsIn(text, options).filter((row) => options[row].layer !== DISTRICTS),
});

/**
 * Rows of the layers hidden; a link holds those shown, as the command line does.
 *
 * @type {FieldType<number[]>}
 */
const SHOWN_LAYERS = {
  initial: [],
  print: (hidden, { registers: { layers } }) => (hidden.length === 0 ? "" : codesOf(layers, (row) => !hidden.includes(row)) || NO_LAYER),
  read: (text, { registers: { layers } }) => {
    const shown = rowsIn(text, layers);
    return shown.length > 0 || text === NO_LAYER ? [...layers.keys()].filter((row) => !shown.includes(row)) : undefined;
  },
  known: (text, { registers: { layers } }) =>
    text === NO_LAYER || text.split(",").every((code) => layers.some((layer) => layer.code === code)),
};

/**
 * Rows of the layers hidden, as links of former versions hold them.
 *
 * @type {FieldType<number[]>}
 */
const HIDDEN_LAYERS = {
  print: (hidden, { registers: { layers } }) => codesOf(layers, (row) => hidden.includes(row)),
  read: (text, { registers: { layers } }) => rowsIn(text, layers),
};

/**
 * The indicators of which a range can be chosen: those that are numbers.
 *
 * @param {Pick<Sites, "registers">} sites
 */
export const figureCodes = ({ registers }) => registers.indicators.filter(({ type }) => type === "number").map(({ code }) => code);

/**
 * An order of the list: one of `ORDERS`, or a figure, the largest first.
 *
 * @type {FieldType<string>}
 */
const ORDER = {
  initial: "",
  print: (order) => order,
  read: (text, sites) => (ORDERS.includes(text) || figureCodes(sites).includes(text) ? text : undefined),
};

/** What the table is sorted by, with a hyphen before it downwards, or the ledger. */
const SORT = known(
  (code, sites) => LEDGER_ORDERS.includes(code) || [...BEFORE, ...BEHIND, ...figureCodes(sites)].includes(code.replace(/^-/, "")),
);

/** Which basemaps there are depends on how a page was built; who reads a link without one takes any. */
const BASE = known((code, { bases }) => !bases || bases.includes(code));

const COLOUR = known((code, sites) => [SITES, POPULATION, AREA, ...figureCodes(sites)].includes(code));

const RANK = known((code, sites) => [POPULATION, AREA, ...figureCodes(sites)].includes(code));

/**
 * Ranges of figures, which a link holds each by the code of its indicator.
 *
 * @type {FieldFamily<Ranges>}
 */
const RANGES = {
  initial: [],
  print: (ranges) => ranges.map(([code, tokens]) => [code, tokens.join(",")]),
  read: (texts, sites) =>
    figureCodes(sites).flatMap((code) => {
      const tokens = readRange(texts.get(code) || "");
      return tokens ? [/** @type {Ranges[number]} */ ([code, tokens])] : [];
    }),
  known: (key, text, sites) => figureCodes(sites).includes(key) && (text === "" || readRange(text) !== null),
};

/** @type {FieldType<number>} */
const PLACE = {
  initial: -1,
  print: (row, sites) => (row < 0 ? "" : sites.id[row]),
  read: (id, sites) => sites.index.get(id),
};

/** What a link has in the place of columns where no figure is wanted. */
const NO_COLUMN = "none";

/**
 * Indicators of the figures that have a column of the table, in the order in which they were chosen; null for the usual ones.
 *
 * @type {FieldType<number[] | null>}
 */
const COLUMNS = {
  initial: null,
  print: (columns, { registers: { indicators } }) =>
    columns === null ? "" : columns.map((row) => indicators[row].code).join(",") || NO_COLUMN,
  read: (text, { registers: { indicators } }) => {
    const rows = text.split(",").map((code) => indicators.findIndex((each) => each.type === "number" && each.code === code));
    const known = [...new Set(rows.filter((row) => row >= 0))];
    return known.length > 0 || text === NO_COLUMN ? known : undefined;
  },
};

/**
 * Rows of the units in which the reader wants figures, by the code of the indicator: units=investment.wan-yuan,land.mu.
 *
 * @type {FieldType<Record<string, number>>}
 */
const UNITS = {
  initial: Object.freeze({}),
  print: (units, sites) =>
    Object.entries(units)
      .map(([code, row]) => `${code}.${sites.registers.units[row].code}`)
      .join(","),
  read: (text, { registers: { indicators, units } }) => {
    const pairs = text.split(",").map((pair) => pair.split("."));
    /** @param {string[]} pair */
    const isKnown = ([code, unit]) => indicators.some((each) => each.code === code) && units.some((each) => each.code === unit);
    return Object.fromEntries(pairs.filter(isKnown).map(([code, unit]) => [code, units.findIndex((each) => each.code === unit)]));
  },
};

/**
 * Rows of the places that are compared, in the order in which they were chosen.
 *
 * @type {FieldType<number[]>}
 */
const COMPARED_ROWS = {
  initial: [],
  print: (rows, sites) => rows.map((row) => sites.id[row]).join(","),
  read: (text, sites) => {
    const rows = text.split(",").map((id) => sites.index.get(id) ?? -1);
    return [...new Set(rows.filter((row) => row >= 0))].slice(0, COMPARED);
  },
};

/**
 * The map's own place; null until the reader moves it.
 *
 * @type {FieldType<View | null>}
 */
const VIEW = {
  initial: null,
  print: (view) => (view ? [view.zoom, view.lat, view.lon].join("/") : ""),
  read: (text) => {
    const [zoom, lat, lon] = text.split("/").map((part) => (part === "" ? NaN : Number(part)));
    const sane = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
    return sane ? { zoom, lat, lon } : undefined;
  },
  // A number may be written in several ways.
  known: (text, sites) => VIEW.read(text, sites) !== undefined,
};

/**
 * The fields in the order in which a link has them.
 *
 * `key` is the name in a link, and that in the state unless `name` is; `former` the name and type in links of former
 * versions; `family` stands in the place of a type for what a link holds by several keys. `filter` is a field that says what
 * is shown, `step` a further one whose change "back" undoes. The query, which may end in any character, and ranges, which may
 * end in dots, never come last: a chat takes the end of a link for that of the sentence.
 *
 * @param {Pick<Facet, "key" | "options">[]} facets
 * @returns {Field[]}
 */
export const fieldsOf = (facets) => [
  { key: "q", type: WORDS, filter: true, runs: true },
  { key: "ranges", family: RANGES, filter: true, runs: true },
  { key: "lang", type: oneOf(LANGS) },
  { key: "layer", name: "hide", type: SHOWN_LAYERS, former: { key: "hide", type: HIDDEN_LAYERS }, filter: true },
  { key: "roads", type: flag(true) },
  ...facets.map(({ key, options }) => ({ key, type: rowsOf(options), filter: true })),
  { key: "order", type: ORDER },
  { key: "grouped", type: flag(true) },
  { key: "table", type: flag(false), step: true },
  { key: "columns", type: COLUMNS },
  { key: "units", name: "inUnits", type: UNITS },
  { key: "empty", type: flag(false) },
  { key: "sort", type: SORT },
  { key: "base", type: BASE },
  { key: "colour", type: COLOUR },
  { key: "compare", type: COMPARED_ROWS },
  { key: "by", name: "rank", type: RANK },
  { key: "among", type: { ...oneOf(AMONG), print: (among) => (among === AMONG[0] ? "" : among), unsaid: AMONG[0] } },
  { key: "page", type: oneOf(PAGES), step: true },
  { key: "due", type: YEAR },
  { key: "place", type: PLACE, step: true },
  { key: "facts", type: flag(false), step: true },
  { key: "fact", type: CODE, step: true },
  { key: "embed", type: flag(false) },
  { key: "map", name: "view", type: VIEW },
];

/**
 * Name of a field in the state.
 *
 * @param {Pick<Field, "key" | "name">} field
 */
export const nameOf = ({ key, name = key }) => name;

/**
 * The state of a page that nobody has touched: layers hidden and options chosen in each facet are row numbers; `ranges` are
 * those chosen of figures, by indicator; `place` is
 * a row or -1; `facts` says that the place's facts are open beside the map, and `fact` is the id of the one pointed at;
 * `page` is what else is read there, and `due` the year of the promises that are listed; `roads` shows those of the basemap; `table` shows the places as a table, sorted by the column `sort` (a hyphen before
 * it: downwards), with the figures `columns` in the units `inUnits`, and with `empty` also those that no row has; `base` is the basemap's code and `colour` that of the figure which colours the districts, empty for our
 * own basemap and none; `compare` are the rows that are compared; `rank` is the code of the figure by
 * which places or districts, as `among` says, are ranked; `embed` hides the panel, for a page inside another one. What is not here goes into no link.
 *
 * @param {Pick<Facet, "key" | "options">[]} facets
 * @returns {LinkedState}
 */
export const initialState = (facets = []) =>
  /** @type {LinkedState} */ (
    Object.fromEntries(fieldsOf(facets).map((field) => [nameOf(field), copyOf((field.family || field.type).initial)]))
  );

/** @param {unknown} value */
const copyOf = (value) => (Array.isArray(value) ? [...value] : value);

/**
 * Names in the state of what says which places are shown.
 *
 * @param {Facet[]} facets
 */
export const filtersOf = (facets) =>
  fieldsOf(facets)
    .filter(({ filter }) => filter)
    .map(nameOf);

/**
 * Names in the state of what is chosen step by step, so that "back" undoes it: places, pages, filters. What is typed
 * or drawn is none of them, since no key is a choice; anything else only keeps the address true.
 *
 * @param {Facet[]} facets
 */
export const stepsOf = (facets) =>
  fieldsOf(facets)
    .filter(({ step, filter, runs }) => (step || filter) && !runs)
    .map(nameOf);

/**
 * Names in the state of what changes many times until it is chosen: what is typed, and what a thumb is drawn along. All
 * changes that follow each other are one step.
 *
 * @param {Facet[]} facets
 */
export const runsOf = (facets) =>
  fieldsOf(facets)
    .filter(({ runs }) => runs)
    .map(nameOf);

/**
 * Codes of the rows for which a test holds, as a link has them.
 *
 * @param {Term[]} terms
 * @param {(row: number) => boolean} test
 */
const codesOf = (terms, test) =>
  terms
    .filter((_, row) => test(row))
    .map(({ code }) => code)
    .join(",");

/**
 * Rows of the terms whose codes a part of a link names, each once and in order.
 *
 * @param {string} text
 * @param {Term[]} terms
 */
function rowsIn(text, terms) {
  const rows = text.split(",").map((code) => terms.findIndex((term) => term.code === code));
  return [...new Set(rows.filter((row) => row >= 0))].sort((a, b) => a - b);
}

/**
 * Ranges with another one of an indicator, in the order of the register; an empty one takes it out.
 *
 * @param {Ranges} ranges
 * @param {string} code
 * @param {string[]} tokens
 * @param {Pick<Sites, "registers">} sites
 * @returns {Ranges}
 */
export function withRange(ranges, code, tokens, sites) {
  const chosen = new Map(ranges).set(code, tokens);
  return figureCodes(sites).flatMap((each) => {
    const own = chosen.get(each) || [];
    return own.length > 0 ? [/** @type {Ranges[number]} */ ([each, own])] : [];
  });
}

/**
 * A list of rows with one put in where it was not, and taken out where it was.
 *
 * @param {number[]} rows
 * @param {number} row
 */
export const toggle = (rows, row) => (rows.includes(row) ? rows.filter((each) => each !== row) : [...rows, row].sort((a, b) => a - b));
