/**
 * The places shown, as a list: in the order asked for, by district where asked, the signs marked that were searched.
 *
 * Arrow keys go from line to line, and the map follows; Enter opens.
 */
import { formatDate } from "../format.js";
import { groupRows, orderOf, orderRows } from "../order.js";
import { NOT_FOUND, explain, search } from "../search.js";
import { hasPosition } from "../sites.js";
import { el, hasKeyboard, replaceContent } from "./dom.js";
import { onKeys } from "./keys.js";
import { symbol } from "./symbols.js";

const CITY = 0;
const ORDER_NAMES = { relevance: "orderRelevance", district: "orderDistrict", name: "orderName", latest: "orderLatest" };

/**
 * @returns {{element: Element, show: Function, point: Function, enter: Function}} the list; `point` tells the line of a
 *   place apart, `enter` puts the keyboard on the first one
 */
export function createList(sites, { change, choose, openFacts, point }) {
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
  list.addEventListener("pointerover", ({ target }) => pointAt(target.closest(".item"), false));
  list.addEventListener("pointerleave", () => point(-1, false));
  const pointAt = (line, follow) => {
    const row = line && line.classList.contains("item") ? sites.index.get(line.dataset.key) : -1;
    point(row, follow);
  };
  return {
    element: el("div.results", {}, tools, list),
    point: (row) => {
      for (const line of list.querySelectorAll(".item[aria-current]")) line.removeAttribute("aria-current");
      const line = row >= 0 && lines().find((each) => each.matches(".item") && each.dataset.key === sites.id[row]);
      if (line) line.setAttribute("aria-current", "true");
    },
    enter: () => {
      const [first] = lines();
      if (first) first.focus();
    },
    show(result, state, say) {
      const found = search(sites, state.q);
      const top = list.scrollTop;
      showTools(tools, state, say, change);
      const context = { sites, state, say, found, choose, openFacts };
      replaceContent(
        list,
        found.near && result.rows.length > 0 && el("p.near", {}, say("nearMatches", { query: state.q.trim() })),
        ...showUnits(context),
        ...showRows(result.rows, context),
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

/** The city and the districts whose names or figures were searched; else the city alone, for all that is said of it. */
function showUnits({ sites, state, say, found, openFacts }) {
  const searched = found.words.length > 0;
  const units = [...Array(sites.first).keys()].filter((row) => (searched ? found.rank[row] !== NOT_FOUND : row === CITY));
  if (!searched && !state.grouped) return [];
  units.sort((a, b) => found.rank[a] - found.rank[b]);
  return units.map((row) => {
    const why = explain(sites, row, state.lang, found);
    return showHeading(
      [...marked(sites[state.lang][row], why.name), ...why.also.map(showAlso)],
      say("factsOf", { count: sites.facts[row] }),
      `head-${sites.id[row]}`,
      () => openFacts(row),
    );
  });
}

function showRows(rows, context) {
  const { sites, state, say, found, openFacts } = context;
  if (rows.length === 0) return [el("p.empty", {}, el("b", {}, say("noResults")), " ", say("noResultsNext"))];
  const ordered = orderRows(sites, rows, found.rank, state);
  if (!state.grouped) return [el("section", {}, showLines(ordered, context))];
  return groupRows(sites, ordered).map(({ district, members, shared }) =>
    el(
      "section",
      {},
      showHeading(
        [district === CITY ? say("cityOnly") : sites[state.lang][district]],
        String(members.length),
        `group-${sites.id[district]}`,
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

function showLine(row, { sites, state, say, found, choose }) {
  const { kinds, layers, statuses } = sites.registers;
  const kind = kinds[sites.kind[row]];
  const status = statuses[sites.status[row]];
  const layer = layers[kind.layer].code;
  const why = explain(sites, row, state.lang, found);
  const district = sites.main[row] === CITY ? say("cityOnly") : sites[state.lang][sites.main[row]];
  const latest = orderOf(state) === "latest" && sites.latest[row] && formatDate(sites.latest[row], state.lang);
  return el(
    "li",
    {},
    el(
      `button.item.layer-${layer}`,
      {
        type: "button",
        "data-key": sites.id[row],
        onclick: () => choose(row),
      },
      symbol(layer),
      el("b", {}, ...marked(sites[state.lang][row], why.name)),
      sites.disputes[row] > 0 && el("span.unequal", { role: "img", "aria-label": say("differ"), title: say("differ") }, "≠"),
      el("small", {}, [kind[state.lang], status && status[state.lang], !state.grouped && district, latest].filter(Boolean).join(" · ")),
      !hasPosition(sites, row) && el("small.unplaced", {}, say("noPosition")),
      ...why.also.map(showAlso),
    ),
  );
}

/** Another name or term that holds what was searched. */
const showAlso = ({ text, ranges }) => el("small.also", {}, ...marked(text, ranges));

/** A text with some of its signs marked; ranges may overlap. */
function marked(text, ranges) {
  const parts = [];
  let from = 0;
  for (const [start, end] of ranges.slice().sort((a, b) => a[0] - b[0])) {
    if (end <= from) continue;
    parts.push(text.slice(from, Math.max(start, from)), el("mark", {}, text.slice(Math.max(start, from), end)));
    from = end;
  }
  return [...parts, text.slice(from)].filter((part) => part !== "");
}
