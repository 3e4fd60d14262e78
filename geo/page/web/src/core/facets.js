/**
 * Which sites are shown, and what each choice would show.
 *
 * Values within a facet are joined by or, facets by and. The count of a value is computed as if its own facet
 * were free: it says what choosing that value alone would show. One scan answers everything.
 */
import { WORD } from "./constants.js";
import { indicatorOf } from "./figures.js";
import { readLater, recentlyOf } from "./later.js";
import { messages } from "./messages.js";
import { chosenBy } from "./ranges.js";
import { NOT_FOUND, search } from "./search.js";
import { CITY, DISTRICTS, hasOption } from "./sites.js";

/** @param {Sites} sites @param {string} key @returns {Facet} */
const facetOf = (sites, key) => /** @type {Facet} */ (sites.facets.find((facet) => facet.key === key));

/**
 * @param {Sites} sites columns from `readSites`
 * @param {LinkedState} choice rows of the layers hidden (`hide`), rows of the options chosen by facet (`district`, `kind`
 *   ...), ranges of figures (`ranges`), and the text searched (`q`)
 * @returns {Result} the rows shown (`rows`, and by row `shown`), the city and the districts that the choice means too
 *   (`units`), how many of those shown have each option (`having`), the counts of the layers (`layer`) and of each facet's
 *   options, the rows that nothing but one facet or range keeps out (`only`), and those that are let in by what sources
 *   disagree on (`unlike`)
 */
export function applyFacets(sites, choice) {
  const { rank } = search(sites, choice.q);
  const result = /** @type {Result} */ (
    /** @type {unknown} */ ({
      rows: [],
      units: [],
      asksForUnits: false,
      shown: new Uint8Array(sites.count),
      layer: new Uint32Array(sites.registers.layers.length),
      only: {},
      unlike: [],
    })
  );
  const facets = sites.facets.map((facet) => counted(facet, wordsOf(facet, choice[facet.key])));
  const ranges = choice.ranges.map(([code, tokens]) => countedRange(sites, code, tokens));
  const active = [...facets.filter(({ chosen }) => chosen !== null), ...ranges];
  const ofUnits = [...facets.filter(({ units }) => units), ...ranges];
  result.asksForUnits = choice.q.trim() !== "" || ofUnits.some((facet) => active.includes(facet));
  const keptOut = keptOutBy(active, sites.count);
  for (let row = 0; row < sites.first; row += 1) {
    if (rank[row] === NOT_FOUND) continue;
    const by = keptOut[row];
    if (by === 0 && (!sites.narrowed || sites.narrowed.units.includes(row))) result.units.push(row);
    // Of what counts for places, the city and the districts have these alone: what follows from what is said of them.
    for (const facet of ofUnits) if (by === 0 || active[by - 1] === facet) /** @type {number[]} */ (facet.only).push(row);
  }
  countSites(sites, choice.hide, rank, keptOut, active, result);
  for (const { key, only } of [...facets, ...ranges]) result.only[key] = only;
  // Places are drawn before anything is counted.
  readLater(result, ["having", ...facets.map(({ key }) => key)], () => countsOf(facets, sites, result.rows));
  result.unlike = [...new Set(active.flatMap(unlikeIn))];
  return result;
}

/**
 * A facet that counts, with the rows that nothing but it keeps out; its masks are read when something is chosen or counted.
 *
 * @param {Facet} facet
 * @param {Uint32Array | null} chosen
 * @returns {Counted}
 */
const counted = (facet, chosen) => Object.assign(Object.create(facet), { chosen, only: [] });

/**
 * How many of the sites shown have each option, and how many would be shown by it.
 *
 * @param {Counted[]} facets
 * @param {Sites} sites
 * @param {number[]} rows
 */
function countsOf(facets, sites, rows) {
  const count = sites.count - sites.first;
  const counts = /** @type {Pick<Result, "having"> & Record<string, any>} */ ({ having: {} });
  // Facet by facet, so that the masks of one are read in a row.
  for (const facet of facets) {
    const { key, only, units } = facet;
    const having = rows.length === count ? countedOnce(facet, sites) : countAll(facet, rows);
    counts.having[key] = having;
    const isAll = !units && rows.length + only.length === count;
    counts[key] = isAll ? countedOnce(facet, sites) : countAll(facet, only, having.slice());
  }
  return counts;
}

/**
 * A range as a facet of one option: to be in it.
 *
 * @param {Sites} sites
 * @param {string} code
 * @param {string[]} tokens
 * @returns {Counted}
 */
function countedRange(sites, code, tokens) {
  const { chosen, unlike } = chosenBy(sites, sites.figures.get(indicatorOf(sites, code)), tokens);
  const option = { code, zh: code, en: code };
  return {
    ...{ key: code, zh: code, en: code, options: [option], units: true, width: 1, masks: chosen },
    unlike: unlike.map((row) => [row, 0]),
    chosen: Uint32Array.of(1),
    only: [],
  };
}

/**
 * The rows of what is let in by something on which sources disagree.
 *
 * @param {Counted} facet in which something is chosen
 */
function unlikeIn({ unlike, chosen }) {
  const wanted = /** @type {Uint32Array} */ (chosen);
  return unlike.filter(([, option]) => (wanted[option >>> 5] & (1 << (option & 31))) !== 0).map(([row]) => row);
}

/**
 * @typedef {Facet & {chosen: Uint32Array | null, only: number[] | Uint32Array}} Counted
 */

/** What is kept out by more than one facet. */
const SEVERAL = 2 ** 16 - 1;

/**
 * Which facet keeps each subject out, by its place among those in which something is chosen, counted from 1; 0 where none does.
 *
 * @param {Counted[]} active
 * @param {number} count of the subjects
 */
function keptOutBy(active, count) {
  const keptOut = new Uint16Array(count);
  active.forEach(({ masks, width, chosen }, at) => {
    const wanted = /** @type {Uint32Array} */ (chosen);
    for (let row = 0; row < count; row += 1) {
      let met = masks[row * width] & wanted[0];
      for (let word = 1; word < width && met === 0; word += 1) met = masks[row * width + word] & wanted[word];
      if (met === 0) keptOut[row] = keptOut[row] === 0 ? at + 1 : SEVERAL;
    }
  });
  return keptOut;
}

/**
 * Find the sites that are shown, and those that at most one facet keeps out.
 *
 * @param {Sites} sites
 * @param {number[]} hide
 * @param {Int16Array} rank
 * @param {Uint16Array} keptOut
 * @param {Counted[]} active
 * @param {Result} result
 */
function countSites({ first, count, layer }, hide, rank, keptOut, active, { rows, shown, layer: inLayer }) {
  const hidden = Uint8Array.from(inLayer, (_, row) => Number(hide.includes(row)));
  const found = Uint32Array.from(active, ({ only }) => only.length);
  const kept = active.map(({ only }) => {
    const numbers = new Uint32Array(count);
    numbers.set(only);
    return numbers;
  });
  for (let row = first; row < count; row += 1) {
    if (rank[row] === NOT_FOUND) continue;
    const by = keptOut[row];
    if (by === 0) inLayer[layer[row]] += 1;
    if (by === SEVERAL || hidden[layer[row]] === 1) continue;
    if (by > 0) kept[by - 1][found[by - 1]++] = row;
    else {
      rows.push(row);
      shown[row] = 1;
    }
  }
  active.forEach((facet, at) => {
    facet.only = kept[at].slice(0, found[at]);
  });
}

/**
 * The city and the districts that the reader asks for, by a search or by what is said of them.
 *
 * @param {Pick<Result, "units" | "asksForUnits">} result
 */
export const unitsAskedFor = ({ units, asksForUnits }) => (asksForUnits ? units : []);

/**
 * Whether the city and the districts are exported: not where their layer is hidden, as on the command line; who found
 * nothing else means them.
 *
 * @param {Pick<Result, "rows">} result
 * @param {Pick<State, "hide" | "withUnits">} state
 */
export const exportsUnits = ({ rows }, { hide, withUnits }) => !hide.includes(DISTRICTS) && (withUnits || rows.length === 0);

/**
 * Name of a facet's option; that of the city means the places of which nothing nearer is known.
 *
 * @param {string} key
 * @param {Both} option
 * @param {number} row
 * @param {Lang} lang
 */
export const optionName = (key, option, row, lang) => (key === "district" && row === CITY ? messages(lang)("cityOnly") : option[lang]);

/**
 * Name of the first option of a facet that a site has.
 *
 * @param {Sites} sites
 * @param {string} key
 * @param {number} row
 * @param {Lang} lang
 */
export function optionOf(sites, key, row, lang) {
  const facet = facetOf(sites, key);
  const at = facet.options.findIndex((option, i) => hasOption(facet, row, i));
  return optionName(key, facet.options[at], at, lang);
}

/**
 * The options chosen as words of bits; null where none is, since then a site is let through that has none either.
 *
 * @param {Facet} facet
 * @param {number[]} rows
 */
function wordsOf({ width }, rows) {
  if (rows.length === 0) return null;
  const words = new Uint32Array(width);
  for (const row of rows) words[row >>> 5] |= 1 << (row & 31);
  return words;
}

const ofAll = /** @type {ReturnType<typeof recentlyOf<Uint32Array>>} */ (recentlyOf(1));

/**
 * How many of all sites have each option of a facet.
 *
 * @param {Facet} facet
 * @param {Sites} sites
 */
const countedOnce = (facet, { first, count }) =>
  ofAll(facet.masks, "", () =>
    countAll(
      facet,
      Uint32Array.from({ length: count - first }, (_, at) => first + at),
    ),
  );

/** @param {Facet} facet @param {ArrayLike<number>} rows @param {Uint32Array} [counts] which are added to */
function countAll({ masks, width, options }, rows, counts = new Uint32Array(options.length)) {
  for (let word = 0; word < width; word += 1) {
    for (let i = 0; i < rows.length; i += 1) {
      for (let bits = masks[rows[i] * width + word] | 0; bits !== 0; bits &= bits - 1)
        counts[word * WORD + 31 - Math.clz32(bits & -bits)] += 1;
    }
  }
  return counts;
}
