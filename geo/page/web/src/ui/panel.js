/**
 * The panel beside the map: search, layers, districts and kinds with live counts, the list, and the export.
 */
import { cleanText } from "../core/characters.js";
import { optionName, unitsAskedFor } from "../core/facets.js";
import { FACETS, LONGEST_QUERY, initialState, toggle } from "../core/store.js";
import { createColourChoice } from "./colouring.js";
import { el, keepFocus, replaceContent } from "./dom.js";
import { answered, onKeys } from "./keys.js";
import { createList } from "./list.js";
import { isPhone } from "./sheet.js";
import { showLegend } from "./legend.js";
import { symbol } from "./symbols.js";
import { createTakeaway } from "./takeaway.js";

/**
 * @returns {{element: Element, show: Function}} the panel; `show` draws what the page shows
 */
export function createPanel(scene, actions) {
  const { atlas, state } = scene;
  const { sites } = atlas;
  const parts = {
    head: el("header"),
    search: createSearch(actions, () => parts.list.enter()),
    facets: el("div.facets"),
    colour: createColourChoice({ ...actions, colours: scene.colours }),
    bar: createBar(sites, actions, (menu) => bringUp(element, menu, actions)),
    list: createList(atlas, actions),
    foot: el("footer"),
  };
  const element = el("section.panel", {}, ...elementsOf(parts));
  return {
    element,
    show() {
      const { result, facts, say } = scene;
      keepFocus(element, () => {
        element.setAttribute("aria-label", say("panelLabel"));
        arrange(element, isPhone() && state.q.trim() !== "" ? foundFirst(parts) : parts);
        showHead(parts.head, state, say, actions);
        parts.search.show(state, say);
        showFacets(parts.facets, sites, result, state, say, actions);
        parts.colour.show(state, say);
        parts.bar.show(result, facts, state, say);
        parts.list.show(result, facts, state, say);
        showFoot(parts.foot, atlas, state, say, actions);
      });
    },
  };
}

/** Row of the city among the districts. */
const CITY = 0;

const elementsOf = (parts) => Object.values(parts).map((part) => part.element || part);

/** Who searches on a phone wants what was found before what else could be chosen. */
const foundFirst = ({ facets, colour, foot, ...parts }) => ({ ...parts, facets, colour, foot });

/** Put the parts in order; those already in place, the search box among them, are not touched. */
function arrange(element, parts) {
  elementsOf(parts).forEach((part, i) => {
    if (element.children[i] !== part) element.insertBefore(part, element.children[i]);
  });
}

/** On a phone the menu unfolds within the sheet, of which a part may lie below the screen. */
function bringUp(element, menu, { pullUp }) {
  if (!isPhone()) return;
  pullUp();
  const below = menu.getBoundingClientRect().bottom - element.getBoundingClientRect().bottom;
  element.scrollTop += Math.max(0, below);
}

function showHead(element, state, say, { switchLanguage }) {
  replaceContent(
    element,
    el("p.title", { "aria-hidden": "true" }, say("title")),
    el("p", {}, say("subtitle")),
    el(
      "button.language",
      {
        type: "button",
        "data-key": "lang",
        lang: state.lang === "zh" ? "en" : "zh-Hans",
        onclick: switchLanguage,
      },
      say("switchLanguage"),
    ),
  );
}

/** The search box is made once and kept, so that typing is never disturbed. */
function createSearch({ change }, enterList) {
  const input = el("input", { type: "search", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", maxlength: String(LONGEST_QUERY) });
  input.addEventListener("input", () => change({ q: cleanText(input.value) }));
  // Not left to the browser: some empty the box without a word once the focus has moved, and some do not empty it.
  const clear = () => {
    input.value = "";
    change({ q: "" });
  };
  onKeys(input, (event) => {
    if (event.key === "ArrowDown") enterList();
    else if (event.key === "Escape" && input.value !== "") clear();
    else return;
    answered(event);
  });
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
      icon: symbol(layer.code),
      className: `layer-${layer.code}`,
      press: () => change({ hide: toggle(state.hide, row) }),
    }),
  );
  const [districts, ...others] = sites.facets.map((each) => ({
    ...each,
    chips: selectable(each, sites).map((row) => facetChip(each, row, sites, result, state, say, change)),
  }));
  const open = new Set([...element.querySelectorAll("details[open]")].map((details) => details.getAttribute("data-facet")));
  replaceContent(
    element,
    facet(say("layers"), layerChips, "layers"),
    facet(say("district"), districts.chips),
    el("div.more", {}, ...others.map((each) => foldedFacet(each, state[each.key], open.has(each.key), say))),
  );
}

/** A facet that opens on demand; its head shows how many of its options are chosen. */
const foldedFacet = ({ key, chips }, chosen, open, say) =>
  el(
    "details",
    { "data-facet": key, open },
    el("summary", { "data-key": `facet-${key}` }, say(key), chosen.length > 0 && el("i", {}, String(chosen.length))),
    el("div.chips", {}, ...chips),
  );

/** The options that a site can have, in the order of display: the city after its districts, no kinds of the basemap. */
function selectable({ key, options }, sites) {
  const rows = [...options.keys()];
  if (key === "district") return rows.slice(1).concat(0);
  return key === "kind" ? rows.filter((row) => sites.registers.kinds[row].layer > 0) : rows;
}

function optionGloss(key, option, row, lang, say) {
  if (key === "district" && row === CITY) return say("cityOnlyGloss");
  if (key === "dispute") return say(option.code === "open" ? "differGloss" : "resolvedGloss");
  return option[`gloss_${lang}`] || null;
}

function facetChip({ key, options }, row, sites, result, state, say, change) {
  const { layers, kinds } = sites.registers;
  const layer = key === "kind" ? layers[kinds[row].layer].code : null;
  return chip({
    key: `${key}-${options[row].code}`,
    on: state[key].includes(row),
    label: optionName(key, options[row], row, state.lang),
    gloss: optionGloss(key, options[row], row, state.lang, say),
    count: result[key][row],
    icon: layer && symbol(layer),
    className: layer ? `layer-${layer}` : "",
    press: () => change({ [key]: toggle(state[key], row) }),
  });
}

const facet = (title, chips, className = "") =>
  el("fieldset", {}, el("legend", {}, title), el(`div.chips${className && `.${className}`}`, {}, ...chips));

/** A chip; one that is on or off says so, one without a count shows none. */
function chip({ key, on = null, label, name = null, gloss = null, count = null, icon = null, className = "", press }) {
  return el(
    `button.chip${className && `.${className}`}`,
    {
      type: "button",
      "data-key": key,
      "aria-pressed": on === null ? null : String(on),
      "aria-label": name,
      "data-gloss": gloss,
      "data-empty": count === 0,
      onclick: press,
    },
    icon,
    el("span", {}, label),
    count !== null && el("i", {}, String(count)),
  );
}

/** The bar keeps its menu, which may be open while everything else is drawn anew. */
function createBar(sites, { change, takeaways }, opened) {
  const element = el("div.bar");
  const takeaway = createTakeaway(takeaways, opened);
  const free = initialState();
  const clear = Object.fromEntries(["hide", ...FACETS, "q"].map((key) => [key, free[key]]));
  return {
    element,
    show(result, facts, state, say) {
      const filtered = Object.keys(clear).some((key) => state[key].length > 0);
      takeaway.show(say, result.rows.length + result.units.length === 0);
      replaceContent(
        element,
        el("p", { role: "status", "aria-live": "polite" }, countsOf(result, facts, state, say)),
        filtered && el("button.link", { type: "button", "data-key": "reset", onclick: () => change(clear) }, say("reset")),
        takeaway.element,
        showChosen(sites, state, say, change),
      );
    },
  };
}

/** How many places are shown; and how many facts were found, or districts asked for. */
function countsOf(result, facts, state, say) {
  const units = unitsAskedFor(result, state);
  const found = [...facts.values()].reduce((sum, each) => sum + each.length, 0);
  return [say("places", { count: result.rows.length }), units.length > 0 && say("unitsFound", { count: units.length }), found > 0 && say("factsFound", { count: found })]
    .filter(Boolean)
    .join(" · ");
}

/** What is chosen in any facet, as chips that take it back. */
function showChosen(sites, state, say, change) {
  const chips = sites.facets.flatMap(({ key, options }) =>
    state[key].map((row) =>
      chip({
        key: `chosen-${key}-${options[row].code}`,
        label: `${optionName(key, options[row], row, state.lang)} ×`,
        name: say("removeFilter", { name: optionName(key, options[row], row, state.lang) }),
        press: () => change({ [key]: toggle(state[key], row) }),
      }),
    ),
  );
  return chips.length > 0 && el("div.chips.chosen", {}, ...chips);
}

function showFoot(element, atlas, state, say, { openSources, openAbout }) {
  const { record, sources } = atlas.payload;
  const open = element.querySelector("details");
  replaceContent(
    element,
    el("details.legend", { open: open !== null && open.open }, el("summary", { "data-key": "legend" }, say("legend")), showLegend(atlas, state.lang, say)),
    el("button.link", { type: "button", "data-key": "sources", onclick: () => openSources() }, say("sourcesLink", { count: sources.length })),
    el("button.link", { type: "button", "data-key": "about", onclick: openAbout }, say("aboutLink")),
    el("p", {}, `${say("dataLicence")} · ${say("recordOf", { date: record.date })} (${record.digest})`),
  );
}
