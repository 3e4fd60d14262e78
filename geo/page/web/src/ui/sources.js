/**
 * The sources: what each is, what it holds, and every fact that rests on it.
 */
import { Component, h } from "preact";
import { dateText } from "../core/dates.js";
import { readSources, readingOf } from "../core/sources.js";
import { ageWords, pulseWords } from "../core/words.js";
import { claimName, linkToFact } from "./claims.js";
import { el, inItsLanguage, linkOut, withQuotes } from "./dom.js";

/** @typedef {ReturnType<typeof readSources>["primary"][number]} SourceRead a source with what rests on it */
/** @typedef {{name: string, summary: string, fill: () => Described}} FoldProps */

/**
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 * @param {DrawerActions} actions
 * @returns {Content[]} the five texts first, then what is known from others
 */
export function showSources(atlas, lang, say, actions) {
  const { primary, others } = readSources(atlas);
  /** @param {string} title @param {SourceRead[]} sources */
  const list = (title, sources) =>
    el(
      "section.sources",
      {},
      el("h3", {}, say(title), el("i", {}, String(sources.length))),
      el("ul", {}, ...sources.map((each) => el("li", {}, ...showSource(each, atlas, lang, say, actions)))),
    );
  return [
    el("p.intro", {}, say("sourcesIntro")),
    el("p.intro.pulse", {}, pulseWords(atlas, lang)),
    list("primarySources", primary),
    list("otherSources", others),
  ];
}

/** @param {SourceRead} known @param {Atlas} atlas @param {Lang} lang @param {Say} say @param {DrawerActions} actions */
function showSource({ source, facts, places, indicators, from, to }, atlas, lang, say, actions) {
  const { registers } = atlas.payload;
  const { standings, source_types: types } = registers;
  const title = source[`title_${lang}`];
  const years = from === to ? from : `${from}–${to}`;
  return [
    el("h4", {}, source.url ? linkOut(source.url, title) : title),
    el(
      "p.when",
      {},
      el("cite", {}, source[`publisher_${lang}`]),
      ` · ${dateText(atlas.sites.dates, source.published, lang) || say("undated")}`,
      source.published && el("span.age", {}, ` · ${ageWords(atlas.sites, source.published, lang)}`),
      source.authors && " · ",
      source.authors && inItsLanguage(source.authors.split(";").join("、")),
      source.standing !== "primary" && el("span.standing", {}, termOf(standings, source.standing)[lang]),
    ),
    el(
      "p.read",
      {},
      [termOf(types, source.type)[lang], readingOf(source, registers, atlas.sites.dates, lang, say)].filter(Boolean).join(" · "),
      source.archive && " · ",
      source.archive && linkOut(source.archive, say("archivedCopy")),
    ),
    showExpected(source, atlas, lang, say),
    source[`note_${lang}`] && el("p.note", {}, ...withQuotes(source[`note_${lang}`], lang)),
    facts.length === 0
      ? el("p.holds", {}, say("noSourceFacts"))
      : el(
          "p.holds",
          {},
          [
            say("factsOf", { count: facts.length }),
            say("holdsPlaces", { count: places }),
            say("holdsIndicators", { count: indicators }),
            years,
          ].join(" · "),
        ),
    facts.length > 0 && showFold(source, facts, atlas, lang, say, actions),
  ];
}

/**
 * @param {Term[]} register
 * @param {string} code
 */
const termOf = (register, code) => /** @type {Term} */ (register.find((term) => term.code === code));

/**
 * When a source that appears regularly may appear next, and how many issues the record seems to lack.
 *
 * @param {Source} source
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 */
function showExpected({ id, every }, { payload, sites }, lang, say) {
  const next = payload.pulse.expected[id];
  if (!next) return null;
  const date = dateText(sites.dates, next.when, lang);
  const missing = next.missing > 0 && say("issuesMissing", { count: next.missing });
  const parts = [say(`every${every}`), missing, say("issueExpected", { date })].filter(Boolean);
  return el("p.read.expected", {}, parts.join(say("fieldsApart")));
}

/**
 * The list of a source's facts, made when it is unfolded for the first time.
 *
 * @param {Source} source
 * @param {SourceRead["facts"]} facts
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 * @param {DrawerActions} actions
 */
function showFold(source, facts, atlas, lang, say, actions) {
  const fill = () => el("ul.facts-of-source", {}, ...facts.map((each) => el("li", {}, showFact(each, atlas, lang, actions))));
  return h(Fold, { name: `source-${source.id}`, summary: say("showFacts", { count: facts.length }), fill });
}

class Fold extends Component {
  /** @param {FoldProps} props @param {{opened?: boolean}} state */
  render({ name, summary, fill }, { opened }) {
    const ontoggle = (/** @type {EventAt<HTMLDetailsElement>} */ { currentTarget }) =>
      currentTarget.open && this.setState({ opened: true });
    return el("details", { "data-fold": name, ontoggle }, el("summary", { "data-key": name }, summary), opened && fill());
  }
}

/** @param {SourceRead["facts"][number]} told @param {Atlas} atlas @param {Lang} lang @param {DrawerActions} actions */
function showFact({ row, claim, fact }, { payload: { registers }, sites }, lang, actions) {
  const aim = registers.aims[claim.aim];
  return linkToFact(
    row,
    fact,
    sites,
    lang,
    actions,
    el("b", {}, sites[lang][row]),
    el("span", {}, `${claimName(claim, registers, lang)} `, el("strong", {}, fact.text[lang]), el(`span.aim.${aim.code}`, {}, aim[lang])),
    el("small", {}, [fact.when[lang], fact.lines[lang]].filter(Boolean).join(" · ")),
  );
}
