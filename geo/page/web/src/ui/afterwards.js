/**
 * What can wait until the screen shows what matters more.
 */
import { effect } from "@preact/signals-core";
import { whenIdle } from "./turns.js";

const MOST = 200; // milliseconds for which what is shown may be old, while the browser has other things to do

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
export const atRest = (work) => whenIdle(work, MOST);

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
