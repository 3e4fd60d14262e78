/**
 * The page inside another one: what lies on its map in place of the panel, and the snippet that puts it there.
 */
import { effect, untracked } from "@preact/signals-core";
import { pageAddress } from "../core/address.js";
import { snippetOf } from "../core/embed.js";
import { printHash } from "../core/hash.js";
import { moveByPage } from "./camera.js";
import { draw, el, make } from "./dom.js";
import { showLegend } from "./legend.js";

/**
 * Hide the panel while the address asks for that: its title, its legend and a way to the whole map lie on the map then.
 *
 * @param {Scene} scene what the page shows
 * @param {HTMLElement} root
 */
export function createEmbedded(scene, root) {
  const { map, state } = scene;
  const element = make(el("section.embed-head"));
  effect(() => {
    const { embed } = state;
    if (root.classList.contains("embedded") === embed) return;
    root.classList.toggle("embedded", embed);
    if (embed) root.append(element);
    else element.remove();
    untracked(() => moveByPage(map, () => map.invalidateSize({ pan: false })));
  });
  effect(() => {
    if (!state.embed) return;
    element.setAttribute("aria-label", scene.say("title"));
    draw(element, el("p", {}, el("b", {}, scene.say("title"))), showWayOut(scene), showFoldedLegend(scene));
  });
}

/**
 * A file has no address that opens the whole map elsewhere: there it opens in the frame.
 *
 * @param {Scene} scene
 */
function showWayOut({ atlas, state, say }) {
  const page = pageAddress(window.location, atlas.payload.address);
  const way = page && { target: "_blank", rel: "noopener noreferrer" };
  // eslint-disable-next-line no-restricted-syntax -- to this very page
  return el("a", { href: page + printHash({ ...state, embed: false }, atlas.sites), ...way }, say("openWhole"));
}

/** @param {Scene} scene */
const showFoldedLegend = ({ atlas, state, say }) =>
  el("details.legend", {}, el("summary", { "data-key": "embed-legend" }, say("legend")), showLegend(atlas, state.lang, say));

/**
 * The snippet: it shows what is shown now, whatever is read beside it.
 *
 * @param {Pick<Context, "atlas" | "state" | "say" | "actions">} context
 * @returns {Content[]}
 */
export function showSnippet({ atlas, state, say, actions }) {
  const address = actions.addressOf(printHash({ ...state, ...state.beneath, embed: true }, atlas.sites));
  if (!address) return [el("p.intro", {}, say("embedUnpublished"))];
  const snippet = snippetOf(address, say("title"));
  return [
    el("p.intro", {}, say("embedIntro")),
    el(
      "section.snippet",
      {},
      el("textarea", {
        "data-key": "snippet",
        "aria-label": say("embedSnippet"),
        readonly: true,
        rows: 7,
        spellcheck: "false",
        value: snippet,
        onfocus: (/** @type {EventAt<HTMLTextAreaElement>} */ { currentTarget }) => currentTarget.select(),
      }),
      el(
        "button.primary",
        { type: "button", "data-key": "snippet-copy", onclick: () => actions.copy(snippet, say("embedCopied")) },
        say("embedCopy"),
      ),
      el("p.note", {}, say("embedMessages")),
    ),
  ];
}
