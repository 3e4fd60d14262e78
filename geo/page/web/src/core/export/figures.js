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

/**
 * @param {Pick<Atlas, "payload" | "sites">} atlas
 * @param {{row: number, claim: Claim, rank?: number}[]} figures
 * @param {boolean} [ranked] whether they have places in an order
 * @returns {string[]} the file in pieces: UTF-8 with the mark and the ends of lines that the other tables have
 */
export function figuresTable({ payload, sites }, figures, ranked = false) {
  const { registers, sources, files } = payload;
  /** @param {Term[]} terms @param {number} at */
  const code = (terms, at) => (at < 0 ? "" : terms[at].code);
  /** @param {{row: number, claim: Claim, rank?: number}} figure */
  const lines = ({ row, claim, rank }) =>
    claim.facts.map((fact) => [
      ...(ranked ? [rank] : []),
      sites.id[row],
      sites.zh[row],
      sites.en[row],
      code(registers.indicators, claim.indicator),
      code(registers.scopes, claim.scope),
      code(registers.aims, claim.aim),
      claim.asOf,
      fact.stated,
      fact.value,
      code(registers.units, fact.unit),
      code(registers.qualifiers, fact.qualifier),
      fact.base,
      claim.differs,
      fact.id,
      sources[fact.source].id,
    ]);
  const table = [[...(ranked ? ["rank"] : []), ...HEAD], ...figures.flatMap(lines)];
  return [files.csv.mark, ...commaed(table.map((line) => line.map(cell))).map((line) => line + files.csv.end)];
}
