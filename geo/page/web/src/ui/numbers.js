/**
 * Places on paper, where nothing can be pressed: each sign is drawn where it is, with its number in the list beside it.
 * Signs that would cover each other share a tag of numbers ("3, 7–9").
 */
/* global L */
import { boxAt, contains } from "../core/boxes.js";
import { numberRanges } from "../core/format.js";
import { gather, inColumns } from "../core/grid.js";
import { listRows, numbersOf } from "../core/order.js";
import { hasPosition, placesOf, rivalsOf } from "../core/sites.js";
import { districtLabels } from "./labels.js";
import { lineHeight, sizeOf, textWidth } from "./letters.js";
import { edgesOf, framesOnPaper } from "./frame.js";
import { areaNote, createLayout } from "./placement.js";

/** @import {Frame} from "./frame.js" */
/** @typedef {{frame: Frame, numbers: Map<number, number>, enlarged: L.LatLngBounds | null}} PaperMap */
/** @typedef {Point & {index: number}} Sign of a place; a site with several places has several */
/** @typedef {Point & {text: string, from: Point | null}} Tag `from` is where its leader begins, where it needs one */

const SIGN = 20; // side of a sign's box, in pixels
const SHARED = 13; // signs closer than this share a tag, in pixels
/** From the frame of the part that is enlarged to the word beside it, in pixels. */
export const WORD = 6;
const GAP = 2; // between a sign and its tag, in pixels
const RINGS = [0, 14, 28, 44, 62, 82]; // how far from its sign a tag is tried, in pixels

/** In which direction from its sign a tag is tried. */
const TURNS = [0, 1, -1, 2, -2, 3, -3, 4].map((eighth) => (eighth * Math.PI) / 4);

/**
 * The maps of what is filtered: one of all, and where it is crowded one that enlarges the crowd, whose numbers are there
 * alone.
 *
 * @param {Scene} scene
 * @returns {PaperMap[]} `enlarged` is what the next map enlarges
 */
export function mapsOnPaper(scene) {
  const { map, atlas } = scene;
  const numbers = numbersOfPlaces(atlas.sites, listRows(scene));
  const [whole, part] = framesOnPaper(scene);
  if (!part) return [{ frame: whole, numbers, enlarged: null }];
  const { project, view } = createLayout(atlas.sites, part);
  /** @param {boolean} inside */
  const those = (inside) => new Map([...numbers].filter(([place]) => contains(view, boxAround(project(place))) === inside));
  const enlarged = L.latLngBounds(map.unproject(part.min, part.zoom), map.unproject(part.max, part.zoom));
  return [
    { frame: { ...whole, covers: [...whole.covers, ...boxesOfEnlarged(whole, enlarged, scene.say)] }, numbers: those(false), enlarged },
    { frame: part, numbers: those(true), enlarged: null },
  ];
}

/**
 * What the frame of the part that is enlarged takes up, and the word beside it.
 *
 * @param {Frame} frame
 * @param {L.LatLngBounds} enlarged
 * @param {Say} say
 * @returns {Box[]}
 */
function boxesOfEnlarged({ project }, enlarged, say) {
  const [{ x: left, y: top }, { x: right, y: bottom }] = [enlarged.getNorthWest(), enlarged.getSouthEast()].map(project);
  const size = sizeOf("text");
  const word = { left: right, right: right + WORD + textWidth(say("enlarged"), 600, size), top, bottom: top + lineHeight(size, 20) };
  return [...edgesOf({ left, right, top, bottom }), word];
}

/**
 * The numbers of the places that are on the map: each part of a site has that of the site.
 *
 * @param {Sites} sites
 * @param {number[]} listed
 */
const numbersOfPlaces = (sites, listed) =>
  new Map(
    [...numbersOf(sites, listed)].flatMap(([row, number]) =>
      placesOf(sites, row).flatMap((place) => (hasPosition(sites, place) ? [[place, number]] : [])),
    ),
  );

/** @param {Point} sign */
const boxAround = ({ x, y }) => boxAt(x, y, SIGN, SIGN);

/**
 * What is drawn where in a frame, in world pixels: names of districts, signs, tags with their numbers, and
 * the words on the area of the chosen place.
 *
 * @param {Scene} scene
 * @param {Frame} frame
 * @param {Map<number, number>} numbers of the places that are numbered here
 */
export function layOutNumbers(scene, frame, numbers) {
  const layout = createLayout(scene.atlas.sites, frame);
  const { taken, project } = layout;
  const { atlas, state } = scene;
  const signs = [...numbers.keys()].map(project);
  const rivals =
    state.place < atlas.sites.first
      ? []
      : rivalsOf(atlas.sites, state.place)
          .map(project)
          .filter((rival) => layout.inView(rival));
  taken.take(...signs.map(boxAround), ...rivals.map(boxAround), ...layout.covers);
  const note = areaNote(layout, scene);
  const { labels } = districtLabels(layout, scene, null);
  return { labels, signs, rivals, note, tags: tagsOf(layout, signs, numbers) };
}

/**
 * The tags, those of signs in a crowd first: they have the least choice.
 *
 * @param {ReturnType<typeof createLayout>} layout
 * @param {Sign[]} signs
 * @param {Map<number, number>} numbers
 * @returns {Tag[]}
 */
function tagsOf(layout, signs, numbers) {
  const groups = gather(inColumns(signs), { cell: SHARED, reach: SHARED });
  /** @param {Point} group */
  const crowd = ({ x, y }) => signs.filter((sign) => Math.hypot(sign.x - x, sign.y - y) < 4 * SIGN).length;
  return groups
    .map((group) => ({ ...group, text: numberRanges(group.members.map((place) => /** @type {number} */ (numbers.get(place)))) }))
    .sort((a, b) => crowd(b) - crowd(a) || a.members[0] - b.members[0])
    .map((group) => placeTag(layout, group));
}

/**
 * Put a tag beside its signs, else farther off with a line that leads to it.
 *
 * @param {ReturnType<typeof createLayout>} layout
 * @param {Point & {text: string}} group
 * @returns {Tag}
 */
function placeTag({ taken, view }, { x, y, text }) {
  const size = sizeOf("small");
  const [width, height] = [textWidth(text, 700, size) + 4, lineHeight(size, 15)];
  const [across, down] = [(SIGN + width) / 2 + GAP, (SIGN + height) / 2 + GAP];
  const spots = RINGS.flatMap((ring) =>
    TURNS.map((turn) => {
      const middle = { x: x + Math.cos(turn) * (across + ring), y: y + Math.sin(turn) * (down + ring) };
      return { ...middle, ring, box: boxAt(middle.x, middle.y, width, height) };
    }),
  );
  const free = spots.find(({ box }) => contains(view, box) && taken.isFree(box)) || spots[0];
  taken.take(free.box);
  return { x: free.x, y: free.y, text, from: free.ring > 0 ? { x, y } : null };
}
