/**
 * A patch: changes to the record that somebody proposes, as a file. `geo.patch` reads it, and writes the same bytes for the same
 * content: members, columns and properties in their order, what is empty left out of what is added.
 */
import { LONGEST_SAID, PATCH_FORMAT } from "./constants.js";
import { FIELDS, rounded } from "./forms.js";

/** @import {AddFeature, AddRow, Candidate, ChangeFields, NewFeature, PatchFile, Reject, Stand, Withdraw} from "./patch.types" */
/** @typedef {AddRow | AddFeature | ChangeFields | Withdraw | Reject} PatchChange a change as its file has it */
/** @typedef {{type: string, coordinates: any}} Geometry in lon, lat (WGS-84); `any` since they nest as deep as the type says */

/** A field of a place that is none of its properties. */
export const GEOMETRY = "geometry";

/** @param {string} within @returns {string[]} the fields of a table or a layer in the record's order */
const order = (within) =>
  within in FIELDS ? Object.keys(FIELDS[/** @type {keyof typeof FIELDS} */ (within)]) : [...Object.keys(FIELDS.sites), GEOMETRY];

/**
 * A row of a table, or a place of a layer, with other values.
 *
 * @param {string} within "facts", "sources", "resolutions" or the name of a layer
 * @param {string} id
 * @param {Record<string, unknown>} before what the record says of these fields
 * @param {Record<string, unknown>} after what it is to say; fields that stay may be among them
 * @param {Pick<ChangeFields, "because" | "why">} [reason] a code of the reasons of changes, and words of the reader's own
 * @returns {ChangeFields | null} null where nothing changes
 */
export function changed(within, id, before, after, { because = null, why = null } = {}) {
  const names = order(within).filter((name) => name in after && !isSame(before[name], after[name]));
  if (names.length === 0) return null;
  /** @param {Record<string, unknown>} values */
  const told = (values) => Object.fromEntries(names.map((name) => [name, written(name, values[name] ?? (within in FIELDS ? "" : null))]));
  return { do: "change", in: /** @type {ChangeFields["in"]} */ (within), id, from: told(before), to: told(after), because, why };
}

/**
 * Changes, of which those with a field in common are one: a patch changes each field once. Of a list each changes its own entries.
 *
 * @template {PatchChange} Change
 * @param {Change[]} changes
 * @returns {Change[]} each where the first of those stood that it joins
 */
export function joined(changes) {
  const groups = /** @type {Set<Change[]>} */ (new Set());
  const places = /** @type {Map<string, Change[]>} */ (new Map());
  for (const change of changes) {
    const met = new Set(fieldsIn(change).map((field) => places.get(field)));
    const [group = [], ...others] = /** @type {Change[][]} */ ([...met].filter(Boolean));
    const fresh = [...others.flat(), change];
    for (const each of fresh) {
      group.push(each);
      for (const field of fieldsIn(each)) places.set(field, group);
    }
    for (const other of others) groups.delete(other);
    groups.add(group);
  }
  return [...groups].map((group) => (group.length > 1 ? /** @type {any} */ (together)(group) : group[0]));
}

/** @param {PatchChange} change @returns {string[]} the fields that it changes, and of what */
const fieldsIn = (change) => (change.do === "change" ? Object.keys(change.to).map((name) => [change.in, change.id, name].join(" ")) : []);

/** @param {ChangeFields[]} changes of the same thing, which agree on all but lists and reasons @returns {ChangeFields} */
function together(changes) {
  const [first] = changes;
  const before = Object.fromEntries(changes.flatMap(({ from }) => Object.entries(from)));
  const told = /** @type {Map<string, unknown[]>} */ (new Map());
  for (const { to } of changes) for (const [name, value] of Object.entries(to)) told.set(name, [...(told.get(name) || []), value]);
  const after = [...told].map(([name, values]) => {
    const { [name]: from } = before;
    const [value] = values.slice(-1);
    return [name, Array.isArray(from) && values.every(Array.isArray) ? entriesOfAll(from, /** @type {any} */ (values)) : value];
  });
  // One reason is all that a change can have; the others are told in words.
  const [because = null, ...codes] = new Set(changes.map((each) => each.because).filter(Boolean));
  const why = [...new Set([...codes, ...changes.map((each) => each.why)])].filter(Boolean).join("; ");
  const reason = { because, why: [...why].slice(0, LONGEST_SAID).join("") || null };
  return changed(first.in, first.id, before, Object.fromEntries(after), reason) ?? first;
}

/**
 * The entries of a list that any of several changes or adds, without those that any of them takes out, and the others.
 *
 * @param {unknown[]} from
 * @param {unknown[][]} lists
 */
function entriesOfAll(from, lists) {
  const told = lists.map((list) => (list.length >= from.length && from.every(isEntry) ? list : inPlace(from, list)));
  const kept = from.map((each, i) => {
    const others = told.map((list) => list[i]).filter((other) => !isSame(other, each));
    return [...others.filter((other) => other !== undefined), ...(others.length > 0 ? [] : [each])].slice(-1);
  });
  const added = told.map((list) => list.slice(from.length));
  return [...new Map([...kept, ...added].flat().map((each) => [JSON.stringify(each), each])).values()];
}

/** @param {unknown} value @returns {boolean} whether it is an entry of which parts may change, and not a code */
const isEntry = (value) => typeof value === "object" && value !== null;

/** @param {unknown[]} from @param {unknown[]} list @returns {unknown[]} it with a hole for each entry that it lacks, and what is new after them */
function inPlace(from, list) {
  const [known, left] = [from, list].map((entries) => new Set(entries.map((each) => JSON.stringify(each))));
  return [
    ...from.map((each) => (left.has(JSON.stringify(each)) ? each : undefined)),
    ...list.filter((each) => !known.has(JSON.stringify(each))),
  ];
}

/**
 * A row for a table.
 *
 * @param {AddRow["to"]} to
 * @param {Record<string, string>} row a fact has no id, or one as "new-1", to which other changes refer
 * @param {string | null} [why]
 * @returns {AddRow}
 */
export function addedRow(to, row, why = null) {
  const cells = order(to).filter((name) => row[name]);
  return { do: "add", to, row: Object.fromEntries(cells.map((name) => [name, row[name]])), why };
}

/**
 * A place for a layer.
 *
 * @param {AddFeature["to"]} to
 * @param {Omit<NewFeature, "geometry"> & {geometry: Geometry | null}} place
 * @param {string | null} [why]
 * @returns {AddFeature}
 */
export function addedPlace(to, { id, properties, geometry }, why = null) {
  const told = Object.keys(FIELDS.sites).filter((name) => !isNothing(properties[name]));
  const known = Object.fromEntries(told.map((name) => [name, properties[name]]));
  return { do: "add", to, feature: { id, properties: known, geometry: canonicalGeometry(geometry) }, why };
}

/**
 * A fact that is wrong, and the fact to read instead.
 *
 * @param {string} id
 * @param {string} reason code of the reasons of omissions
 * @param {Partial<Pick<Withdraw, "replacement" | "note_zh" | "note_en">>} [more]
 * @returns {Withdraw}
 */
export const withdrawn = (id, reason, { replacement = null, note_zh = null, note_en = null } = {}) => ({
  do: "withdraw",
  id,
  reason,
  replacement,
  note_zh,
  note_en,
});

/**
 * A candidate that is not to be offered again.
 *
 * @param {Candidate} candidate
 * @param {string | null} [reason] in words
 * @returns {Reject}
 */
export const rejected = ({ source, line, column, token, indicator, value, unit, subjects }, reason = null) => ({
  do: "reject",
  candidate: { source, line, column, token, indicator, value, unit, subjects },
  reason,
});

/**
 * @param {Stand} record
 * @param {PatchChange[]} changes in their order
 * @param {Partial<Pick<PatchFile, "made" | "by">>} [more] day and person, where they are known: the page asks no clock
 */
export const patchOf = ({ name, version, digest }, changes, { made = null, by = null } = {}) => ({
  atlas_patch: PATCH_FORMAT,
  record: { name, version, digest },
  made,
  by,
  changes,
});

/** @param {ReturnType<typeof patchOf>} patch @returns {string} the text of its file */
export const patchText = (patch) => `${JSON.stringify(patch, null, 2)}\n`;

/** @param {ReturnType<typeof patchOf>} patch @returns {string} the same on one line, for a message to carry */
export const compactText = (patch) => JSON.stringify(patch);

/**
 * A geometry as the record keeps it: 6 decimals, the outer ring anticlockwise, holes clockwise.
 *
 * @param {Geometry | null} geometry
 * @returns {Geometry | null}
 */
export function canonicalGeometry(geometry) {
  if (geometry === null) return null;
  const { type, coordinates } = geometry;
  const plain = deepRounded(coordinates);
  if (type === "Polygon") return { type, coordinates: wound(plain) };
  return { type, coordinates: type === "MultiPolygon" ? plain.map(wound) : plain };
}

/** @param {any} coordinates @returns {any} positions nested to whatever depth */
const deepRounded = (coordinates) => (typeof coordinates[0] === "number" ? rounded(coordinates) : coordinates.map(deepRounded));

/** @param {Position[][]} rings */
const wound = (rings) => rings.map((ring, i) => (turnOf(ring) * (i === 0 ? 1 : -1) < 0 ? [...ring].reverse() : ring));

/**
 * Twice the area of a ring in square degrees, above 0 where it runs anticlockwise; from its first corner, so that the
 * products of whole degrees do not drown a small one.
 *
 * @param {Position[]} ring
 */
function turnOf(ring) {
  const [x0, y0] = ring[0];
  return ring.reduce((sum, [ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length];
    return sum + (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }, 0);
}

/** @param {string} name @param {unknown} value */
const written = (name, value) => (name === GEOMETRY ? canonicalGeometry(/** @type {Geometry | null} */ (value)) : value);

/** @param {unknown} value */
const isNothing = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** @param {unknown} a @param {unknown} b */
const isSame = (a, b) => a === b || (isNothing(a) && isNothing(b)) || JSON.stringify(a) === JSON.stringify(b);
