/**
 * How a position was found, how far it may be off, and what it rests on.
 */
import { formatArea, formatLength, formatMetres } from "../core/format.js";
import { hasPosition, isDoubtful } from "../core/sites.js";
import { el, linkOut, withQuotes } from "./dom.js";

/** @typedef {Required<Pick<Detail, "area_m2" | "length_m" | "evidence">> & {position_evidence: string[]}} Grounds what every site has */
/** @typedef {Context & {detail: Detail & Grounds}} SiteContext */

/** @param {SiteContext} context */
export function showPosition({ atlas, row, detail, lang, say }) {
  const { sites } = atlas;
  const placed = hasPosition(sites, row);
  const radius = formatMetres(sites.uncertainty[row], lang);
  const rows = /** @type {[term: string, text: string][]} */ (
    [
      [say("basis"), sites.registers.bases[sites.basis[row]][lang]],
      placed && [say("uncertainty"), say("within", { distance: radius }) + (isDoubtful(sites, row) ? ` · ${say("doubtful")}` : "")],
      placed && [say("datum"), /** @type {Term} */ (sites.registers.datums.find(({ code }) => code === detail.position_datum))[lang]],
      detail.position_found && [say("found"), detail.position_found.join(", ")],
      detail.area_m2 > 0 && [say("drawn"), formatArea(detail.area_m2, lang)],
      detail.length_m > 0 && [say("length"), formatLength(detail.length_m, lang)],
    ].filter(Boolean)
  );
  return el(
    "section.position",
    {},
    el("h3", {}, say("position")),
    el("dl", {}, ...rows.flatMap(([term, text]) => [el("dt", {}, term), el("dd", {}, text)])),
    el("p", {}, ...withQuotes(detail[`position_note_${lang}`] || "", lang)),
    detail[`area_note_${lang}`] && el("p", {}, ...withQuotes(/** @type {string} */ (detail[`area_note_${lang}`]), lang)),
    el("h4", {}, say("evidence")),
    el("ul.evidence", {}, ...detail.position_evidence.map((text, i) => el("li", {}, showEvidence(text, detail.evidence[i], lang)))),
  );
}

/**
 * A piece of evidence: a line of one of our sources in words, an address as a link, anything else as it is.
 *
 * @param {string} text
 * @param {Record<Lang, string> | null} words
 * @param {Lang} lang
 */
const showEvidence = (text, words, lang) => (words ? words[lang] : linkOut(text));
