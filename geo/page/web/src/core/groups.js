/**
 * Tables of a block, as `geo.page.payload.groups` writes them: columns in groups, of texts or of patterns with figures.
 */
import { GROUP, SLOT } from "./constants.js";
import { once } from "./later.js";

/**
 * A table as JSON texts.
 *
 * @param {string} text
 * @param {string[]} patterns those of the page
 */
export function readTable(text, patterns) {
  const groups = text.split(GROUP).map((group) => readGroup(group, patterns));
  /** @param {string} owner */
  const of = (owner) => groups.filter(({ owners }) => owners.has(owner));
  return {
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

/** @param {string} text @param {string[]} patterns */
function readGroup(text, patterns) {
  const [head, numbers, ...lines] = text.split("\n");
  const names = head.split("\t").map((name) => name.split("."));
  const places = numbers === "" ? null : numbers.split(" ");
  const columns = places ? lines.map((line) => once(() => line.split(" "))) : [];
  return {
    owners: new Set(names.map(([owner]) => owner)),
    /**
     * What writes the cells of an owner.
     *
     * @param {string} wanted
     * @param {(name: string, cell: string) => string} write
     */
    pick(wanted, write) {
      /** @param {string} row */
      const cells = (row) =>
        row
          .split("\t")
          .map((cell, i) => (names[i][0] === wanted ? write(names[i][1], cell) : ""))
          .filter(Boolean)
          .join(",");
      if (!places) return (/** @type {number} */ row) => cells(lines[row]);
      /** @type {Record<string, string[]>} */
      const known = {};
      return (/** @type {number} */ row) => {
        const place = places.length > 1 ? places[row] : places[0];
        known[place] ??= cells(patterns[Number(place)]).split(SLOT);
        return known[place].map((part, i) => (i % 2 === 0 ? part : columns[Number(part)]()[row])).join("");
      };
    },
  };
}
