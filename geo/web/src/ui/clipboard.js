/**
 * Text put where the reader can paste it from.
 */
import { el } from "./dom.js";

/** @returns {Promise<boolean>} whether the text was copied; some browsers inside other apps refuse both ways */
export function copyText(text) {
  const byHand = () => copyByHand(text);
  return navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, byHand) : Promise.resolve(byHand());
}

/** The way of before: a field that is selected and copied. */
function copyByHand(text) {
  const field = el("textarea.sr-only", { readonly: true, "aria-hidden": "true" });
  const before = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (before) before.focus({ preventScroll: true });
  return copied;
}
