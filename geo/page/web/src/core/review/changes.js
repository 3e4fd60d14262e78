/**
 * Changes that somebody proposes, as forms: whoever decides of one may mend it first. What a form does not ask for stays as it
 * was sent.
 */
import { WGS84 } from "../datum.js";
import { isGeometry } from "../drawing.js";
import { whereabouts } from "../facts.js";
import { FIELDS, faultsOf, newSourceFaults, noteFaults, textOf, tidy } from "../forms.js";
import { GEOMETRY, addedPlace, addedRow, changed } from "../patch.js";
import {
  ASKED_OF_PLACE,
  OF_POSITION,
  featureOf,
  figureDraft,
  furtherAsked,
  furtherTexts,
  heldBy,
  judge,
  newFigureDraft,
  newPlaceDraft,
  placeDraft,
  positionDraft,
  positionTexts,
} from "../proposal.js";
import { isRemoval, whichOf } from "./further.js";
import { textsOfPlace } from "./places.js";

/** @import {Faults, Texts} from "../forms.js" */
/** @import {Draft as Proposal, Which} from "../proposal.js" */
/** @import {Change, Draft} from "./types" */
/** @typedef {Proposal & {table?: never}} PlaceForm as a reader of the map would propose it */
/** @typedef {{kind: "row", table: Table, fields: string[], values: Texts}} RowForm columns of a table that no reader of the map proposes */
/** @typedef {"sources" | "resolutions" | "omissions"} Table */

/** What is drawn, and what follows from it. */
const DRAWN = [GEOMETRY, "position_datum", "position_found", "districts"];
const SET_BY = ["shape", "at", "corners", "datum"];

/** @param {Record<string, unknown>} values */
const texts = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));

/** @param {Change} change @returns {Texts} */
const reasonTexts = ({ because, why }) => texts({ because, why });

/**
 * The form of a change as it was sent.
 *
 * @param {Change} change
 * @param {Atlas} atlas with the sources that its patch adds
 * @returns {PlaceForm | RowForm | null} null where there is none: it can only be taken as it is
 */
export function formOf(change, atlas) {
  if (change.do === "add") return addedForm(change, atlas);
  if (change.do !== "change" && change.do !== "withdraw") return null;
  const { do: deed, in: within, to = {} } = change;
  if (within === "sources" || within === "resolutions") {
    const fields = Object.keys(FIELDS[within]).filter((name) => Object.keys(to).includes(name));
    return { kind: "row", table: within, fields, values: { ...texts(to), ...reasonTexts(change) } };
  }
  const id = String(change.id);
  if (deed === "withdraw" || within === "facts") {
    const { fact, row } = whereabouts(id, atlas);
    if (fact !== id || row < 0) return null;
    const { reason, note_zh: zh, note_en: en } = change;
    const told = deed === "withdraw" ? { wrong: "yes", ...texts({ reason, withdrawn_zh: zh, withdrawn_en: en }) } : texts(to);
    return filled(figureDraft(atlas, row, id), { ...told, ...reasonTexts(change) });
  }
  const row = atlas.sites.index.get(id) ?? -1;
  return row < atlas.sites.first ? null : siteForm(change, row, atlas);
}

/** @param {Change} change @param {number} row @param {Atlas} atlas @returns {PlaceForm | null} */
function siteForm(change, row, atlas) {
  const { to } = change;
  const which = whichOf(change);
  if (which) return furtherForm(change, row, which, atlas);
  if (![...DRAWN, ...OF_POSITION].some((name) => name in to)) {
    if (!ASKED_OF_PLACE.some((name) => name in to)) return null;
    return filled(placeDraft(atlas, row), { ...texts(to), ...reasonTexts(change) });
  }
  const feature = featureOf(atlas, row);
  const geometry = GEOMETRY in to ? (isGeometry(to[GEOMETRY]) ? to[GEOMETRY] : null) : feature.geometry;
  const after = { ...feature, geometry, properties: { ...feature.properties, ...to } };
  const typed = after.properties.position_found ? "yes" : "";
  return filled(positionDraft(atlas, row, WGS84), { ...positionTexts(after, WGS84), typed, ...reasonTexts(change) });
}

/** @param {Change} change @param {number} row @param {Which} which @param {Atlas} atlas @returns {PlaceForm | null} */
function furtherForm(change, row, which, atlas) {
  const [list, at] = which;
  const entry = /** @type {any} */ (change.to)[list][at];
  const { properties } = featureOf(atlas, row);
  const now = standsNow(change, which, properties[list]);
  if (now && isRemoval(change, which)) return filled(positionDraft(atlas, row, WGS84, now), { wrong: "yes", ...reasonTexts(change) });
  if (!now || !isGeometry({ type: "Point", coordinates: entry?.point })) return null;
  const told = furtherTexts(which, { ...properties, ...change.to }, WGS84);
  return filled(positionDraft(atlas, row, WGS84, now), { ...told, typed: entry.found ? "yes" : "", ...reasonTexts(change) });
}

/**
 * Where the record has the further position that a change concerns, which may have been made when it had others.
 *
 * @param {Change} change
 * @param {Which} which
 * @param {unknown[]} held
 * @returns {Which | null} beyond the end for one that is added; null where the record has it no more
 */
function standsNow({ from }, [list, at], held) {
  const before = /** @type {any} */ (from)[list];
  if (at >= before.length) return [list, held.length];
  const now = held.findIndex((each) => JSON.stringify(each) === JSON.stringify(before[at]));
  return now < 0 ? null : [list, now];
}

/** @param {Change} change @param {Atlas} atlas @returns {PlaceForm | RowForm} */
function addedForm(change, atlas) {
  const { to, row = {}, feature, why } = change;
  if (feature) return { ...filled(newPlaceDraft(0, null, WGS84), textsOfPlace(change)), kind: "addedPlace" };
  const fields = Object.keys(FIELDS[/** @type {"facts"} */ (to)]);
  const values = { ...Object.fromEntries(fields.map((name) => [name, row[name] || ""])), why: textOf(why) };
  if (to !== "facts") return { kind: "row", table: to, fields, values };
  return filled(newFigureDraft(atlas, atlas.sites.index.get(row.subject) ?? -1, "", 0), values);
}

/** @template {{values: Texts}} Form @param {Form} form @param {Texts} values @returns {Form} */
const filled = (form, values) => ({ ...form, values: { ...form.values, ...values } });

/**
 * What is wrong with a change that was edited, and what it is then.
 *
 * @param {Draft} draft
 * @param {Atlas} atlas with the sources that its patch adds
 * @returns {{faults: Faults, change: Change | null}} the change as it was sent where nothing of it was edited; null where it has faults
 */
export function judgeChange({ change: sent, values }, atlas) {
  const change = /** @type {Change} */ (sent);
  const form = values ? formOf(change, atlas) : null;
  if (!form || !values) return { faults: {}, change };
  const edited = filled(form, values);
  const { faults, made } = edited.kind === "row" ? judgeRow(change, edited, atlas) : judgeProposal(change, form, edited, atlas);
  return { faults, change: Object.keys(faults).length === 0 ? /** @type {Change} */ (made()) : null };
}

/** @param {Change} change @param {RowForm} form @param {Atlas} atlas */
function judgeRow(change, { table, fields, values }, atlas) {
  const held = heldBy(atlas);
  const isNew = change.do === "add";
  const others = { ...held, sources: held.sources.filter(({ id }) => id !== values.id) };
  const faults =
    isNew && table === "sources"
      ? newSourceFaults(values, others)
      : { ...faultsOf(FIELDS[table], values, held.registers, fields), ...(fields.includes("note_zh") && noteFaults(values, "note")) };
  const row = Object.fromEntries(fields.map((name) => [name, tidy(values[name] || "")]));
  const [because, why] = [values.because || null, tidy(values.why || "") || null];
  const made = () =>
    isNew
      ? addedRow(table, row, why)
      : (changed(table, String(change.id), /** @type {Record<string, unknown>} */ (change.from), row, { because, why }) ?? change);
  return { faults, made };
}

/** @param {Change} change @param {PlaceForm | RowForm} form @param {PlaceForm} edited @param {Atlas} atlas */
function judgeProposal(change, form, edited, atlas) {
  const { faults, changes } = judge({ ...edited, sent: true }, atlas);
  const isMoved = SET_BY.some((name) => (edited.values[name] || "") !== (form.values[name] || ""));
  const { which } = edited;
  const isGone = Boolean(form.values.wrong || edited.values.wrong);
  const asked = which
    ? [which[0], ...(isGone ? ["districts"] : furtherAsked(which[0]))]
    : edited.kind === "position"
      ? OF_POSITION
      : ASKED_OF_PLACE;
  const made = () => {
    const made = /** @type {Change} */ (changes(() => "")[0]);
    if (made.do === "withdraw") return { ...made, replacement: change.replacement ?? null };
    if (made.feature) return keepPlace(change, made, isMoved);
    if (which && !isMoved && !isGone) keepEntry(change, made, which[1]);
    return change.do === "change" && edited.kind !== "figure" ? keepFields(change, made, isMoved ? [...asked, ...DRAWN] : asked) : made;
  };
  return { faults, made };
}

/** @param {Record<string, unknown>} values @param {(name: string) => boolean} isTaken */
const some = (values, isTaken) => Object.fromEntries(Object.entries(values).filter(([name]) => isTaken(name)));

/** @param {Change} sent @param {Change} made takes what is drawn from the other @param {number} now where it stands there */
function keepEntry(sent, { to }, now) {
  const [list, at] = /** @type {Which} */ (whichOf(sent));
  const entries = to?.[list];
  const drawn = some(sent.to[list][at], (name) => ["districts", "point", "datum", "found"].includes(name));
  if (Array.isArray(entries)) Object.assign(entries[now], drawn);
}

/**
 * A change of a place with those fields as they were sent that its form does not ask for.
 *
 * @param {Change} sent
 * @param {Change} made
 * @param {string[]} asked
 * @returns {Change | null}
 */
function keepFields(sent, made, asked) {
  const [before, after] = /** @type {const} */ (["from", "to"]).map((name) => ({
    ...some(made[name] || {}, (field) => asked.includes(field)),
    ...some(sent[name] || {}, (field) => !asked.includes(field)),
  }));
  return changed(String(made.in), String(made.id), before, after, { because: made.because, why: made.why });
}

/** @param {Change} sent @param {Change} made @param {boolean} isMoved @returns {Change} */
function keepPlace({ feature: sent }, { to, feature: made, why }, isMoved) {
  const { id, geometry } = /** @type {NonNullable<Change["feature"]>} */ (sent);
  const after = /** @type {NonNullable<Change["feature"]>} */ (made);
  const asked = isMoved ? [...ASKED_OF_PLACE, ...OF_POSITION, ...DRAWN] : [...ASKED_OF_PLACE, ...OF_POSITION];
  const properties = {
    ...some(sent?.properties || {}, (name) => !asked.includes(name)),
    ...some(after.properties, (name) => asked.includes(name)),
  };
  return /** @type {Change} */ (addedPlace(to, { id, properties, geometry: isMoved ? after.geometry : geometry }, why));
}
