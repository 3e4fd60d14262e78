/**
 * What a unit (a district, or the whole city) holds, and its share of the city.
 */
import { firstYear } from "./dates.js";
import { CITY, isIn } from "./sites.js";
import { addsUp, isBound } from "./units.js";

/** @typedef {{row: number, population: number | null, area: number, sites: number}} DistrictFigures population null where it is not known */

/**
 * The sites in a district, those in several counted in each; those of the city are all.
 *
 * @param {Sites} sites
 * @param {number} unit
 */
export function sitesIn(sites, unit) {
  const rows = [];
  for (let row = sites.first; row < sites.count; row += 1) {
    if (unit === CITY || isIn(sites, row, unit)) rows.push(row);
  }
  return rows;
}

/**
 * How many of the sites are of each kind, or have each status.
 *
 * @param {Sites} sites columns
 * @param {number[]} rows the sites to count
 * @param {"kind" | "status"} column what they are counted by
 * @returns {{code: number, count: number}[]} what occurs, in the order of the register
 */
export function countBy(sites, rows, column) {
  const counts = new Map();
  for (const row of rows) counts.set(sites[column][row], (counts.get(sites[column][row]) || 0) + 1);
  const known = sites.registers[column === "kind" ? "kinds" : "statuses"];
  return [...known.keys()].filter((code) => counts.has(code)).map((code) => ({ code, count: counts.get(code) }));
}

/**
 * Of which years the reports are that give some sites a status: 2019–2025; empty where none has a date.
 *
 * @param {Sites} sites columns
 * @param {number[]} rows
 * @param {number} status
 */
export function yearsOfReports({ status: statuses, statusAsOf }, rows, status) {
  const years = rows.filter((row) => statuses[row] === status && statusAsOf[row] !== "").map((row) => firstYear(statusAsOf[row]));
  const [first = "", ...later] = [...new Set(years)].sort();
  return later.length === 0 ? first : `${first}–${later[later.length - 1]}`;
}

/**
 * The districts side by side: people, area and places of each, and of all together.
 *
 * @param {Atlas} atlas
 * @returns {{units: DistrictFigures[], total: Omit<DistrictFigures, "row">}} figures by district; `sites` of the total counts each site once
 */
export function compareDistricts({ sites, factsOf }) {
  /** @type {DistrictFigures[]} */
  const units = [];
  for (let row = 1; row < sites.first; row += 1) {
    const { population, area_km2: area } = /** @type {DistrictDetail} */ (factsOf(row).detail);
    units.push({ row, population, area, sites: sitesIn(sites, row).length });
  }
  // The sum over some of the districts would pass for that of all.
  const known = units.every(({ population }) => population !== null);
  /** @param {"population" | "area"} key */
  const sum = (key) => units.reduce((total, unit) => total + (unit[key] || 0), 0);
  return {
    units,
    total: { population: known ? sum("population") : null, area: round(sum("area")), sites: sites.count - sites.first },
  };
}

/**
 * Sums of decimals without the dust that binary fractions leave.
 *
 * @param {number} number
 */
const round = (number) => Math.round(number * 1e6) / 1e6;

/**
 * Figures that a district and the city both hold for one question (indicator, scope, date, aim), with the share.
 *
 * Left out are figures without a year, those that do not add up (ratios, ranks) or are no more than a bound (over, at least), those over which
 * sources disagree and nothing decides, since a share would take sides, and a part said to be larger than the whole:
 * there the two do not speak of the same.
 *
 * @param {Claim[]} ownClaims
 * @param {Claim[]} cityClaims
 * @param {Registers} registers
 * @returns {{own: Claim, whole: Claim, share: number, rough: boolean}[]} claims of both, the share from 0 to 1, and
 *   whether one of the two figures is itself rough
 */
export function sharedFigures(ownClaims, cityClaims, registers) {
  /** @param {Claim} claim */
  const questionOf = ({ indicator, scope, asOf, aim }) => [indicator, scope, asOf, aim].join(" ");
  const whole = new Map(cityClaims.map((claim) => [questionOf(claim), claim]));
  return ownClaims
    .filter((own) => whole.has(questionOf(own)))
    .map((own) => ({ own, whole: /** @type {Claim} */ (whole.get(questionOf(own))) }))
    .filter((pair) => [pair.own, pair.whole].every((claim) => canBeShared(claim, registers)))
    .map((pair) => ({ ...pair, ...shareOf(preferred(pair.own), preferred(pair.whole), registers) }))
    .filter(({ share }) => share > 0 && share <= 1);
}

/** @param {Claim} claim @returns {NumberFact} the first of the facts, which are numbers where they add up */
const preferred = ({ facts }) => /** @type {NumberFact} */ (facts[0]);

/** @param {Claim} claim @param {Registers} registers */
function canBeShared({ indicator, asOf, facts, differs, resolution }, registers) {
  const [{ unit, qualifier }] = facts;
  if (asOf === "") return false;
  if (registers.indicators[indicator].type !== "number" || (differs && !resolution)) return false;
  return !isBound(registers, qualifier) && addsUp(registers, unit);
}

/** @param {NumberFact} part @param {NumberFact} whole @param {Registers} registers */
function shareOf(part, whole, registers) {
  const alike = registers.units[part.unit].dimension === registers.units[whole.unit].dimension;
  return {
    share: alike ? part.base / whole.base : NaN,
    rough: part.qualifier >= 0 || whole.qualifier >= 0,
  };
}

/**
 * A share as a percentage with one decimal.
 *
 * @param {number} share
 */
export const percent = (share) => `${(share * 100).toFixed(1)}%`;
