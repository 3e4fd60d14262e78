/**
 * What was chosen, in the words of a file's head and name.
 */
import { cleanText } from "../characters.js";

const LONGEST_NAME = 48; // characters, so that no system finds the file's name too long

/** The choice by names that a reader of the file understands; districts by their Chinese names, others by code. */
export function namedFilter(sites, choice) {
  const { layers } = sites.registers;
  const named = sites.facets.map(({ key, options }) => [
    key,
    choice[key].map((row) => (key === "district" ? options[row].zh : options[row].code)),
  ]);
  return {
    layer: siteLayers(sites).filter((code) => !choice.hide.some((row) => layers[row].code === code)),
    ...Object.fromEntries(named),
    search: cleanText(choice.q).trim(),
  };
}

/** A choice by names on one line: district=石峰区; kind=park,company. */
export function filterText(named, sites) {
  const told = Object.entries(narrowing(named, sites)).map(([key, names]) => [key, key === "search" ? names : names.join(",")]);
  const parts = told.filter(([, text]) => text !== "").map(([key, text]) => `${key}=${text}`);
  return parts.join("; ") || "all";
}

/** File name from what was chosen and the record's own date: zhuzhou-atlas_石峰区_2026-11-22.geojson. */
export function exportName(atlas, choice, ending) {
  const { layer, district, search, ...others } = narrowing(namedFilter(atlas.sites, choice), atlas.sites);
  const chosen = [...district, ...layer, ...Object.values(others).flat(), search].map(fileSafe).filter(Boolean);
  const name = [...chosen.join("+")].slice(0, LONGEST_NAME).join("") || "all";
  return `zhuzhou-atlas_${name}_${atlas.payload.record.date}.${ending}`;
}

/** The layers that hold sites; the districts are the ground they stand on. */
export const siteLayers = (sites) => sites.registers.layers.map((layer) => layer.code).filter((code) => code !== "districts");

/** Without the layers where none is hidden: they narrow nothing. */
const narrowing = (named, sites) => ({ ...named, layer: named.layer.length < siteLayers(sites).length ? named.layer : [] });

const fileSafe = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
