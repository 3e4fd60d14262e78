/**
 * What a reader can export or copy: of the places shown by a menu of the panel, of one place by a menu of its drawer.
 */
import { FORMATS } from "../core/export/formats.js";
import { el } from "./dom.js";
import { menuItem, withMenu } from "./menu.js";

/**
 * @param {Takeaway[]} entries what can be taken; a key names its message, too;
 *   an entry with `isOn` is no more than on or off
 * @param {Say} say the texts
 * @param {{disabled: boolean, opened: (menu: Element) => void}} options whether there is nothing to take; `opened` is
 *   called when the menu has opened
 * @returns {Described} the button and its menu
 */
export function showTakeaway(entries, say, { disabled, opened }) {
  const item = (/** @type {Takeaway} */ { key, press, isOn }) => {
    const role = isOn && { role: "menuitemcheckbox", "aria-checked": String(isOn()) };
    return menuItem({ "data-key": key, onclick: press, ...role }, say(key));
  };
  return el(
    "div.takeaway",
    {},
    withMenu(
      el("button.export", { type: "button", "data-key": "export", "aria-controls": "takeaway", disabled }, say("export")),
      el("div.menu", { id: "takeaway", "aria-label": say("export") }),
      () => entries.map(item),
      { opened },
    ),
  );
}

/**
 * A button of a place's drawer, and the menu under it: all that is known of it as a file, or copied.
 *
 * @param {number} row
 * @param {Say} say
 * @param {DrawerActions} actions
 */
export function showSave(row, say, actions) {
  const files = FORMATS.map((format) => [format.ending, () => actions.saveFacts(row, format)]);
  const entries = /** @type {[form: string, press: () => void][]} */ ([...files, ["copyTable", () => actions.copyFacts(row)]]);
  return withMenu(
    el("button.cite", { type: "button", "data-key": "save" }, say("saveFacts")),
    el("div.cite-menu", { "aria-label": say("saveFacts") }),
    () => entries.map(([form, press]) => menuItem({ "data-form": form, onclick: press }, say(form))),
  );
}
