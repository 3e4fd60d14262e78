/**
 * The places shown, as a table in the map's place.
 */
import { cellOf, columnsOf, sortRows, toSpreadsheet } from "../core/table.js";
import { hasPosition } from "../core/sites.js";
import { markAim, markUnequal } from "./claims.js";
import { el, keepFocus, replaceContent } from "./dom.js";
import { symbol } from "./symbols.js";

const AT_ONCE = 500; // rows shown before the reader asks for more

/** @returns {{element: Element, show: Function}} the table; `show` fills it with rows in the state's order */
export function createTable(atlas, actions) {
  const element = el("section.table", { tabindex: "-1" });
  let columns = null;
  let limit = AT_ONCE;
  const draw = (rows, state, say) => {
    const sorted = sortRows(atlas, rows, columns, state);
    const names = columns.map((column) => columnName(column, atlas, say, state.lang));
    const context = { atlas, columns, names, state, say, actions };
    const more = () => {
      limit += AT_ONCE;
      draw(rows, state, say);
    };
    keepFocus(element, () => {
      element.setAttribute("aria-label", say("table"));
      replaceContent(
        element,
        showBar(sorted, context),
        el("div.scroll", {}, showTable(sorted.slice(0, limit), context)),
        sorted.length > limit && el("button.wide", { type: "button", "data-key": "more", onclick: more }, say("moreRows", { count: sorted.length - limit })),
      );
    });
  };
  return {
    element,
    show(rows, state, say) {
      element.hidden = !state.table;
      if (!state.table) return;
      columns = columns || columnsOf(atlas);
      draw(rows, state, say);
      const sorted = element.querySelector("[aria-sort]:not([aria-sort=none])");
      if (sorted) sorted.scrollIntoView({ block: "nearest", inline: "nearest" });
    },
  };
}

function columnName({ key, figure }, { payload }, say, lang) {
  if (figure >= 0) return payload.registers.indicators[figure][lang];
  const names = { name: "orderName", district: "district", kind: "kind", sector: "sector", status: "status", latest: "orderLatest", facts: "facts" };
  return say(names[key]);
}

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

function showTable(rows, context) {
  const { columns, names, say } = context;
  return el(
    "table",
    {},
    el("caption.sr-only", {}, say("tableCaption")),
    el("thead", {}, el("tr", {}, ...columns.map((column, i) => showHead(column, names[i], context)))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...columns.map((column) => showCell(row, column, context))))),
  );
}

/** A press sorts upwards, the next one downwards, a third gives the list's own order back. */
function showHead({ key, figure }, name, { state, actions }) {
  const sorted = { [key]: "ascending", [`-${key}`]: "descending" }[state.sort] || "none";
  const next = { none: key, ascending: `-${key}`, descending: "" }[sorted];
  return el(
    `th${figure >= 0 ? ".number" : ""}`,
    { scope: "col", "aria-sort": sorted },
    el("button", { type: "button", "data-key": `sort-${key}`, onclick: () => actions.change({ sort: next }) }, name),
  );
}

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
      !hasPosition(sites, row) && el("small", {}, say("noPosition")),
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
