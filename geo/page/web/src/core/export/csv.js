/**
 * CSV for spreadsheets: RFC 4180, a row for each fact, and one for each subject that has none.
 *
 * It begins with a byte order mark: without one, Excel on a Chinese Windows takes the file for GBK and shows nonsense.
 * Every cell is quoted, and a text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP
 * advises against CSV injection; numbers are numbers.
 */
import { labelled, recordCells, subjectCells, written } from "./cells.js";
import { collection } from "./collection.js";

const BYTE_ORDER_MARK = "\ufeff";

/** What a formula may begin with; their full-width forms are folded into them before they are looked up. */
const FORMULA = [..."=+-@\t\r\n"];

/** The header: the site, district or city, the fact with its source, the record. */
const COLUMNS = [
  ["id", "name_zh", "name_en", "aliases", "layer", "layer_zh", "kind", "kind_zh", "sector", "sector_zh"],
  ["districts", "districts_zh", "parent", "status", "status_zh", "position_basis", "position_basis_zh"],
  ["position_uncertainty_m", "position_datum", "position_note_zh", "position_note_en", "longitude", "latitude"],
  ["inclusion_reason_zh", "inclusion_reason_en", "area_note_zh", "area_note_en"],
  ["population", "population_as_of", "population_source", "population_note_zh", "population_note_en"],
  ["area_km2", "area_source"],
  ["fact", "indicator", "indicator_zh", "indicator_en", "scope", "scope_zh", "value", "value_zh", "value_en"],
  ["unit", "unit_zh", "value_base", "unit_base", "qualifier"],
  ["as_of", "stated", "when_zh", "when_en", "aim", "aim_zh"],
  ["source", "standing", "publisher_zh", "publisher_en", "title_zh", "title_en", "url", "locator", "token"],
  ["note_zh", "note_en", "differs", "resolution"],
  ["record_version", "record_date", "record_digest", "licence", "filter"],
].flat();

/** The facts of the rows as a table, each with its subject, its source and the state of the record; as `toGeoJson`. */
export function toCsv(atlas, rows, choice) {
  const lines = tableOf(atlas, rows, choice).map((cells) => `${cells.map(quoted).join(",")}\r\n`);
  return BYTE_ORDER_MARK + lines.join("");
}

/** The same table as a spreadsheet takes it from the clipboard. */
export const toTabs = (atlas, rows, choice) => tabbed(tableOf(atlas, rows, choice));

/** Cells of text as a spreadsheet takes them from the clipboard: tabs between them, quoted where they must be. */
export function tabbed(table) {
  const plain = (text) => (/["\t\r\n]/.test(text) ? quoted(text) : text);
  return table.map((cells) => cells.map(plain).join("\t")).join("\n");
}

const quoted = (text) => `"${text.replace(/"/g, '""')}"`;

function tableOf(atlas, rows, choice) {
  const content = collection(atlas, rows, choice);
  const record = recordCells(content, atlas.sites);
  const table = content.features.flatMap((feature) => {
    const subject = subjectCells(atlas, feature);
    const facts = feature.properties.facts.map((fact) => factCells(fact, content.sources, atlas.payload.registers));
    return (facts.length > 0 ? facts : [{}]).map((fact) => ({ ...subject, ...fact, ...record }));
  });
  return [COLUMNS, ...table.map((cells) => COLUMNS.map((column) => cell(cells[column])))];
}

function factCells({ id, ...fact }, sources, { scopes, aims }) {
  const { standing, publisher_zh, publisher_en, title_zh, title_en, url } = sources.find((source) => source.id === fact.source);
  return {
    fact: id,
    ...fact,
    ...labelled("scope", fact.scope, scopes),
    ...labelled("aim", fact.aim, aims),
    standing,
    publisher_zh,
    publisher_en,
    title_zh,
    title_en,
    url,
  };
}

/** A plain value as the text of a cell, an apostrophe before what would be run as a formula. */
export function cell(value) {
  const text = written(value);
  const runs = typeof value === "string" && text !== "" && FORMULA.includes(text[0].normalize("NFKC"));
  return runs ? `'${text}` : text;
}
