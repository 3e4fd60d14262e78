/**
 * Places that a text names and the record does not have: each is proposed as a reader of the map would propose it.
 */
import { WGS84 } from "../datum.js";
import { isGeometry } from "../drawing.js";
import { FIELDS, textOf } from "../forms.js";
import { judge, newPlaceDraft, placed, shapeTexts } from "../proposal.js";
import { ACCEPTED, changesOf, placeOf } from "./state.js";

/** @import {Pieces} from "../drawing.js" */
/** @import {Draft as Proposal, Judged} from "../proposal.js" */
/** @import {Change, Review} from "./types" */
/** @typedef {Record<string, string>} Texts */

/**
 * The record with the source that the review adds.
 *
 * @param {Atlas} atlas
 * @param {Texts} source
 * @returns {Atlas}
 */
export const withSource = (atlas, source) => ({
  ...atlas,
  payload: Object.create(atlas.payload, { sources: { value: [...atlas.payload.sources.filter(({ id }) => id !== source.id), source] } }),
});

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
 * What is drawn on the map changes of it: this ground is WGS-84, and a point that is pressed was found nowhere else.
 *
 * @param {Proposal} proposal
 * @param {Pieces} pieces
 */
export const placedAt = ({ values }, pieces) => placed(values, pieces, WGS84);

/**
 * @param {Review} review
 * @param {number} at
 * @param {Atlas} atlas with the source
 * @returns {Judged}
 */
export const judgePlace = (review, at, atlas) => judge(proposalOf(review, at), atlas);

/**
 * The changes of a whole review.
 *
 * @param {Review} review
 * @param {Atlas} atlas with the source
 * @returns {Change[]}
 */
export const changesOfReview = (review, atlas) =>
  changesOf(review, (at) => /** @type {Change[]} */ (judgePlace(review, at, atlas).changes(() => "")));

/**
 * The places that a review adds so far, by their ids.
 *
 * @param {Review} review
 * @param {Atlas} atlas with the source
 * @returns {{id: string, zh: string, en: string, name: string}[]} `name` is that of the text
 */
export function addedPlaces(review, atlas) {
  return [...review.items.keys()]
    .filter((at) => review.drafts[at].place && review.decided[at] === ACCEPTED)
    .flatMap((at) =>
      judgePlace(review, at, atlas)
        .changes(() => "")
        .flatMap((change) => ("feature" in change ? [{ feature: change.feature, name: placeOf(review.items[at]) }] : [])),
    )
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
  const [district = ""] = /** @type {string[]} */ (properties.districts || []);
  return { ...texts, ...shape, district, typed: texts.position_found && "yes", why: why || "" };
}
