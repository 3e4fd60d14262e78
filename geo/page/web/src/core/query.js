/**
 * What Python asks of this script (`geo.atlas.engine`): which subjects a search finds, and what a link chooses.
 *
 * Each function takes JSON and returns JSON, so that nothing of a query is ever read as code.
 */
import { cleanText } from "./characters.js";
import { fieldsOf } from "./fields.js";
import { parseHash, partsOf, unreadParts } from "./hash.js";
import { readRange as rangeIn, rangeText } from "./ranges.js";
import { NOT_FOUND, search } from "./search.js";
import { readTerms, writtenNames } from "./terms.js";

/** @type {{terms: Terms | null}} */
const loaded = { terms: null };

/**
 * Take in what subjects are found by: `names`, each subject's, and `search` and `registers`, those parts of the payload.
 *
 * @param {string} json
 */
export function load(json) {
  const told = /** @type {{names: string[][], search: Payload["search"], registers: Registers}} */ (JSON.parse(json));
  loaded.terms = readTerms(told.search, writtenNames(told.names), told.registers);
  return "null";
}

/**
 * The rows of the subjects that a text finds.
 *
 * @param {string} json
 */
export function find(json) {
  const { rank } = search(/** @type {Terms} */ (loaded.terms), JSON.parse(json));
  return JSON.stringify([...rank.keys()].filter((row) => rank[row] !== NOT_FOUND));
}

/**
 * A range of figures as links hold it; null where it cannot be read.
 *
 * @param {string} json
 */
export const readRange = (json) => JSON.stringify(rangeIn(JSON.parse(json)));

/**
 * What a range means in each language: `tokens` as `readRange` gives them, the `unit` of its ends, and the messages that are
 * needed, by language.
 *
 * @param {string} json
 */
export function rangeWords(json) {
  const { tokens, unit, words } = /** @type {{tokens: string[], unit: Unit, words: Record<string, Record<string, string>>}} */ (
    JSON.parse(json)
  );
  const told = Object.entries(words).map(([lang, said]) => [lang, rangeText(tokens, unit, /** @type {Lang} */ (lang), (key) => said[key])]);
  return JSON.stringify(Object.fromEntries(told));
}

/**
 * What a link chooses in an atlas with these `facets`, `layers`, `subjects`, `figures` and `units`: the codes of each facet and layer, or
 * the one place where nothing else is chosen (`choice`); the text searched (`q`); its parts that cannot be read
 * (`unread`), as the page finds them. Beside filters a place is what the page has open, and no filter.
 *
 * @param {string} json
 */
export function readLink(json) {
  const { link, facets, layers, subjects, figures, units } =
    /** @type {{link: string, facets: Pick<Facet, "key" | "options">[], layers: string[], subjects: string[], figures: string[], units: string[]}} */ (
      JSON.parse(json)
    );
  /** @param {string[]} codes */
  const coded = (codes) => codes.map((code) => ({ code }));
  const indicators = figures.map((code) => ({ code, type: "number" }));
  const registers = { layers: coded(layers), units: coded(units), indicators };
  const columns = { id: subjects, index: new Map(subjects.map((id, row) => [id, row])), lon: [] };
  const sites = /** @type {any} */ ({ ...columns, facets, registers });
  const hash = link.slice(link.indexOf("#"));
  const state = parseHash(hash, sites);
  /** @param {Field[]} fields */
  const chosen = (fields) => fields.flatMap((field) => partsOf(field, state, sites)).filter(([, text]) => text !== "");
  const filters = chosen(fieldsOf(facets).filter(({ key, filter }) => filter && key !== "q"));
  const alone = filters.length === 0 && state.q === "" ? chosen(fieldsOf(facets).filter(({ key }) => key === "place")) : [];
  return JSON.stringify({
    choice: Object.fromEntries([...filters, ...alone].map(([key, text]) => [key, text.split(",")])),
    q: cleanText(state.q),
    unread: unreadParts(hash, sites),
  });
}
