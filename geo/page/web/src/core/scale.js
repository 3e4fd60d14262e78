/**
 * The steps of a scale for a figure: what a reader can choose an end of a range from, and the bins of its histogram.
 */

const SPREAD = 100; // times that the largest may be the smallest before steps grow with the numbers
const FEW = 3; // powers of ten with three steps each; of more powers each has one
const BINS = 15; // about so many where steps are equal
const NICE = [1, 2, 5, 10];

/**
 * @param {number[]} values in the unit that the reader sees, in any order; at least one
 * @returns {number[]} the edges of the bins, upwards, two or more: plain numbers, around all values
 */
export function edgesOf(values) {
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  return least > 0 && most / least >= SPREAD ? growing(least, most) : equal(least, most);
}

/** @param {number} least @param {number} most */
function growing(least, most) {
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  const steps = to - from > FEW * 2 ? [1] : NICE.slice(0, -1);
  const edges = /** @type {number[]} */ ([]);
  for (let power = from; power <= to; power += 1) for (const step of steps) edges.push(Number(`${step}e${power}`));
  return edges.filter((edge, at) => !(edges[at + 1] <= least) && !(edges[at - 1] >= most));
}

/** @param {number} least @param {number} most */
function equal(least, most) {
  const step = niceStep((most - least || Math.abs(most) || 1) / BINS);
  const first = Math.floor(least / step);
  const count = Math.max(Math.ceil(most / step) - first, 1);
  return Array.from({ length: count + 1 }, (_, at) => plain((first + at) * step));
}

/** @param {number} rough */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * /** @type {number} */ (NICE.find((nice) => nice * power >= rough * (1 - 1e-9)));
}

/** @param {number} number without what binary fractions add to it */
const plain = (number) => Number(number.toPrecision(12));

/**
 * How many of some values each bin holds: from its lower edge on, and the last up to the upper one.
 *
 * @param {ArrayLike<number>} values
 * @param {number[]} edges
 */
export function countBins(values, edges) {
  const counts = new Uint32Array(edges.length - 1);
  for (let i = 0; i < values.length; i += 1) counts[Math.min(stepBelow(values[i], edges), counts.length - 1)] += 1;
  return counts;
}

/**
 * The place of the last edge that is not above a value.
 *
 * @param {number} value
 * @param {number[]} edges
 */
export function stepBelow(value, edges) {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
