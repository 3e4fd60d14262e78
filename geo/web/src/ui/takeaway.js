/**
 * What a reader can take away of the places shown: one button of the panel that opens a menu.
 */
import { el, replaceContent } from "./dom.js";

/** Where the keyboard goes in the menu, from the entry at `at` of `count`. */
const MOVES = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (at, count) => count - 1,
};

/**
 * @param {{key: string, press: Function}[]} entries what can be taken; a key names its message, too
 * @param {(menu: Element) => void} opened called when the menu has opened
 * @returns {{element: Element, show: Function}} button and menu; `show` writes them in the reader's language
 */
export function createTakeaway(entries, opened) {
  const button = el("button.export", { type: "button", "data-key": "export", "aria-haspopup": "menu", "aria-controls": "takeaway" });
  const items = entries.map(({ key, press }) =>
    el("button", { type: "button", role: "menuitem", tabindex: "-1", "data-key": key, onclick: () => take(press) }),
  );
  const menu = el("div.menu", { id: "takeaway", role: "menu" }, ...items);
  const element = el("div.takeaway", {}, button, menu);

  const open = (shown) => {
    const opens = shown && menu.hidden;
    menu.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (opens) opened(menu);
  };
  const close = () => {
    open(false);
    button.focus({ preventScroll: true });
  };
  const enter = (at) => {
    open(true);
    items[at].focus({ preventScroll: true });
  };
  const take = (press) => {
    close();
    press();
  };

  button.addEventListener("click", () => (menu.hidden ? enter(0) : close()));
  element.addEventListener("keydown", (event) => {
    const { key } = event;
    const at = items.indexOf(document.activeElement);
    if (key === "Escape" && !menu.hidden) close();
    else if (at >= 0 && key in MOVES) enter(MOVES[key](at, items.length));
    else if (at < 0 && (key === "ArrowDown" || key === "ArrowUp")) enter(key === "ArrowDown" ? 0 : items.length - 1);
    else return;
    // No other part of the page answers to this key.
    event.preventDefault();
    event.stopPropagation();
  });
  // Whoever goes elsewhere leaves the menu; what is drawn anew is nowhere for a moment, and stays open.
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !element.contains(relatedTarget)) open(false);
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!element.contains(target)) open(false);
  });
  open(false);

  return {
    element,
    show(say, disabled) {
      button.disabled = disabled;
      if (disabled) open(false);
      replaceContent(button, say("export"));
      menu.setAttribute("aria-label", say("export"));
      for (const [i, { key }] of entries.entries()) replaceContent(items[i], say(key));
    },
  };
}
