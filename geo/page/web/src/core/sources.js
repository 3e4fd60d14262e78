/**
 * The record read the other way round: what each source says, and of what.
 */
import { dateText, firstYear, lastYear } from "./dates.js";

/** @import {Registers} from "./payload.js" */

/**
 * @typedef {ClaimedFact & {row: number}} SourcedFact
 * @typedef {{source: Source, index: number} & ReturnType<typeof sum>} ReadSource
 */

/**
 * @param {Atlas} atlas sites, payload and `factsOf`
 * @returns {{primary: ReadSource[], others: ReadSource[]}} the sources with their facts, newest first: those whose text is at
 *   hand, then those known from others and copies. `facts` are in the order of the places; `places` counts these, the
 *   city and the districts among them, `indicators` what is reported; `from` and `to` are years, empty where no fact has one
 */
export function readSources({ payload, sites, factsOf }) {
  const bySource = payload.sources.map(() => /** @type {SourcedFact[]} */ ([]));
  for (let row = 0; row < sites.count; row += 1) {
    for (const claim of factsOf(row).claims) {
      for (const fact of claim.facts) bySource[fact.source].push({ row, claim, fact });
    }
  }
  const known = payload.sources.map((source, index) => ({ source, index, ...sum(bySource[index]) })).sort(newestFirst);
  /** @param {ReadSource} known */
  const isPrimary = ({ source }) => source.standing === "primary";
  return { primary: known.filter(isPrimary), others: known.filter((each) => !isPrimary(each)) };
}

/**
 * In what form a source was read for the record, and when; empty where that is not known.
 *
 * @param {Source} source
 * @param {Registers} registers
 * @param {Sites["dates"]} dates
 * @param {Lang} lang
 * @param {Say} say
 */
export function readingOf({ form, accessed }, { source_forms: forms }, dates, lang, say) {
  const term = forms.find(({ code }) => code === form);
  if (!term) return "";
  const named = lang === "en" ? term.en.toLowerCase() : term.zh;
  return accessed ? say("readOn", { form: named, date: dateText(dates, accessed, lang) }) : say("readAs", { form: named });
}

/** @param {SourcedFact[]} facts */
function sum(facts) {
  const dates = facts.map(({ claim }) => claim.asOf).filter(Boolean);
  const [starts, ends] = [dates.map(firstYear).sort(), dates.map(lastYear).sort()];
  return {
    facts,
    places: new Set(facts.map(({ row }) => row)).size,
    indicators: new Set(facts.map(({ claim }) => claim.indicator)).size,
    from: starts[0] || "",
    to: ends[ends.length - 1] || "",
  };
}

/** @param {{source: Source}} a @param {{source: Source}} b */
const newestFirst = ({ source: a }, { source: b }) =>
  a.published === b.published ? (a.id < b.id ? -1 : 1) : a.published > b.published ? -1 : 1;
