/**
 * Where keys lead among the lines of a list.
 */
import { answered, onKeys } from "./keys.js";

/**
 * The line that an arrow, Home or End leads to.
 *
 * @param {HTMLElement[]} lines
 * @param {string} key
 * @param {HTMLElement | null} [before] what lies above the first one
 * @returns {HTMLElement | null | undefined} none where it is no key of a list's
 */
export function nextLine(lines, key, before = lines[0]) {
  const at = lines.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 })[key];
  return to === -1 ? before : lines[Math.min(to, lines.length - 1)];
}

/**
 * The line a screenful up or down, where Page Up or Page Down was pressed on a line.
 *
 * @param {HTMLElement} frame what scrolls
 * @param {() => HTMLElement[]} lines gives those that are drawn
 * @param {string} key
 * @param {() => void} look draws what has come into sight
 */
export function pageLine(frame, lines, key, look) {
  const way = /** @type {Record<string, number>} */ ({ PageDown: 1, PageUp: -1 })[key];
  const from = document.activeElement;
  if (!way || !from || !lines().some((line) => line === from)) return null;
  const { top } = from.getBoundingClientRect();
  const page = frame.clientHeight - 2 * from.clientHeight;
  frame.scrollTop += way * page;
  look();
  // At the end of the list nothing scrolls any more, and the line is farther down.
  const aim = from.isConnected ? from.getBoundingClientRect().top + way * page : top;
  /** @param {HTMLElement} line */
  const away = (line) => Math.abs(line.getBoundingClientRect().top - aim);
  return lines().reduce((nearest, line) => (away(line) < away(nearest) ? line : nearest));
}

/**
 * What scrolling does in a window on rows, and where keys lead from the name of a place in it.
 *
 * @param {HTMLElement} frame what scrolls
 * @param {string} prefix what stands before the id of a place in the key of its name
 * @param {Sites} sites
 * @param {{value: number}} focused row that has the keyboard, else -1
 * @param {() => void} look draws what has come into sight
 */
export function followRows(frame, prefix, sites, focused, look) {
  const lines = () => [.../** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll(`[data-key^=${prefix}]`))];
  frame.addEventListener("scroll", look, { passive: true });
  frame.addEventListener("focusin", ({ target }) => {
    const { key = "" } = /** @type {HTMLElement} */ (target).dataset;
    focused.value = key.startsWith(prefix) ? (sites.index.get(key.slice(prefix.length)) ?? -1) : -1;
  });
  frame.addEventListener("focusout", () => {
    focused.value = -1;
  });
  onKeys(frame, (event) => {
    const all = lines();
    if (!all.includes(/** @type {HTMLElement} */ (document.activeElement))) return;
    const next = pageLine(frame, lines, event.key, look) || nextLine(all, event.key);
    if (!next) return;
    answered(event);
    next.focus();
  });
}
