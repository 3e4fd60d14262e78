/**
 * What a form may hold: for each column of a table and each property of a place what the record's own models say
 * (`geo.record.tables`, `geo.record.layers`), and what of its checks (`geo.checks`) can be told before a curator sees it.
 *
 * A form holds texts; lists have an entry a line. What is wrong is the key of a message, with its values.
 */
import {
  FAR_DEGREES,
  FIELDS_OF_FACTS,
  FIELDS_OF_OMISSIONS,
  FIELDS_OF_RESOLUTIONS,
  FIELDS_OF_SITES,
  FIELDS_OF_SOURCES,
  LONGEST_NOTE,
  UNLOCATED_BASES,
} from "./constants.js";
import { spanOf } from "./dates.js";
import { isWebAddress } from "./format.js";

/**
 * @typedef {object} FieldRule what a column or property may hold
 * @property {boolean} [needed] whether it must be given
 * @property {"whole" | "list" | "position" | "number" | "yes"} [kind] what it is where it is no text
 * @property {string} [register] whose codes it takes
 * @property {string[]} [among] the words that it takes
 * @property {"day" | "period" | "lines" | "address"} [reads]
 * @property {string} [pattern]
 * @property {number} [longest] characters
 * @property {number} [least]
 * @property {number} [most]
 */
/** @typedef {[key: string, values?: Record<string, string | number>]} Fault a message of what is wrong */
/** @typedef {Record<string, string>} Texts what a form or a row holds, by field */
/** @typedef {Record<string, Fault>} Faults what is wrong, by field */
/** @typedef {{registers: Registers, sources: Source[], date: string}} Held what forms need to know of a record: `date` is its own */

/** The fields of each table, and those of a place of whatever layer, in the record's order. */
export const FIELDS = /** @type {Record<"facts" | "sources" | "resolutions" | "omissions" | "sites", Record<string, FieldRule>>} */ ({
  facts: FIELDS_OF_FACTS,
  sources: FIELDS_OF_SOURCES,
  resolutions: FIELDS_OF_RESOLUTIONS,
  omissions: FIELDS_OF_OMISSIONS,
  sites: FIELDS_OF_SITES,
});

/** Characters that nobody sees, as `geo.checks.characters` refuses them. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const MOST_DIGITS = 15;
const MOST_DECIMALS = 4;

/** @param {string} typed @returns {string[]} the entries of a list, without the blanks around them */
export const entriesOf = (typed) =>
  typed
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** @param {string} typed @returns {string} a text as it is kept, on one line */
export const tidy = (typed) => entriesOf(typed).join(" ");

/**
 * What is wrong with a text of a form, by the rule of its field.
 *
 * @param {FieldRule} rule
 * @param {string} typed
 * @param {Registers} registers
 * @returns {Fault | null} null where nothing is
 */
export function faultOf(rule, typed, registers) {
  const text = tidy(typed);
  if (text === "") return rule.needed ? ["faultMissing"] : null;
  const hidden = HIDDEN.exec(text);
  if (hidden)
    return ["faultHidden", { code: `U+${/** @type {number} */ (hidden[0].codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")}` }];
  if (rule.longest && [...text].length > rule.longest) return ["faultLong", { count: rule.longest }];
  if (rule.kind === "whole" || rule.least !== undefined) return wholeFault(rule, text);
  if (rule.kind === "position") return readPosition(text) ? null : ["faultPosition"];
  if (rule.among && !rule.among.includes(text)) return ["faultCode"];
  // Whether a source or a fact is there is for whoever holds the tables.
  if (rule.register && rule.register in registers && !codesOf(registers, rule.register).includes(text)) return ["faultCode"];
  return formFault(rule, text);
}

/** @param {FieldRule} rule @param {string} text @returns {Fault | null} */
function wholeFault({ least = 0, most = Infinity }, text) {
  const isRight = /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return isRight ? null : ["faultWhole", { least, most }];
}

/** @param {FieldRule} rule @param {string} text @returns {Fault | null} */
function formFault({ reads, pattern }, text) {
  const fits = !pattern || new RegExp(pattern, "u").test(text);
  if (reads === "day") return fits && isPeriod(text) && !text.includes("/") ? null : ["faultDay"];
  if (reads === "period") return fits && isPeriod(text) ? null : ["faultPeriod"];
  if (reads === "lines") return fits && runsOn(text) ? null : ["faultLines"];
  if (reads === "address") return isWebAddress(text) ? null : ["faultAddress"];
  return fits ? null : ["faultForm"];
}

/** @param {Registers} registers @param {string} name */
const codesOf = (registers, name) => /** @type {Term[]} */ (registers[/** @type {keyof Registers} */ (name)]).map(({ code }) => code);

/**
 * Whether a reduced date, or two of them with a slash, is one of the calendar, and runs forwards.
 *
 * @param {string} text
 */
function isPeriod(text) {
  const ends = text.split("/");
  if (ends.length > 2 || !ends.every(isDay)) return false;
  return ends.length === 1 || spanOf(ends[1])[0] > spanOf(ends[0])[0];
}

/** @param {string} text */
function isDay(text) {
  if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(text) || text.startsWith("0000")) return false;
  const day = new Date(text.length === 10 ? text : `${text}-01-01`.slice(0, 10));
  return !Number.isNaN(Number(day)) && day.toISOString().startsWith(text);
}

/** @param {string} text */
function runsOn(text) {
  const [from, to = Infinity] = text.slice(1).split("-").map(Number);
  return from < to;
}

/**
 * A position as it is typed: two numbers, longitude and latitude in the order of maps and programs alike, since in these
 * parts the larger one is the longitude.
 *
 * @param {string} text "113.1311, 27.831", "27.831 113.1311"
 * @returns {Position | null} [lon, lat] in degrees, of at most 6 decimals
 */
export function readPosition(text) {
  const numbers = text.trim().split(/[\s,，;；]+/);
  if (numbers.length !== 2 || !numbers.every((each) => /^-?\d{1,3}(\.\d+)?$/.test(each))) return null;
  const [a, b] = numbers.map(Number);
  const [lon, lat] = Math.abs(a) > Math.abs(b) ? [a, b] : [b, a];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? rounded([lon, lat]) : null;
}

/** @param {Position} position in degrees @returns {Position} as the record keeps it, of 6 decimals */
export const rounded = (position) => position.map((degrees) => Number(degrees.toFixed(6)) + 0);

/**
 * What a form holds as the record has it: a place's numbers, lists and positions are none of them texts.
 *
 * @param {FieldRule} rule
 * @param {string} typed
 * @returns {unknown} null where nothing is said; of a list no entry
 */
export function valueOf({ kind }, typed) {
  if (kind === "list") return entriesOf(typed);
  const text = tidy(typed);
  if (text === "") return null;
  if (kind === "whole" || kind === "number") return Number(text);
  return kind === "position" ? readPosition(text) : text;
}

/**
 * What the record has as a form holds it.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function textOf(value) {
  if (value === null || value === undefined) return "";
  if (!Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  return value.map(textOf).join(value.every((each) => typeof each === "number") ? ", " : "\n");
}

/**
 * What is wrong by the rules of single fields.
 *
 * @param {Record<string, FieldRule>} rules those of `FIELDS`
 * @param {Texts} row
 * @param {Registers} registers
 * @param {string[]} [fields] those that are asked for, by default all
 * @returns {Faults}
 */
export function faultsOf(rules, row, registers, fields = Object.keys(rules)) {
  const told = fields.map((name) => [name, faultOf(rules[name], row[name] || "", registers)]);
  return Object.fromEntries(told.filter(([, fault]) => fault));
}

/**
 * What is wrong with a fact that is about to be added or changed, as `geo.checks.facts` would find it.
 *
 * @param {Texts} row without an id, which a new fact does not have
 * @param {Held} held
 * @returns {Faults}
 */
export function factFaults(row, held) {
  const { registers, sources } = held;
  const source = sources.find(({ id }) => id === row.source);
  const asked = Object.keys(FIELDS.facts).filter((name) => name !== "id");
  return {
    ...quoteFaults(row, source),
    ...dateFaults(row, held, source),
    ...valueFaults(row, registers),
    ...noteFaults(row, "note"),
    ...faultsOf(FIELDS.facts, row, registers, asked),
  };
}

/** @param {Texts} row @param {Registers} registers @returns {Faults} */
function valueFaults({ indicator, value, unit, qualifier }, registers) {
  const known = registers.indicators.find(({ code }) => code === indicator);
  if (!known) return {};
  if (known.type === "number") {
    const measured = registers.units.find(({ code }) => code === unit);
    return {
      ...(!isExact(tidy(value)) && { value: /** @type {Fault} */ (["faultNumber"]) }),
      ...(measured?.dimension !== known.dimension && { unit: /** @type {Fault} */ (unit ? ["faultUnit"] : ["faultMissing"]) }),
    };
  }
  const codes = codesOf(registers, known.type === "status" ? "statuses" : "honours");
  return {
    ...(!codes.includes(value) && { value: /** @type {Fault} */ (["faultCode"]) }),
    ...(unit && { unit: /** @type {Fault} */ (["faultEmpty"]) }),
    ...(qualifier && { qualifier: /** @type {Fault} */ (["faultEmpty"]) }),
  };
}

/** @param {string} text @returns {boolean} whether it is a number that every program prints alike */
function isExact(text) {
  const [whole, decimals = ""] = text.replace("-", "").split(".");
  return NUMBER.test(text) && whole.length + decimals.length <= MOST_DIGITS && decimals.length <= MOST_DECIMALS;
}

/** @param {Texts} row @param {Held} held @param {Source | undefined} source @returns {Faults} */
function dateFaults({ as_of: asOf, stated, aim }, { date }, source) {
  const faults = /** @type {Faults} */ ({});
  const begins = isPeriod(asOf || "") ? spanOf(asOf)[0] : null;
  const lastBegins = begins === null ? null : spanOf(asOf.replace(/^.*\//, ""))[0];
  if (aim === "actual" && lastBegins !== null && lastBegins > spanOf(date)[0]) faults.as_of = ["faultFuture", { date }];
  if (!stated) {
    if ((aim && aim !== "actual") || !asOf) faults.stated = ["faultStated"];
  } else if (aim === "actual" && asOf) faults.stated = ["faultNotStated"];
  else if (isPeriod(stated)) {
    const said = spanOf(stated)[0];
    if (source && isPeriod(source.published || "") && said >= spanOf(source.published)[1])
      faults.stated = ["faultStatedAfter", { date: source.published }];
    else if (aim === "target" && begins !== null && said >= spanOf(asOf)[1]) faults.as_of = ["faultDue"];
  }
  return faults;
}

/**
 * A source whose text is at hand has lines to point to and characters to quote; no other has.
 *
 * @param {Texts} row
 * @param {Source | undefined} source
 * @returns {Faults}
 */
function quoteFaults({ source: sourceId, locator, token, value, note_zh: note }, source) {
  if (!source) return sourceId ? { source: ["faultCode"] } : {};
  const given = /** @type {Faults} */ ({});
  const isHeld = source.standing === "primary";
  for (const [name, text] of Object.entries({ locator, token })) {
    if (isHeld !== Boolean(text && tidy(text))) given[name] = [isHeld ? "faultMissing" : "faultEmpty"];
  }
  if (isHeld && token && NUMBER.test(value) && !note && !holdsNumber(token, value)) given.token = ["faultToken"];
  return given;
}

/** @param {string} token @param {string} value */
function holdsNumber(token, value) {
  const plain = token.normalize("NFKC").replace(/[\s,*]/g, "");
  // Numbers in Chinese are for the record's own checks to read.
  const numbers = /** @type {string[]} */ (plain.match(/\d+(\.\d+)?/g) || []);
  return numbers.includes(value.replace("-", "")) || /[零〇一二三四五六七八九两十百千]/.test(plain);
}

/**
 * A note is given in both languages or in none.
 *
 * @param {Texts} row
 * @param {string} name of the pair
 * @returns {Faults}
 */
export function noteFaults(row, name) {
  const [zh, en] = [`${name}_zh`, `${name}_en`].map((each) => tidy(row[each] || ""));
  const faults = /** @type {Faults} */ ({});
  if ((zh === "") !== (en === "")) faults[`${name}_${zh === "" ? "zh" : "en"}`] = ["faultBoth"];
  for (const [lang, text] of Object.entries({ zh, en }))
    if (text.length > LONGEST_NOTE) faults[`${name}_${lang}`] = ["faultLong", { count: LONGEST_NOTE }];
  return faults;
}

/**
 * What is wrong with a source that is added.
 *
 * @param {Texts} row
 * @param {Held} held
 * @returns {Faults}
 */
export const sourceFaults = (row, { registers, sources }) => ({
  ...(sources.some(({ id }) => id === row.id) && { id: /** @type {Fault} */ (["faultTaken"]) }),
  ...noteFaults(row, "note"),
  ...faultsOf(FIELDS.sources, row, registers),
});

/** What the source of a new fact says of its reading: in what form it was read, and when. */
const OF_READING = /** @type {const} */ (["form", "accessed"]);

/** @param {Source} source @returns {(typeof OF_READING)[number][]} what it does not say of its reading yet */
export const unsaidOfReading = (source) => OF_READING.filter((name) => !source[name]);

/** @param {readonly string[]} names @param {Texts} row @returns {Faults} */
const missing = (names, row) =>
  Object.fromEntries(names.filter((name) => !row[name]).map((name) => [name, /** @type {Fault} */ (["faultMissing"])]));

/**
 * What is wrong with what is said of the reading of a source that is there.
 *
 * @param {Texts} said
 * @param {Held} held
 * @returns {Faults}
 */
export const readingFaults = (said, { registers }) => ({
  ...missing(Object.keys(said), said),
  ...faultsOf(FIELDS.sources, said, registers, Object.keys(said)),
});

/**
 * What is wrong with a source that is added for new facts, which says when it appeared and how it was read, too.
 *
 * @param {Texts} row
 * @param {Held} held
 * @returns {Faults}
 */
export const newSourceFaults = (row, held) => ({ ...missing(["published", ...OF_READING], row), ...sourceFaults(row, held) });

/** @param {string} basis code @returns {boolean} whether a place of which no more is known has no position */
export const isUnlocated = (basis) => UNLOCATED_BASES.some((each) => each === basis);

/**
 * Whether a position is near enough to the city to be of it; where nobody knows how far the city reaches, any is.
 *
 * @param {Position} position in WGS-84
 * @param {number[] | null} bounds west, south, east, north in degrees
 */
export function isNear([lon, lat], bounds) {
  if (!bounds) return true;
  const [west, south, east, north] = bounds;
  return lon >= west - FAR_DEGREES && lon <= east + FAR_DEGREES && lat >= south - FAR_DEGREES && lat <= north + FAR_DEGREES;
}

/** @param {Position[]} ring */
export const isClosed = (ring) => ring.length > 1 && String(ring[0]) === String(ring[ring.length - 1]);
