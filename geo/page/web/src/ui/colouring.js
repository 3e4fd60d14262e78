/**
 * The figure that colours the districts: the control that chooses it, and its legend on the map.
 */
/* global L */
import { signal } from "@preact/signals-core";
import { classBounds, colourHead, hasUnlikeDates } from "../core/colour.js";
import { dateText } from "../core/dates.js";
import { SITES } from "../core/fields.js";
import { AMONG } from "../core/fields.js";
import { showUnequal } from "./claims.js";
import { draw, el, linkOut, make } from "./dom.js";
import { showRankButton } from "./rank.js";
import { showOrigin } from "./origin.js";
import { showSelect } from "./select.js";

const NO_FIGURE = "no-figure";
const SOURCES_NAMED = 2; // more than these are counted, and named with the values

/**
 * The choice of the figure. What can be chosen is read from the facts: when it is first wanted, not before.
 *
 * @param {Scene} scene
 * @param {Pick<Actions, "change">} actions
 * @returns {() => object|null} what describes it; null on a map that has nothing to colour
 */
export function createColourChoice(scene, { change }) {
  const { state, colours } = scene;
  const wanted = signal(false);
  const want = () => {
    wanted.value = true;
  };
  return () => {
    if (!colours.possible) return null;
    const filled = state.ready && (wanted.value || state.colour !== "");
    const offers = filled ? colours.offers() : [];
    const shown = offers.some(({ code }) => code === state.colour) ? state.colour : "";
    /** @param {string} value @param {string} text */
    const option = (value, text) => el("option", { value, key: value, selected: value === shown }, text);
    return el(
      "div.colour",
      {},
      showSelect(
        {
          "data-key": "colour",
          "aria-label": scene.say("shadeBy"),
          onpointerdown: want,
          onfocus: want,
          onchange: (/** @type {EventAt<HTMLSelectElement>} */ { currentTarget }) => change({ colour: currentTarget.value }),
        },
        option("", scene.say("shadeNone")),
        ...offers.map(({ code, name }) => option(code, name[state.lang])),
      ),
    );
  };
}

/**
 * @param {Scene} scene
 * @param {Actions} actions
 * @returns {() => void} draws the legend in the map's corner above the scale, or takes it away
 */
export function createColourLegend(scene, actions) {
  const element = make(el("div.colouring", { role: "group" }));
  const open = signal(false);
  const toggle = () => {
    open.value = !open.value;
  };
  const corner = new L.Control({ position: "bottomleft" });
  corner.onAdd = () => element;
  L.DomEvent.disableClickPropagation(element);
  L.DomEvent.disableScrollPropagation(element);
  return () => {
    const { colouring, state } = scene;
    element.classList.toggle("open", open.value);
    if (colouring === null) {
      corner.remove();
      return;
    }
    element.setAttribute("aria-label", colouring.name[state.lang]);
    draw(element, ...legendParts(/** @type {ColouredScene} */ (scene), { ...actions, open: open.value, toggle }));
    if (!element.isConnected) corner.addTo(scene.map);
  };
}

/** @param {ColouredScene} scene @param {Actions & {open: boolean, toggle: () => void}} actions */
function legendParts({ colouring, atlas, say, state: { lang } }, { change, openFacts, openRanking, open, toggle }) {
  const { sites } = atlas;
  /** @param {number} row */
  const press = (row) =>
    el("button.link", { type: "button", "data-key": `colour-${row}`, onclick: () => openFacts(row) }, sites[lang][row]);
  return [
    el(
      "div.head",
      {},
      el("b", {}, colouring.name[lang]),
      el("small", {}, colourHead(colouring, atlas.sites, lang)),
      colouring.code !== SITES && showRankButton(colouring.code, colouring.name[lang], AMONG[1], { say, actions: { openRanking } }),
      el(
        "button.close",
        { type: "button", "data-key": "colour-off", "aria-label": say("shadeOff"), onclick: () => change({ colour: "" }) },
        "×",
      ),
    ),
    showRamp(colouring, lang),
    showClasses(colouring, lang, say),
    el("p.from", {}, sourcesWords(colouring, atlas.payload.sources, lang, say)),
    el(
      "button.unfold",
      { type: "button", "data-key": "colour-values", "aria-expanded": String(open), onclick: toggle },
      say("shadeValues"),
    ),
    showValues(colouring, atlas, lang, say, press),
  ];
}

/**
 * The classes in one line, from low to high: all that a phone has room for.
 *
 * @param {Colouring} colouring
 * @param {Lang} lang
 */
function showRamp({ classes, unit }, lang) {
  const [low, high] = [classes[0], classes[classes.length - 1]].map(({ members }) => members);
  /** @param {ColourValue[]} members */
  const bound = (members) => classBounds({ members }, unit, lang);
  return el(
    "div.ramp",
    { "aria-hidden": "true" },
    bound(low.slice(0, 1)),
    ...classes.map(({ shade }) => swatch(`shade-${shade}`)),
    bound(high.slice(-1)),
  );
}

/**
 * A piece of what the map shows; the hatching is drawn anew, since on paper the map's own pattern is not there.
 *
 * @param {string} name
 */
const swatch = (name) =>
  el(
    `svg.swatch.${name}`,
    { "aria-hidden": "true", focusable: "false" },
    el(`rect${name === NO_FIGURE ? ".hatch-background" : ""}`, { width: "100%", height: "100%" }),
    name === NO_FIGURE && el("path.hatch-line", { d: "M-2,14 L14,-2 M7,19 L28,-2" }),
  );

/**
 * The classes from high to low, with the number of districts in each; those without the figure at the end.
 *
 * @param {Colouring} colouring
 * @param {Lang} lang
 * @param {Say} say
 */
export function showClasses(colouring, lang, say) {
  const { classes, without, unit } = colouring;
  /** @param {string} name @param {string} text @param {number} count */
  const line = (name, text, count) => el("li", {}, swatch(name), el("span", {}, text), el("i", {}, say("times", { count })));
  return el(
    "ul.classes",
    {},
    ...classes
      .slice()
      .reverse()
      .map((each) => line(`shade-${each.shade}`, markDiffering(classBounds(each, unit, lang), each.members), each.members.length)),
    without.length > 0 && line(NO_FIGURE, say("noFigure"), without.length),
  );
}

/** @param {string} text @param {ColourValue[]} members */
const markDiffering = (text, members) => (members.some(({ differs }) => differs) ? `${text} ≠` : text);

/**
 * Every district's value from high to low, each with its source and line, and its date where they differ; then those that have none.
 *
 * @param {Colouring} colouring
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 * @param {(row: number) => Content} showUnit
 */
export function showValues(colouring, atlas, lang, say, showUnit) {
  const { classes, without } = colouring;
  const isDated = hasUnlikeDates(colouring);
  const values = classes.flatMap(({ members }) => members).reverse();
  return el(
    "ol.district-values",
    {},
    ...values.map((value) =>
      el(
        "li",
        {},
        showUnit(value.row),
        el("b", {}, value.say(lang)),
        isDated && el("small.when", {}, dateText(atlas.sites.dates, value.asOf, lang)),
        value.differs && showUnequal(say),
        ...showEvidence(value, atlas.payload.sources, lang),
      ),
    ),
    ...without.map((row) => el("li", {}, showUnit(row), el("b.none", {}, say("noFigure")))),
  );
}

/** @param {ColourValue} value @param {Source[]} sources @param {Lang} lang */
function showEvidence({ fact, evidence, note }, sources, lang) {
  if (fact === null) {
    const lines = [...evidence.map((text) => showOrigin(text, sources, lang)), ...(note[lang] ? [[note[lang]]] : [])];
    return lines.map((line) => el("small", {}, ...line));
  }
  const source = sources[fact.source];
  const title = source[`title_${lang}`];
  const locator = fact.lines[lang];
  return [el("small", {}, `${source[`publisher_${lang}`]} `, source.url ? linkOut(source.url, title) : title, locator && ` · ${locator}`)];
}

/**
 * Who says so, in a line: the sources by name while they are few.
 *
 * @param {Colouring} colouring
 * @param {Source[]} sources
 * @param {Lang} lang
 * @param {Say} say
 */
export function sourcesWords({ classes }, sources, lang, say) {
  const values = classes.flatMap(({ members }) => members);
  const rows = [...new Set(values.filter(({ fact }) => fact !== null).map(({ fact }) => /** @type {Fact} */ (fact).source))];
  const texts = new Set(values.flatMap(({ evidence }) => evidence));
  const count = rows.length + texts.size;
  if (count === 0) return say("sourceAtlas");
  if (texts.size > 0 || count > SOURCES_NAMED) return say("sourcesLink", { count });
  return say("sourceIs", { names: rows.map((row) => `${sources[row][`publisher_${lang}`]}, ${sources[row][`title_${lang}`]}`).join("; ") });
}
