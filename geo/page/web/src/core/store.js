/**
 * The page's state in one place: whoever shows something listens here, whoever changes something says so here.
 */

/** What sites are chosen by, as `geo.atlas.facets` has it. */
export const FACETS = ["district", "kind", "sector", "status", "position", "dispute", "year"];

/** Orders of the list; the empty one is by relevance while something is searched, else by district. */
export const ORDERS = ["", "relevance", "name", "district", "latest"];

/** Characters of what may be searched: each word is looked for in every name, and a link may hold any number. */
export const LONGEST_QUERY = 200;

/** What is in the drawer though no place is chosen. */
export const PAGES = ["", "sources", "about"];

/**
 * Layers hidden and options chosen in each facet are row numbers; `place` is a row or -1; `facts` says that the
 * place's facts are open beside the map, and `fact` is the id of the one pointed at; `page` is what else is read there;
 * `table` shows the places as a table, sorted by the column `sort` (a hyphen before it: downwards); `base` is the
 * basemap's code and `colour` that of the figure which colours the districts, empty for our own basemap and none; `view`
 * is the map's own place, null until the reader moves it. What is here goes into a link; `agreed`, the codes of the
 * basemaps whose servers the reader lets the page ask, does not.
 */
export const initialState = () => ({
  lang: "zh",
  hide: [],
  ...Object.fromEntries(FACETS.map((key) => [key, []])),
  q: "",
  order: "",
  grouped: true,
  table: false,
  sort: "",
  base: "",
  colour: "",
  page: "",
  place: -1,
  facts: false,
  fact: "",
  view: null,
});

/** @returns {{state: object, set: Function, subscribe: Function}} a store that informs its listeners of what changed */
export function createStore(state) {
  const listeners = [];
  const store = {
    state,
    /** Merge `change` into the state and call every listener with the names that really changed. */
    set(change) {
      const changed = new Set(Object.keys(change).filter((key) => !same(store.state[key], change[key])));
      if (changed.size === 0) return;
      store.state = { ...store.state, ...change };
      for (const listener of listeners) listener(store.state, changed);
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
  return store;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** A list with `value` put in where it was not, and taken out where it was. */
export const toggle = (list, value) =>
  list.includes(value) ? list.filter((item) => item !== value) : [...list, value].sort((a, b) => a - b);
