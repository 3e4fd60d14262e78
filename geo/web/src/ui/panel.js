/**
 * The panel beside the map: search, layers, districts and kinds with live counts, the list, and the export.
 */
import { formatMetres } from "../format.js";
import { messages } from "../messages.js";
import { cleanText, hasPosition } from "../sites.js";
import { FACETS, initialState, toggle } from "../store.js";
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
        showBar(parts.bar, sites, result, state, say, actions);
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
  const { layers } = sites.registers;
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
  const [districts, ...others] = sites.facets.map((each) => ({
    ...each,
    chips: selectable(each, sites).map((row) => facetChip(each, row, sites, result, state, change)),
  }));
  const open = new Set([...element.querySelectorAll("details[open]")].map((details) => details.getAttribute("data-facet")));
  replaceContent(
    element,
    facet(say("layers"), layerChips, "layers"),
    facet(say("district"), districts.chips),
    el("div.more", {}, ...others.map((each) => foldedFacet(each, state[each.key], open.has(each.key), say))),
  );
}

/** A facet that opens on demand; its head tells how many of its options are chosen. */
const foldedFacet = ({ key, chips }, chosen, open, say) =>
  el(
    "details",
    { "data-facet": key, open },
    el("summary", { "data-key": `facet-${key}` }, say(key), chosen.length > 0 && el("i", {}, String(chosen.length))),
    el("div.chips", {}, ...chips),
  );

/** The options that a site can have, in the order of display: the city after its districts, no kinds of ground. */
function selectable({ key, options }, sites) {
  const rows = [...options.keys()];
  if (key === "district") return rows.slice(1).concat(0);
  return key === "kind" ? rows.filter((row) => sites.registers.kinds[row].layer > 0) : rows;
}

const optionName = (key, option, row, lang) =>
  key === "district" && row === CITY ? messages(lang)("cityOnly") : option[lang];

function facetChip({ key, options }, row, sites, result, state, change) {
  const { layers, kinds } = sites.registers;
  const layer = key === "kind" ? layers[kinds[row].layer].code : null;
  return chip({
    key: `${key}-${options[row].code}`,
    on: state[key].includes(row),
    label: optionName(key, options[row], row, state.lang),
    count: result[key][row],
    sign: layer && symbol(layer),
    className: layer ? `layer-${layer}` : "",
    press: () => change({ [key]: toggle(state[key], row) }),
  });
}

/** Districts in the order of their codes, what is known only to be in the city last. */
const districtOrder = (sites) => [...Array(sites.first).keys()].slice(1).concat(0);

const facet = (title, chips, className = "") =>
  el("fieldset", {}, el("legend", {}, title), el(`div.chips${className && `.${className}`}`, {}, ...chips));

/** A chip; one that is on or off says so, one without a count tells none. */
function chip({ key, on = null, label, name = null, count = null, sign = null, className = "", press }) {
  return el(
    `button.chip${className && `.${className}`}`,
    {
      type: "button",
      "data-key": key,
      "aria-pressed": on === null ? null : String(on),
      "aria-label": name,
      "data-empty": count === 0,
      onclick: press,
    },
    sign,
    el("span", {}, label),
    count !== null && el("i", {}, String(count)),
  );
}

function showBar(element, sites, result, state, say, { change, exportRows }) {
  const free = initialState();
  const clear = Object.fromEntries(["hide", ...FACETS, "q"].map((key) => [key, free[key]]));
  const filtered = Object.keys(clear).some((key) => state[key].length > 0);
  replaceContent(
    element,
    el("p", { role: "status", "aria-live": "polite" }, say("places", result.rows.length)),
    filtered && el("button.link", { type: "button", "data-key": "reset", onclick: () => change(clear) }, say("reset")),
    el("button.export", { type: "button", "data-key": "export", disabled: result.rows.length === 0, onclick: exportRows }, say("export")),
    showChosen(sites, state, say, change),
  );
}

/** What is chosen in any facet, as chips that take it back. */
function showChosen(sites, state, say, change) {
  const chips = sites.facets.flatMap(({ key, options }) =>
    state[key].map((row) =>
      chip({
        key: `chosen-${key}-${options[row].code}`,
        label: `${optionName(key, options[row], row, state.lang)} ×`,
        name: say("takeBack", optionName(key, options[row], row, state.lang)),
        press: () => change({ [key]: toggle(state[key], row) }),
      }),
    ),
  );
  return chips.length > 0 && el("div.chips.chosen", {}, ...chips);
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

function showFoot(element, sites, state, say, { record, sources, openSources }) {
  const open = element.querySelector("details");
  replaceContent(
    element,
    el("details.legend", { open: open !== null && open.open }, el("summary", { "data-key": "legend" }, say("legend")), showLegend(sites, state.lang, say)),
    el("button.link", { type: "button", "data-key": "sources", onclick: () => openSources() }, say("sourcesLink", sources)),
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
