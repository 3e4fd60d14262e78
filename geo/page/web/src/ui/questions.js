/**
 * Questions to begin with, where one would type: a menu in the empty search box.
 */
import { printHash } from "../core/hash.js";
import { questionsOf } from "../core/questions.js";
import { hasNoPlaces } from "../core/sites.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { withMenu } from "./menu.js";

/**
 * @param {Scene} scene
 * @param {(menu: Element) => void} opened called with the menu when it has opened
 */
export const showQuestions = ({ atlas, state, say }, opened) =>
  !hasNoPlaces(atlas.sites) &&
  withMenu(
    el(
      "button.ask",
      {
        key: "ask",
        type: "button",
        "data-key": "ask",
        "aria-controls": "questions",
        "aria-label": say("questions"),
        title: say("questions"),
      },
      icon("ask"),
    ),
    el("div.menu.questions", { id: "questions", "aria-label": say("questions") }),
    () => linksTo(atlas, state.lang, say, { role: "menuitem", tabindex: "-1" }),
    { opened },
  );

/**
 * A link for each question.
 *
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 * @param {Record<string, string>} [attributes] further ones of the links
 */
export const linksTo = (atlas, lang, say, attributes = {}) =>
  questionsOf(atlas, lang).map(({ key, values, state }) =>
    el("a", { href: printHash(state, atlas.sites), "data-key": key, ...attributes }, say(key, values)),
  );
