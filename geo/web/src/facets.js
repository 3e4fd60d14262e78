/**
 * Which sites are shown, and what each choice would show.
 *
 * Values within a facet are joined by or, facets by and. The count of a value is computed as if its own facet
 * were free: it tells what choosing that value alone would show. One scan answers everything.
 */
import { cleanText, fold } from "./sites.js";

/**
 * @param {object} sites columns from `readSites`
 * @param {{hide: number[], district: number[], kind: number[], q: string}} choice layers hidden, district rows
 *   chosen (0 stands for sites known only to be in the city), kinds chosen, text searched
 * @returns {{rows: number[], layer: Uint32Array, district: Uint32Array, kind: Uint32Array}} rows shown and counts
 */
export function applyFacets(sites, choice) {
  const wanted = {
    layer: lookup(sites.registers.layers.length, choice.hide, false),
    district: districtMask(choice.district),
    kind: lookup(sites.registers.kinds.length, choice.kind, true),
    text: fold(cleanText(choice.q).trim()),
  };
  const result = {
    rows: [],
    layer: new Uint32Array(sites.registers.layers.length),
    district: new Uint32Array(sites.first),
    kind: new Uint32Array(sites.registers.kinds.length),
  };
  for (let i = sites.first; i < sites.count; i += 1) {
    if (wanted.text && !sites.text[i].includes(wanted.text)) continue;
    const mask = cityMask(sites.districts[i]);
    const inLayer = wanted.layer[sites.layer[i]];
    const inKind = wanted.kind[sites.kind[i]];
    const inDistrict = (mask & wanted.district) !== 0;
    if (inLayer && inKind && inDistrict) result.rows.push(i);
    if (inKind && inDistrict) result.layer[sites.layer[i]] += 1;
    if (inLayer && inDistrict) result.kind[sites.kind[i]] += 1;
    if (inLayer && inKind) countBits(mask, result.district);
  }
  return result;
}

/** One flag a code: those of `chosen` are set to `value`, and all are where none is chosen. */
function lookup(size, chosen, value) {
  const flags = new Uint8Array(size).fill(chosen.length === 0 || !value ? 1 : 0);
  for (const code of chosen) flags[code] = value ? 1 : 0;
  return flags;
}

/** Districts as bits shifted by one, with bit 0 for sites that have none: those known only to be in the city. */
const cityMask = (districts) => (districts === 0 ? 1 : districts << 1);

const districtMask = (rows) => (rows.length === 0 ? -1 : rows.reduce((mask, row) => mask | (1 << row), 0));

function countBits(mask, counts) {
  for (let row = 0; row < counts.length; row += 1) {
    if (mask & (1 << row)) counts[row] += 1;
  }
}
