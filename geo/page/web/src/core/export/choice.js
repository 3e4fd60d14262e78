/**
 * What was chosen, in the words of a file's head and name.
 */
import { cleanText } from "../characters.js";
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
  const named = sites.facets.map(({ key, options }) => [
    key,
    choice[key].map((/** @type {number} */ row) => (key === "district" ? options[row].zh : options[row].code)),
  ]);
  return {
    layer: layerCodes(sites).filter((code, row) => (row === DISTRICTS ? choice.units : !choice.hide.includes(row))),
    ...Object.fromEntries(named),
    place: choice.only.map((row) => sites.id[row]),
    search: cleanText(choice.q).trim(),
  };
}

/**
 * A choice by names on one line: district=石峰区; kind=park,company.
 *
 * @param {NamedChoice} named
 * @param {Sites} sites
 */
export function filterText(named, sites) {
  const told = Object.entries(narrowing(named, sites)).map(([key, names]) => [key, typeof names === "string" ? names : names.join(",")]);
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
  const { layer, district, place, search, ...others } = narrowing(namedFilter(atlas.sites, choice), atlas.sites);
  const names = place.map((id) => atlas.sites.zh[/** @type {number} */ (atlas.sites.index.get(id))]);
  const chosen = [...names, ...district, ...layer, ...Object.values(others).flat(), search].map(fileSafe).filter(Boolean);
  const name = [...chosen.join("+")].slice(0, LONGEST_NAME).join("") || "all";
  return `${atlas.payload.place.export_name}_${name}_${atlas.payload.record.date}.${ending}`;
}

/** @param {Sites} sites */
export const layerCodes = (sites) => sites.registers.layers.map(({ code }) => code);

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
