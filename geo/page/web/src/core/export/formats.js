/**
 * What is filtered, as a file to save: GeoJSON for maps, CSV and Excel for spreadsheets, KML for globes.
 *
 * All of them hold the same sites, districts, facts and sources, with the record's version, the licence and the filter.
 * What a file says of a subject was written by `geo.export` when the page was built; here it is joined, with the values of
 * its facts and the choice.
 * Files come in pieces, one for each subject and a few around them: a large file takes long, and one text cannot hold it.
 */
import { cell, cellsOf, quoted, tabbed, written } from "./cells.js";
import { filterText, namedFilter } from "./choice.js";
import { sourcesOf, valuesOf } from "./values.js";
import { toSheets, toWorkbook } from "./xlsx.js";

/** @import {Pieces} from "./pieces.js" */
/**
 * @typedef {object} Format
 * @property {string} ending
 * @property {string} type
 * @property {(atlas: Atlas, rows: number[], choice: Choice) => Pieces} write
 * @property {(parts: Blob[][], atlas: Atlas, type: string) => Promise<Blob>} [pack]
 */

/** @import {Values} from "./values.js" */

const [HEAD, FEATURES, END] = [0, 1, 2];

/**
 * @param {Atlas} atlas sites, payload, `featureOf` and `exportOf`, as the page holds them
 * @param {number[]} rows the sites, districts and the city to write
 * @param {Choice} choice what was chosen, as `namedFilter` takes it
 * @returns {Pieces} the file
 */
function* toGeoJson({ sites, payload, featureOf }, rows, choice) {
  const used = new Set();
  for (const [i, row] of rows.entries()) {
    const feature = featureOf(row);
    for (const source of sourcesOf(feature)) used.add(source);
    yield [FEATURES, `${i === 0 ? "" : ","}\n${feature}`];
  }
  const members = { filter: namedFilter(sites, choice), sources: payload.sources.filter(({ id }) => used.has(id)) };
  yield [HEAD, `${payload.files.geojson},${JSON.stringify(members).slice(1, -1)},"features":[`];
  yield [END, "\n]}\n"];
}

/**
 * @param {Atlas} atlas
 * @param {number[]} rows
 * @param {Choice} choice
 * @returns {Pieces}
 */
function* toCsv(atlas, rows, choice) {
  const { mark, end } = atlas.payload.files.csv;
  yield [0, mark];
  for (const lines of tableOf(atlas, rows, choice)) yield [0, lines.map((line) => line + end).join("")];
}

/**
 * The same table as a spreadsheet takes it from the clipboard.
 *
 * @param {Atlas} atlas
 * @param {number[]} rows
 * @param {Choice} choice
 * @returns {Pieces}
 */
export function* toTabs(atlas, rows, choice) {
  let between = "";
  for (const lines of tableOf(atlas, rows, choice)) {
    yield [0, between + tabbed(lines.map(cellsOf))];
    between = "\n";
  }
}

/**
 * The lines of the table: the names of its columns first, then those of each subject.
 *
 * @param {Atlas} atlas
 * @param {number[]} rows
 * @param {Choice} choice
 * @returns {Generator<string[], void>}
 */
function* tableOf(atlas, rows, choice) {
  const { sites, payload } = atlas;
  const { head, subject, fact, none, tail } = payload.files.csv;
  const told = valuesOf(atlas);
  const last = `${tail},${quoted(cell(filterText(namedFilter(sites, choice), sites)))}`;
  /** @param {number} row */
  const write = (row) => {
    const { own, further, facts } = told(row);
    const [main, ...others] = [own, ...further].map((values) => filled(subject, values, inQuotes));
    const cells = facts.map((values) => filled(fact, values, inQuotes));
    const rows = (cells.length > 0 ? cells : [none]).map((each) => `${main},${each}`);
    return [...rows, ...others.map((other) => `${other},${none}`)].map((each) => `${each},${last}`);
  };
  yield [head];
  for (const row of rows) yield write(row);
}

/**
 * @param {Atlas} atlas
 * @param {number[]} rows
 * @param {Choice} choice
 * @returns {Pieces}
 */
function* toKml(atlas, rows, choice) {
  const { sites, payload } = atlas;
  const { frame, folders, around, point, first, facts: line, end } = payload.files.kml;
  const values = valuesOf(atlas);
  const filter = filterText(namedFilter(sites, choice), sites);
  const [before, between, after] = frame;
  /** @param {import("../payload").Lines} lines @param {Values} values */
  const told = ({ told, lines }, values) =>
    filled(lines[told.map((slot) => (valueOf(values, slot) ? 1 : 0)).join("")], values, inDescription);
  /** @param {number} row */
  const placemark = (row) => {
    const { own, facts, positions, shape } = values(row);
    const [opening, data, closing] = around.map((template) => filled(template, own, escaped));
    const { position_note_zh: zh, position_note_en: en } = own.cell;
    const lines = [told(first, own), ...[zh, en, ...positions].map(inDescription), ...facts.map((each) => told(line, each))];
    return `${opening}${lines.filter(Boolean).join("\n")}${data}${shape ?? filled(point, own, written)}${closing}`;
  };
  yield [0, [before, inDescription(filter), between, escaped(filter), after].join("")];
  // A folder for each layer that has places, wherever these are among the rows.
  const opened = new Set();
  for (const row of rows) {
    const layer = sites.layer[row];
    yield [layer + 1, (opened.has(layer) ? "" : folders[layer][0]) + placemark(row)];
    opened.add(layer);
  }
  for (const layer of opened) yield [layer + 1, folders[layer][1]];
  yield [folders.length + 1, end];
}

/**
 * Texts and slots in turn, as `geo.page.payload.templates` writes them, with the values in the slots.
 *
 * @param {string[]} template
 * @param {Values} values
 * @param {(value: unknown) => string} write
 */
const filled = (template, values, write) => template.map((part, i) => (i % 2 === 0 ? part : write(valueOf(values, part)))).join("");

/** @param {Values} values @param {string} slot */
function valueOf(values, slot) {
  const [of, name] = slot.split(".");
  return values[of]?.[name];
}

/** @param {unknown} value */
const inQuotes = (value) => cell(value).replace(/"/g, '""');

/**
 * A description must not look like HTML.
 *
 * @param {unknown} value
 */
const inDescription = (value) => escaped(written(value).replace(/</g, "＜"));

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** @param {unknown} text */
const escaped = (text) => written(text).replace(/[&<>]/g, (char) => ENTITIES[char]);

/**
 * Each format: the ending of its files, which is its message too, their type, and what writes them; `pack` makes the file of
 * the parts that are written, where it is not all of them one after the other.
 *
 * @type {Format[]}
 */
export const FORMATS = [
  { ending: "geojson", type: "application/geo+json", write: toGeoJson },
  { ending: "csv", type: "text/csv;charset=utf-8", write: toCsv },
  {
    ending: "xlsx",
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write: toSheets,
    pack: toWorkbook,
  },
  { ending: "kml", type: "application/vnd.google-earth.kml+xml", write: toKml },
];
