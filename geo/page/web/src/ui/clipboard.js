/**
 * Text to the clipboard, also where a browser gives a page of a file no way but the old one.
 */
import { el, make } from "./dom.js";

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether the text was copied
 */
export function copyText(text) {
  if (!navigator.clipboard) return Promise.resolve(copySelected(text));
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copySelected(text),
  );
}

/**
 * Copy by selecting the text in a field that nobody sees; the keyboard goes back to where it was.
 *
 * @param {string} text
 */
function copySelected(text) {
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  const field = /** @type {HTMLTextAreaElement} */ (
    make(el("textarea.sr-only", { readonly: true, "aria-hidden": "true", tabindex: "-1" }))
  );
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (before) before.focus({ preventScroll: true });
  return copied;
}
