/**
 * Elements as Preact draws them: what is drawn again keeps its place, its focus, its scroll and its open folds. Text
 * enters the page here, and only as text nodes.
 */
import { h, render } from "preact";
import { isWebAddress } from "../core/format.js";

/**
 * Describe an element, of a page or of a drawing.
 *
 * @param {string} tag name of the element, with its classes behind dots: "button.chip.on"
 * @param {Record<string, any>} attributes attributes; a name that begins with "on" takes a listener; null and false leave one out. What
 *   has a `key`, a `data-key` or a `data-fold` is the same element again wherever it comes to be among its neighbours
 * @param {...Content} children elements, and texts that become text nodes
 * @returns {Described} the description, for `draw`, `make` or another element
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const given = /** @type {Record<string, any>} */ ({ key: attributes["data-key"] || attributes["data-fold"] });
  if (classes.length > 0) given.class = classes.join(" ");
  for (const each of Object.keys(attributes)) {
    const value = attributes[each];
    if (value === null || value === undefined || value === false) continue;
    // Names with a hyphen hold texts; true is the empty one.
    given[each] = value === true && each.includes("-") ? "" : value;
  }
  return h(name, given, ...children.map(content));
}

/**
 * What is no content is left out, so that a part can be made to depend on a condition.
 *
 * @param {Content} child
 * @returns {Content}
 */
const content = (child) => (child === false || child === "" ? null : child);

/**
 * Draw what an element holds: what it held before is changed into it.
 *
 * @param {Element} element holds nothing that was not drawn
 * @param {...Content} children elements and texts
 */
export const draw = (element, ...children) => render(children.map(content), element);

/**
 * Make an element by itself, for whatever is not drawn again.
 *
 * @template {Element} [E=HTMLElement]
 * @param {Described} description of it
 * @returns {E} the element
 */
export function make(description) {
  const holder = document.createElement("div");
  render(description, holder);
  return /** @type {E} */ (holder.firstChild);
}

/**
 * @param {string} address of a picture
 * @returns {string|null} the address, of a picture that the page itself carries: any other would be a request
 */
export const ownPicture = (address) => (address.startsWith("data:image/png;base64,") ? address : null);

const HAN = /[\u3400-\u9fff]/;

/**
 * A text in the reader's language; the Chinese words that an English one quotes are marked as such.
 *
 * @param {string} text
 * @param {Lang} lang
 */
export const withQuotes = (text, lang) =>
  lang === "zh" ? [text] : text.split(/([\u3400-\u9fff]+)/).map((part) => (HAN.test(part) ? inItsLanguage(part) : part));

/**
 * A text of the record in whatever language it is, marked as such.
 *
 * @param {string} text
 */
export const inItsLanguage = (text) => el("span", { lang: HAN.test(text) ? "zh-Hans" : "en" }, text);

/**
 * A link that leaves the page, if the address is one of the web; else its text alone.
 *
 * @param {string} address
 * @param {string} [text]
 */
export const linkOut = (address, text = address) =>
  isWebAddress(address)
    ? // eslint-disable-next-line no-restricted-syntax -- this is the one way out
      el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text)
    : inItsLanguage(text);

/**
 * Whether the keyboard brought the focus to an element; a browser that cannot tell (Safari before 15.4) says no.
 *
 * @param {HTMLElement} element
 */
export function hasKeyboard(element) {
  try {
    return element.matches(":focus-visible");
  } catch (error) {
    if (error instanceof DOMException && error.name === "SyntaxError") return false;
    throw error;
  }
}

/**
 * Elements used again and again: `take` gives the next one, `finish` hides those not taken this time. They stand before those of
 * pools that are made later.
 *
 * @template {HTMLElement} E
 * @param {Element} parent
 * @param {() => E} create
 */
export function pool(parent, create) {
  const elements = /** @type {E[]} */ ([]);
  const end = parent.appendChild(new Text());
  let [used, before] = [0, 0];
  return {
    begin: () => {
      before = used;
      used = 0;
    },
    take: () => {
      if (used === elements.length) elements.push(parent.insertBefore(create(), end));
      const element = elements[used];
      used += 1;
      if (used > before) element.hidden = false;
      return element;
    },
    finish: () => {
      for (const element of elements.slice(used, before)) element.hidden = true;
    },
  };
}
