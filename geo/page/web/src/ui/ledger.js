/**
 * The ledger: every promise of the places shown, and what became of it.
 */
import { Component, h } from "preact";
import { dateText, lastYear } from "../core/dates.js";
import { LEDGER_ORDERS } from "../core/fields.js";
import { promisesShown } from "../core/ledger.js";
import { filterWords } from "../core/words.js";
import { showVerdict } from "./became.js";
import { claimName, linkToFact } from "./claims.js";
import { el, withQuotes } from "./dom.js";
import { showSelect } from "./select.js";

/** The keys of the texts of the orders. */
const ORDER_NAMES = ["ledgerByPlace", "ledgerByDue", "ledgerByOverdue"];
const AT_ONCE = 200; // promises that are shown before the reader asks for more
const FEW = 400; // places whose promises are read and drawn in a moment, without turns
const A_TURN = 25; // promises that are drawn before the page answers again

/** @typedef {{atlas: Atlas, state: State, lang: Lang, say: Say, actions: DrawerActions}} LedgerContext */

/** @param {LedgerContext} context */
const introOf = ({ atlas: { payload, sites }, lang, say }) =>
  say("ledgerIntro", { date: dateText(sites.dates, payload.record.date, lang) });

/** @param {LedgerContext} context */
export const showLedger = (context) => [el("p.intro", {}, ...withQuotes(introOf(context), context.lang)), h(Ledger, { context })];

/** @param {LedgerContext} context */
const isLong = ({ atlas: { sites } }) => sites.count > FEW;

/** The ledger of many places is read once the page has opened. */
class Ledger extends Component {
  componentDidMount() {
    const { context } = /** @type {{context: LedgerContext}} */ (this.props);
    if (isLong(context)) setTimeout(() => this.setState({ isOpen: true }));
  }

  /** @param {{context: LedgerContext}} props @param {{isOpen?: boolean}} state */
  render({ context }, { isOpen = !isLong(context) }) {
    return el("section.ledger", { "aria-busy": String(!isOpen) }, ...(isOpen ? showPromises(context) : []));
  }
}

/** @param {LedgerContext} context */
function showPromises(context) {
  const { atlas, state, say, actions } = context;
  const { head, promises } = atlas.ledger();
  const result = actions.result();
  const shown = promisesShown(promises, result, atlas.sites, state);
  const ofAnyYear = state.due === "" ? shown : promisesShown(promises, result, atlas.sites, { ...state, due: "" });
  const save = () => actions.saveLedger([head, ...shown.map(({ line }) => line)]);
  return [
    el(
      "div.tools",
      {},
      el("h3", {}, say("ledgerCount", { count: shown.length })),
      el("p.filters", {}, ...withQuotes(filterWords(atlas.sites, state), state.lang)),
      showDue(promises, ofAnyYear, context),
      showOrder(context),
      el("button", { type: "button", "data-key": "save-ledger", disabled: shown.length === 0, onclick: save }, say("saveCsv")),
    ),
    // Anew for another choice or order, so that it begins at the top.
    h(List, { key: `${state.sort} ${state.due} ${state.promise}`, shown, context }),
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
      introOf(context),
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

/** @param {Promised[]} promises @param {Promised[]} shown those of any year, which each choice says how many there are of @param {LedgerContext} context */
function showDue(promises, shown, { state, say, actions }) {
  const years = [...new Set(promises.map(({ due }) => lastYear(due)))].filter(Boolean).sort().reverse();
  const counts = new Map(years.map((year) => [year, 0]));
  for (const year of shown.map(({ due }) => lastYear(due))) counts.set(year, (counts.get(year) ?? 0) + 1);
  return showSelect(
    {
      "data-key": "ledger-due",
      "aria-label": say("ledgerYear"),
      onchange: (/** @type {EventAt<HTMLSelectElement>} */ { currentTarget }) => actions.change({ due: currentTarget.value }),
    },
    el("option", { value: "", selected: state.due === "" }, say("ledgerAnyYear")),
    ...years.map((year) =>
      el("option", { value: year, selected: state.due === year }, say("ledgerDueCount", { year, count: counts.get(year) ?? 0 })),
    ),
  );
}

/** Promises are drawn in turns where there are many places: those in sight first, the others while the page answers. */
class List extends Component {
  componentDidMount() {
    this.goOn();
  }

  componentDidUpdate() {
    this.goOn();
  }

  goOn() {
    const { shown, context } = /** @type {{shown: Promised[], context: LedgerContext}} */ (this.props);
    const { most = AT_ONCE, drawn = A_TURN } = /** @type {{most?: number, drawn?: number}} */ (this.state);
    if (isLong(context) && drawn < Math.min(most, shown.length)) setTimeout(() => this.setState({ drawn: drawn + A_TURN }));
  }

  /** @param {{shown: Promised[], context: LedgerContext}} props @param {{most?: number, drawn?: number}} state */
  render({ shown, context }, { most = AT_ONCE, drawn = A_TURN }) {
    const left = shown.length - most;
    const more = () => this.setState({ most: most + AT_ONCE });
    const now = shown.slice(0, isLong(context) ? Math.min(most, drawn) : most);
    return [
      shown.length === 0 && el("p.empty", {}, context.say("ledgerNone")),
      el("ol", {}, ...now.map((entry) => el("li", { key: entry.line }, ...showEntry(entry, context)))),
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
