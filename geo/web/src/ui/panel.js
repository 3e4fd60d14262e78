/**
 * The panel beside the map: search, layers, districts and kinds with live counts, the list, and the export.
 */
import { formatMetres } from "../format.js";
import { cleanText, hasPosition } from "../sites.js";
import { toggle } from "../store.js";
import { el, keepFocus, replaceContent } from "./dom.js";
import { symbol } from "./symbols.js";

const CITY = 0;

/** @returns {{element: Element, show: Function}} the panel; `show` draws what the facets gave */
export function createPanel(sites, actions) {
  const parts = {
    head: el("header"),
    search: createSearch(actions),
    facets: el("div.facets"),
    bar: el("div.bar"),
    list: el("div.list", { tabindex: "-1" }),
    foot: el("footer"),
  };
  const element = el("section.panel", {}, ...Object.values(parts).map((part) => part.element || part));
  return {
    element,
    show(result, state, say) {
      keepFocus(element, () => {
        element.setAttribute("aria-label", say("panelLabel"));
        showHead(parts.head, state, say, actions);
        parts.search.show(state, say);
        showFacets(parts.facets, sites, result, state, say, actions);
        showBar(parts.bar, result, state, say, actions);
        showList(parts.list, sites, result.rows, state, say, actions);
        showFoot(parts.foot, sites, state, say, actions);
      });
    },
  };
}

function showHead(element, state, say, { change }) {
  replaceContent(
    element,
    el("h1", {}, say("title")),
    el("p", {}, say("subtitle")),
    el(
      "button.language",
      {
        type: "button",
        "data-key": "lang",
        lang: state.lang === "zh" ? "en" : "zh-Hans",
        onclick: () => change({ lang: state.lang === "zh" ? "en" : "zh" }),
      },
      say("switchLanguage"),
    ),
  );
}

/** The search box stands once and for all, so that typing is never disturbed. */
function createSearch({ change }) {
  const input = el("input", { type: "search", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
  input.addEventListener("input", () => change({ q: cleanText(input.value) }));
  return {
    element: el("div.search", { role: "search" }, input),
    show(state, say) {
      if (input.value !== state.q) input.value = state.q;
      input.placeholder = say("search");
      input.setAttribute("aria-label", say("search"));
    },
  };
}

function showFacets(element, sites, result, state, say, { change }) {
  const { layers, kinds } = sites.registers;
  const lang = state.lang;
  const layerChips = layers.map((layer, row) =>
    chip({
      key: `layer-${layer.code}`,
      on: !state.hide.includes(row),
      label: row === 0 ? say("districtShapes") : layer[lang],
      count: row === 0 ? null : result.layer[row],
      sign: symbol(layer.code),
      className: `layer-${layer.code}`,
      press: () => change({ hide: toggle(state.hide, row) }),
    }),
  );
  const districtChips = districtOrder(sites).map((row) =>
    chip({
      key: `district-${sites.id[row]}`,
      on: state.district.includes(row),
      label: row === 0 ? say("cityOnly") : sites[lang][row],
      count: result.district[row],
      press: () => change({ district: toggle(state.district, row) }),
    }),
  );
  const kindChips = kinds
    .map((kind, row) => ({ kind, row }))
    .filter(({ kind }) => kind.layer > 0)
    .map(({ kind, row }) =>
      chip({
        key: `kind-${kind.code}`,
        on: state.kind.includes(row),
        label: kind[lang],
        count: result.kind[row],
        sign: symbol(layers[kind.layer].code),
        className: `layer-${layers[kind.layer].code}`,
        press: () => change({ kind: toggle(state.kind, row) }),
      }),
    );
  const open = element.querySelector("details");
  replaceContent(
    element,
    facet(say("layers"), layerChips, "layers"),
    facet(say("districts"), districtChips),
    el("details", { open: open ? open.open : state.kind.length > 0 }, el("summary", { "data-key": "kinds" }, say("kinds")), el("div.chips", {}, ...kindChips)),
  );
}

/** Districts in the order of their codes, what is known only to be in the city last. */
const districtOrder = (sites) => [...Array(sites.first).keys()].slice(1).concat(0);

const facet = (title, chips, className = "") =>
  el("fieldset", {}, el("legend", {}, title), el(`div.chips${className && `.${className}`}`, {}, ...chips));

function chip({ key, on, label, count, sign = null, className = "", press }) {
  return el(
    `button.chip${className && `.${className}`}`,
    { type: "button", "data-key": key, "aria-pressed": String(on), "data-empty": count === 0, onclick: press },
    sign,
    el("span", {}, label),
    count !== null && el("i", {}, String(count)),
  );
}

function showBar(element, result, state, say, { change, exportRows }) {
  const filtered = state.hide.length + state.district.length + state.kind.length > 0 || state.q !== "";
  const clear = { hide: [], district: [], kind: [], q: "" };
  replaceContent(
    element,
    el("p", { role: "status", "aria-live": "polite" }, say("places", result.rows.length)),
    filtered && el("button.link", { type: "button", "data-key": "reset", onclick: () => change(clear) }, say("reset")),
    el("button.export", { type: "button", "data-key": "export", disabled: result.rows.length === 0, onclick: exportRows }, say("export")),
  );
}

/** The list by district: a site stands under its main one; those without a position last, and told apart. */
function showList(element, sites, rows, state, say, { choose, openFacts }) {
  const top = element.scrollTop;
  if (rows.length === 0) {
    replaceContent(element, el("p.empty", {}, el("b", {}, say("noResults")), " ", say("noResultsNext")));
    return;
  }
  const sections = districtOrder(sites)
    .map((district) => ({ district, members: rows.filter((row) => sites.main[row] === district) }))
    .filter(({ members }) => members.length > 0)
    .map(({ district, members }) =>
      el(
        "section",
        {},
        showHeading(district === 0 ? say("cityOnly") : sites[state.lang][district], members.length, `head-${district}`, () =>
          openFacts(district),
        ),
        el("ul", {}, ...placedFirst(sites, members).map((row) => listItem(sites, row, state, say, choose))),
      ),
    );
  const city = showHeading(sites[state.lang][CITY], say("cityFacts", sites.facts[CITY]), "head-city", () => openFacts(CITY));
  replaceContent(element, city, ...sections);
  element.scrollTop = top;
}

/** A heading of the list: it opens what is known of the unit itself. */
const showHeading = (name, count, key, press) =>
  el("h3", {}, el("button", { type: "button", "data-key": key, onclick: press }, name, el("i", {}, String(count))));

const placedFirst = (sites, rows) =>
  [...rows.filter((row) => hasPosition(sites, row)), ...rows.filter((row) => !hasPosition(sites, row))];

function listItem(sites, row, state, say, choose) {
  const { kinds, layers, statuses } = sites.registers;
  const kind = kinds[sites.kind[row]];
  const status = statuses[sites.status[row]];
  const layer = layers[kind.layer].code;
  return el(
    "li",
    {},
    el(
      `button.item.layer-${layer}`,
      {
        type: "button",
        "data-key": sites.id[row],
        "aria-current": row === state.place ? "true" : false,
        onclick: () => choose(row),
      },
      symbol(layer),
      el("b", {}, sites[state.lang][row]),
      sites.disputes[row] > 0 && el("span.unequal", { role: "img", "aria-label": say("differ"), title: say("differ") }, "≠"),
      el("small", {}, [kind[state.lang], status && status[state.lang]].filter(Boolean).join(" · ")),
      !hasPosition(sites, row) && el("small.unplaced", {}, say("noPosition")),
    ),
  );
}

function showFoot(element, sites, state, say, { record }) {
  const open = element.querySelector("details");
  replaceContent(
    element,
    el("details.legend", { open: open !== null && open.open }, el("summary", { "data-key": "legend" }, say("legend")), showLegend(sites, state.lang, say)),
    el("p", {}, `${say("dataLicence")} · ${say("recordOf", record.date)} (${record.digest})`),
  );
}

function showLegend(sites, lang, say) {
  const layers = sites.registers.layers.slice(1);
  const sign = (name, layer = "institutions") => el(`span.sign.layer-${layer}.${name}`, {}, symbol(layer));
  return el(
    "ul",
    {},
    ...layers.map((layer) => el("li", {}, sign("plain", layer.code), layer[lang])),
    el("li", {}, sign("plain"), say("legendExact", formatMetres(sites.exact, lang))),
    el("li", {}, sign("doubtful"), say("legendDoubtful")),
    el("li", {}, el("span.sign.many", {}, "5"), say("legendCluster")),
    el("li", {}, el("span.sign.drawn"), say("legendDrawn")),
  );
}
