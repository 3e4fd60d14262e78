/**
 * What a reader proposes: a draft for each thing that is to be otherwise, the changes of a patch that follow from it, and what
 * is wrong with it yet.
 *
 * A draft holds texts, as its form does. Positions are typed in the datum in which they were found, and kept as WGS-84.
 */
import { LONGEST_SAID } from "./constants.js";
import { BD09, GCJ02, WGS84, fromWgs84, toWgs84 } from "./datum.js";
import {
  NOWHERE,
  POINT,
  SHAPE_AREA,
  SHAPE_LINE,
  drawnFault,
  geometryOf,
  piecesOf,
  shapeOf,
  takesLines,
  withCorner,
  withNearest,
} from "./drawing.js";
import {
  FIELDS,
  entriesOf,
  factFaults,
  faultOf,
  faultsOf,
  isClosed,
  isNear,
  isUnlocated,
  newSourceFaults,
  noteFaults,
  readPosition,
  readingFaults,
  rounded,
  textOf,
  tidy,
  unsaidOfReading,
  valueOf,
} from "./forms.js";
import { distance } from "./measure.js";
import { GEOMETRY, addedPlace, addedRow, changed, joined, withdrawn } from "./patch.js";
import { CITY, districtAt } from "./sites.js";

/** @import {FurtherPosition} from "./payload" */
/** @import {Fault, Faults, Held, Texts} from "./forms.js" */
/** @import {Pieces} from "./drawing.js" */
/** @import {Geometry, PatchChange} from "./patch.js" */
/** @import {AddFeature, ChangeFields} from "./patch.types" */
/** @typedef {"figure" | "newFigure" | "position" | "place" | "newPlace" | "addedPlace"} Kind of a place that is added by itself its stage is no part */
/**
 * @typedef {object} Draft what a reader has begun to propose
 * @property {string} key of what it is about: there is one draft of each
 * @property {Kind} kind
 * @property {number} row of the subject, -1 for a place that is not there yet
 * @property {Texts} base what its form held at first
 * @property {Texts} values what it holds now
 * @property {Which} [which] the further position that it is about, where it is not the place's own
 * @property {boolean} done whether the reader has put it among the corrections
 * @property {boolean} [sent] whether a review judges it, whose forms ask nothing of how a source was read
 */
/** @typedef {["parts" | "rival_positions", number]} Which a list of further positions, and the place in it; beyond its end for one that is added */
/** @typedef {{faults: Faults, changes: (sourceId: (row: Texts) => string) => PatchChange[]}} Judged `sourceId` gives the id of a source that is not in the record */

/** What says in a form that a source is described in it. */
export const NEW_SOURCE = "new";

const PART_NAMES = ["name_zh", "name_en"];
const NAMES = [...PART_NAMES, "aliases", "kind", "sector"];
const REASONS = ["inclusion_reason_zh", "inclusion_reason_en"];
/** What the form of a place asks beside its position. */
export const ASKED_OF_PLACE = [...NAMES, ...REASONS];
/** What the form of a position asks beside what is drawn. */
export const OF_POSITION = ["position_basis", "position_uncertainty_m", "position_evidence", "position_note_zh", "position_note_en"];
/** What the place says of the position drawn where it has further ones: its name beside parts, why it is preferred to rivals. */
export const BESIDE = {
  parts: ["position_name_zh", "position_name_en"],
  rival_positions: ["position_reason_zh", "position_reason_en"],
};
/** The fields of a source in a form of something else begin with this. */
const OF_SOURCE = "source_";

/** @param {Atlas} atlas @returns {Held} */
export const heldBy = ({ payload }) => ({ registers: payload.registers, sources: payload.sources, date: payload.record.date });

/**
 * A place as the record has it: files give a site with parts a point for each, of which the first is its own.
 *
 * @param {Atlas} atlas
 * @param {number} row
 * @returns {Feature}
 */
export function featureOf({ featureOf: read }, row) {
  const feature = /** @type {Feature} */ (JSON.parse(read(row)));
  const { geometry } = feature;
  if (geometry?.type !== "MultiPoint") return feature;
  return { ...feature, geometry: { type: "Point", coordinates: /** @type {number[]} */ (geometry.coordinates[0]) } };
}

/** @param {Atlas} atlas @param {number} row @returns {string} the name of its layer */
export const layerNamed = ({ sites }, row) => sites.registers.layers[sites.layer[row]].code;

/**
 * The cells of a fact. Files hold numbers, of which the record's own text may end in a zero.
 *
 * @param {import("./payload").WrittenFact} fact
 * @param {string} subject
 * @returns {Texts}
 */
export function rowOf(fact, subject) {
  const told = /** @type {Record<string, unknown>} */ ({ ...fact, subject });
  const row = Object.fromEntries(Object.keys(FIELDS.facts).map((name) => [name, textOf(told[name])]));
  const printed = fact.value_zh.replace(/,/g, "").match(/-?\d+(\.\d+)?/g) || [];
  const same = typeof fact.value === "number" && printed.find((text) => Number(text) === fact.value);
  return same ? { ...row, value: same } : row;
}

/**
 * @param {Atlas} atlas
 * @param {number} row
 * @param {string} id of a fact of it
 * @returns {Draft}
 */
export function figureDraft(atlas, row, id) {
  const { properties } = featureOf(atlas, row);
  const fact = /** @type {import("./payload").WrittenFact} */ (properties.facts.find((each) => each.id === id));
  return begun(`figure:${id}`, "figure", row, rowOf(fact, atlas.sites.id[row]));
}

/**
 * A figure that the record does not have.
 *
 * @param {Atlas} atlas
 * @param {number} row
 * @param {string} indicator code, empty where the reader is to choose
 * @param {number} number of those begun, which parts them
 */
export const newFigureDraft = (atlas, row, indicator, number) =>
  begun(`newFigure:${number}`, "newFigure", row, { subject: atlas.sites.id[row], indicator, aim: "actual" });

/**
 * @param {Atlas} atlas
 * @param {number} row
 */
export function placeDraft(atlas, row) {
  const { id, properties } = featureOf(atlas, row);
  return begun(`place:${id}`, "place", row, textsOf(properties, ASKED_OF_PLACE));
}

/**
 * @param {Atlas} atlas
 * @param {number} row
 * @param {string} ground datum of the map on which a place without a position is set
 * @param {Which} [which]
 * @returns {Draft}
 */
export function positionDraft(atlas, row, ground, which) {
  const feature = featureOf(atlas, row);
  const texts = which ? furtherTexts(which, feature.properties, ground) : positionTexts(feature, ground);
  return { ...begun(`position:${[feature.id, ...(which || [])]}`, "position", row, texts), which };
}

/**
 * What the form of a further position holds.
 *
 * @param {Which} which
 * @param {object} properties of its place
 * @param {string} ground datum of one that is added
 * @returns {Texts}
 */
export function furtherTexts([list, at], properties, ground) {
  const { districts, point, ...told } = /** @type {any} */ (properties)[list]?.[at] ?? { districts: [] };
  const own = Object.fromEntries(Object.entries(told).map(([name, value]) => [`position_${name}`, value]));
  const place = { geometry: point ? { type: "Point", coordinates: point } : null, properties: { ...own, districts } };
  const names = { ...textsOf(told, PART_NAMES), ...textsOf(properties, BESIDE[list]) };
  return { ...names, ...positionTexts(/** @type {any} */ (place), ground), shape: POINT };
}

/** @param {Which[0]} list @returns {string[]} what the form of one of its entries asks beside the position */
export const furtherAsked = (list) => [...(list === "parts" ? PART_NAMES : []), ...BESIDE[list]];

/** @param {Record<string, unknown>} after what a place would say @returns {Partial<FurtherPosition>} */
const asFurther = ({ [GEOMETRY]: geometry, ...told }) => ({
  ...Object.fromEntries(Object.entries(told).map(([name, value]) => [name.replace("position_", ""), value])),
  ...(geometry ? { point: /** @type {Geometry} */ (geometry).coordinates } : {}),
});

/** @param {Which[0]} list @param {Texts} values @returns {Texts} what a form says of its place beside the list, where it says it */
export const saidBeside = (list, values) =>
  Object.fromEntries(BESIDE[list].filter((name) => name in values).map((name) => [name, values[name]]));

/**
 * Drafts that agree with one: of what a place says beside a list of further positions, which the form of each of them asks for,
 * all say the same.
 *
 * @param {Draft[]} drafts
 * @param {Draft} told
 * @returns {Draft[]}
 */
export const agreeing = (drafts, { row, which, values }) =>
  drafts.map((each) => {
    if (!which || values.wrong || each.row !== row || each.which?.[0] !== which[0]) return each;
    const shared = saidBeside(which[0], values);
    return { ...each, base: { ...each.base, ...shared }, values: { ...each.values, ...shared } };
  });

/**
 * What the form of its position holds of a place.
 *
 * @param {Pick<Feature, "properties" | "geometry">} feature
 * @param {string} ground datum of what has no position yet
 * @returns {Texts}
 */
export function positionTexts({ properties, geometry }, ground) {
  const datum = properties.position_datum || ground;
  const found = /** @type {Position | null} */ (properties.position_found);
  return {
    ...textsOf(properties, OF_POSITION),
    ...shapeTexts(/** @type {Geometry | null} */ (geometry), datum, found),
    district: firstOf(properties.districts),
  };
}

/** @param {unknown} districts as somebody else may have written them @returns {string} the first */
export const firstOf = (districts) => textOf([districts].flat()[0]);

/**
 * A place that the record does not have.
 *
 * @param {number} number of those begun
 * @param {Position | null} position in WGS-84 where the reader has pressed
 * @param {string} ground datum of the map there
 */
export const newPlaceDraft = (number, position, ground) =>
  begun(`newPlace:${number}`, "newPlace", -1, {
    ...shapeTexts(position && { type: "Point", coordinates: position }, ground, null),
    ...{ shape: POINT, position_basis: "", aim: "actual" },
  });

/** @param {string} key @param {Kind} kind @param {number} row @param {Texts} values @returns {Draft} */
const begun = (key, kind, row, values) => ({ key, kind, row, base: values, values, done: false });

/** @param {object} properties @param {string[]} names @returns {Texts} */
const textsOf = (properties, names) =>
  Object.fromEntries(names.map((name) => [name, textOf(/** @type {Record<string, unknown>} */ (properties)[name])]));

/**
 * @param {Geometry | null} geometry
 * @param {string} datum
 * @param {Position | null} found
 * @returns {Texts}
 */
export function shapeTexts(geometry, datum, found) {
  /** @param {Position} position */
  const told = (position) => textOf(rounded(fromWgs84(position, datum)));
  if (geometry === null) return { shape: NOWHERE, at: "", corners: "", datum };
  const [shape, pieces] = [shapeOf(geometry), piecesOf(geometry)];
  if (shape === POINT) return { shape, at: found ? textOf(found) : told(pieces[0][0]), corners: "", datum };
  return { shape, at: "", corners: cornersText(pieces, told), datum };
}

/** An empty line parts the pieces of a shape. */
const cornersText = (/** @type {Pieces} */ pieces, /** @type {(position: Position) => string} */ told) =>
  pieces.map((piece) => piece.map(told).join("\n")).join("\n\n");

/**
 * Set the point or the corners where the reader has pressed or dragged: what is set on a map has the datum of that map.
 *
 * @param {Texts} values
 * @param {Pieces} pieces in WGS-84; the last one is empty where the reader is to draw another
 * @param {string} ground
 * @returns {Texts}
 */
export function placed(values, pieces, ground) {
  /** @param {Position} position */
  const told = (position) => textOf(rounded(fromWgs84(position, ground)));
  const isDrawn = values.shape === SHAPE_AREA || values.shape === SHAPE_LINE;
  return {
    ...values,
    datum: ground,
    typed: "",
    ...(isDrawn ? { corners: cornersText(pieces, told) } : { shape: POINT, at: told(pieces[0][0]) }),
  };
}

/**
 * What a press on the map makes of it: a point is put there, and what the reader draws goes on; what the record has drawn
 * gets a corner where it is nearest.
 *
 * @param {Pick<Draft, "base" | "values">} draft
 * @param {Position} position in WGS-84
 * @returns {Pieces}
 */
export function pressed({ base, values }, position) {
  const { shape } = values;
  const pieces = typedPieces(values);
  if (shape === POINT || pieces.length === 0) return [[position]];
  const isRecords = shape === base.shape && pieces.length <= typedPieces(base).length && pieces.every((piece) => piece.length > 1);
  if (isRecords) return withNearest(shape, pieces, position);
  const last = pieces.length - 1;
  return withCorner(pieces, last, pieces[last].length, position);
}

/**
 * The point, lines or outlines in WGS-84, with those positions that can be read.
 *
 * @param {Texts} values
 * @returns {Pieces} the last one is empty where the reader is to draw another
 */
export function typedPieces({ shape, at = "", corners = "", datum }) {
  const typed = shape === POINT ? [at] : shape === NOWHERE || corners.trim() === "" ? [] : corners.trimStart().split(/\n\s*\n/);
  return typed.map((text) => {
    const piece = entriesOf(text).flatMap((entry) => {
      const position = readPosition(entry);
      return position ? [rounded(toWgs84(position, datum || WGS84))] : [];
    });
    return shape === SHAPE_AREA && isClosed(piece) ? piece.slice(0, -1) : piece;
  });
}

/** @param {Texts} values @returns {Position[]} the point or the corners in WGS-84, those that can be read */
export const positionsOf = (values) => typedPieces(values).flat();

/** @param {Texts} values @returns {Pieces} those that are drawn */
const drawnPieces = (values) => typedPieces(values).filter((piece) => piece.length > 0);

/** @param {Draft} draft @returns {boolean} whether it moves what it is about */
const isMoved = ({ row, values, base }) =>
  row < 0 || ["shape", "at", "corners", "datum"].some((name) => (values[name] || "") !== (base[name] || ""));

/** @param {Draft} draft @returns {boolean} whether nothing has been typed yet */
export const isUntouched = ({ values, base }) => Object.keys(values).every((name) => values[name] === (base[name] ?? ""));

/** @param {Draft} draft @returns {Position | undefined} the point that the record has */
export const formerOf = ({ row, base }) => (row >= 0 && base.shape === POINT ? positionsOf(base)[0] : undefined);

/**
 * How far a point is from where the record has it, in metres; of areas nothing is said.
 *
 * @param {Draft} draft
 */
export function wayOf(draft) {
  const { values } = draft;
  const [position] = values.shape === POINT && !values.wrong ? positionsOf(values) : [];
  const former = formerOf(draft);
  return position && former ? distance(former, position) : null;
}

/**
 * What is wrong with a draft, and its changes where nothing is.
 *
 * @param {Draft} draft
 * @param {Atlas} atlas
 * @returns {Judged}
 */
export function judge(draft, atlas) {
  const judged = JUDGES[draft.kind](draft, atlas);
  const why = faultOf({ longest: LONGEST_SAID }, draft.values.why || "", atlas.payload.registers);
  if (why) return { ...judged, faults: { ...judged.faults, why } };
  if (Object.keys(judged.faults).length === 0 && judged.changes(() => NEW_SOURCE).length === 0)
    return { ...judged, faults: { same: ["faultNothing"] } };
  return judged;
}

/** @type {Record<Kind, (draft: Draft, atlas: Atlas) => Judged>} */
const JUDGES = {
  figure: judgeFigure,
  newFigure: judgeFigure,
  position: judgePosition,
  place: judgePlace,
  newPlace: judgeNewPlace,
  addedPlace: judgeNewPlace,
};

/** @param {Texts} values @returns {{because: string | null, why: string | null}} */
const reasonOf = ({ because = "", why = "" }) => ({ because: because || null, why: tidy(why) || null });

/** @param {Draft} draft @param {Atlas} atlas @returns {Judged} */
function judgeFigure(draft, atlas) {
  const { kind, values, base } = draft;
  if (values.wrong) {
    const told = { reason: values.reason || "", note_zh: values.withdrawn_zh || "", note_en: values.withdrawn_en || "" };
    const notes = { withdrawn_zh: told.note_zh, withdrawn_en: told.note_en };
    const faults = {
      ...faultsOf({ withdrawn_zh: {}, withdrawn_en: {} }, notes, atlas.payload.registers),
      ...noteFaults(notes, "withdrawn"),
      ...(told.reason ? {} : { reason: /** @type {Fault} */ (["faultMissing"]) }),
    };
    const more = { note_zh: tidy(told.note_zh) || null, note_en: tidy(told.note_en) || null };
    return { faults, changes: () => [withdrawn(base.id, told.reason, more)] };
  }
  const { row, faults, source, ofSource } = factOf(draft, atlas);
  const { because, why } = reasonOf(values);
  return {
    faults,
    changes(sourceId) {
      const known = source ? { ...row, source: sourceId(source) } : row;
      if (kind === "newFigure") return [...ofSource(sourceId), addedRow("facts", known, why)];
      const change = changed("facts", base.id, base, known, { because, why });
      return change ? [...ofSource(sourceId), change] : [];
    },
  };
}

/**
 * What a form asks of the reading of the source that it names: what the record does not say, where a fact rests on it newly.
 *
 * @param {Pick<Draft, "values" | "base" | "sent">} draft
 * @param {Atlas} atlas
 */
export function askedOfReading({ values: { source }, base, sent }, { payload }) {
  const cited = payload.sources.find(({ id }) => id === source);
  return cited && !sent && source !== base.source ? unsaidOfReading(cited) : [];
}

/**
 * The fact that a form describes, the source where that is described too, and the changes of the sources. What only a source at
 * hand has is left out for any other.
 *
 * @param {Draft} draft
 * @param {Atlas} atlas
 * @returns {{row: Texts, faults: Faults, source: Texts | null, ofSource: (sourceId: (row: Texts) => string) => PatchChange[]}}
 */
function factOf(draft, atlas) {
  const { values } = draft;
  const held = heldBy(atlas);
  const source = values.source === NEW_SOURCE ? sourceOf(values) : null;
  const sources = source ? [...held.sources, { ...source, id: NEW_SOURCE }] : held.sources;
  const cited = sources.find(({ id }) => id === values.source);
  const row = Object.fromEntries(Object.keys(FIELDS.facts).map((name) => [name, tidy(values[name] || "")]));
  if (cited && cited.standing !== "primary") Object.assign(row, { locator: "", token: "" });
  const said = Object.fromEntries(askedOfReading(draft, atlas).map((name) => [name, toldOfSource(values, name)]));
  const faults = source ? newSourceFaults({ ...source, id: NEW_SOURCE }, held) : readingFaults(said, held);
  const told = Object.entries(faults).map(([name, fault]) => [OF_SOURCE + name, fault]);
  return {
    row,
    faults: { ...factFaults(row, { ...held, sources }), ...Object.fromEntries(told) },
    source,
    ofSource: (sourceId) =>
      source ? [addedRow("sources", { ...source, id: sourceId(source) })] : some(changed("sources", row.source, {}, said)),
  };
}

/** @param {Texts} values @param {string} name @returns {string} what a form says of its source */
const toldOfSource = (values, name) => tidy(values[OF_SOURCE + name] || "");

/**
 * The source that a form describes: who knows its title in one language gives it for both.
 *
 * @param {Texts} values
 * @returns {Texts}
 */
function sourceOf(values) {
  /** @param {string} name */
  const told = (name) => toldOfSource(values, name);
  /** @param {string} name */
  const both = (name) => ({
    [`${name}_zh`]: told(`${name}_zh`) || told(`${name}_en`),
    [`${name}_en`]: told(`${name}_en`) || told(`${name}_zh`),
  });
  return {
    ...both("title"),
    ...both("publisher"),
    published: told("published"),
    type: told("type") || "web-page",
    standing: "second-hand",
    url: told("url"),
    form: told("form"),
    accessed: told("accessed"),
  };
}

/** @param {Draft} draft @param {Atlas} atlas @returns {Judged} */
function judgePlace({ row, values }, atlas) {
  const { id, properties } = featureOf(atlas, row);
  const asked = faultsOf(FIELDS.sites, values, atlas.payload.registers, ASKED_OF_PLACE);
  const faults = { ...noteFaults(values, "inclusion_reason"), ...asked };
  const after = Object.fromEntries(ASKED_OF_PLACE.map((name) => [name, valueOf(FIELDS.sites[name], values[name] || "")]));
  return { faults, changes: () => some(changed(layerNamed(atlas, row), id, plainly(properties), after, reasonOf(values))) };
}

/** @param {Draft} draft @param {Atlas} atlas @returns {Judged} */
function judgePosition(draft, atlas) {
  const { row, values, which } = draft;
  const { id, properties, geometry } = featureOf(atlas, row);
  const before = { ...plainly(properties), [GEOMETRY]: geometry };
  const faults = values.wrong ? removalFaults(values) : positionFaults(draft, atlas);
  if (which && !values.wrong) for (const name of furtherAsked(which[0])) if (!tidy(values[name] || "")) faults[name] ??= ["faultMissing"];
  const after = () => ({
    ...before,
    ...(which
      ? (values.wrong ? withoutFurther : furtherAfter)(draft, which, { ...properties, geometry }, atlas)
      : positionAfter(draft, atlas, properties.districts)),
  });
  return { faults, changes: () => some(changed(layerNamed(atlas, row), id, before, after(), reasonOf(values))) };
}

/**
 * What a place says afterwards of one of its further positions; a part is in the districts of its place.
 *
 * @param {Draft} draft
 * @param {Which} which
 * @param {Feature["properties"]} properties
 * @param {Atlas} atlas
 */
function furtherAfter(draft, [list, at], properties, atlas) {
  const held = properties[list];
  const told = Object.fromEntries(furtherAsked(list).map((name) => [name, valueOf(FIELDS.sites[name], draft.values[name] || "")]));
  const { name_zh, name_en, ...beside } = told;
  const names = list === "parts" ? { name_zh, name_en } : {};
  const entry = /** @type {FurtherPosition} */ ({
    ...held[at],
    ...names,
    ...asFurther(positionAfter(draft, atlas, held[at]?.districts ?? [])),
  });
  const after = at < held.length ? held.map((each, i) => (i === at ? entry : each)) : [...held, entry];
  const districts = list === "parts" ? [...new Set([...properties.districts, ...entry.districts])] : properties.districts;
  return { [list]: after, ...beside, districts };
}

/** @param {Texts} values @returns {Faults} */
const removalFaults = ({ why = "" }) => (tidy(why) ? {} : { why: ["faultMissing"] });

/**
 * What a place says without one of its further positions: of districts not those in which that alone lies. What it says beside
 * a list goes with the last entry, as soon as that is applied.
 *
 * @param {Draft} _
 * @param {Which} which
 * @param {Feature["properties"] & {geometry: any}} place
 * @param {Atlas} atlas
 */
function withoutFurther(_, [list, at], { districts, geometry, ...properties }, { sites }) {
  const after = properties[list].filter((_, i) => i !== at);
  if (list !== "parts") return { [list]: after };
  const others = [...districtsAt(piecesOf(geometry).flat(), [], sites), ...after.flatMap((part) => part.districts)];
  const own = properties[list][at].districts;
  return { [list]: after, districts: districts.filter((code) => others.includes(code) || !own.includes(code)) };
}

/** @param {ChangeFields | null} change */
const some = (change) => (change ? [change] : []);

/** @param {Feature["properties"]} properties @returns {Record<string, unknown>} */
const plainly = (properties) => /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (properties));

/** @param {Draft} draft @param {Atlas} atlas @returns {Faults} */
function positionFaults(draft, { payload: { registers, bounds } }) {
  const { values, base } = draft;
  const { shape, at = "", corners = "" } = values;
  const [list] = draft.which ?? [];
  const faults = {
    ...(list && noteFaults(values, BESIDE[list][0].slice(0, -3))),
    ...faultsOf(FIELDS.sites, values, registers, [...(list ? furtherAsked(list) : []), ...OF_POSITION]),
  };
  const positions = positionsOf(values);
  if (shape === NOWHERE) {
    delete faults.position_uncertainty_m;
    if (values.position_basis !== "city" && !values.district) faults.district = ["faultMissing"];
  } else if (tidy(values.position_uncertainty_m || "") === "") faults.position_uncertainty_m = ["faultMissing"];
  if (values.position_basis && isUnlocated(values.position_basis) !== (shape === NOWHERE)) faults.position_basis = ["faultBasis"];
  if (shape === POINT && positions.length === 0) faults.at = [tidy(at) ? "faultPosition" : "faultMissing"];
  else if (shape === POINT && !isNear(positions[0], bounds)) faults.at = ["faultFar"];
  if (shape === SHAPE_LINE || shape === SHAPE_AREA) {
    const isRead = entriesOf(corners).every(readPosition);
    const fault = isRead ? drawnFault(shape, drawnPieces(values), bounds) : /** @type {Fault} */ (["faultPosition"]);
    if (fault) faults.corners = fault;
  }
  const stays = tidy(values.position_evidence || "") === tidy(base.position_evidence || "");
  if (draft.row >= 0 && isMoved(draft) && stays && !faults.position_evidence) faults.position_evidence = ["faultEvidence"];
  return { ...noteFaults(values, "position_note"), ...faults };
}

/**
 * What a place says of its position afterwards.
 *
 * @param {Draft} draft
 * @param {Atlas} atlas
 * @param {string[]} stated its districts so far, by adcode
 * @returns {Record<string, unknown>}
 */
function positionAfter(draft, { sites }, stated) {
  const { values } = draft;
  const told = Object.fromEntries(OF_POSITION.map((name) => [name, valueOf(FIELDS.sites[name], values[name] || "")]));
  if (values.shape === NOWHERE) {
    const nothing = Object.fromEntries(
      [GEOMETRY, "position_uncertainty_m", "position_datum", "position_found"].map((name) => [name, null]),
    );
    const lies = values.position_basis === "city" ? [] : stated.includes(values.district) ? stated : [values.district];
    return { ...told, ...nothing, districts: lies };
  }
  if (!isMoved(draft)) return told;
  const isFound = values.shape === POINT && (values.typed === "yes" || isShifted(values.datum));
  return {
    ...told,
    [GEOMETRY]: geometryOf(values.shape, drawnPieces(values)),
    position_datum: values.datum,
    position_found: isFound ? readPosition(values.at) : null,
    districts: districtsAt(positionsOf(values), stated, sites),
  };
}

/**
 * The districts in which positions lie: those stated, unless one lies in none of them.
 *
 * @param {Position[]} positions
 * @param {string[]} stated
 * @param {Sites} sites
 */
function districtsAt(positions, stated, sites) {
  const found = [...new Set(positions.map((position) => districtAt(sites, position)))]
    .filter((row) => row !== CITY)
    .map((row) => sites.id[row]);
  const isIn = found.every((adcode) => stated.includes(adcode));
  return found.length === 0 || (isIn && stated.length > 0) ? stated : found;
}

/** @param {Draft} draft @param {Atlas} atlas @returns {Judged} */
function judgeNewPlace(draft, atlas) {
  const { values } = draft;
  const { registers } = atlas.payload;
  const faults = {
    ...noteFaults(values, "inclusion_reason"),
    ...positionFaults(draft, atlas),
    ...faultsOf(FIELDS.sites, values, registers, ASKED_OF_PLACE),
  };
  const layer = layerOfKind(registers, values.kind);
  const status = layer === "projects" && draft.kind === "newPlace" ? statusOf(draft, atlas) : null;
  if (values.shape === SHAPE_LINE && !takesLines(layer)) faults.shape ??= ["faultBasis"];
  // What nothing is said of has to say why it is there.
  if (!status && draft.kind === "newPlace") for (const name of REASONS) if (!tidy(values[name] || "")) faults[name] ??= ["faultMissing"];
  const id = slugOf(values.name_en || "", (taken) => atlas.sites.index.has(taken));
  const properties = () => ({
    ...Object.fromEntries(ASKED_OF_PLACE.map((name) => [name, valueOf(FIELDS.sites[name], values[name] || "")])),
    ...positionAfter(draft, atlas, []),
  });
  return {
    faults: { ...status?.faults, ...faults },
    changes(sourceId) {
      const { [GEOMETRY]: geometry, ...told } = /** @type {Record<string, unknown> & {geometry: Geometry | null}} */ (properties());
      const place = addedPlace(/** @type {AddFeature["to"]} */ (layer), { id, properties: told, geometry }, reasonOf(values).why);
      if (!status) return [place];
      const { row, source, ofSource } = status;
      const fact = { ...row, subject: id, ...(source && { source: sourceId(source) }) };
      return [...ofSource(sourceId), place, addedRow("facts", fact)];
    },
  };
}

/** @param {Draft} draft @param {Atlas} atlas */
function statusOf(draft, atlas) {
  const [{ code }] = atlas.payload.registers.indicators.filter(({ type }) => type === "status");
  return factOf({ ...draft, values: { ...draft.values, subject: "new", indicator: code } }, atlas);
}

/** @param {Registers} registers @param {string} code @returns {string} the layer of a kind, empty where there is no such kind */
export function layerOfKind(registers, code) {
  const kind = registers.kinds.find((each) => each.code === code);
  return kind ? registers.layers[kind.layer].code : "";
}

/**
 * An id of lower-case words joined by hyphens, of a name.
 *
 * @param {string} name
 * @param {(id: string) => boolean} isTaken
 */
export function slugOf(name, isTaken) {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .match(/[a-z0-9]+/g) || ["new", "place"];
  const slug = words.join("-").slice(0, 60).replace(/-$/, "");
  let id = slug;
  for (let number = 2; isTaken(id); number += 1) id = `${slug}-${number}`;
  return id;
}

/**
 * The changes of several drafts in their order, a source that two of them describe once.
 *
 * @param {Draft[]} drafts without faults
 * @param {Atlas} atlas
 * @returns {PatchChange[]}
 */
export function changesOf(drafts, atlas) {
  const known = /** @type {Map<string, string>} */ (new Map());
  const taken = new Set(atlas.payload.sources.map(({ id }) => id));
  /** @param {Texts} row */
  const sourceId = (row) => {
    const told = JSON.stringify(row);
    const id = known.get(told) || slugOf(sourceName(row), (each) => taken.has(each));
    known.set(told, id);
    taken.add(id);
    return id;
  };
  const changes = joined(drafts.flatMap((draft) => judge(draft, atlas).changes(sourceId)));
  const seen = new Set();
  return changes.filter((change) => {
    if (change.do !== "add" || change.to !== "sources") return true;
    const isNew = !seen.has(change.row.id);
    seen.add(change.row.id);
    return isNew;
  });
}

/** @param {Texts} row of a source @returns {string} what its id is made of: where it is, and of when */
function sourceName({ url, published, publisher_en: publisher }) {
  const [, host = ""] = /^https?:\/\/(?:www\.)?([^/:?#]+)/.exec(url) || [];
  return [host || publisher, published.slice(0, 7)].join(" ");
}

/** @param {string} datum @returns {boolean} whether positions in it are displaced */
export const isShifted = (datum) => datum === GCJ02 || datum === BD09;
