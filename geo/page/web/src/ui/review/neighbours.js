/**
 * What the record says already of the same figure: before and after, with sources and dates, and where it does not agree.
 */
import { dateText } from "../../core/dates.js";
import { groupDigits, numberIn, withUnit } from "../../core/format.js";
import { neighboursOf } from "../../core/review/beside.js";
import { becameWords } from "../became.js";
import { markAim, markUnequal } from "../claims.js";
import { el } from "../dom.js";

/** @import {Neighbour} from "../../core/review/beside.js" */
/** @import {ReviewScene} from "../../app/reviewing.js" */
/** @typedef {Record<string, string>} Texts */

/** What a fact is to the candidate, by its verdict: the key of a message. */
const MEANT = /** @type {Record<string, string>} */ ({
  held: "reviewHeldBy",
  newer: "reviewOlder",
  answers: "reviewAnswered",
  contradicts: "reviewContradicted",
});

/** @param {ReviewScene} scene @param {Texts} row of the draft */
export function showNeighbours(scene, row) {
  const { say, state, atlas, draft, row: subject } = scene;
  const { registers } = atlas.payload;
  const indicator = registers.indicators.findIndex(({ code }) => code === row.indicator);
  const scope = registers.scopes.findIndex(({ code }) => code === row.scope);
  const { candidate } = state.review.items[state.at];
  const claims = subject < 0 || indicator < 0 ? [] : atlas.factsOf(subject).claims;
  const all = neighboursOf(claims, { indicator, scope, asOf: row.as_of }, candidate ? candidate.fact : draft.change?.id || "");
  return el(
    "section.neighbours",
    {},
    el("h2", {}, say("reviewNeighbours")),
    all.length === 1
      ? el("p.empty", {}, say(subject < 0 && !row.subject ? "reviewNoSubject" : "reviewNoNeighbours"))
      : el(
          "table",
          {},
          el("thead", {}, el("tr", {}, ...["askAsOf", "askValue", "askSource"].map((key) => el("th", { scope: "col" }, say(key))))),
          el("tbody", {}, ...all.map((each) => (each.claim ? showKnown(each, scene) : showDraft(row, scene)))),
        ),
  );
}

/** @param {Neighbour} neighbour @param {ReviewScene} scene */
function showKnown({ claim, value, isMeant }, { state, say, atlas: { payload, sites } }) {
  const { lang } = state;
  const { facts, when } = /** @type {Value} */ (value);
  const { differs, aim } = /** @type {Claim} */ (claim);
  const [{ text, became }] = facts;
  const { verdict } = state.review.items[state.at];
  return el(
    `tr${isMeant ? ".meant" : ""}`,
    { key: facts[0].id },
    el("td", {}, when[lang] || say("undated")),
    el(
      "td",
      {},
      el("strong", {}, text[lang]),
      markAim({ aim }, payload.registers, lang),
      differs && markUnequal(say),
      became && el(`small.became.${became.verdict}`, {}, becameWords(became.verdict, became.months, say)),
      isMeant && el("small.meant", {}, say(MEANT[verdict] || "reviewNow")),
    ),
    el(
      "td",
      {},
      ...facts.map((fact) => {
        const source = payload.sources[fact.source];
        const said = [source[`publisher_${lang}`], dateText(sites.dates, source.published, lang), fact.lines[lang], fact.id];
        return el("p", { title: source[`title_${lang}`] }, said.filter(Boolean).join(" · "));
      }),
    ),
  );
}

/** @param {Texts} row @param {ReviewScene} scene */
function showDraft(row, { state, say, atlas: { payload, sites } }) {
  const aim = payload.registers.aims.findIndex(({ code }) => code === row.aim);
  return el(
    "tr.draft",
    { key: "draft" },
    // A day of which the record says nothing has no words of its own.
    el("td", {}, row.as_of in sites.dates ? dateText(sites.dates, row.as_of, state.lang) : row.as_of || say("undated")),
    el(
      "td",
      {},
      el("strong", {}, valueWords(row, payload.registers, state.lang)),
      aim >= 0 && markAim({ aim }, payload.registers, state.lang),
    ),
    el(
      "td",
      {},
      el(
        "p",
        {},
        say(state.review.items[state.at].candidate ? "reviewThis" : "reviewAfter"),
        row.locator && ` · ${say("reviewLine", { line: row.locator.slice(1) })}`,
      ),
    ),
  );
}

/** @param {Texts} row @param {Registers} registers @param {Lang} lang */
function valueWords({ value, unit: code, indicator }, registers, lang) {
  const unit = registers.units.find((each) => each.code === code);
  const number = Number(value);
  if (unit && value !== "" && !Number.isNaN(number)) return withUnit(groupDigits(String(numberIn(lang, number, unit))), unit, lang);
  const known = registers.indicators.find((each) => each.code === indicator);
  const term = /** @type {Term[]} */ (known?.type === "status" ? registers.statuses : registers.honours).find(
    (each) => each.code === value,
  );
  return term ? term[lang] : value;
}
