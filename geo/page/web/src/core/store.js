/**
 * What the page's state holds, and what it holds at first.
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

/** A list with `value` put in where it was not, and taken out where it was. */
export const toggle = (list, value) =>
  list.includes(value) ? list.filter((item) => item !== value) : [...list, value].sort((a, b) => a - b);
