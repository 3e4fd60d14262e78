/**
 * What of places, clusters and names is drawn where: what matters more is placed first and keeps its ground.
 *
 * First the chosen place, then places and clusters, then the names of districts, then the names of places, then those of
 * the basemap. A name that would cover something is moved, else left out.
 */
import { boxAt, contains, createRoom, isFree, overlap, widened } from "../core/boxes.js";
import { gather, inColumns, spreadOut } from "../core/grid.js";
import { isWithin } from "../core/measure.js";
import { messages } from "../core/messages.js";
import { hasPosition, placesOf, pointsIn, rivalsOf, rowAt } from "../core/sites.js";
import { areasOf, withinWords } from "../core/within.js";
import { counterWidth, districtLabels } from "./labels.js";
import { lineHeight, sizeOf, textWidth } from "./letters.js";
import { isNamed } from "./names.js";

/** @import {BasemapName} from "./names.js" */
/** @import {Label} from "./labels.js" */
/** @import {Frame} from "./frame.js" */
/** @typedef {Point & {members: number[], petal?: boolean}} Group places that are drawn as one, each site once; a petal was set out around a spot */
/** @import {Counter} from "./within.js" */
/** @typedef {Point & {text: string, note?: "title" | "words"}} Written a name, or a line of a note */
/** @typedef {{places: number[], spot: L.LatLng}} Spread what is set out around a spot */
/** @typedef {ReturnType<typeof createLayout>} Layout */

const options = {
  mark: 26, // side of a place's box, in pixels
  disc: 38, // side of a cluster's box, in pixels
  nameZoom: 12, // names of places from this zoom on
  clear: 36, // others keep this far from the chosen place, in pixels
  margin: 60, // drawn beyond the edge of the view, in pixels
  beyond: 400, // gathered beyond it, so that no group within the edge depends on what is left out, in pixels
  noteWidth: 260, // of a line of what is said on an area, in pixels
};

/**
 * What is drawn where in the present view, in world pixels, in the order of drawing: names of districts with their counts,
 * counters of what is known to lie in an area, places and clusters, names of places; with the room that all of them take up.
 *
 * @param {Scene} scene what the page shows
 * @param {ReturnType<typeof arrange>} arranged its places
 * @param {Frame} frame in which part of the world
 */
export function layOut(scene, arranged, { covers }) {
  const layout = { ...arranged, taken: arranged.taken.copy(), covers };
  const note = areaNote(layout, scene);
  const { labels, counters } = districtLabels(layout, scene, scene.within);
  counters.push(...zoneCounters(layout, scene));
  return { ...layout, labels, counters, names: [...note, ...placeNames(layout, scene)] };
}

/**
 * A layout in which nothing is yet: `taken` is the room of what was placed.
 *
 * @param {Sites} sites
 * @param {Frame} frame
 */
export function createLayout(sites, { zoom, min, max, covers }) {
  const scale = 2 ** zoom;
  const view = { left: min.x, right: max.x, top: min.y, bottom: max.y };
  return {
    taken: createRoom(view),
    covers,
    zoom,
    view,
    /** @param {Point} point @param {number} [margin] pixels beyond the edge that count as in view */
    inView: ({ x, y }, margin = options.margin) => x > min.x - margin && x < max.x + margin && y > min.y - margin && y < max.y + margin,
    /** @param {number} place */
    project: (place) => ({ index: place, x: sites.x[place] * scale, y: sites.y[place] * scale }),
  };
}

/**
 * Groups in view, in world pixels, and the positions that others claim of the chosen place, with the room that they take
 * up. The chosen place is kept by itself, and so does each that was set out around its spot.
 *
 * @param {Scene} scene
 * @param {Frame} frame
 * @param {Spread | null} spread what is set out around a spot
 */
export function arrange({ atlas: { sites }, result, state }, frame, spread) {
  const layout = createLayout(sites, frame);
  const { inView, project, taken } = layout;
  const out = new Set(spread ? spread.places : []);
  /** @param {number} place */
  const isLoose = (place) => rowAt(sites, place) !== state.place && !out.has(place);
  const isAnyFixed = state.place >= sites.first || spread !== null;
  const near = pointsIn(sites, result, widened(layout.view, options.beyond), 2 ** frame.zoom, isAnyFixed ? isLoose : undefined);
  const groups = grouped(sites, near).filter((group) => inView(group));
  const spot = /** @type {Point} */ (spread && frame.project(spread.spot));
  if (spread) groups.push(...petalsAt(spot, spread.places));
  if (state.place >= sites.first) {
    const own = placesOf(sites, state.place).filter((place) => hasPosition(sites, place) && !out.has(place));
    placeApart(grouped(sites, inColumns(own.map(project))), groups);
  }
  const rivals =
    state.place < sites.first
      ? []
      : rivalsOf(sites, state.place)
          .map(project)
          .filter((rival) => inView(rival));
  taken.take(...groups.map(boxOfGroup), ...rivals.map(({ x, y }) => boxAt(x, y, options.mark, options.mark)));
  if (spread) taken.take(...groups.filter(({ petal }) => petal).flatMap((petal) => boxesOfLeg(spot, petal)));
  return { ...layout, ...nameless(), groups, rivals };
}

/** What a layout has besides places, as long as nothing is named. */
const nameless = () => ({
  labels: /** @type {Label[]} */ ([]),
  counters: /** @type {Counter[]} */ ([]),
  names: /** @type {Written[]} */ ([]),
});

/**
 * Points in groups, in each of which a site is once.
 *
 * @param {Sites} sites
 * @param {import("../core/grid.js").Points} points
 * @returns {Group[]}
 */
const grouped = (sites, points) => gather(points).map((group) => ({ ...group, members: siteOnce(sites, group.members) }));

/**
 * Places set out around a spot.
 *
 * @param {Point} spot
 * @param {number[]} places
 */
const petalsAt = (spot, places) =>
  spreadOut(places.length).map(({ x, y }, i) => ({ members: [places[i]], x: spot.x + x, y: spot.y + y, petal: true }));

/**
 * Of the places of each site the first alone: who is in a group twice is counted once.
 *
 * @param {Sites} sites
 * @param {number[]} places
 */
function siteOnce(sites, places) {
  if (places[places.length - 1] < sites.count) return places; // no part is among them
  const seen = new Set();
  return places.filter((place) => !seen.has(rowAt(sites, place)) && seen.add(rowAt(sites, place)));
}

/**
 * Put the chosen place where it is, each of its parts, and what would cover it aside.
 *
 * @param {Group[]} chosen
 * @param {Group[]} groups
 */
function placeApart(chosen, groups) {
  for (const { x, y } of chosen) for (const group of groups) keepOff(group, x, y, groups);
  groups.push(...chosen);
}

/** @param {Group} group */
function boxOfGroup({ members, x, y }) {
  const side = members.length === 1 ? options.mark : options.disc;
  return boxAt(x, y, side, side);
}

/**
 * What the line takes up that leads from a spot to a place set out around it.
 *
 * @param {Point} spot
 * @param {Point} petal
 */
const boxesOfLeg = (spot, petal) =>
  [0, 1 / 4, 1 / 2, 3 / 4].map((way) => boxAt(spot.x + way * (petal.x - spot.x), spot.y + way * (petal.y - spot.y), 10, 10));

/** Turns by which a group is moved around the chosen place until it covers no other, in radians. */
const TURNS = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6].map((step) => (step * Math.PI) / 6);

/**
 * Move a group that would cover the chosen place aside, just so far that both can be seen and pressed.
 *
 * @param {Group} group
 * @param {number} x
 * @param {number} y
 * @param {Group[]} groups
 */
function keepOff(group, x, y, groups) {
  if (Math.hypot(group.x - x, group.y - y) >= options.clear) return;
  const away = Math.atan2(group.y - y, group.x - x);
  const spots = TURNS.map((turn) => ({ x: x + Math.cos(away + turn) * options.clear, y: y + Math.sin(away + turn) * options.clear }));
  /** @param {Point} spot */
  const stands = (spot) => groups.every((other) => other === group || Math.hypot(other.x - spot.x, other.y - spot.y) >= options.clear);
  Object.assign(group, spots.find(stands) || spots[0]);
}

/**
 * Counters of zones, beside their markers where there is room: what is known to lie in a zone counts in its district, too.
 *
 * @param {Layout & {groups: Group[]}} layout
 * @param {Scene} scene
 */
function zoneCounters({ groups, taken }, { within }) {
  const counters = /** @type {Counter[]} */ ([]);
  for (const { members, x, y } of groups) {
    const [row] = members;
    const inside = (within.get(row) || []).length;
    if (members.length > 1 || inside === 0) continue;
    const width = counterWidth(inside);
    const away = (options.mark + width) / 2;
    const spots = [away, -away].map((dx) => boxAt(x + dx, y, width, lineHeight(sizeOf("small"), 24)));
    const free = spots.find(taken.isFree);
    if (!free) continue;
    taken.take(free);
    counters.push({ row, count: inside, x: (free.left + free.right) / 2, y });
  }
  return counters;
}

/**
 * The chosen place's name on the area in which it is known to lie, with the words that say so; where the area is in view.
 *
 * @param {Layout} layout
 * @param {Scene} scene
 * @returns {Written[]}
 */
export function areaNote({ taken, covers, project, inView, view, zoom }, { map, atlas: { sites }, state }) {
  const areas = areasOf(sites, state.place);
  if (areas.length === 0) return [];
  const size = sizeOf("text");
  const title = broken(sites[state.lang][state.place], size);
  const lines = [...title, ...broken(withinWords(sites, state.place, state.lang, messages(state.lang)), size)];
  const line = lineHeight(size, 20);
  const width = Math.max(...lines.map((text) => textWidth(text, 600, size))) + 8;
  const height = line * lines.length;
  const middle = { x: (view.left + view.right) / 2, y: (view.top + view.bottom) / 2 };
  const { lng, lat } = map.unproject([middle.x, middle.y], zoom);
  const around = areas.some((area) => sites.shapes.has(area) && isWithin([lng, lat], /** @type {Shape} */ (sites.shapes.get(area)).parts));
  const spots = [...areas.map(project), ...(around ? [middle] : [])]
    .filter((point) => inView(point))
    .flatMap(({ x, y }) => [0, 1, -1, 2, -2, 3, -3].map((step) => boxAt(within(x, view, width), y + (step * height) / 2, width, height)))
    .filter((box) => contains(view, box) && isFree(box, covers));
  if (spots.length === 0) return [];
  const box = spots.find(taken.isFree) || leastOver(spots, taken.all);
  taken.take(box);
  const x = (box.left + box.right) / 2;
  return lines.map((text, i) => ({ text, x, y: box.top + (i + 0.5) * line, note: i < title.length ? "title" : "words" }));
}

/**
 * Of several boxes the first that covers fewest others.
 *
 * @param {Box[]} spots
 * @param {Box[]} boxes
 */
function leastOver(spots, boxes) {
  const over = spots.map((spot) => boxes.filter((each) => overlap(spot, each)).length);
  return spots[over.indexOf(Math.min(...over))];
}

/**
 * The middle, nearest to one, of what has a width and is all in view.
 *
 * @param {number} x
 * @param {Box} view
 * @param {number} width
 */
const within = (x, { left, right }, width) => Math.min(Math.max(x, left + width / 2), right - width / 2);

/**
 * A text in lines of about the same length, none too long; Chinese breaks anywhere, other writing between words.
 *
 * @param {string} text
 * @param {number} size
 */
function broken(text, size) {
  const whole = textWidth(text, 600, size);
  const most = whole / Math.ceil(whole / options.noteWidth) + 2 * size;
  const lines = [""];
  for (const piece of text.match(/[\u3000-\uffef]|[^\u3000-\uffef\s]+\s*/g) || [text]) {
    const longer = lines[lines.length - 1] + piece;
    if (longer !== piece && textWidth(longer.trim(), 600, size) > most) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((each) => each.trim());
}

/**
 * Names of places by importance, beside or below their marker, where there is room for all of one. The chosen place's name
 * is shown at every zoom, and under a cover if need be, as do those of places that were set out.
 *
 * @param {Layout & {groups: Group[]}} layout
 * @param {Scene} scene
 */
function placeNames({ groups, taken, covers, view, zoom }, { atlas: { sites }, state }) {
  const singles = groups.filter(({ members }) => members.length === 1);
  /** @param {Group} group */
  const isNamedFar = ({ members, petal }) => petal || rowAt(sites, members[0]) === state.place;
  const named = zoom >= options.nameZoom ? singles : singles.filter(isNamedFar);
  /** @param {Group} group */
  const weight = ({ members: [place] }) => (rowAt(sites, place) === state.place ? Infinity : sites.facts[rowAt(sites, place)]);
  const names = /** @type {Written[]} */ ([]);
  const size = sizeOf("small");
  for (const group of named.slice().sort((a, b) => weight(b) - weight(a) || a.members[0] - b.members[0])) {
    const text = nameOnMap(sites, group.members[0], state);
    const width = textWidth(text, 400, size) + 6;
    const height = lineHeight(size, 17);
    const spots = [
      [group.x + options.mark / 2 + width / 2, group.y],
      [group.x, group.y + (options.mark + height) / 2],
      [group.x - options.mark / 2 - width / 2, group.y],
      [group.x, group.y - (options.mark + height) / 2],
    ]
      .map(([x, y]) => ({ x, y, box: boxAt(x, y, width, height) }))
      .filter(({ box }) => taken.isFree(box));
    const free = spots.find(({ box }) => contains(view, box) && isFree(box, covers)) || (isNamedFar(group) && spots[0]);
    if (!free) continue;
    taken.take(free.box);
    names.push({ text, x: free.x, y: free.y });
  }
  return names;
}

/**
 * The name of a place: that of its site, of a part of the chosen one its own, as the site's is there already.
 *
 * @param {Sites} sites
 * @param {number} place
 * @param {State} state
 */
function nameOnMap(sites, place, { place: chosen, lang }) {
  const row = rowAt(sites, place);
  return place >= sites.count && row === chosen ? sites.further[place - sites.count][lang] : sites[lang][row];
}

/**
 * Of the names that fit, those that cover nothing, each once in a while.
 *
 * @param {BasemapName[]} names
 * @param {Layout & {names: Written[]}} layout what is there already
 */
export function freeNames(names, { taken, covers, names: written }) {
  const free = /** @type {BasemapName[]} */ ([]);
  const others = covers.slice();
  for (const name of names) {
    if (!taken.isFree(name.box) || !isFree(name.box, others) || isNamed(name, written) || isNamed(name, free)) continue;
    others.push(name.box);
    free.push(name);
  }
  return free;
}
