/**
 * The box by which the facts of the drawer are searched: what does not match is hidden, and keys go from hit to hit.
 */
import { createRef } from "preact";
import { factsHaving } from "../core/search.js";
import { showBox } from "./box.js";
import { draw, el } from "./dom.js";
import { answered, withKeys } from "./keys.js";

/** @typedef {Pick<Context, "row" | "claims" | "say">} FindContext whose facts are searched */

/** What holds facts, and is hidden with them: the inner before the outer. */
const HOLDERS = [".value", ".claim", ".older", ".series", ".theme", ".progress li", ".progress"];

/**
 * @param {Atlas} atlas payload and columns
 * @param {Element} drawer where the facts are
 * @param {(id: string, focus: boolean) => void} reach marks a fact and goes there, with the keyboard or without
 * @returns {{show: (say: Say) => Described, follow: (next: FindContext, same: boolean) => void, find: (text: string) => void}} `show` describes the box, `follow` has it
 *   follow what the drawer shows, `find` searches for a text
 */
export function createFind(atlas, drawer, reach) {
  const input = /** @type {import("preact").RefObject<HTMLInputElement>} */ (createRef());
  const status = /** @type {import("preact").RefObject<HTMLElement>} */ (createRef());
  const narrow = createNarrowing(drawer);
  /** @type {FindContext} */
  let context;
  let text = "";
  let at = -1;

  /** @param {Content} words */
  const tell = (words) => status.current && draw(status.current, words);
  const hits = () => [...drawer.querySelectorAll(".source[id]")].filter((source) => !source.closest("[hidden]"));

  /** @param {string} searched */
  function find(searched) {
    text = searched;
    at = -1;
    if (input.current) input.current.value = text;
    const wanted = text.trim() !== "";
    drawer.classList.toggle("finding", wanted);
    narrow.to(wanted ? new Set(matching(text, atlas, context)) : null);
    const found = wanted ? hits().length : 0;
    tell(wanted && context.say(found > 0 ? "findCount" : "findNone", { count: found }));
  }

  /** @param {number} step @param {boolean} focus */
  function go(step, focus) {
    const found = hits();
    if (text.trim() === "" || found.length === 0) return;
    at = (at + step + found.length) % found.length;
    reach(found[at].id, focus);
    tell(context.say("findAt", { at: at + 1, count: found.length }));
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key === "Enter") go(event.shiftKey ? (at < 0 ? 0 : -1) : 1, false);
    else if (event.key === "ArrowDown") go(at < 0 ? 1 : 0, true);
    else if (event.key === "Escape" && text !== "") find("");
    else return;
    answered(event);
  }

  return {
    find,
    show: (say) =>
      el(
        "div.find",
        {},
        showFind(say, find, { ref: input, ...withKeys(onKey) }),
        el("output", { role: "status", "aria-live": "polite", ref: status }),
      ),
    /** The drawer has been filled: with what it showed before, whose search goes on, or with something else. */
    follow(next, same) {
      context = next;
      if (!same) narrow.forget();
      find(same ? text : "");
    },
  };
}

/** @param {Say} say @param {(text: string) => void} find @param {Parameters<typeof showBox>[1]} listening */
const showFind = (say, find, listening) =>
  showBox(
    say("findFacts"),
    {
      enterkeyhint: "next",
      "data-key": "find",
      oninput: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => find(currentTarget.value),
      ...listening,
    },
    () => find(""),
    say,
  );

/**
 * Ids of the facts that have a text in anything that is shown of them.
 *
 * @param {string} text
 * @param {Atlas} atlas
 * @param {FindContext} context
 */
function matching(text, { payload: { sources }, sites }, { row, claims }) {
  /** @param {Claim} claim @param {Fact} fact */
  const further = (claim, fact) => {
    const source = sources[fact.source];
    const said = /** @type {Lang[]} */ (["zh", "en"]).flatMap((lang) => [
      fact.when[lang],
      source[`publisher_${lang}`],
      source[`title_${lang}`],
      fact[`note_${lang}`],
    ]);
    return [claim.asOf, fact.token, ...said].join("\n");
  };
  return factsHaving(sites, row, claims, text, further).map(({ fact }) => fact.id);
}

/**
 * Hides facts, with whatever holds no other, and unfolds what holds some that were folded away.
 *
 * @param {Element} drawer
 */
function createNarrowing(drawer) {
  const opened = new Set();
  return {
    forget: () => opened.clear(),
    /**
     * Hide all facts but those with these ids; null shows everything as it was.
     *
     * @param {Set<string> | null} ids
     */
    to(ids) {
      for (const source of /** @type {NodeListOf<HTMLElement>} */ (drawer.querySelectorAll(".source[id]")))
        source.hidden = ids !== null && !ids.has(source.id);
      for (const holder of /** @type {NodeListOf<HTMLElement>} */ (drawer.querySelectorAll(HOLDERS.join()))) {
        holder.hidden = ids !== null && !holder.querySelector(".source[id]:not([hidden])");
      }
      for (const fold of /** @type {NodeListOf<HTMLDetailsElement>} */ (drawer.querySelectorAll(".theme > details, .older"))) {
        if (ids === null ? opened.has(fold) : !fold.open && !fold.closest("[hidden]")) {
          fold.open = ids !== null;
          opened.add(fold);
        }
      }
      if (ids === null) opened.clear();
    },
  };
}
