/**
 * Places that a text names and the record does not have: each is proposed as a reader of the map would propose it.
 */
import { WGS84 } from "../datum.js";
import { isGeometry } from "../drawing.js";
import { FIELDS, textOf } from "../forms.js";
import { firstOf, judge, newPlaceDraft, shapeTexts } from "../proposal.js";
import { ACCEPTED, placeOf } from "./state.js";

/** @import {Draft as Proposal, Judged} from "../proposal.js" */
/** @import {Change, Review} from "./types" */
/** @typedef {Record<string, string>} Texts */

/**
 * The record with further sources.
 *
 * @param {Atlas} atlas
 * @param {Texts[]} sources
 * @returns {Atlas}
 */
export function withSources(atlas, sources) {
  const ids = sources.map(({ id }) => id);
  const known = atlas.payload.sources.filter(({ id }) => !ids.includes(id));
  return { ...atlas, payload: Object.create(atlas.payload, { sources: { value: [...known, ...sources] } }) };
}

/**
 * The sources that a review adds: that of its text, or those of a proposal.
 *
 * @param {Review} review
 * @returns {Texts[]}
 */
export const sourcesOf = ({ drafts, source }) =>
  source ? [source] : drafts.flatMap(({ change }) => (change?.to === "sources" && change.row ? [{ ...NO_SOURCE, ...change.row }] : []));

const NO_SOURCE = Object.fromEntries(Object.keys(FIELDS.sources).map((name) => [name, ""]));

/**
 * What the form of a place holds, and what it held at first.
 *
 * @param {Review} review
 * @param {number} at an item that is a place
 * @returns {Proposal}
 */
export function proposalOf({ items, drafts }, at) {
  const begun = newPlaceDraft(at, null, WGS84);
  const [base, values] = [items[at].draft, drafts[at]].map(({ place }) => ({ ...begun.values, ...place }));
  return { ...begun, base, values };
}

/**
 * @param {Review} review
 * @param {number} at
 * @param {Atlas} atlas with the source
 * @returns {Judged}
 */
export const judgePlace = (review, at, atlas) => judge({ ...proposalOf(review, at), sent: true }, atlas);

/**
 * The places that a review adds so far, by their ids; of a proposal all that it would add.
 *
 * @param {Review} review
 * @param {Atlas} atlas with the source
 * @returns {{id: string, zh: string, en: string, name: string}[]} `name` is that of the text
 */
export function addedPlaces(review, atlas) {
  return review.drafts
    .flatMap(({ place, change }, at) => {
      const isTaken = place && review.decided[at] === ACCEPTED;
      const changes = isTaken ? judgePlace(review, at, atlas).changes(() => "") : [change];
      return changes.flatMap((each) =>
        each && "feature" in each && each.feature ? [{ feature: each.feature, name: placeOf(review.items[at]) }] : [],
      );
    })
    .map(({ feature: { id, properties }, name }) => ({ id, zh: String(properties.name_zh), en: String(properties.name_en), name }));
}

/**
 * What a form holds of a place that a patch adds.
 *
 * @param {Change} change
 * @returns {Texts}
 */
export function textsOfPlace({ feature, why }) {
  const { properties = {}, geometry = null } = feature || {};
  const texts = Object.fromEntries(Object.keys(FIELDS.sites).map((name) => [name, textOf(properties[name])]));
  const datum = texts.position_datum || WGS84;
  const shape = shapeTexts(
    isGeometry(geometry) ? geometry : null,
    datum,
    /** @type {Position | null} */ (properties.position_found || null),
  );
  return { ...texts, ...shape, district: firstOf(properties.districts), typed: texts.position_found && "yes", why: textOf(why) };
}
