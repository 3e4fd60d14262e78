/**
 * Which sites are shown, and what each choice would show.
 *
 * Values within a facet are joined by or, facets by and. The count of a value is computed as if its own facet
 * were free: it says what choosing that value alone would show. One scan answers everything.
 */
import { messages } from "./messages.js";
import { NOT_FOUND, search } from "./search.js";
import { CITY, hasOption } from "./sites.js";

const DISPUTE = "dispute";

/** @param {Sites} sites @param {string} key @returns {Facet} */
const facetOf = (sites, key) => /** @type {Facet} */ (sites.facets.find((facet) => facet.key === key));

/**
 * @param {Sites} sites columns from `readSites`
 * @param {LinkedState} choice rows of the layers hidden (`hide`), rows of the options chosen by facet (`district`, `kind`
 *   ...), and the text searched (`q`)
 * @returns {Result} the rows shown (`rows`), the city and the districts that the choice means too (`units`), and the
 *   counts of the layers (`layer`) and of each facet's options
 */
export function applyFacets(sites, choice) {
  const { rank } = search(sites, choice.q);
  const chosen = sites.facets.map((facet) => wordsOf(facet, choice[facet.key]));
  // What keeps a subject out: no facet, one (then it counts there), or several.
  /** @param {number} row */
  const facetsAgainst = (row) => sites.facets.filter((facet, f) => chosen[f] && !meets(facet, row, chosen[f]));
  const result = /** @type {Result} */ ({ rows: [], units: [], layer: new Uint32Array(sites.registers.layers.length) });
  for (const { key, options } of sites.facets) result[key] = new Uint32Array(options.length);
  const dispute = facetOf(sites, DISPUTE);
  for (let i = 0; i < sites.first; i += 1) {
    if (rank[i] === NOT_FOUND) continue;
    const against = facetsAgainst(i);
    if (against.length === 0 && (!sites.narrowed || sites.narrowed.units.includes(i))) result.units.push(i);
    // Of what counts for places, the city and the districts have this alone: what is said of them can disagree.
    if (against.every((facet) => facet === dispute)) countOptions(dispute, i, result[DISPUTE]);
  }
  for (let i = sites.first; i < sites.count; i += 1) {
    if (rank[i] === NOT_FOUND) continue;
    const against = facetsAgainst(i);
    if (against.length === 0) result.layer[sites.layer[i]] += 1;
    if (choice.hide.includes(sites.layer[i]) || against.length > 1) continue;
    if (against.length === 0) result.rows.push(i);
    for (const facet of against.length === 1 ? against : sites.facets) countOptions(facet, i, result[facet.key]);
  }
  return result;
}

/**
 * The city and the districts that the reader asks for, by a search or by their disagreements.
 *
 * @param {Result} result
 * @param {LinkedState} state
 */
export const unitsAskedFor = ({ units }, { q, dispute }) => (q.trim() !== "" || dispute.length > 0 ? units : []);

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

/** @param {Facet} facet @param {number} row @param {Uint32Array} words */
const meets = ({ masks, width }, row, words) => words.some((word, w) => (masks[row * width + w] & word) !== 0);

/** @param {Facet} facet @param {number} row @param {Counts} counts */
function countOptions(facet, row, counts) {
  for (let option = 0; option < counts.length; option += 1) {
    if (hasOption(facet, row, option)) counts[option] += 1;
  }
}
