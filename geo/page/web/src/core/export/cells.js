/**
 * What a format without lists and objects says of a subject and of the record: one plain value by each name.
 */
import { hasPosition, lonLat } from "../sites.js";
import { filterText } from "./choice.js";

// What neither XML 1.0 nor a table can hold: control characters, halves of surrogate pairs and two code points that are
// no characters. A tab and the ends of lines are allowed.
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu;

/** What a district has beside its facts. */
const UNIT_FIGURES = ["population", "population_as_of", "population_source", "population_note_zh", "population_note_en", "area_km2", "area_source"];
export const UNIT_SOURCES = ["population_source", "area_source"];

/** A subject's names, codes with their Chinese labels, and the point that represents a site (WGS-84). */
export function subjectCells({ sites, payload }, { id, properties }) {
  const { registers, index } = sites;
  const row = index.get(id);
  const [lon, lat] = row >= sites.first && hasPosition(sites, row) ? lonLat(sites, row) : [null, null];
  const figures = UNIT_FIGURES.map((name) => [name, properties[name]]);
  const origins = UNIT_SOURCES.map((name) => [name, (properties[name] || []).map((text) => originOf(text, payload.sources)).join("; ")]);
  return {
    id,
    name_zh: properties.name_zh,
    name_en: properties.name_en,
    aliases: properties.aliases.join("; "),
    ...labelled("layer", properties.layer, registers.layers),
    ...labelled("kind", properties.kind, registers.kinds),
    ...labelled("sector", properties.sector, registers.sectors),
    districts: properties.districts.join(";"),
    districts_zh: properties.districts.map((adcode) => sites.zh[index.get(adcode)]).join("、"),
    parent: properties.parent,
    ...labelled("status", properties.status, registers.statuses),
    ...labelled("position_basis", properties.position_basis, registers.bases),
    position_uncertainty_m: properties.position_uncertainty_m,
    position_datum: properties.position_datum,
    position_note_zh: properties.position_note_zh,
    position_note_en: properties.position_note_en,
    longitude: lon,
    latitude: lat,
    inclusion_reason_zh: properties.inclusion_reason_zh,
    inclusion_reason_en: properties.inclusion_reason_en,
    area_note_zh: properties.area_note_zh,
    area_note_en: properties.area_note_en,
    ...Object.fromEntries([...figures, ...origins]),
  };
}

/** A source of the record by its publisher, title and address; any other text as it is. */
function originOf(text, sources) {
  const source = sources.find(({ id }) => id === text);
  return source ? [source.publisher_zh, source.title_zh, source.url].filter(Boolean).join(" ") : text;
}

/** What identifies a collection: the record's state, the licence and the filter. */
export function recordCells({ record, licence, filter }, sites) {
  const { version, date, digest } = record;
  return {
    record_version: version,
    record_date: date,
    record_digest: digest,
    licence: Object.values(licence).join(" · "),
    filter: filterText(filter, sites),
  };
}

/** The term of a register that has a code; undefined where the code is null. */
export const termOf = (register, wanted) => register.find(({ code }) => code === wanted);

/** A code with its Chinese label; both are empty where there is none. */
export function labelled(name, code, register) {
  const term = termOf(register, code);
  return { [name]: code, [`${name}_zh`]: term ? term.zh : null };
}

/** A plain value as text, nothing as nothing; what cannot be written becomes U+FFFD, the sign for the unknown. */
export const written = (value) => (value === null || value === undefined ? "" : String(value).replace(UNWRITABLE, "\ufffd"));
