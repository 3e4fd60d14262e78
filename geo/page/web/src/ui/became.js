/**
 * What became of a promise, in a line: met or not, how late, and the fact that says so; or for how long nobody has confirmed it.
 */
import { linkToFact } from "./claims.js";
import { el } from "./dom.js";

/**
 * @param {Fact[]} facts that promise the same
 * @param {Context} context
 * @param {Content} aim the tag that says what is promised, with which the line begins
 */
export function showBecame([{ became }], context, aim) {
  if (!became) return null;
  const { verdict, months, outcome } = became;
  const [first] = outcome;
  /** @param {Lang} lang */
  const told = (lang) => `${first.text[lang]} · ${first.when[lang]}`;
  const answer = first ? { id: first.id, text: { zh: told("zh"), en: told("en") } } : null;
  return showVerdict({ verdict, months, answer }, context, aim);
}

/**
 * @param {Pick<Promised, "verdict" | "months" | "answer">} entry
 * @param {{atlas: Atlas, row: number, lang: Lang, say: Say, actions: Pick<Actions, "openFacts">}} context
 * @param {Content} [aim]
 */
export function showVerdict({ verdict, months, answer }, { atlas, row, lang, say, actions }, aim = null) {
  const told = becameWords(verdict, months, say);
  return el(
    `p.became.${verdict}`,
    {},
    aim,
    aim && " ",
    el("span", { "data-gloss": verdict === "unconfirmed" && say("promiseUnconfirmedGloss") }, told),
    answer && lang === "en" && " ",
    answer && linkToFact(row, answer, atlas.sites, lang, actions, answer.text[lang]),
  );
}

/** @param {string} verdict @param {number | null} months @param {Say} say */
export const becameWords = (verdict, months, say) => say(wordsFor(verdict, months), { count: Math.abs(months || 0) });

/** @param {string} verdict @param {number | null} months */
function wordsFor(verdict, months) {
  if (months === null) return "becameUndated";
  if (verdict === "met") return months > 0 ? "becameLate" : months < 0 ? "becameEarly" : "becameMet";
  if (verdict === "unconfirmed") return months > 0 ? "becameUnconfirmed" : "becameDue";
  return verdict === "missed" ? "becameMissed" : "becameOpen";
}

/**
 * Where a promise stands in time: ahead, due and answered, or due and nobody has confirmed it.
 *
 * @param {Fact} fact
 */
export function courseOfPromise({ became }) {
  if (!became || became.verdict === "open") return "ahead";
  return became.verdict === "unconfirmed" ? "overdue" : "answered";
}
