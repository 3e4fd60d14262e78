/**
 * What is to be compared: the buttons that put a place in, and the chips that tell which are in.
 */
import { Component, h } from "preact";
import { effect } from "@preact/signals-core";
import { COMPARED, isWide } from "../core/fields.js";
import { draw, el, make } from "./dom.js";

/** @typedef {{row: number, name: string, words: boolean, state: State, say: Say, toggle: (row: number) => void}} ToggleProps `words` says whether the button has its words, not a sign alone */

/**
 * A button that puts a place among those compared, or takes it out.
 *
 * @param {number} row
 * @param {{atlas: Atlas, state: State, say: Say, actions: Pick<Actions, "toggleCompared">}} context
 * @param {boolean} [words]
 */
export const showCompareToggle = (row, { atlas, state, say, actions }, words = true) =>
  h(Toggle, { key: `compare-${row}`, row, name: atlas.sites[state.lang][row], words, state, say, toggle: actions.toggleCompared });

/**
 * Follows what is compared by itself, so that what it lies in need not be drawn again.
 *
 * @extends {Component<ToggleProps, {chosen: boolean, full: boolean}>}
 */
class Toggle extends Component {
  componentWillMount() {
    /** @type {() => void} */
    this.stop = effect(() => {
      const { compare } = this.props.state;
      const chosen = compare.includes(this.props.row);
      this.setState({ chosen, full: !chosen && compare.length >= COMPARED });
    });
  }

  componentWillUnmount() {
    this.stop();
  }

  /** @param {ToggleProps} props @param {{chosen: boolean, full: boolean}} state */
  render({ row, name, words, say, toggle }, { chosen, full }) {
    const text = say(chosen ? "compareRemove" : "compareAdd");
    const title = full ? say("compareFull", { count: COMPARED }) : text;
    const press = { type: "button", title, disabled: full, onclick: () => toggle(row) };
    if (words) return el(`button.to-compare.with-words${chosen ? ".chosen" : ""}`, press, text);
    const label = { "aria-label": `${say("compareAdd")}: ${name}`, "aria-pressed": String(chosen) };
    return el(`button.to-compare${chosen ? ".chosen" : ""}`, { ...press, ...label }, chosen ? "✓" : "+");
  }
}

/**
 * The chips of those that are in, and the way to see them side by side; hidden where none is.
 *
 * @param {Scene} scene
 * @param {HTMLElement} root the page, which is marked while some are in
 * @param {Pick<Actions, "change" | "toggleCompared" | "openPage">} actions
 */
export function createBasket(scene, root, actions) {
  const element = make(el("section.basket"));
  effect(() => {
    const { state, say } = scene;
    element.hidden = state.compare.length === 0 || isWide(state.page);
    root.classList.toggle("comparing", state.compare.length > 0);
    element.setAttribute("aria-label", say("compareChosen"));
    if (!element.hidden) draw(element, ...showChips(scene, actions));
  });
  return element;
}

/** @param {Scene} scene @param {Pick<Actions, "change" | "toggleCompared" | "openPage">} actions */
function showChips({ atlas: { sites }, state: { compare, lang }, say }, { change, toggleCompared, openPage }) {
  /** @param {number} row */
  const chip = (row) =>
    el(
      "li",
      { key: row },
      el("span", {}, sites[lang][row]),
      el(
        "button",
        {
          type: "button",
          "data-key": `uncompare-${sites.id[row]}`,
          "aria-label": `${say("compareRemove")}: ${sites[lang][row]}`,
          onclick: () => toggleCompared(row),
        },
        "×",
      ),
    );
  return [
    el("ul", {}, ...compare.map(chip)),
    el(
      "button.switch",
      {
        type: "button",
        "data-key": "compare",
        disabled: compare.length < 2,
        title: compare.length < 2 ? say("compareFew", { count: COMPARED }) : null,
        onclick: () => openPage("compare"),
      },
      say("compareThese", { count: compare.length }),
    ),
    el("button.link", { type: "button", "data-key": "compare-none", onclick: () => change({ compare: [] }) }, say("compareNone")),
  ];
}
