/**
 * The question that is asked before a server that a link names is asked for the tiles of its basemap.
 */
import { el } from "./dom.js";

/**
 * @param {Basemap|null} basemap the one that waits for an answer
 * @param {Scene} scene what the page shows
 * @param {(code: string) => void} choose called with the code of the basemap that is wanted, empty for our own
 * @returns {Described|null} the question
 */
export function showConsent(basemap, { state, say }, choose) {
  if (basemap === null) return null;
  const words = say("consent", { name: basemap[state.lang], host: basemap.host });
  return el(
    "div.consent",
    { role: "group", "aria-label": words },
    el("p", {}, words),
    el("button.primary", { type: "button", "data-key": "consent-load", onclick: () => choose(basemap.code) }, say("consentLoad")),
    el("button.link", { type: "button", "data-key": "consent-own", onclick: () => choose("") }, say("consentOwn")),
  );
}
