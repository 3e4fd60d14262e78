/**
 * The ledger of promises: the table that `geo.export.promises` writes, row by row, with what was promised and reported in words.
 */
import { lastYear } from "./dates.js";
import { lines } from "./packed.js";

const BETWEEN_IDS = "|";

/**
 * @param {Payload} payload
 * @param {Sites} sites
 * @returns {{head: string, promises: Promised[]}} the header of the table, and every promise
 */
export function readLedger({ ledger, registers }, { index }) {
  const [head, ...rows] = lines(ledger.csv.trimEnd());
  const words = { zh: lines(ledger.said_zh), en: lines(ledger.said_en) };
  const answers = { zh: lines(ledger.answer_zh), en: lines(ledger.answer_en) };
  const [indicators, scopes] = [registers.indicators, registers.scopes].map(
    (terms) => new Map(terms.map(({ code }, at) => /** @type {[string, number]} */ ([code, at]))),
  );
  return {
    head,
    promises: rows.map((line, at) => {
      const [subject, indicator, scope, due, verdict, facts, outcome, months] = line.split(",");
      return {
        line,
        row: /** @type {number} */ (index.get(subject)),
        indicator: /** @type {number} */ (indicators.get(indicator)),
        scope: scopes.get(scope) ?? -1,
        due,
        verdict,
        months: months === "" ? null : Number(months),
        fact: facts.split(BETWEEN_IDS)[0],
        said: { zh: words.zh[at], en: words.en[at] },
        answer: outcome === "" ? null : { id: outcome.split(BETWEEN_IDS)[0], text: { zh: answers.zh[at], en: answers.en[at] } },
      };
    }),
  };
}

/**
 * The promises of what is shown, in an order of the ledger: `due`, or `-months` for what is longest overdue; else that of
 * the places.
 *
 * @param {Promised[]} promises
 * @param {Result} result
 * @param {Sites} sites
 * @param {LinkedState} state whose verdicts, year and order are chosen
 */
export function promisesShown(promises, { shown, units }, { facets }, { promise, due: year, sort }) {
  const own = new Set(units);
  const verdicts = verdictsOf(facets, promise);
  const found = promises.filter(
    ({ row, verdict, due }) =>
      (shown[row] === 1 || own.has(row)) &&
      (verdicts.length === 0 || verdicts.includes(verdict)) &&
      (year === "" || lastYear(due) === year),
  );
  if (sort === "due") return found.sort((a, b) => compareDue(a.due, b.due));
  if (sort === "-months") return found.sort((a, b) => overdue(b) - overdue(a));
  return found;
}

/** @param {Facet[]} facets @param {number[]} chosen */
function verdictsOf(facets, chosen) {
  const { options } = /** @type {Facet} */ (facets.find(({ key }) => key === "promise"));
  return chosen.map((option) => options[option].code);
}

/** Those without a date come last. @param {string} a @param {string} b */
const compareDue = (a, b) => Number(a === "") - Number(b === "") || (a < b ? -1 : Number(a > b));

/** @param {Promised} entry */
const overdue = ({ verdict, months }) => (verdict === "unconfirmed" && months !== null ? months : -1);
