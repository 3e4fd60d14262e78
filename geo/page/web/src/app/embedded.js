/**
 * What the page and the one around it say to each other, where whoever built this page named the origin of the other.
 *
 * The page speaks to none that has not spoken to it first, and only to the very window and origin from which it was
 * spoken to: so no other page learns anything, not even that the atlas is in it.
 */
import { effect, untracked } from "@preact/signals-core";
import { isForAtlas, readMessage, refusal, stateMessage } from "../core/embed.js";

const MOST = 100; // messages that are read in a second
const SECOND = 1000; // milliseconds

/** Whether the page is inside another one. */
export const isFramed = () => window.parent !== window;

/**
 * From now on hear the page around, and answer it.
 *
 * @param {Scene} scene what the page shows
 * @param {Pick<Actions, "follow">} actions what it can do
 */
export function hearParent(scene, { follow }) {
  const { state } = scene;
  const { payload, sites } = scene.atlas;
  if (payload.embed_origins.length === 0 || !isFramed()) return;
  const leftInSecond = createBudget();
  let origin = ""; // of the page around, once it has spoken
  let told = ""; // what it was told last
  let busy = false;
  /** @param {object} message */
  const post = (message) => window.parent.postMessage(message, origin);
  const now = () => stateMessage(state, sites, scene.result);
  /** @param {string | number} [id] of the message that is answered */
  const tell = (id) => {
    const message = untracked(now);
    told = JSON.stringify(message);
    post(id === undefined ? message : { ...message, id });
  };
  window.addEventListener("message", ({ data, source, origin: from }) => {
    if (source !== window.parent || !payload.embed_origins.includes(from) || !isForAtlas(data)) return;
    const left = leftInSecond();
    if (left < 0) return;
    origin = from;
    if (left === 0) return void post(refusal(undefined, "flood", ""));
    const asked = readMessage(data, sites, state.lang);
    if ("reason" in asked) return void post(asked);
    busy = true;
    follow(asked.values);
    busy = false;
    tell(asked.id);
  });
  effect(() => {
    const message = JSON.stringify(now());
    if (origin !== "" && !busy && message !== told) tell();
  });
}

/**
 * How many messages are still read until the second is over: whoever sends more must not keep the page from its reader.
 *
 * @returns {() => number} counts one, and gives what is left: 0 for the first that is too many, less for all after it
 */
function createBudget() {
  let left = MOST;
  return () => {
    if (left === MOST)
      setTimeout(() => {
        left = MOST;
      }, SECOND);
    const now = left;
    left -= 1;
    return now;
  };
}
