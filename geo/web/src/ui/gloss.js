/**
 * Short explanations of terms where they are met: by hover, by focus and by tap.
 *
 * Whatever carries `data-gloss` has one. A term is a button, so that the keyboard and a finger reach it; in a table, where
 * hundreds of buttons would stand in the keyboard's way, it is a text, and the legend explains it too. One element
 * shows them all.
 */
import { el, hasKeyboard } from "./dom.js";
import { answered, onKeys } from "./keys.js";

const GAP = 6; // pixels between a term and its explanation
const MARGIN = 8; // pixels kept free along the edge of the window

/** A term of the record with its explanation, if the register has one: else its text alone. */
export const showTerm = (term, lang, classes = "term") =>
  term[`gloss_${lang}`] ? glossed(term[lang], term[`gloss_${lang}`], `button.${classes}`) : el(`span.${classes}`, {}, term[lang]);

/** A text with an explanation; `tag` is a button and its classes. */
export const glossed = (text, gloss, tag = "button.term") => el(tag, { type: "button", "data-gloss": gloss }, text);

/** The explanations of everything in `root`. */
export function createGlosses(root) {
  const tip = el("div.gloss", { id: "gloss", role: "tooltip", hidden: true });
  root.append(tip);
  let term = null;
  const hide = () => {
    if (term) term.removeAttribute("aria-describedby");
    term = null;
    tip.hidden = true;
  };
  const show = (next) => {
    hide();
    term = next;
    tip.textContent = term.dataset.gloss;
    tip.hidden = false;
    term.setAttribute("aria-describedby", tip.id);
    place(tip, term.getBoundingClientRect());
  };
  const termAt = ({ target }) => target.closest && target.closest("[data-gloss]");
  root.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || tip.contains(event.target)) return;
    const found = termAt(event);
    if (found && found !== term) show(found);
    else if (!found && term && !term.contains(document.activeElement)) hide();
  });
  root.addEventListener("focusin", (event) => {
    const found = termAt(event);
    if (found && hasKeyboard(found)) show(found);
  });
  root.addEventListener("focusout", (event) => {
    if (termAt(event) === term) hide();
  });
  // Before Leaflet's popup, which keeps clicks from going on.
  root.addEventListener(
    "click",
    (event) => {
      const found = termAt(event);
      // A tap on a mark within a button is a tap on that button.
      if (found && found.matches(".term, .aim, .unequal") && !found.parentElement.closest("button")) show(found);
      else hide();
    },
    true,
  );
  root.addEventListener("scroll", hide, true);
  onKeys(
    root,
    (event) => {
      if (event.key !== "Escape" || tip.hidden) return;
      answered(event);
      hide();
    },
    true,
  );
}

/** Put the explanation below its term, or above where there is no room, and within the window. */
function place(tip, { left, top, bottom }) {
  const { width, height } = tip.getBoundingClientRect();
  const below = bottom + GAP;
  const y = below + height + MARGIN <= window.innerHeight ? below : top - GAP - height;
  const x = Math.max(MARGIN, Math.min(left, window.innerWidth - width - MARGIN));
  Object.assign(tip.style, { left: `${x}px`, top: `${y}px` });
}
