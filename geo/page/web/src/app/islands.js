/**
 * The islands of the page: texts that no browser runs, compressed, read when they are needed.
 *
 * A bundle of its own, the only script that the page holds as it is: it puts in the styles and the other scripts, and says
 * where the file is damaged or ends too early.
 */
import { frameReader, lastPart, partsOf, textOf } from "../core/frames.js";

/** The element that ends the page. */
const END = "atlas-end";

/** The island that is read at the start; where a record is small, all others of it continue its frame. */
const CORE = "atlas-core";

/** Letters of the core of a record that may be small. */
const MOST_LETTERS = 1 << 18;

/** How far that frame is read, and its parts that nobody has asked for. */
const beginning = () => ({ next: frameReader(), count: 0, unasked: /** @type {Map<string, Uint8Array>} */ (new Map()) });
let whole = beginning();

/** Texts of the part with the styles and scripts: a tag and a content each, and an empty tag. */
let textsPutIn = 0;

/** @type {[lang: string, text: string][]} what is said of a damaged file, by language */
let ofDamage = [];

/** Whether the script of the page has read an island. */
let begun = false;

/**
 * From now on say where the file is damaged: an island of it, a script that the policy refuses, or its end.
 *
 * @param {[lang: string, text: string][]} texts what is said, by language
 */
export function watch(texts) {
  ofDamage = texts;
  document.addEventListener("DOMContentLoaded", () => {
    if (!begun || !document.getElementById(END)) sayDamaged();
  });
}

/**
 * What an island holds.
 *
 * @param {...string} ids of the islands of a frame, up to the one that is read
 */
export function read(...ids) {
  begun = true;
  return partOf(ids);
}

/**
 * Put in the styles and scripts of an island, in their order and before any that follow. The page's policy knows each by its
 * digest: no browser runs another text.
 *
 * @param {string} id
 */
export function putIn(id) {
  const here = /** @type {Element} */ (document.currentScript);
  for (const left of document.querySelectorAll("[data-island]")) left.remove(); // in a saved copy
  for (let left = partOf([id]); ;) {
    const tag = partsOf(left);
    textsPutIn += 1;
    if (tag.text === "") return;
    const content = partsOf(tag.bytes);
    const element = document.createElement(tag.text);
    element.setAttribute("data-island", id);
    element.textContent = content.text;
    here.before(element);
    if (tag.text === "script") element.remove();
    left = content.bytes;
    textsPutIn += 1;
  }
}

/**
 * Put in a script that continues their frame.
 *
 * @param {string} name under which it can be asked for things
 * @param {...string} ids of the islands of that frame
 */
export function putInLater(name, ...ids) {
  const script = document.createElement("script");
  script.textContent = textOf(partOf(ids, textsPutIn));
  document.head.append(script);
  script.remove();
  if (!(name in window)) sayDamaged();
}

/** @param {string[]} ids @param {number} [before] texts in the parts before the last */
function partOf(ids, before) {
  try {
    return isWhole(ids) ? partOfWhole(ids) : lastPart(ids.map(lettersOf), before);
  } catch (error) {
    if (document.readyState !== "loading") sayDamaged();
    else document.addEventListener("DOMContentLoaded", sayDamaged);
    throw error;
  }
}

/** Whether parts are of a frame that others may continue. @param {string[]} ids */
const isWhole = ([first, ...others]) => first === CORE && (others.length > 0 || lettersOf(CORE).length < MOST_LETTERS);

/**
 * The last of some parts of the frame that holds a whole record: read on from where the reader is, so that a further one costs
 * its own time alone.
 *
 * @param {string[]} ids
 */
function partOfWhole(ids) {
  const id = ids[ids.length - 1];
  if (whole.count >= ids.length && !whole.unasked.has(id)) whole = beginning();
  for (; whole.count < ids.length; whole.count += 1) whole.unasked.set(ids[whole.count], whole.next(lettersOf(ids[whole.count])));
  const part = /** @type {Uint8Array} */ (whole.unasked.get(id));
  whole.unasked.delete(id);
  return part;
}

/** @param {string} id */
function lettersOf(id) {
  const island = document.getElementById(id);
  if (!island) throw new Error(`file is incomplete: no ${id}`);
  return island.textContent || "";
}

/** Say in both languages that the file is damaged or incomplete, also where the page has no styles. */
function sayDamaged() {
  if (document.querySelector(".damaged")) return;
  const opening = document.querySelector(".opening");
  if (opening) opening.remove();
  document.querySelector("[aria-busy]")?.removeAttribute("aria-busy"); // nothing more will come
  const note = document.createElement("p");
  note.className = "damaged";
  note.setAttribute("role", "alert");
  for (const [lang, text] of ofDamage) {
    const line = document.createElement("span");
    line.lang = lang;
    line.textContent = `${text} `;
    note.append(line);
  }
  document.body.prepend(note);
}
