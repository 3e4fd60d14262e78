/**
 * How a position was found, how far it may be off, and what it rests on; of a site with several places each of them, and
 * of a position on which sources disagree each claim, the preferred one first.
 */
import { formatArea, formatLength, formatMetres } from "../core/format.js";
import { hasPosition, lonLat } from "../core/sites.js";
import { isWholeUnit, withinWords } from "../core/within.js";
import { el, linkOut, withQuotes } from "./dom.js";

/** @typedef {Required<Pick<Detail, "area_m2" | "length_m" | "evidence" | "part_evidence" | "rival_evidence" | "parts" | "rival_positions">> & {position_evidence: string[]}} Grounds what every site has */
/** @typedef {Context & {detail: Detail & Grounds}} SiteContext */
/** @typedef {Omit<FurtherPosition, "point" | "datum" | "districts"> & {point: Position | null, datum: string | null}} Stated a position as its record states it; without a point where only the district is known */
/** @typedef {[term: string, text: string]} Row a term with what is said of it */

/** @param {SiteContext} context */
export function showPosition(context) {
  const { detail, row, state, lang, say, actions } = context;
  const { parts, rival_positions: rivals } = detail;
  const several = parts.length + rivals.length > 0;
  const reason = detail[`position_reason_${lang}`];
  /** @param {import("../core/proposal.js").Which} [which] */
  const offer = (which) =>
    !state.embed &&
    el(
      "button.link",
      {
        type: "button",
        "data-key": ["propose-position", ...(which || [])].join("-"),
        onclick: () => actions.proposing.proposePosition(row, which),
      },
      say("proposeWrongPosition"),
    );
  return el(
    "section.position",
    {},
    el("h3", {}, say("position")),
    showWithin(context),
    several && el("h4", {}, detail[`position_name_${lang}`] || say("preferredPosition")),
    showStated(ownPosition(context), detail.evidence, sizes(context), several, context),
    offer(),
    reason && el("p.preferred", {}, el("b", {}, say("positionReason")), ...withQuotes(reason, lang)),
    ...parts.flatMap((part, i) => [
      el("h4", {}, part[`name_${lang}`]),
      showStated(part, detail.part_evidence[i], [], several, context),
      offer(["parts", i]),
    ]),
    ...rivals.flatMap((rival, i) => [
      el("h4.rival", {}, say("rivalPosition")),
      showStated(rival, detail.rival_evidence[i], [], several, context),
      offer(["rival_positions", i]),
    ]),
  );
}

/** @param {SiteContext} context @returns {Stated} what the site says of its own position */
function ownPosition({ atlas: { sites }, row, detail }) {
  return {
    point: hasPosition(sites, row) ? lonLat(sites, row) : null,
    basis: sites.registers.bases[sites.basis[row]].code,
    uncertainty_m: sites.uncertainty[row],
    datum: detail.position_datum,
    found: detail.position_found,
    evidence: detail.position_evidence,
    note_zh: detail.position_note_zh,
    note_en: detail.position_note_en,
  };
}

/** @param {SiteContext} context @returns {Row[]} how large the site is by its drawing */
const sizes = ({ detail, lang, say }) =>
  /** @type {Row[]} */ (
    [
      detail.area_m2 > 0 && [say("drawn"), formatArea(detail.area_m2, lang)],
      detail.length_m > 0 && [say("length"), formatLength(detail.length_m, lang)],
    ].filter(Boolean)
  );

/**
 * What is said of a position: its point where there are several to be told apart, and what it rests on.
 *
 * @param {Stated} stated
 * @param {(Both | null)[]} words those of its evidence
 * @param {Row[]} further rows of its site
 * @param {boolean} several
 * @param {SiteContext} context
 */
function showStated(stated, words, further, several, { atlas: { sites }, detail, lang, say }) {
  const { bases, datums } = sites.registers;
  /** @param {Term[]} terms @param {string | null} code */
  const named = (terms, code) => /** @type {Term} */ (terms.find((term) => term.code === code))[lang];
  const { point, uncertainty_m: metres } = stated;
  const within = say("within", { distance: formatMetres(metres, lang) });
  const rows = /** @type {Row[]} */ (
    [
      [say("basis"), named(bases, stated.basis)],
      point && several && [say("point"), point.join(", ")],
      point && [say("uncertainty"), within + (metres > sites.exact ? ` · ${say("doubtful")}` : "")],
      point && [say("datum"), named(datums, stated.datum)],
      stated.found && [say("found"), stated.found.join(", ")],
      ...further,
    ].filter(Boolean)
  );
  const isOwn = stated.evidence === detail.position_evidence;
  return el(
    "div.stated",
    {},
    el("dl", {}, ...rows.flatMap(([term, text]) => [el("dt", {}, term), el("dd", {}, text)])),
    el("p", {}, ...withQuotes(stated[`note_${lang}`] || "", lang)),
    isOwn && detail[`area_note_${lang}`] && el("p", {}, ...withQuotes(/** @type {string} */ (detail[`area_note_${lang}`]), lang)),
    el(several ? "h5" : "h4", {}, say("evidence")),
    el("ul.evidence", {}, ...stated.evidence.map((text, i) => el("li", {}, showEvidence(text, words[i], lang)))),
  );
}

/**
 * What a site without a position lies in, or is the whole of: then with the words on what its outline is worth.
 *
 * @param {SiteContext} context
 */
function showWithin({ atlas: { sites, payload }, row, lang, say }) {
  if (hasPosition(sites, row)) return null;
  const worth = isWholeUnit(sites, row) && el("small", {}, ` ${say(payload.boundaries ? "boundaryNote" : "noBoundaries")}`);
  return el("p.within", {}, withinWords(sites, row, lang, say), worth);
}

/**
 * A piece of evidence: a line of one of our sources in words, an address as a link, anything else as it is.
 *
 * @param {string} text
 * @param {Record<Lang, string> | null} words
 * @param {Lang} lang
 */
const showEvidence = (text, words, lang) => (words ? words[lang] : linkOut(text));
