/**
 * A form: a field for each thing that is asked for, each with its name, what helps to fill it in, and what is wrong with it.
 *
 * It knows nothing of a page's state: it is drawn anew with every change of what it holds. Of many choices the one meant is
 * found by typing a part of its name.
 */
import { Component, h } from "preact";
import { el, inItsLanguage } from "./dom.js";
import { answered, withKeys } from "./keys.js";
import { showSelect } from "./select.js";

/** @import {Faults, Texts} from "../core/forms.js" */
/** @typedef {{code: string, label: string}} Choice */
/**
 * @typedef {object} Asked a field
 * @property {string} name
 * @property {string} label
 * @property {string} [hint]
 * @property {Choice[]} [choices] of which one is taken; else a text is typed
 * @property {string} [nothing] the words for no choice, where none may be taken
 * @property {"lines" | "number" | "numbers"} [typed] several lines, a number or several of them; else one line
 * @property {boolean} [needed]
 * @property {string} [lang] of the text, where it is not the reader's
 */
/** @typedef {{id: string, values: Texts, faults: Faults, say: Say, change: (name: string, text: string) => void}} Filling `id` parts forms of one page */
/** @typedef {{attributes: Record<string, any>, choices: Choice[], value: string, say: Say, choose: (code: string) => void}} FinderProps */

const FEW = 12; // choices from which on one searches among them
const MOST = 60; // that are listed at once

/**
 * @param {Asked[]} fields
 * @param {Filling} filling
 * @returns {Described[]}
 */
export const showFields = (fields, filling) => fields.map((field) => showField(field, filling));

/**
 * A part of a form under a heading.
 *
 * @param {string} name
 * @param {...Content} children
 */
export const showGroup = (name, ...children) => el("fieldset", {}, el("legend", {}, name), ...children);

/** @param {Asked} field @param {Filling} filling */
function showField(field, filling) {
  const { name, label, hint = "", needed = false } = field;
  const { faults, say } = filling;
  const [id, fault] = [`${filling.id}-${name}`, faults[name]];
  const told = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  const attributes = {
    id,
    name,
    "data-key": id,
    "aria-describedby": told || null,
    "aria-invalid": fault ? "true" : null,
    "aria-required": needed ? "true" : null,
  };
  return el(
    `div.field${fault ? ".faulty" : ""}`,
    { key: name },
    el("label", { for: id }, label, !needed && el("small", {}, ` ${say("formOptional")}`)),
    showControl(field, attributes, filling),
    hint !== "" && el("p.hint", { id: `${id}-hint` }, hint),
    fault && el("p.fault", { id: `${id}-fault` }, say(...fault)),
  );
}

/** @param {Asked} field @param {Record<string, any>} attributes @param {Filling} filling */
function showControl({ name, choices, nothing = "", typed, lang }, attributes, { values, say, change }) {
  const value = values[name] || "";
  if (choices && choices.length > FEW) {
    const all = nothing ? [{ code: "", label: nothing }, ...choices] : choices;
    return h(Finder, { attributes, choices: all, value, say, choose: (/** @type {string} */ code) => change(name, code) });
  }
  const oninput = (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => change(name, currentTarget.value);
  if (choices) {
    const none = nothing || value === "" ? [{ code: "", label: nothing || say("formChoose") }] : [];
    const options = [...none, ...choices].map(({ code, label }) => el("option", { value: code, selected: code === value }, label));
    return showSelect({ ...attributes, value, onchange: oninput }, ...options);
  }
  const text = { ...attributes, value, oninput, lang, spellCheck: "false", autocomplete: "off" };
  if (typed === "lines") return el("textarea", { ...text, rows: Math.min(Math.max(value.split("\n").length, 2), 8) });
  // Numbers have a keyboard of their own on a phone; what is no number yet is kept as it was typed.
  return el("input", { ...text, type: "text", inputmode: typed === "number" ? "decimal" : null });
}

/**
 * A box in which a choice is found: arrow keys go along those that match, Enter takes one, Escape leaves all as it was.
 *
 * @extends {Component<FinderProps, {typed: string | null, at: number}>}
 */
class Finder extends Component {
  componentWillMount() {
    this.setState({ typed: null, at: 0 });
  }

  /** @returns {Choice[]} */
  matching() {
    const { choices } = this.props;
    const words = plain(this.state.typed || "")
      .split(/\s+/)
      .filter(Boolean);
    return choices.filter(({ code, label }) => words.every((word) => plain(`${label} ${code}`).includes(word))).slice(0, MOST);
  }

  /** @param {Choice | undefined} choice */
  take(choice) {
    this.setState({ typed: null, at: 0 });
    if (choice) this.props.choose(choice.code);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { typed, at } = this.state;
    const count = this.matching().length;
    if (event.key === "Escape" && typed !== null) this.take(undefined);
    else if (event.key === "Enter" && typed !== null) this.take(this.matching()[at]);
    else if (event.key === "ArrowDown") this.setState({ typed: typed ?? "", at: typed === null ? 0 : (at + 1) % (count || 1) });
    else if (event.key === "ArrowUp" && typed !== null) this.setState({ at: (at + count - 1) % (count || 1) });
    else return;
    answered(event);
  }

  /** @param {FinderProps} props @param {{typed: string | null, at: number}} state */
  render({ attributes, choices, value, say }, { typed, at }) {
    const chosen = choices.find(({ code }) => code === value);
    const list = `${attributes.id}-list`;
    const found = typed === null ? [] : this.matching();
    return el(
      "div.finder",
      {},
      el("input", {
        ...attributes,
        type: "text",
        role: "combobox",
        autocomplete: "off",
        spellCheck: "false",
        placeholder: say("formFind"),
        "aria-autocomplete": "list",
        "aria-expanded": String(typed !== null),
        "aria-controls": list,
        "aria-activedescendant": found[at] ? `${list}-${at}` : null,
        value: typed ?? (chosen ? chosen.label : value),
        oninput: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => this.setState({ typed: currentTarget.value, at: 0 }),
        onfocus: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => currentTarget.select(),
        onclick: () => this.setState({ typed: typed ?? "" }),
        onblur: () => this.take(undefined),
        ...withKeys((event) => this.onKey(event)),
      }),
      el(
        "ul",
        { id: list, role: "listbox", "aria-label": say("formFind"), hidden: typed === null },
        ...found.map((choice, i) => this.showChoice(choice, i, list)),
        found.length === 0 && el("li.none", { role: "option", "aria-disabled": "true" }, say("formNone")),
      ),
    );
  }

  /** @param {Choice} choice @param {number} i @param {string} list */
  showChoice(choice, i, list) {
    const active = i === this.state.at;
    return el(
      "li",
      {
        ...{ key: choice.code, id: `${list}-${i}`, role: "option", "aria-selected": String(active) },
        ref: (/** @type {HTMLElement | null} */ element) => active && element?.scrollIntoView({ block: "nearest" }),
        // Before the box loses the keyboard, which would close the list.
        onmousedown: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.take(choice);
        },
      },
      inItsLanguage(choice.label),
    );
  }
}

/** @param {string} text as it is compared */
const plain = (text) => text.normalize("NFKC").toLowerCase();

/**
 * Give the keyboard to the first field in which something is wrong.
 *
 * @param {Element} form
 */
export function goToFault(form) {
  const faulty = /** @type {HTMLElement | null} */ (form.querySelector('[aria-invalid="true"]'));
  if (faulty) faulty.focus();
}
