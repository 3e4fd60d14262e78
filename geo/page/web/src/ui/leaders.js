/**
 * Leaders: lines from a name that has no room in its area to the ground of that area, as in a printed atlas.
 */
/* global L */
import { boxAround, boxAt, contains, isFree } from "../core/boxes.js";
import { createSketch } from "./panes.js";

/** @import {Room} from "../core/boxes.js" */
/** @import {Form, Label, Named, Spot, Unit} from "./labels.js" */
/** @import {Layout} from "./placement.js" */
/** @typedef {{from: Point, to: Point}} Leader from the edge of a name to the ground that it names */
/** @typedef {Spot & {leader: Leader, cost: number}} Beside spot beside an area, and what makes it worse than others */

const ANCHORS = 6; // points of the ground around which a name is tried
const TURNS = 12; // directions that are tried around each
const WAYS = [...Array(TURNS).keys()].map((turn) => (2 * Math.PI * turn) / TURNS).map((angle) => [Math.cos(angle), Math.sin(angle)]);
const STEP = 12; // from one try to the next, in pixels
const REACH = 144; // how far off the points of its area a name may be, in pixels
const LONGEST = 120; // of a leader, in pixels
const SHORT = 30; // so much longer may a leader be for the whole of a name, in pixels
const ACROSS = 40; // and for a name that is not half in, half out, in pixels
const CROSSING = 120; // and for one that crosses no sign, in pixels
const FOREIGN = 120; // and for what lies on no other area, neither name nor leader, in pixels
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

/** What the end of a leader takes up. @param {Point} point */
export const endAt = ({ x, y }) => boxAt(x, y, CLEAR, CLEAR);

/**
 * The points of an area where a leader may end, under no sign and no name.
 *
 * @param {Unit} unit
 * @param {Pick<Named, "named">} layout
 */
export const freeGround = ({ ground }, { named }) => ground().filter((point) => named.isFree(endAt(point)));

/**
 * What gives the boxes so far off points of the ground that cover nothing but other names, with the least that they cost: found
 * once for all the orders in which names are set.
 *
 * @param {{forms: Form[], at: Point, isForeign: (point: Point) => boolean}} unit
 * @param {Point[]} ground
 * @param {Layout} layout
 * @returns {(away: number) => {form: Form, box: Box, least: number}[]}
 */
export function createRings({ forms, at, isForeign }, ground, { taken, covers, view }) {
  const anchors = [at, ...ground.filter((_, i) => i % Math.ceil(ground.length / ANCHORS) === 0)];
  const around = boxAround(ground);
  const rings = /** @type {Map<number, {form: Form, box: Box, least: number}[]>} */ (new Map());
  /** @param {number} away */
  const ringAt = (away) => {
    const ring = [];
    for (const form of forms) {
      for (const box of boxesAround(anchors, form, away, view)) {
        const least = gap(box, around) + moreFor(form, forms);
        if (least > LONGEST || !contains(view, box) || !taken.isFree(box) || !isFree(box, covers)) continue;
        ring.push({ form, box, least: least + (isForeign(middleOf(box)) ? FOREIGN : 0) });
      }
    }
    rings.set(away, ring);
    return ring;
  };
  return (away) => rings.get(away) || ringAt(away);
}

/** How much longer a leader counts for a form of the name. @param {Form} form @param {Form[]} forms */
const moreFor = ({ text }, forms) => (text === forms[0].text ? 0 : SHORT);

/**
 * A spot for a name outside of all other areas, if it can be, with a short leader that crosses nothing.
 *
 * Of the many that are tried, most are given up by what costs least to find out; none is tried that is farther off than the best
 * costs.
 *
 * @param {Unit} unit
 * @param {Named} layout what is there already
 * @returns {Beside | undefined}
 */
export function spotBeside(unit, layout) {
  const { taken, named } = layout;
  const ground = freeGround(unit, layout);
  if (ground.length === 0) return undefined;
  let best = /** @type {Beside | undefined} */ (undefined);
  for (let away = 0; away <= REACH && (!best || best.cost > away); away += STEP) {
    for (const { form, box, least } of unit.rings()(away)) {
      if ((best && least >= best.cost) || !named.isFree(box)) continue;
      const leader = leaderTo(box, ground);
      if (lengthOf(leader) + moreFor(form, unit.forms) > LONGEST) continue;
      const cost = costOf({ form, box, leader }, unit, taken, best?.cost);
      if ((!best || cost < best.cost) && !isOver(leader, named)) best = { form, box, leader, cost };
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
export function keptBeside(unit, layout, isFit) {
  const spot = unit.kept.get(unit.row);
  if (!spot || !unit.forms.some((form) => isSame(form, spot.form)) || !isFit(spot.box)) return undefined;
  const { taken, covers, named, view } = layout;
  const end = endAt(spot.leader.to);
  const ends = contains(view, end) && taken.isFree(end) && isFree(end, covers) && !isOver(spot.leader, named);
  return ends && costOf(spot, unit, taken) <= spot.cost ? spot : undefined;
}

/** @param {Leader} leader @param {Room} room */
const isOver = (leader, room) => !boxesOfLeader(leader).every(room.isFree);

/** @param {Form} a @param {Form} b */
const isSame = (a, b) => a.text === b.text && a.stacked === b.stacked && a.width === b.width;

/**
 * How long a leader is, and what else makes a spot worse.
 *
 * @param {Spot & {leader: Leader}} spot
 * @param {Unit} unit
 * @param {Room} taken what is there already, but for names beside their districts, which no leader crosses
 * @param {number} [most] from which on it does not matter how much it is
 */
function costOf({ form, box, leader }, { forms, isOwn, isForeign }, taken, most = Infinity) {
  let cost = lengthOf(leader) + moreFor(form, forms);
  if (cost < most && isOver(leader, taken)) cost += CROSSING;
  if (cost < most && (touches(box, isForeign) || boxesOfLeader(leader).some((step) => isForeign(middleOf(step))))) cost += FOREIGN;
  if (cost < most && touches(box, isOwn)) cost += ACROSS;
  return cost;
}

/** @param {Box} box */
export const middleOf = ({ left, right, top, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

/** @param {Box} a @param {Box} b how far they are apart */
const gap = (a, b) => Math.hypot(Math.max(0, a.left - b.right, b.left - a.right), Math.max(0, a.top - b.bottom, b.top - a.bottom));

/**
 * Boxes around points; those that would reach out of view to the side are moved just into it.
 *
 * @param {Point[]} anchors
 * @param {{width: number, height: number}} form
 * @param {number} away from the points
 * @param {Box} view
 */
const boxesAround = (anchors, { width, height }, away, { left, right }) =>
  anchors.flatMap(({ x, y }) =>
    WAYS.map(([cos, sin]) => {
      const across = clamp(x + cos * (width / 2 + away), left + MARGIN + width / 2, right - MARGIN - width / 2);
      return boxAt(across, y + sin * (height / 2 + away), width, height);
    }),
  );

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
  let before = "";
  return (lines, ends) => {
    const now = JSON.stringify([lines, ends]);
    if (now === before) return;
    before = now;
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
