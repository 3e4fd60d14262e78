/**
 * What a reader can take away of the places shown: one button of the panel that opens a menu.
 */
import { el, replaceContent } from "./dom.js";
import { createMenu, menuItem } from "./menu.js";

/**
 * @param {{key: string, press: Function}[]} entries what can be taken; a key names its message, too
 * @param {(menu: Element) => void} opened called when the menu has opened
 * @returns {{element: Element, show: Function}} button and menu; `show` writes them in the reader's language
 */
export function createTakeaway(entries, opened) {
  const button = el("button.export", { type: "button", "data-key": "export", "aria-controls": "takeaway" });
  const items = entries.map(({ key, press }) => menuItem({ "data-key": key, onclick: press }));
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
