/**
 * A link may name an online basemap; only the reader may have its server asked. Until they do, our own basemap is shown.
 */
import { el, replaceContent } from "./dom.js";

/**
 * @param {(code: string) => void} choose called with the basemap's code, or empty for our own
 * @returns {{element: Element, show: Function}} the question; `show` asks it for a basemap, or takes it away for null
 */
export function createConsent(choose) {
  const element = el("div.consent", { role: "group", hidden: true });
  return {
    element,
    show(basemap, lang, say) {
      element.hidden = basemap === null;
      if (basemap === null) return;
      const words = say("consent", { name: basemap[lang], host: basemap.host });
      element.setAttribute("aria-label", words);
      replaceContent(
        element,
        el("p", {}, words),
        el("button.primary", { type: "button", "data-key": "consent-load", onclick: () => choose(basemap.code) }, say("consentLoad")),
        el("button.link", { type: "button", "data-key": "consent-own", onclick: () => choose("") }, say("consentOwn")),
      );
    },
  };
}
