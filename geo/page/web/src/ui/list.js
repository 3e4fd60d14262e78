/**
 * The places shown, as a list: in the order asked for, by district where asked, the signs marked that were searched, and
 * the facts by which they were found.
 *
 * Arrow keys go from line to line, and the map follows; Enter opens.
 */
import { unitsAskedFor } from "../core/facets.js";
import { dateText } from "../core/dates.js";
import { groupRows, orderOf, orderRows } from "../core/order.js";
import { explain, search } from "../core/search.js";
import { hasPosition } from "../core/sites.js";
import { markUnequal } from "./claims.js";
import { el, hasKeyboard, replaceContent } from "./dom.js";
import { marked, showFoundFacts } from "./found.js";
import { onKeys } from "./keys.js";
import { symbol } from "./symbols.js";

const CITY = 0;
const FACTS_OF_UNIT = 6; // found facts that are listed of the city or a district; the others are in its drawer
const FACTS_OF_PLACE = 3;
const ORDER_NAMES = { relevance: "orderRelevance", district: "orderDistrict", name: "orderName", latest: "orderLatest" };

/**
 * @returns {{element: Element, show: Function, point: Function, enter: Function}} the list; `enter` puts the keyboard on the first one
 */
export function createList(atlas, { change, choose, openFacts, openFound, point }) {
  const { sites } = atlas;
  const tools = el("div.listing");
  const list = el("div.list", { tabindex: "-1" });
  const lines = () => [...list.querySelectorAll("button")];
  onKeys(list, (event) => {
    const next = nextLine(lines(), event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  list.addEventListener("focusin", ({ target }) => hasKeyboard(target) && pointAt(target, true));
  list.addEventListener("focusout", () => point(-1, false));
  list.addEventListener("pointerover", ({ target }) => pointAt(target.closest("[data-place]"), false));
  list.addEventListener("pointerleave", () => point(-1, false));
  const pointAt = (line, follow) => {
    point(line && line.dataset.place ? sites.index.get(line.dataset.place) : -1, follow);
  };
  return {
    element: el("div.results", {}, tools, list),
    enter: () => {
      const [first] = lines();
      if (first) first.focus();
    },
    show(result, facts, state, say) {
      const found = search(sites, state.q);
      const top = list.scrollTop;
      showTools(tools, state, say, change);
      const units = unitsAskedFor(result, state);
      const context = { atlas, sites, lang: state.lang, state, say, found, facts, choose, openFacts, openFound };
      replaceContent(
        list,
        found.near && result.rows.length > 0 && el("p.near", {}, say("nearMatches", { query: state.q.trim() })),
        ...showHits(result.rows, units, context),
      );
      list.scrollTop = top;
    },
  };
}

/** The line that a key leads to: none where it is no key of the list's. */
function nextLine(lines, key) {
  const at = lines.indexOf(document.activeElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[key];
  return lines[Math.min(target, lines.length - 1)] || (target === -1 && document.querySelector(".search input"));
}

/** How the list is ordered, whether by district, and the way to the table. */
function showTools(element, state, say, change) {
  const order = orderOf(state);
  replaceContent(
    element,
    el(
      "label",
      {},
      say("order"),
      el(
        "select",
        { "data-key": "order", onchange: (event) => change({ order: event.target.value }) },
        ...Object.entries(ORDER_NAMES).map(([each, key]) => el("option", { value: each, selected: each === order }, say(key))),
      ),
    ),
    el(
      "button.switch",
      { type: "button", "data-key": "grouped", "aria-pressed": String(state.grouped), onclick: () => change({ grouped: !state.grouped }) },
      say("grouped"),
    ),
    el(
      "button.switch",
      { type: "button", "data-key": "table", "aria-pressed": String(state.table), onclick: () => change({ table: !state.table }) },
      say("table"),
    ),
  );
}

/** The city and the districts that are asked for, with what was found of them; else the city, for all that is said of it. */
function showUnits(units, context) {
  const { sites, state, say, found, openFacts } = context;
  const free = found.words.length === 0 && state.dispute.length === 0;
  const rows = free && state.grouped ? [CITY] : units.slice().sort((a, b) => found.rank[a] - found.rank[b]);
  return rows.flatMap((row) => {
    const why = explain(sites, row, state.lang, found);
    return [
      showHeading(
        [...marked(sites[state.lang][row], why.name), showUnequal(row, context), ...why.also.map(showAlso)],
        say("factsOf", { count: sites.facts[row] }),
        `head-${sites.id[row]}`,
        () => openFacts(row),
      ),
      showFoundFacts(row, FACTS_OF_UNIT, context),
    ];
  });
}

const showUnequal = (row, { sites, say }) =>
  sites.disputes[row] > 0 && markUnequal(say);

/**
 * What was found of the city and the districts, then the places. Of a status that was searched, the places that have it now
 * come first, and what had it or is to have it last, under a heading of its own.
 */
function showHits(rows, units, context) {
  const { sites, state, say, found } = context;
  const ordered = orderRows(sites, rows, found.rank, state);
  const [now, others] = [0, 1].map((other) => ordered.filter((row) => found.otherStatus[row] === other));
  const hits = [showUnits(units, context), showSections(now, "", context)];
  if (rows.length + units.length === 0) hits.push([el("p.empty", {}, el("b", {}, say("noResults")), " ", say("noResultsNext"))]);
  return [
    ...(found.isStatus ? hits.reverse() : hits).flat(),
    others.length > 0 && el("h2.others", {}, el("span", {}, say("otherStatus")), el("i", {}, String(others.length))),
    ...showSections(others, "-others", context),
  ];
}

function showSections(rows, part, context) {
  const { sites, state, say, openFacts } = context;
  if (rows.length === 0) return [];
  if (!state.grouped) return [el("section", {}, showLines(rows, context))];
  return groupRows(sites, rows).map(({ district, members, shared }) =>
    el(
      "section",
      {},
      showHeading(
        [district === CITY ? say("cityOnly") : sites[state.lang][district]],
        String(members.length),
        `group-${sites.id[district]}${part}`,
        () => openFacts(district),
        shared > 0 && el("small", {}, say("sharedHere", { count: shared })),
      ),
      showLines(members, context),
    ),
  );
}

/** A heading of the list: it opens what is known of the unit itself. */
const showHeading = (name, count, key, press, further = null) =>
  el("h2", {}, el("button", { type: "button", "data-key": key, onclick: press }, el("span", {}, ...name), el("i", {}, count), further));

const showLines = (rows, context) => el("ul", {}, ...rows.map((row) => showLine(row, context)));

function showLine(row, context) {
  const { sites, state, say, found, choose } = context;
  const { kinds, layers, statuses } = sites.registers;
  const kind = kinds[sites.kind[row]];
  const status = statuses[sites.status[row]];
  const layer = layers[kind.layer].code;
  const why = explain(sites, row, state.lang, found);
  const district = sites.main[row] === CITY ? say("cityOnly") : sites[state.lang][sites.main[row]];
  const latest = orderOf(state) === "latest" && dateText(sites.dates, sites.latest[row], state.lang);
  return el(
    "li",
    {},
    el(
      `button.item.layer-${layer}`,
      {
        type: "button",
        "data-key": sites.id[row],
        "data-place": sites.id[row],
        "aria-current": row === state.place ? "true" : null,
        onclick: () => choose(row),
      },
      symbol(layer),
      el("b", {}, ...marked(sites[state.lang][row], why.name)),
      showUnequal(row, context),
      el("small", {}, [kind[state.lang], status && status[state.lang], !state.grouped && district, latest].filter(Boolean).join(" · ")),
      !hasPosition(sites, row) && el("small.unplaced", {}, say("noPosition")),
      ...why.also.map(showAlso),
    ),
    showFoundFacts(row, FACTS_OF_PLACE, context),
  );
}

/** Another name or term that holds what was searched. */
const showAlso = ({ text, ranges }) => el("small.also", {}, ...marked(text, ranges));
