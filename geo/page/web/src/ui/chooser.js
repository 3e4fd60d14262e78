/**
 * The choice of basemap: a menu of our own basemap and the online ones.
 *
 * Its arrow keys only move; a basemap is chosen, and its server asked, by Enter, the space bar or a click.
 */
import { el, keepFocus, replaceContent } from "./dom.js";
import { icon } from "./icons.js";
import { createMenu, menuItem } from "./menu.js";

/**
 * @param {object[]} offered the online basemaps
 * @param {(code: string) => void} choose called with the code of the basemap chosen, empty for our own
 * @returns {{button: Element, menu: Element, show: Function}} what opens, what is opened, and what draws both
 */
export function createChooser(offered, choose) {
  const menu = el("div.basemaps");
  const button = el("button", { type: "button", "data-key": "map-base" }, icon("base"));
  createMenu(button, menu);

  const item = (code, name, note, checked) =>
    menuItem(
      { role: "menuitemradio", "data-key": `basemap-${code || "own"}`, "aria-checked": String(checked), onclick: () => choose(code) },
      el("b", {}, name),
      el("small", {}, note),
    );

  return {
    button,
    menu,
    show(chosen, state, say) {
      button.setAttribute("aria-label", say("basemap"));
      button.title = say("basemap");
      menu.setAttribute("aria-label", say("basemap"));
      keepFocus(menu, () =>
        replaceContent(
          menu,
          item("", say("basemapOwn"), say("basemapOwnNote"), chosen === null),
          ...offered.map((each) => item(each.code, each[state.lang], say("basemapAsks", { host: each.host }), each === chosen)),
        ),
      );
    },
  };
}
