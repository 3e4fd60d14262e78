/**
 * What every format writes: the head of a file, and a feature for each subject with every fact and its source.
 *
 * `geo.export` writes the same from the record; both sides follow one layout, keys in the order below.
 */
import { formatValue } from "../format.js";
import { districtsOf, hasPosition, lonLat } from "../sites.js";
import { formatWhen } from "../when.js";
import { UNIT_SOURCES } from "./cells.js";
import { namedFilter } from "./choice.js";

const CITY = 0;

/** The rows as a FeatureCollection, lon, lat in WGS-84, its features last; see `toGeoJson` for what it takes. */
export function collection(atlas, rows, choice) {
  const known = rows.map((row) => ({ row, ...atlas.factsOf(row) }));
  return {
    type: "FeatureCollection",
    name: "zhuzhou-industry-atlas",
    record: atlas.payload.record,
    licence: atlas.payload.licence,
    filter: namedFilter(atlas.sites, choice),
    sources: usedSources(known, atlas.payload.sources),
    features: known.map((subject) => toFeature(atlas, subject)),
  };
}

function usedSources(known, sources) {
  const used = new Set(known.flatMap(({ claims }) => claims.flatMap(({ facts }) => facts.map((fact) => fact.source))));
  const named = new Set(known.flatMap(({ detail }) => UNIT_SOURCES.flatMap((name) => (detail && detail[name]) || [])));
  return sources.filter(({ id }, row) => used.has(row) || named.has(id));
}

function toFeature(atlas, { row, detail, claims }) {
  const { sites, payload } = atlas;
  const isSite = row >= sites.first;
  return {
    type: "Feature",
    id: sites.id[row],
    properties: {
      name_zh: sites.zh[row],
      name_en: sites.en[row],
      aliases: sites.aliases[row],
      ...(isSite ? siteProperties(atlas, row, detail) : unitProperties(atlas, row, detail)),
      facts: claims.flatMap((claim) => claim.facts.map((fact) => toFact(fact, claim, payload))),
    },
    geometry: isSite ? toGeometry(sites, row) : null,
  };
}

function siteProperties({ sites, payload: { registers } }, row, detail) {
  const parent = sites.parent[row];
  return {
    layer: registers.layers[sites.layer[row]].code,
    kind: registers.kinds[sites.kind[row]].code,
    sector: codeOf(registers.sectors, sites.sector[row]),
    districts: districtsOf(sites, row).map((district) => sites.id[district]),
    parent: parent < sites.count ? sites.id[parent] : null,
    inclusion_reason_zh: detail.reason_zh,
    inclusion_reason_en: detail.reason_en,
    status: codeOf(registers.statuses, sites.status[row]),
    position_basis: registers.bases[sites.basis[row]].code,
    position_uncertainty_m: sites.uncertainty[row] || null,
    position_datum: detail.datum,
    position_found: detail.found,
    position_evidence: detail.evidence,
    position_note_zh: detail.note_zh,
    position_note_en: detail.note_en,
    area_note_zh: detail.area_note_zh,
    area_note_en: detail.area_note_en,
  };
}

/** The same for a district or the city, empty where only a site has them, and what a district alone has. */
function unitProperties({ sites, payload: { registers } }, row, detail) {
  // Without the source of the outline, which is not in the file either.
  const figures = Object.entries(detail || {}).filter(([name]) => name !== "boundary_source");
  return {
    layer: registers.layers[sites.layer[row]].code,
    kind: row === CITY ? null : registers.kinds[sites.kind[row]].code,
    sector: null,
    districts: row === CITY ? [] : [sites.id[row]],
    parent: null,
    inclusion_reason_zh: null,
    inclusion_reason_en: null,
    status: null,
    position_basis: null,
    position_uncertainty_m: null,
    position_datum: null,
    position_found: null,
    position_evidence: null,
    position_note_zh: null,
    position_note_en: null,
    area_note_zh: null,
    area_note_en: null,
    ...Object.fromEntries(figures),
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
    value: indicator.type === "number" ? Number(fact.value) : codeOfValue(fact, indicator, registers),
    value_zh: formatValue(fact, indicator, registers, "zh").text,
    value_en: formatValue(fact, indicator, registers, "en").text,
    unit: unit && unit.code,
    unit_zh: unit && unit.zh,
    value_base: fact.base,
    unit_base: unit && registers.units.find(({ dimension, factor }) => dimension === unit.dimension && factor === 1).code,
    qualifier: fact.qualifier < 0 ? null : registers.qualifiers[fact.qualifier].code,
    as_of: claim.asOf || null,
    stated: fact.stated || null,
    when_zh: formatWhen(claim, [fact], "zh"),
    when_en: formatWhen(claim, [fact], "en"),
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

const codeOfValue = (fact, { type }, registers) => (type === "status" ? registers.statuses : registers.honours)[fact.value].code;

function toGeometry(sites, row) {
  const shape = sites.shapes.get(row);
  if (!shape) return hasPosition(sites, row) ? { type: "Point", coordinates: lonLat(sites, row) } : null;
  return { type: shape.type, coordinates: nest(shape) };
}

/** The lines of a shape nested as GeoJSON has it; a MultiPolygon says how many rings each of its polygons has. */
function nest({ type, parts, rings }) {
  if (type === "LineString") return parts[0];
  if (type !== "MultiPolygon") return parts;
  let from = 0;
  return rings.map((count) => {
    from += count;
    return parts.slice(from - count, from);
  });
}
