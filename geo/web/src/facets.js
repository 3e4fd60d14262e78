/**
 * Which sites are shown, and what each choice would show.
 *
 * Values within a facet are joined by or, facets by and. The count of a value is computed as if its own facet
 * were free: it tells what choosing that value alone would show. One scan answers everything.
 */
import { messages } from "./messages.js";
import { NOT_FOUND, search } from "./search.js";

const CITY = 0;

/**
 * @param {object} sites columns from `readSites`
 * @param {object} choice rows of the layers hidden (`hide`), rows of the options chosen by facet (`district`, `kind`
 *   ...), and the text searched (`q`)
 * @returns {object} the rows shown (`rows`), and the counts of the layers (`layer`) and of each facet's options
 */
export function applyFacets(sites, choice) {
  const { rank } = search(sites, choice.q);
  const shownLayers = ~toMask(choice.hide);
  const chosen = sites.facets.map(({ key }) => toMask(choice[key]) || ALL);
  const result = { rows: [], layer: new Uint32Array(sites.registers.layers.length) };
  for (const { key, options } of sites.facets) result[key] = new Uint32Array(options.length);
  for (let i = sites.first; i < sites.count; i += 1) {
    if (rank[i] === NOT_FOUND) continue;
    const layer = 1 << sites.layer[i];
    // What keeps the site out: no facet, one (then it counts there), or several.
    const against = sites.facets.filter(({ masks }, f) => (masks[i] & chosen[f]) === 0 && chosen[f] !== ALL);
    const layerShown = (shownLayers & layer) !== 0;
    if (against.length === 0) countBits(layer, result.layer);
    if (!layerShown || against.length > 1) continue;
    if (against.length === 0) result.rows.push(i);
    for (const { key, masks } of against.length === 1 ? against : sites.facets) countBits(masks[i], result[key]);
  }
  return result;
}

/** Every option: a site that has none of a facet's is let through too while nothing is chosen in it. */
const ALL = -1;

/** Name of a facet's option; that of the city means the places of which nothing nearer is known. */
export const optionName = (key, option, row, lang) =>
  key === "district" && row === CITY ? messages(lang)("cityOnly") : option[lang];

/** Name of the first option of a facet that a site has. */
export function optionOf(sites, key, row, lang) {
  const { options, masks } = sites.facets.find((facet) => facet.key === key);
  const at = options.findIndex((option, i) => masks[row] & (1 << i));
  return optionName(key, options[at], at, lang);
}

const toMask = (rows) => rows.reduce((mask, row) => mask | (1 << row), 0);

function countBits(mask, counts) {
  for (let row = 0; row < counts.length; row += 1) {
    if (mask & (1 << row)) counts[row] += 1;
  }
}
