/**
 * Stages and years: a place may be chosen by either or by both, as the options of one facet hold them.
 *
 * An option is a stage (`started`), a year (`2024`), both (`started:2024`), or none. The reader chooses stages and years
 * apart; what is meant are the pairs of them.
 */
import { once, recentlyOf } from "./later.js";
import { hasOption } from "./sites.js";

const BETWEEN = ":";
const NONE = "none";

const rowsOf = /** @type {ReturnType<typeof recentlyOf<Map<string, number>>>} */ (recentlyOf(1));

/** @typedef {{stages: string[], years: string[], none: boolean}} Stages what is chosen, by code */

/** @param {string} code @returns {[stage: string, year: string]} each empty where the option says nothing of it */
function partsOf(code) {
  if (code.includes(BETWEEN)) return /** @type {[string, string]} */ (code.split(BETWEEN));
  return /^\d+$/.test(code) ? ["", code] : [code, ""];
}

/**
 * @param {Pick<Facet, "options">} facet
 * @param {number[]} rows of the options chosen
 * @returns {Stages}
 */
export function stagesIn({ options }, rows) {
  const codes = rows.map((row) => options[row].code);
  const parts = codes.filter((code) => code !== NONE).map(partsOf);
  const [stages, years] = [0, 1].map((at) => [...new Set(parts.map((part) => part[at]).filter(Boolean))]);
  return { stages, years, none: codes.includes(NONE) };
}

/**
 * The rows of the options that mean some stages in some years; where no place had any of these stages in these years, the
 * stages in any year.
 *
 * @param {Pick<Facet, "options">} facet
 * @param {Stages} chosen
 * @returns {number[]}
 */
export function optionsFor({ options }, { stages, years, none }) {
  const rows = rowsOf(options, "", () => new Map(options.map(({ code }, row) => [code, row])));
  /** @param {string[]} codes */
  const known = (codes) => codes.flatMap((code) => rows.get(code) ?? []);
  const pairs = known(stages.flatMap((stage) => years.map((year) => stage + BETWEEN + year)));
  const meant = pairs.length > 0 ? pairs : known(stages.length > 0 ? stages : years);
  return [...meant, ...(none ? known([NONE]) : [])].sort((a, b) => a - b);
}

/**
 * The stages, and the years from the latest to the earliest, each with the number of places that choosing it alone would
 * show beside what is chosen of the others; what no place had together with any of these is left out, unless it is chosen itself.
 *
 * @param {Facet} facet
 * @param {Stages} chosen
 * @param {Counts} counts how many places that nothing else keeps out have each option
 * @param {() => number[]} rows gives these places
 * @returns {{stages: {row: number, count: number}[], years: {row: number, count: number}[]}}
 */
export function countStages(facet, chosen, counts, rows) {
  const { options } = facet;
  const all = once(rows);
  /** @param {number[]} wanted */
  const having = (wanted) =>
    wanted.length === 1 ? counts[wanted[0]] : all().filter((row) => wanted.some((option) => hasOption(facet, row, option))).length;
  const alone = [...options.keys()].filter((row) => !options[row].code.includes(BETWEEN) && options[row].code !== NONE);
  const [stages, years] = [0, 1].map((at) => alone.filter((row) => partsOf(options[row].code)[at] !== ""));
  /** @param {Partial<Stages>} part */
  const meant = (part) => optionsFor(facet, { ...chosen, none: false, ...part });
  const pairs = new Set(options.map(({ code }) => code));
  /** @param {string[]} own @param {string[]} others @param {(code: string, other: string) => string} pair */
  const offered = (own, others, pair) => (/** @type {number} */ row) => {
    const { code } = options[row];
    return own.includes(code) || others.length === 0 || others.some((other) => pairs.has(pair(code, other)));
  };
  const stageOffered = offered(chosen.stages, chosen.years, (stage, year) => stage + BETWEEN + year);
  const yearOffered = offered(chosen.years, chosen.stages, (year, stage) => stage + BETWEEN + year);
  return {
    stages: stages.filter(stageOffered).map((row) => ({ row, count: having(meant({ stages: [options[row].code] })) })),
    years: years.filter(yearOffered).map((row) => ({ row, count: having(meant({ years: [options[row].code] })) })),
  };
}
