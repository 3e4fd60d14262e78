/**
 * Whose map it is, whose the basemap, and what the boundaries are worth.
 */
import { el, inItsLanguage, linkOut } from "./dom.js";

/**
 * @param {Pick<Scene, "atlas" | "say">} scene
 * @param {Basemap | null} basemap
 */
export function showCredits({ atlas: { payload }, say }, basemap) {
  const parts = /** @type {Content[][]} */ ([[inItsLanguage(say("credit"))]]);
  if (basemap) parts.push(basemap.attribution.map(([text, address]) => linkOut(address, text)));
  parts.push([say(payload.boundaries ? "boundaryNote" : "noBoundaries")]);
  return el("p.credits", {}, ...parts.map((part) => el("span", {}, ...part)));
}
