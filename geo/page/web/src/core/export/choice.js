/**
 * What was chosen, in the words of a file's head and name.
 */
import { cleanText } from "../characters.js";
import { figureCodes } from "../fields.js";
import { DISTRICTS } from "../sites.js";

const LONGEST_NAME = 48; // characters, so that no system finds the file's name too long

/**
 * The choice by names that a reader of the file understands; districts by their Chinese names, others by code.
 *
 * @param {Sites} sites columns
 * @param {Choice} choice the state's hide, options chosen in each facet, and q; `units`: whether the city and the
 *   districts are in it; `only`: rows of single places, districts or the city, where nothing else is meant
 * @returns {NamedChoice}
 */
export function namedFilter(sites, choice) {
  const part = sites.narrowed || { pairs: [], search: "" };
  const own = /** @type {NamedPair[]} */ ([
    ["layer", layerCodes(sites).filter((code, row) => (row === DISTRICTS ? choice.units : !choice.hide.includes(row)))],
    ...sites.facets.map(({ key, options }) => [key, choice[key].map((/** @type {number} */ row) => nameOf(key, options[row]))]),
    ["place", choice.only.map((row) => sites.id[row])],
    ...choice.ranges,
  ]);
  const pairs = joined([...part.pairs, ...own.filter(([, names]) => names.length > 0)]);
  const first = new Map([...pairs].reverse());
  const also = pairs.filter(([key, names]) => first.get(key) !== names).map((pair) => Object.fromEntries([pair]));
  const figures = figureCodes(sites).filter((code) => first.has(code));
  const always = own.slice(0, own.length - choice.ranges.length).map(([key]) => key);
  const lists = Object.fromEntries([...always, ...figures].map((key) => [key, first.get(key) || []]));
  const search = [...new Set([part.search, cleanText(choice.q).trim()])].filter(Boolean).join(" ");
  return /** @type {NamedChoice} */ ({ ...lists, search, ...(also.length > 0 && { also }) });
}

/** @param {string} key @param {Term} option */
const nameOf = (key, { zh, code }) => (key === "district" ? zh : code);

/**
 * What meets all pairs, as `Selection` of `geo.atlas.selection` joins them: each once, without those of which fewer
 * names are chosen too.
 *
 * @param {NamedPair[]} pairs
 */
const joined = (pairs) =>
  pairs.filter(
    ([key, names], at) =>
      !pairs.some(
        ([other, fewer], i) => key === other && fewer.every((name) => names.includes(name)) && (fewer.length < names.length || i < at),
      ),
  );

/**
 * A choice by names on one line: district=石峰区; kind=park,company.
 *
 * @param {NamedChoice} named
 * @param {Sites} sites
 */
export function filterText(named, sites) {
  const { also = [], ...lists } = narrowing(named, sites);
  const all = /** @type {[string, string | string[]][]} */ ([...Object.entries(lists), ...also.flatMap(Object.entries)]);
  const told = all.map(([key, names]) => [key, typeof names === "string" ? names : names.join(",")]);
  const parts = told.filter(([, text]) => text !== "").map(([key, text]) => `${key}=${text}`);
  return parts.join("; ") || "all";
}

/**
 * File name from what was chosen and the record's own date: zhuzhou-atlas_石峰区_2026-11-22.geojson.
 *
 * @param {Atlas} atlas
 * @param {Choice} choice
 * @param {string} ending
 */
export function exportName(atlas, choice, ending) {
  const { layer, district, place, search, also = [], ...others } = narrowing(namedFilter(atlas.sites, choice), atlas.sites);
  const names = place.map((id) => atlas.sites.zh[/** @type {number} */ (atlas.sites.index.get(id))]);
  const codes = Object.values(/** @type {Record<string, string[]>} */ (others)).flat();
  const chosen = [...names, ...district, ...layer, ...codes, ...also.flatMap(Object.values).flat(), search].map(fileSafe).filter(Boolean);
  const name = [...chosen.join("+")].slice(0, LONGEST_NAME).join("") || "all";
  return `${atlas.payload.place.export_name}_${name}_${atlas.payload.record.date}.${ending}`;
}

/** @param {Sites} sites */
const layerCodes = (sites) => sites.registers.layers.map(({ code }) => code);

/**
 * Without the layers where none is left out: they narrow nothing.
 *
 * @param {NamedChoice} named
 * @param {Sites} sites
 * @returns {NamedChoice}
 */
const narrowing = (named, sites) => ({ ...named, layer: named.layer.length < layerCodes(sites).length ? named.layer : [] });

/** @param {string} text */
const fileSafe = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
