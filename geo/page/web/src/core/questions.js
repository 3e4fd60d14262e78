/**
 * Questions to begin with: each is a link, so that what answers it can be changed, sent and saved like anything else.
 */
import { lastYear } from "./dates.js";
import { applyFacets } from "./facets.js";
import { parseHash, unreadParts } from "./hash.js";
import { promisesShown } from "./ledger.js";
import { FIRST_DISTRICT } from "./sites.js";

/** @typedef {Record<string, string>} Values what a question names: years before that of the record, two districts */
/** @typedef {{key: string, values: Values, state: LinkedState}} Question the key of its text, what that names, and the answer */

/** The text of each question, and what a link to its answer chooses. */
const QUESTIONS = /** @type {[key: string, link: (values: Values & {silent: string, pair: string}) => string][]} */ ([
  ["askPromised", ({ year }) => `page=promises&due=${year}`],
  ["askOverdue", () => "page=promises&promise=unconfirmed&sort=-months"],
  ["askMet", () => "page=promises&promise=met,missed"],
  ["askLargest", () => "kind=park&table=1&sort=-land-area"],
  ["askStarted", ({ before }) => `stage=started:${before}&investment=1e9..&table=1&sort=-investment`],
  ["askDisputed", () => "dispute=open,resolved"],
  ["askSilent", ({ silent }) => `year=${silent}`],
  ["askVague", () => "position=district"],
  ["askBuilding", () => "status=under-construction"],
  ["askCompare", ({ pair }) => `page=compare&compare=${pair}`],
]);

/**
 * The questions that a record answers: all codes of the link are known to it, and something is found.
 *
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @returns {Question[]}
 */
export function questionsOf(atlas, lang) {
  const { sites, payload } = atlas;
  const now = Number(lastYear(payload.record.date));
  const pair = fullest(sites);
  const names = Object.fromEntries(pair.map((row, i) => ["ab"[i], sites[lang][row]]));
  const values = { year: String(now - 1), before: String(now - 2), long: String(now - 3), ...names };
  const told = { ...values, silent: yearsTo(sites, now - 3), pair: pair.map((row) => sites.id[row]).join(",") };
  return QUESTIONS.map(([key, link]) => ({ key, values, hash: `#lang=${lang}&${link(told)}` }))
    .filter(({ hash }) => unreadParts(hash, sites).length === 0)
    .map(({ hash, ...question }) => ({ ...question, state: parseHash(hash, sites) }))
    .filter(({ state }) => isAnswered(state, atlas));
}

/**
 * The two districts with most places.
 *
 * @param {Sites} sites
 */
function fullest(sites) {
  const { having } = applyFacets(sites, parseHash("", sites));
  const rows = [...Array(sites.first).keys()].slice(FIRST_DISTRICT);
  const settled = rows.filter((row) => having.district[row] > 0);
  return settled.sort((a, b) => having.district[b] - having.district[a] || a - b).slice(0, 2);
}

/**
 * Codes of the years of the newest facts up to one, as a link has them.
 *
 * @param {Sites} sites
 * @param {number} last
 */
function yearsTo({ facets }, last) {
  const { options } = /** @type {Facet} */ (facets.find(({ key }) => key === "year"));
  return options
    .map(({ code }) => code)
    .filter((code) => Number(code) <= last)
    .join(",");
}

/** @param {LinkedState} state @param {Atlas} atlas */
function isAnswered(state, { sites, ledger }) {
  const result = applyFacets(sites, state);
  if (state.page === "promises") return promisesShown(ledger().promises, result, sites, state).length > 0;
  return state.page === "compare" ? state.compare.length > 1 : result.rows.length > 0;
}
