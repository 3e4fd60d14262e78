/**
 * A chip: what is chosen by a press, or taken back by one.
 */
import { el } from "./dom.js";

/**
 * A chip; one that is on or off says so, one without a count shows none.
 *
 * @param {{key: string, on?: boolean, label: string, name?: string, gloss?: string|null, count?: number|null, icon?: Content, className?: string, press: () => void}} chip
 */
export function chip({ key, on, label, name, gloss, count = null, icon, className = "", press }) {
  return el(
    `button.chip${className && `.${className}`}`,
    {
      type: "button",
      "data-key": key,
      "aria-pressed": on === undefined ? null : String(on),
      "aria-label": name,
      "data-gloss": gloss,
      "data-empty": count === 0,
      onclick: press,
    },
    icon,
    el("span", {}, label),
    count !== null && el("i", {}, String(count)),
  );
}
