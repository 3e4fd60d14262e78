/**
 * How subjects and facts are found by what is typed, and which signs of their names the words fell on.
 *
 * Every word must be contained in a form of one of a subject's names or terms: as it is written, in pinyin or by
 * initials (those of a term from its first sign on: within it they would be anything). Where nothing contains what was
 * typed, Latin words that differ by a typing error count too. `geo.atlas.search` asks this very script.
 */
import { cleanText } from "./characters.js";
import { TYPED_U, findContained, findNear, joinedForms, spokenSigns } from "./corpus.js";

/** @import {JoinedForm, Report} from "./corpus.js" */
import { onceInSteps, recently, recentlyOf } from "./later.js";

export const NOT_FOUND = -1;

const ANSWERS = 4; // what was found is kept for as many texts, for who takes back the last letters

const SHORTEST_MISTYPED = 4; // letters of the shortest word in which a typing error is looked for
const TWO_ERRORS_FROM = 8; // letters from which a word may hold two

/**
 * What a hit is worth, the best first: the place a subject takes in a list ordered by relevance. What a fact says comes
 * behind what concerns the whole, and a status that is not the latest one last.
 */
const WORTH = { whole: 0, start: 1, within: 2, alias: 2, term: 8, fact: 10, otherStatus: 20 };

/** What a word costs that a fact lacks: more than all that others could be worth. */
const LACKING = 1000;

/** @typedef {(form: JoinedForm, readings: string[], report: Report) => void} Find looks for a word in all names of a form */

/**
 * @typedef {ReturnType<typeof createIndex> extends Generator<any, infer Made> ? Made : never} Index
 * @typedef {ReturnType<typeof createFinder>} Finder
 */

const finders = /** @type {ReturnType<typeof recentlyOf<Finder>>} */ (recentlyOf(1));

/** @param {Terms} sites */
const finderOf = (sites) => finders(sites, "", () => createFinder(sites));

/**
 * @param {Terms} sites what `readTerms` returns, or all that `readSites` does
 * @param {string} text what was typed
 * @returns {Found}
 */
export const search = (sites, text) => finderOf(sites).search(text);

/**
 * Make ready, by a step, what words are looked for in, which takes the longer the more places there are: before the first
 * word is typed.
 *
 * @param {Terms} sites
 * @returns {boolean} whether all is ready
 */
export const prepareSearch = (sites) => finderOf(sites).prepare();

/**
 * The facts of a subject by which it was found: those that have every word which the subject has neither in its names
 * nor in what concerns the whole of it, or where there is none, those that have one of them.
 *
 * @param {Sites} sites columns
 * @param {number} row the subject
 * @param {() => Claim[]} claims gives what is said about it, asked only where that matters
 * @param {Found} found what `search` returned
 * @returns {ClaimedFact[]} the best first, of equals what is the case before what is expected
 */
export const foundFacts = (sites, row, claims, found) => finderOf(sites).facts(row, claims, found);

/**
 * Whether a subject was found by what its facts say: neither its names nor what concerns the whole of it have every word.
 *
 * @param {Found} found what `search` returned
 * @param {number} row
 */
export const needsFacts = ({ bySaid }, row) => bySaid[row] === 1;

/**
 * The facts of a subject that hold every word of a text in what they are about, in their value, or in further text.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Claim[]} claims
 * @param {string} text
 * @param {(claim: Claim, fact: Fact) => string} further what else is said of a fact
 * @returns {ClaimedFact[]} the facts; all where nothing is typed, or where the words name the subject
 */
export const factsHaving = (sites, row, claims, text, further) => finderOf(sites).factsHaving(row, claims, text, further);

/**
 * What answers for one atlas.
 *
 * @param {Terms} sites
 */
function createFinder(sites) {
  // Who types nothing needs no index: the map shows before it is made.
  const { step, get: index } = onceInSteps(() => createIndex(sites));
  const answers = /** @type {ReturnType<typeof recently<Found>>} */ (recently(ANSWERS));
  /** @param {string} text */
  const foldTyped = (text) => sites.folding.fold(cleanText(text)).trim().replace(/\s+/g, " ");
  /** @param {string} text */
  const readWords = (text) =>
    [...new Set(foldTyped(text).split(" "))].filter((word) => word !== "").map((word) => readingsOf(word, sites.folding));
  return {
    prepare: step,
    /** @param {string} text */
    search: (text) =>
      answers(text, () => {
        const words = text === "" ? [] : readWords(text);
        const isStatus = words.length > 0 && index().namesStatus(foldTyped(text));
        /** @param {Find} find @param {boolean} near @returns {Found} */
        const look = (find, near) => {
          const looked = words.map((word) => index().lookUp(word, find));
          return { words, near, looked, isStatus, ...rankAll(index, sites.count, looked) };
        };
        const exact = look(findContained, false);
        return exact.rank.some((place) => place !== NOT_FOUND) ? exact : look(createFindMistyped(), true);
      }),
    /** @param {number} row @param {() => Claim[]} claims @param {Found} found */
    facts: (row, claims, { looked }) => (looked.length === 0 ? [] : bestFacts(index(), row, claims, looked)),
    /** @param {number} row @param {Claim[]} claims @param {string} text @param {(claim: Claim, fact: Fact) => string} further */
    factsHaving(row, claims, text, further) {
      const facts = factsOf(claims).map(({ claim, fact }) => ({ claim, fact, text: sites.folding.fold(further(claim, fact)) }));
      const having = readWords(text).map((word) => factsWith(index(), row, facts, word));
      return facts.filter((each) => having.every((found) => found.includes(each)));
    },
  };
}

/**
 * Names and terms in the forms by which they are found, and what a word is worth to a subject by them.
 *
 * @param {Terms} sites
 */
function* createIndex(sites) {
  const { count, folding, terms, termOf, starts, wholes } = sites;
  yield;
  const inNames = yield* gathered(joinedForms(sites.names, folding));
  const ofTerms = yield* gathered(joinedForms(sites.termNames, folding));
  const ofWhole = holders(sites, (row) => [starts[row], starts[row] + wholes[row]]);
  yield;
  const ofFacts = holders(sites, (row) => [starts[row] + wholes[row], starts[row + 1]]);
  const isStatus = new Uint8Array(terms.length);
  for (const term of termOf.status) isStatus[term] = 1;
  return {
    // A name of nothing but marks that fold away has no form.
    /** @param {string} typed */
    namesStatus: (typed) => [...termOf.status].some((term) => terms[term] && terms[term].some(({ text }) => folding.fold(text) === typed)),
    /**
     * What a word is worth to each subject by what is its own, its names and what concerns the whole; and each term.
     *
     * @param {string[]} word
     * @param {Find} find
     * @returns {Hits}
     */
    lookUp(word, find) {
      const inTerms = worthsIn(ofTerms, terms.length, word, find, 0);
      const own = worthsIn(inNames, count, word, find, WORTH.alias);
      const worths = inTerms.map((worth) => (worth < Infinity ? WORTH.term : Infinity));
      enterTerms(ofWhole, sites.said, worths, own, own);
      return { own, inTerms };
    },
    /**
     * What it is worth to each subject that lacks it, by what its facts say.
     *
     * @param {Hits} hits
     */
    worthsOfFacts({ own, inTerms }) {
      const best = new Float32Array(count).fill(Infinity);
      const worths = inTerms.map((worth, term) => (worth < Infinity && isStatus[term] ? WORTH.otherStatus : WORTH.fact + worth));
      enterTerms(ofFacts, sites.said, worths, own, best);
      return best;
    },
    /**
     * What it is worth to a fact.
     *
     * @param {Float32Array} inTerms
     * @param {Claim} claim
     * @param {Fact} fact
     */
    worthOfFact: (inTerms, { indicator, scope }, { term }) =>
      Math.min(inTerms[termOf.indicator[indicator]], scope < 0 ? Infinity : inTerms[termOf.scope[scope]], inTerms[term]),
  };
}

/**
 * The subjects that have each term, in one column, and where those of a term begin.
 *
 * @param {Terms} sites
 * @param {(row: number) => [from: number, to: number]} part of a subject's terms
 */
function holders({ count, terms, said }, part) {
  const begins = new Uint32Array(terms.length + 2); // one behind while they are counted, so that it ends with where each begins
  for (let row = 0; row < count; row += 1) {
    const [from, to] = part(row);
    for (let at = from; at < to; at += 1) begins[said[at] + 2] += 1;
  }
  for (let term = 2; term < begins.length; term += 1) begins[term] += begins[term - 1];
  const rows = new Uint32Array(begins[terms.length + 1]);
  for (let row = 0; row < count; row += 1) {
    const [from, to] = part(row);
    for (let at = from; at < to; at += 1) rows[begins[said[at] + 1]++] = row;
  }
  return { rows, begins, part };
}

/**
 * Enter the best worth of their terms for the subjects whose own is infinite: by who has the terms that are worth anything, or
 * by the terms of these subjects, whichever are fewer.
 *
 * @param {ReturnType<typeof holders>} held
 * @param {Uint32Array} said
 * @param {Float32Array} worths of the terms
 * @param {Float32Array} own
 * @param {Float32Array} best which is entered
 */
function enterTerms({ rows, begins, part }, said, worths, own, best) {
  let [having, lacking] = [0, 0];
  for (let term = 0; term < worths.length; term += 1) if (worths[term] < Infinity) having += begins[term + 1] - begins[term];
  if (having > 0) for (let row = 0; row < own.length; row += 1) if (own[row] === Infinity) lacking += 1;
  /** @param {number} row @param {number} term */
  const enter = (row, term) => {
    if (worths[term] < best[row]) best[row] = worths[term];
  };
  if (having < lacking) {
    for (let term = 0; term < worths.length; term += 1) {
      if (worths[term] === Infinity) continue;
      for (let at = begins[term]; at < begins[term + 1]; at += 1) if (own[rows[at]] === Infinity) enter(rows[at], term);
    }
    return;
  }
  for (let row = 0; row < own.length && lacking > 0; row += 1) {
    if (own[row] < Infinity) continue;
    lacking -= 1;
    const [from, to] = part(row);
    for (let at = from; at < to; at += 1) enter(row, said[at]);
  }
}

/**
 * All that comes in parts, with a stop after each.
 *
 * @template Part
 * @param {Iterable<Part[]>} parts
 * @returns {Generator<undefined, Part[]>}
 */
function* gathered(parts) {
  const all = /** @type {Part[]} */ ([]);
  for (const part of parts) {
    all.push(...part);
    yield;
  }
  return all;
}

/**
 * Sum over the words of the best hit of each; a subject that lacks a word is not found.
 *
 * @param {() => Index} index
 * @param {number} count
 * @param {Hits[]} looked
 */
function rankAll(index, count, looked) {
  const rank = new Int16Array(count);
  const [otherStatus, bySaid] = [new Uint8Array(count), new Uint8Array(count)];
  for (const { own, inTerms } of looked) {
    const ofFacts = index().worthsOfFacts({ own, inTerms });
    for (let row = 0; row < count; row += 1) {
      if (rank[row] === NOT_FOUND) continue;
      const worth = Math.min(own[row], ofFacts[row]);
      if (own[row] === Infinity && worth < Infinity) bySaid[row] = 1;
      rank[row] = worth === Infinity ? NOT_FOUND : rank[row] + worth;
      if (worth === WORTH.otherStatus) otherStatus[row] = 1;
    }
  }
  return { rank, otherStatus, bySaid };
}

/**
 * The facts that have every word which the subject itself lacks, else those that have one of them; the best first.
 *
 * @param {Index} index
 * @param {number} row
 * @param {() => Claim[]} claims
 * @param {Hits[]} looked
 */
function bestFacts({ worthOfFact }, row, claims, looked) {
  const wanted = looked.filter(({ own }) => own[row] === Infinity);
  /** @param {Claim} claim @param {Fact} fact */
  const worth = (claim, fact) => wanted.reduce((sum, { inTerms }) => sum + Math.min(worthOfFact(inTerms, claim, fact), LACKING), 0);
  const known = wanted.length === 0 ? [] : factsOf(claims()).map(({ claim, fact }) => ({ claim, fact, worth: worth(claim, fact) }));
  const whole = known.filter(({ worth }) => worth < LACKING);
  const found = whole.length > 0 ? whole : known.filter(({ worth }) => worth < LACKING * wanted.length);
  return found.sort((a, b) => a.worth - b.worth || a.claim.aim - b.claim.aim);
}

/**
 * Those of a subject's facts that have a word.
 *
 * @param {Index} index
 * @param {number} row
 * @param {(ClaimedFact & {text: string})[]} facts
 * @param {string[]} word
 */
function factsWith({ lookUp, worthOfFact }, row, facts, word) {
  const { own, inTerms } = lookUp(word, findContained);
  /** @param {ClaimedFact & {text: string}} said */
  const has = ({ claim, fact, text }) => worthOfFact(inTerms, claim, fact) < Infinity || word.some((reading) => text.includes(reading));
  const found = facts.filter(has);
  // Who searches the city for its own name means all of it.
  return found.length === 0 && own[row] < Infinity ? facts : found;
}

/** @param {Claim[]} claims @returns {ClaimedFact[]} */
const factsOf = (claims) => claims.flatMap((claim) => claim.facts.map((fact) => ({ claim, fact })));

/**
 * A folded word, and what else it may be meant for: the word of another region, 5000 for 5,000, ü for v.
 *
 * @param {string} word
 * @param {Folding} folding
 */
function readingsOf(word, { eachWord }) {
  /** @type {((text: string) => string)[]} */
  const changes = [
    (text) => eachWord(text, (other) => other),
    (text) => text.replace(/([0-9]),(?=[0-9]{3})/g, "$1"),
    (text) => text.replace(TYPED_U, "$1u"),
  ];
  return [...new Set(changes.reduce((readings, change) => [...readings, ...readings.map(change)], [word]))];
}

/**
 * What the best hit of a word among the names of each is worth.
 *
 * @param {JoinedForm[]} forms
 * @param {number} count of those that have names
 * @param {string[]} word
 * @param {Find} find
 * @param {number} alias what a hit in a further name costs more
 */
function worthsIn(forms, count, word, find, alias) {
  const best = new Float32Array(count).fill(Infinity);
  for (const form of forms) {
    const { starts, owners, isAlias } = form;
    const [whole, start, within] = [WORTH.whole, WORTH.start, WORTH.within].map((worth) => worth + (isAlias ? alias : 0));
    find(form, word, (line, from, to) => {
      const worth = from > 0 ? within : to < starts[line + 1] - starts[line] - 1 ? start : whole;
      if (worth < best[owners[line]]) best[owners[line]] = worth;
    });
  }
  return best;
}

/**
 * What looks for words that others begin with but for typing errors: farther on than these reach does not matter, so that each
 * beginning is compared once, in however many names it is.
 *
 * @returns {Find}
 */
function createFindMistyped() {
  /** @type {Map<string, Map<string, boolean>>} */
  const known = new Map();
  /** @param {string} word */
  const nearTo = (word) => {
    if (!known.has(word)) known.set(word, new Map());
    const others = /** @type {Map<string, boolean>} */ (known.get(word));
    const allowed = allowedIn(word);
    return (/** @type {string} */ text, /** @type {number} */ at, /** @type {number} */ end) => {
      if (allowed === 0 || end - at < word.length - allowed) return false;
      const other = text.slice(at, Math.min(end, at + word.length + allowed));
      let near = others.get(other);
      if (near === undefined) others.set(other, (near = errors(word, other, allowed) <= allowed));
      return near;
    };
  };
  return (form, readings, report) => findNear(form, readings, nearTo, report);
}

/** How many typing errors a word may hold. @param {string} word */
const allowedIn = ({ length }) => (length < SHORTEST_MISTYPED ? 0 : length < TWO_ERRORS_FROM ? 1 : 2);

const FAR = 1e3; // more errors than any word has letters

/**
 * Typing errors between a word and the nearest beginning of another: a letter too many, missing, wrong, or changed with
 * its neighbour (optimal string alignment; Damerau 1964, Wagner and Fischer 1974).
 *
 * @param {string} word
 * @param {string} other
 * @param {number} [most] more of them need not be told apart: letters farther from each other are not compared (Ukkonen 1985)
 */
export function errors(word, other, most = FAR) {
  let before = new Array(other.length + 1).fill(FAR);
  let row = Array.from(before, (_, k) => k);
  let next = before.slice();
  for (let i = 1; i <= word.length; i += 1) {
    const from = Math.max(1, i - most);
    const to = Math.min(other.length, i + most);
    next[from - 1] = from === 1 ? i : FAR;
    let least = next[from - 1];
    for (let k = from; k <= to; k += 1) {
      const same = word[i - 1] === other[k - 1];
      const swapped = i > 1 && k > 1 && word[i - 1] === other[k - 2] && word[i - 2] === other[k - 1];
      next[k] = Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (same ? 0 : 1), swapped ? before[k - 2] + 1 : FAR);
      least = Math.min(least, next[k]);
    }
    if (least > most) return least;
    if (to < other.length) next[to + 1] = FAR;
    [before, row, next] = [row, next, before];
  }
  return row.reduce((least, count) => Math.min(least, count));
}

/**
 * What may be typed for a name: as it is written, with the words of another region, in pinyin, by initials. A form has its
 * `text`, and `pieces` gives the parts of it with the places in the name that they come from.
 *
 * @param {Name} name
 * @param {Folding} folding
 * @returns {Generator<Form, void>} each made when it is asked for
 */
function* formsOf(name, folding) {
  const written = {
    text: folding.fold(name.text),
    pieces: () => signsOf(name.text).map((each) => ({ ...each, text: folding.fold(each.sign) })),
  };
  yield written;
  const worded = { text: folding.eachWord(written.text, (other) => other), pieces: () => foldedWords(written, folding) };
  if (worded.text !== written.text) yield worded;
  yield* soundsOf(name, folding);
}

/**
 * Pinyin and initials of a name, where each sign that is spoken has a syllable.
 *
 * @param {Name} name
 * @param {Folding} folding
 * @returns {Form[]}
 */
function soundsOf({ text, spelled, isTerm }, folding) {
  if (!spelled) return [];
  const syllables = spelled.split("'").map((each) => folding.fold(each).replace(TYPED_U, "$1u"));
  const spoken = () => signsOf(text).filter(({ sign }) => !/[\s'’]/.test(sign));
  if (spokenSigns(text) !== syllables.length) return [];
  const initials = syllables.map((each) => each.slice(0, 1));
  /** @param {string[]} texts */
  const pieces = (texts) => () => spoken().map((place, i) => ({ ...place, text: texts[i] }));
  return [
    { text: syllables.join(""), pieces: pieces(syllables) },
    // Initials are no words: a near miss among them would be anything.
    { text: initials.join(""), pieces: pieces(initials), areInitials: true, fromStart: isTerm },
  ];
}

/**
 * The pieces of a form in which each word has given way to the one that it is folded to.
 *
 * @param {Form} written
 * @param {Folding} folding
 */
function foldedWords(written, { eachWord }) {
  const { starts, ends } = placesOf(written);
  /** @type {Piece[]} */
  const pieces = [];
  let from = 0;
  /** @param {number} to */
  const keep = (to) => {
    for (; from < to; from += 1) pieces.push({ text: written.text[from], start: starts[from], end: ends[from] });
  };
  eachWord(written.text, (other, start, end) => {
    keep(start);
    pieces.push({ text: other, start: starts[start], end: ends[end - 1] });
    from = end;
    return other;
  });
  keep(written.text.length);
  return pieces;
}

/** @param {string} text */
function signsOf(text) {
  let start = 0;
  return [...text].map((sign) => {
    const place = { sign, start, end: start + sign.length };
    start = place.end;
    return place;
  });
}

/**
 * The place in its name that each letter of a form comes from.
 *
 * @param {Form} form
 */
function placesOf({ pieces }) {
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  for (const { text, start, end } of pieces()) {
    for (let i = 0; i < text.length; i += 1) {
      starts.push(start);
      ends.push(end);
    }
  }
  return { starts, ends };
}

/**
 * Why a subject was found: the signs of its name that the words fell on, and for the words that its name lacks the
 * other names or the terms of the whole that hold them. What its facts hold is found by `foundFacts`.
 *
 * @param {Terms} sites
 * @param {number} row
 * @param {Lang} lang
 * @param {Found} found
 * @returns {{name: Span[], also: {text: string, ranges: Span[]}[]}} the parts of the texts
 */
export function explain(sites, row, lang, { words, near }) {
  /** @param {Name} name @param {string[]} word */
  const rangeIn = (name, word) => rangeOf(sites, name, word, near);
  if (words.length === 0) return { name: [], also: [] };
  const [zh, en, ...aliases] = sites.namesOf(row);
  const [shown, other] = lang === "zh" ? [zh, en] : [en, zh];
  const own = lang === "zh" ? 0 : 1;
  const terms = [...sites.wholeOf(row)].map((term) => sites.terms[term]);
  const further = [...aliases, other, ...terms.map((term) => term[own]), ...terms.map((term) => term[1 - own])];
  const found = /** @type {ReturnType<typeof explain>} */ ({ name: [], also: [] });
  for (const word of words) {
    const inName = rangeIn(shown, word);
    if (inName) {
      found.name.push(inName);
      continue;
    }
    const name = further.find((each) => rangeIn(each, word));
    const range = name && rangeIn(name, word);
    if (!range) continue;
    const known = found.also.find(({ text }) => text === name.text);
    if (known) known.ranges.push(range);
    else found.also.push({ text: name.text, ranges: [range] });
  }
  return found;
}

/**
 * What most places have in common that were found by what concerns the whole of them, not by a name: of each word the
 * term that more than half of them were found by. A list says it once.
 *
 * @param {Terms} sites
 * @param {number[]} rows the places that are listed
 * @param {Found} found
 * @returns {{term: number, count: number}[]} each with the number of its places, two or more
 */
export function commonTerms({ terms, said, starts, wholes }, rows, { looked }) {
  return looked.flatMap(({ own, inTerms }) => {
    if (!own.includes(WORTH.term)) return [];
    const counts = new Uint32Array(terms.length);
    let [all, common] = [0, 0];
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i];
      if (own[row] !== WORTH.term) continue;
      const end = starts[row] + wholes[row];
      let at = starts[row];
      while (at < end && inTerms[said[at]] === Infinity) at += 1;
      all += 1;
      counts[said[at]] += 1;
      if (counts[said[at]] > counts[common]) common = said[at];
    }
    const count = counts[common];
    return count > 1 && count > all / 2 ? [{ term: common, count }] : [];
  });
}

/**
 * Where the words fell on the name of a term in a language, as [start, end] each.
 *
 * @param {Terms} sites
 * @param {number} term
 * @param {Lang} lang
 * @param {Found} found
 */
export function rangesInTerm(sites, term, lang, { words, near }) {
  const name = sites.terms[term][lang === "zh" ? 0 : 1];
  return words.map((word) => rangeOf(sites, name, word, near)).filter((range) => range !== null);
}

/** @param {Form} form @returns {JoinedForm} */
const oneLine = ({ text, areInitials = false, fromStart = false }) => ({
  text,
  starts: Uint32Array.of(0, text.length + 1),
  owners: [0],
  isAlias: false,
  areInitials,
  fromStart,
});

/** @param {Terms} sites @param {Name} name @param {string[]} word @param {boolean} near @returns {Span | null} */
function rangeOf(sites, name, word, near) {
  const find = near ? createFindMistyped() : findContained;
  for (const form of formsOf(name, sites.folding)) {
    const range = /** @type {number[]} */ ([]);
    find(oneLine(form), word, (_, start, end) => range.push(start, end));
    if (range.length === 0) continue;
    const { starts, ends } = placesOf(form);
    return [starts[range[0]], ends[range[1] - 1]];
  }
  return null;
}
