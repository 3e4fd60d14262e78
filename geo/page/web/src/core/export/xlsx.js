/**
 * Excel: a workbook with the sheets that `geo.export.xlsx` writes, by a writer that knows no more than these need.
 *
 * Texts are texts in their cells (`inlineStr`), so that none can be a formula or a link; one that a spreadsheet would take
 * for a formula when somebody edits its cell is marked as text, as Excel itself marks it.
 */
import { cellsOf, isFormula, written } from "./cells.js";
import { filterText, namedFilter } from "./choice.js";
import { sourcesOf, valuesOf } from "./values.js";
import { zipped } from "./zip.js";

/** @import {Pieces} from "./pieces.js" */
/** @import {Values} from "./values.js" */

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const LONGEST = 32767; // characters of a cell

const [HEADING, MARKED] = [1, 2]; // styles of cells
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
const PANE =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

/**
 * The sheets, a part of the file each, in the order of their names.
 *
 * @param {Atlas} atlas
 * @param {number[]} rows the sites, districts and the city to write
 * @param {Choice} choice
 * @returns {Pieces}
 */
export function* toSheets(atlas, rows, choice) {
  const { sites, payload } = atlas;
  const { csv, xlsx } = payload.files;
  const [ofSubject, ofFact] = [csv.subject, csv.fact].map(slotsOf);
  const names = cellsOf(csv.head);
  const [about, places, facts, sources] = xlsx.sheets.map((_, sheet) => createSheet(sheet));
  const told = filterText(namedFilter(sites, choice), sites);
  yield about.row(xlsx.heads.about, HEADING);
  for (const [name, value] of xlsx.about) yield about.row([name, value ?? told]);
  yield places.row(names.slice(0, ofSubject.length), HEADING);
  yield facts.row([...xlsx.heads.place, ...names.slice(ofSubject.length, ofSubject.length + ofFact.length)], HEADING);
  const valued = valuesOf(atlas);
  const used = new Set();
  for (const row of rows) {
    const { own, further, facts: said } = valued(row);
    const { id, name_zh: zh, name_en: en } = own.cell;
    const [, ofPlaces] = places.row(taken(ofSubject, own));
    const others = further.map((values) => places.row(taken(ofSubject, values))[1]);
    const ofFacts = said.map((values) => facts.row([id, zh, en, ...taken(ofFact, values)])[1]);
    for (const source of sourcesOf(atlas.featureOf(row))) used.add(source);
    yield [places.part, [ofPlaces, ...others].join("")];
    yield [facts.part, ofFacts.join("")];
  }
  const listed = payload.sources.filter(({ id }) => used.has(id));
  yield sources.row(xlsx.heads.sources, HEADING);
  for (const source of listed) yield sources.row(Object.values(source));
  for (const { part } of [about, places, facts, sources]) yield [part, "</sheetData></worksheet>"];
}

/**
 * The workbook of sheets.
 *
 * @param {Blob[][]} sheets
 * @param {Atlas} atlas
 * @param {string} type
 */
export function toWorkbook(sheets, { payload }, type) {
  const numbers = sheets.map((_, at) => at + 1);
  const overrides = [
    ["/xl/workbook.xml", "sheet.main"],
    ["/xl/styles.xml", "styles"],
    ...numbers.map((number) => [`/xl/worksheets/sheet${number}.xml`, "worksheet"]),
  ].map(
    ([name, kind]) =>
      `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`,
  );
  /** @param {[kind: string, target: string][]} targets */
  const relations = (targets) =>
    `<Relationships xmlns="${PACKAGE}/relationships">${targets
      .map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`)
      .join("")}</Relationships>`;
  const listed = numbers.map(
    (number) => `<sheet name="${payload.files.xlsx.sheets[number - 1]}" sheetId="${number}" r:id="rId${number}"/>`,
  );
  /** @type {[name: string, text: string][]} */
  const texts = [
    [
      "[Content_Types].xml",
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`,
    ],
    ["_rels/.rels", relations([["officeDocument", "xl/workbook.xml"]])],
    ["xl/workbook.xml", `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join("")}</sheets></workbook>`],
    ["xl/styles.xml", STYLES],
    [
      "xl/_rels/workbook.xml.rels",
      relations([
        ...numbers.map((number) => /** @type {[string, string]} */ (["worksheet", `worksheets/sheet${number}.xml`])),
        ["styles", "styles.xml"],
      ]),
    ],
  ];
  const entries = texts.map(([name, text]) => ({ name, content: new Blob([HEAD + text]) }));
  const pages = sheets.map((content, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, content: new Blob(content) }));
  return zipped([...entries, ...pages], type);
}

/** @param {number} part */
function createSheet(part) {
  let count = 0;
  return {
    part,
    /** @param {unknown[]} values @param {number} [style] @returns {[part: number, text: string]} */
    row(values, style = 0) {
      const opening = count === 0 ? `${HEAD}<worksheet xmlns="${MAIN}">${PANE}<sheetData>` : "";
      count += 1;
      return [part, `${opening}<row r="${count}">${values.map((value, at) => cellOf(value, nameOf(at) + count, style)).join("")}</row>`];
    },
  };
}

/**
 * The letters of a column.
 *
 * @param {number} at
 * @returns {string}
 */
const nameOf = (at) => (at < 26 ? "" : nameOf(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

/** @param {unknown} value @param {string} name @param {number} style */
function cellOf(value, name, style) {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "number") return `<c r="${name}"><v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c r="${name}" t="b"><v>${Number(value)}</v></c>`;
  const text = shortened(written(value));
  const marked = style || (isFormula(text) ? MARKED : 0);
  return `<c r="${name}"${marked ? ` s="${marked}"` : ""} t="inlineStr"><is><t xml:space="preserve">${inXml(text)}</t></is></c>`;
}

/**
 * A text that a cell can hold; one that is cut ends in an ellipsis.
 *
 * @param {string} text
 */
const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, "")}…` : text);

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "_x000D_" };

/**
 * Excel reads `_x0041_` as the character of that code, so that its own underscore is written by its code.
 *
 * @param {string} text
 */
const inXml = (text) => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_").replace(/[&<>\r]/g, (char) => ENTITIES[char]);

/**
 * The slots of a template: what says a value, and its name there.
 *
 * @param {string[]} template
 */
const slotsOf = (template) => template.filter((_, at) => at % 2 === 1).map((slot) => slot.split("."));

/**
 * @param {string[][]} slots
 * @param {Values} values
 * @returns {unknown[]} what goes into them
 */
const taken = (slots, values) => slots.map(([of, name]) => values[of] && values[of][name]);
