/**
 * Names of districts, each clear of all signs: in its own district, else beside it with a line that leads there.
 */
import { boxAt, contains, createRoom, isFree } from "../core/boxes.js";
import { once } from "../core/later.js";
import { CITY, DISTRICTS } from "../core/sites.js";
import { unitLands } from "./lands.js";
import { boxesOfLeader, createRings, endAt, freeGround, keptBeside, landOf, middleOf, spotBeside } from "./leaders.js";
import { apartIn, lineHeight, sizeOf, textWidth } from "./letters.js";

/** @import {Room} from "../core/boxes.js" */
/** @import {Lands} from "./lands.js" */
/** @import {Beside, Leader} from "./leaders.js" */
/** @import {Layout} from "./placement.js" */
/** @import {Counter} from "./within.js" */
/** @typedef {Point & {row: number, text: string, count: number, stacked: boolean, aside: number, leader: Leader | null}} Label name of a district, with the number of its places; `stacked`, which stands below it, so far to the left */
/** @typedef {ReturnType<typeof unitAt>} Unit a district that is to be named */
/** @typedef {ReturnType<typeof labelForms>[number]} Form */
/** @typedef {{form: Form, box: Box, leader: Leader | null}} Spot */
/** @typedef {Layout & {named: Room}} Named a layout with the room of further names of districts and of their leaders, which no other leader crosses */

const TURNS = 4; // orders in which names are set beside their districts, until all have room

/** Where a district's name is tried in turn: in widths of the name to the side, in pixels up or down. */
const NUDGES = [
  [0, 0],
  [0, -26],
  [0, 26],
  [0.5, 0],
  [-0.5, 0],
  [0.5, 24],
  [-0.5, -24],
  [-0.25, 26],
  [0.5, -24],
  [-0.5, 24],
];

/**
 * Names of districts where there is room for all of one. Who has none in its own district waits until the others have
 * theirs, and then takes the ground beside it.
 *
 * @param {Layout} layout
 * @param {Scene} scene
 * @param {Scene["within"] | null} within what a counter beside the name counts; null where names are drawn without counts
 */
export function districtLabels(layout, scene, within) {
  const { first } = scene.atlas.sites;
  const rows = scene.state.hide.includes(DISTRICTS) ? [] : [...Array(first).keys()].slice(1);
  const lands = unitLands(scene, layout.zoom);
  const units = rows.filter((row) => layout.inView(layout.project(row))).map((row) => unitAt(row, layout, scene, within, lands));
  const inside = settle(spotWithin, units, layout, new Map());
  const spots = settleOutside(units, layout, inside);
  layout.taken.take(...[...spots.values()].flatMap(boxesOf));
  return {
    labels: [...spots].map(([unit, spot]) => labelAt(unit, spot)),
    counters: [...spots].filter(([{ inside }]) => inside > 0).map(([unit, spot]) => counterAt(unit, spot)),
  };
}

/**
 * Find spots beside their districts for those that have none inside. Who comes last may find the way barred by the leaders of
 * others, which have other ways to go; then it comes first. Who has no ground, or came first and found none, never finds any.
 *
 * @param {Unit[]} units
 * @param {Layout} layout
 * @param {Map<Unit, Spot>} inside
 */
function settleOutside(units, layout, inside) {
  let order = units.filter((each) => !inside.has(each) && each.ground().length > 0);
  let most = inside;
  for (let turn = 0; turn < TURNS; turn++) {
    const spots = settle(spotOutside, order, layout, inside);
    if (turn === 0 || spots.size > most.size) most = spots;
    const [without, others] = [false, true].map((has) => order.filter((each, i) => spots.has(each) === has && (has || i > 0)));
    if (without.length === 0 || others.length === 0) break;
    order = [...without, ...others];
  }
  for (const unit of most.keys()) {
    const spot = /** @type {Spot} */ (most.get(unit));
    if (spot.leader) unit.kept.set(unit.row, /** @type {Beside} */ (spot));
  }
  return most;
}

/**
 * Find a spot for one unit after the other, each clear of those before it.
 *
 * @param {(layout: Named, unit: Unit) => Spot | undefined} find
 * @param {Unit[]} units
 * @param {Layout} layout
 * @param {Map<Unit, Spot>} before spots that are taken already
 * @returns {Map<Unit, Spot>} with those
 */
function settle(find, units, layout, before) {
  const spots = new Map(before);
  const named = createRoom(layout.view, [...spots.values()].flatMap(boxesOf));
  for (const unit of units) {
    const spot = find({ ...layout, named }, unit);
    if (!spot) continue;
    spots.set(unit, spot);
    named.take(...boxesOf(spot));
  }
  return spots;
}

/** What a name takes up with its leader. @param {Spot} spot */
const boxesOf = ({ box, leader }) => [box, ...boxesOfLeader(leader)];

/**
 * @param {number} row
 * @param {Layout} layout
 * @param {Scene} scene
 * @param {Scene["within"] | null} within
 * @param {Lands} lands
 */
function unitAt(row, layout, scene, within, { extents, districtOf, seen, kept }) {
  const { result, state, atlas } = scene;
  const [{ sites }, { lang }] = [atlas, state];
  const [count, inside] = [result.district[row], ((within && within.get(row)) || []).length];
  const texts = [...new Set([sites[lang][row], shortName(sites[lang][row])])];
  /** @param {Point} point */
  const isOwn = (point) => !sites.shapes.has(row) || districtOf(point) === row;
  /** @param {Point} point */
  const isForeign = (point) => ![CITY, row].includes(districtOf(point));
  const at = layout.project(row);
  const forms = texts.flatMap((text) => (within ? labelForms(lang, text, count, inside) : [nameForm(lang, text)]));
  const land = () => landInView(row, layout.view, seen, () => landOf(extents[row], layout.view, isOwn));
  const ground = once(() => land().filter((point) => layout.taken.isFree(endAt(point)) && isFree(endAt(point), layout.covers)));
  return {
    row,
    count,
    inside,
    at,
    forms,
    kept: kept.get(result) || keepIn(kept, result),
    /** The points of it where a leader may end: those under no sign. */ ground,
    rings: once(() => createRings({ forms, at, isForeign }, ground(), layout)),
    isOwn,
    isForeign,
  };
}

/**
 * What of a district is in view: found once while the view is the same.
 *
 * @param {number} row
 * @param {Box} view
 * @param {Lands["seen"]} seen
 * @param {() => Point[]} find
 */
function landInView(row, view, seen, find) {
  const now = Object.values(view).join();
  const before = seen.get(row);
  if (before && before.view === now) return before.land;
  const land = find();
  seen.set(row, { view: now, land });
  return land;
}

/** @param {Lands["kept"]} kept @param {Result} result */
function keepIn(kept, result) {
  const spots = new Map();
  kept.set(result, spots);
  return spots;
}

/**
 * What a district is called where its whole name has no room: what kind of unit it is goes without saying.
 *
 * @param {string} name
 */
const shortName = (name) => name.replace(/ District$/, "");

/**
 * @param {Named} layout
 * @returns {(box: Box) => boolean} whether all of a box can be seen and covers nothing
 */
const fitIn =
  ({ taken, named, covers, view }) =>
  (box) =>
    contains(view, box) && taken.isFree(box) && named.isFree(box) && isFree(box, covers);

/**
 * A spot at which most of the name lies in the district: near its own, else the nearest to it.
 *
 * @param {Named} layout
 * @param {Unit} unit
 * @returns {Spot | undefined}
 */
function spotWithin(layout, unit) {
  const { forms, at, isOwn } = unit;
  const isFit = fitIn(layout);
  const whole = forms.filter(({ text }) => text === forms[0].text);
  /** @param {{form: Form, box: Box}} spot */
  const isGood = (spot) => isFit(spot.box) && nameAlong(spot).every(isOwn);
  /** @param {Point} point */
  const away = ({ x, y }) => Math.hypot(x - at.x, y - at.y);
  let spot = spotsFor(whole, at, NUDGES).find(isGood);
  const farther = spot ? [] : freeGround(unit, layout).sort((a, b) => away(a) - away(b));
  for (let i = 0; i < farther.length && !spot; i += 1) spot = spotsFor(whole, farther[i], [[0, 0]]).find(isGood);
  return spot && { ...spot, leader: null };
}

/**
 * @param {Named} layout
 * @param {Unit} unit
 * @returns {Spot | undefined}
 */
const spotOutside = (layout, unit) => keptBeside(unit, layout, fitIn(layout)) || spotBeside(unit, layout);

/** @param {{form: Form, box: Box}} spot @returns {Point[]} from near the beginning of the name to near its end */
const nameAlong = ({ form: { name, line }, box: { left, top } }) =>
  [0.2, 0.5, 0.8].map((way) => ({ x: left + name[0] + way * (name[1] - name[0]), y: top + line / 2 }));

/** @param {Unit} unit @param {Spot} spot @returns {Label} */
const labelAt = ({ row, count, inside }, { form, box, leader }) => ({
  row,
  text: form.text,
  count,
  stacked: form.stacked,
  aside: form.stacked && inside > 0 ? counterWidth(inside) / 2 : 0,
  leader,
  x: box.left + form.label,
  y: middleOf(box).y,
});

/** @param {Unit} unit @param {Spot} spot @returns {Counter} */
const counterAt = ({ row, inside }, { form, box }) => ({ row, count: inside, x: box.left + form.counter, y: box.bottom - form.line / 2 });

/**
 * How a district's name can stand with its counts, in pixels: beside them, or above them.
 *
 * @param {Lang} lang
 * @param {string} text
 * @param {number} count of the places in the district
 * @param {number} inside how many a counter beside it counts
 * @returns {{text: string, stacked: boolean, width: number, height: number, line: number, name: [number, number], label: number,
 *   counter: number}[]} `line` is the height of one line, `name` how far the ends of the name, `label` and `counter` how far the
 *   middles of both lie from the left edge
 */
function labelForms(lang, text, count, inside) {
  const line = lineHeight(sizeOf("text"), 24);
  const label = labelWidth(lang, text, count);
  const counter = inside > 0 ? counterWidth(inside) : 0;
  const counts = counterWidth(count);
  const name = label - counts;
  const narrow = Math.max(name, counts + counter);
  return [
    { text, stacked: false, width: label + counter, height: line, line, name: [0, name], label: label / 2, counter: label + counter / 2 },
    {
      text,
      stacked: true,
      width: narrow,
      height: 2 * line,
      line,
      name: [(narrow - name) / 2, (narrow + name) / 2],
      label: narrow / 2,
      counter: (narrow + counts) / 2,
    },
  ];
}

/**
 * The spots that are tried in turn: each form at all nudges before the next.
 *
 * @param {ReturnType<typeof labelForms>} forms
 * @param {Point} at
 * @param {number[][]} nudges
 */
const spotsFor = (forms, at, nudges) =>
  forms.flatMap((form) =>
    nudges.map(([dx, dy]) => ({ form, box: boxAt(at.x + dx * form.width, at.y + (dy * form.height) / 24, form.width, form.height) })),
  );

/**
 * A district's name alone, on paper and in the inset.
 *
 * @param {Lang} lang
 * @param {string} text
 */
function nameForm(lang, text) {
  const line = lineHeight(sizeOf("text"), 24);
  const width = nameWidth(lang, text);
  return {
    text,
    stacked: false,
    width,
    height: line,
    line,
    name: /** @type {[number, number]} */ ([0, width]),
    label: width / 2,
    counter: width,
  };
}

/**
 * The width of a district's name, whose letters are set apart.
 *
 * @param {Lang} lang
 * @param {string} text
 */
const nameWidth = (lang, text) => textWidth(text, 600, sizeOf("text")) + text.length * apartIn(lang) * sizeOf("text");

/** @param {Lang} lang @param {string} text @param {number} count of the places in the district */
const labelWidth = (lang, text, count) => nameWidth(lang, text) + textWidth(String(count), 400, sizeOf("small")) + 20;

/** @param {number} count */
export const counterWidth = (count) => textWidth(String(count), 400, sizeOf("small")) + 16;
