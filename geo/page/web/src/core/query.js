/**
 * What Python asks of this script (`geo.atlas.engine`): which subjects a search finds, and what a link chooses.
 *
 * Each function takes JSON and returns JSON, so that nothing of a query is ever read as code.
 */
import { cleanText } from "./characters.js";
import { fieldsOf, nameOf } from "./fields.js";
import { parseHash, unreadParts } from "./hash.js";
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
  loaded.terms = readTerms(part, names.length, (row) => names[row]);
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
 * What a link chooses in an atlas with these `facets`, `layers` and `subjects`: the codes of each facet and layer, or
 * the one place where nothing else is chosen (`choice`); the text searched (`q`); its parts that cannot be read
 * (`unread`), as the page finds them. Beside filters a place is what the page has open, and no filter.
 *
 * @param {string} json
 */
export function readLink(json) {
  const { link, facets, layers, subjects } =
    /** @type {{link: string, facets: Pick<Facet, "key" | "options">[], layers: string[], subjects: string[]}} */ (JSON.parse(json));
  const columns = { id: subjects, index: new Map(subjects.map((id, row) => [id, row])), lon: [] };
  const sites = /** @type {any} */ ({ ...columns, facets, registers: { layers: layers.map((code) => ({ code })) } });
  const hash = link.slice(link.indexOf("#"));
  const state = parseHash(hash, sites);
  /** @param {Field} field */
  const chosen = (field) => field.type.print(state[nameOf(field)], sites);
  const filters = fieldsOf(facets).filter((field) => field.filter && field.key !== "q" && chosen(field) !== "");
  const alone = fieldsOf(facets).filter(({ key }) => key === "place" && filters.length === 0 && state.q === "" && state.place >= 0);
  return JSON.stringify({
    choice: Object.fromEntries([...filters, ...alone].map((field) => [field.key, chosen(field).split(",")])),
    q: cleanText(state.q),
    unread: unreadParts(hash, sites),
  });
}
