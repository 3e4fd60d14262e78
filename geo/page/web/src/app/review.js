/**
 * The page of a review: candidates that a text gave, or changes that somebody proposes, decided one by one into a patch.
 *
 * A bundle of its own, which `geo.review.page` puts into a page beside the record.
 */
import { effect } from "@preact/signals-core";
import { textOf } from "../core/frames.js";
import { takeIdle } from "../ui/afterwards.js";
import { createGlosses } from "../ui/gloss.js";
import { weighLines } from "../ui/panes.js";
import { createBar } from "../ui/review/bar.js";
import { createDetail } from "../ui/review/detail.js";
import { listenForKeys } from "../ui/review/keys.js";
import { createReviewMap } from "../ui/review/map.js";
import { createPanel } from "../ui/review/panel.js";
import { createQueue } from "../ui/review/queue.js";
import { createToast } from "../ui/toast.js";
import { readAtlas, whenRead } from "./record.js";
import { createDoings, createReview } from "./reviewing.js";

/** @import {ReviewShown} from "../core/review/payload" */

/** @param {typeof import("./islands.js").read} read gives what an island holds */
export function start(read) {
  // The core is here already; to read it tells whoever looks for damage that the script runs.
  const core = read("atlas-core");
  whenRead(() => begin(readAtlas(core, read), JSON.parse(textOf(read("atlas-review")))));
}

/** @param {Atlas} atlas @param {ReviewShown} told */
function begin(atlas, told) {
  const root = /** @type {HTMLElement} */ (document.querySelector(".reviewing"));
  /** @type {Element} */ (document.querySelector(".opening")).remove();
  const toast = createToast();
  const scene = createReview(atlas, told);
  const doings = createDoings(scene, root, toast);
  const parts = [createBar, createQueue, createDetail, createPanel].map((create) => create(scene, doings));
  const map = createReviewMap(scene, doings);
  root.append(...parts.map(({ element }) => element), map.element, toast.element);
  createGlosses(root);
  listenForKeys(root, scene, doings);
  window.addEventListener("beforeunload", (event) => {
    if (scene.isUnsaved()) event.preventDefault();
  });
  effect(() => {
    document.documentElement.lang = scene.state.lang === "zh" ? "zh-Hans" : "en";
    document.title = `${scene.say("reviewTitle")} · ${scene.say("title")}`;
  });
  for (const { show } of [...parts, map.start()]) effect(show);
  takeIdle(weighLines());
}
