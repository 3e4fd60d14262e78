/**
 * What date a figure is about, and when it was stated: a promise has both.
 *
 * `geo.atlas.wording.when_text` says the same in the same words.
 */
import { formatDate } from "./format.js";
import { messages } from "./messages.js";

/**
 * @param {{asOf: string}} claim its date is empty where no year is given
 * @param {{stated: string}[]} facts those that are shown together
 * @param {string} lang zh or en
 * @returns {string} the date, or that there is none; and when that was stated, where it says more
 */
export function formatWhen({ asOf }, facts, lang) {
  const say = messages(lang);
  const when = asOf === "" ? say("noYear") : formatDate(asOf, lang);
  const dates = [...new Set(facts.map((fact) => fact.stated))].filter((date) => date !== "" && date !== asOf).sort();
  // Of a day and its month the month covers both.
  const stated = dates.filter((date) => !dates.some((other) => other !== date && date.startsWith(other)));
  if (stated.length === 0) return when;
  return say("whenStated", { when, stated: stated.map((date) => formatDate(date, lang)).join(lang === "zh" ? "、" : ", ") });
}
