/**
 * The places in and around the chosen one.
 */
import { formatMetres } from "../core/format.js";
import { neighboursOf, roundedMetres } from "../core/neighbours.js";
import { hasPosition, isIn } from "../core/sites.js";
import { el } from "./dom.js";
import { symbol } from "./symbols.js";

/**
 * The nearest places with how far they are, as links.
 *
 * @param {Context} context
 */
export function showNeighbours({ atlas: { sites }, row, lang, say, actions }) {
  const near = neighboursOf(sites, row);
  if (near.length === 0) return null;
  return el(
    "section.near",
    {},
    el("h3", {}, say("nearby")),
    el(
      "ul.members",
      {},
      ...near.map(({ row: other, metres }) =>
        el(
          "li",
          {},
          memberLink(other, sites, lang, actions),
          el("small", {}, say("about", { value: formatMetres(roundedMetres(metres), lang) })),
        ),
      ),
    ),
  );
}

/**
 * The places in a district, or those that lie in a park or area; the unplaced ones apart, and said to be so.
 *
 * @param {Context} context
 */
export function showMembers({ atlas: { sites }, row, lang, say, actions }) {
  const rows = membersOf(sites, row);
  if (rows.length === 0) return null;
  const placed = rows.filter((member) => hasPosition(sites, member));
  const unplaced = rows.filter((member) => !hasPosition(sites, member));
  /** @param {number[]} members */
  const list = (members) => el("ul.members", {}, ...members.map((member) => el("li", {}, memberLink(member, sites, lang, actions))));
  return el(
    "section.contains",
    {},
    el("h3", {}, `${say("contains")} · ${say("places", { count: rows.length })}`),
    placed.length > 0 && list(placed),
    unplaced.length > 0 && el("h4", {}, say("unplaced")),
    unplaced.length > 0 && el("p.note", {}, say("unplacedHint")),
    unplaced.length > 0 && list(unplaced),
  );
}

/** @param {Sites} sites @param {number} row */
function membersOf(sites, row) {
  const rows = [];
  for (let i = sites.first; i < sites.count; i += 1) {
    const inUnit = row < sites.first && isIn(sites, i, row);
    if (inUnit || sites.parent[i] === row) rows.push(i);
  }
  return rows;
}

/** @param {number} row @param {Sites} sites @param {Lang} lang @param {DrawerActions} actions */
function memberLink(row, sites, lang, actions) {
  const layer = sites.registers.layers[sites.layer[row]].code;
  return el(`button.link.layer-${layer}`, { type: "button", onclick: () => actions.choose(row) }, symbol(layer), sites[lang][row]);
}

/**
 * A place's name that chooses it.
 *
 * @param {number} row
 * @param {Sites} sites
 * @param {Lang} lang
 * @param {DrawerActions} actions
 */
export const linkTo = (row, sites, lang, actions) =>
  el("button.link", { type: "button", onclick: () => actions.choose(row) }, sites[lang][row]);
