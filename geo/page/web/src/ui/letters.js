/**
 * The sizes of letters, as the style sheet has them: their one home.
 */

/**
 * @param {"small" | "text" | "value" | "title"} name of a size
 * @returns {number} pixels
 */
export const sizeOf = (name) => parseFloat(getComputedStyle(document.documentElement).getPropertyValue(`--${name}`));
