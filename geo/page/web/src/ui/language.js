/**
 * The language of whoever opens the page: the one they chose here before, else the first of their browser's that is
 * Chinese or English.
 */
import { LANGS } from "../core/fields.js";

/**
 * What the browser keeps it by: pages of several cities on one server are read each in its own language.
 *
 * @param {Pick<Payload, "place">} payload
 */
const keyOf = ({ place }) => `${place.export_name}-language`;

/** @param {Pick<Payload, "place">} payload @returns {Lang} */
export function readersLanguage(payload) {
  const remembered = withStorage((storage) => storage.getItem(keyOf(payload)));
  if (LANGS.includes(/** @type {Lang} */ (remembered))) return /** @type {Lang} */ (remembered);
  const spoken = (navigator.languages || [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase());
  return /** @type {Lang | undefined} */ (spoken.find((lang) => LANGS.includes(lang))) || "en";
}

/**
 * Keep what the reader chose; a link they follow changes nothing.
 *
 * @param {Pick<Payload, "place">} payload
 * @param {Lang} lang
 */
export const rememberLanguage = (payload, lang) => withStorage((storage) => storage.setItem(keyOf(payload), lang));

/**
 * Do something with what the browser keeps; some keep nothing for a file, or nothing at all, and refuse to be asked.
 *
 * @template T
 * @param {(storage: Storage) => T} use
 * @returns {T | null} what it gives, null where nothing is kept
 */
function withStorage(use) {
  try {
    return window.localStorage ? use(window.localStorage) : null;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
