/**
 * A list of which one entry is chosen: the browser's, with a sign of ours, the same in all of them.
 */
import { el } from "./dom.js";

/**
 * @param {Parameters<typeof el>[1]} attributes
 * @param {...Content} options
 */
export const showSelect = (attributes, ...options) => el("span.select", {}, el("select", attributes, ...options));
