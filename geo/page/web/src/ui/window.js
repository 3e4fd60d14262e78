/**
 * A window on many rows: those near what is in sight are drawn, gaps take up the room of all others, so that scroll bars
 * are right and every row can be reached.
 *
 * Up to `ALL` rows are drawn, wherever they are: the browser's own search finds each of them.
 */
import { batch, signal } from "@preact/signals-core";
import { afterLayout, createPutOff } from "./afterwards.js";

const ALL = 400; // rows that are drawn without a window

const BEYOND = 600; // pixels beyond what is in sight that are drawn
const STEP = 200; // pixels of scrolling after which the window moves
const ROUNDS = 3; // what is measured may bring others into sight, and so on: after so many drawings the next scroll sees to it
const SURE = 20; // rows measured from which on their mean is that of all

/** @typedef {{row: number, at: number, gap: number, isFar: boolean}} Drawn a row, its place among all, the pixels left free before it, and whether it is out of sight */
/** @typedef {ReturnType<typeof createWindow>} Window */

const NOT_SEEN = /** @type {Span} */ ([0, 0]); // what is in sight of a list until it is laid out

/**
 * @param {number} count how many rows there can be
 * @param {number} usual height of a row in pixels, until some are measured
 * @param {() => number} total how many rows there are now, in all lists together
 */
export function createWindow(count, usual, total) {
  const heights = new Float32Array(count);
  const mean = { height: usual, rows: 0 };
  const isWhole = () => total() <= ALL;
  /** What is in sight of each list, from the first, in pixels from its top: another object whenever that has changed. */
  const seen = signal(/** @type {Span[]} */ ([]));
  /** @param {HTMLElement} frame what scrolls @returns {boolean} whether the window, moved to what is in sight, was there already */
  const look = (frame) => {
    settle();
    if (isWhole()) return true;
    const now = sightIn(frame);
    const isSame = JSON.stringify(now) === JSON.stringify(seen.peek());
    if (!isSame) seen.value = now;
    return isSame;
  };
  let rounds = 0;
  const { settle, putOff } = createPutOff();
  return {
    look,
    settle,
    /**
     * What of a list is drawn.
     *
     * @param {number} list which of all lists, from 0: another that takes its place begins where it began, mostly
     * @param {number[]} rows all of them
     * @param {number[]} kept rows that are drawn with their neighbours wherever they are: the chosen one, that with the keyboard
     * @returns {Drawn[] | null} the last row always among them; null for all rows
     */
    of(list, rows, kept) {
      if (isWhole()) return null;
      return drawnOf(rows, topsOf(rows, heights, mean.height), seen.value[list] || NOT_SEEN, kept);
    },
    /**
     * Draw, and keep what is in sight where it is; then see what else has come into sight.
     *
     * @param {HTMLElement} frame what scrolls
     * @param {() => void} draw
     * @param {{isOther?: boolean, waits?: boolean, measured?: () => void}} [how] `isOther` where the rows are others than before:
     *   what is in sight of them is new; `waits` measures after the layout that the browser makes anyway, where nothing but the
     *   drawing moves the rows until then; `measured` is called once it is known which of them are in sight
     */
    steady(frame, draw, { isOther = false, waits = false, measured: told = () => {} } = {}) {
      settle();
      if (isWhole()) return draw();
      const keepInPlace = isOther || seesFirst(seen.peek()) ? () => {} : anchorIn(frame);
      draw();
      const measured = () => {
        keepInPlace();
        measure(frame, heights, mean);
        batch(() => {
          rounds = rounds < ROUNDS ? rounds + 1 : 0;
          if (rounds > 0 && look(frame)) rounds = 0;
          told();
        });
      };
      if (waits) putOff(measured, (settle) => afterLayout(frame, settle));
      else measured();
    },
  };
}

/**
 * Where each row begins, and where the last ends.
 *
 * @param {number[]} rows
 * @param {Float32Array} heights
 * @param {number} usual
 */
function topsOf(rows, heights, usual) {
  const tops = new Float64Array(rows.length + 1);
  for (let at = 0; at < rows.length; at += 1) tops[at + 1] = tops[at] + (heights[rows[at]] || usual);
  return tops;
}

/**
 * @param {number[]} rows
 * @param {Float64Array} tops
 * @param {Span} seen
 * @param {number[]} kept
 * @returns {Drawn[]}
 */
function drawnOf(rows, tops, seen, kept) {
  const places = placesIn(
    tops,
    seen,
    kept.map((row) => rows.indexOf(row)),
  );
  /** @param {number} at */
  const isFar = (at) => (tops[at] >= seen[1] || tops[at + 1] <= seen[0]) && !kept.includes(rows[at]);
  return places.map((at, i) => ({ row: rows[at], at, gap: tops[at] - tops[i === 0 ? 0 : places[i - 1] + 1], isFar: isFar(at) }));
}

/**
 * What is in sight of each list, and some way beyond.
 *
 * @param {HTMLElement} frame
 * @returns {Span[]}
 */
function sightIn(frame) {
  const { top, bottom } = frame.getBoundingClientRect();
  /** @param {number} pixels */
  const stepped = (pixels) => Math.round(pixels / STEP) * STEP;
  return Array.from(frame.querySelectorAll("[data-window]"), (list) => {
    const start = list.getBoundingClientRect().top;
    return [stepped(top - start) - BEYOND, stepped(bottom - start) + BEYOND];
  });
}

/**
 * The places of the rows that are drawn: the first and the last one, those in sight, and those kept with their neighbours.
 *
 * @param {Float64Array} tops where each begins, and where the last ends
 * @param {Span} seen
 * @param {number[]} kept
 */
function placesIn(tops, [from, to], kept) {
  const last = tops.length - 2;
  const places = new Set([0, last]);
  for (let at = placeAt(tops, from); at <= last && tops[at] < to; at += 1) places.add(at);
  for (const at of kept.filter((each) => each >= 0)) for (const near of [at - 1, at, at + 1]) places.add(near);
  return [...places].filter((at) => at >= 0 && at <= last).sort((a, b) => a - b);
}

/**
 * The row that lies at a height, by halving.
 *
 * @param {Float64Array} tops
 * @param {number} height
 */
function placeAt(tops, height) {
  let [low, high] = [0, tops.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tops[middle + 1] <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether the beginning of the first list is in sight: who sees it goes on seeing it, whatever is listed then.
 *
 * @param {Span[]} seen
 */
const seesFirst = ([first]) => first !== undefined && first[0] <= -BEYOND;

/** @param {HTMLElement} frame @returns {() => void} scrolls the first row in sight back to where it is now */
function anchorIn(frame) {
  const anchor = firstInSight(frame);
  if (!anchor) return () => {};
  const before = anchor.getBoundingClientRect().top;
  return () => {
    if (anchor.isConnected) frame.scrollTop += anchor.getBoundingClientRect().top - before;
  };
}

/** @param {HTMLElement} frame @returns {HTMLElement | undefined} */
function firstInSight(frame) {
  const { top } = frame.getBoundingClientRect();
  return drawnIn(frame).find((each) => each.getBoundingClientRect().top >= top);
}

/** @param {HTMLElement} frame */
const drawnIn = (frame) => [.../** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll("[data-drawn]"))];

/**
 * Take the heights of the rows that are drawn.
 *
 * @param {HTMLElement} frame
 * @param {Float32Array} heights
 * @param {{height: number, rows: number}} mean
 */
function measure(frame, heights, mean) {
  const drawn = drawnIn(frame);
  for (const each of drawn) heights[Number(each.dataset.drawn)] = each.offsetHeight;
  if (mean.rows >= SURE || drawn.length === 0) return;
  mean.rows = drawn.length;
  mean.height = drawn.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0) / drawn.length;
}
