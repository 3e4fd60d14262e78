/**
 * How subjects are found by what is typed, and which signs of their names the words fell on.
 *
 * Every word must be contained in a form of one of a subject's names or terms: as it stands, in traditional
 * characters, in pinyin or by initials (those of a term from its first sign on: within it they would be anything).
 * Where no site contains what was typed, Latin words that differ by a typing error count too. `geo.search` answers the
 * same.
 */
import { cleanText } from "./sites.js";

export const NOT_FOUND = -1;

const SHORTEST_MISTYPED = 4; // letters of the shortest word in which a typing error is looked for
const TWO_ERRORS_FROM = 8; // letters from which a word may hold two

/** What a hit is worth, the best first: the place a subject takes in a list ordered by relevance. */
const WORTH = { whole: 0, start: 1, within: 2, alias: 2, term: 8 };

const finders = new WeakMap();

/**
 * @param {object} sites columns from `readSites`
 * @param {string} text what was typed
 * @returns {{rank: Int16Array, words: string[], near: boolean}} for every subject NOT_FOUND or its place in an order of
 *   relevance, the lower the better; the words looked for; whether typing errors had to be allowed
 */
export function search(sites, text) {
  if (!finders.has(sites)) finders.set(sites, createFinder(sites));
  return finders.get(sites)(text);
}

function createFinder(sites) {
  const names = sites.names.map((list) => list.map(formsOf));
  const terms = sites.terms.map((list) => list.map(formsOf));
  let last = { text: null };
  return (text) => {
    if (text === last.text) return last;
    const words = wordsOf(text);
    const rank = rankAll(sites, names, terms, words, contained);
    const near = rank.subarray(sites.first).every((place) => place === NOT_FOUND);
    // Districts and the city are no sites: what is said of them needs no guess.
    if (near) rank.set(rankAll(sites, names, terms, words, mistyped).subarray(sites.first), sites.first);
    last = { text, words, near, rank };
    return last;
  };
}

const wordsOf = (text) =>
  fold(cleanText(text))
    .split(/\s+/)
    .filter((word) => word !== "");

/** Sum over the words of the best hit of each; a subject that lacks a word is not found. */
function rankAll(sites, names, terms, words, hit) {
  const rank = new Int16Array(sites.count);
  for (const word of words) {
    const inTerm = terms.map((list) => list.some((forms) => forms.some((form) => hit(word, form) !== null)));
    for (let i = 0; i < sites.count; i += 1) {
      if (rank[i] === NOT_FOUND) continue;
      const worth = Math.min(worthOfNames(names[i], word, hit), sites.said[i].some((term) => inTerm[term]) ? WORTH.term : Infinity);
      rank[i] = worth === Infinity ? NOT_FOUND : rank[i] + worth;
    }
  }
  return rank;
}

function worthOfNames(names, word, hit) {
  let best = Infinity;
  names.forEach((forms, n) => {
    for (const form of forms) {
      const range = hit(word, form);
      if (!range) continue;
      const [start, end] = range;
      const worth = start > 0 ? WORTH.within : end < form.text.length ? WORTH.start : WORTH.whole;
      best = Math.min(best, worth + (n < 2 ? 0 : WORTH.alias));
    }
  });
  return best;
}

/** Where a form contains a word, as [start, end]; null where it does not. */
function contained(word, { text, fromStart }) {
  const start = text.indexOf(word);
  return start < 0 || (fromStart && start > 0) ? null : [start, start + word.length];
}

/** Where a form contains a word or a Latin word that begins like it but for a typing error. */
function mistyped(word, form) {
  const exact = contained(word, form);
  if (exact || word.length < SHORTEST_MISTYPED || !/^[a-z]+$/.test(word)) return exact;
  const allowed = word.length >= TWO_ERRORS_FROM ? 2 : 1;
  for (const latin of form.latin) {
    if (errors(word, latin.text) <= allowed) return [latin.start, latin.start + latin.text.length];
  }
  return null;
}

/**
 * Typing errors between a word and the nearest beginning of another: a letter too many, missing, wrong, or changed with
 * its neighbour (optimal string alignment; Damerau 1964, Wagner and Fischer 1974).
 */
export function errors(word, other) {
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, k) => k);
  for (let i = 1; i <= word.length; i += 1) {
    const next = [i];
    for (let k = 1; k <= other.length; k += 1) {
      const same = word[i - 1] === other[k - 1];
      next[k] = Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (same ? 0 : 1));
      const swapped = i > 1 && k > 1 && word[i - 1] === other[k - 2] && word[i - 2] === other[k - 1];
      if (swapped) next[k] = Math.min(next[k], before[k - 2] + 1);
    }
    before = row;
    row = next;
  }
  return Math.min(...row);
}

/** What may be typed for a name, each form with the place in the name that every sign of it comes from. */
function formsOf({ text, traditional, spelled, isTerm }) {
  const signs = signsOf(text);
  const spoken = signs.filter(({ sign }) => !/[\s'’]/.test(sign));
  const syllables = spelled ? spelled.split("'") : [];
  const sounds = syllables.length === spoken.length ? spoken : [];
  const words = [
    signs.map(({ sign, ...place }) => ({ ...place, text: fold(sign) })),
    [...traditional].map((sign, i) => ({ ...(signs[i] || signs[signs.length - 1]), text: fold(sign) })),
    sounds.map((place, i) => ({ ...place, text: fold(syllables[i]) })),
  ];
  const initials = sounds.map((place, i) => ({ ...place, text: fold(syllables[i]).slice(0, 1) }));
  // Initials are no words: a near miss among them would be anything.
  return [...words.map((pieces) => joinPieces(pieces, true)), { ...joinPieces(initials, false), fromStart: isTerm }];
}

function signsOf(text) {
  let start = 0;
  return [...text].map((sign) => {
    const place = { sign, start, end: start + sign.length };
    start = place.end;
    return place;
  });
}

function joinPieces(pieces, hasWords) {
  const text = pieces.map((piece) => piece.text).join("");
  const starts = [];
  const ends = [];
  for (const piece of pieces) {
    for (let i = 0; i < piece.text.length; i += 1) {
      starts.push(piece.start);
      ends.push(piece.end);
    }
  }
  const latin = [];
  if (hasWords) text.replace(/[a-z]+/g, (word, start) => latin.push({ text: word, start }));
  return { text, starts, ends, latin };
}

/** Text made comparable: full width as half width, upper case as lower case, no apostrophes. */
const fold = (text) =>
  [...text]
    .map((sign) => sign.normalize("NFKC").toLowerCase())
    .join("")
    .replace(/['’]/g, "");

/**
 * Why a subject was found: the signs of its name that the words fell on, and for the words that its name lacks the
 * other names or terms that hold them.
 *
 * @returns {{name: number[][], also: {text: string, ranges: number[][]}[]}} ranges as [start, end] of the texts
 */
export function explain(sites, row, lang, { words, near }) {
  const hit = near ? mistyped : contained;
  const [zh, en, ...aliases] = sites.names[row];
  const [shown, other] = lang === "zh" ? [zh, en] : [en, zh];
  const own = lang === "zh" ? 0 : 1;
  const terms = [...sites.said[row]].map((term) => sites.terms[term]);
  const further = [...aliases, other, ...terms.map((term) => term[own]), ...terms.map((term) => term[1 - own])];
  const found = { name: [], also: [] };
  for (const word of words) {
    const inName = rangeIn(shown, word, hit);
    if (inName) {
      found.name.push(inName);
      continue;
    }
    const name = further.find((each) => rangeIn(each, word, hit));
    const known = name && found.also.find(({ text }) => text === name.text);
    if (known) known.ranges.push(rangeIn(name, word, hit));
    else if (name) found.also.push({ text: name.text, ranges: [rangeIn(name, word, hit)] });
  }
  return found;
}

function rangeIn(name, word, hit) {
  for (const form of formsOf(name)) {
    const range = hit(word, form);
    if (range) return [form.starts[range[0]], form.ends[range[1] - 1]];
  }
  return null;
}
