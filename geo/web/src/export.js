/**
 * What is filtered, as RFC 7946 GeoJSON with facts and sources inside.
 *
 * `geo.export` writes the same bytes from the record; both sides follow one layout: the head on the first line, a
 * feature a line, keys in the order below, numbers in their shortest form.
 */
import { cleanText, districtsOf, hasPosition, lonLat } from "./sites.js";

const LONGEST_NAME = 48; // characters, so that no system finds the file's name too long

/**
 * @param {object} atlas sites, payload and `factsOf`, as the page holds them
 * @param {number[]} rows the sites to write
 * @param {object} choice the state's hide, options chosen in each facet, and q
 * @returns {string} the whole file
 */
export function toGeoJson(atlas, rows, choice) {
  const known = rows.map((row) => ({ row, ...atlas.factsOf(row) }));
  const head = {
    type: "FeatureCollection",
    name: "zhuzhou-industry-atlas",
    record: atlas.payload.record,
    licence: atlas.payload.licence,
    filter: namedFilter(atlas.sites, choice),
    sources: usedSources(known, atlas.payload.sources),
  };
  const features = known.map((subject) => `\n${JSON.stringify(toFeature(atlas, subject))}`).join(",");
  const opening = JSON.stringify(head).slice(0, -1);
  return `${opening},"features":[${features}\n]}\n`;
}

/** File name from what was chosen and the record's own date: zhuzhou-atlas_石峰区_2026-11-22.geojson. */
export function exportName(atlas, choice, ending = "geojson") {
  const { layer, district, search, ...others } = namedFilter(atlas.sites, choice);
  const someLayers = layer.length < siteLayers(atlas.sites).length ? layer : [];
  const chosen = [...district, ...someLayers, ...Object.values(others).flat(), search].map(fileSafe).filter(Boolean);
  const name = [...chosen.join("+")].slice(0, LONGEST_NAME).join("") || "all";
  return `zhuzhou-atlas_${name}_${atlas.payload.record.date}.${ending}`;
}

/** The choice by names that a reader of the file understands; districts by their Chinese names, others by code. */
function namedFilter(sites, choice) {
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

/** The layers that hold sites; the districts are the ground they stand on. */
const siteLayers = (sites) => sites.registers.layers.map((layer) => layer.code).filter((code) => code !== "districts");

const fileSafe = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");

function usedSources(known, sources) {
  const used = new Set(known.flatMap(({ claims }) => claims.flatMap(({ facts }) => facts.map((fact) => fact.source))));
  return sources.filter((source, row) => used.has(row));
}

function toFeature({ sites, payload }, { row, detail, claims }) {
  const { registers } = payload;
  const status = sites.status[row];
  const parent = sites.parent[row];
  return {
    type: "Feature",
    id: sites.id[row],
    properties: {
      name_zh: sites.zh[row],
      name_en: sites.en[row],
      aliases: sites.aliases[row],
      layer: registers.layers[sites.layer[row]].code,
      kind: registers.kinds[sites.kind[row]].code,
      sector: codeOf(registers.sectors, sites.sector[row]),
      districts: districtsOf(sites, row).map((district) => sites.id[district]),
      parent: parent < sites.count ? sites.id[parent] : null,
      status: codeOf(registers.statuses, status),
      position_basis: registers.bases[sites.basis[row]].code,
      position_uncertainty_m: sites.uncertainty[row] || null,
      position_datum: detail.datum,
      position_found: detail.found,
      position_evidence: detail.evidence,
      position_note_zh: detail.note_zh,
      position_note_en: detail.note_en,
      facts: claims.flatMap((claim) => claim.facts.map((fact) => toFact(fact, claim, payload))),
    },
    geometry: toGeometry(sites, row),
  };
}

const codeOf = (register, row) => (row < register.length ? register[row].code : null);

function toFact(fact, claim, { registers, sources }) {
  const indicator = registers.indicators[claim.indicator];
  const unit = fact.unit < 0 ? null : registers.units[fact.unit];
  return {
    id: fact.id,
    indicator: indicator.code,
    indicator_zh: indicator.zh,
    indicator_en: indicator.en,
    scope: claim.scope < 0 ? null : registers.scopes[claim.scope].code,
    value: indicator.type === "number" ? Number(fact.value) : factLabel(fact, indicator, registers).code,
    unit: unit && unit.code,
    unit_zh: unit && unit.zh,
    qualifier: fact.qualifier < 0 ? null : registers.qualifiers[fact.qualifier].code,
    as_of: claim.asOf,
    aim: registers.aims[claim.aim].code,
    source: sources[fact.source].id,
    locator: fact.locator,
    token: fact.token,
    note_zh: fact.note_zh,
    note_en: fact.note_en,
    differs: claim.differs,
    resolution: claim.resolution && registers.resolution_reasons[claim.resolution.reason].code,
  };
}

const factLabel = (fact, { type }, registers) => (type === "status" ? registers.statuses : registers.honours)[fact.value];

function toGeometry(sites, row) {
  const shape = sites.shapes.get(row);
  if (!shape) return hasPosition(sites, row) ? { type: "Point", coordinates: lonLat(sites, row) } : null;
  return { type: shape.type, coordinates: nest(shape) };
}

/** The lines of a shape nested as GeoJSON has it; a MultiPolygon tells how many rings each of its polygons has. */
function nest({ type, parts, rings }) {
  if (type === "LineString") return parts[0];
  if (type !== "MultiPolygon") return parts;
  let from = 0;
  return rings.map((count) => {
    from += count;
    return parts.slice(from - count, from);
  });
}
