/**
 * The page's state: one signal a field, so that whatever reads a field follows it.
 */
import { batch, computed, signal } from "@preact/signals-core";
import { initialState } from "../core/fields.js";

/** @param {LinkedState} values @param {string[]} keys @returns {Partial<LinkedState>} */
export const pick = (values, keys) => Object.fromEntries(keys.map((key) => [key, values[key]]));

/** No place chosen, and nothing open beside the map. */
export const NOTHING_READ = Object.freeze(pick(initialState(), ["place", "facts", "fact", "page"]));

/**
 * What no link holds: `here`, where the reader is, once the browser has said so, and `near`, whether the list is ordered by
 * the distance from there; `agreed`, the codes of the basemaps whose servers the reader lets the page ask; `beneath`, what was
 * read before a page was opened over it; `withUnits`, whether the city and the districts are exported with the places;
 * `ready`, whether the facts, which come last in the file, are there; `byAddress`, whether an address asked for what is
 * shown, not the reader in the page; `pickedOnMap`, whether the place was chosen on the map, where the reader sees it already;
 * `pickedPlace`, the number of the place that was pressed there, of a site that has several, else -1.
 */
const UNLINKED = {
  here: null,
  near: false,
  agreed: [],
  beneath: NOTHING_READ,
  withUnits: true,
  ready: false,
  byAddress: true,
  pickedOnMap: false,
  pickedPlace: -1,
};

/**
 * @param {LinkedState} linked the fields that a link holds
 * @returns {State} the state: its fields are read and set like those of any object. A value equal to the one that it
 *   replaces changes nothing
 */
export const createState = (linked) => /** @type {State} */ (signalled({ ...linked, ...UNLINKED }, isEqual));

/**
 * An object whose fields are signals: whatever reads one follows it.
 *
 * @template {object} Values
 * @param {Values} values what they are at first
 * @param {(a: unknown, b: unknown) => boolean} [isSame] whether a value changes nothing
 * @returns {Values} to be read and set like any object; it has no other fields
 */
export function signalled(values, isSame = Object.is) {
  const fields = {};
  for (const [name, value] of Object.entries(values)) {
    const field = signal(value);
    Object.defineProperty(fields, name, {
      enumerable: true,
      get: () => field.value,
      set: (next) => {
        if (!isSame(field.peek(), next)) field.value = next;
      },
    });
  }
  return /** @type {Values} */ (Object.seal(fields));
}

/**
 * Give an object what follows from signals: each value is computed when it is first read, and again when something has changed
 * that it was computed from.
 *
 * @param {object} target
 * @param {Record<string, () => unknown>} derived
 */
export function derive(target, derived) {
  for (const [name, compute] of Object.entries(derived)) {
    const value = computed(compute);
    Object.defineProperty(target, name, { get: () => value.value });
  }
}

/**
 * Set several fields at once: what reads them follows once.
 *
 * @param {State} state
 * @param {Partial<State>} values
 */
export const set = (state, values) => batch(() => Object.assign(state, values));

/**
 * Whether two values of a field are equal: texts, numbers, or lists and plain objects of such.
 *
 * @param {any} a of whatever type a field has
 * @param {any} b
 * @returns {boolean}
 */
function isEqual(a, b) {
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isEqual(a[key], b[key]));
}
