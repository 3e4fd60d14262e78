/**
 * Places side by side: what several of them are said to have, a row for each indicator, scope and kind of unit.
 *
 * A row shows all of them at the latest date that most have in common, of what is the case before what is expected or aimed
 * at. Who has nothing of that date shows what it has, and the row is uneven: its numbers are no series.
 */
import { savedOfUnits, unitFigures } from "./colour.js";
import { commonDate, compareDates, dateKey } from "./facts.js";
import { COMPARED } from "./fields.js";
import { FIRST_DISTRICT } from "./sites.js";
import { mostUsed } from "./units.js";

/**
 * Rows with one put in where it was not, while there is room, and taken out where it was.
 *
 * @param {number[]} rows
 * @param {number} row
 */
export function toggleCompared(rows, row) {
  if (rows.includes(row)) return rows.filter((each) => each !== row);
  return rows.length < COMPARED ? [...rows, row] : rows;
}

/**
 * @param {Pick<Atlas, "payload" | "factsOf">} atlas
 * @param {number[]} rows the places or districts
 * @returns {{shared: ComparedRow[], single: ComparedRow[]}} what two or more have, or all where there is no other place, and what one alone has, by theme and then as they
 *   are listed of the first that has them
 */
export function comparisonOf({ payload: { registers }, factsOf }, rows) {
  const groups = groupClaims(
    rows.map((row) => factsOf(row).claims),
    registers,
  );
  const compared = groups.map((lists) => rowOf(lists, registers));
  /** @param {ComparedRow} row */
  const themeOf = ({ indicator }) => registers.indicators[indicator].theme;
  compared.sort((a, b) => themeOf(a) - themeOf(b));
  const isShared = (/** @type {ComparedRow} */ { cells }) => cells.filter(Boolean).length >= Math.min(rows.length, 2);
  return { shared: compared.filter(isShared), single: compared.filter((row) => !isShared(row)) };
}

/**
 * The claims of each place by what may be compared: the same indicator and scope, and of numbers the same dimension.
 *
 * @param {Claim[][]} claims by place
 * @param {Registers} registers
 * @returns {Claim[][][]} for each group the claims of every place
 */
function groupClaims(claims, { indicators, units }) {
  /** @type {Map<string, Claim[][]>} */
  const groups = new Map();
  claims.forEach((list, at) => {
    for (const claim of list) {
      const { indicator, scope, facts } = claim;
      const { type } = indicators[indicator];
      if (type === "status") continue;
      const key = [indicator, scope, type === "number" && units[facts[0].unit].dimension].join();
      const group = groups.get(key) || claims.map(() => []);
      groups.set(key, group);
      group[at].push(claim);
    }
  });
  return [...groups.values()];
}

/**
 * @param {Claim[][]} lists the claims of each place, what matters most first
 * @param {Registers} registers
 * @returns {ComparedRow}
 */
function rowOf(lists, registers) {
  const [{ indicator, scope }] = /** @type {Claim[]} */ (lists.find((claims) => claims.length > 0));
  if (registers.indicators[indicator].type !== "number") {
    return { indicator, scope, unit: -1, even: false, cells: lists.map((claims) => (claims.length > 0 ? wordsCell(claims) : null)) };
  }
  const common = commonDate(lists);
  const cells = lists.map((claims) => (claims.length > 0 ? numberCell(claims, common, registers) : null));
  const shown = cells.flatMap((cell) => (cell ? [cell.claim] : []));
  return {
    indicator,
    scope,
    unit: mostUsed(shown.map(({ facts }) => facts[0].unit)),
    even: shown.length > 1 && common !== null && shown.every((claim) => dateKey(claim) === common),
    cells,
  };
}

/**
 * What is saved of a comparison: people and area of the districts in it, then all claims that are shown.
 *
 * @param {Atlas} atlas
 * @param {number[]} rows
 * @returns {import("./export/figures.js").Saved[]}
 */
export function figuresCompared(atlas, rows) {
  const { sites } = atlas;
  const { shared, single } = comparisonOf(atlas, rows);
  const areUnits = rows.some((row) => row >= FIRST_DISTRICT && row < sites.first);
  const ofUnits = (areUnits ? unitFigures(atlas) : []).flatMap((figure) => {
    const saved = savedOfUnits(figure, sites.registers);
    return rows.flatMap((row) => saved.filter((each) => each.row === row));
  });
  return [...ofUnits, ...claimsCompared([...shared, ...single], rows)];
}

/**
 * All claims that are shown of the places, place by place.
 *
 * @param {ComparedRow[]} compared
 * @param {number[]} rows
 */
export const claimsCompared = (compared, rows) =>
  compared.flatMap(({ cells }) =>
    cells.flatMap((cell, at) =>
      cell ? [cell.claim, cell.newer, cell.ahead, ...cell.more].flatMap((claim) => (claim ? [{ row: rows[at], claim }] : [])) : [],
    ),
  );

/** @param {Claim[]} claims @returns {ComparedCell} */
const wordsCell = ([claim, ...more]) => ({ claim, newer: null, ahead: null, more });

/**
 * What a place has of the common date, else the first of its claims; and beside it what is newer, and what is yet to come.
 *
 * @param {Claim[]} claims
 * @param {string | null} common
 * @param {Registers} registers
 * @returns {ComparedCell}
 */
function numberCell(claims, common, { aims }) {
  const claim = claims.find((each) => dateKey(each) === common) || claims[0];
  const isActual = (/** @type {Claim} */ { aim }) => aims[aim].code === "actual";
  const later = claims.filter(({ asOf }) => asOf !== "" && claim.asOf !== "" && compareDates(asOf, claim.asOf) > 0);
  const newer = later.find(isActual) || null;
  const ahead = later.find((each) => !isActual(each) && (!newer || compareDates(each.asOf, newer.asOf) > 0)) || null;
  return { claim, newer, ahead: isActual(claim) ? ahead : null, more: [] };
}
