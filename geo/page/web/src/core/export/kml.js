/**
 * OGC KML 2.2 for globes and route planners: a folder for each layer, a placemark for each subject.
 *
 * Programs read a description as HTML if it looks like it, so none contains a less-than sign: its full-width form
 * does. Names and extended data hold the record's text word for word.
 */
import { MESSAGES } from "../messages.js";
import { recordCells, subjectCells, termOf, written } from "./cells.js";
import { layerCodes } from "./choice.js";
import { collection } from "./collection.js";

// Areas as outlines, so that the basemap stays visible.
const STYLE = '<Style id="outline"><PolyStyle><fill>0</fill></PolyStyle></Style>';

/** The rows as a document; what has no position has no geometry. Takes what `toGeoJson` takes. */
export function toKml(atlas, rows, choice) {
  const content = collection(atlas, rows, choice);
  const record = recordCells(content, atlas.sites);
  const title = text("name", `${MESSAGES.zh.title} ${MESSAGES.en.title}`);
  const described = description(Object.entries(record).map(([name, told]) => `${name}: ${told}`));
  const folders = layerCodes(atlas.sites).map((layer) => folder(atlas, content, layer));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n',
    `<Document>${title}${described}${STYLE}${data(record)}${folders.join("")}\n</Document>\n</kml>\n`,
  ].join("");
}

function folder(atlas, { features, sources }, layer) {
  const members = features.filter(({ properties }) => properties.layer === layer);
  if (members.length === 0) return "";
  const marks = members.map((feature) => placemark(atlas, feature, sources));
  return `\n<Folder>${text("name", both(termOf(atlas.payload.registers.layers, layer)))}${marks.join("")}\n</Folder>`;
}

function placemark(atlas, feature, sources) {
  const { kinds, statuses, bases } = atlas.payload.registers;
  const { name_zh, name_en, kind, status, position_basis, position_note_zh, position_note_en, facts } = feature.properties;
  const stands = [termOf(kinds, kind), termOf(statuses, status), termOf(bases, position_basis)].filter(Boolean);
  const told = facts.map((fact) => factLine(fact, sources, atlas.sites));
  const parts = [
    text("name", `${name_zh} ${name_en}`),
    description([stands.map(both).join(" · "), position_note_zh, position_note_en, ...told].filter(Boolean)),
    "<styleUrl>#outline</styleUrl>",
    data(subjectCells(atlas, feature)),
    feature.geometry && shape(feature.geometry),
  ];
  return `\n<Placemark>${parts.filter(Boolean).join("")}</Placemark>`;
}

/** A fact on one line: what is said, of when, by whom, on which line, and what is to be said of it. */
function factLine(fact, sources, sites) {
  const { scopes, aims, standings } = sites.registers;
  const source = sources.find(({ id }) => id === fact.source);
  const scope = termOf(scopes, fact.scope);
  const named = `${fact.indicator_zh} ${fact.indicator_en}${scope ? ` (${both(scope)})` : ""}`;
  const parts = [
    `${named}: ${fact.value_zh} / ${fact.value_en}`,
    `${fact.when_zh} / ${fact.when_en}`,
    both(termOf(aims, fact.aim)),
    fact.differs ? `≠ ${dispute(fact, sites)}` : "",
    `${source.publisher_zh}: ${source.title_zh}`,
    source.standing !== "primary" && both(termOf(standings, source.standing)),
    fact.locator,
    source.url,
    fact.note_zh,
    fact.note_en,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** That sources disagree; where one of the figures is preferred, why. */
function dispute({ resolution }, { facets, registers }) {
  const [open, resolved] = facets.find(({ key }) => key === "dispute").options;
  return resolution === null ? both(open) : `${both(resolved)}: ${both(termOf(registers.resolution_reasons, resolution))}`;
}

const both = ({ zh, en }) => `${zh} ${en}`;

const description = (lines) => text("description", lines.join("\n").replace(/</g, "＜"));

const data = (cells) =>
  `<ExtendedData>${Object.entries(cells)
    .map(([name, value]) => `<Data name="${name}">${text("value", value)}</Data>`)
    .join("")}</ExtendedData>`;

/** An element that holds a text; a reader of XML would take a bare carriage return for a line feed. */
function text(tag, value) {
  const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };
  return `<${tag}>${written(value).replace(/[&<>\r]/g, (sign) => entities[sign])}</${tag}>`;
}

function shape({ type, coordinates: nested }) {
  if (type.startsWith("Multi")) {
    const parts = nested.map((part) => shape({ type: type.slice("Multi".length), coordinates: part }));
    return `<MultiGeometry>${parts.join("")}</MultiGeometry>`;
  }
  if (type === "Polygon") {
    const [outer, ...inner] = nested.map((ring) => `<LinearRing>${coordinates(ring)}</LinearRing>`);
    const holes = inner.map((ring) => `<innerBoundaryIs>${ring}</innerBoundaryIs>`);
    return `<Polygon><outerBoundaryIs>${outer}</outerBoundaryIs>${holes.join("")}</Polygon>`;
  }
  return `<${type}>${coordinates(type === "Point" ? [nested] : nested)}</${type}>`;
}

const coordinates = (positions) => `<coordinates>${positions.map((position) => position.join(",")).join(" ")}</coordinates>`;
