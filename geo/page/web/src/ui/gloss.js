/**
 * Short explanations of terms where they are met: by hover, by focus and by tap.
 *
 * Whatever carries `data-gloss` has one. A term is a button, so that the keyboard and a finger reach it; in a table, where
 * hundreds of buttons would be in the keyboard's way, it is a text, and the legend explains it too. One element
 * shows them all.
 */
import { el, hasKeyboard, make } from "./dom.js";
import { answered, onKeys } from "./keys.js";

const GAP = 6; // pixels between a term and its explanation
const MARGIN = 8; // pixels kept free along the edge of the window

/**
 * A term of the record with its explanation, if the register has one: else its text alone.
 *
 * @param {Term} term
 * @param {Lang} lang
 * @param {string} [classes]
 */
export const showTerm = (term, lang, classes = "term") =>
  term[`gloss_${lang}`]
    ? glossed(term[lang], /** @type {string} */ (term[`gloss_${lang}`]), `button.${classes}`)
    : el(`span.${classes}`, {}, term[lang]);

/**
 * A text with an explanation; `tag` is a button and its classes.
 *
 * @param {string} text
 * @param {string} gloss
 * @param {string} [tag]
 */
export const glossed = (text, gloss, tag = "button.term") => el(tag, { type: "button", "data-gloss": gloss }, text);

/**
 * The explanations of everything in `root`.
 *
 * @param {HTMLElement} root
 */
export function createGlosses(root) {
  const tip = createTip(root);
  /** @type {(event: {target: any}) => HTMLElement | null | undefined} what has the focus may be the document, too */
  const termAt = ({ target }) => target.closest && target.closest("[data-gloss]");
  root.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const found = termAt(event);
    if (found && !tip.isOn(found)) tip.show(found);
    else if (!found && !tip.isOn(document.activeElement)) tip.hide();
  });
  root.addEventListener("focusin", (event) => {
    const found = termAt(event);
    if (found && hasKeyboard(found)) tip.show(found);
  });
  root.addEventListener("focusout", (event) => {
    if (tip.isOn(termAt(event))) tip.hide();
  });
  // Before Leaflet's popup, which keeps clicks from going on.
  root.addEventListener(
    "click",
    (event) => {
      const found = termAt(event);
      // A tap on a mark within what opens something is a tap on that.
      if (found && found.matches(".term, .aim, .unequal") && !(/** @type {Element} */ (found.parentElement).closest("button, summary")))
        tip.show(found);
      else tip.hide();
    },
    true,
  );
  root.addEventListener("scroll", tip.hide, true);
  onKeys(
    root,
    (event) => {
      if (event.key === "Escape" && tip.hide()) answered(event);
    },
    true,
  );
}

/**
 * @param {HTMLElement} root
 * @returns {{show: (term: HTMLElement) => void, hide: () => boolean, isOn: (other: Element | null | undefined) => boolean}} the one explanation shown; `hide` says whether it was there
 */
function createTip(root) {
  const element = make(el("div.gloss", { id: "gloss", role: "tooltip", hidden: true }));
  root.append(element);
  let term = /** @type {HTMLElement | null} */ (null);
  const hide = () => {
    const shown = term !== null;
    if (term) term.removeAttribute("aria-describedby");
    term = null;
    element.hidden = true;
    return shown;
  };
  return {
    hide,
    isOn: (other) => other !== null && other === term,
    show(next) {
      hide();
      term = next;
      element.textContent = String(term.dataset.gloss);
      element.hidden = false;
      term.setAttribute("aria-describedby", element.id);
      place(element, term.getBoundingClientRect());
    },
  };
}

/**
 * Put the explanation below its term, or above where there is no room, and within the window.
 *
 * @param {HTMLElement} tip
 * @param {DOMRect} rect
 */
function place(tip, { left, top, bottom }) {
  const { width, height } = tip.getBoundingClientRect();
  const below = bottom + GAP;
  const y = below + height + MARGIN <= window.innerHeight ? below : top - GAP - height;
  const x = Math.max(MARGIN, Math.min(left, window.innerWidth - width - MARGIN));
  Object.assign(tip.style, { left: `${x}px`, top: `${y}px` });
}
