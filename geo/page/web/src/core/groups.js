/**
 * Tables of a block, as `geo.page.payload.groups` writes them: columns in groups that hold each of their rows once.
 */
import { GROUP } from "./constants.js";

/**
 * A table as JSON texts.
 *
 * @param {string} text
 */
export function readTable(text) {
  const groups = text.split(GROUP).map(readGroup);
  /** @param {string} owner */
  const of = (owner) => groups.filter(({ owners }) => owners.has(owner));
  return {
    /** How many subjects or facts it is of. */
    count: Math.max(...groups.map(({ count }) => count)),
    /**
     * What writes the members of an owner that a row has, with their names.
     *
     * @param {string} owner
     */
    members(owner) {
      const parts = of(owner).map(({ pick }) => pick(owner, (name, cell) => cell && `"${name}":${cell}`));
      return (/** @type {number} */ row) => joined(parts, row);
    },
    /**
     * What writes their values alone.
     *
     * @param {string} owner
     */
    values(owner) {
      const parts = of(owner).map(({ pick }) => pick(owner, (_, cell) => cell));
      return (/** @type {number} */ row) => joined(parts, row);
    },
  };
}

/** @param {((row: number) => string)[]} parts @param {number} row */
function joined(parts, row) {
  const texts = [];
  for (const part of parts) {
    const text = part(row);
    if (text !== "") texts.push(text);
  }
  return texts.join(",");
}

/** @param {string} text */
function readGroup(text) {
  const [head, numbers, ...rows] = text.split("\n");
  const names = head.split("\t").map((name) => name.split("."));
  const places = numbers === "" ? null : numbers.split(" ").map(Number);
  /** @param {number} row */
  const placeOf = (row) => (places ? places[row] : rows.length === 1 ? 0 : row);
  return {
    owners: new Set(names.map(([owner]) => owner)),
    count: places ? places.length : rows.length,
    /**
     * What writes the cells of an owner; those that many subjects or facts have are written once.
     *
     * @param {string} wanted
     * @param {(name: string, cell: string) => string} write
     */
    pick(wanted, write) {
      /** @type {string[]} */
      const known = [];
      return (/** @type {number} */ row) => {
        const place = placeOf(row);
        known[place] ??= rows[place]
          .split("\t")
          .map((cell, i) => (names[i][0] === wanted ? write(names[i][1], cell) : ""))
          .filter(Boolean)
          .join(",");
        return known[place];
      };
    },
  };
}
