/**
 * A menu: a button, and the entries that it opens. All menus of the page behave alike.
 *
 * A press on the button or ↓ opens it at the entry that holds now, else at the first; ↑ at the last. Arrow keys go
 * round, Home and End go to the ends. Escape, a choice and a second press of the button close it and give the keyboard
 * back to the button. Whoever goes elsewhere, by Tab or by a press outside, leaves it closed.
 */
import { Component, cloneElement, createRef, h } from "preact";
import { draw, el } from "./dom.js";
import { answered, onKeys } from "./keys.js";

/** @typedef {{holds: (node: Node | null) => boolean, leave: () => void}} Handle what others may do with a menu */
/** @typedef {(items: HTMLElement[]) => HTMLElement} Which finds an entry */
/**
 * @typedef {object} MenuProps what a menu is drawn from
 * @property {Described} button
 * @property {Described} menu
 * @property {() => Content[]} entries
 * @property {(menu: HTMLElement) => void} opened
 * @property {(button: Described, menu: Described) => Content} place
 */

/** Where the keyboard goes in a menu, from the entry at `at` of `count`. */
const MOVES = /** @type {Record<string, (at: number, count: number) => number>} */ ({
  /** @param {number} at @param {number} count */
  ArrowDown: (at, count) => (at + 1) % count,
  /** @param {number} at @param {number} count */
  ArrowUp: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  /** @param {number} at @param {number} count */
  End: (at, count) => count - 1,
});

/**
 * The entry that holds now, where one of them does, else the first.
 *
 * @param {HTMLElement[]} items
 */
const chosen = (items) => items.find((item) => item.matches('[role="menuitemradio"][aria-checked="true"]')) || items[0];

/** @param {HTMLElement[]} items */
const last = (items) => items[items.length - 1];

/** The menu that is open, of which there is one at most. */
let current = /** @type {Handle | null} */ (null);

// Before the map's own listeners, which keep some presses to themselves.
document.addEventListener("pointerdown", ({ target }) => current && !current.holds(/** @type {Node} */ (target)) && current.leave(), true);

/**
 * An entry; `attributes` may give it another role of entries than that of a plain one.
 *
 * @param {Parameters<typeof el>[1]} attributes
 * @param {...Content} children
 */
export const menuItem = (attributes, ...children) =>
  el("button", { type: "button", role: "menuitem", tabindex: "-1", ...attributes }, ...children);

/** @param {Described} button @param {Described} menu */
const sideBySide = (button, menu) => [button, menu];

/**
 * A button with its menu.
 *
 * @param {Described} button the description of the button
 * @param {Described} menu the description of what holds the entries, empty
 * @param {() => Content[]} entries describes the entries, when the menu opens and when one of them has been pressed
 * @param {{opened?: (menu: HTMLElement) => void, place?: (button: Described, menu: Described) => Content}} [options] `opened` is called with the menu when it has opened, before the keyboard goes to an entry;
 *   `place` puts button and menu where they belong, where that is not side by side
 * @returns {Described} their description
 */
export const withMenu = (button, menu, entries, { opened = () => {}, place = sideBySide } = {}) =>
  h(Menu, { key: button.key, button, menu, entries, opened, place });

/** @extends {Component<MenuProps>} */
class Menu extends Component {
  componentWillMount() {
    /** @type {{current: HTMLButtonElement | null}} */
    this.button = createRef();
    /** @type {{current: HTMLElement | null}} */
    this.menu = createRef();
  }

  componentDidMount() {
    const menu = /** @type {HTMLElement} */ (this.menu.current);
    this.handle = createMenu(/** @type {HTMLElement} */ (this.button.current), menu, {
      fill: () => draw(menu, ...this.props.entries()),
      opened: () => this.props.opened(menu),
    });
  }

  componentDidUpdate() {
    if (/** @type {HTMLButtonElement} */ (this.button.current).disabled) /** @type {Handle} */ (this.handle).leave();
  }

  componentWillUnmount() {
    /** @type {Handle} */ (this.handle).leave();
  }

  /** @param {MenuProps} props */
  render({ button, menu, place }) {
    return place(cloneElement(button, { ref: this.button, "aria-haspopup": "menu" }), cloneElement(menu, { ref: this.menu, role: "menu" }));
  }
}

/**
 * Make a button open and close a menu; `fill` draws the entries, `opened` is called when they are there.
 *
 * @param {HTMLElement} button
 * @param {HTMLElement} menu
 * @param {{fill: () => void, opened: () => void}} told
 */
function createMenu(button, menu, { fill, opened }) {
  const items = () => [.../** @type {NodeListOf<HTMLElement>} */ (menu.querySelectorAll('[role^="menuitem"]'))];
  const handle = {
    /** @param {Node | null} node */
    holds: (node) => button.contains(node) || menu.contains(node),
    leave: () => show(false),
  };

  /** @param {boolean} open */
  function show(open) {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      if (current && current !== handle) current.leave();
      current = handle;
    } else if (current === handle) current = null;
  }

  /** @param {HTMLElement} item */
  const go = (item) => item.focus({ preventScroll: true });

  /**
   * Open it, and give the keyboard to the entry that `which` finds.
   *
   * @param {Which} which
   */
  function open(which) {
    fill();
    show(true);
    opened();
    go(which(items()));
  }

  function close() {
    show(false);
    go(button);
  }

  listen(button, menu, { items, handle, open, close, fill });
  show(false);
  return handle;
}

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} menu
 * @param {{items: () => HTMLElement[], handle: Handle, open: (which: Which) => void, close: () => void, fill: () => void}} parts
 */
function listen(button, menu, { items, handle, open, close, fill }) {
  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const all = items();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    // From the button the browser goes on, as if the menu had never been open.
    if (event.key === "Tab" && at >= 0) return close();
    if (event.key === "Escape" && !menu.hidden) close();
    else if (at >= 0 && event.key in MOVES) all[MOVES[event.key](at, all.length)].focus();
    else if (at < 0 && event.key === "ArrowDown") open(chosen);
    else if (at < 0 && event.key === "ArrowUp") open(last);
    else return undefined;
    return answered(event);
  }

  button.addEventListener("click", () => (menu.hidden ? open(chosen) : close()));
  // Closed before the entry does its work, which may take the keyboard elsewhere; an entry that is on or off keeps it open.
  menu.addEventListener(
    "click",
    ({ target }) => /** @type {Element} */ (target).closest('[role="menuitem"], [role="menuitemradio"]') && close(),
    true,
  );
  menu.addEventListener("click", () => !menu.hidden && fill());
  for (const part of [button, menu]) {
    onKeys(part, onKey);
    part.addEventListener(
      "focusout",
      ({ relatedTarget }) => relatedTarget && !handle.holds(/** @type {Node} */ (relatedTarget)) && handle.leave(),
    );
  }
}
