/**
 * What files say of a subject: its own cells, those of its further positions, its facts and their sources.
 */
import { BETWEEN, BETWEEN_CODES, BETWEEN_NAMES, JOINED, LABELLED, MAIN, MICRO, PRIMARY, UNIT_SOURCES } from "../constants.js";
import { FIRST_DISTRICT, hasPosition } from "../sites.js";
import { statusWords } from "../words.js";

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
  /** @param {Term[]} terms */
  const byCode = (terms) => new Map(terms.map((term) => [/** @type {string | null} */ (term.code), term]));
  const [scopes, aims, standings, reasons] = [registers.scopes, registers.aims, registers.standings, registers.resolution_reasons].map(
    byCode,
  );
  const labels = Object.entries(LABELLED).map(([name, register]) => ({
    name,
    terms: byCode(registers[/** @type {"kinds"} */ (register)]),
  }));
  const units = new Map(registers.districts.map((code, i) => [code, sites.zh[FIRST_DISTRICT + i]]));
  const bySource = new Map(sources.map((source) => [source.id, source]));
  /** @param {WrittenFact} fact @returns {Values} */
  const ofFact = (fact) => {
    const source = /** @type {Source} */ (bySource.get(fact.source));
    const terms = { scope: scopes.get(fact.scope), aim: aims.get(fact.aim), resolution: reasons.get(fact.resolution) };
    return { fact, source, ...terms, standing: source.standing === PRIMARY ? null : standings.get(source.standing) };
  };
  /** A source by its publisher, title and address. @param {string} id */
  const origin = (id) => {
    const source = bySource.get(id);
    return source ? [source.publisher_zh, source.title_zh, source.url].filter(Boolean).join(" ") : id;
  };
  /** @param {number} row */
  return (row) => {
    const { id, properties } = /** @type {Feature} */ (JSON.parse(featureOf(row)));
    const [further, positions, shape] = exportOf(row);
    const cell = /** @type {Values} */ ({ id, ...properties, ...pointOf(sites, row) });
    const terms = Object.fromEntries(labels.map(({ name, terms }) => [name, terms.get(cell[name])]));
    for (const { name } of labels) cell[`${name}_zh`] = terms[name]?.zh;
    for (const name of JOINED) cell[name] = cell[name]?.join(BETWEEN);
    for (const name of UNIT_SOURCES) cell[name] = cell[name]?.map(origin).join(BETWEEN);
    cell.districts_zh = properties.districts.map((code) => units.get(code)).join(BETWEEN_NAMES);
    cell.districts = properties.districts.join(BETWEEN_CODES);
    const reported = { zh: statusWords(sites, row, "zh"), en: statusWords(sites, row, "en") };
    return {
      own: /** @type {Values} */ ({ cell, kind: terms.kind, reported, basis: terms.position_basis }),
      further: further.map((cell) => /** @type {Values} */ ({ cell })),
      facts: properties.facts.map(ofFact),
      positions,
      shape,
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
  row < sites.first || !hasPosition(sites, row)
    ? {}
    : { longitude: sites.lon[row] / MICRO, latitude: sites.lat[row] / MICRO, position_role: MAIN };
