/**
 * A menu of the ways to cite something; each copies its reference with one press.
 */
import { el } from "./dom.js";
import { menuItem, withMenu } from "./menu.js";

/**
 * @param {string} key name of the button
 * @param {[string, () => string][]} references name of each form, and what makes the reference when it is asked for
 * @param {Say} say the texts
 * @param {Pick<Exports, "copy">} actions what the page can do
 * @param {() => Described} [further] makes another entry beside them
 * @returns {Described} the button and its menu
 */
export function showCite(key, references, say, actions, further) {
  /** @param {[string, () => string]} reference */
  const copy = ([name, write]) =>
    menuItem({ "data-form": name, onclick: () => actions.copy(write(), say("citeCopied", { form: say(name) })) }, say(name));
  return withMenu(
    el("button.cite", { type: "button", "data-key": key }, say("cite")),
    el("div.cite-menu", { "aria-label": say("cite") }),
    () => [...references.map(copy), further && further()],
  );
}
