/**
 * Names in the forms in which they are typed, each form of all of them joined in one text: a word is looked for in it at
 * once, not in one name after the other.
 */

import { isPlain } from "./characters.js";

/** How ü is typed where a keyboard has none; accents are folded away, so that ü is u. */
export const TYPED_U = /([ln])v/g;

const BETWEEN = "\ue000"; // between two syllables while they are folded together; no name holds it

/**
 * A form of many names: `text` has one a line, `starts` is where each line begins and where one more would, `owners` are the
 * numbers of those whose names they are.
 *
 * @typedef {{text: string, starts: Uint32Array, owners: ArrayLike<number>, isAlias: boolean, areInitials: boolean, fromStart: boolean}} JoinedForm
 */

/** @typedef {(line: number, start: number, end: number) => void} Report is told a line that has a word, and where in it */

/** @typedef {{owners: Uint32Array, written: string, isAlias: boolean, isTerm: boolean}} Column names of one kind, a line each: Chinese, English, or further ones */

const TOGETHER = 2048; // so many have their names made ready at once

/**
 * The forms of all names, those of some at a time: of many places it takes long.
 *
 * @param {NameColumns} names
 * @param {Folding} folding
 * @returns {Generator<JoinedForm[], void>}
 */
export function* joinedForms({ count, size, read, spelled, isTerm }, folding) {
  const sounds = partsOf(spelled);
  for (let first = 0; first < count; first += size) {
    const { zh, en, aliases } = read(first / size);
    const texts = [zh, en, aliases].map(partsOf);
    const end = Math.min(first + size, count);
    for (let from = first; from < end; from += TOGETHER) {
      const most = Math.min(TOGETHER, end - from);
      const columns = columnsOf(
        texts.map((next) => next(most)),
        Uint32Array.from({ length: most }, (_, line) => from + line),
        isTerm,
      );
      yield [...columns.flatMap((column) => formsWritten(column, folding)), ...formsSpoken(columns, codesOf(sounds(most), folding))];
    }
  }
}

/**
 * Names by their kinds: further ones have a line each, too.
 *
 * @param {string[]} texts
 * @param {Uint32Array} owners of their lines
 * @param {boolean} isTerm
 * @returns {Column[]}
 */
const columnsOf = ([zh, en, aliases], owners, isTerm) => [
  { owners, written: zh, isAlias: false, isTerm },
  { owners, written: en, isAlias: false, isTerm },
  { owners: ownersOf(aliases, owners), written: aliases.replace(/\t/g, "\n"), isAlias: true, isTerm },
];

/** @param {string} text @returns {(most: number) => string} gives its next lines */
function partsOf(text) {
  let from = 0;
  return (most) => {
    let end = from - 1;
    for (let line = 0; line < most; line += 1) {
      end = text.indexOf("\n", end + 1);
      if (end < 0) end = text.length;
    }
    const part = text.slice(from, end);
    from = end + 1;
    return part;
  };
}

/**
 * Whose each cell of some lines is.
 *
 * @param {string} text
 * @param {Uint32Array} owners of the lines
 */
function ownersOf(text, owners) {
  if (!text.includes("\t")) return owners;
  return Uint32Array.from(text.split("\n").flatMap((line, at) => line.split("\t").map(() => owners[at])));
}

/** Whether a text of so many lines has any sign. @param {string} text @param {ArrayLike<number>} lines */
const isEmpty = (text, lines) => text.length < lines.length;

/** @param {Column} column @param {string} text with a line for each name, empty where it has no such form @param {object} [kind] @returns {JoinedForm} */
const formOf = ({ owners, isAlias }, text, kind) => ({
  ...{ text, starts: startsOf(text, owners.length), owners, isAlias },
  ...{ areInitials: false, fromStart: false, ...kind },
});

/**
 * Names of one kind as they are written, and those that have words of another region in ours.
 *
 * @param {Column} column
 * @param {Folding} folding
 */
function formsWritten(column, { fold, eachWord }) {
  if (isEmpty(column.written, column.owners)) return [];
  const written = fold(column.written);
  const worded = eachWord(written, (other) => other);
  return (worded === written ? [written] : [written, onlyChanged(worded, written)]).map((text) => formOf(column, text));
}

/**
 * Lines of which those that are the same in another text are empty.
 *
 * @param {string} text
 * @param {string} other
 */
function onlyChanged(text, other) {
  const others = other.split("\n");
  return text
    .split("\n")
    .map((line, i) => (line === others[i] ? "" : line))
    .join("\n");
}

/**
 * The codes of what is spelled, with lower-case letters, each line folded that has others.
 *
 * @param {string} spelled
 * @param {Folding} folding
 */
function codesOf(spelled, { fold }) {
  if (ENCODER && isPlain(spelled)) return ENCODER.encode(spelled.toLowerCase());
  /** @param {string} line */
  const folded = (line) => (isPlain(line) ? line.toLowerCase() : fold(line.replace(/'/g, BETWEEN)));
  const text = spelled.split("\n").map(folded).join("\n");
  return Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

/**
 * Names by their syllables without what parts them, and by the first letter of each.
 *
 * @param {Column[]} columns
 * @param {Codes} spelled has a line for the names of each, in it their syllables, parted by tabs
 * @returns {JoinedForm[]}
 */
function formsSpoken(columns, spelled) {
  const sounds = columns.map(({ written }) => createSounds(spelled, spokenIn(written)));
  let kind = 0;
  for (let at = 0; at <= spelled.length; at += 1) {
    at = sounds[kind].add(at);
    if (spelled[at] === TAB) kind = Math.min(kind + 1, columns.length - 1);
    else {
      for (kind += 1; kind < columns.length; kind += 1) sounds[kind].add(at);
      kind = 0;
    }
  }
  return columns.flatMap((column, i) => {
    const { syllables, initials } = sounds[i].texts();
    if (isEmpty(syllables, column.owners)) return [];
    return [formOf(column, syllables), formOf(column, initials, { areInitials: true, fromStart: column.isTerm })];
  });
}

/**
 * What gathers the sounds of names of one kind; a name has none that has not a syllable for each spoken sign.
 *
 * @param {Codes} spelled
 * @param {number[]} spoken how many signs of each name are spoken
 */
function createSounds(spelled, spoken) {
  const [syllables, initials] = [spelled, spelled].map((codes) => codes.slice());
  let [ends, ending, name] = [0, 0, 0];
  return {
    /** @param {number} from where the syllables of the next name begin @returns {number} where they end */
    add(from) {
      let [at, end, last, count, before] = [from, ends, ending, 1, 0];
      for (; at < spelled.length; at += 1) {
        const code = spelled[at];
        if (code === TAB || code === LINE) break;
        if (code === APOSTROPHE || code === SIGN_BETWEEN) {
          count += 1;
          before = 0;
        } else {
          if (before === 0) initials[last++] = code;
          syllables[end++] = code === V && (before === L || before === N) ? U : code;
          before = code;
        }
      }
      if (count === spoken[name]) [ends, ending] = [end, last];
      syllables[ends++] = initials[ending++] = LINE;
      name += 1;
      return at;
    },
    texts: () => ({ syllables: textOf(syllables.subarray(0, ends - 1)), initials: textOf(initials.subarray(0, ending - 1)) }),
  };
}

const [TAB, LINE, APOSTROPHE, SIGN_BETWEEN, L, N, U, V] = [..."\t\n'", BETWEEN, ..."lnuv"].map((sign) => sign.charCodeAt(0));
// Many times as fast as what Python's engine, which has neither, does in their place.
const [ENCODER, DECODER] = typeof TextEncoder === "undefined" ? [] : [new TextEncoder(), new TextDecoder()];
const AT_ONCE = 8192; // codes that a function takes

/** @typedef {Uint8Array | Uint16Array} Codes of a text, those of a plain one as bytes */

/** @param {Codes} codes */
function textOf(codes) {
  if (DECODER && codes instanceof Uint8Array) return DECODER.decode(codes);
  const parts = [];
  for (let at = 0; at < codes.length; at += AT_ONCE)
    parts.push(String.fromCharCode.apply(null, /** @type {any} */ (codes.subarray(at, at + AT_ONCE))));
  return parts.join("");
}

/**
 * How many signs of a name are spoken.
 *
 * @param {string} text
 */
export const spokenSigns = (text) => spokenIn(text).reduce((sum, count) => sum + count);

/**
 * How many signs of each line are spoken.
 *
 * @param {string} text
 */
function spokenIn(text) {
  let count = 0;
  const counts = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LINE) {
      counts.push(count);
      count = 0;
    } else if (!isSilent(code)) {
      count += 1;
      // Half a surrogate pair is no sign of its own.
      if (code >> 10 === HIGH && text.charCodeAt(at + 1) >> 10 === LOW) at += 1;
    }
  }
  counts.push(count);
  return counts;
}

const [HIGH, LOW] = [0xd800 >> 10, 0xdc00 >> 10]; // the six bits with which each half of a pair begins
const SILENT = /[\s'’]/;
/** What is known of each UTF-16 code: 0 nothing, 1 silent, 2 spoken. */
const known = new Uint8Array(1 << 16);

/** @param {number} code */
const isSilent = (code) => (known[code] ||= SILENT.test(String.fromCharCode(code)) ? 1 : 2) === 1;

/** Where each line begins, and where one more would. @param {string} text @param {number} count of its lines */
export function startsOf(text, count) {
  const starts = new Uint32Array(count + 1);
  let at = -1;
  for (let line = 1; line <= count; line += 1) {
    at = text.indexOf("\n", at + 1);
    starts[line] = (at < 0 ? text.length : at) + 1;
    if (at < 0) at = text.length;
  }
  return starts;
}

/**
 * Report where each line contains a word, in the first of its readings that it contains.
 *
 * @param {JoinedForm} form
 * @param {string[]} readings
 * @param {Report} report
 */
export function findContained(form, readings, report) {
  const { text, starts, fromStart } = form;
  const told = readings.length > 1 ? new Uint8Array(starts.length) : null;
  for (const word of readings) {
    let line = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[line])) {
      while (starts[line + 1] <= at) line += 1;
      const start = at - starts[line];
      if (!(fromStart && start > 0) && !(told && told[line])) {
        if (told) told[line] = 1;
        report(line, start, start + word.length);
      }
      line += 1;
    }
  }
}

/**
 * Report where each line contains a word, or a Latin word that is near to it.
 *
 * @param {JoinedForm} form
 * @param {string[]} readings
 * @param {(word: string) => (text: string, at: number, end: number) => boolean} nearTo gives what says whether a Latin word in a
 *   text is near to a word
 * @param {Report} report
 */
export function findNear(form, readings, nearTo, report) {
  const { text, starts, areInitials } = form;
  const told = new Uint8Array(starts.length);
  findContained(form, readings, (line, start, end) => {
    told[line] = 1;
    report(line, start, end);
  });
  if (areInitials) return;
  for (const isNear of readings.filter((each) => /^[a-z]+$/.test(each)).map(nearTo)) {
    let line = 0;
    eachLatin(text, (at, end) => {
      while (starts[line + 1] <= at) line += 1;
      if (told[line] || !isNear(text, at, end)) return;
      told[line] = 1;
      report(line, at - starts[line], end - starts[line]);
    });
  }
}

const [A, Z] = [..."az"].map((letter) => letter.charCodeAt(0));

/**
 * Where each Latin word of a folded text begins and ends.
 *
 * @param {string} text
 * @param {(at: number, end: number) => void} report
 */
function eachLatin(text, report) {
  let begin = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at); // not a number behind the last
    const isLatin = code >= A && code <= Z;
    if (isLatin && begin < 0) begin = at;
    if (isLatin || begin < 0) continue;
    report(begin, at);
    begin = -1;
  }
}
