/**
 * What is read beside the map: all that is known of the chosen place, the sources, or what the atlas is.
 */
import { Fragment, h } from "preact";
import { referencesToAtlas } from "../core/cite/forms.js";
import { claimsByTheme } from "../core/facts.js";
import { isWide } from "../core/fields.js";
import { factsLink } from "../core/hash.js";
import { CITY, districtsOf, hasPosition } from "../core/sites.js";
import { pulseWords } from "../core/words.js";
import { showAboutAtlas } from "./about.js";
import { linkTo, showMembers, showNeighbours } from "./around.js";
import { showCompareToggle } from "./basket.js";
import { showCite } from "./cite.js";
import { showCorrections } from "./corrections.js";
import { draw, el, inItsLanguage, make, withQuotes } from "./dom.js";
import { showSnippet } from "./embed.js";
import { createFind } from "./find.js";
import { menuItem, withMenu } from "./menu.js";
import { showLedger } from "./ledger.js";
import { showMissing } from "./missing.js";
import { showPosition } from "./position.js";
import { showProposals, showProposeMenu } from "./propose.js";
import { showSources } from "./sources.js";
import { districtNames, showDisputes, showGrounds, showKey, showKind, showNewest, showStatus } from "./summary.js";
import { showSave } from "./takeaway.js";
import { countFacts, showThemes } from "./themes.js";
import { showProgress } from "./timeline.js";
import { showUnit } from "./unit.js";

const MANY_THEMES = 3; // more of them get a list to jump by
const MANY_FACTS = 8; // from so many on, facts can be searched
const ABOVE = 36; // pixels that stay free between the head and what is gone to: a figure's name fits in

/** @import {SiteContext} from "./position.js" */
/** @typedef {Pick<Context, "atlas" | "state" | "lang" | "say" | "actions">} DrawerContext what the drawer is filled with */

/** The title of each page, by the key of its text. */
const TITLES = /** @type {Record<string, string>} */ ({
  sources: "sourcesTitle",
  about: "aboutTitle",
  promises: "promise",
  embed: "embedTitle",
  propose: "proposeTitle",
});

/**
 * @param {Atlas} atlas
 * @param {DrawerActions} actions
 * @returns {{element: HTMLElement, show: (state: State, say: Say) => void, clear: () => void, point: (id: string, go: boolean) => void, unfold: (key: string) => void, find: (text: string) => void}}
 *   the drawer; `show` fills it with what the state names, `clear` empties it, `point` marks a fact in it, `unfold` opens a fold and goes there, `find` searches
 *   its facts
 */
export function createDrawer(atlas, actions) {
  const element = make(el("aside.drawer", { tabindex: "-1" }));
  let shown = /** @type {string|number|null} */ (null);
  /** @type {DrawerContext} */
  let context;
  const find = createFind(atlas, element, (id, focus) => reach(element, id, focus, context));
  return {
    element,
    show(state, say) {
      context = { atlas, lang: state.lang, say, actions, state };
      const page = isWide(state.page) ? "" : state.page;
      const subject = page || state.place;
      const same = subject === shown;
      shown = subject;
      element.setAttribute("aria-label", say(page ? TITLES[page] : "drawerLabel"));
      draw(element, h(Fragment, { key: subject }, ...(page ? readPage : readPlace)(context, element, find.show)));
      if (!same) element.scrollTop = 0;
      const claims = page ? [] : atlas.factsOf(state.place).claims;
      find.follow({ row: state.place, claims, say }, same);
    },
    clear() {
      shown = null;
      draw(element);
    },
    point(id, go) {
      const fact = factAt(element, id);
      if (fact && fact.hidden) find.find("");
      pointAt(element, id, go, context);
    },
    find: find.find,
    unfold: (key) => unfold(element, key),
  };
}

/** @param {HTMLElement} element @param {string} id */
const factAt = (element, id) => /** @type {HTMLElement | null} */ (id ? element.querySelector(`.source[id="${id}"]`) : null);

/**
 * Mark a fact and go there, with the keyboard where it is to follow.
 *
 * @param {HTMLElement} element
 * @param {string} id
 * @param {boolean} focus
 * @param {DrawerContext} context
 */
function reach(element, id, focus, context) {
  pointAt(element, id, false, context);
  const fact = factAt(element, id);
  if (!fact) return;
  scrollTo(element, /** @type {Element} */ (fact.closest(".value, li")));
  if (focus) takeKeyboard(fact);
}

/**
 * Mark the fact that the address names, with everything around it unfolded; of one that is not here, say where it is.
 *
 * @param {HTMLElement} element
 * @param {string} id
 * @param {boolean} go
 * @param {DrawerContext} context
 */
function pointAt(element, id, go, context) {
  for (const marked of element.querySelectorAll(".pointed")) {
    marked.classList.remove("pointed");
    marked.removeAttribute("aria-current");
  }
  const fact = factAt(element, id);
  const missing = element.querySelector(".missing");
  if (missing) draw(missing, ...(id && !fact ? showMissing(id, context) : []));
  if (!fact) return;
  for (let fold = fact.closest("details"); fold; fold = /** @type {Element} */ (fold.parentElement).closest("details")) fold.open = true;
  for (const short of element.querySelectorAll(".short")) if (short.contains(fact)) short.classList.remove("short");
  /** @type {HTMLDetailsElement} */ (fact.querySelector("details")).open = true;
  fact.classList.add("pointed");
  fact.setAttribute("aria-current", "true");
  if (go && !fact.contains(document.activeElement)) goTo(element, /** @type {Element} */ (fact.closest(".value, li")), fact);
}

/** @param {HTMLElement} element @param {string} key */
function unfold(element, key) {
  const fold = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (element.querySelectorAll("details[data-fold]"))].find(
    (each) => each.getAttribute("data-fold") === key,
  );
  if (!fold) return;
  fold.open = true;
  goTo(element, /** @type {Element} */ (fold.parentElement), /** @type {HTMLElement} */ (fold.querySelector("summary")));
}

/** @param {HTMLElement} element @param {Element} part @param {HTMLElement} target */
function goTo(element, part, target) {
  scrollTo(element, part);
  takeKeyboard(target);
}

/**
 * Scroll the drawer, and nothing around it, until `part` is below the head.
 *
 * @param {HTMLElement} element
 * @param {Element} part
 */
function scrollTo(element, part) {
  const head = /** @type {HTMLElement} */ (element.querySelector(".head")).offsetHeight;
  element.scrollTop += part.getBoundingClientRect().top - element.getBoundingClientRect().top - head - ABOVE;
}

/** @param {HTMLElement} target */
function takeKeyboard(target) {
  if (target.tabIndex < 0) target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
}

/** @param {DrawerContext} context */
function readPage({ atlas, state, lang, say, actions }) {
  const title = showTitle(say(TITLES[state.page]), [], say, actions);
  if (state.page === "promises") return [title, ...showLedger({ atlas, state, lang, say, actions })];
  if (state.page === "propose") return [title, showProposals({ atlas, state, lang, say, actions })];
  if (state.page === "embed") return [title, ...showSnippet({ atlas, state, say, actions })];
  const show = state.page === "about" ? showAboutAtlas : showSources;
  return [title, ...show(atlas, lang, say, actions)];
}

/**
 * @param {DrawerContext} context
 * @param {HTMLElement} element
 * @param {(say: Say) => Content} showFind
 */
function readPlace({ atlas, state, lang, say, actions }, element, showFind) {
  const row = state.place;
  const context = { atlas, row, ...atlas.factsOf(row), lang, say, state, actions };
  const { claims } = context;
  const isSite = row >= atlas.sites.first;
  const themes = claimsByTheme(claims, atlas.payload.registers);
  const jump = themes.length > MANY_THEMES && showJump(themes, context, (key) => unfold(element, key));
  return [
    showTitle(atlas.sites[lang][row], [atlas.sites.facts[row] >= MANY_FACTS && showFind(say), jump], say, actions),
    el("div.missing", { role: "status" }),
    showAbout(context, (fact) => reach(element, fact, true, context)),
    isSite ? showProgress(context) : showUnit(context),
    ...showThemes(themes, context),
    showNeighbours(context),
    showMembers(context),
    isSite && showPosition(/** @type {SiteContext} */ (context)),
    showCorrections(atlas.sites.id[row], context),
  ];
}

/**
 * The head stays in sight, so that closing is always in reach.
 *
 * @param {string} title
 * @param {Content[]} tools
 * @param {Say} say
 * @param {DrawerActions} actions
 */
const showTitle = (title, tools, say, actions) =>
  el(
    "header.head",
    {},
    el("h2", {}, title),
    el("button.close", { type: "button", "data-key": "close", "aria-label": say("close"), onclick: actions.close }, "×"),
    tools.some(Boolean) && el("div.ways", {}, ...tools),
  );

/**
 * A menu of every theme with the number of its facts; choosing one unfolds it and goes there.
 *
 * @param {ThemeClaims[]} themes
 * @param {Context} context
 * @param {(fold: string) => void} go
 */
function showJump(themes, { atlas, lang, say }, go) {
  const names = atlas.payload.registers.themes;
  return el(
    "div.jump",
    {},
    withMenu(
      el("button", { type: "button", "data-key": "jump" }, say("jump", { count: themes.length })),
      el("div.menu", { "aria-label": say("jump", { count: themes.length }) }),
      () =>
        themes.map(({ theme, claims }) =>
          menuItem({ onclick: () => go(`theme-${names[theme].code}`) }, names[theme][lang], el("i", {}, String(countFacts(claims)))),
        ),
    ),
  );
}

/**
 * What it is, and what matters most of it: where it stands, its key figures, and what sources disagree on.
 *
 * @param {Context} context
 * @param {(fact: string) => void} reachFact
 */
function showAbout(context, reachFact) {
  const { atlas, row, detail, claims, key, lang, say, actions } = context;
  const { sites } = atlas;
  const other = lang === "zh" ? "en" : "zh";
  const aliases = sites.aliases[row];
  return el(
    "section.about",
    {},
    el(
      "p.names",
      {},
      row !== CITY && showKind(row, sites, lang),
      el("span.other", { lang: other === "zh" ? "zh-Hans" : "en" }, sites[other][row]),
    ),
    showGlance(context),
    row === CITY && el("p.note.pulse", {}, pulseWords(atlas, lang)),
    showKey(row, key, context),
    showDisputes(row, claims, context, reachFact),
    aliases.length > 0 && el("p.aliases", {}, el("b", {}, say("aliases")), ...aliases.map((alias) => inItsLanguage(alias))),
    showReason(detail, lang, say),
    showTools(row, context, actions),
  );
}

/**
 * Where it stands: of a place its status, position, districts and sector; of all how old the newest fact is.
 *
 * @param {Context} context
 */
function showGlance({ atlas, row, detail, lang, say, actions }) {
  const { sites } = atlas;
  const sector = sites.registers.sectors[sites.sector[row]];
  const terms = /** @type {[string, Content[]][]} */ ([
    ...(row < sites.first
      ? []
      : [
          ["status", [showStatus(sites, row, lang, say)]],
          ["position", showGrounds(sites, row, detail, lang, say)],
          ["district", showWhere(sites, row, lang, say, actions)],
          ...(sector ? [["sector", [sector[lang]]]] : []),
        ]),
    ["newest", showNewest(atlas, row, lang, say)],
  ]);
  return el("dl.glance", {}, ...terms.flatMap(([key, said]) => [el("dt", {}, say(key)), el(`dd.of-${key}`, {}, ...said)]));
}

/** @param {number} row @param {Context} context @param {DrawerActions} actions */
function showTools(row, context, actions) {
  const { atlas, lang, say, state } = context;
  const { payload, sites } = atlas;
  const cited = { facts: sites.facts[row], place: { id: sites.id[row], zh: sites.zh[row], en: sites.en[row] } };
  const address = () => actions.addressOf(factsLink(row, lang, sites));
  return el(
    "div.tools",
    {},
    hasPosition(sites, row) && el("button", { type: "button", "data-key": "locate", onclick: () => actions.locate(row) }, say("showOnMap")),
    el("a", { href: factsLink(row, lang, sites), "data-key": "link", onclick: actions.copyLink }, say("copyLink")),
    showCite("cite", referencesToAtlas(payload, cited, lang, address), say, actions),
    showSave(row, say, actions),
    showCompareToggle(row, { atlas, state, say, actions }),
    !state.embed && showProposeMenu(row, context),
  );
}

/**
 * Why a place is on the map; most are there for their facts and need no reason.
 *
 * @param {Context["detail"]} detail
 * @param {Lang} lang
 * @param {Say} say
 */
const showReason = (detail, lang, say) =>
  detail[`inclusion_reason_${lang}`] &&
  el(
    "p.included",
    {},
    el("b", {}, say("inclusionReason")),
    ...withQuotes(/** @type {string} */ (detail[`inclusion_reason_${lang}`]), lang),
  );

/**
 * Districts, and the area or park it is part of.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 * @param {Say} say
 * @param {DrawerActions} actions
 */
function showWhere(sites, row, lang, say, actions) {
  const parts = /** @type {Content[]} */ (districtsOf(sites, row).map((district) => linkTo(district, sites, lang, actions)));
  if (parts.length === 0) parts.push(districtNames(sites, row, lang, say));
  const parent = sites.parent[row];
  if (parent < sites.count) parts.push(linkTo(parent, sites, lang, actions));
  return parts.flatMap((part, i) => (i === 0 ? [part] : [" · ", part]));
}
