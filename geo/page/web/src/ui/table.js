/**
 * The places shown, as a table in the map's place.
 */
import { computed, signal } from "@preact/signals-core";
import { cellOf, columnsOf, sortRows, toSpreadsheet } from "../core/table.js";
import { hasPosition } from "../core/sites.js";
import { basisName } from "../core/within.js";
import { markAim, markUnequal } from "./claims.js";
import { draw, el, make } from "./dom.js";
import { symbol } from "./symbols.js";

/**
 * @typedef {Pick<Context, "atlas" | "state" | "say"> & {columns: Column[], names: string[], actions: Parameters<typeof createTable>[1]}} TableContext
 *   what a row is shown with; `names` are the columns'
 */

const AT_ONCE = 500; // rows shown before the reader asks for more

/**
 * @param {Scene} scene what the page shows
 * @param {Actions & Pick<Exports, "copyTable">} actions what the reader can do
 * @returns {{element: HTMLElement, show: () => void}} the table; `show` draws it, where the state wants one
 */
export function createTable(scene, actions) {
  const { atlas, state } = scene;
  const element = make(el("section.table", { tabindex: "-1", hidden: true }));
  const columns = computed(() => columnsOf(atlas));
  const limit = signal(AT_ONCE);
  const more = () => {
    limit.value += AT_ONCE;
  };
  return {
    element,
    show() {
      element.hidden = !state.table;
      if (!state.table) return;
      const { say } = scene;
      const rows = sortRows(atlas, scene.ordered, columns.value, state);
      const names = columns.value.map((column) => columnName(column, atlas, say, state.lang));
      const context = { atlas, columns: columns.value, names, state, say, actions };
      element.setAttribute("aria-label", say("table"));
      draw(
        element,
        showBar(rows, context),
        el("div.scroll", {}, showTable(rows.slice(0, limit.value), context)),
        rows.length > limit.value &&
          el("button.wide", { type: "button", "data-key": "more", onclick: more }, say("moreRows", { count: rows.length - limit.value })),
      );
      const sorted = element.querySelector("[aria-sort]:not([aria-sort=none])");
      if (sorted) sorted.scrollIntoView({ block: "nearest", inline: "nearest" });
    },
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
  return el(
    "header",
    {},
    el("h2", {}, say("places", { count: rows.length })),
    el("button.switch", { type: "button", "data-key": "copy-table", onclick: copy }, say("copyRows")),
    el("button.switch", { type: "button", "data-key": "to-map", onclick: () => actions.change({ table: false }) }, say("toMap")),
  );
}

/** @param {number[]} rows @param {TableContext} context */
function showTable(rows, context) {
  const { atlas, columns, names, say } = context;
  return el(
    "table",
    {},
    el("caption.sr-only", {}, say("tableCaption")),
    el("thead", {}, el("tr", {}, ...columns.map((column, i) => showHead(column, names[i], context)))),
    el(
      "tbody",
      {},
      ...rows.map((row) => el("tr", { key: atlas.sites.id[row] }, ...columns.map((column) => showCell(row, column, context)))),
    ),
  );
}

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
