/**
 * The choice of basemap: a menu of our own basemap and the online ones.
 *
 * Its arrow keys only move; a basemap is chosen, and its server asked, by Enter, the space bar or a click.
 */
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { menuItem, withMenu } from "./menu.js";

/**
 * @param {Basemap[]} offered the online basemaps
 * @param {Basemap|null} shown which of them is shown, null for our own
 * @param {{state: {lang: Lang}, say: Say}} scene what the page shows
 * @param {{choose: (code: string) => void, place: (button: Described, menu: Described) => Content}} options `choose` is called with the code of the basemap chosen, empty for our own; `place` puts button
 *   and menu where they belong
 * @returns {Described} the button and its menu
 */
export function showChooser(offered, shown, { state, say }, { choose, place }) {
  /** @param {string} code @param {string} name @param {string} note @param {boolean} checked */
  const item = (code, name, note, checked) =>
    menuItem(
      { role: "menuitemradio", "data-key": `basemap-${code || "own"}`, "aria-checked": String(checked), onclick: () => choose(code) },
      el("b", {}, name),
      el("small", {}, note),
    );
  const entries = () => [
    item("", say("basemapOwn"), say("basemapOwnNote"), shown === null),
    ...offered.map((each) => item(each.code, each[state.lang], say("basemapAsks", { host: each.host }), each === shown)),
  ];
  const name = say("basemap");
  return withMenu(
    el("button", { type: "button", "data-key": "map-base", "aria-label": name, title: name }, icon("base")),
    el("div.basemaps", { "aria-label": name }),
    entries,
    { place },
  );
}
