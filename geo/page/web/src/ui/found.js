/**
 * The facts that were searched, each as a line of the list that opens the drawer at it.
 */
import { signal } from "@preact/signals-core";
import { blocksOf } from "../core/blocks.js";
import { foundFacts, needsFacts, rangesInTerm } from "../core/search.js";
import { claimName, markAim, markUnequal } from "./claims.js";
import { el } from "./dom.js";
import { takeTurns } from "./turns.js";

const COUNTED = 2000; // subjects whose facts are opened to be counted: beyond, nobody reads how many
const AT_ONCE = 4; // blocks of facts that are opened while the reader waits

/**
 * What reads the facts to be listed under each subject: those by which it was found, and of the city and the districts, where
 * disagreements are asked for, those that disagree. They are read when they are listed.
 *
 * @param {Atlas} atlas
 * @param {State} state
 * @returns {(found: Found) => FoundOf}
 */
export function createFound({ sites, factsOf, payload }, state) {
  let latest = {};
  return (found) => {
    const own = {};
    latest = own;
    const known = new Map();
    const { ready, dispute } = state;
    const differing = found.words.length === 0 && dispute.length > 0;
    /** @param {number} row @returns {ClaimedFact[]} */
    const read = (row) => {
      if (!ready) return [];
      if (found.words.length > 0) return foundFacts(sites, row, () => factsOf(row).claims, found);
      if (!differing || row >= sites.first) return [];
      const claims = factsOf(row).claims.filter(({ differs }) => differs);
      return claims.map((claim) => ({ claim, fact: claim.facts[0] }));
    };
    /** @param {number} row */
    const of = (row) => {
      if (!known.has(row)) known.set(row, read(row));
      return known.get(row);
    };
    const countLater = createCount(of, () => latest === own);
    return {
      of,
      count(rows) {
        if (found.words.length === 0 && !differing) return 0;
        const opened = rows.filter((row) => (differing ? row < sites.first : needsFacts(found, row)));
        if (opened.length > COUNTED) return 0;
        const unread = opened.filter((row) => !known.has(row));
        if (blocksOf(payload.blocks, unread) > AT_ONCE) return countLater(opened);
        return opened.reduce((sum, row) => sum + of(row).length, 0);
      },
    };
  };
}

/**
 * What counts facts in turns: 0 until they are counted.
 *
 * @param {(row: number) => ClaimedFact[]} of
 * @param {() => boolean} isWanted whether they are still the ones searched
 * @returns {(rows: number[]) => number}
 */
function createCount(of, isWanted) {
  const counted = signal("");
  let wanted = "";
  /** @param {number[]} rows */
  function* open(rows) {
    for (const row of rows) {
      of(row);
      yield;
    }
  }
  return (rows) => {
    const asked = rows.join();
    const done = counted.value; // read always: whoever shows the count follows it
    if (asked !== wanted && asked !== done) {
      wanted = asked;
      takeTurns(open(rows), () => isWanted() && wanted === asked).then((isDone) => {
        if (isDone !== null) counted.value = asked;
      });
    }
    return 0;
  };
}

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
