/**
 * Names in the forms in which they are typed, each form of all of them joined in one text: a word is looked for in it at
 * once, not in one name after the other.
 */

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

/** @typedef {{owners: number[], texts: string[], spelled: string[], isAlias: boolean, isTerm: boolean}} Column names of one kind: Chinese, English, or further ones */

const TOGETHER = 250; // so many have their names joined at once

/**
 * The forms of all names, those of some at a time: of many places it takes long.
 *
 * @param {number} count of those that have names
 * @param {(number: number) => Name[]} namesOf
 * @param {Folding} folding
 * @returns {Generator<JoinedForm[], void>}
 */
export function* joinedForms(count, namesOf, folding) {
  for (let from = 0; from < count; from += TOGETHER) yield formsBetween(from, Math.min(from + TOGETHER, count), namesOf, folding);
}

/** @param {number} from @param {number} to @param {(number: number) => Name[]} namesOf @param {Folding} folding */
function formsBetween(from, to, namesOf, folding) {
  const columns = [0, 1, 2].map((i) => /** @type {Column} */ ({ owners: [], texts: [], spelled: [], isAlias: i === 2, isTerm: false }));
  for (let number = from; number < to; number += 1) {
    namesOf(number).forEach(({ text, spelled, isTerm }, i) => {
      const column = columns[Math.min(i, 2)];
      column.owners.push(number);
      column.texts.push(text.replace(/\n/g, " "));
      column.spelled.push(spelled && spokenSigns(text) === countOf(spelled, "'") + 1 ? spelled : "");
      column.isTerm = isTerm;
    });
  }
  return columns.filter(({ owners }) => owners.length > 0).flatMap((column) => formsOf(column, folding));
}

/**
 * Names of one kind in all their forms. A line is empty where a name has no such form: no word is found in it.
 *
 * @param {Column} column
 * @param {Folding} folding
 * @returns {JoinedForm[]}
 */
function formsOf({ owners, texts, spelled, isAlias, isTerm }, folding) {
  const written = folding.fold(texts.join("\n"));
  const worded = folding.eachWord(written, (other) => other);
  const { syllables, initials } = soundsOf(folding.fold(spelled.join("\n").replace(/'/g, BETWEEN)).replace(TYPED_U, "$1u"));
  /** @param {string} text @param {object} [kind] */
  const form = (text, kind) => ({
    text,
    starts: startsOf(text, owners.length),
    owners,
    isAlias,
    areInitials: false,
    fromStart: false,
    ...kind,
  });
  return [
    form(written),
    ...(worded === written ? [] : [form(onlyChanged(worded, written))]),
    form(syllables),
    form(initials, { areInitials: true, fromStart: isTerm }),
  ];
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
 * Syllables without what parts them, and the first letter of each.
 *
 * @param {string} folded
 */
function soundsOf(folded) {
  const [syllables, initials] = [new Uint16Array(folded.length), new Uint16Array(folded.length)];
  let [ends, ending, begins] = [0, 0, true];
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    const isBetween = code === SIGN_BETWEEN;
    if (!isBetween) syllables[ends++] = code;
    if (code === LINE || (begins && !isBetween)) initials[ending++] = code;
    begins = isBetween || code === LINE;
  }
  return { syllables: textOf(syllables.subarray(0, ends)), initials: textOf(initials.subarray(0, ending)) };
}

const SIGN_BETWEEN = BETWEEN.charCodeAt(0);
const LINE = "\n".charCodeAt(0);
const AT_ONCE = 8192; // codes that a function takes

/** @param {Uint16Array} codes */
function textOf(codes) {
  const parts = [];
  for (let at = 0; at < codes.length; at += AT_ONCE)
    parts.push(String.fromCharCode.apply(null, /** @type {any} */ (codes.subarray(at, at + AT_ONCE))));
  return parts.join("");
}

/** @param {string} text @param {string} sign */
function countOf(text, sign) {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}

/**
 * How many signs of a name are spoken.
 *
 * @param {string} text
 */
export function spokenSigns(text) {
  let count = 0;
  // Half a surrogate pair is no sign of its own.
  for (let at = 0; at < text.length; at += text.charCodeAt(at) >> 10 === HIGH && text.charCodeAt(at + 1) >> 10 === LOW ? 2 : 1) {
    if (!isSilent(text.charCodeAt(at))) count += 1;
  }
  return count;
}

const [HIGH, LOW] = [0xd800 >> 10, 0xdc00 >> 10]; // the six bits with which each half of a pair begins
const SILENT = /[\s'’]/;
/** What is known of each UTF-16 code: 0 nothing, 1 silent, 2 spoken. */
const known = new Uint8Array(1 << 16);

/** @param {number} code */
const isSilent = (code) => (known[code] ||= SILENT.test(String.fromCharCode(code)) ? 1 : 2) === 1;

/** @param {string} text @param {number} count of its lines */
function startsOf(text, count) {
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
