/**
 * A menu of the ways to cite something; each copies its reference with one press.
 */
import { el, replaceContent } from "./dom.js";
import { createMenu, menuItem } from "./menu.js";

/**
 * @param {string} key name of the button
 * @param {[string, () => string][]} references name of each form, and what makes the reference when it is asked for
 * @param {Function} say the texts
 * @param {object} actions what the page can do
 * @param {() => Element} [further] makes another entry beside them
 * @returns {Element[]} the button, and the menu below it
 */
export function showCite(key, references, say, actions, further) {
  const button = el("button.cite", { type: "button", "data-key": key }, say("cite"));
  const menu = el("div.cite-menu", { "aria-label": say("cite") });
  const copy = ([name, write]) =>
    menuItem({ "data-form": name, onclick: () => actions.copy(write(), say("citeCopied", { form: say(name) })) }, say(name));
  // A drawer has hundreds of these menus: the entries are made when one is opened.
  createMenu(button, menu, () => replaceContent(menu, ...references.map(copy), further && further()));
  return [button, menu];
}
