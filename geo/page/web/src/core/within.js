/**
 * Places without a position of their own: what they are known to lie in, or to be the whole of.
 */
import { listed } from "./messages.js";
import { CITY, districtsOf, hasPosition, isDoubtful } from "./sites.js";

/**
 * Whether a place is the whole of its district, not something in it.
 *
 * @param {Sites} sites
 * @param {number} row
 */
export const isWholeUnit = (sites, row) => row >= sites.first && sites.registers.bases[sites.basis[row]].code === "unit";

/**
 * How a place's position is known, in the words that the page has everywhere.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 */
export const basisName = ({ registers, basis }, row, lang) => registers.bases[basis[row]][lang];

/**
 * What a place without a position is known to lie in: the nearest zone around it that the map draws, else its districts.
 *
 * @param {Sites} sites
 * @param {number} row
 * @returns {number[]} rows of districts, the main one first, or the row of one zone; none where the place has a position, or where
 *   it is known to the city alone
 */
export function areasOf(sites, row) {
  if (row < sites.first || hasPosition(sites, row)) return [];
  for (let zone = sites.parent[row]; zone < sites.count; zone = sites.parent[zone]) {
    if (isDrawn(sites, zone)) return [zone];
  }
  return districtsOf(sites, row);
}

/**
 * Whether a zone is on the map as an area: by its shape, or by the circle within which it lies.
 *
 * @param {Sites} sites
 * @param {number} zone
 */
function isDrawn(sites, zone) {
  const shape = sites.shapes.get(zone);
  return shape ? shape.type.endsWith("Polygon") : hasPosition(sites, zone) && isDoubtful(sites, zone);
}

/**
 * The places without a position by what they are known to lie in: by zone and by district, in several where they are known to
 * lie in several; under the city those of which no more is known.
 *
 * @param {Sites} sites
 * @param {number[]} rows
 * @returns {Map<number, number[]>}
 */
export function gatherWithin(sites, rows) {
  /** @type {Map<number, number[]>} */
  const within = new Map();
  /** @param {number} area @param {number} row */
  const enter = (area, row) => {
    const known = within.get(area);
    if (!known) within.set(area, [row]);
    else if (known[known.length - 1] !== row) known.push(row); // a place once, whatever says so
  };
  for (const row of rows) {
    if (hasPosition(sites, row)) continue;
    const areas = [...areasOf(sites, row), ...districtsOf(sites, row)];
    for (const area of areas.length > 0 ? areas : [CITY]) enter(area, row);
  }
  return within;
}

/**
 * What is to be said where a place without a position is shown as an area.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 * @param {Say} say
 */
export function withinWords(sites, row, lang, say) {
  const areas = areasOf(sites, row);
  const name = listed(
    areas.map((area) => sites[lang][area]),
    lang,
  );
  if (isWholeUnit(sites, row)) return say("wholeUnit", { name });
  if (areas.length === 0) return say("somewhereCity");
  return areas.length === 1 ? say("somewhereHere", { name }) : say("somewhereThese", { count: areas.length });
}

/** How far places may be known, each with the options of the facet "position" that mean it, and the key of its text. */
export const CLASSES = /** @type {const} */ ([
  { key: "countPlaced", codes: ["exact", "doubtful"] },
  { key: "countAreas", codes: ["unit", "district"] },
  { key: "countCity", codes: ["city"] },
]);

/**
 * How many of the places shown are on the map by a position of their own, how many by a district or zone, how many by the
 * city alone.
 *
 * @param {Sites} sites
 * @param {Pick<Result, "having">} result
 * @param {Say} say
 */
export function classWords(sites, { having }, say) {
  const { options } = /** @type {Facet} */ (sites.facets.find(({ key }) => key === "position"));
  return CLASSES.map(({ key, codes }) => {
    const counts = options.map(({ code }, option) => (codes.some((each) => each === code) ? having.position[option] : 0));
    return say(key, { count: counts.reduce((sum, count) => sum + count, 0) });
  });
}
