/**
 * Where something comes from: a source of the record by its publisher and title, anything else as it is.
 */
import { linkOut, withQuotes } from "./dom.js";

/**
 * @param {string} text
 * @param {Source[]} sources
 * @param {Lang} lang
 * @returns {Content[]}
 */
export function showOrigin(text, sources, lang) {
  const source = sources.find(({ id }) => id === text);
  return source ? showSourceLine(source, lang) : [linkOut(text)];
}

/**
 * Publisher and linked title of a source, and its note.
 *
 * @param {Source} source
 * @param {Lang} lang
 */
function showSourceLine(source, lang) {
  const title = source[`title_${lang}`];
  const note = source[`note_${lang}`];
  return [
    `${source[`publisher_${lang}`]} `,
    source.url ? linkOut(source.url, title) : title,
    ...withQuotes(note && ` · ${note}`, lang),
  ].filter(Boolean);
}
