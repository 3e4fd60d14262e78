/**
 * The facts that were searched, each as a line of the list that opens the drawer at it.
 */
import { rangesInTerm } from "../core/search.js";
import { claimName, markAim, markUnequal } from "./claims.js";
import { el } from "./dom.js";

/**
 * The facts found of a subject, at most `most` of them, and the way to all.
 *
 * @param {number} row
 * @param {number} most
 * @param {ListContext} context
 */
export function showFoundFacts(row, most, context) {
  const facts = context.facts.of(row);
  if (facts.length === 0) return null;
  const { sites, say, openFound } = context;
  return el(
    "ul.found",
    {},
    ...facts.slice(0, most).map((each) => el("li", {}, showFound(each, row, context))),
    facts.length > most &&
      el(
        "li",
        {},
        el(
          "button.more-found",
          { type: "button", "data-key": `found-${sites.id[row]}`, ...placeOf(sites, row), onclick: () => openFound(row) },
          say("moreFound", { count: facts.length }),
        ),
      ),
  );
}

/**
 * What the map points at while a line has the keyboard or the pointer: a place, but no district.
 *
 * @param {Sites} sites
 * @param {number} row
 */
const placeOf = (sites, row) => (row < sites.first ? {} : { "data-place": sites.id[row] });

/** @param {ClaimedFact} found @param {number} row @param {ListContext} context */
function showFound({ claim, fact }, row, context) {
  const { atlas, sites, lang, say, found, openFacts } = context;
  const { registers, sources } = atlas.payload;
  const value = fact.text[lang];
  const isValue = rangesInTerm(sites, fact.term, lang, found).length > 0;
  const when = [fact.when[lang], sources[fact.source][`publisher_${lang}`]].join(" · ");
  return el(
    "button.fact",
    { type: "button", "data-key": `hit-${fact.id}`, ...placeOf(sites, row), onclick: () => openFacts(row, fact.id) },
    el("span.sr-only", {}, say("ofSubject", { name: sites[lang][row] })),
    el("span.label", {}, ...showLabel(claim, context)),
    " ",
    el("strong", {}, isValue ? el("mark", {}, value) : value),
    " ",
    markAim(claim, registers, lang),
    claim.differs && markUnequal(say),
    " ",
    el("small", {}, when),
  );
}

/**
 * The name of the figure with what was searched marked; of a status that it was reached earlier, or only in part.
 *
 * @param {Claim} claim
 * @param {ListContext} context
 */
function showLabel({ indicator, scope, aim }, { atlas, sites, lang, say, found }) {
  const { registers } = atlas.payload;
  if (registers.indicators[indicator].type === "status") {
    if (scope >= 0) return [registers.scopes[scope][lang]];
    return registers.aims[aim].code === "actual" ? [say("earlier")] : [registers.indicators[indicator][lang]];
  }
  const name = claimName({ indicator, scope }, registers, lang);
  const ranges = rangesInTerm(sites, sites.termOf.indicator[indicator], lang, found);
  if (scope < 0) return marked(name, ranges);
  const start = name.lastIndexOf(registers.scopes[scope][lang]);
  const inScope = rangesInTerm(sites, sites.termOf.scope[scope], lang, found).map((range) => range.map((at) => at + start));
  return marked(name, [...ranges, ...inScope]);
}

/**
 * A text with some of its signs marked; ranges may overlap.
 *
 * @param {string} text
 * @param {number[][]} ranges
 */
export function marked(text, ranges) {
  const parts = [];
  let from = 0;
  for (const [start, end] of ranges.slice().sort((a, b) => a[0] - b[0])) {
    if (end <= from) continue;
    parts.push(text.slice(from, Math.max(start, from)), el("mark", {}, text.slice(Math.max(start, from), end)));
    from = end;
  }
  return [...parts, text.slice(from)].filter((part) => part !== "");
}
