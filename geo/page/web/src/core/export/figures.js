/**
 * Figures as a table to save, a line for each fact: those of a comparison, and those of a ranking with their places in it.
 */
import { cell, commaed } from "./cells.js";

const HEAD = [
  "subject",
  "name_zh",
  "name_en",
  "indicator",
  "scope",
  "aim",
  "as_of",
  "stated",
  "value",
  "unit",
  "qualifier",
  "value_base",
  "differs",
  "fact",
  "source",
];

/** @import {Pieces} from "./pieces.js" */
/** @typedef {{row: number, rank?: number} & ({claim: Claim, plain?: undefined} | {claim?: undefined, plain: PlainFigure})} Saved */

/**
 * @param {Pick<Atlas, "payload" | "sites">} atlas
 * @param {Iterable<[at: number, figure: Saved]>} figures each with its place among them, in whatever order they are read
 * @param {boolean} [ranked] whether they have places in an order
 * @returns {Pieces} the file: UTF-8 with the mark and the ends of lines that the other tables have
 */
export function* figuresTable({ payload, sites }, figures, ranked = false) {
  const { mark, end } = payload.files.csv;
  const head = [...(ranked ? ["rank"] : []), ...HEAD];
  yield [0, mark + head.join() + end];
  for (const [at, { row, rank, claim, plain }] of figures) {
    const subject = { rank, subject: sites.id[row], name_zh: sites.zh[row], name_en: sites.en[row] };
    const said = /** @type {Record<string, unknown>[]} */ (claim ? saidByFacts(claim, payload) : [plain]);
    const lines = said.map((cells) => head.map((name) => cell({ ...subject, ...cells }[name])));
    yield [
      at + 1,
      commaed(lines)
        .map((line) => line + end)
        .join(""),
    ];
  }
}

/**
 * @typedef {{indicator: string, aim: string, as_of: string, value: number, unit: string, value_base: number, differs: boolean, source: string}} PlainFigure
 *   what is no fact: people and area of a district
 */

/**
 * The cells of each fact of a claim, by their names.
 *
 * @param {Claim} claim
 * @param {Payload} payload
 */
function saidByFacts({ indicator, scope, aim, asOf, differs, facts }, { registers, sources }) {
  /** @param {Term[]} terms @param {number} at */
  const code = (terms, at) => (at < 0 ? "" : terms[at].code);
  const claim = {
    indicator: code(registers.indicators, indicator),
    scope: code(registers.scopes, scope),
    aim: code(registers.aims, aim),
    as_of: asOf,
    differs,
  };
  return facts.map((fact) => ({
    ...claim,
    stated: fact.stated,
    value: fact.value,
    unit: code(registers.units, fact.unit),
    qualifier: code(registers.qualifiers, fact.qualifier),
    value_base: fact.base,
    fact: fact.id,
    source: sources[fact.source].id,
  }));
}
