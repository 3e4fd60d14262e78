/**
 * The clipboard, by the way that a browser has: the browsers inside chat applications have only the old one.
 */
import { el } from "./dom.js";

/** @returns {Promise<boolean>} whether the text is in the clipboard now */
export function copyText(text) {
  if (!navigator.clipboard) return Promise.resolve(copySelected(text));
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copySelected(text),
  );
}

function copySelected(text) {
  const focused = document.activeElement;
  const field = el("textarea.copied", { readonly: true, "aria-hidden": "true", tabindex: "-1" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (focused) focused.focus({ preventScroll: true });
  return done;
}
