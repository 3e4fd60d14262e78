/**
 * A link may name an online ground; only the reader may have its server asked. Until they do, our own ground stands.
 */
import { el, replaceContent } from "./dom.js";

/**
 * @param {(code: string) => void} choose called with the ground's code, or empty for our own
 * @returns {{element: Element, show: Function}} the question; `show` asks it for a ground, or takes it away for null
 */
export function createConsent(choose) {
  const element = el("div.consent", { role: "group", hidden: true });
  return {
    element,
    show(ground, lang, say) {
      element.hidden = ground === null;
      if (ground === null) return;
      const words = say("consent", { name: ground[lang], host: ground.host });
      element.setAttribute("aria-label", words);
      replaceContent(
        element,
        el("p", {}, words),
        el("button.primary", { type: "button", "data-key": "consent-load", onclick: () => choose(ground.code) }, say("consentLoad")),
        el("button.link", { type: "button", "data-key": "consent-own", onclick: () => choose("") }, say("consentOwn")),
      );
    },
  };
}
