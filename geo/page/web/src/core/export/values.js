/**
 * What files say of a subject: its own cells, those of its further positions, its facts and their sources.
 */
import { MICRO, UNIT_SOURCES } from "../constants.js";
import { hasPosition } from "../sites.js";

/** @typedef {Record<string, any>} Values what may be said of a subject or a fact, by what says it and the name there */

/**
 * The sources that a feature rests on: ids, and texts that are no ids.
 *
 * @param {string} feature
 */
export function sourcesOf(feature) {
  const { properties } = /** @type {Feature} */ (JSON.parse(feature));
  return [...properties.facts.map(({ source }) => source), ...UNIT_SOURCES.flatMap((name) => properties[name] || [])];
}

/**
 * What may be said of the subject of a row and of its further positions: cells by their names. And of its facts: the fact,
 * its source, and their terms by name.
 *
 * @param {Atlas} atlas
 */
export function valuesOf({ payload: { registers, sources }, sites, featureOf, exportOf }) {
  /** @param {{code: string}[]} terms */
  const byCode = (terms) => new Map(terms.map((term) => [/** @type {string | null} */ (term.code), term]));
  const [scopes, aims, standings, reasons] = [registers.scopes, registers.aims, registers.standings, registers.resolution_reasons].map(
    byCode,
  );
  const bySource = new Map(sources.map((source) => [source.id, source]));
  /** @param {WrittenFact} fact @returns {Values} */
  const ofFact = (fact) => {
    const source = /** @type {Source} */ (bySource.get(fact.source));
    const terms = { scope: scopes.get(fact.scope), aim: aims.get(fact.aim), resolution: reasons.get(fact.resolution) };
    return { fact, source, ...terms, standing: standings.get(source.standing) };
  };
  /** @param {number} row */
  return (row) => {
    const { id, properties } = /** @type {Feature} */ (JSON.parse(featureOf(row)));
    const [cells, further, lead, shape, kinds] = exportOf(row);
    return {
      own: /** @type {Values} */ ({ cell: { id, ...properties, ...pointOf(sites, row), ...cells } }),
      further: further.map((cell) => /** @type {Values} */ ({ cell })),
      facts: properties.facts.map(ofFact),
      lead,
      shape,
      kinds,
    };
  };
}

/**
 * The point that represents a site; the city and the districts have none in files.
 *
 * @param {Sites} sites
 * @param {number} row
 */
const pointOf = (sites, row) =>
  row < sites.first || !hasPosition(sites, row) ? {} : { longitude: sites.lon[row] / MICRO, latitude: sites.lat[row] / MICRO };
