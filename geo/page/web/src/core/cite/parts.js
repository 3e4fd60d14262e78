/**
 * What references of all forms are made of.
 */

/**
 * @typedef {object} Cited the atlas, or one place of it
 * @property {number} facts how many facts it holds
 * @property {{id: string} & Both} [place] id and names of the place
 *
 * @typedef {Payload["place"]} Names
 */

/** @typedef {Source & {mark: string, read: string}} CitedSource a source, its mark in GB/T 7714, and how it was read, in words */

/**
 * Whether it came out in a newspaper or a journal, which is named after its article.
 *
 * @param {CitedSource} source
 */
export const isPeriodical = ({ mark }) => mark === "N" || mark === "J";

/** @param {Source} source */
export const namesOf = ({ authors }) => authors.split(";").filter(Boolean);

/**
 * Lines of a locator, L12 or L12-14, as written in a reference.
 *
 * @param {string} locator
 */
export const linesOf = (locator) => locator.replace(/^L/, "");

/**
 * @param {Names} names
 * @param {Cited["place"]} place
 * @param {Lang} [lang]
 */
export const titleOf = (names, place, lang = "zh") => (place ? `${names[lang].title}: ${place[lang]}` : names[lang].title);

/**
 * Parts with a full stop after each, one where it brings its own (Co., Ltd.).
 *
 * @param {string[]} parts
 */
export const sentences = (parts) =>
  parts
    .filter(Boolean)
    .map((part) => `${part.replace(/\.$/, "")}.`)
    .join(" ");

/**
 * Which edition the record is, or the one that it comes after; empty where there has been none.
 *
 * @param {Pick<Payload["record"], "edition" | "after">} record
 * @param {Lang} [lang]
 */
export function editionOf({ edition, after }, lang = "en") {
  if (edition) return lang === "zh" ? `${edition} 版` : `edition ${edition}`;
  return after && (lang === "zh" ? `${after} 版之后` : `after edition ${after}`);
}

/** @param {number} count @param {string} noun */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
