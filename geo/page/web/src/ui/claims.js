/**
 * How a fact reads: label and value in a line, date and source small in the next; the rest on demand.
 */
import { referencesToSource } from "../core/cite/forms.js";
import { whyPreferred } from "../core/facts.js";
import { AMONG } from "../core/fields.js";
import { factsLink } from "../core/hash.js";
import { showBecame } from "./became.js";
import { showCite } from "./cite.js";
import { tellCorrections } from "./corrections.js";
import { el, linkOut, withQuotes } from "./dom.js";
import { glossed, showTerm } from "./gloss.js";
import { icon } from "./icons.js";
import { menuItem } from "./menu.js";
import { showRankButton } from "./rank.js";

/** What a source that is no primary one is in a word, by the key of its text. */
const STANDINGS = /** @type {Record<string, string>} */ ({ "second-hand": "secondHand", copy: "repost" });

/**
 * Name of a claim's indicator with what narrows it: 总投资（一期）.
 *
 * @param {Pick<Claim, "indicator" | "scope">} claim
 * @param {Registers} registers
 * @param {Lang} lang
 */
export function claimName({ indicator, scope }, registers, lang) {
  const name = registers.indicators[indicator][lang];
  if (scope < 0) return name;
  return lang === "zh" ? `${name}（${registers.scopes[scope].zh}）` : `${name} (${registers.scopes[scope].en})`;
}

/**
 * A claim whole: every value with every source, values that differ side by side.
 *
 * @param {Claim} claim
 * @param {Context} context
 * @param {string} [name] of the figure, where it is not said above: on the line of a value, over several that differ
 */
export function showClaim(claim, context, name = "") {
  const { atlas, lang, say } = context;
  const { registers } = atlas.payload;
  const words = registers.indicators[claim.indicator].type === "number" ? "" : ".words";
  return el(
    `div.claim${claim.differs ? ".differs" : ""}`,
    {},
    claim.differs && name && el("h4", {}, name),
    el(
      `div.values${words}`,
      {},
      ...claim.values.flatMap((value, i) => [
        i > 0 && claim.differs && showUnequal(say),
        showValue(value, claim, context, i === 0 && !claim.differs ? name : ""),
      ]),
    ),
    claim.differs &&
      el(
        "p.reason",
        {},
        el("b", {}, say("differ")),
        " ",
        ...withQuotes(whyPreferred(claim, registers, lang, say, say("differReason")), lang),
      ),
  );
}

/**
 * The mark of values that cannot all be true.
 *
 * @param {Say} say
 */
export const showUnequal = (say) =>
  el("button.unequal", { type: "button", "data-gloss": say("differGloss"), "aria-label": say("differ") }, "≠");

/**
 * The same mark within what is pressed itself, or in a table.
 *
 * @param {Say} say
 */
export const markUnequal = (say) => el("span.unequal", { role: "img", "aria-label": say("differ"), "data-gloss": say("differGloss") }, "≠");

/**
 * Facts that read the same, together.
 *
 * @param {Value} value
 * @param {Claim} claim
 * @param {Context} context
 * @param {string} name
 */
function showValue({ facts, when }, claim, context, name) {
  const { atlas, lang, say } = context;
  const [fact] = facts;
  const aim = showAim(claim, atlas.payload.registers, lang);
  const became = showBecame(facts, context, name && aim);
  return el(
    "div.value",
    {},
    el(
      "div.named",
      {},
      name ? el("h4", {}, name) : became,
      el("p.figure", {}, ...showFigure(fact, atlas.payload.registers, lang), !(became && name) && aim),
    ),
    name && became,
    facts.length > 1 && el("p.when", {}, el("time", {}, when[lang]), ` · ${say("agree", { count: facts.length })}`),
    ...facts.map((each) => showSource(each, context, facts.length > 1 ? "" : when[lang], claim.indicator)),
  );
}

/**
 * The figure large, with its unit beside it.
 *
 * @param {Fact} fact
 * @param {Registers} registers
 * @param {Lang} lang
 */
export const showFigure = (fact, registers, lang) => [
  el("strong", {}, fact.figure[lang]),
  fact.beside[lang] && showUnit(fact, registers, lang),
];

/**
 * The unit beside a figure, explained where readers may not know it.
 *
 * @param {Fact} fact
 * @param {Registers} registers
 * @param {Lang} lang
 */
function showUnit(fact, registers, lang) {
  const text = fact.beside[lang];
  const gloss = registers.units[fact.unit][`gloss_${lang}`];
  return gloss ? el("small", {}, glossed(text, gloss)) : el("small", {}, text);
}

/**
 * The tag that distinguishes an expected or aimed-at figure from an actual one.
 *
 * @param {Pick<Claim, "aim">} claim
 * @param {Registers} registers
 * @param {Lang} lang
 */
export function showAim({ aim }, registers, lang) {
  const term = registers.aims[aim];
  return showTerm(term, lang, `aim.${term.code}`);
}

/**
 * The same tag within a line that is a button itself, or in a table, where nothing says of a figure that it is the case.
 *
 * @param {Pick<Claim, "aim">} claim
 * @param {Registers} registers
 * @param {Lang} lang
 */
export function markAim({ aim }, registers, lang) {
  const term = registers.aims[aim];
  return term.code !== "actual" && el(`span.aim.${term.code}`, { "data-gloss": term[`gloss_${lang}`] }, term[lang]);
}

/**
 * Who says so and where, in a line, and that there is a note; that unfolds the title, the few characters that hold the
 * figure, what can be done, and the note.
 *
 * @param {Fact} fact
 * @param {Context} context
 * @param {string} [when] of when it is, where that is not said above
 * @param {number} [indicator] of a number, by which places are ranked
 */
export function showSource(fact, context, when = "", indicator = -1) {
  const { atlas, lang, say } = context;
  const source = atlas.payload.sources[fact.source];
  const note = fact[`note_${lang}`];
  const checked = fact.checked_by !== "" && say("checkedBy", { by: fact.checked_by, date: fact.checked_on });
  return el(
    "div.source",
    { id: fact.id },
    el(
      "details",
      { "data-fold": `fact-${fact.id}` },
      el(
        "summary",
        { "data-key": `fact-${fact.id}` },
        el(
          "span",
          {},
          when && el("time", {}, when),
          el("cite", {}, source[`publisher_${lang}`]),
          fact.lines[lang] && el("span.at", {}, fact.lines[lang]),
          source.standing !== "primary" && showStanding(source, context),
          note && el("span.noted", { "data-gloss": note }, say("note")),
          checked && el("span.noted.twice", { "data-gloss": checked }, say("readTwice")),
        ),
      ),
      el(
        "div.rest",
        {},
        el(
          "p",
          {},
          el("span.title", {}, source.url ? linkOut(source.url, source[`title_${lang}`]) : source[`title_${lang}`]),
          " ",
          // Two asterisks are a text's mark of bold type, no part of what it says.
          fact.token !== "" && el("q", { lang: "zh-Hans" }, fact.token.replace(/\*\*/g, "")),
        ),
        ...showTools(fact, source, context),
        showRank(indicator, context),
        checked && el("p.checked", {}, checked),
      ),
      ...tellCorrections(fact.id, context),
    ),
    note && el("p.note", {}, ...withQuotes(note, lang)),
  );
}

/**
 * The tag of what is no primary source, in a word, since it shares its line with who says so; the whole of it on demand.
 *
 * @param {Source} source
 * @param {Pick<Context, "atlas" | "lang" | "say">} context
 */
function showStanding({ standing }, { atlas, lang, say }) {
  const term = /** @type {Term} */ (atlas.payload.registers.standings.find(({ code }) => code === standing));
  return el("span.standing", { "data-gloss": term[lang] }, say(STANDINGS[standing]));
}

/**
 * The way to the ranking of all places, or of all districts, by a figure of which there are several.
 *
 * @param {number} indicator
 * @param {Context} context
 */
function showRank(indicator, { atlas: { sites }, row, lang, say, actions }) {
  const others = sites.figures.get(indicator)?.rows.length ?? 0;
  if (others < 2) return null;
  const { code, [lang]: name } = sites.registers.indicators[indicator];
  return showRankButton(code, name, AMONG[Number(row < sites.first)], { say, actions });
}

/** @param {Fact} fact @param {Source} source @param {Context} context */
function showTools(fact, source, { atlas, row, state, lang, say, actions }) {
  const toSource = () => menuItem({ onclick: () => actions.openSources(fact.source) }, say("sourceFacts"));
  return [
    el(
      "a.fact-link",
      {
        href: factsLink(row, lang, atlas.sites, fact.id),
        "data-key": `link-${fact.id}`,
        "aria-label": say("factLink"),
        title: say("factLink"),
        onclick: (/** @type {EventAt<HTMLAnchorElement>} */ event) => actions.copyFactLink(event, fact.id),
      },
      icon("link"),
    ),
    showCite(`cite-${fact.id}`, referencesToSource(source, fact, atlas, lang, say), say, actions, toSource),
    !state.embed &&
      el(
        "button.cite",
        { type: "button", "data-key": `propose-${fact.id}`, onclick: () => actions.proposing.proposeFigure(row, fact.id) },
        say("proposeFact"),
      ),
  ];
}

/**
 * A link to a fact of whatever place; followed here it leaves the filters and the map as they are.
 *
 * @param {number} row
 * @param {Pick<Fact, "id">} fact
 * @param {Sites} sites
 * @param {Lang} lang
 * @param {Pick<Actions, "openFacts">} actions
 * @param {...Content} children
 */
export const linkToFact = (row, fact, sites, lang, actions, ...children) =>
  el(
    "a",
    {
      href: factsLink(row, lang, sites, fact.id),
      onclick: (/** @type {EventAt<HTMLAnchorElement>} */ event) => {
        event.preventDefault();
        actions.openFacts(row, fact.id);
      },
    },
    ...children,
  );
