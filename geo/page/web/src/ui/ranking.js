/**
 * All places or all districts by one figure, in the place of the map: a bar each, with its date and aim.
 */
import { signal } from "@preact/signals-core";
import { AMONG, initialState } from "../core/fields.js";
import { barOf, rankable } from "../core/ranking.js";
import { unitName } from "../core/units.js";
import { filterWords } from "../core/words.js";
import { showCompareToggle } from "./basket.js";
import { markAim, markUnequal } from "./claims.js";
import { draw, el, make } from "./dom.js";
import { followRows } from "./lines.js";
import { inOrder } from "./comparison.js";
import { showSelect } from "./select.js";
import { symbol } from "./symbols.js";
import { createWindow } from "./window.js";

/** What is ranked, by the key of its text. */
const AMONG_NAMES = /** @type {Record<string, string>} */ ({ places: "rankPlaces", districts: "rankDistricts" });

const USUAL = 52; // pixels of an entry, until some are measured

/** @typedef {Pick<Scene, "atlas" | "state" | "say"> & {actions: Actions}} RankingContext */

/**
 * @param {Scene} scene
 * @param {Actions & Pick<Exports, "saveRanking" | "saveRankingPicture">} actions
 * @returns {{element: HTMLElement, show: () => void}} the page; `show` draws it where the state wants it
 */
export function createRanking(scene, actions) {
  const { atlas, state } = scene;
  const element = make(el("section.wide-page.ranking", { tabindex: "-1", hidden: true }));
  const [bar, frame] = [make(el("header")), make(el("div.scroll"))];
  element.append(bar, frame);
  const view = createWindow(atlas.sites.count, USUAL, () => scene.ranking?.entries.length ?? 0);
  const focused = signal(-1);
  followRows(frame, "ranked-", atlas.sites, focused, () => view.look(frame));
  let before = /** @type {RankedEntry[] | undefined} */ (undefined);
  return {
    element,
    show() {
      const wasHidden = element.hidden;
      element.hidden = state.page !== "ranking";
      if (element.hidden) return;
      const { say, ranking } = scene;
      element.setAttribute("aria-label", say("ranking"));
      const context = { atlas, state, say, actions };
      draw(bar, ...showBar(ranking, scene, actions));
      const entries = ranking?.entries || [];
      const at = new Map(entries.map((entry) => [entry.row, entry]));
      const drawn = view.of(0, [...at.keys()], [state.place, focused.value]);
      view.steady(frame, () => draw(frame, showList(ranking, drawn, at, context)), { isOther: entries !== before });
      before = entries;
      if (wasHidden) element.focus({ preventScroll: true });
    },
  };
}

/** @param {Ranking | null} ranking @param {Scene} scene @param {Parameters<typeof createRanking>[1]} actions */
function showBar(ranking, scene, actions) {
  const { state, say, colours } = scene;
  const isEmpty = !ranking || ranking.entries.length === 0;
  /** @param {string} key @param {string} text @param {() => void} onclick */
  const button = (key, text, onclick) => el("button.switch", { type: "button", "data-key": key, disabled: isEmpty, onclick }, say(text));
  const canColour = state.among === AMONG[1] && colours.offers().some(({ code }) => code === state.rank);
  return [
    el("h2", {}, say("ranking")),
    showFigures(scene, actions),
    el(
      "div.among",
      { role: "group", "aria-label": say("rankAmong") },
      ...AMONG.map((among) =>
        el(
          "button.switch",
          {
            type: "button",
            "data-key": `among-${among}`,
            "aria-pressed": String(state.among === among),
            onclick: () => actions.change({ among }),
          },
          say(AMONG_NAMES[among]),
        ),
      ),
    ),
    canColour && button("rank-colour", "rankColour", () => (actions.closePage(), actions.change({ colour: state.rank, table: false }))),
    ...inOrder(
      el("button.switch", { type: "button", "data-key": "ranking-close", onclick: () => actions.closePage() }, say("toMap")),
      button("rank-csv", "saveCsv", actions.saveRanking),
      button("rank-png", "savePicture", actions.saveRankingPicture),
      button("rank-print", "print", () => window.print()),
    ),
  ];
}

/**
 * The figures that several have, by theme.
 *
 * @param {Scene} scene
 * @param {Pick<Actions, "change">} actions
 */
function showFigures({ atlas, state, say }, { change }) {
  const offers = rankable(atlas, state.among);
  const { themes } = atlas.sites.registers;
  /** @param {(typeof offers)[number]} offer */
  const option = ({ code, name }) => el("option", { value: code, key: code, selected: code === state.rank }, name[state.lang]);
  const groups = themes.flatMap((theme, at) => {
    const own = offers.filter((offer) => offer.theme === at);
    return own.length === 0 ? [] : [el("optgroup", { key: theme.code, label: theme[state.lang] }, ...own.map(option))];
  });
  const isOffered = offers.some(({ code }) => code === state.rank);
  return showSelect(
    {
      "data-key": "rank-figure",
      "aria-label": say("rankFigure"),
      onchange: (/** @type {EventAt<HTMLSelectElement>} */ { currentTarget }) => change({ rank: currentTarget.value }),
    },
    !isOffered && el("option", { value: "", selected: true, disabled: true }, say("rankFigure")),
    ...offers.filter(({ theme }) => theme < 0).map(option),
    ...groups,
  );
}

/**
 * @param {Ranking | null} ranking
 * @param {import("./window.js").Drawn[] | null} drawn those that are drawn, null for all
 * @param {Map<number, RankedEntry>} at by row
 * @param {RankingContext} context
 */
function showList(ranking, drawn, at, context) {
  const { say } = context;
  if (!ranking || at.size === 0) return el("p.empty", { role: "status" }, say(ranking ? "rankNone" : "rankFigure"));
  const places = drawn || [...at.keys()].map((row) => ({ row, at: -1, gap: 0 }));
  return el(
    "div",
    {},
    el("p.unit", {}, rankingHead(ranking, context)),
    el(
      `ol${drawn ? ".windowed" : ""}`,
      drawn ? { "data-window": true } : {},
      ...places.map(({ row, at: place, gap }) =>
        showEntry(
          /** @type {RankedEntry} */ (at.get(row)),
          ranking,
          context,
          drawn ? { "aria-posinset": place + 1, "aria-setsize": at.size, "data-drawn": row, style: { marginTop: `${gap}px` } } : {},
        ),
      ),
    ),
  );
}

/**
 * What is ranked, in what unit, and that dates differ where they do.
 *
 * @param {Ranking} ranking
 * @param {Pick<Scene, "atlas" | "state" | "say">} context
 */
function rankingHead({ name, unit, entries }, { atlas: { sites }, state: { lang }, say }) {
  const dates = new Set(entries.map(({ figure }) => (figure ? `${figure.aim} ${figure.asOf}` : "")));
  return [
    name[lang],
    unit >= 0 && unitName(sites.registers.units[unit], lang),
    say("rankCount", { count: entries.length }),
    dates.size > 1 && say("rankDates"),
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * What a ranking on paper or in a picture says first: what is ranked, and what is filtered. Of what chooses places only the
 * district chooses districts.
 *
 * @param {Ranking} ranking
 * @param {Pick<Scene, "atlas" | "state" | "say">} context
 */
export function rankingWords(ranking, context) {
  const { sites } = context.atlas;
  const { among, lang, district } = context.state;
  const chosen = among === AMONG[1] ? { ...context.state, ...initialState(sites.facets), lang, district } : context.state;
  return [rankingHead(ranking, context), filterWords(sites, chosen)];
}

/**
 * @param {RankedEntry} entry
 * @param {Ranking} ranking
 * @param {RankingContext} context
 * @param {Record<string, unknown>} place
 */
function showEntry(entry, ranking, context, place) {
  const { atlas, state, actions } = context;
  const { sites, factsOf } = atlas;
  const { row } = entry;
  const { code } = sites.registers.layers[sites.layer[row]];
  // The facts of a place are read when one of them is asked for.
  const open = () => {
    const claim = factsOf(row).claims.find(({ indicator }) => indicator === ranking.figure);
    actions.openFacts(row, claim ? claim.facts[0].id : "");
  };
  return el(
    `li.layer-${code}`,
    { key: sites.id[row], ...place },
    el("i", {}, String(entry.rank)),
    el(
      "div.named",
      {},
      el(
        "button",
        { type: "button", "data-key": `ranked-${sites.id[row]}`, "aria-current": row === state.place ? "true" : null, onclick: open },
        symbol(code),
        sites[state.lang][row],
      ),
      showCompareToggle(row, context, false),
    ),
    !ranking.ordinal && showBarOf(entry, ranking),
    showValue(entry, context),
  );
}

/**
 * The figure, with both ends where sources disagree, and under it its date and aim.
 *
 * @param {RankedEntry} entry
 * @param {Pick<Scene, "atlas" | "state" | "say">} context
 */
function showValue(entry, { atlas: { sites }, state: { lang }, say }) {
  const { text, unit, low, high, figure } = entry;
  return el(
    "div.value",
    {},
    el("p.figure", {}, el("b", {}, text), unit && el("small", {}, ` ${unit}`), low < high && markUnequal(say)),
    el("small.when", {}, ...aboutEntry(entry, sites, lang), figure && markAim(figure, sites.registers, lang)),
  );
}

/** @param {RankedEntry} entry @param {Sites} sites @param {Lang} lang */
export const aboutEntry = ({ when, figure }, { registers }, lang) => [
  when,
  figure && figure.scope >= 0 ? ` · ${registers.scopes[figure.scope][lang]}` : "",
];

/**
 * The bar of an entry; what is promised is an outline, and what lies between values that sources give is hatched.
 *
 * @param {RankedEntry} entry
 * @param {Ranking} ranking
 */
function showBarOf(entry, ranking) {
  const { sure, open } = barOf(ranking, entry);
  const isPromised = entry.figure !== null && entry.figure.aim > 0;
  /** @param {string} kind @param {{start: number, width: number}} part */
  const part = (kind, { start, width }) =>
    width > 0 && el(`span.${kind}`, { style: { left: `${start * 100}%`, width: `${width * 100}%` } });
  return el(`span.bar-of${isPromised ? ".promised" : ""}`, { "aria-hidden": "true" }, part("sure", sure), part("open", open));
}

/**
 * The ranking on paper: the same entries, without what can be pressed.
 *
 * @param {Scene} scene
 * @param {number} most
 */
export function showRankingOnPaper(scene, most) {
  const { ranking, atlas, state } = scene;
  const entries = (ranking?.entries || []).slice(0, most);
  return el(
    "ol.ranking",
    {},
    ...entries.map((entry) =>
      el(
        "li",
        {},
        el("i", {}, String(entry.rank)),
        el("div.named", {}, atlas.sites[state.lang][entry.row]),
        ranking && !ranking.ordinal && showBarOf(entry, ranking),
        showValue(entry, scene),
      ),
    ),
  );
}
