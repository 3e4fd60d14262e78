/**
 * Elements made by hand. Text enters the page here, and only as text nodes.
 */
import { isWebAddress } from "../core/format.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag name of the element, with its classes behind dots: "button.chip.on"
 * @param {object} attributes attributes; a name that begins with "on" takes a listener; null and false leave one out
 * @param {...(Node|string|null|false)} children nodes, and texts that become text nodes
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag.split(".")[0]), tag, attributes, children);
}

/** The same for an element of a drawing. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag.split(".")[0]), tag, attributes, children);
}

function fill(element, tag, attributes, children) {
  const classes = tag.split(".").slice(1);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    // eslint-disable-next-line no-restricted-syntax -- which names are allowed is checked where they are written
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter(isContent));
  return element;
}

/** What is no content is left out, so that a part can be made to depend on a condition. */
const isContent = (child) => child !== undefined && child !== null && child !== false && child !== "";

/** Put `children` in the place of whatever an element held. */
export function replaceContent(element, ...children) {
  element.textContent = "";
  element.append(...children.filter(isContent));
}

const HAN = /[\u3400-\u9fff]/;

/** A text in the reader's language; the Chinese words that an English one quotes are marked as such. */
export const withQuotes = (text, lang) =>
  lang === "zh" ? [text] : text.split(/([\u3400-\u9fff]+)/).map((part) => (HAN.test(part) ? inItsLanguage(part) : part));

/** A text of the record in whatever language it is, marked as such. */
export const inItsLanguage = (text, tag = "span") => el(tag, { lang: HAN.test(text) ? "zh-Hans" : "en" }, text);

/** A link that leaves the page, if the address is one of the web; else its text alone. */
export const linkOut = (address, text = address) =>
  isWebAddress(address)
    ? // eslint-disable-next-line no-restricted-syntax -- this is the one way out
      el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text)
    : inItsLanguage(text);

/** Whether the keyboard brought the focus to an element; a browser that cannot tell (Safari before 15.4) says no. */
export function hasKeyboard(element) {
  try {
    return element.matches(":focus-visible");
  } catch (error) {
    if (error.name === "SyntaxError") return false;
    throw error;
  }
}

/** Elements used again and again: `take` gives the next one, `finish` hides those not taken this time. */
export function pool(parent, create) {
  const elements = [];
  let used = 0;
  return {
    begin: () => {
      used = 0;
    },
    take: () => {
      if (used === elements.length) elements.push(parent.appendChild(create()));
      const element = elements[used];
      used += 1;
      element.hidden = false;
      return element;
    },
    finish: () => {
      for (const element of elements.slice(used)) element.hidden = true;
    },
  };
}

/** Put the keyboard back where it was after `render` has made the same controls anew. */
export function keepFocus(root, render) {
  const key = root.contains(document.activeElement) ? document.activeElement.getAttribute("data-key") : null;
  render();
  if (key === null) return;
  const next = [...root.querySelectorAll("[data-key]")].find((element) => element.getAttribute("data-key") === key);
  if (next) next.focus({ preventScroll: true });
}
