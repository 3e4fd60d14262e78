/**
 * What is filtered, as a file to save: GeoJSON for maps, CSV for spreadsheets, KML for globes.
 *
 * All of them hold the same sites, districts, facts and sources, with the record's version, the licence and the filter.
 * What a file says of a subject was written by `geo.export` when the page was built; here it is joined, with the choice.
 * Files come in pieces, since one text cannot hold a large one.
 */
import { UNIT_SOURCES } from "../constants.js";
import { cell, cellsOf, quoted, tabbed, written } from "./cells.js";
import { filterText, namedFilter } from "./choice.js";

/**
 * @param {Atlas} atlas sites, payload, `featureOf` and `exportOf`, as the page holds them
 * @param {number[]} rows the sites, districts and the city to write
 * @param {Choice} choice what was chosen, as `namedFilter` takes it
 * @returns {string[]} the file in pieces
 */
function toGeoJson({ sites, payload, featureOf }, rows, choice) {
  const features = rows.map(featureOf);
  const members = { filter: namedFilter(sites, choice), sources: usedSources(features, payload.sources) };
  const head = `${payload.files.geojson},${JSON.stringify(members).slice(1, -1)},"features":[`;
  return [head, ...features.map((feature, i) => `${i === 0 ? "" : ","}\n${feature}`), "\n]}\n"];
}

/** @param {string[]} features @param {Source[]} sources */
function usedSources(features, sources) {
  const used = features.flatMap((feature) => {
    const { properties } = /** @type {Feature} */ (JSON.parse(feature));
    return [...properties.facts.map(({ source }) => source), ...UNIT_SOURCES.flatMap((name) => properties[name] || [])];
  });
  const known = new Set(used);
  return sources.filter(({ id }) => known.has(id));
}

/** @param {Atlas} atlas @param {number[]} rows @param {Choice} choice */
function toCsv(atlas, rows, choice) {
  const { mark, end } = atlas.payload.files.csv;
  return [mark, ...tableOf(atlas, rows, choice).map((row) => row + end)];
}

/**
 * The same table as a spreadsheet takes it from the clipboard.
 *
 * @param {Atlas} atlas
 * @param {number[]} rows
 * @param {Choice} choice
 */
export const toTabs = (atlas, rows, choice) => tabbed(tableOf(atlas, rows, choice).map(cellsOf));

/**
 * The rows of the table, the names of its columns first.
 *
 * @param {Atlas} atlas
 * @param {number[]} rows
 * @param {Choice} choice
 */
function tableOf({ sites, payload, exportOf }, rows, choice) {
  const { head, tail } = payload.files.csv;
  const last = `${tail},${quoted(cell(filterText(namedFilter(sites, choice), sites)))}`;
  /** @param {Exported} exported */
  const write = ([subject, facts, positions]) =>
    [...facts.map((fact) => `${subject},${fact}`), ...positions].map((row) => `${row},${last}`);
  return [head, ...rows.flatMap((row) => write(exportOf(row)))];
}

/** @param {Atlas} atlas @param {number[]} rows @param {Choice} choice */
function toKml({ sites, payload, exportOf }, rows, choice) {
  const { frame, folders, end } = payload.files.kml;
  const told = filterText(namedFilter(sites, choice), sites);
  // A description must not look like HTML.
  const [before, between, after] = frame;
  const parts = [before, escaped(told.replace(/</g, "＜")), between, escaped(told), after];
  const marks = folders.map(() => /** @type {string[]} */ ([]));
  for (const row of rows) marks[sites.layer[row]].push(exportOf(row)[3]);
  const inFolders = folders.flatMap(([opening, closing], layer) => (marks[layer].length > 0 ? [opening, ...marks[layer], closing] : []));
  return [...parts, ...inFolders, end];
}

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** @param {string} text */
const escaped = (text) => written(text).replace(/[&<>]/g, (char) => ENTITIES[char]);

/** Each format: the ending of its files, which is its message too, their type, and what writes them. */
export const FORMATS = [
  { ending: "geojson", type: "application/geo+json", write: toGeoJson },
  { ending: "csv", type: "text/csv;charset=utf-8", write: toCsv },
  { ending: "kml", type: "application/vnd.google-earth.kml+xml", write: toKml },
];
