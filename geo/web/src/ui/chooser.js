/**
 * The choice of ground: a button that opens a menu of our own ground and the online ones.
 *
 * The arrow keys only move; a ground is chosen, and its server asked, by Enter, the space bar or a click.
 */
import { el, replaceContent } from "./dom.js";
import { icon } from "./icons.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/**
 * @param {object[]} offered the online grounds
 * @param {(code: string) => void} choose called with the code of the ground chosen, empty for our own
 * @returns {{button: Element, menu: Element, show: Function}} what opens, what is opened, and what draws both
 */
export function createChooser(offered, choose) {
  const menu = el("div.grounds", { role: "menu", hidden: true, onkeydown: onKey });
  const button = el(
    "button",
    { type: "button", "data-key": "map-base", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => open(menu.hidden) },
    icon("base"),
  );
  const items = () => [...menu.querySelectorAll("button")];

  function open(wanted) {
    menu.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
    if (wanted) items().find((item) => item.getAttribute("aria-checked") === "true").focus();
  }

  function close() {
    open(false);
    button.focus();
  }

  function onKey(event) {
    const all = items();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") close();
    else if (event.key in STEPS) all[Math.min(Math.max(at + STEPS[event.key], 0), all.length - 1)].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const leave = ({ target }) => {
    if (!menu.hidden && !menu.contains(target) && !button.contains(target)) open(false);
  };
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);

  const item = (code, name, note, checked) =>
    el(
      "button",
      {
        type: "button",
        role: "menuitemradio",
        "data-key": `ground-${code || "own"}`,
        "aria-checked": String(checked),
        tabindex: "-1",
        onclick: () => {
          close();
          choose(code);
        },
      },
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
      replaceContent(
        menu,
        item("", say("basemapOwn"), say("basemapOwnNote"), chosen === null),
        ...offered.map((each) => item(each.code, each[state.lang], say("basemapAsks", { host: each.host }), each === chosen)),
      );
    },
  };
}
