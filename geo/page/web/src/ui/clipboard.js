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
 * Copy what is still being written: a browser that takes a promise of it remembers that the reader asked for it.
 *
 * @param {Promise<Blob | null>} written null where the reader has stopped it
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyWritten(written) {
  const { clipboard } = navigator;
  if (clipboard && typeof ClipboardItem === "function") {
    /** @type {Promise<Blob>} */
    const promised = written.then((text) => text ?? Promise.reject(new DOMException("stopped by the reader", "AbortError")));
    try {
      await clipboard.write([new ClipboardItem({ "text/plain": promised })]);
      return true;
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    }
  }
  const text = await written;
  return text !== null && copyText(await text.text());
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
