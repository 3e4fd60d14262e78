/**
 * The panel beside the map: search, layers, districts and kinds with live counts, the list, and the export.
 */
import { computed } from "@preact/signals-core";
import { exportsUnits, unitsAskedFor } from "../core/facets.js";
import { filtersOf } from "../core/fields.js";
import { afterLayout } from "./afterwards.js";
import { showClasses } from "./classes.js";
import { draw, el, make, ownPicture } from "./dom.js";
import { createFacets, showChosen } from "./facets.js";
import { isPhone } from "./layout.js";
import { showLegend } from "./legend.js";
import { createList } from "./list.js";
import { showSearch } from "./search.js";
import { showTakeaway } from "./takeaway.js";

/**
 * @param {Scene} scene what the page shows
 * @param {PanelActions} actions what the reader can do
 * @returns {{element: HTMLElement, show: () => void}} the panel; `show` draws it
 */
export function createPanel(scene, actions) {
  const element = make(el("section.panel"));
  const list = createList(scene, element, actions);
  // Each part is described anew when something has changed that it shows; one that is the same is not drawn again.
  const described = Object.entries({
    head: () => showHead(scene, actions),
    search: () => showSearch(scene, actions, list.enter, (menu) => bringUp(element, menu, actions)),
    facets: createFacets(scene, actions),
    bar: () => showBar(scene, actions, (menu) => bringUp(element, menu, actions)),
    list: list.show,
    foot: () => showFoot(scene, actions),
  }).map(([name, describe]) => /** @type {const} */ ([name, computed(describe)]));
  let chosen = -1;
  return {
    element,
    show() {
      const parts = Object.fromEntries(described.map(([name, part]) => [name, part.value]));
      element.setAttribute("aria-label", scene.say("panelLabel"));
      list.steady(() => draw(element, ...Object.values(isPhone() && scene.state.q.trim() !== "" ? foundFirst(parts) : parts)));
      if (list.current() === chosen) return;
      chosen = list.current();
      afterLayout(element, () => {
        list.settle();
        bringChosen(element);
        list.look();
      });
    },
  };
}

/**
 * Who searches on a phone wants what was found before what else could be chosen.
 *
 * @param {Record<string, Content>} parts
 */
const foundFirst = ({ facets, foot, ...parts }) => ({ ...parts, facets, foot });

/**
 * A menu unfolds within the panel, whose lower part may lie below the screen, as a phone's sheet does, or be full of open facets.
 *
 * @param {HTMLElement} element
 * @param {Element} menu
 * @param {PanelActions} actions
 */
function bringUp(element, menu, { pullUp }) {
  if (isPhone()) pullUp();
  const below = menu.getBoundingClientRect().bottom - element.getBoundingClientRect().bottom;
  element.scrollTop += Math.max(0, below);
}

const BLANK = 4; // above the text of a line, in pixels

/**
 * Scroll the panel, and nothing around it, until the line of the chosen place is in the middle, unless all of it is in
 * sight. On a phone what is chosen lies over the list.
 *
 * @param {HTMLElement} element
 */
function bringChosen(element) {
  const line = element.querySelector(".item[aria-current]");
  if (!line || isPhone()) return;
  const [place, frame] = [line, element].map((each) => each.getBoundingClientRect());
  const covered = parseFloat(getComputedStyle(element).scrollPaddingTop);
  if (place.top >= frame.top + covered && place.bottom <= frame.bottom) return;
  element.scrollTop += (place.top + place.bottom - frame.top - frame.bottom) / 2;
  // No line lies half below a heading, where it would be hard to press; but for the blank at its edge.
  const edge = frame.top + covered - BLANK;
  const boxes = [...element.querySelectorAll(".item")].map((each) => each.getBoundingClientRect());
  const cut = boxes.find(({ top, bottom }) => top < edge && bottom > edge);
  if (cut) element.scrollTop = Math.ceil(element.scrollTop + cut.top - edge);
}

/** @param {Scene} scene @param {PanelActions} actions */
function showHead({ atlas, state, say }, { switchLanguage }) {
  const { logo } = atlas.payload;
  return el(
    "header",
    { key: "head" },
    el("p.title", { "aria-hidden": "true" }, logo && el("img.logo", { src: ownPicture(logo), alt: "" }), say("title")),
    el("p", {}, say("subtitle")),
    el(
      "button.language",
      { type: "button", "data-key": "lang", lang: state.lang === "zh" ? "en" : "zh-Hans", onclick: switchLanguage },
      say("switchLanguage"),
    ),
  );
}

/**
 * How many are shown, what is chosen, and what can be taken along.
 *
 * @param {Scene} scene
 * @param {PanelActions} actions
 * @param {(menu: Element) => void} opened
 */
function showBar(scene, { clear, takeaways, change }, opened) {
  const { state, result, say, atlas } = scene;
  const filtered = filtersOf(atlas.sites.facets).some((name) => state[name].length > 0);
  return el(
    "div.bar",
    { key: "bar" },
    el("p", { role: "status", "aria-live": "polite" }, countsOf(scene)),
    filtered && el("button.link", { type: "button", "data-key": "reset", onclick: clear }, say("reset")),
    showTakeaway(takeaways, say, {
      disabled: result.rows.length === 0 && !(result.units.length > 0 && exportsUnits(result, state)),
      opened,
    }),
    showClasses(scene, { change }),
    showChosen(scene, { change }),
  );
}

/**
 * How many places are shown; and how many facts were found, or districts asked for.
 *
 * @param {Scene} scene
 */
function countsOf({ result, facts, say }) {
  const units = unitsAskedFor(result);
  const found = facts.count(units.concat(result.rows));
  return [
    say("places", { count: result.rows.length }),
    units.length > 0 && say("unitsFound", { count: units.length }),
    found > 0 && say("factsFound", { count: found }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** @param {Scene} scene @param {PanelActions} actions */
function showFoot({ atlas, state, say }, { openSources, openPage, proposing }) {
  const { record, source_count: count, narrowed } = atlas.payload;
  return el(
    "footer",
    { key: "foot" },
    el("details.legend", {}, el("summary", { "data-key": "legend" }, say("legend")), showLegend(atlas, state.lang, say)),
    el("button.link", { type: "button", "data-key": "sources", onclick: () => openSources() }, say("sourcesLink", { count })),
    el("button.link", { type: "button", "data-key": "promises", onclick: () => openPage("promises") }, say("promise")),
    el("button.link", { type: "button", "data-key": "about", onclick: () => openPage("about") }, say("aboutLink")),
    el("button.link", { type: "button", "data-key": "to-corrections", onclick: proposing.open }, say("proposeTitle")),
    narrowed && el("p", {}, say("narrowedTo", { words: narrowed.words[state.lang] })),
    el("p", {}, `${say("dataLicence")} · ${say("recordOf", { date: record.date })} (${record.digest})`),
  );
}
