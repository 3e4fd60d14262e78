/**
 * Leaders: lines from a name that has no room in its area to the ground of that area, as in a printed atlas.
 */
/* global L */
import { boxAt, isFree } from "../core/boxes.js";
import { createPane } from "./basemap.js";

/** @import {Label, Spot, Unit} from "./labels.js" */
/** @import {Layout} from "./placement.js" */
/** @typedef {{from: Point, to: Point}} Leader from the edge of a name to the ground that it names */

const ANCHORS = 6; // points of the ground around which a name is tried
const TURNS = 12; // directions that are tried around each
const STEP = 12; // from one try to the next, in pixels
const REACH = 144; // how far off a name may be, in pixels
const LONGEST = 120; // of a leader, in pixels
const SHORT = 30; // so much longer may a leader be for the whole of a name, in pixels
const ACROSS = 40; // and for a name that is not half in, half out, in pixels
const CROSSING = 120; // and for one that crosses nothing, in pixels
const GRAIN = 4; // between the points of the ground that are looked at, in pixels
const MOST = 18; // of them in a row
const CLEAR = 6; // side of the box in which a leader's end is free, in pixels
const WIDE = 6; // side of the boxes that a leader takes up, in pixels

/**
 * The points of an area where a leader may end: in view, under no sign, not at the very edge.
 *
 * @param {Unit} unit
 * @param {Layout} layout
 * @returns {Point[]}
 */
export function groundOf({ extent, isOwn }, { view, boxes, covers }) {
  if (!extent) return [];
  const [left, right] = [Math.max(view.left, extent.left), Math.min(view.right, extent.right)];
  const [top, bottom] = [Math.max(view.top, extent.top), Math.min(view.bottom, extent.bottom)];
  const grain = Math.max(GRAIN, (right - left) / MOST, (bottom - top) / MOST);
  const points = [];
  for (let x = left + grain; x < right; x += grain) {
    for (let y = top + grain; y < bottom; y += grain) {
      const box = boxAt(x, y, CLEAR, CLEAR);
      if (isFree(box, boxes) && isFree(box, covers) && cornersOf(box).every(isOwn)) points.push({ x, y });
    }
  }
  return points;
}

/**
 * A spot for a name outside of all other areas: with a short leader, that crosses nothing if it can be.
 *
 * @param {Unit} unit
 * @param {Point[]} ground
 * @param {(box: Box) => boolean} isFit
 * @param {Box[]} boxes what is there already
 * @returns {Spot | undefined}
 */
export function spotBeside({ forms, at, isOwn, isForeign }, ground, isFit, boxes) {
  if (ground.length === 0) return undefined;
  const anchors = [at, ...ground.filter((_, i) => i % Math.ceil(ground.length / ANCHORS) === 0)];
  const spots = forms
    .flatMap((form) => anchors.flatMap((anchor) => boxesAround(anchor, form)).map((box) => ({ form, box })))
    .filter(({ box }) => isFit(box))
    .map(({ form, box }) => ({ form, box, leader: leaderTo(box, ground) }))
    .map((spot) => ({ ...spot, cost: lengthOf(spot.leader) + (spot.form.text === forms[0].text ? 0 : SHORT) }))
    .filter(({ cost }) => cost <= LONGEST)
    .sort((a, b) => a.cost - b.cost);
  /** @param {Spot} spot what makes it worse than its leader's length tells */
  const faults = ({ box, leader }) =>
    (pointsOf(box).some(isOwn) ? ACROSS : 0) + (boxesOfLeader(leader).every((each) => isFree(each, boxes)) ? 0 : CROSSING);
  let best = /** @type {{spot: Spot, cost: number} | undefined} */ (undefined);
  for (const spot of spots) {
    if (best && best.cost <= spot.cost) break;
    if (pointsOf(spot.box).some(isForeign)) continue;
    const cost = spot.cost + faults(spot);
    if (!best || cost < best.cost) best = { spot, cost };
  }
  return best && best.spot;
}

/**
 * @param {Point} anchor
 * @param {{width: number, height: number}} form
 */
function boxesAround({ x, y }, { width, height }) {
  const boxes = [];
  for (let away = 0; away <= REACH; away += STEP) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const [cos, sin] = [Math.cos((2 * Math.PI * turn) / TURNS), Math.sin((2 * Math.PI * turn) / TURNS)];
      boxes.push(boxAt(x + cos * (width / 2 + away), y + sin * (height / 2 + away), width, height));
    }
  }
  return boxes;
}

/**
 * The shortest leader from a box.
 *
 * @param {Box} box
 * @param {Point[]} ground
 * @returns {Leader}
 */
function leaderTo({ left, right, top, bottom }, ground) {
  let [nearest, least] = [ground[0], Infinity];
  for (const to of ground) {
    const [dx, dy] = [to.x - clamp(to.x, left, right), to.y - clamp(to.y, top, bottom)];
    if (dx * dx + dy * dy < least) [nearest, least] = [to, dx * dx + dy * dy];
  }
  return { from: { x: clamp(nearest.x, left, right), y: clamp(nearest.y, top, bottom) }, to: nearest };
}

/** @param {number} value @param {number} least @param {number} most */
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

/** @param {Leader} leader */
const lengthOf = ({ from, to }) => Math.hypot(to.x - from.x, to.y - from.y);

/**
 * What a leader takes up.
 *
 * @param {Leader | null} leader
 */
export function boxesOfLeader(leader) {
  if (!leader) return [];
  const { from, to } = leader;
  const steps = Math.ceil(lengthOf(leader) / WIDE);
  return [...Array(steps).keys()]
    .map((step) => (step + 1) / steps)
    .map((way) => boxAt(from.x + way * (to.x - from.x), from.y + way * (to.y - from.y), WIDE, WIDE));
}

/** @param {Box} box @returns {Point[]} */
const cornersOf = ({ left, right, top, bottom }) => [left, right].flatMap((x) => [top, bottom].map((y) => ({ x, y })));

/** @param {Box} box @returns {Point[]} on its edges and in its middle */
const pointsOf = ({ left, right, top, bottom }) =>
  [0, 1 / 4, 1 / 2, 3 / 4, 1].flatMap((way) => [top, (top + bottom) / 2, bottom].map((y) => ({ x: left + way * (right - left), y })));

/**
 * @param {L.Map} map
 * @returns {(labels: Label[]) => void} draws the leaders of names
 */
export function createLeaders(map) {
  const renderer = L.svg({ pane: createPane(map, "leaders", 585), padding: 0.5 });
  const lines = L.layerGroup().addTo(map);
  return (labels) => {
    lines.clearLayers();
    for (const { leader } of labels) {
      if (!leader) continue;
      const [from, to] = [leader.from, leader.to].map(({ x, y }) => map.unproject([x, y]));
      for (const className of ["leader-halo", "leader"])
        lines.addLayer(L.polyline([from, to], { renderer, interactive: false, className }));
      lines.addLayer(L.circleMarker(to, { renderer, interactive: false, className: "leader-end", radius: 2.5 }));
    }
  };
}
