/**
 * What the places can be filtered by: chips with the number of places that each would show.
 */
import { computed } from "@preact/signals-core";
import { optionName } from "../core/facets.js";
import { toggle } from "../core/fields.js";
import { CITY, DISTRICTS, hasNoPlaces } from "../core/sites.js";
import { chip } from "./chip.js";
import { createColourChoice } from "./colouring.js";
import { el } from "./dom.js";
import { createRanges, rangeChips } from "./ranges.js";
import { showStages } from "./stages.js";
import { symbol } from "./symbols.js";

/** What is behind "more": the facets that few readers choose by. The others come first. */
const FURTHER = ["position", "dispute", "promise", "report", "year"];

/**
 * @param {Scene} scene
 * @param {Pick<Actions, "change">} actions
 * @returns {() => Described} describes layers, and folded the facets, of which what is chosen is in the bar as chips, the
 *   ranges of figures, and what the districts can be shaded by
 */
export function createFacets(scene, actions) {
  const { facets } = scene.atlas.sites;
  const facetOf = (/** @type {string} */ key) => /** @type {Facet} */ (facets.find((facet) => facet.key === key));
  const chips = new Map(facets.map((facet) => [facet.key, createChips(facet, scene, actions.change)]));
  const colour = createColourChoice(scene, actions);
  const ranges = createRanges(scene, actions);
  const [stages, drawn] = [() => showStages(facetOf("stage"), scene, actions), ranges.show].map((show) => computed(show));
  return () => {
    const { say, state } = scene;
    /** @param {Facet} facet */
    const show = (facet) => {
      const content =
        facet.key === "stage" ? stages.value : el("div.chips", {}, .../** @type {() => Content[]} */ (chips.get(facet.key))());
      return folded(facet.key, facet[state.lang], content, state[facet.key].length);
    };
    // Where there are no places there is nothing to filter; districts can be shaded.
    const filters = hasNoPlaces(scene.atlas.sites) ? [] : facets;
    const [further, first] = [true, false].map((isFurther) => filters.filter(({ key }) => FURTHER.includes(key) === isFurther));
    const chosen = further.filter(({ key }) => state[key].length > 0).length + Number(state.colour !== "");
    return el(
      "div.facets",
      { key: "facets" },
      group(say("layers"), layerChips(scene, actions.change), "layers"),
      el(
        "div.more",
        {},
        ...first.map(show),
        filters.length > 0 && folded("figures", say("figures"), drawn.value, state.ranges.length, ranges.want),
        el(
          "details.further",
          { "data-facet": "more", key: "more" },
          foldHead("more", say("moreFilters"), chosen),
          el(
            "div.more",
            {},
            ...further.map(show),
            scene.colours.possible && folded("colour", say("shading"), colour(), state.colour === "" ? 0 : 1),
          ),
        ),
      ),
    );
  };
}

/**
 * The chips of a facet: one whose count and state are the same is the same.
 *
 * @param {Facet} facet
 * @param {Scene} scene
 * @param {Actions["change"]} change
 */
function createChips(facet, scene, change) {
  const rows = selectable(facet);
  const known = rows.map(() => ({ said: "", chip: /** @type {Described | null} */ (null) }));
  return () =>
    rows.map((row, i) => {
      const said = [scene.state.lang, scene.state[facet.key].includes(row), scene.result[facet.key][row]].join();
      if (known[i].said !== said) known[i] = { said, chip: facetChip(facet, row, scene, change) };
      return known[i].chip;
    });
}

/** @param {string} title @param {Content[]} chips @param {string} [className] */
const group = (title, chips, className = "") =>
  el("fieldset", {}, el("legend.sr-only", {}, title), el(`div.chips${className && `.${className}`}`, {}, ...chips));

/**
 * What opens on demand; its head shows how much of it is chosen.
 *
 * @param {string} key
 * @param {string} name
 * @param {Content} content
 * @param {number} chosen
 * @param {() => void} [opened] is called when it opens
 */
const folded = (key, name, content, chosen, opened) =>
  el(
    "details",
    { "data-facet": key, key, name: "facet", ontoggle: opened && whenOpen(opened) }, // one is open at a time: the list keeps its room
    foldHead(key, name, chosen),
    content,
  );

/**
 * By the time that it hears of its opening, a fold may be closed again, by that of another.
 *
 * @param {() => void} opened
 */
const whenOpen =
  (opened) =>
  (/** @type {EventAt<HTMLDetailsElement>} */ { currentTarget }) =>
    currentTarget.open && opened();

/** @param {string} key @param {string} name @param {number} chosen */
const foldHead = (key, name, chosen) => el("summary", { "data-key": `facet-${key}` }, name, chosen > 0 && el("i", {}, String(chosen)));

/** @param {Scene} scene @param {Actions["change"]} change */
function layerChips({ atlas, state, result, say }, change) {
  const layers = atlas.sites.registers.layers.map((layer, row) =>
    chip({
      key: `layer-${layer.code}`,
      on: !state.hide.includes(row),
      label: row === DISTRICTS ? say("districtShapes") : layer[state.lang],
      count: row === DISTRICTS ? null : result.layer[row],
      icon: symbol(layer.code),
      className: `layer-${layer.code}`,
      press: () => change({ hide: toggle(state.hide, row) }),
    }),
  );
  return atlas.payload.context.some(({ kind }) => kind === "road") ? [...layers, roadsChip(state, say, change)] : layers;
}

/** @param {State} state @param {Say} say @param {Actions["change"]} change */
const roadsChip = (state, say, change) =>
  chip({
    key: "layer-roads",
    on: state.roads,
    label: say("roads"),
    count: null,
    icon: el("svg.symbol", { viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" }, el("path", { d: "M2,15 L8,10 L18,5" })),
    className: "roads",
    press: () => change({ roads: !state.roads }),
  });

/**
 * The options that a site can have, in the order of display: the city after its districts, no kinds of the basemap.
 *
 * @param {Facet} facet
 */
function selectable({ key, options }) {
  const rows = [...options.keys()];
  if (key === "district") return rows.filter((row) => row !== CITY).concat(CITY);
  return rows.filter((row) => options[row].layer !== DISTRICTS);
}

/**
 * @param {string} key
 * @param {Facet["options"][number]} option
 * @param {number} row
 * @param {Lang} lang
 * @param {Say} say
 */
function glossOf(key, option, row, lang, say) {
  if (key === "district" && row === CITY) return say("cityOnlyGloss");
  if (key === "dispute") return say(option.code === "open" ? "differGloss" : "resolvedGloss");
  return option[`gloss_${lang}`] || null;
}

/** @param {Facet} facet @param {number} row @param {Scene} scene @param {Actions["change"]} change */
function facetChip({ key, options }, row, { atlas, state, result, say }, change) {
  const { layers } = atlas.sites.registers;
  const layer = "layer" in options[row] ? layers[/** @type {number} */ (options[row].layer)].code : null;
  return chip({
    key: `${key}-${options[row].code}`,
    on: state[key].includes(row),
    label: optionName(key, options[row], row, state.lang),
    gloss: glossOf(key, options[row], row, state.lang, say),
    count: result[key][row],
    icon: layer && symbol(layer),
    className: layer ? `layer-${layer}` : "",
    press: () => change({ [key]: toggle(state[key], row) }),
  });
}

/**
 * What is chosen in any facet, as chips that take it back.
 *
 * @param {Scene} scene
 * @param {Pick<Actions, "change">} actions
 */
export function showChosen({ atlas, state, say }, { change }) {
  const chips = atlas.sites.facets.flatMap(({ key, options }) =>
    state[key].map((/** @type {number} */ row) => {
      const name = optionName(key, options[row], row, state.lang);
      return chip({
        key: `chosen-${key}-${options[row].code}`,
        label: `${name} ×`,
        name: say("removeFilter", { name }),
        press: () => change({ [key]: toggle(state[key], row) }),
      });
    }),
  );
  chips.push(...rangeChips({ atlas, state, say }, { change }));
  return chips.length > 0 && el("div.chips.chosen", {}, ...chips);
}
