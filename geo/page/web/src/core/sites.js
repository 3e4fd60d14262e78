/**
 * The subjects of the atlas in columns: the city, its nine districts, then every site.
 *
 * A subject is a row number everywhere in the page; its texts and codes are looked up here. Positions stay
 * integers of 1e-6 degree, so that `position / 1e6` is the very number in the record.
 */
import { createFolding } from "./characters.js";
import { MICRO, NO_POSITION, WORD } from "./constants.js";

/** The columns of whole numbers without a sign. */
const NUMBERS = ["kind", "sector", "status", "basis", "uncertainty", "main", "parent", "facts", "disputes"];

/**
 * @param {import("./payload").Core} payload the core payload
 * @returns {Sites} the columns, the registers and the shapes, decoded
 */
export function readSites(payload) {
  const { columns, registers } = payload;
  const count = columns.count;
  const site = /** @type {any} */ ({
    count,
    first: registers.districts.length + 1,
    exact: payload.exact_m,
    dates: payload.dates,
    id: columns.id.split("\n"),
    zh: columns.name_zh.split("\n"),
    en: columns.name_en.split("\n"),
    aliases: columns.aliases.split("\n").map((text) => (text ? text.split("\t") : [])),
    latest: columns.latest.split("\n"),
    lon: new Int32Array(decodeBase64(columns.lon)),
    lat: new Int32Array(decodeBase64(columns.lat)),
    ...Object.fromEntries(NUMBERS.map((name) => [name, new Uint32Array(decodeBase64(columns[name]))])),
    districts: new Uint32Array(decodeBase64(columns.districts)),
    districtWords: Math.ceil(registers.districts.length / WORD),
    shapes: new Map(
      payload.shapes.map(([index, type, parts, rings]) => [index, { type, parts: parts.map(decodeLine), rings }]),
    ),
    registers,
    facets: payload.facets.map(({ key, options, masks }) => ({
      key,
      options,
      width: Math.ceil(options.length / WORD),
      masks: new Uint32Array(decodeBase64(masks)),
    })),
  });
  Object.assign(site, readWords(payload.search, site));
  site.layer = Uint32Array.from(site.kind, (kind) => registers.kinds[kind].layer);
  site.index = new Map(site.id.map((id, i) => [id, i]));
  return site;
}

/**
 * Names of every subject and terms of the record with their pinyin, who has which terms (those of the whole of it
 * first), which terms belong to an indicator or a scope, and how text is folded.
 */
function readWords(search, site) {
  const { names, terms, terms_zh: zh, terms_en: en, terms_also: also } = search;
  const numbers = new Uint32Array(decodeBase64(search.said));
  const [zhs, ens, alsos] = [zh, en, also].map((text) => text.split("\n"));
  let from = 0;
  return {
    names: names.split("\n").map((line, i) => readNames(line, [site.zh[i], site.en[i], ...site.aliases[i]])),
    terms: terms.split("\n").map((line, i) => readNames(line, [zhs[i], ens[i], ...(alsos[i] ? alsos[i].split("\t") : [])], true)),
    said: Array.from(new Uint32Array(decodeBase64(search.counts)), (count) => numbers.subarray(from, (from += count))),
    whole: new Uint32Array(decodeBase64(search.whole)),
    termOf: {
      indicator: new Uint32Array(decodeBase64(search.indicators)),
      scope: new Uint32Array(decodeBase64(search.scopes)),
    },
    folding: createFolding(/** @type {any} */ (search)),
  };
}

function readNames(line, texts, isTerm = false) {
  const spelled = line.split("\t");
  return texts.map((text, i) => ({ text, spelled: spelled[i], isTerm }));
}

/** Whether a subject is on the map by a point of its own (a place's own, or one on its area or line). */
export const hasPosition = (sites, i) => sites.lon[i] !== NO_POSITION;

/** Whether a position may be farther off than an exact marker would let one believe. */
export const isDoubtful = (sites, i) => sites.uncertainty[i] > sites.exact;

/** Position of a subject as [lon, lat] in WGS-84 degrees. */
export const lonLat = (sites, i) => [sites.lon[i] / MICRO, sites.lat[i] / MICRO];

/** A line of alternating lon, lat steps in 1e-6 degree as [[lon, lat], ...] in degrees. */
export function decodeLine(steps) {
  const line = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    line.push([lon / MICRO, lat / MICRO]);
  }
  return line;
}

/** Whether a subject lies in a district, or reaches into it: its mask has a bit for each, the first one's the lowest. */
export function isIn(sites, i, district) {
  const bit = district - 1;
  return (sites.districts[i * sites.districtWords + (bit >>> 5)] & (1 << (bit & 31))) !== 0;
}

/** District rows of a subject, the main one first. */
export function districtsOf(sites, i) {
  const rows = [];
  for (let row = 1; row < sites.first; row += 1) {
    if (isIn(sites, i, row)) rows.push(row);
  }
  const main = sites.main[i];
  return rows.includes(main) ? [main, ...rows.filter((row) => row !== main)] : rows;
}

function decodeBase64(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}
