/**
 * Numbers of the layout, which the style sheet holds and changes with the size of the screen.
 */

const styleOf = () => getComputedStyle(/** @type {Element} */ (document.querySelector(".atlas")));
/** @param {string} name */
const number = (name) => parseFloat(styleOf().getPropertyValue(name));

/** Whether the panel is a sheet that is pulled up over the map. */
export const isPhone = () => styleOf().getPropertyValue("--layout").trim() === "phone";

/** Pixels of the sheet that always cover the foot of the map. */
export const sheetAtPeek = () => number("--peek");

/** Part of the page that the sheet covers when it is pulled half way. */
export const sheetAtHalf = () => number("--sheet") * number("--half");
