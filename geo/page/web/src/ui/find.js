/**
 * The box by which the facts of the drawer are searched: what does not match is hidden, and keys go from hit to hit.
 */
import { factsHaving } from "../core/search.js";
import { LONGEST_QUERY } from "../core/store.js";
import { el, replaceContent } from "./dom.js";
import { answered, onKeys } from "./keys.js";

/** What holds facts, and is hidden with them: the inner before the outer. */
const HOLDERS = [".value", ".claim", ".older", ".series", ".theme", ".progress li", ".progress"];

/**
 * @param {object} atlas payload and columns
 * @param {Element} drawer where the facts are
 * @param {(id: string, focus: boolean) => void} reach marks a fact and goes there, with the keyboard or without
 * @returns {{element: Element, show: Function, find: Function}} the box; `show` follows what the drawer shows, `find`
 *   searches for a text
 */
export function createFind(atlas, drawer, reach) {
  const input = el("input", { type: "search", autocomplete: "off", spellcheck: "false", enterkeyhint: "next", maxlength: String(LONGEST_QUERY), "data-key": "find" });
  const count = el("output", { role: "status", "aria-live": "polite" });
  const element = el("div.find", {}, input, count);
  const opened = new Set();
  let context = null;
  let at = -1;

  const hits = () => [...drawer.querySelectorAll(".source[id]")].filter((source) => !source.closest("[hidden]"));
  const find = (text) => {
    input.value = text;
    at = -1;
    const searched = text.trim() !== "";
    drawer.classList.toggle("finding", searched);
    narrow(searched ? new Set(matching(text)) : null);
    const { say } = context;
    const found = searched ? hits().length : 0;
    replaceContent(count, searched && (found > 0 ? say("findCount", { count: found }) : say("findNone")));
  };
  const matching = (text) => {
    const { sources } = atlas.payload;
    const further = (claim, fact) => {
      const source = sources[fact.source];
      const told = ["zh", "en"].flatMap((lang) => [fact.when[lang], source[`publisher_${lang}`], source[`title_${lang}`], fact[`note_${lang}`]]);
      return [claim.asOf, fact.token, ...told].join("\n");
    };
    return factsHaving(atlas.sites, context.row, context.claims, text, further).map(({ fact }) => fact.id);
  };
  /** Hide all facts but these, with whatever holds no other; null shows everything as it was. */
  function narrow(ids) {
    for (const source of drawer.querySelectorAll(".source[id]")) source.hidden = ids !== null && !ids.has(source.id);
    for (const holder of drawer.querySelectorAll(HOLDERS.join())) {
      holder.hidden = ids !== null && !holder.querySelector(".source[id]:not([hidden])");
    }
    for (const fold of drawer.querySelectorAll(".theme > details, .older")) {
      if (ids === null ? opened.has(fold) : !fold.open && !fold.closest("[hidden]")) {
        fold.open = ids !== null;
        opened.add(fold);
      }
    }
    if (ids === null) opened.clear();
  }
  const go = (step, focus) => {
    const found = hits();
    if (input.value.trim() === "" || found.length === 0) return;
    at = (at + step + found.length) % found.length;
    reach(found[at].id, focus);
    replaceContent(count, context.say("findAt", { at: at + 1, count: found.length }));
  };

  input.addEventListener("input", () => find(input.value));
  onKeys(input, (event) => {
    if (event.key === "Enter") go(event.shiftKey ? (at < 0 ? 0 : -1) : 1, false);
    else if (event.key === "ArrowDown") go(at < 0 ? 1 : 0, true);
    else if (event.key === "Escape" && input.value !== "") find("");
    else return;
    answered(event);
  });
  return {
    element,
    /** The drawer has been filled: with what it showed before, whose search goes on, or with something else. */
    show(next, same) {
      context = next;
      opened.clear();
      input.setAttribute("aria-label", context.say("findFacts"));
      input.placeholder = context.say("findFacts");
      find(same ? input.value : "");
    },
    find,
  };
}
