/**
 * Files that the page makes, given to the browser to save.
 */
import { el, make } from "./dom.js";

const KEPT = 10000; // milliseconds that a file made here stays in reach of the browser

/** @param {Blob} blob @param {string} name */
export function saveFile(blob, name) {
  const url = URL.createObjectURL(blob);
  // eslint-disable-next-line no-restricted-syntax -- a file of our own
  make(el("a", { href: url, download: name })).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
