/**
 * Leaders: lines from a name that has no room in its area to the ground of that area, as in a printed atlas.
 */
/* global L */
import { boxAround, boxAt, contains, isFree, overlap, widened } from "../core/boxes.js";
import { createSketch } from "./panes.js";

/** @import {Form, Label, Named, Spot, Unit} from "./labels.js" */
/** @import {Layout} from "./placement.js" */
/** @typedef {{from: Point, to: Point}} Leader from the edge of a name to the ground that it names */
/** @typedef {Spot & {leader: Leader, cost: number}} Beside spot beside an area, and what makes it worse than others */

const ANCHORS = 6; // points of the ground around which a name is tried
const TURNS = 12; // directions that are tried around each
const WAYS = [...Array(TURNS).keys()].map((turn) => (2 * Math.PI * turn) / TURNS).map((angle) => [Math.cos(angle), Math.sin(angle)]);
const STEP = 12; // from one try to the next, in pixels
export const REACH = 144; // how far off its area a name may be, in pixels
const LONGEST = 120; // of a leader, in pixels
const SHORT = 30; // so much longer may a leader be for the whole of a name, in pixels
const ACROSS = 40; // and for a name that is not half in, half out, in pixels
const CROSSING = 120; // and for one that crosses nothing, in pixels
const GRAIN = 3; // between the points of the ground that are looked at, at least, in pixels
const MOST = 24; // of them in a row
const CLEAR = 6; // side of the box in which a leader's end is free, in pixels
const WAYS_OUT = [-CLEAR / 2, CLEAR / 2].flatMap((dx) => [-CLEAR / 2, CLEAR / 2].map((dy) => [dx, dy]));
const MARGIN = 4; // between a name that is moved into view and the edge, in pixels
const WIDE = 6; // side of the boxes that a leader takes up, in pixels

/**
 * The points of an area in view, not at its very edge.
 *
 * @param {Box | null} extent what the area takes up
 * @param {Box} view
 * @param {(point: Point) => boolean} isOwn whether a point is in it
 * @returns {Point[]}
 */
export function landOf(extent, view, isOwn) {
  if (!extent) return [];
  const [left, right] = [Math.max(view.left, extent.left), Math.min(view.right, extent.right)];
  const [top, bottom] = [Math.max(view.top, extent.top), Math.min(view.bottom, extent.bottom)];
  const coarse = Math.max(1, (right - left) / MOST / GRAIN, (bottom - top) / MOST / GRAIN);
  const grain = GRAIN * 2 ** Math.ceil(Math.log2(coarse));
  const points = [];
  // The points keep their place in the world when the map moves.
  for (let x = grain * Math.ceil(left / grain); x < right; x += grain) {
    for (let y = grain * Math.ceil(top / grain); y < bottom; y += grain) {
      if (isAround(x, y, isOwn)) points.push({ x, y });
    }
  }
  return points;
}

/**
 * The points of an area where a leader may end: those under no sign.
 *
 * @param {Unit} unit
 * @param {Layout} layout
 */
export const freeGround = ({ land }, { boxes, covers }) =>
  land().filter(({ x, y }) => {
    const box = boxAt(x, y, CLEAR, CLEAR);
    return isFree(box, boxes) && isFree(box, covers);
  });

/**
 * A spot for a name outside of all other areas: with a short leader, that crosses nothing if it can be.
 *
 * Of the many that are tried, most are given up by what costs least to find out.
 *
 * @param {Unit} unit
 * @param {Point[]} ground
 * @param {(box: Box) => boolean} isFit
 * @param {Pick<Named, "boxes" | "named" | "view">} layout what is there already
 * @returns {Beside | undefined}
 */
export function spotBeside({ forms, at, isOwn, isForeign }, ground, isFit, layout) {
  const { view } = layout;
  if (ground.length === 0) return undefined;
  const anchors = [at, ...ground.filter((_, i) => i % Math.ceil(ground.length / ANCHORS) === 0)];
  const around = boxAround(ground);
  let best = /** @type {Beside | undefined} */ (undefined);
  for (const form of forms) {
    const more = form.text === forms[0].text ? 0 : SHORT;
    /** @param {number} length of a leader, or less */
    const isWorse = (length) => length + more > LONGEST || (best !== undefined && length + more >= best.cost);
    for (const box of boxesAround(anchors, form, view)) {
      if (isWorse(gap(box, around)) || isForeign(middleOf(box)) || !isFit(box)) continue;
      const leader = leaderTo(box, ground);
      if (isWorse(lengthOf(leader))) continue;
      const cost = costOf({ form, box, leader }, { forms, isOwn }, layout.boxes, best?.cost);
      if ((!best || cost < best.cost) && !isOver(leader, layout.named) && !touches(box, isForeign)) best = { form, box, leader, cost };
    }
  }
  return best;
}

/**
 * The spot that a name had before the map moved, where it is still as good: the name does not jump, and none is looked for.
 *
 * @param {Unit} unit
 * @param {Named} layout
 * @param {(box: Box) => boolean} isFit
 * @returns {Beside | undefined}
 */
export function keptBeside(unit, { boxes, covers, named, view }, isFit) {
  const spot = unit.kept.get(unit.row);
  if (!spot || !unit.forms.some((form) => isSame(form, spot.form)) || !isFit(spot.box)) return undefined;
  const end = boxAt(spot.leader.to.x, spot.leader.to.y, CLEAR, CLEAR);
  const ends = contains(view, end) && isFree(end, boxes) && isFree(end, covers) && !isOver(spot.leader, named);
  return ends && costOf(spot, unit, boxes) <= spot.cost ? spot : undefined;
}

/** @param {Leader} leader @param {Box[]} boxes */
function isOver(leader, boxes) {
  const around = widened(boxAround([leader.from, leader.to]), WIDE / 2);
  const near = boxes.filter((box) => overlap(box, around));
  return near.length > 0 && !boxesOfLeader(leader).every((each) => isFree(each, near));
}

/** @param {Form} a @param {Form} b */
const isSame = (a, b) => a.text === b.text && a.stacked === b.stacked && a.width === b.width;

/**
 * How long a leader is, and what else makes a spot worse.
 *
 * @param {Spot & {leader: Leader}} spot
 * @param {Pick<Unit, "forms" | "isOwn">} unit
 * @param {Box[]} boxes what is there already
 * @param {number} [most] from which on it does not matter how much it is
 */
function costOf({ form, box, leader }, { forms, isOwn }, boxes, most = Infinity) {
  const least = lengthOf(leader) + (form.text === forms[0].text ? 0 : SHORT);
  const crossing = least + (isOver(leader, boxes) ? CROSSING : 0);
  return crossing + (crossing < most && touches(box, isOwn) ? ACROSS : 0);
}

/** @param {Box} box */
export const middleOf = ({ left, right, top, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

/** @param {Box} a @param {Box} b how far they are apart */
const gap = (a, b) => Math.hypot(Math.max(0, a.left - b.right, b.left - a.right), Math.max(0, a.top - b.bottom, b.top - a.bottom));

/**
 * Boxes around points, the nearest ones first; of those that would reach out of view to the side, what is moved just into it.
 *
 * @param {Point[]} anchors
 * @param {{width: number, height: number}} form
 * @param {Box} view
 */
function boxesAround(anchors, { width, height }, { left, right }) {
  const boxes = [];
  for (let away = 0; away <= REACH; away += STEP) {
    for (const { x, y } of anchors) {
      for (const [cos, sin] of WAYS) {
        const across = clamp(x + cos * (width / 2 + away), left + MARGIN + width / 2, right - MARGIN - width / 2);
        boxes.push(boxAt(across, y + sin * (height / 2 + away), width, height));
      }
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

/** @param {number} x @param {number} y @param {(point: Point) => boolean} isOwn whether the corners of a box around a point are */
const isAround = (x, y, isOwn) => WAYS_OUT.every(([dx, dy]) => isOwn({ x: x + dx, y: y + dy }));

/**
 * Whether a box touches some land: on its edges and in its middle it is looked at.
 *
 * @param {Box} box
 * @param {(point: Point) => boolean} isThere
 */
function touches({ left, right, top, bottom }, isThere) {
  for (const y of [top, (top + bottom) / 2, bottom]) {
    for (const way of [0, 1 / 4, 1 / 2, 3 / 4, 1]) if (isThere({ x: left + way * (right - left), y })) return true;
  }
  return false;
}

/**
 * Lines with an end, of one kind: all halos below all lines, so that none is broken by the halo of another.
 *
 * @param {L.Map} map
 * @param {{kind: string, level: number, radius: number}} style `kind` names the pane and the classes, `level` is where the pane lies, `radius` that of an end
 * @returns {(lines: {from: L.LatLng, to: L.LatLng}[], ends: L.LatLng[]) => void} draws them
 */
export function createLines(map, { kind, level, radius }) {
  const renderer = createSketch(map, `${kind}s`, level);
  const drawn = L.layerGroup().addTo(map);
  return (lines, ends) => {
    drawn.clearLayers();
    for (const className of [`${kind}-halo`, kind])
      for (const { from, to } of lines) drawn.addLayer(L.polyline([from, to], { renderer, interactive: false, className }));
    for (const end of ends) drawn.addLayer(L.circleMarker(end, { renderer, interactive: false, className: `${kind}-end`, radius }));
  };
}

/**
 * @param {L.Map} map
 * @returns {(labels: Label[]) => void} draws the leaders of names
 */
export function createLeaders(map) {
  const draw = createLines(map, { kind: "leader", level: 585, radius: 2.5 });
  /** @param {Point} point */
  const placed = ({ x, y }) => map.unproject([x, y]);
  return (labels) => {
    const lines = labels.flatMap(({ leader }) => (leader ? [{ from: placed(leader.from), to: placed(leader.to) }] : []));
    draw(
      lines,
      lines.map(({ to }) => to),
    );
  };
}
