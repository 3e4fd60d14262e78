/**
 * A page inside another one: what the two say to each other, and the snippet that puts it there.
 *
 * What is asked is read by the grammar of links alone, so that a message can choose nothing that a link could not, and
 * what it names is looked up among the codes of the record.
 */
import { cleanText } from "./characters.js";
import { figureCodes, fieldsOf, filtersOf } from "./fields.js";
import { hashOf, parseHash, partsOf, unreadParts } from "./hash.js";

/** The version of the messages, which each has as `atlas`. */
export const VERSION = 1;

/** Members of a message by its type, beside `atlas` and `type`. */
const MEMBERS = /** @type {Record<string, string[]>} */ ({ hello: ["id"], set: ["id", "filter", "place", "lang"] });

/** Characters of what a message may have as its own id, or as one text of a filter. */
const LONGEST = 200;

/** How many texts a filter may have in all. */
const MOST = 500;

/** Why a message is refused, by its code; `about` names the part. */
const REASONS = {
  version: `'atlas' must be ${VERSION}, the version of the messages`,
  type: "'type' must be 'hello' or 'set'",
  member: "a message of this type has no such member",
  id: `'id' must be a text of at most ${LONGEST} characters or a finite number`,
  value: "must be a text, or in a filter a list of texts; 'place' may be null",
  size: `a text must have at most ${LONGEST} characters, a filter at most ${MOST} texts`,
  filter: "no such filter; its names are those of a link",
  unknown: "the record has nothing by this code, or the text cannot be read",
  flood: "too many messages; those until the next second are not read",
};

/**
 * @typedef {keyof typeof REASONS} Reason
 * @typedef {string | number | undefined} Id
 * @typedef {{atlas: number, type: "refused", id?: string | number, code: Reason, about: string, reason: string}} Refusal
 * @typedef {{atlas: number, type: "state", id?: string | number, lang: Lang, filter: Record<string, string | string[]>, place: string | null, count: number}} StateMessage
 * @typedef {{id: Id, values: Partial<LinkedState>}} Asked what a message asks to be changed
 */

/**
 * Whether something is a message to the atlas, be it right or wrong: a page hears many others.
 *
 * @param {unknown} data of whatever kind
 * @returns {data is Record<string, unknown>}
 */
export const isForAtlas = (data) => isPlain(data) && Object.keys(data).includes("atlas");

/**
 * What a message asks for.
 *
 * @param {Record<string, unknown>} data
 * @param {Sites} sites
 * @param {Lang} lang the language that the page has now
 * @returns {Asked | Refusal}
 */
export function readMessage(data, sites, lang) {
  const { id, atlas, type } = data;
  if (id !== undefined && !isId(id)) return refusal(undefined, "id", "id");
  /** @param {Reason} code @param {string} about */
  const no = (code, about) => refusal(/** @type {Id} */ (id), code, about);
  if (atlas !== VERSION) return no("version", "atlas");
  const members = typeof type === "string" && Object.keys(MEMBERS).includes(type) && MEMBERS[type];
  if (!members) return no("type", "type");
  const stray = Object.keys(data).find((name) => !["atlas", "type", ...members].includes(name));
  if (stray !== undefined) return no("member", stray);
  const fault = faultOf(data, sites);
  return fault ? no(...fault) : valuesOf(data, sites, lang);
}

/**
 * What is wrong with the members of a message, before any of it is looked up.
 *
 * @param {Record<string, unknown>} data
 * @param {Sites} sites
 * @returns {[Reason, string] | null}
 */
function faultOf({ filter = {}, place = null, lang = "" }, sites) {
  if (typeof lang !== "string") return ["value", "lang"];
  if (place !== null && (typeof place !== "string" || place === "")) return ["value", "place"];
  if (!isPlain(filter)) return ["value", "filter"];
  const names = filterNames(sites);
  const stray = Object.keys(filter).find((name) => !names.includes(name));
  if (stray !== undefined) return ["filter", stray];
  const wrong = Object.keys(filter).find((name) => textsIn(filter[name]).some((text) => typeof text !== "string"));
  if (wrong !== undefined) return ["value", wrong];
  const texts = [lang, place || "", ...Object.values(filter).flatMap(textsIn)];
  return texts.length > MOST || texts.some((text) => text.length > LONGEST) ? ["size", ""] : null;
}

/**
 * @param {Record<string, any>} data a message without faults
 * @param {Sites} sites
 * @param {Lang} lang
 * @returns {Asked | Refusal}
 */
function valuesOf({ id, filter, place, lang: asked }, sites, lang) {
  const parts = Object.entries(filter || {}).map(([name, value]) => [name, cleanText(textsIn(value).join(","))]);
  // The language comes last, which takes no sign at its end for that of a sentence.
  const hash = hashOf(
    /** @type {[string, string][]} */ ([...parts, ["place", cleanText(place || "")], ["lang", cleanText(asked || lang)]]),
  );
  const [unread] = unreadParts(hash, sites);
  if (unread !== undefined) return refusal(id, "unknown", unread);
  const state = parseHash(hash, sites, lang);
  const names = [
    ...(filter === undefined ? [] : filtersOf(sites.facets)),
    ...(place === undefined ? [] : ["place", "facts", "fact", "page"]),
    ...(asked === undefined ? [] : ["lang"]),
  ];
  return { id, values: Object.fromEntries(names.map((name) => [name, state[name]])) };
}

/** @param {unknown} value */
const textsIn = (value) => (Array.isArray(value) ? value : [value]);

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isPlain = (value) => Object.prototype.toString.call(value) === "[object Object]";

/** @param {unknown} id */
const isId = (id) => (typeof id === "string" ? id.length <= LONGEST : Number.isFinite(id));

/** @param {Sites} sites */
const filterFields = ({ facets }) => fieldsOf(facets).filter(({ filter }) => filter);

/** @param {Sites} sites */
const filterNames = (sites) => filterFields(sites).flatMap(({ key, family }) => (family ? figureCodes(sites) : [key]));

/**
 * The answer to a message that is refused; a part of it is named, cut to a length that can be read.
 *
 * @param {Id} id of the message
 * @param {Reason} code
 * @param {string} about
 * @returns {Refusal}
 */
export const refusal = (id, code, about) => ({
  ...{ atlas: VERSION, type: "refused" },
  ...(id === undefined ? {} : { id }),
  ...{ code, about: about.slice(0, LONGEST), reason: REASONS[code] },
});

/**
 * What the page says of itself: the language, what it is filtered by, the chosen place and how many places are shown.
 *
 * @param {LinkedState} state
 * @param {Sites} sites
 * @param {Pick<Result, "rows">} result
 * @returns {StateMessage}
 */
export function stateMessage(state, sites, { rows }) {
  const chosen = filterFields(sites)
    .flatMap((field) => partsOf(field, state, sites))
    .filter(([, text]) => text !== "");
  return {
    atlas: VERSION,
    type: "state",
    lang: /** @type {Lang} */ (state.lang),
    filter: Object.fromEntries(chosen.map(([key, text]) => [key, key === "q" ? text : text.split(",")])),
    place: state.place < 0 ? null : sites.id[state.place],
    count: rows.length,
  };
}

/**
 * What a reader pastes into a page of their own; the names of a record are text in it.
 *
 * @param {string} address of the page with its hash
 * @param {string} title
 */
export const snippetOf = (address, title) =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="560" style="border: 0" loading="lazy" allow="fullscreen; clipboard-write"></iframe>`;

const ENTITIES = /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" });

/** @param {string} text of an attribute in double quotes */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
