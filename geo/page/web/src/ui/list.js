/**
 * The places shown, as a list: in the order asked for, by district where asked, the signs marked that were searched, and
 * the facts by which they were found.
 *
 * Arrow keys go from line to line, and the map follows; Enter opens.
 */
import { createRef } from "preact";
import { computed, effect, signal } from "@preact/signals-core";
import { unitsAskedFor } from "../core/facets.js";
import { figureCodes } from "../core/fields.js";
import { dateText } from "../core/dates.js";
import { figureText, indicatorOf } from "../core/figures.js";
import { formatMetres } from "../core/format.js";
import { roundedMetres, wayTo } from "../core/neighbours.js";
import { byPlacing, byStatus, groupRows, isGrouped, orderOf } from "../core/order.js";
import { commonTerms, explain, needsFacts, rangesInTerm } from "../core/search.js";
import { CITY, hasNoPlaces, hasPosition } from "../core/sites.js";
import { basisName } from "../core/within.js";
import { statusWords } from "../core/words.js";
import { effectAtRest } from "./afterwards.js";
import { showCompareToggle } from "./basket.js";
import { markUnequal } from "./claims.js";
import { el, hasKeyboard } from "./dom.js";
import { marked, showFoundFacts } from "./found.js";
import { withKeys } from "./keys.js";
import { nextLine, pageLine } from "./lines.js";
import { showSelect } from "./select.js";
import { symbol } from "./symbols.js";
import { createWindow } from "./window.js";

const FACTS_OF_UNIT = 6; // found facts that are listed of the city or a district; the others are in its drawer
const FACTS_OF_PLACE = 3;
const APART = { others: "otherStatus", inDistrict: "onlyDistrict", inCity: "onlyCity" };
const ORDER_NAMES = { relevance: "orderRelevance", district: "orderDistrict", name: "orderName", latest: "orderLatest", near: "orderNear" };

const USUAL = 47; // pixels of a line, until some are measured

/**
 * @param {Scene} scene what the page shows
 * @param {HTMLElement} frame the panel, which scrolls
 * @param {PanelActions} actions what the reader can do
 * @returns `show` describes the list, `steady` has the panel drawn and keeps in its place what is in sight of it, at the latest
 *   when `settle` is called; `look` sees what is in sight where the panel was scrolled; `current` gives the row of the line that
 *   is marked; `enter` puts the keyboard on its first line, past the heading of its group
 */
export function createList(scene, frame, actions) {
  const { state, atlas } = scene;
  const list = /** @type {import("preact").RefObject<HTMLElement>} */ (createRef());
  const view = createWindow(atlas.sites.count, USUAL, () => scene.ordered.length);
  const focused = signal(-1);
  const laidOut = signal(/** @type {number[]} */ ([])); // what is listed since it was last measured
  // What opens answers a choice; its line is marked once that is on the screen.
  const current = signal(state.place);
  effectAtRest(() => {
    current.value = state.place;
  });
  const context = createContext(scene, actions);
  const hits = computed(() => hitsOf(scene));
  const tools = computed(() => showTools(scene, actions));
  let lists = 0; // of lines, described so far
  /** @param {number[]} rows */
  const showLines = (rows) => {
    const windowed = view.of(lists, rows, [current.value, focused.value]);
    if (!windowed) return el("ul", {}, ...rows.map((row) => context.value.line(row, row === current.value)));
    /** @param {import("./window.js").Drawn} drawn */
    const line = ({ row, at, gap, isFar }) => {
      // To read the facts of what nobody sees would take the time of a frame and more.
      const waits = needsFacts(scene.found, row) && (isFar || laidOut.value !== scene.ordered);
      if (waits && !isFar) isWaiting = true;
      return context.value.line(row, row === current.value, { at: at + 1, of: rows.length, gap, waits });
    };
    lists += 1;
    return el("ul.windowed", { "data-window": true }, ...windowed.map(line));
  };
  let drawn = /** @type {number[]} */ ([]);
  let chosen = -1;
  let isWaiting = false; // whether a line has facts that are read once it is known to be in sight
  const measured = () => {
    if (isWaiting) laidOut.value = scene.ordered;
    isWaiting = false;
  };
  const look = () => view.look(frame);
  frame.addEventListener("scroll", look, { passive: true });
  const listening = listenTo(scene, { list, frame, focused, look }, actions);
  return {
    enter() {
      const lines = linesIn(list);
      (lines.find((line) => !line.matches(GROUP)) || lines[0])?.focus();
    },
    /** @param {() => void} draw */
    steady(draw) {
      const waits = scene.ordered !== drawn || current.value !== chosen;
      [drawn, chosen] = [scene.ordered, current.value];
      view.steady(frame, draw, { waits, measured });
    },
    settle: view.settle,
    look,
    current: () => current.value,
    show() {
      lists = 0;
      const shown = showHits(hits.value, context.value, showLines);
      return el("div.results", { key: "results" }, tools.value, el("div.list", { tabindex: "-1", ref: list, ...listening }, ...shown));
    },
  };
}

const GROUP = "[data-key^=group-]";

/** @param {import("preact").RefObject<HTMLElement>} list */
const linesIn = ({ current }) =>
  /** @type {HTMLButtonElement[]} */ ([.../** @type {HTMLElement} */ (current).querySelectorAll("button:not(.to-compare)")]);

/**
 * What a line with the keyboard or the pointer does on the map, and where keys lead.
 *
 * @param {Scene} scene
 * @param {{list: import("preact").RefObject<HTMLElement>, frame: HTMLElement, focused: {value: number}, look: () => void}} parts
 * @param {PanelActions} actions
 */
function listenTo({ atlas: { sites } }, { list, frame, focused, look }, { point }) {
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const lines = () => linesIn(list);
    const next = pageLine(frame, lines, event.key, look) || nextLine(lines(), event.key, document.querySelector(".search input"));
    if (!next) return;
    event.preventDefault();
    unstick(next, frame);
    next.focus();
  };
  /** @param {HTMLElement | null} line */
  const rowOf = (line) => (line ? (sites.index.get(/** @type {string} */ (line.dataset.place)) ?? -1) : -1);
  return {
    onfocusin: (/** @type {{target: HTMLElement}} */ { target }) => {
      focused.value = rowOf(target);
      if (hasKeyboard(target)) point(focused.value, true);
    },
    onfocusout: () => {
      focused.value = -1;
      point(-1, false);
    },
    onpointerover: (/** @type {{target: HTMLElement}} */ { target }) =>
      point(rowOf(/** @type {HTMLElement | null} */ (target.closest("[data-place]"))), false),
    onpointerleave: () => point(-1, false),
    ...withKeys(onKey),
  };
}

/**
 * A heading sticks to the top while its places are in sight: who goes to it goes to where these begin.
 *
 * @param {HTMLElement} line
 * @param {HTMLElement} frame
 */
function unstick(line, frame) {
  if (!line.closest("h2")) return;
  const places = /** @type {Element} */ (line.closest("section, .list"));
  frame.scrollTop += Math.min(places.getBoundingClientRect().top - frame.getBoundingClientRect().top, 0);
}

/**
 * How the list is ordered, whether by district, and the way to the table.
 *
 * @param {Scene} scene
 * @param {PanelActions} actions
 */
function showTools({ atlas, state, say }, { change, goNear, following }) {
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
        ...figuresToOrderBy(atlas.sites, state, order).map(({ code, name }) =>
          el("option", { value: code, key: code, selected: code === order }, say("orderFigure", { name })),
        ),
      ),
    ),
    order !== "near" && toggle("grouped"),
    toggle("table"),
    el(
      "button.switch",
      {
        type: "button",
        "data-key": "following",
        ref: pressedWhere(following.isOn),
        "data-gloss": say("followingGloss"),
        onclick: following.toggle,
      },
      say("following"),
    ),
  );
}

/**
 * A switch that follows by itself what it shows: for each move of the map the panel need not be drawn again.
 *
 * @param {() => boolean} isOn
 * @returns {(button: Element | null) => void} to be its `ref`
 */
function pressedWhere(isOn) {
  let end = () => {};
  return (button) => {
    end();
    if (button) end = effect(() => button.setAttribute("aria-pressed", String(isOn())));
  };
}

/**
 * The figures of which a range is chosen, and the one by which the list is ordered already.
 *
 * @param {Sites} sites
 * @param {State} state
 * @param {string} order
 */
function figuresToOrderBy(sites, { ranges, lang }, order) {
  const codes = new Set([...ranges.map(([code]) => code), order]);
  return sites.registers.indicators
    .filter(({ code, type }) => type === "number" && codes.has(code))
    .map(({ code, [lang]: name }) => ({ code, name }));
}

/**
 * Where the reader is, while the list is by the distance from there.
 *
 * @param {State} state
 */
const hereOf = (state) => (orderOf(state) === "near" ? state.here : null);

/**
 * The city and the districts that are asked for; else the city, for all that is said of it.
 *
 * @param {Scene} scene
 */
function unitsListed({ found, result, state }) {
  if (!result.asksForUnits && state.grouped) return [CITY];
  return unitsAskedFor(result)
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
        sign: symbol("districts"),
        name: [...marked(sites[lang][row], why.name), showUnequal(row, context), ...why.also.map(showAlso)],
        count: say("factsOf", { count: sites.facts[row] }),
        press: () => openFacts(row),
        further: el("small.open", {}, say("open")),
      }),
      showFoundFacts(row, FACTS_OF_UNIT, context),
    ];
  });

/** @param {number} row @param {ListContext} context */
const showUnequal = (row, { sites, unlike, say }) => (sites.disputes[row] > 0 || unlike.has(row)) && markUnequal(say);

const NOTHING = Object.freeze({ common: [], saidOnce: new Set() });

/**
 * What lines are shown with. It is the same while they are, so that a line that was described need not be again.
 *
 * @param {Scene} scene
 * @param {PanelActions} actions
 */
function createContext(scene, actions) {
  const { atlas, state } = scene;
  const codes = figureCodes(atlas.sites);
  const isFigure = (/** @type {string} */ code) => codes.includes(code);
  const repeated = computed(() => {
    if (scene.found.words.length === 0) return NOTHING;
    const common = commonTerms(atlas.sites, scene.ordered, scene.found);
    return { common, saidOnce: new Set(common.flatMap(({ term }) => atlas.sites.terms[term].map(({ text }) => text))) };
  });
  // As texts, which are the same while what they say is.
  const shown = computed(() => [...new Set([...state.ranges.map(([code]) => code), orderOf(state)])].filter(isFigure).join());
  const unlike = computed(() => scene.result.unlike.join());
  const comparing = computed(() => state.compare.length > 0);
  return computed(() => {
    const order = orderOf(state);
    const isComparing = comparing.value;
    const { say, found, facts } = scene;
    /** @type {ListContext} */
    const context = {
      atlas,
      sites: atlas.sites,
      lang: state.lang,
      grouped: isGrouped(state),
      here: hereOf(state),
      latest: order === "latest",
      figures: shown.value === "" ? [] : shown.value.split(",").map((code) => indicatorOf(atlas.sites, code)),
      unlike: new Set(unlike.value.split(",").filter(Boolean).map(Number)),
      /** @param {number} row */
      toggle: (row) => isComparing && showCompareToggle(row, { atlas, state, say, actions }, false),
      say,
      found,
      facts,
      ...repeated.value,
      ...actions,
    };
    return { ...context, line: rememberLines(context) };
  });
}

/**
 * Gives a line of the list, the same one as long as nothing about it has changed.
 *
 * @param {ListContext} context
 */
function rememberLines(context) {
  /** @type {Map<number, {said: string, line: Described}>} */
  const known = new Map();
  /** @param {number} row @param {boolean} isChosen @param {Listed} [place] */
  return (row, isChosen, place) => {
    const said = [isChosen, place && Object.values(place)].join();
    const before = known.get(row);
    if (before && before.said === said) return before.line;
    if (known.size > KEPT) known.clear();
    const line = showLine(row, isChosen, place, context);
    known.set(row, { said, line });
    return line;
  };
}

const KEPT = 1000; // lines that are kept described

/** @typedef {{at: number, of: number, gap: number, waits: boolean}} Listed the place of a line among how many, the pixels free before it, and whether its facts are not read yet */

/**
 * What is listed: of a status that was searched, the places that have it now, and what had it or is to have it apart.
 *
 * @param {Scene} scene
 */
function hitsOf(scene) {
  const { state, found, result, ordered } = scene;
  const { now, others } = byStatus(ordered, found);
  return {
    units: unitsListed(scene),
    now: sectionsOf(now, "", scene),
    others: sectionsOf(others, "-others", scene),
    apart: others,
    count: result.rows.length,
    isEmpty: result.rows.length + unitsAskedFor(result).length === 0,
    query: state.q.trim(),
  };
}

/**
 * What was found of the city and the districts, then the places.
 *
 * @param {ReturnType<typeof hitsOf>} hits
 * @param {ListContext} context
 * @param {ShowLines} showLines
 */
function showHits({ units, now, others, apart, count, isEmpty, query }, context, showLines) {
  const { found, common, say } = context;
  /** @param {Section} section */
  const show = (section) => showSection(section, context, showLines);
  const hits = [showUnits(units, context), [...common.map((each) => showCommon(each, context)), ...now.map(show)]];
  const why = hasNoPlaces(context.atlas.sites) ? [say("noPlaces")] : [el("b", {}, say("noResults")), " ", say("noResultsNext")];
  if (isEmpty) hits.push([el("p.empty", {}, ...why)]);
  return [
    found.near && count > 0 && el("p.near", { key: "near" }, say("nearMatches", { query })),
    ...(found.isStatus ? hits.reverse() : hits).flat(),
    apart.length > 0 && showApart("others", apart, context),
    ...others.map(show),
  ];
}

/** @typedef {(rows: number[]) => Described} ShowLines */
/** @typedef {{key: string, rows: number[], apart?: keyof typeof APART, district?: number, shared?: number}} Section rows under a heading, or under none */

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
 * By distance, then those of which none is known; else by district, or all together.
 *
 * @param {number[]} rows
 * @param {string} part
 * @param {Scene} scene
 * @returns {Section[]}
 */
function sectionsOf(rows, part, { atlas: { sites }, state }) {
  if (rows.length === 0) return [];
  if (hereOf(state)) {
    const { placed, inDistrict, inCity } = byPlacing(sites, rows);
    const sections = /** @type {Section[]} */ ([
      { key: `placed${part}`, rows: placed },
      { key: `inDistrict${part}`, apart: "inDistrict", rows: inDistrict },
      { key: `inCity${part}`, apart: "inCity", rows: inCity },
    ]);
    return sections.filter((section) => section.rows.length > 0);
  }
  if (!isGrouped(state)) return [{ key: `all${part}`, rows }];
  return groupRows(sites, rows).map(({ district, members, shared }) => ({
    key: `${sites.id[district]}${part}`,
    rows: members,
    district,
    shared,
  }));
}

/** @param {Section} section @param {ListContext} context @param {ShowLines} showLines */
const showSection = ({ key, rows, apart, district, shared = 0 }, context, showLines) =>
  el(
    "section",
    { key },
    apart && showApart(apart, rows, context),
    district !== undefined && showGroup(key, district, rows.length, shared, context),
    showLines(rows),
  );

/** @param {string} key @param {number} district @param {number} count @param {number} shared @param {ListContext} context */
const showGroup = (key, district, count, shared, { sites, lang, say, openFacts }) =>
  showHeading({
    key: `group-${key}`,
    name: [district === CITY ? say("cityOnly") : sites[lang][district]],
    count: String(count),
    press: () => openFacts(district),
    further: shared > 0 && el("small", {}, say("sharedHere", { count: shared })),
  });

/**
 * A heading of the list: it opens what is known of the unit itself. One with a sign stands for the unit, not for places in it.
 *
 * @param {{key: string, sign?: Content, name: Content[], count: string, press: () => void, further?: Content}} heading
 */
const showHeading = ({ key, sign = null, name, count, press, further = /** @type {Content} */ (null) }) =>
  el(
    "h2",
    { key },
    el("button", { type: "button", "data-key": key, onclick: press }, sign, el("span", {}, ...name), el("i", {}, count), further),
  );

/** @param {number} row @param {boolean} isChosen @param {Listed | undefined} place @param {ListContext} context */
function showLine(row, isChosen, place, context) {
  const { sites, lang, found, saidOnce, choose } = context;
  const { kinds, layers } = sites.registers;
  const layer = layers[kinds[sites.kind[row]].layer].code;
  const why = explain(sites, row, lang, found);
  const id = sites.id[row];
  return el(
    "li",
    {
      key: id,
      ...(place && { "aria-posinset": place.at, "aria-setsize": place.of, "data-drawn": row, style: { marginTop: `${place.gap}px` } }),
    },
    el(
      `button.item.layer-${layer}`,
      { type: "button", "data-key": id, "data-place": id, "aria-current": isChosen ? "true" : null, onclick: () => choose(row) },
      symbol(layer),
      el("b", {}, ...marked(sites[lang][row], why.name)),
      showUnequal(row, context),
      el("small", {}, showDistance(row, context), aboutWords(row, context)),
      !hasPosition(sites, row) && el("small.unplaced", {}, basisName(sites, row, lang)),
      ...why.also.filter(({ text }) => !saidOnce.has(text)).map(showAlso),
    ),
    context.toggle(row),
    !place?.waits && showFoundFacts(row, FACTS_OF_PLACE, context),
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
function aboutWords(row, { sites, lang, grouped, latest, figures, say }) {
  const main = sites.main[row];
  return [
    ...figures.map((indicator) => {
      const column = sites.figures.get(indicator);
      const figure = column?.of(row);
      return column && figure && figureText(figure, column.unit, sites.registers, lang);
    }),
    sites.registers.kinds[sites.kind[row]][lang],
    statusWords(sites, row, lang),
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
