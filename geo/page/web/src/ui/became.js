/**
 * What became of a promise, in a line: met or not, how late, and the fact that says so; or for how long nobody has confirmed it.
 */
import { linkToFact } from "./claims.js";
import { el } from "./dom.js";

/**
 * @param {Fact[]} facts that promise the same
 * @param {Context} context
 */
export function showBecame([{ became }], context) {
  if (!became) return null;
  const { verdict, months, outcome } = became;
  const [first] = outcome;
  /** @param {Lang} lang */
  const told = (lang) => `${first.text[lang]} · ${first.when[lang]}`;
  return showVerdict({ verdict, months, answer: first ? { id: first.id, text: { zh: told("zh"), en: told("en") } } : null }, context);
}

/**
 * @param {Pick<Promised, "verdict" | "months" | "answer">} entry
 * @param {{atlas: Atlas, row: number, lang: Lang, say: Say, actions: Pick<Actions, "openFacts">}} context
 */
export const showVerdict = ({ verdict, months, answer }, { atlas, row, lang, say, actions }) =>
  el(
    `p.became.${verdict}`,
    {},
    say(wordsFor(verdict, months), { count: Math.abs(months || 0) }),
    answer && lang === "en" && " ",
    answer && linkToFact(row, answer, atlas.sites, lang, actions, answer.text[lang]),
  );

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
