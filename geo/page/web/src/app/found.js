/**
 * The facts that were searched: which they are, and how many.
 */
import { signal } from "@preact/signals-core";
import { blocksOf } from "../core/blocks.js";
import { foundFacts } from "../core/search.js";
import { takeTurns } from "../ui/turns.js";

const COUNTED = 2000; // subjects whose facts are opened to be counted: beyond, nobody reads how many
const REST = 400; // milliseconds after the last key until those of many are
const AT_ONCE = 4; // blocks of facts that are opened while the reader waits

/**
 * What reads the facts to be listed under each subject: those by which it was found, and of the city and the districts, where
 * disagreements are asked for, those that disagree. They are read when they are listed.
 *
 * @param {Atlas} atlas
 * @param {State} state
 * @returns {(found: Found) => FoundOf}
 */
export function createFound({ sites, factsOf, payload }, state) {
  let latest = {};
  return (found) => {
    const own = {};
    latest = own;
    const known = new Map();
    const differing = found.words.length === 0 && state.dispute.length > 0;
    // Where no facts are listed, nothing is to be drawn again once they are there.
    const ready = (found.words.length > 0 || differing) && state.ready;
    /** @param {number} row @returns {ClaimedFact[]} */
    const read = (row) => {
      if (!ready) return [];
      if (found.words.length > 0) return foundFacts(sites, row, () => factsOf(row).claims, found);
      if (!differing || row >= sites.first) return [];
      const claims = factsOf(row).claims.filter(({ differs }) => differs);
      return claims.map((claim) => ({ claim, fact: claim.facts[0] }));
    };
    /** @param {number} row */
    const of = (row) => {
      if (!known.has(row)) known.set(row, read(row));
      return known.get(row);
    };
    const countLater = createCount(of, () => latest === own);
    return {
      of,
      count(rows) {
        if (found.words.length === 0 && !differing) return 0;
        const opened = [];
        const { bySaid } = found;
        for (let i = 0; i < rows.length && opened.length <= COUNTED; i += 1)
          if (differing ? rows[i] < sites.first : bySaid[rows[i]] === 1) opened.push(rows[i]);
        if (opened.length > COUNTED) return 0;
        const unread = opened.filter((row) => !known.has(row));
        if (blocksOf(payload.blocks, unread) > AT_ONCE) return countLater(opened);
        return opened.reduce((sum, row) => sum + of(row).length, 0);
      },
    };
  };
}

/**
 * What counts facts in turns: 0 until they are counted.
 *
 * @param {(row: number) => ClaimedFact[]} of
 * @param {() => boolean} isWanted whether they are still the ones searched
 * @returns {(rows: number[]) => number}
 */
function createCount(of, isWanted) {
  const counted = signal("");
  let wanted = "";
  /** @param {number[]} rows */
  function* open(rows) {
    for (const row of rows) {
      of(row);
      yield;
    }
  }
  return (rows) => {
    const asked = rows.join();
    const done = counted.value; // read always: whoever shows the count follows it
    if (asked !== wanted && asked !== done) {
      wanted = asked;
      const goesOn = () => isWanted() && wanted === asked;
      setTimeout(async () => {
        if (goesOn() && (await takeTurns(open(rows), goesOn)) !== null) counted.value = asked;
      }, REST);
    }
    return 0;
  };
}
