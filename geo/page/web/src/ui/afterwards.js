/**
 * What can wait until the screen shows what matters more.
 */
import { effect } from "@preact/signals-core";
import { takeTurns } from "./turns.js";

const MOST = 200; // milliseconds for which what is shown may be old, while the browser has other things to do
const SOON = 16; // milliseconds after which a browser that tells no page when it rests, as Safari, is taken to do so

/** What a reader does that the page answers. */
// eslint-disable-next-line no-restricted-syntax -- nothing is done with the key
const USES = ["pointerdown", "pointermove", "click", "keydown", "input", "wheel"];

/**
 * Do something once the next frame is on the screen.
 *
 * @param {() => void} work
 */
export const afterFrame = (work) => void requestAnimationFrame(() => setTimeout(work));

/**
 * The same work after the next frame, and once however often it is asked for until then.
 *
 * @param {() => void} work
 */
export function onceAfterFrame(work) {
  let isDue = false;
  return () => {
    if (!isDue)
      afterFrame(() => {
        isDue = false;
        work();
      });
    isDue = true;
  };
}

/**
 * Do something once the browser rests.
 *
 * @param {() => void} work
 */
export function atRest(work) {
  const { requestIdleCallback: rest } = window;
  if (rest) rest(work, { timeout: MOST });
  else setTimeout(work, SOON);
}

/**
 * Take the steps of work that nobody waits for, turn after turn. What the reader does meanwhile is answered first, and the answer on
 * the screen before the next of them.
 *
 * @param {Generator<unknown, void>} steps short ones
 */
export async function takeIdle(steps) {
  let isUsed = false;
  const ended = new AbortController();
  const used = () => {
    isUsed = true;
  };
  for (const kind of USES) window.addEventListener(kind, used, { capture: true, passive: true, signal: ended.signal });
  while ((await takeTurns(steps, () => !isUsed)) === null) {
    isUsed = false;
    await new Promise((goOn) => afterFrame(() => atRest(() => goOn(null))));
  }
  ended.abort();
}

/**
 * Do something once the browser rests, and again when it rests after a signal that it read has changed.
 *
 * @param {() => void} work
 * @param {() => void} [due] called as soon as the work is due
 */
export function effectAtRest(work, due = () => {}) {
  due();
  atRest(() => {
    let isDone = false;
    // Told of a change, the effect reads nothing more, so that it is told of no other.
    effect(() => {
      if (isDone) effectAtRest(work, due);
      else work();
      isDone = true;
    });
  });
}

/**
 * What is put off until later, and done before anything else is put off: `settle` does what is due at once, `forget` never.
 */
export function createPutOff() {
  let due = /** @type {(() => void) | null} */ (null);
  const settle = () => {
    const work = due;
    due = null;
    if (work) work();
  };
  return {
    settle,
    forget() {
      due = null;
    },
    /** @param {() => void} work @param {(settle: () => void) => void} later calls what it is given */
    putOff(work, later) {
      settle();
      due = work;
      later(settle);
    },
  };
}

/**
 * Do something once the page is laid out for the next frame, before that is painted: to measure costs no layout then.
 *
 * @param {Element} element that takes up some room
 * @param {() => void} work
 */
export function afterLayout(element, work) {
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    work();
  });
  observer.observe(element);
}
