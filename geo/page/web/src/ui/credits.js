/**
 * Whose map it is, which leads to all about it, whose the basemap, and what the boundaries are worth.
 */
import { el, inItsLanguage, linkOut } from "./dom.js";

/**
 * @param {Pick<Scene, "atlas" | "say">} scene
 * @param {Basemap | null} basemap
 * @param {(() => void) | false} [onclick] shows what the atlas is
 */
export function showCredits({ atlas: { payload }, say }, basemap, onclick) {
  const credit = inItsLanguage(say("credit"));
  const about = { type: "button", "data-key": "credit", title: say("aboutLink"), onclick };
  const parts = /** @type {Content[][]} */ ([[onclick ? el("button", about, credit) : credit]]);
  if (basemap) parts.push(basemap.attribution.map(([text, address]) => linkOut(address, text)));
  parts.push([say(payload.boundaries ? "boundaryNote" : "noBoundaries")]);
  return el("p.credits", {}, ...parts.map((part) => el("span", {}, ...part)));
}
