/**
 * The places shown, as a list: in the order asked for, by district where asked, the signs marked that were searched, and
 * the facts by which they were found.
 *
 * Arrow keys go from line to line, and the map follows; Enter opens.
 */
import { createRef } from "preact";
import { unitsAskedFor } from "../core/facets.js";
import { dateText } from "../core/dates.js";
import { formatMetres } from "../core/format.js";
import { roundedMetres, wayTo } from "../core/neighbours.js";
import { byPlacing, groupRows, isGrouped, orderOf } from "../core/order.js";
import { commonTerms, explain, rangesInTerm } from "../core/search.js";
import { CITY, hasPosition } from "../core/sites.js";
import { basisName } from "../core/within.js";
import { markUnequal } from "./claims.js";
import { el, hasKeyboard } from "./dom.js";
import { marked, showFoundFacts } from "./found.js";
import { withKeys } from "./keys.js";
import { showSelect } from "./select.js";
import { symbol } from "./symbols.js";

const FACTS_OF_UNIT = 6; // found facts that are listed of the city or a district; the others are in its drawer
const FACTS_OF_PLACE = 3;
const APART = { others: "otherStatus", inDistrict: "onlyDistrict", inCity: "onlyCity" };
const ORDER_NAMES = { relevance: "orderRelevance", district: "orderDistrict", name: "orderName", latest: "orderLatest", near: "orderNear" };

/**
 * @param {Scene} scene what the page shows
 * @param {PanelActions} actions what the reader can do
 * @returns {{show: () => Described, enter: () => void}} `show` describes the list, `enter` puts the keyboard on its first line
 */
export function createList(scene, actions) {
  const { sites } = scene.atlas;
  const list = /** @type {import("preact").RefObject<HTMLElement>} */ (createRef());
  const lines = () => [.../** @type {HTMLElement} */ (list.current).querySelectorAll("button")];
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const next = nextLine(lines(), event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  /** @param {HTMLElement | null} line @param {boolean} follow */
  const pointAt = (line, follow) => {
    const row = line ? sites.index.get(/** @type {string} */ (line.dataset.place)) : undefined;
    actions.point(row === undefined ? -1 : row, follow);
  };
  const leave = () => actions.point(-1, false);
  const listening = {
    onfocusin: (/** @type {{target: HTMLElement}} */ { target }) => hasKeyboard(target) && pointAt(target, true),
    onfocusout: leave,
    onpointerover: (/** @type {{target: HTMLElement}} */ { target }) =>
      pointAt(/** @type {HTMLElement | null} */ (target.closest("[data-place]")), false),
    onpointerleave: leave,
    ...withKeys(onKey),
  };
  return {
    enter() {
      const [first] = lines();
      if (first) first.focus();
    },
    show: () =>
      el(
        "div.results",
        { key: "results" },
        showTools(scene, actions),
        el("div.list", { tabindex: "-1", ref: list, ...listening }, ...showHits(scene, actions)),
      ),
  };
}

/**
 * The line that a key leads to: none where it is no key of the list's.
 *
 * @param {HTMLElement[]} lines
 * @param {string} key
 */
function nextLine(lines, key) {
  const at = lines.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const target = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 })[key];
  return lines[Math.min(target, lines.length - 1)] || (target === -1 && document.querySelector(".search input"));
}

/**
 * How the list is ordered, whether by district, and the way to the table.
 *
 * @param {Scene} scene
 * @param {PanelActions} actions
 */
function showTools({ state, say }, { change, goNear, following }) {
  const order = orderOf(state);
  // By distance only once the browser has said from where.
  /** @param {EventAt<HTMLSelectElement>} event */
  const choose = ({ currentTarget }) => {
    const { value } = currentTarget;
    currentTarget.value = order;
    if (value === "near") goNear();
    else change({ order: value, near: false });
  };
  /** @param {"grouped" | "table"} key */
  const toggle = (key) =>
    el(
      "button.switch",
      { type: "button", "data-key": key, "aria-pressed": String(state[key]), onclick: () => change({ [key]: !state[key] }) },
      say(key),
    );
  return el(
    "div.listing",
    {},
    el(
      "label",
      {},
      el("span.sr-only", {}, say("order")),
      showSelect(
        { "data-key": "order", onchange: choose },
        ...Object.entries(ORDER_NAMES).map(([each, key]) => el("option", { value: each, selected: each === order }, say(key))),
      ),
    ),
    order !== "near" && toggle("grouped"),
    toggle("table"),
    el(
      "button.switch",
      {
        type: "button",
        "data-key": "following",
        "aria-pressed": String(following.isOn()),
        "data-gloss": say("followingGloss"),
        onclick: following.toggle,
      },
      say("following"),
    ),
  );
}

/**
 * The city and the districts that are asked for; else the city, for all that is said of it.
 *
 * @param {Scene} scene
 */
function unitsListed({ found, result, state }) {
  const free = found.words.length === 0 && state.dispute.length === 0;
  if (free && state.grouped) return [CITY];
  return unitsAskedFor(result, state)
    .slice()
    .sort((a, b) => found.rank[a] - found.rank[b]);
}

/**
 * The city and districts, with what was found of them.
 *
 * @param {number[]} rows
 * @param {ListContext} context
 */
const showUnits = (rows, context) =>
  rows.flatMap((row) => {
    const { sites, lang, say, found, openFacts } = context;
    const why = explain(sites, row, lang, found);
    return [
      showHeading({
        key: `head-${sites.id[row]}`,
        name: [...marked(sites[lang][row], why.name), showUnequal(row, context), ...why.also.map(showAlso)],
        count: say("factsOf", { count: sites.facts[row] }),
        press: () => openFacts(row),
      }),
      showFoundFacts(row, FACTS_OF_UNIT, context),
    ];
  });

/** @param {number} row @param {ListContext} context */
const showUnequal = (row, { sites, say }) => sites.disputes[row] > 0 && markUnequal(say);

/**
 * What was found of the city and the districts, then the places. Of a status that was searched, the places that have it now
 * come first, and what had it or is to have it last, under a heading of its own.
 *
 * @param {Scene} scene
 * @param {PanelActions} actions
 */
function showHits(scene, actions) {
  const { atlas, state, say, found, result, facts, ordered } = scene;
  const { lang, q, place } = state;
  const order = orderOf(state);
  const here = order === "near" ? state.here : null;
  const grouped = isGrouped(state);
  const common = commonTerms(atlas.sites, ordered, found);
  const saidOnce = new Set(common.flatMap(({ term }) => atlas.sites.terms[term].map(({ text }) => text)));
  const latest = order === "latest";
  const context = { atlas, sites: atlas.sites, lang, place, grouped, here, latest, say, found, facts, saidOnce, ...actions };
  const [now, others] = [0, 1].map((other) => ordered.filter((row) => found.otherStatus[row] === other));
  const hits = [
    showUnits(unitsListed(scene), context),
    [...common.map((each) => showCommon(each, context)), ...showSections(now, "", context)],
  ];
  if (result.rows.length + unitsAskedFor(result, state).length === 0)
    hits.push([el("p.empty", {}, el("b", {}, say("noResults")), " ", say("noResultsNext"))]);
  return [
    found.near && result.rows.length > 0 && el("p.near", { key: "near" }, say("nearMatches", { query: q.trim() })),
    ...(found.isStatus ? hits.reverse() : hits).flat(),
    others.length > 0 && showApart("others", others, context),
    ...showSections(others, "-others", context),
  ];
}

/**
 * A heading over what is listed apart from the rest.
 *
 * @param {keyof typeof APART} name
 * @param {number[]} rows
 * @param {ListContext} context
 */
const showApart = (name, rows, { say }) =>
  el("h2.others", { key: name }, el("span", {}, say(APART[name])), el("i", {}, String(rows.length)));

/**
 * By distance, then those of which none is known.
 *
 * @param {number[]} rows
 * @param {string} part
 * @param {ListContext} context
 */
function showByDistance(rows, part, context) {
  const { placed, ...apart } = byPlacing(context.sites, rows);
  const sections = Object.entries(apart).filter(([, members]) => members.length > 0);
  return [
    placed.length > 0 && el("section", { key: `placed${part}` }, showLines(placed, context)),
    ...sections.map(([name, members]) =>
      el(
        "section",
        { key: name + part },
        showApart(/** @type {keyof typeof APART} */ (name), members, context),
        showLines(members, context),
      ),
    ),
  ];
}

/** @param {number[]} rows @param {string} part @param {ListContext} context */
function showSections(rows, part, context) {
  const { sites, lang, grouped, here, say, openFacts } = context;
  if (rows.length === 0) return [];
  if (here) return showByDistance(rows, part, context);
  if (!grouped) return [el("section", { key: `all${part}` }, showLines(rows, context))];
  return groupRows(sites, rows).map(({ district, members, shared }) =>
    el(
      "section",
      { key: `${sites.id[district]}${part}` },
      showHeading({
        key: `group-${sites.id[district]}${part}`,
        name: [district === CITY ? say("cityOnly") : sites[lang][district]],
        count: String(members.length),
        press: () => openFacts(district),
        further: shared > 0 && el("small", {}, say("sharedHere", { count: shared })),
      }),
      showLines(members, context),
    ),
  );
}

/**
 * A heading of the list: it opens what is known of the unit itself.
 *
 * @param {{key: string, name: Content[], count: string, press: () => void, further?: Content}} heading
 */
const showHeading = ({ key, name, count, press, further = /** @type {Content} */ (null) }) =>
  el(
    "h2",
    { key },
    el("button", { type: "button", "data-key": key, onclick: press }, el("span", {}, ...name), el("i", {}, count), further),
  );

/** @param {number[]} rows @param {ListContext} context */
const showLines = (rows, context) => el("ul", {}, ...rows.map((row) => showLine(row, context)));

/** @param {number} row @param {ListContext} context */
function showLine(row, context) {
  const { sites, lang, place, found, saidOnce, choose } = context;
  const { kinds, layers } = sites.registers;
  const layer = layers[kinds[sites.kind[row]].layer].code;
  const why = explain(sites, row, lang, found);
  const id = sites.id[row];
  return el(
    "li",
    { key: id },
    el(
      `button.item.layer-${layer}`,
      { type: "button", "data-key": id, "data-place": id, "aria-current": row === place ? "true" : null, onclick: () => choose(row) },
      symbol(layer),
      el("b", {}, ...marked(sites[lang][row], why.name)),
      showUnequal(row, context),
      el("small", {}, showDistance(row, context), aboutWords(row, context)),
      !hasPosition(sites, row) && el("small.unplaced", {}, basisName(sites, row, lang)),
      ...why.also.filter(({ text }) => !saidOnce.has(text)).map(showAlso),
    ),
    showFoundFacts(row, FACTS_OF_PLACE, context),
  );
}

/**
 * How far a place is, with what that may be off by, where the list is by distance.
 *
 * @param {number} row
 * @param {ListContext} context
 */
function showDistance(row, { sites, lang, here, say }) {
  if (!here || !hasPosition(sites, row)) return null;
  const { metres, error } = wayTo(sites, row, here);
  const [distance, within] = [metres, error].map((each) => formatMetres(roundedMetres(each), lang));
  return el("span.distance", {}, say(metres > 0 ? "wayTo" : "wayInside", { distance, within }), " · ");
}

/**
 * Kind and status of a place, its district where the list is not by district, its latest date where it is by that.
 *
 * @param {number} row
 * @param {ListContext} context
 */
function aboutWords(row, { sites, lang, grouped, latest, say }) {
  const { kinds, statuses } = sites.registers;
  const status = statuses[sites.status[row]];
  const main = sites.main[row];
  return [
    kinds[sites.kind[row]][lang],
    status && status[lang],
    !grouped && (main === CITY ? say("cityOnly") : sites[lang][main]),
    latest && dateText(sites.dates, sites.latest[row], lang),
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * Another name or term that holds what was searched.
 *
 * @param {{text: string, ranges: Span[]}} name
 */
const showAlso = ({ text, ranges }) => el("small.also", {}, ...marked(text, ranges));

/**
 * By what most of the places were found, with their number.
 *
 * @param {{term: number, count: number}} common
 * @param {ListContext} context
 */
const showCommon = ({ term, count }, { sites, lang, found, say }) =>
  el(
    "p.common.also",
    { key: `common-${term}` },
    ...marked(sites.terms[term][lang === "zh" ? 0 : 1].text, rangesInTerm(sites, term, lang, found)),
    ` · ${say("places", { count })}`,
  );
