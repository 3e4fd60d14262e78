/**
 * What a reader can export or copy: of the places shown by a menu of the panel, of one place by a menu of its drawer.
 */
import { FORMATS } from "../core/export/formats.js";
import { el, replaceContent } from "./dom.js";
import { createMenu, menuItem } from "./menu.js";

/**
 * @param {{key: string, press: Function, isOn?: () => boolean}[]} entries what can be taken; a key names its message, too;
 *   an entry with `isOn` is no more than on or off
 * @param {(menu: Element) => void} opened called when the menu has opened
 * @returns {{element: Element, show: Function}} button and menu; `show` writes them in the reader's language
 */
export function createTakeaway(entries, opened) {
  const button = el("button.export", { type: "button", "data-key": "export", "aria-controls": "takeaway" });
  const items = entries.map(({ key, press, isOn }) => {
    if (!isOn) return menuItem({ "data-key": key, onclick: press });
    const item = menuItem({ "data-key": key, role: "menuitemcheckbox", "aria-checked": String(isOn()) });
    item.addEventListener("click", () => {
      press();
      item.setAttribute("aria-checked", String(isOn()));
    });
    return item;
  });
  const menu = el("div.menu", { id: "takeaway" }, ...items);
  const { leave } = createMenu(button, menu, () => opened(menu));

  return {
    element: el("div.takeaway", {}, button, menu),
    show(say, disabled) {
      button.disabled = disabled;
      if (disabled) leave();
      replaceContent(button, say("export"));
      menu.setAttribute("aria-label", say("export"));
      for (const [i, { key }] of entries.entries()) replaceContent(items[i], say(key));
    },
  };
}

/** @returns {Element[]} a button of a place's drawer, and the menu under it: all that is known of it as a file, or copied */
export function showSave(row, say, actions) {
  const button = el("button.cite", { type: "button", "data-key": "save" }, say("saveFacts"));
  const menu = el("div.cite-menu", { "aria-label": say("saveFacts") });
  const files = FORMATS.map((format) => menuItem({ "data-form": format.ending, onclick: () => actions.saveFacts(row, format) }, say(format.ending)));
  menu.append(...files, menuItem({ "data-form": "copyTable", onclick: () => actions.copyFacts(row) }, say("copyTable")));
  createMenu(button, menu);
  return [button, menu];
}
