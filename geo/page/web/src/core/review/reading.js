/**
 * A patch that was saved from a review, read to go on with it: as data, of which only the form of a patch is taken.
 */

/** @import {Change} from "./types" */

const LARGEST = 50_000_000; // characters

/**
 * @param {string} text of the file
 * @returns {Change[] | null} null where it is no patch
 */
export function readPatch(text) {
  if (text.length > LARGEST) return null;
  /** @type {any} */
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    return null;
  }
  const isPatch = isObject(content) && content.atlas_patch === 1 && Array.isArray(content.changes) && content.changes.every(isChange);
  return isPatch ? content.changes : null;
}

/** @param {any} value of JSON */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {any} change of JSON */
function isChange(change) {
  if (!isObject(change) || typeof change.do !== "string") return false;
  if (change.do === "change" && !(isObject(change.from) && isObject(change.to))) return false;
  if (change.feature !== undefined && !isObject(change.feature?.properties)) return false;
  return [change.row, change.candidate].every(
    (cells) => cells === undefined || (isObject(cells) && Object.values(cells).every((cell) => typeof cell === "string")),
  );
}
