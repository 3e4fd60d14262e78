/**
 * What Python asks of this script (`geo.atlas.engine`): which subjects a search finds, and what a link chooses.
 *
 * Each function takes JSON and returns JSON, so that nothing of a query is ever read as code.
 */
import { cleanText } from "./characters.js";
import { NO_LAYER, fieldsOf, readQuery } from "./fields.js";
import { textsOf } from "./hash.js";
import { NOT_FOUND, search } from "./search.js";
import { readTerms } from "./terms.js";

/** @type {{terms: Terms | null}} */
const loaded = { terms: null };

/**
 * Take in what subjects are found by: `names`, each subject's, and `search`, that part of the payload.
 *
 * @param {string} json
 */
export function load(json) {
  const { names, search: part } = /** @type {{names: string[][], search: Payload["search"]}} */ (JSON.parse(json));
  loaded.terms = readTerms(part, names);
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
 * What a link chooses: the codes of each facet, layer and place that it names (`choice`), the text searched (`q`), and
 * the keys that no link has, or whose text none can have (`unknown`). What concerns the view alone is left out.
 *
 * @param {string} json
 */
export function readLink(json) {
  const { link, facets, layers } = /** @type {{link: string, facets: string[], layers: string[]}} */ (JSON.parse(json));
  const fields = new Map(fieldsOf(facets.map((key) => ({ key, options: [] }))).map((field) => [field.key, field]));
  const former = new Map([...fields.values()].flatMap((field) => (field.former ? [[field.former.key, field]] : [])));
  /** @type {{choice: Record<string, string[]>, q: string, unknown: string[]}} */
  const told = { choice: {}, q: "", unknown: [] };
  for (const [key, text] of textsOf(link.slice(link.indexOf("#")))) {
    const field = fields.get(key) || former.get(key);
    if (!field) told.unknown.push(key);
    else if (key === "q") Object.assign(told, readQuery(text) === undefined ? { unknown: [...told.unknown, key] } : { q: cleanText(text) });
    else if (former.has(key)) told.choice[field.key] = told.choice[field.key] || layers.filter((code) => !codes(text).includes(code));
    else if (text !== "" && (field.filter || key === "place")) told.choice[key] = text === NO_LAYER && key === "layer" ? [] : codes(text);
  }
  return JSON.stringify(told);
}

/** @param {string} text */
const codes = (text) => text.split(",").filter((code) => code !== "");
