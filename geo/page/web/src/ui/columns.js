/**
 * The choice of the table's columns: every figure that a place has, by theme, to be found by name or pinyin.
 */
import { createRef } from "preact";
import { signal } from "@preact/signals-core";
import { search } from "../core/search.js";
import { figuresOfSites, holdersOf } from "../core/table.js";
import { showBox } from "./box.js";
import { el } from "./dom.js";
import { answered, withKeys } from "./keys.js";

/**
 * @param {Scene} scene
 * @param {Pick<Actions, "change">} actions
 * @returns `button` describes what opens and closes it, `show` the choice itself, null while it is closed
 */
export function createColumnChooser(scene, { change }) {
  const { atlas } = scene;
  const open = signal(false);
  const text = signal("");
  const opener = /** @type {import("preact").RefObject<HTMLButtonElement>} */ (createRef());
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    answered(event);
    open.value = false;
    opener.current?.focus();
  };
  return {
    /** @param {number[]} left figures that are left out */
    button: (left) =>
      el(
        "button.switch",
        {
          ...{ type: "button", "data-key": "columns", ref: opener, "aria-expanded": String(open.value), "aria-controls": "columns" },
          onclick: () => {
            open.value = !open.value;
          },
        },
        scene.say("columns"),
        left.length > 0 && el("i", {}, ` −${left.length}`),
      ),
    /** @param {Column[]} columns @param {number[]} left */
    show(columns, left) {
      if (!open.value) return null;
      const chosen = [...columns.map(({ figure }) => figure).filter((figure) => figure >= 0), ...left];
      const { say } = scene;
      return el(
        "section",
        { id: "columns", "aria-label": say("columns"), ...withKeys(onKey) },
        el("div.tools", {}, ...showTools(scene, text, left, change)),
        ...showGroups(scene, matching(atlas.sites, text.value), chosen, change),
      );
    },
  };
}

/**
 * @param {Scene} scene
 * @param {{value: string}} text that is searched
 * @param {number[]} left
 * @param {Actions["change"]} change
 */
function showTools({ state, say }, text, left, change) {
  const find = (/** @type {string} */ searched) => {
    text.value = searched;
  };
  return [
    showBox(
      say("columnsFind"),
      {
        "data-key": "find-column",
        value: text.value,
        oninput: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => find(currentTarget.value),
      },
      () => find(""),
      say,
    ),
    el(
      "label",
      {},
      el("input", { type: "checkbox", "data-key": "empty-columns", checked: state.empty, onchange: () => change({ empty: !state.empty }) }),
      say("columnsEmpty"),
    ),
    left.length > 0 && el("span.left", {}, say("columnsLeft", { count: left.length })),
    el(
      "button.link",
      { type: "button", "data-key": "usual-columns", disabled: state.columns === null, onclick: () => change({ columns: null }) },
      say("columnsUsual"),
    ),
  ];
}

/**
 * The figures whose names have all words of a text, in both languages, in pinyin or by initials, as the search finds them.
 *
 * @param {Sites} sites
 * @param {string} text
 */
function matching(sites, text) {
  const { looked } = search(sites, text);
  return figuresOfSites(sites).filter((figure) => looked.every(({ inTerms }) => inTerms[sites.termOf.indicator[figure]] < Infinity));
}

/**
 * @param {Scene} scene
 * @param {number[]} figures
 * @param {number[]} chosen
 * @param {Actions["change"]} change
 */
function showGroups({ atlas: { sites }, result, state: { lang }, say }, figures, chosen, change) {
  const { indicators, themes } = sites.registers;
  /** @param {number} figure */
  const toggle = (figure) => change({ columns: chosen.includes(figure) ? chosen.filter((each) => each !== figure) : [...chosen, figure] });
  /** @param {number} figure */
  const box = (figure) =>
    el(
      "label",
      { key: figure },
      el("input", {
        ...{ type: "checkbox", "data-key": `column-${indicators[figure].code}` },
        checked: chosen.includes(figure),
        onchange: () => toggle(figure),
      }),
      el("span", {}, indicators[figure][lang]),
      el("i", {}, String(holdersOf(sites, figure, result.shown))),
    );
  const groups = themes.flatMap((theme, at) => {
    const own = figures.filter((figure) => indicators[figure].theme === at);
    return own.length === 0 ? [] : [el("fieldset", { key: theme.code }, el("legend", {}, theme[lang]), ...own.map(box))];
  });
  return groups.length > 0 ? [el("div.groups", {}, ...groups)] : [el("p.empty", { role: "status" }, say("columnsNone"))];
}
