/**
 * A button that unfolds the ways to cite something; each copies its reference with one press.
 */
import { el } from "./dom.js";

/**
 * @param {string} key name of the button
 * @param {[string, () => string][]} references name of each form, and what makes the reference when it is asked for
 * @param {Function} say the texts
 * @param {object} actions what the page can do
 * @param {() => Element} [further] what else stands beside them
 * @returns {Element} the button; what it unfolds stands at the end of its parent
 */
export function showCite(key, references, say, actions, further) {
  const button = el("button.cite", { type: "button", "data-key": key, "aria-expanded": "false" }, say("cite"));
  let menu = null;
  button.addEventListener("click", () => {
    if (menu) menu.remove();
    menu = menu ? null : button.parentElement.appendChild(showMenu(references, say, actions, further));
    button.setAttribute("aria-expanded", String(menu !== null));
  });
  return button;
}

const showMenu = (references, say, actions, further) =>
  el(
    "div.cite-menu",
    {},
    ...references.map(([name, write]) =>
      el("button", { type: "button", "data-form": name, onclick: () => actions.copy(write(), say("citeCopied", { form: say(name) })) }, say(name)),
    ),
    further ? further() : null,
  );
