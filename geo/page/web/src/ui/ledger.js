/**
 * The ledger: every promise of the places shown, and what became of it.
 */
import { Component, h } from "preact";
import { dateText } from "../core/dates.js";
import { LEDGER_ORDERS } from "../core/fields.js";
import { promisesShown, yearOf } from "../core/ledger.js";
import { filterWords } from "../core/words.js";
import { showVerdict } from "./became.js";
import { claimName, linkToFact } from "./claims.js";
import { el, withQuotes } from "./dom.js";
import { showSelect } from "./select.js";

/** The keys of the texts of the orders. */
const ORDER_NAMES = ["ledgerByPlace", "ledgerByDue", "ledgerByOverdue"];
const AT_ONCE = 200; // promises that are shown before the reader asks for more

/** @typedef {{atlas: Atlas, state: State, lang: Lang, say: Say, actions: DrawerActions}} LedgerContext */

/** @param {LedgerContext} context */
export function showLedger(context) {
  const { atlas, state, lang, say, actions } = context;
  const { head, promises } = atlas.ledger();
  const shown = promisesShown(promises, actions.result(), atlas.sites, state);
  const save = () => actions.saveLedger([head, ...shown.map(({ line }) => line)]);
  return [
    el("p.intro", {}, ...withQuotes(say("ledgerIntro", { date: atlas.payload.record.date }), lang)),
    el(
      "section.ledger",
      {},
      el(
        "div.tools",
        {},
        el("h3", {}, say("ledgerCount", { count: shown.length })),
        showDue(promises, context),
        showOrder(context),
        el("button", { type: "button", "data-key": "save-ledger", disabled: shown.length === 0, onclick: save }, say("saveCsv")),
      ),
      // Anew for another choice or order, so that it begins at the top.
      h(List, { key: `${state.sort} ${state.due} ${state.promise}`, shown, context }),
    ),
  ];
}

/**
 * The ledger on paper: the same promises, without what can be pressed.
 *
 * @param {Scene} scene
 * @param {number} most
 * @returns {{head: string[], body: Content}} what is said first, and the promises
 */
export function ledgerOnPaper({ atlas, state, say, result }, most) {
  const shown = promisesShown(atlas.ledger().promises, result, atlas.sites, state);
  const context = /** @type {LedgerContext} */ ({ atlas, state, lang: state.lang, say, actions: {} });
  const year = state.due === "" ? "" : say("ledgerDueIn", { year: state.due });
  const left = shown.length - most;
  return {
    head: [
      say("ledgerIntro", { date: atlas.payload.record.date }),
      [say("ledgerCount", { count: shown.length }), year, filterWords(atlas.sites, state)].filter(Boolean).join(" · "),
      left > 0 ? say("rankLeft", { count: left }) : "",
    ].filter(Boolean),
    body: el("ol.ledger", {}, ...shown.slice(0, most).map((entry) => el("li", {}, ...showEntry(entry, context)))),
  };
}

/** @param {LedgerContext} context */
const showOrder = ({ state, say, actions }) =>
  showSelect(
    {
      "data-key": "ledger-order",
      "aria-label": say("order"),
      onchange: (/** @type {EventAt<HTMLSelectElement>} */ { currentTarget }) => actions.change({ sort: currentTarget.value }),
    },
    ...LEDGER_ORDERS.map((order, at) => el("option", { value: order, selected: state.sort === order }, say(ORDER_NAMES[at]))),
  );

/** @param {Promised[]} promises @param {LedgerContext} context */
function showDue(promises, { state, say, actions }) {
  const years = [...new Set(promises.map(({ due }) => yearOf(due)))].filter(Boolean).sort().reverse();
  return showSelect(
    {
      "data-key": "ledger-due",
      "aria-label": say("ledgerYear"),
      onchange: (/** @type {EventAt<HTMLSelectElement>} */ { currentTarget }) => actions.change({ due: currentTarget.value }),
    },
    el("option", { value: "", selected: state.due === "" }, say("ledgerAnyYear")),
    ...years.map((year) => el("option", { value: year, selected: state.due === year }, say("ledgerDueIn", { year }))),
  );
}

class List extends Component {
  /** @param {{shown: Promised[], context: LedgerContext}} props @param {{most?: number}} state */
  render({ shown, context }, { most = AT_ONCE }) {
    const left = shown.length - most;
    const more = () => this.setState({ most: most + AT_ONCE });
    return [
      shown.length === 0 && el("p.empty", {}, context.say("ledgerNone")),
      el("ol", {}, ...shown.slice(0, most).map((entry) => el("li", { key: entry.line }, ...showEntry(entry, context)))),
      left > 0 &&
        el(
          "button.link",
          { type: "button", "data-key": "ledger-more", onclick: more },
          context.say("ledgerMore", { count: Math.min(left, AT_ONCE) }),
        ),
    ];
  }
}

/** @param {Promised} entry @param {LedgerContext} context */
function showEntry({ row, indicator, scope, due, verdict, months, fact, said, answer }, { atlas, lang, say, actions }) {
  const { sites, payload } = atlas;
  const by = due === "" ? "" : say("ledgerDue", { date: dateText(sites.dates, due, lang) });
  return [
    el("h4", {}, linkToFact(row, { id: fact }, sites, lang, actions, sites[lang][row])),
    el(
      "p",
      {},
      claimName({ indicator, scope }, payload.registers, lang),
      " ",
      el("b", {}, said[lang]),
      by && " ",
      by && el("span.due", {}, by),
    ),
    showVerdict({ verdict, months, answer }, { atlas, row, lang, say, actions }),
  ];
}
