/**
 * The sizes of letters, and what they are set apart by, as the style sheet has them: their one home.
 */

/** @param {string} name of a custom property */
const numberOf = (name) => parseFloat(getComputedStyle(document.documentElement).getPropertyValue(`--${name}`));

/**
 * @param {"small" | "text" | "value" | "title"} name of a size
 * @returns {number} pixels
 */
export const sizeOf = (name) => numberOf(name);

/**
 * @param {Lang} lang
 * @returns {number} what the letters of a district's name are set apart by, in ems
 */
export const apartIn = (lang) => numberOf(`apart-${lang}`);
