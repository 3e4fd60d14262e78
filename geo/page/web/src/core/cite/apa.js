/**
 * References by the seventh edition of the APA style, for readers of English.
 *
 * Authors are named as printed: how they write their names in Latin letters the record does not hold.
 */
import { counted, editionOf, isPeriodical, linesOf, namesOf, sentences, titleOf } from "./parts.js";

/** @import {Cited, CitedSource} from "./parts.js" */

/**
 * A fact's source: its title as printed, with ours in English in brackets.
 *
 * @param {CitedSource} source
 * @param {Fact} fact
 */
export function apaOfSource(source, { locator }) {
  const { title_zh: printed, title_en: title, publisher_en: publisher, url, accessed } = source;
  const authors = namesOf(source);
  const named = printed === title ? printed : `${printed} [${title}]`;
  const dated = `(${apaDate(source.published)})`;
  const lines = locator && `line${locator.includes("-") ? "s" : ""} ${linesOf(locator).replace("-", "–")}`;
  // A paper without authors is cited by its title, any other source by who publishes it.
  const [who, what] = authors.length > 0 ? [[...authors], named] : isPeriodical(source) ? [[named], ""] : [[publisher], named];
  const where = authors.length > 0 || isPeriodical(source) ? publisher : "";
  return withAddress([`${sentences([joined(who)])} ${dated}`, what, [where, lines].filter(Boolean).join(", ")], retrieved(url, accessed));
}

/**
 * An address, and when it was read where that is known.
 *
 * @param {string} url
 * @param {string} accessed
 */
function retrieved(url, accessed) {
  if (!url || !accessed) return url;
  const [year, day] = apaDate(accessed).split(", ");
  return `Retrieved ${day}, ${year}, from ${url}`;
}

/**
 * The atlas or one place of it: a data set.
 *
 * @param {Payload} payload
 * @param {Cited} cited
 * @param {string} [address]
 */
export function apaOfAtlas({ record, licence, place: names }, { facts, place }, address = "") {
  const state = [editionOf(record), `record ${record.version}`, `digest ${record.digest}`].filter(Boolean).join(", ");
  const version = `(${state[0].toUpperCase()}${state.slice(1)}; ${counted(facts, "fact")})`;
  const dated = `(${apaDate(record.date)})`;
  const title = `${titleOf(names, place, "en")} ${version} [Data set]`;
  return withAddress([`${sentences([licence.attribution])} ${dated}`, title, licence.data], address);
}

/** @param {string[]} names */
const joined = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")}, & ${names[names.length - 1]}` : names[0]);

/**
 * Nothing follows an address, which would be taken for a part of it.
 *
 * @param {string[]} parts
 * @param {string} url
 */
const withAddress = (parts, url) => [sentences(parts), url].filter(Boolean).join(" ");

/**
 * A reduced date as the style has it: 2024, December 26.
 *
 * @param {string} date
 */
function apaDate(date) {
  const [year, month, day] = date.split("-");
  if (!month) return year || "n.d.";
  const name = new Date(Date.UTC(Number(year), Number(month) - 1)).toLocaleString("en", { month: "long", timeZone: "UTC" });
  return `${year}, ${[name, day && Number(day)].filter(Boolean).join(" ")}`;
}
