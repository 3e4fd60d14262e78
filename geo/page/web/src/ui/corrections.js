/**
 * What was corrected of a fact or a place, a line each.
 */
import { correctionsOf } from "../core/corrections.js";
import { dateText } from "../core/dates.js";
import { el, withQuotes } from "./dom.js";

/** @typedef {Pick<Context, "atlas" | "lang" | "say">} CorrectionContext */

/**
 * @param {string} id
 * @param {CorrectionContext} context
 */
export function tellCorrections(id, { atlas: { payload, sites }, lang, say }) {
  /** @param {ReturnType<typeof correctionsOf>[number]} correction */
  const tell = ({ date, said, reason }) =>
    say("corrected", { date: dateText(sites.dates, date, lang), said: said[lang], reason: reason[lang] });
  return correctionsOf(id, payload).map((correction) => el("p.corrected", {}, ...withQuotes(tell(correction), lang)));
}

/**
 * The same of a place, folded away.
 *
 * @param {string} id
 * @param {CorrectionContext} context
 */
export function showCorrections(id, context) {
  const told = tellCorrections(id, context);
  if (told.length === 0) return null;
  const count = el("summary", { "data-key": "corrections" }, context.say("corrections", { count: told.length }));
  return el("section.corrections", {}, el("details", { "data-fold": "corrections" }, count, ...told));
}
