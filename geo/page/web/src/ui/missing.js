/**
 * What is shown to a reader who follows a link to a fact that its place does not hold.
 */
import { whereabouts } from "../core/facts.js";
import { linkToFact } from "./claims.js";
import { tellCorrections } from "./corrections.js";
import { el, withQuotes } from "./dom.js";

/**
 * Why the fact is not here, with a link to it at another place or to the one that replaces it.
 *
 * @param {string} id
 * @param {Pick<Context, "atlas" | "lang" | "say" | "actions">} context
 */
export function showMissing(id, { atlas, lang, say, actions }) {
  const { fact, row, withdrawal } = whereabouts(id, atlas);
  const instead = row >= 0 && linkToFact(row, { id: fact }, atlas.sites, lang, actions, atlas.sites[lang][row]);
  if (withdrawal) {
    const gap = lang === "zh" ? "" : " ";
    const why = [say("factWithdrawn", { fact: id, reason: withdrawal[lang] }), withdrawal[`note_${lang}`]].filter(Boolean);
    return [
      el("p", {}, ...withQuotes(why.join(gap), lang), instead && gap + say("factReplaced"), instead),
      ...tellCorrections(id, { atlas, lang, say }),
    ];
  }
  return [el("p", {}, say(instead ? "factMoved" : "factUnknown", { fact: id }), instead)];
}
