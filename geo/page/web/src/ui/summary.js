/**
 * What a reader should know first of a place or district, the same in its popup and at the head of its drawer.
 */
import { dateText } from "../core/dates.js";
import { formatMetres } from "../core/format.js";
import { listed } from "../core/messages.js";
import { districtsOf, hasPosition, isDoubtful, placesOf, rowAt } from "../core/sites.js";
import { ageWords, statusWhen } from "../core/words.js";
import { claimName, showAim, showFigure } from "./claims.js";
import { el } from "./dom.js";
import { glossed, showTerm } from "./gloss.js";
import { symbol } from "./symbols.js";

const SLOT = "\ufffc"; // where an element goes in a text

/**
 * Marker and name of a place's kind.
 *
 * @param {number} row
 * @param {Sites} sites
 * @param {Lang} lang
 */
export function showKind(row, sites, lang) {
  const kind = sites.registers.kinds[sites.kind[row]];
  const layer = sites.registers.layers[kind.layer].code;
  return el(`p.kind.layer-${layer}`, {}, symbol(layer), showTerm(kind, lang));
}

/**
 * The status that was reported last and as of when, else that the sources are silent.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 * @param {Say} say
 */
export function showStatus(sites, row, lang, say) {
  const status = sites.registers.statuses[sites.status[row]];
  if (!status) return say("noStatus");
  const [before, after] = say("statusAsOf", { status: SLOT, when: statusWhen(sites, row, lang) }).split(SLOT);
  return el("span.status", {}, before, el("b", {}, showTerm(status, lang)), after);
}

/**
 * The date of the newest fact of a subject and how old that is, else that none has a date.
 *
 * @param {Atlas} atlas
 * @param {number} row
 * @param {Lang} lang
 * @param {Say} say
 * @returns {Content[]}
 */
export function showNewest({ sites, payload }, row, lang, say) {
  const date = sites.latest[row];
  if (date === "") return [say("noNewest")];
  const gloss = say("ageGloss", { date: dateText(sites.dates, payload.record.date, lang) });
  return [`${dateText(sites.dates, date, lang)} · `, glossed(ageWords(sites, date, lang), gloss)];
}

/**
 * How the position of one of a site's places is known, and how far off it may be.
 *
 * @param {Sites} sites
 * @param {number} place a site, or a part of one
 * @param {Detail} detail of the site
 * @param {Lang} lang
 * @param {Say} say
 * @returns {Content[]}
 */
export function showGrounds(sites, place, detail, lang, say) {
  const row = rowAt(sites, place);
  const { bases } = sites.registers;
  const part = place !== row && /** @type {FurtherPosition[]} */ (detail.parts)[placesOf(sites, row).indexOf(place) - 1];
  const { [lang]: basis } = part ? /** @type {Term} */ (bases.find(({ code }) => code === part.basis)) : bases[sites.basis[row]];
  if (!hasPosition(sites, place)) return [basis];
  const within = say("within", { distance: formatMetres(sites.uncertainty[place], lang) });
  const doubt = isDoubtful(sites, place) && glossed(say("doubtful"), say("doubtfulGloss", { distance: formatMetres(sites.exact, lang) }));
  return [`${within}\u00a0· ${basis}`, doubt && "\u00a0· ", doubt];
}

/** @param {number} row @param {Sites} sites @param {Lang} lang @param {Say} say */
export const showDistricts = (row, sites, lang, say) =>
  districtsOf(sites, row).length > 0 ? districtNames(sites, row, lang, say) : glossed(say("cityOnly"), say("cityOnlyGloss"));

/** @param {Sites} sites @param {number} row @param {Lang} lang @param {Say} say */
export const districtNames = (sites, row, lang, say) =>
  listed(
    districtsOf(sites, row).map((district) => sites[lang][district]),
    lang,
  ) || say("cityOnly");

/**
 * The key figures, each with the way to its fact.
 *
 * @param {number} row
 * @param {Known["key"]} figures
 * @param {Pick<Context, "atlas" | "lang" | "say"> & {actions: Pick<Actions, "openFacts">}} context
 */
export const showKey = (row, figures, context) =>
  figures.length > 0 && el("ul.key", {}, ...figures.map((figure) => showKeyFigure(row, figure, context)));

/**
 * Label and value, then date and source; what is expected or aimed at later in a line of its own.
 *
 * @param {number} row
 * @param {Known["key"][number]} figure
 * @param {Pick<Context, "atlas" | "lang" | "say"> & {actions: Pick<Actions, "openFacts">}} context
 */
function showKeyFigure(row, { claim, ahead }, { atlas, lang, say, actions }) {
  const { registers, sources } = atlas.payload;
  const [fact] = claim.facts;
  const publisher = sources[fact.source][`publisher_${lang}`];
  return el(
    registers.indicators[claim.indicator].type === "number" ? "li" : "li.words",
    {},
    el("button.link.label", { type: "button", onclick: () => actions.openFacts(row, fact.id) }, claimName(claim, registers, lang)),
    el("span.figure", {}, ...showFigure(fact, registers, lang), showAim(claim, registers, lang)),
    el(
      "span.when",
      {},
      fact.when[lang] && el("span", {}, `${fact.when[lang]} · `),
      el("cite", { title: publisher }, publisher),
      fact.lines[lang] && el("span", {}, ` · ${fact.lines[lang]}`),
      claim.differs && glossed(` ≠ ${say("differ")}`, say("differGloss"), "button.unequal"),
    ),
    ahead && el("span.ahead", {}, showAim(ahead, registers, lang), ` ${ahead.facts[0].text[lang]} · ${ahead.when[lang]}`),
  );
}

/**
 * What sources disagree on, each a way to it.
 *
 * @param {number} row
 * @param {Claim[]} claims
 * @param {Pick<Context, "atlas" | "lang" | "say">} context
 * @param {(fact: string) => void} reach goes to a fact
 */
export function showDisputes(row, claims, { atlas, lang, say }, reach) {
  const differing = claims.filter(({ differs }) => differs);
  const open = differing.filter(({ resolution }) => !resolution).length;
  if (differing.length === 0) return null;
  /** @param {Claim} claim @param {number} i */
  const link = (claim, i) =>
    el(
      "li",
      {},
      el(
        "button.link",
        { type: "button", "data-key": i === 0 ? "disputes" : `dispute-${claim.facts[0].id}`, onclick: () => reach(claim.facts[0].id) },
        claimName(claim, atlas.payload.registers, lang),
      ),
      ` ${claim.when[lang]}`,
      claim.resolution && ` · ${say("disputeResolved")}`,
    );
  return el(
    "div.disputes",
    {},
    el("b", {}, `≠ ${open > 0 ? say("openQuestions", { count: open }) : say("differ")}`),
    el(
      "ul",
      {},
      ...differing
        .slice()
        .sort((a, b) => Number(Boolean(a.resolution)) - Number(Boolean(b.resolution)))
        .map(link),
    ),
  );
}
