/**
 * The places shown, as a table in the map's place.
 */
import { computed, signal } from "@preact/signals-core";
import { cellOf, columnsOf, nextSort, sortRows, whenOf } from "../core/table.js";
import { totalIn, totalsOf } from "../core/totals.js";
import { AMONG, isWide } from "../core/fields.js";
import { plainNumber, unitName, unitsFor } from "../core/units.js";
import { hasPosition } from "../core/sites.js";
import { basisName } from "../core/within.js";
import { ageWords, statusWhen } from "../core/words.js";
import { showCompareToggle } from "./basket.js";
import { markAim, markUnequal } from "./claims.js";
import { createColumnChooser } from "./columns.js";
import { draw, el, make } from "./dom.js";
import { glossed } from "./gloss.js";
import { followRows } from "./lines.js";
import { showRankButton } from "./rank.js";
import { showSelect } from "./select.js";
import { symbol } from "./symbols.js";
import { createWindow } from "./window.js";

/** @import {Drawn} from "./window.js" */

/**
 * @typedef {Pick<Scene, "atlas" | "state" | "say"> & {columns: Column[], names: string[], totals: (Totals | null)[], unlike: Set<number>, actions: Parameters<typeof createTable>[1]}} TableContext
 *   what a row is shown with; `names` and `totals` are the columns'; `unlike` are the rows that are let in by a value on which sources disagree
 */

const USUAL = 40; // pixels of a row, until some are measured

/**
 * @param {Scene} scene what the page shows
 * @param {Actions & Pick<Exports, "copyRows" | "saveRows">} actions what the reader can do
 * @returns {{element: HTMLElement, show: () => void}} the table; `show` draws it, where the state wants one
 */
export function createTable(scene, actions) {
  const { atlas, state } = scene;
  const element = make(el("section.table", { tabindex: "-1", hidden: true }));
  const [bar, chooserFrame, frame] = [make(el("header")), make(el("div.column-chooser")), make(el("div.scroll"))];
  element.append(bar, chooserFrame, frame);
  const chosen = computed(() => columnsOf(atlas.sites, state, scene.result));
  const columns = computed(() => chosen.value.columns);
  const totals = computed(() => columns.value.map((column) => (column.figure < 0 ? null : totalsOf(atlas.sites, column, scene.result))));
  const sorted = computed(() => sortRows(atlas, scene.ordered, columns.value, state));
  const chooser = createColumnChooser(scene, actions);
  const view = createWindow(atlas.sites.count, USUAL, () => scene.ordered.length);
  const focused = signal(-1);
  followRows(frame, "row-", atlas.sites, focused, () => view.look(frame));
  const keepWidths = createWidths(frame);
  let before = /** @type {{rows: number[], heads: string}} */ ({ rows: [], heads: "" });
  return {
    element,
    show() {
      element.hidden = !state.table || isWide(state.page);
      if (element.hidden) {
        before = { rows: [], heads: "" };
        return;
      }
      const { say } = scene;
      const rows = sorted.value;
      const names = columns.value.map((column) => columnName(column, atlas, say, state.lang));
      const context = {
        ...{ atlas, state, say, actions, names },
        columns: columns.value,
        totals: totals.value,
        unlike: new Set(scene.result.unlike),
      };
      element.setAttribute("aria-label", say("table"));
      draw(bar, ...showBar(rows, chooser.button(chosen.value.left), context));
      draw(chooserFrame, chooser.show(columns.value, chosen.value.left));
      const drawn = view.of(0, rows, [state.place, focused.value]);
      view.steady(frame, () => draw(frame, showTable(rows, drawn, context)), { isOther: rows !== before.rows });
      keepWidths(names, drawn !== null);
      const heads = `${state.sort} ${names.join()}`;
      if (heads !== before.heads) bringSorted(frame);
      before = { rows, heads };
    },
  };
}

/** @param {HTMLElement} frame */
function bringSorted(frame) {
  const sorted = frame.querySelector("[aria-sort]:not([aria-sort=none])");
  if (sorted) sorted.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/**
 * Columns of a table of which some rows are drawn: they grow with what comes into sight, and never become narrower again.
 *
 * @param {HTMLElement} frame
 * @returns {(names: string[], isWindow: boolean) => void}
 */
function createWidths(frame) {
  let known = "";
  return (names, isWindow) => {
    const heads = [.../** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll("thead th"))];
    const now = `${isWindow} ${names.join()}`;
    if (now !== known) for (const head of heads) head.style.minWidth = "";
    known = now;
    if (!isWindow) return;
    const widths = heads.map((head) => getComputedStyle(head).width);
    heads.forEach((head, i) => {
      head.style.minWidth = widths[i];
    });
  };
}

/** @param {Column} column @param {Atlas} atlas @param {Say} say @param {Lang} lang */
function columnName({ key, figure }, { payload }, say, lang) {
  if (figure >= 0) return payload.registers.indicators[figure][lang];
  const names = /** @type {Record<string, string>} */ ({
    name: "orderName",
    district: "district",
    kind: "kind",
    sector: "sector",
    status: "status",
    latest: "newest",
    facts: "facts",
  });
  return say(names[key]);
}

/**
 * The table on paper: the first rows of it, with all that a cell says and nothing to press.
 *
 * @param {Scene} scene
 * @param {number} most
 */
export function showTableOnPaper(scene, most) {
  const { atlas, state, say, ordered, result } = scene;
  const { sites } = atlas;
  const { columns } = columnsOf(sites, state, result);
  const rows = sortRows(atlas, ordered, columns, state);
  const left = rows.length - most;
  /** @param {Column} column */
  const head = (column) => {
    const unit = column.unit >= 0 && unitName(sites.registers.units[column.unit], state.lang);
    return el("th", { scope: "col" }, columnName(column, atlas, say, state.lang), unit && ` (${unit})`);
  };
  /** @param {number} row @param {Column} column */
  const cell = (row, column) => {
    const { lang } = state;
    const { text, figure, unit } = cellOf(atlas, row, column, lang);
    if (figure) return el("td.amount", {}, ...showFigure({ text, figure, unit: Number(unit) }, column, scene));
    const when = { status: () => statusWhen(sites, row, lang), latest: () => ageWords(sites, sites.latest[row], lang) }[column.key];
    return el(column.key === "name" ? "th" : "td", {}, text, text !== "" && when && el("small.when", {}, when()));
  };
  return el(
    "div",
    {},
    left > 0 && el("p.left", {}, say("printedFirst", { shown: most, count: left })),
    el(
      "table.rows",
      {},
      el("thead", {}, el("tr", {}, ...columns.map(head))),
      el("tbody", {}, ...rows.slice(0, most).map((row) => el("tr", {}, ...columns.map((column) => cell(row, column))))),
    ),
  );
}

/** @param {number[]} rows @param {Content} chooser @param {TableContext} context */
function showBar(rows, chooser, { columns, names, say, actions }) {
  const tabled = { rows, columns, names };
  const disabled = rows.length === 0;
  /** @param {string} key @param {string} text @param {Record<string, unknown>} attributes */
  const button = (key, text, attributes) => el("button.switch", { type: "button", "data-key": key, ...attributes }, say(text));
  return [
    el("h2", {}, say("places", { count: rows.length })),
    chooser,
    button("copy-table", "copyRows", { disabled, onclick: () => actions.copyRows(tabled) }),
    button("save-table", "saveCsv", { disabled, onclick: () => actions.saveRows(tabled) }),
    button("to-map", "toMap", { onclick: () => actions.change({ table: false }) }),
  ];
}

/**
 * @param {number[]} rows
 * @param {Drawn[] | null} drawn those that are drawn, null for all
 * @param {TableContext} context
 */
function showTable(rows, drawn, context) {
  const { columns, names, totals, say } = context;
  return el(
    "table",
    drawn ? { "aria-rowcount": rows.length + 1 } : {},
    el("caption.sr-only", {}, say("tableCaption")),
    el("thead", {}, el("tr", drawn ? { "aria-rowindex": 1 } : {}, ...columns.map((column, i) => showHead(column, names[i], context)))),
    drawn
      ? el("tbody.windowed", { "data-window": true }, ...drawn.flatMap((each) => showDrawn(each, context)))
      : el("tbody", {}, ...rows.map((row) => showRow(row, {}, context))),
    totals.some(Boolean) && el("tfoot", {}, showTotals(context)),
  );
}

/**
 * A row of a window, below the room of those before it that are not drawn.
 *
 * @param {Drawn} drawn
 * @param {TableContext} context
 */
function showDrawn({ row, at, gap }, context) {
  const room = el("td", { colspan: context.columns.length, style: { height: `${gap}px` } });
  return [
    gap > 0 && el("tr.gap", { key: `gap-${at}`, "aria-hidden": "true" }, room),
    showRow(row, { "data-drawn": row, "aria-rowindex": at + 2 }, context),
  ];
}

/** @param {number} row @param {Record<string, unknown>} place @param {TableContext} context */
const showRow = (row, place, context) =>
  el("tr", { key: context.atlas.sites.id[row], ...place }, ...context.columns.map((column) => showCell(row, column, context)));

/**
 * @param {Column} column
 * @param {string} name
 * @param {TableContext} context
 */
function showHead(column, name, context) {
  const { state, actions } = context;
  const { key, figure } = column;
  const sorted = { [key]: "ascending", [`-${key}`]: "descending" }[state.sort] || "none";
  const sort = () => actions.change({ sort: nextSort(column, state.sort) });
  return el(
    `th${figure >= 0 ? ".number" : ""}`,
    { scope: "col", "aria-sort": sorted },
    el("button", { type: "button", "data-key": `sort-${key}`, onclick: sort }, name),
    figure >= 0 && showRankButton(key, name, AMONG[0], context),
    figure >= 0 && showUnits(column, name, context),
  );
}

/**
 * The unit of a column, to be chosen where there are several.
 *
 * @param {Column} column
 * @param {string} name
 * @param {TableContext} context
 */
function showUnits({ key, figure, unit }, name, { atlas: { sites }, state, say, actions }) {
  const { registers, figures } = sites;
  const usual = /** @type {FigureColumn} */ (figures.get(figure)).unit;
  const offered = unitsFor(registers, unit, state.lang);
  if (offered.length < 2) return el("small", {}, unitName(registers.units[unit], state.lang));
  /** @param {number} wanted */
  const choose = (wanted) => {
    const others = Object.entries(state.inUnits).filter(([code]) => code !== key);
    actions.change({ inUnits: Object.fromEntries(wanted === usual ? others : [...others, [key, wanted]]) });
  };
  return showSelect(
    {
      "data-key": `unit-${key}`,
      "aria-label": say("cellUnit", { name }),
      onchange: (/** @type {EventAt<HTMLSelectElement>} */ { currentTarget }) => choose(Number(currentTarget.value)),
    },
    ...offered.map((row) => el("option", { value: row, key: row, selected: row === unit }, registers.units[row][state.lang])),
  );
}

/** @param {number} row @param {Column} column @param {TableContext} context */
function showCell(row, column, context) {
  const { atlas, state } = context;
  const { sites } = atlas;
  const { lang } = state;
  if (column.key === "name") return showName(row, context);
  const cell = cellOf(atlas, row, column, lang);
  if (column.key === "status" && cell.text !== "") return el("td", {}, cell.text, el("small.when", {}, statusWhen(sites, row, lang)));
  if (column.key === "latest" && cell.text !== "")
    return el("td", {}, cell.text, el("small.when", {}, ageWords(sites, sites.latest[row], lang)));
  if (!cell.figure) return el(`td${column.key === "facts" || column.figure >= 0 ? ".number" : ""}`, {}, cell.text);
  return el("td.number", {}, ...showFigure(cell, column, context));
}

/**
 * A figure with its own unit where that of the column says something else, and whatever changes what it means.
 *
 * @param {{text: string, figure: PlaceFigure, unit: number}} cell
 * @param {Column} column
 * @param {Pick<Scene, "atlas" | "state" | "say">} context
 */
function showFigure({ text, figure, unit }, column, { atlas: { sites }, state: { lang }, say }) {
  const { registers } = sites;
  return [
    el("b", {}, text),
    unit !== column.unit && el("small", {}, unitName(registers.units[unit], lang)),
    figure.differs && markUnequal(say),
    el(
      "small.when",
      {},
      whenOf(sites, figure, lang),
      figure.scope >= 0 && ` · ${registers.scopes[figure.scope][lang]}`,
      markAim(figure, registers, lang),
    ),
  ];
}

/** @param {number} row @param {TableContext} context */
function showName(row, context) {
  const { atlas, state, say, unlike, actions } = context;
  const { sites, payload } = atlas;
  const layer = payload.registers.layers[sites.layer[row]].code;
  const open = () => actions.openFacts(row);
  return el(
    "th",
    { scope: "row", class: `layer-${layer}`, "aria-current": row === state.place ? "true" : false },
    el(
      "div.named",
      {},
      el("button", { type: "button", "data-key": `row-${sites.id[row]}`, onclick: open }, symbol(layer), sites[state.lang][row]),
      unlike.has(row) && markUnequal(say),
      showCompareToggle(row, context, false),
    ),
    !hasPosition(sites, row) && el("small", {}, basisName(sites, row, state.lang)),
  );
}

/**
 * The sum of each column that adds up, the median of each, and what both are of.
 *
 * @param {TableContext} context
 */
function showTotals({ columns, totals, atlas: { sites }, state: { lang }, say }) {
  const { registers } = sites;
  /** @param {"sum" | "median"} which @param {Totals} found @param {number} unit */
  const line = (which, found, unit) => {
    const base = found[which];
    if (base === null) return el("b", { "aria-hidden": "true" }, "–");
    const number = plainNumber(totalIn(registers, base, unit), registers.units[unit], lang);
    return el("b", {}, el("span.sr-only", {}, say(which)), ` ${number}`);
  };
  /** @param {Totals | null} found @param {Column} column */
  const cell = (found, { key, unit }) =>
    el(
      "td.number",
      { key },
      ...(found ? [line("sum", found, unit), line("median", found, unit), glossed(spanWords(found, say), totalWords(found, say))] : []),
    );
  const [, ...others] = columns;
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, el("b", {}, say("sum")), el("b", {}, say("median"))),
    ...others.map((column, i) => cell(totals[i + 1], column)),
  );
}

/**
 * How many places, and of which years.
 *
 * @param {Totals} totals
 * @param {Say} say
 */
const spanWords = ({ count, from, to }, say) =>
  [say("totalOf", { count }), from === to ? from : `${from}–${to}`].filter(Boolean).join(" · ");

/**
 * What a sum and a median are of, so that nobody takes them for more.
 *
 * @param {Totals} totals
 * @param {Say} say
 */
function totalWords(totals, say) {
  const { from, to, undated, promised, bounds, parts, unlike, within } = totals;
  /** @param {string} key @param {number} count */
  const told = (key, count) => count > 0 && say(key, { count });
  return [
    spanWords(totals, say),
    from !== to && say("totalDates"),
    told("totalUndated", undated),
    told("totalPromised", promised),
    told("totalBounds", bounds),
    told("totalUnlike", unlike),
    told("totalWithin", within),
    told("totalParts", parts),
  ]
    .filter(Boolean)
    .join(" · ");
}
