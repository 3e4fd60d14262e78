/**
 * What a reader proposes in words: for the list of corrections, and as a text for a chat or a mail, with all that the file has.
 */
import { cleanText } from "./characters.js";
import { LONGEST_SAID } from "./constants.js";
import { POINT, SHAPE_LINE, isGeometry, piecesOf, shapeOf } from "./drawing.js";
import { FIELDS, textOf } from "./forms.js";
import { formatArea, formatLength, formatMetres } from "./format.js";
import { pathLength, ringArea } from "./measure.js";
import { compactText, patchOf } from "./patch.js";
import { NEW_SOURCE, changesOf, judge, wayOf } from "./proposal.js";
import { printedUnit } from "./units.js";

/** @import {Draft} from "./proposal.js" */
/** @import {Geometry, PatchChange} from "./patch.js" */
/** @typedef {{atlas: Atlas, lang: Lang, say: Say}} Told */
/** @typedef {{label: string, before: string, after: string}} Line what of a thing becomes what; `before` is empty of what is new */

const NOTHING = "—";

/** The key of a field's name in words, by field of a record or of a form. */
export const LABELS = /** @type {Record<string, string>} */ ({
  indicator: "askIndicator",
  scope: "askScope",
  value: "askValue",
  unit: "askUnit",
  qualifier: "askQualifier",
  as_of: "askAsOf",
  stated: "askStated",
  aim: "askAim",
  source: "askSource",
  locator: "askLocator",
  token: "askToken",
  note_zh: "askNoteZh",
  note_en: "askNoteEn",
  name_zh: "askNameZh",
  name_en: "askNameEn",
  aliases: "askAliases",
  kind: "kind",
  sector: "sector",
  districts: "district",
  inclusion_reason_zh: "askWhyZh",
  inclusion_reason_en: "askWhyEn",
  position_basis: "basis",
  position_uncertainty_m: "askRadius",
  position_datum: "datum",
  position_found: "found",
  position_evidence: "askEvidence",
  position_note_zh: "askNoteZh",
  position_note_en: "askNoteEn",
  geometry: "point",
  parts: "position",
  rival_positions: "rivalPosition",
  position_name_zh: "askOwnNameZh",
  position_name_en: "askOwnNameEn",
  position_reason_zh: "askPreferredZh",
  position_reason_en: "askPreferredEn",
  shape: "askShape",
  at: "askAt",
  corners: "askCorners",
  datum: "askDatum",
  district: "district",
  url: "askUrl",
  published: "askPublished",
  type: "askType",
  form: "askForm",
  accessed: "askAccessed",
  reason: "askReason",
  withdrawn_zh: "askNoteZh",
  withdrawn_en: "askNoteEn",
  because: "askBecause",
  why: "askWhy",
  by: "askBy",
});

/** What adds to a list of further positions. */
export const NEW_FURTHER = { parts: "proposeNewPart", rival_positions: "proposeNewRival" };

/**
 * What a draft is about.
 *
 * @param {Draft} draft
 * @param {Told} told
 */
export function titleOf({ kind, row, base, values, which }, { atlas, lang, say }) {
  const { sites, payload } = atlas;
  const name = row >= 0 ? sites[lang][row] : values[`name_${lang}`] || say("proposeNewPlace");
  if (kind === "newPlace" || kind === "addedPlace") return name;
  const indicator = payload.registers.indicators.find(({ code }) => code === (base.indicator || values.indicator));
  const what = { figure: "proposeFigure", newFigure: "proposeNewFigure", position: "position", place: "proposeNames" }[kind];
  const isNew = which && base.at === "";
  const further = which ? (isNew ? say(NEW_FURTHER[which[0]]) : base[`name_${lang}`] || `${say(LABELS[which[0]])} ${which[1] + 1}`) : "";
  return [name, further || (indicator ? indicator[lang] : say(what))].join(" · ");
}

/**
 * The ids of what a draft is about, as a report would name them.
 *
 * @param {Draft} draft
 * @param {Sites} sites
 */
export const idOf = ({ kind, row, base }, sites) => (kind === "figure" ? base.id : row >= 0 ? sites.id[row] : "");

/**
 * What of the record becomes what.
 *
 * @param {Draft} draft without faults
 * @param {Told} told
 * @returns {Line[]}
 */
export function linesOf(draft, told) {
  const { say, lang, atlas } = told;
  const lines = judge(draft, atlas)
    .changes(() => NEW_SOURCE)
    .flatMap((change) => changeLines(change, told));
  const way = wayOf(draft);
  const moved = way !== null && draft.kind === "position" && Math.round(way) > 0;
  return moved ? [...lines, { label: say("proposeWay"), before: "", after: formatMetres(roundedWay(way), lang) }] : lines;
}

/** @param {number} metres */
export const roundedWay = (metres) => (metres < 1000 ? Math.round(metres) : Number((metres / 1000).toPrecision(3)) * 1000);

/** @param {PatchChange} change @param {Told} told @returns {Line[]} */
function changeLines(change, told) {
  const { say, lang, atlas } = told;
  /** @param {Record<string, unknown>} after @param {Record<string, unknown>} [before] */
  const each = (after, before) => fieldLines(Object.fromEntries(Object.entries(after).filter(([name]) => name in LABELS)), before, told);
  if (change.do === "change") return each(change.to, change.from);
  if (change.do === "withdraw") {
    const { [lang]: reason } = termOf(atlas.payload.registers.omission_reasons, change.reason);
    return [{ label: say("proposeWithdraw"), before: "", after: reason }];
  }
  if (change.do !== "add") return [];
  if ("feature" in change) return each({ ...change.feature.properties, geometry: change.feature.geometry });
  if (change.to === "facts") return each(change.row);
  const { [`title_${lang}`]: title, [`publisher_${lang}`]: publisher, published = "", url = "" } = change.row;
  return [{ label: say("proposeSource"), before: "", after: [title, publisher, published, url].filter(Boolean).join(" · ") }];
}

/**
 * What each field becomes; one that has no name in words has that of the record.
 *
 * @param {Record<string, unknown>} after
 * @param {Record<string, unknown> | undefined} before none of what is new
 * @param {Told} told
 * @param {Record<string, string>} [labels] the key of a field's name in words, by field
 * @returns {Line[]}
 */
export const fieldLines = (after, before, told, labels = LABELS) =>
  Object.keys(after).map((name) => {
    const [was, is] = name in NEW_FURTHER && before ? differing(before[name], after[name]) : [before?.[name], after[name]];
    const isShape = name === "geometry" && isGeometry(is) && shapeOf(/** @type {Geometry} */ (is)) !== POINT;
    return {
      label: isShape ? told.say("askShape") : Object.keys(labels).includes(name) ? told.say(labels[name]) : name,
      before: before ? valueWords(name, was, told) : "",
      after: valueWords(name, is, told),
    };
  });

/** @param {unknown[]} lists as somebody may have written them @returns {unknown[]} of two lists each with what the other does not have */
function differing(...lists) {
  if (!lists.every(Array.isArray)) return lists;
  const told = lists.map((list) => list.map((each) => JSON.stringify(each)));
  const known = told.map((list) => new Set(list));
  return lists.map((list, i) => list.filter((_, at) => !known[1 - i].has(told[i][at])));
}

/** @param {Term[]} terms @param {string} code @returns {Both} */
const termOf = (terms, code) => terms.find((term) => term.code === code) || { zh: code, en: code };

/** @param {string} name @param {unknown} value @param {Told} told @returns {string} */
function valueWords(name, value, { atlas, lang, say }) {
  const { registers, sources } = atlas.payload;
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return NOTHING;
  if (name === "geometry" && isGeometry(value)) return geometryWords(/** @type {Geometry} */ (value), lang, say);
  if (Array.isArray(value))
    return value
      .map((each) =>
        name in NEW_FURTHER && each?.point
          ? furtherWords(each, lang)
          : typeof each === "object"
            ? JSON.stringify(each)
            : nameOf(String(each), atlas.sites, lang),
      )
      .join(name === "position_found" ? ", " : "; ");
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (name === "source")
    return sources.find(({ id }) => id === text)?.[`title_${lang}`] || (text === NEW_SOURCE ? say("proposeSource") : text);
  if (name === "value") return termOf([...registers.statuses, ...registers.honours], text)[lang];
  if (name === "unit") return printedUnit(termOf(registers.units, text), lang);
  if (name === "position_uncertainty_m") return formatMetres(Number(text), lang);
  const rule = { ...FIELDS.omissions, ...FIELDS.sources, ...FIELDS.facts, ...FIELDS.sites }[name];
  const terms = /** @type {Term[] | undefined} */ (rule?.register && registers[/** @type {keyof Registers} */ (rule.register)]);
  return terms ? termOf(terms, text)[lang].replace("{}", "…") : text;
}

/** @param {any} further as somebody may have written it @param {Lang} lang */
const furtherWords = ({ point, uncertainty_m: metres, evidence, ...names }, lang) =>
  [names[`name_${lang}`], point, Number.isFinite(metres) && formatMetres(metres, lang), evidence].filter(Boolean).map(textOf).join(" · ");

/** @param {string} text @param {Sites} sites @param {Lang} lang @returns {string} the name of a district, anything else as it is */
function nameOf(text, sites, lang) {
  const row = /^\d{6}$/.test(text) ? sites.index.get(text) : undefined;
  return row === undefined ? text : sites[lang][row];
}

/** @param {Geometry} geometry @param {Lang} lang @param {Say} say */
function geometryWords(geometry, lang, say) {
  const [shape, pieces] = [shapeOf(geometry), piecesOf(geometry)];
  const count = pieces.flat().length;
  if (shape === POINT) return geometry.coordinates.join(", ");
  if (shape === SHAPE_LINE) return say("proposeLine", { length: formatLength(sum(pieces.map(pathLength)), lang) });
  const areas = /** @type {Position[][][]} */ (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);
  const area = sum(areas.flatMap(([outer, ...holes]) => [ringArea(outer), ...holes.map((hole) => -ringArea(hole))]));
  return say("proposeArea", { count, area: formatArea(area, lang) });
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);

/**
 * Everything as a text: in words, and the patch itself on its last line.
 *
 * @param {Draft[]} drafts without faults
 * @param {Told} told
 * @param {string} by who proposes it
 */
export function reportText(drafts, told, by) {
  const { say, atlas, lang } = told;
  const { version, digest } = atlas.payload.record;
  /** @param {string} label @param {string} text */
  const line = (label, text) => `${label}${lang === "zh" ? "：" : ": "}${text}`.replace(/\n/g, "; ");
  const words = drafts.flatMap((draft, i) => {
    const id = idOf(draft, atlas.sites);
    const { why = "" } = draft.values;
    return [
      `\n${i + 1}. ${titleOf(draft, told)}${id === "" ? "" : ` (${id})`}`,
      ...linesOf(draft, told).map(({ label, before, after }) => `   ${line(label, before === "" ? after : `${before} → ${after}`)}`),
      ...(why === "" ? [] : [`   ${line(say("askWhy"), why)}`]),
    ];
  });
  const from = saidBy(by) === "" ? [] : [line(say("askBy"), saidBy(by))];
  return [
    say("proposeReport", { version, digest }),
    ...from,
    ...words,
    `\n${say("proposePatch")}`,
    compactText(patchFor(drafts, atlas, by)),
    "",
  ].join("\n");
}

/** @param {Draft[]} drafts without faults @param {Atlas} atlas @param {string} by */
export const patchFor = (drafts, atlas, by) =>
  patchOf({ ...atlas.payload.record, name: atlas.payload.place.name }, changesOf(drafts, atlas), { by: saidBy(by) || null });

/** @param {string} by @returns {string} as a patch can hold it */
const saidBy = (by) => [...cleanText(by).trim()].slice(0, LONGEST_SAID).join("");
