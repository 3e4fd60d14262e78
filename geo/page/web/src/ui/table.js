/**
 * The places shown, as a table in the map's place.
 */
import { computed, signal } from "@preact/signals-core";
import { cellOf, columnsOf, sortRows, toSpreadsheet } from "../core/table.js";
import { isWide } from "../core/fields.js";
import { hasPosition } from "../core/sites.js";
import { basisName } from "../core/within.js";
import { statusWhen } from "../core/words.js";
import { markAim, markUnequal } from "./claims.js";
import { draw, el, make } from "./dom.js";
import { answered, onKeys } from "./keys.js";
import { nextLine, pageLine } from "./lines.js";
import { symbol } from "./symbols.js";
import { createWindow } from "./window.js";

/** @import {Drawn} from "./window.js" */

/**
 * @typedef {Pick<Context, "atlas" | "state" | "say"> & {columns: Column[], names: string[], actions: Parameters<typeof createTable>[1]}} TableContext
 *   what a row is shown with; `names` are the columns'
 */

const USUAL = 40; // pixels of a row, until some are measured

/**
 * @param {Scene} scene what the page shows
 * @param {Actions & Pick<Exports, "copyTable">} actions what the reader can do
 * @returns {{element: HTMLElement, show: () => void}} the table; `show` draws it, where the state wants one
 */
export function createTable(scene, actions) {
  const { atlas, state } = scene;
  const element = make(el("section.table", { tabindex: "-1", hidden: true }));
  const [bar, frame] = [make(el("header")), make(el("div.scroll"))];
  element.append(bar, frame);
  const columns = computed(() => columnsOf(atlas));
  const sorted = computed(() => sortRows(atlas, scene.ordered, columns.value, state));
  const view = createWindow(atlas.sites.count, USUAL, () => scene.ordered.length);
  const focused = signal(-1);
  listenTo(frame, atlas.sites, focused, () => view.look(frame));
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
      const context = { atlas, columns: columns.value, names, state, say, actions };
      element.setAttribute("aria-label", say("table"));
      draw(bar, ...showBar(rows, context));
      const drawn = view.of("rows", rows, [state.place, focused.value]);
      view.steady(frame, () => draw(frame, showTable(rows, drawn, context)), rows !== before.rows);
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
 * What scrolling does, and where keys lead from the name of a place.
 *
 * @param {HTMLElement} frame
 * @param {Sites} sites
 * @param {{value: number}} focused row that has the keyboard, else -1
 * @param {() => void} look draws what has come into sight
 */
function listenTo(frame, sites, focused, look) {
  const lines = () => [.../** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll("tbody button"))];
  frame.addEventListener("scroll", look, { passive: true });
  frame.addEventListener("focusin", ({ target }) => {
    const { key = "" } = /** @type {HTMLElement} */ (target).dataset;
    focused.value = sites.index.get(key.replace(/^row-/, "")) ?? -1;
  });
  frame.addEventListener("focusout", () => {
    focused.value = -1;
  });
  onKeys(frame, (event) => {
    const all = lines();
    if (!all.includes(/** @type {HTMLElement} */ (document.activeElement))) return;
    const next = pageLine(frame, lines, event.key, look) || nextLine(all, event.key);
    if (!next) return;
    answered(event);
    next.focus();
  });
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
    latest: "orderLatest",
    facts: "facts",
  });
  return say(names[key]);
}

/** @param {number[]} rows @param {TableContext} context */
function showBar(rows, { atlas, columns, names, state, say, actions }) {
  const copy = () => actions.copyTable(toSpreadsheet(atlas, rows, columns, names, state.lang), rows);
  return [
    el("h2", {}, say("places", { count: rows.length })),
    el("button.switch", { type: "button", "data-key": "copy-table", onclick: copy }, say("copyRows")),
    el("button.switch", { type: "button", "data-key": "to-map", onclick: () => actions.change({ table: false }) }, say("toMap")),
  ];
}

/**
 * @param {number[]} rows
 * @param {Drawn[] | null} drawn those that are drawn, null for all
 * @param {TableContext} context
 */
function showTable(rows, drawn, context) {
  const { columns, names, say } = context;
  return el(
    "table",
    drawn ? { "aria-rowcount": rows.length + 1 } : {},
    el("caption.sr-only", {}, say("tableCaption")),
    el("thead", {}, el("tr", drawn ? { "aria-rowindex": 1 } : {}, ...columns.map((column, i) => showHead(column, names[i], context)))),
    drawn
      ? el("tbody.windowed", { "data-window": "rows" }, ...drawn.flatMap((each) => showDrawn(each, context)))
      : el("tbody", {}, ...rows.map((row) => showRow(row, {}, context))),
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
 * A press sorts upwards, the next one downwards, a third gives the list's own order back.
 *
 * @param {Column} column
 * @param {string} name
 * @param {TableContext} context
 */
function showHead({ key, figure }, name, { state, actions }) {
  const sorted = { [key]: "ascending", [`-${key}`]: "descending" }[state.sort] || "none";
  const next = { none: key, ascending: `-${key}`, descending: "" }[sorted];
  return el(
    `th${figure >= 0 ? ".number" : ""}`,
    { scope: "col", "aria-sort": sorted },
    el("button", { type: "button", "data-key": `sort-${key}`, onclick: () => actions.change({ sort: next }) }, name),
  );
}

/** @param {number} row @param {Column} column @param {TableContext} context */
function showCell(row, column, { atlas, state, say, actions }) {
  const { sites, payload } = atlas;
  const { lang } = state;
  const cell = cellOf(atlas, row, column, lang);
  if (column.key === "name") {
    const layer = payload.registers.layers[sites.layer[row]].code;
    const open = () => actions.openFacts(row);
    return el(
      "th",
      { scope: "row", class: `layer-${layer}`, "aria-current": row === state.place ? "true" : false },
      el("button", { type: "button", "data-key": `row-${sites.id[row]}`, onclick: open }, symbol(layer), cell.text),
      !hasPosition(sites, row) && el("small", {}, basisName(sites, row, lang)),
    );
  }
  if (column.key === "status" && cell.text !== "") return el("td", {}, cell.text, el("small.when", {}, statusWhen(sites, row, lang)));
  if (!cell.claim) return el(`td${column.key === "facts" ? ".number" : ""}`, {}, cell.text);
  const { claim, fact } = cell;
  return el(
    "td.number",
    {},
    el("b", {}, fact.figure[lang]),
    fact.beside[lang] && el("small", {}, fact.beside[lang]),
    claim.differs && markUnequal(say),
    el(
      "small.when",
      {},
      fact.when[lang],
      claim.scope >= 0 && ` · ${payload.registers.scopes[claim.scope][lang]}`,
      markAim(claim, payload.registers, lang),
    ),
  );
}
