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
 * @returns {Change[]}
 */
export function joined(changes) {
  const made = /** @type {(Change | null)[]} */ ([]);
  const places = /** @type {Map<string, number>} */ (new Map());
  for (const change of changes) {
    const met = [...new Set(fieldsIn(change).flatMap((field) => places.get(field) ?? []))];
    const whole = [...met.map((at) => made[at]), change].reduce(
      (a, b) => /** @type {Change} */ (together(/** @type {any} */ (a), /** @type {any} */ (b))),
    );
    for (const at of met) made[at] = null;
    const at = met[0] ?? made.length;
    made[at] = whole;
    for (const field of fieldsIn(/** @type {Change} */ (whole))) places.set(field, at);
  }
  return /** @type {Change[]} */ (made.filter(Boolean));
}

/** @param {PatchChange} change @returns {string[]} the fields that it changes, and of what */
const fieldsIn = (change) => (change.do === "change" ? Object.keys(change.to).map((name) => [change.in, change.id, name].join(" ")) : []);

/** @param {ChangeFields} a @param {ChangeFields} b of the same thing */
function together(a, b) {
  const before = /** @type {Record<string, unknown>} */ ({ ...a.from, ...b.from });
  const after = /** @type {Record<string, unknown>} */ ({ ...a.to, ...b.to });
  for (const [name, from] of Object.entries(before)) {
    const [own, other] = /** @type {any[]} */ ([a.to, b.to].map((to) => /** @type {any} */ (to)[name]));
    if (Array.isArray(from) && own && other) after[name] = entriesOfBoth(from, own, other);
  }
  const why = [...new Set([a.why, b.why])].filter(Boolean).join("; ");
  const because = a.because ?? b.because;
  return changed(a.in, a.id, before, after, { because, why: [...why].slice(0, LONGEST_SAID).join("") || null }) ?? a;
}

/** @param {unknown[]} from @param {unknown[]} a @param {unknown[]} b @returns {unknown[]} the entries that either changes or adds, and the others */
function entriesOfBoth(from, a, b) {
  const { length } = from;
  const told = [...from.map((each, i) => (isSame(b[i], each) ? a[i] : b[i])), ...a.slice(length), ...b.slice(length)];
  return told.filter((each, i) => each !== undefined && told.findIndex((other) => isSame(other, each)) === i);
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
const isSame = (a, b) => (isNothing(a) && isNothing(b)) || JSON.stringify(a) === JSON.stringify(b);
