/**
 * Values, dates and names as a reader of Chinese or of English writes them.
 */

/** Narrow blank that parts figures from Chinese characters. */
const THIN = "\u2009";

// Blanks, control, direction and invisible characters, and what no address holds: as geo.atlas.wording has it.
const NEVER = "\\s\\0-\\x20\\x7f-\\xa0\\u061c\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff\\ufff0-\\uffff\\ud800-\\udfff\"<>\\\\^`{|}";
const HOST = `[^/?#@:.${NEVER}]+`;
const WEB_ADDRESS = new RegExp(`^https?://${HOST}(?:\\.${HOST})+(?::[0-9]{1,5})?(?:[/?#][^${NEVER}]*)?$`, "u");

/** Whether a link may lead to a text: an address of the web, with a host and no name of a user before it, and as it looks. */
export const isWebAddress = (text) => WEB_ADDRESS.test(text);

/**
 * A fact's value with its unit and qualifier.
 *
 * @returns {{figure: string, unit: string, text: string}} the number alone, its unit, and the whole as one text
 */
export function formatValue(fact, indicator, registers, lang) {
  if (indicator.type !== "number") {
    const register = indicator.type === "status" ? registers.statuses : registers.honours;
    const label = register[fact.value][lang];
    return { figure: label, unit: "", text: label };
  }
  const measure = formatMeasure(fact.value, registers.units[fact.unit], lang);
  const qualify = (text) => (fact.qualifier < 0 ? text : registers.qualifiers[fact.qualifier][lang].replace("{}", () => text));
  return { figure: qualify(measure.figure), unit: measure.unit, text: qualify(measure.text) };
}

/** A number as it is printed in a unit; in English in a second unit too, where the first is little known. */
export function formatMeasure(value, unit, lang) {
  const name = lang === "en" && unit.also ? `${unit.en} (${inUnit(value, unit, unit.also)})` : unit[lang];
  return placeUnit(groupDigits(numberIn(lang, value, unit)), name, lang);
}

/** A decimal text as the number that goes with the name of its unit in a language: 627 亿元 are 62.7 billion yuan. */
export const numberIn = (lang, value, { shift }) => (lang === "en" ? shiftDecimal(value, shift) : value);

/** The figure in another unit of its dimension, to three digits. */
function inUnit(value, from, to) {
  const number = threeDigits((Number(value) * from.factor) / to.factor);
  return `${groupDigits(String(number))} ${to.en}`;
}

/** A unit with {} takes the number in its middle (第 28 位); others follow it. */
function placeUnit(number, unit, lang) {
  if (unit.includes("{}")) {
    const text = unit.replace("{}", () => (lang === "zh" ? THIN + number + THIN : number));
    return { figure: text, unit: "", text };
  }
  const gap = unit === "" || unit === "%" ? "" : lang === "zh" ? THIN : " ";
  return { figure: number, unit, text: number + gap + unit };
}

/** A decimal text moved by powers of ten, exactly: ("627", -1) is "62.7". */
export function shiftDecimal(text, power) {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const digits = whole + part;
  const point = whole.length + power;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, "");
  const fraction = padded.slice(at).replace(power < 0 && !part ? /0+$/ : /$^/, "");
  return sign + integer + (fraction ? `.${fraction}` : "");
}

/** A decimal text with a comma after every three digits of its whole part. */
export const groupDigits = (text) => {
  const [whole, part] = text.split(".");
  const grouped = whole.replace("-", "").length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  return part === undefined ? grouped : `${grouped}.${part}`;
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A reduced ISO date (2024, 2024-12, 2024-12-26) or an interval of two. */
export function formatDate(date, lang) {
  const [start, end] = date.split("/");
  if (end === undefined) return formatDay(start, lang);
  const monthsOfAYear = start.length === 7 && end.length === 7 && start.slice(0, 4) === end.slice(0, 4);
  if (lang === "zh" && monthsOfAYear) {
    return `${start.slice(0, 4)}年${+start.slice(5)}–${+end.slice(5)}月`;
  }
  if (lang === "en" && monthsOfAYear) {
    return `${MONTHS[start.slice(5) - 1]}–${MONTHS[end.slice(5) - 1]} ${start.slice(0, 4)}`;
  }
  return `${formatDay(start, lang)}–${formatDay(end, lang)}`;
}

function formatDay(date, lang) {
  const [year, month, day] = date.split("-");
  if (lang === "zh") return `${year}年${month ? `${+month}月` : ""}${day ? `${+day}日` : ""}`;
  return [day && +day, month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

/** A radius or distance in metres: 350 m, 2.5 km. */
export function formatMetres(metres, lang) {
  const far = metres >= 1000;
  const number = far ? String(metres / 1000) : String(metres);
  const unit = lang === "zh" ? (far ? "公里" : "米") : far ? "km" : "m";
  return `${number}${lang === "zh" ? THIN : " "}${unit}`;
}

/** A length as measured by hand, three digits of it: 12.3 km. */
export const formatLength = (metres, lang) => formatMetres(threeDigits(metres), lang);

/** An area as measured by hand: 4560 m², 0.124 km², 35 km². */
export function formatArea(squareMetres, lang) {
  const large = squareMetres >= 1e5;
  const number = groupDigits(String(threeDigits(large ? squareMetres / 1e6 : squareMetres)));
  const unit = lang === "zh" ? (large ? "平方公里" : "平方米") : large ? "km²" : "m²";
  return `${number}${lang === "zh" ? THIN : " "}${unit}`;
}

const threeDigits = (number) => Number(number.toPrecision(3));

/** Locator of a fact: L12 is line 12 of the source's text; as it stands where it is none, empty where no text is at hand. */
export function formatLocator(locator, lang) {
  const lines = /^L([0-9]+)(?:-([0-9]+))?$/.exec(locator);
  if (lines === null) return locator;
  const [, from, to] = lines;
  if (lang === "zh") return to ? `第${from}–${to}行` : `第${from}行`;
  return to ? `lines ${from}–${to}` : `line ${from}`;
}
