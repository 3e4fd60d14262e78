/**
 * The icons of the map's tools: thin lines, in the colour of the text.
 */
import { el } from "./dom.js";

/** @type {Record<string, string>} */
const LINES = {
  base: "M12 4L20 8.5L12 13L4 8.5Z M4 12.5L12 17L20 12.5 M4 16.5L12 21L20 16.5",
  zoomIn: "M12 6V18 M6 12H18",
  zoomOut: "M6 12H18",
  home: "M4.5 11.5L12 5L19.5 11.5 M7 10V19H17V10",
  fit: "M4 9V4H9 M15 4H20V9 M20 15V20H15 M9 20H4V15 M12 9L15 12L12 15L9 12Z",
  here: "M12 7A5 5 0 1 0 12 17A5 5 0 1 0 12 7 M12 3V7 M12 17V21 M3 12H7 M17 12H21",
  fullScreen: "M14 10L20 4 M15 4H20V9 M10 14L4 20 M9 20H4V15",
  measure: "M4 16L16 4L20 8L8 20Z M7 13L9 15 M10 10L12.5 12.5 M13 7L15 9",
  link: "M10 14L14 10 M8.5 11L6.5 13A3.5 3.5 0 0 0 11.5 18L13.5 16 M15.5 13L17.5 11A3.5 3.5 0 0 0 12.5 6L10.5 8",
  ask: "M12 4A8 8 0 1 0 12 20A8 8 0 1 0 12 4 M9.5 9.8A2.5 2.5 0 1 1 12 12.3V13.5 M12 16.5H12.01",
  ranking: "M5 6H20 M5 12H15 M5 18H10",
  more: "M6 12H6.01 M12 12H12.01 M18 12H18.01",
};

/** @param {string} name */
export const icon = (name) =>
  el(`svg.icon.icon-${name}`, { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, el("path", { d: LINES[name] }));
