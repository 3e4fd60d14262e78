/**
 * Numbers of the layout, which the style sheet holds and changes with the size of the screen.
 */

const asked = /** @type {Map<string, string>} */ (new Map());
const asks = /** @type {Map<string, () => string>} */ (new Map());

/**
 * What the style sheet says, asked once in a task: to ask again after a change of the page costs a layout.
 *
 * @param {string} name
 * @param {() => string} ask
 */
export function askOnce(name, ask) {
  asks.set(name, ask);
  if (asked.size === 0) setTimeout(() => asked.clear());
  const known = asked.get(name) ?? ask();
  asked.set(name, known);
  return known;
}

/** Ask what was ever asked, before a change of the page. */
export function askAhead() {
  for (const [name, ask] of asks) askOnce(name, ask);
}

/** @param {string} name of a custom property of the page's element */
const valueOf = (name) =>
  askOnce(`.atlas ${name}`, () => getComputedStyle(/** @type {Element} */ (document.querySelector(".atlas"))).getPropertyValue(name));
/** @param {string} name */
const number = (name) => parseFloat(valueOf(name));

/** Whether the panel is a sheet that is pulled up over the map. */
export const isPhone = () => valueOf("--layout").trim() === "phone";

/** Pixels of the sheet that always cover the foot of the map. */
export const sheetAtPeek = () => number("--peek");

/** Part of the page that the sheet covers when it is pulled half way. */
export const sheetAtHalf = () => number("--sheet") * number("--half");
