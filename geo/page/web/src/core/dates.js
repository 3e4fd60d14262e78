/**
 * Reduced dates (2024, 2024-12, 2024-12-26) and intervals of two (2016/2020) on a line of days.
 */

/**
 * A date of the record as a reader of a language writes it, by the texts that Python made; empty where there is none.
 *
 * @param {Sites["dates"]} dates
 * @param {string} date
 * @param {Lang} lang
 */
export const dateText = (dates, date, lang) => (date === "" ? "" : dates[date][lang]);

const DAY = 86400000; // milliseconds

/**
 * First day of a date, and the day after its last: a year covers all its days.
 *
 * @param {string} date
 */
export function spanOf(date) {
  const [start, end = start] = date.split("/");
  const after = new Date(end);
  if (end.length > 7) after.setUTCDate(after.getUTCDate() + 1);
  else after.setUTCMonth(after.getUTCMonth() + (end.length > 4 ? 1 : 12));
  return [Date.parse(start) / DAY, Number(after) / DAY];
}

/**
 * Where a date is drawn: in the middle of what it covers.
 *
 * @param {string} date
 */
export function middleOf(date) {
  const [from, to] = spanOf(date);
  return (from + to) / 2;
}

const YEAR = 4; // characters of a date that give its year

/** @param {string} date may be empty, and then has none @returns {string} the year in which it begins */
export const firstYear = (date) => date.slice(0, YEAR);

/** @param {string} date may be empty, and then has none @returns {string} the year in which it ends */
export const lastYear = (date) => firstYear(date.slice(date.indexOf("/") + 1));

/** @param {string} date */
export const isInterval = (date) => date.includes("/");

/**
 * A scale that is true to time.
 *
 * @param {string[]} dates those that must find a place on it
 * @returns {(day: number) => number} 0 at the earliest day, 1 at the latest
 */
export function timeScale(dates) {
  const spans = dates.map(spanOf);
  const from = Math.min(...spans.map(([start]) => start));
  const to = Math.max(...spans.map(([, end]) => end));
  return (day) => (day - from) / (to - from);
}

/**
 * Years that two dates lie apart.
 *
 * @param {string} a
 * @param {string} b
 */
export const yearsBetween = (a, b) => Math.abs(middleOf(a) - middleOf(b)) / 365.25;
