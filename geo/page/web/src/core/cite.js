/**
 * References that can be pasted: GB/T 7714-2015 and BibTeX.
 *
 * For a fact its source is cited, with the line; for a place and for the whole, the atlas. Nothing is stated that the
 * record does not hold: no author where none is named, and no date of access, since the page has no clock and the record
 * keeps none.
 */

/**
 * @typedef {{id: string, name: string}} CitedPlace
 * @typedef {Payload["place"]} Names
 */

/**
 * The letters of GB/T 7714 for the types of sources.
 *
 * @type {Record<string, string>}
 */
const LETTERS = { newspaper: "N", "web-page": "EB", dataset: "DS", document: "Z" };

/** @param {Source} source */
const isNewspaper = ({ type }) => type === "newspaper";

/** @param {Source} source */
const namesOf = ({ authors }) => authors.split(";").filter(Boolean);

/**
 * Lines of a locator, L12 or L12-14, as written in a reference.
 *
 * @param {string} locator
 */
const linesOf = (locator) => locator.replace(/^L/, "");

/**
 * A fact's source by GB/T 7714-2015, in the language that it is written in.
 *
 * N is a newspaper's article, EB a web page, DS a data set, Z what is none of these; OL is added where it is read online.
 *
 * @param {Source} source
 * @param {Fact} fact
 */
export function gbtOfSource(source, { locator }) {
  const paper = isNewspaper(source);
  // A page whose address is not known cannot be read online, as EB says.
  const type = source.url ? `${LETTERS[source.type]}/OL` : LETTERS[source.type === "web-page" ? "document" : source.type];
  const names = namesOf(source);
  const publisher = source.publisher_zh;
  const responsible = names.length > 0 ? gbtNames(names) : paper ? "" : publisher;
  const published = paper || names.length > 0 ? `${publisher}, ${source.published}` : dateAlone(source);
  const at = locator ? `: 第${linesOf(locator)}行` : "";
  return sentences([responsible, `${source.title_zh}[${type}]`, published + at, source.url]);
}

/**
 * Up to three names are given, further ones are "and others", as the standard has it.
 *
 * @param {string[]} names
 */
const gbtNames = (names) => (names.length > 3 ? [...names.slice(0, 3), "等"] : names).join(", ");

/**
 * A web page's date is in brackets, any other's bare.
 *
 * @param {Source} source
 */
const dateAlone = ({ url, published }) => (url ? `(${published})` : published);

/** @param {string[]} parts */
const sentences = (parts) => `${parts.filter(Boolean).join(". ")}.`;

/**
 * The atlas by GB/T 7714-2015, or one place of it: a data set (DS).
 *
 * @param {Payload} payload what the page holds
 * @param {CitedPlace} [place] id and Chinese name of the place
 * @param {string} [address] where it is read online
 */
export function gbtOfAtlas({ record, licence, place: names }, place, address = "") {
  const version = `数据版本 ${record.version}(摘要 ${record.digest})`;
  return sentences([
    names.zh.contributors,
    `${titleOf(names, place)}[DS${address ? "/OL" : ""}]`,
    version,
    record.date,
    licence.data,
    address,
  ]);
}

/** @param {Names} names @param {CitedPlace} [place] */
const titleOf = (names, place) => (place ? `${names.zh.title}: ${place.name}` : names.zh.title);

/**
 * A fact's source in BibTeX.
 *
 * @param {Source} source
 * @param {Fact} fact
 * @param {Payload} payload
 */
export function bibtexOfSource(source, fact, { record, place }) {
  const paper = isNewspaper(source);
  const names = namesOf(source);
  const note = [
    `${place.en.title}, record ${record.version} (${record.digest})`,
    `fact ${fact.id}`,
    fact.locator && `line ${linesOf(fact.locator)}`,
  ];
  return entry(paper ? "article" : "misc", `${source.id}-${fact.id}`, {
    author: names.map(escape).join(" and "),
    title: braced(source.title_zh),
    [paper ? "journal" : "organization"]: braced(source.publisher_zh),
    ...dated(source.published),
    url: safeUrl(source.url),
    note: escape(note.filter(Boolean).join(", ")),
  });
}

/**
 * The atlas in BibTeX, or one place of it.
 *
 * @param {Payload} payload
 * @param {CitedPlace} [place]
 * @param {string} [address]
 */
export function bibtexOfAtlas({ record, licence, place: names }, place, address = "") {
  const note = [`record ${record.version}`, `digest ${record.digest}`, place && `place ${place.id}`, licence.data];
  return entry("misc", [names.name, record.version, place && place.id].filter(Boolean).join("-"), {
    author: braced(licence.attribution),
    title: braced(titleOf(names, place)),
    ...dated(record.date),
    version: escape(record.version),
    url: safeUrl(address),
    note: escape(note.filter(Boolean).join(", ")),
  });
}

/**
 * A reduced date for both generations of BibTeX: year and month apart, and the date whole.
 *
 * @param {string} date
 */
function dated(date) {
  const [year, month] = date.split("-");
  return { year, month: month ? String(Number(month)) : "", date };
}

/** @param {string} type @param {string} key @param {Record<string, string>} fields */
function entry(type, key, fields) {
  const lines = Object.entries(fields).filter(([, value]) => value !== "");
  return `@${type}{${key},\n${lines.map(([name, value]) => `  ${name} = {${value}},`).join("\n")}\n}\n`;
}

/**
 * Inner braces keep a name whole and its letters as they are.
 *
 * @param {string} text
 */
const braced = (text) => `{${escape(text)}}`;

/** @type {Record<string, string>} */
const ESCAPES = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/**
 * A text in which TeX finds nothing to run.
 *
 * @param {string} text
 */
const escape = (text) => text.replace(/[\\{}$&%#_~^]/g, (char) => ESCAPES[char] || `\\${char}`);

/**
 * An address is taken word for word, but for what would end its field.
 *
 * @param {string} url
 */
const safeUrl = (url) => url.replace(/[{}\\]/g, encodeURIComponent);
