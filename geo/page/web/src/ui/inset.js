/**
 * The inset: while the map shows the whole city, its core beside it, enlarged, as in a printed atlas. A press goes there.
 *
 * It is a picture of what the map would show, and one button: what is in it can be reached on the map. It is painted while
 * the browser rests: the map itself is on the screen first.
 */
/* global L */
import { computed, signal } from "@preact/signals-core";
import { boxAround, boxAt, widened } from "../core/boxes.js";
import { gather } from "../core/grid.js";
import { recentlyOf } from "../core/later.js";
import { pointsIn } from "../core/sites.js";
import { effectAtRest } from "./afterwards.js";
import { el, make } from "./dom.js";
import { frameOfCore } from "./frame.js";
import { isPhone } from "./layout.js";
import { districtLabels } from "./labels.js";
import { layerShares, markClasses } from "./markers.js";
import { createSketch } from "./panes.js";
import { withPens } from "./pens.js";
import { createCanvas, paintGround, paintLabel, paintMark } from "./picture.js";
import { createLayout } from "./placement.js";

/** @import {Following} from "./following.js" */
/** @import {Frame} from "./frame.js" */
/** @import {Pens} from "./pens.js" */
/** @import {Label} from "./labels.js" */
/** @import {Group} from "./placement.js" */

const SIZE = { width: 300, height: 360 }; // in pixels
const ZOOM = 10.7;
const CAPTION = { width: 100, height: 26 }; // in the upper left corner, in pixels
const NEARER = 1; // levels of zoom by which the inset is to be nearer than the map
const ROOM = { x: 720, y: 520 }; // a smaller map has none for it, in pixels
const SIGN = 20; // side of a sign's box, in pixels
const SHARED = 22; // signs closer than this are one, in pixels
const SMALL = 0.78; // of a sign on the map
const gathered = /** @type {ReturnType<typeof recentlyOf<Group[]>>} */ (recentlyOf(1)); // what is shown, for who goes back to it
const RING = { radius: 10, width: 3.5 }; // of signs that are one, in pixels

/**
 * @param {Scene} scene what the page shows
 * @param {Following} following
 * @returns {{show: () => void, outlined: () => Box[]}} `show` shows or hides the inset, by what the map shows; `outlined` gives what
 *   it frames there, in world pixels
 */
export function createInset(scene, following) {
  const { map, state } = scene;
  const frame = frameOfCore(scene, SIZE, ZOOM);
  if (frame === null) return { show: () => {}, outlined: () => [] };
  const { x: left, y: top } = frame.min;
  frame.covers.push({ left, top, right: left + CAPTION.width, bottom: top + CAPTION.height });
  const bounds = L.latLngBounds(map.unproject(frame.min, ZOOM), map.unproject(frame.max, ZOOM));
  const shown = signal(false);
  const { canvas, brush } = createCanvas(SIZE.width, SIZE.height);
  const caption = make(el("span"));
  const button = make(el("button.inset", { type: "button", onclick: () => goThere() }));
  button.append(canvas, caption);
  addControl(map, button);
  const renderer = createSketch(map, "extent", 580);
  const extent = L.rectangle(bounds, { renderer, interactive: false, className: "inset-extent" });
  function goThere() {
    following.lookAt(bounds, ZOOM + NEARER);
    map.getContainer().focus({ preventScroll: true });
  }
  const dark = watchScheme();
  // The pens are others where the screen is.
  const pens = computed(() => {
    dark.value;
    return new Map();
  });
  const draw = () => {
    button.removeAttribute("aria-busy");
    if (!shown.value) return;
    const labels = withPens(false, (pens) => paint(brush, pens, scene, frame), "screen", pens.value);
    caption.textContent = scene.say("core");
    button.setAttribute("aria-label", scene.say("coreOf", { names: labels.map(({ text }) => text).join(scene.say("namesApart")) }));
  };
  effectAtRest(draw, () => button.setAttribute("aria-busy", "true"));
  return {
    show() {
      const { x, y } = map.getSize();
      const fits = !isPhone() && x >= ROOM.x && y >= ROOM.y;
      const isFar = map.getZoom() <= ZOOM - NEARER && map.getBounds().contains(bounds);
      const isShown = fits && isFar && state.place < 0 && scene.colouring === null;
      // At once, though other changes wait: whatever is drawn next has to know what the inset covers.
      button.hidden = !isShown;
      if (isShown) extent.addTo(map);
      else extent.remove();
      shown.value = isShown;
    },
    outlined() {
      return button.hidden ? [] : [boxAround([map.project(bounds.getNorthWest()), map.project(bounds.getSouthEast())])];
    },
  };
}

/** @param {L.Map} map @param {HTMLElement} button */
function addControl(map, button) {
  const control = new L.Control({ position: "topright" });
  control.onAdd = () => button;
  control.addTo(map);
  L.DomEvent.disableClickPropagation(button);
}

/** Whether the reader's screen is dark, as a signal. */
function watchScheme() {
  const query = window.matchMedia("(prefers-color-scheme: dark)");
  const dark = signal(query.matches);
  query.addEventListener("change", () => {
    dark.value = query.matches;
  });
  return dark;
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {Frame} frame
 * @returns {Label[]} the names of districts that there was room for
 */
function paint(brush, pens, scene, frame) {
  const { groups, labels } = layOutCore(scene, frame);
  paintGround(brush, pens, scene, frame);
  brush.save();
  brush.translate(-frame.min.x, -frame.min.y);
  for (const label of labels) paintLabel(brush, pens, label, scene.state);
  for (const group of groups) {
    const [place] = group.members;
    if (group.members.length > 1) paintShared(brush, pens, scene.atlas.sites, group);
    else paintMark(brush, pens, markClasses(scene.atlas.sites, place, scene.state), group.x, group.y, SMALL);
  }
  brush.restore();
  return labels;
}

/**
 * What is drawn where in the inset, in world pixels.
 *
 * @param {Scene} scene
 * @param {Frame} frame
 */
function layOutCore(scene, frame) {
  const { sites } = scene.atlas;
  const layout = createLayout(sites, frame);
  const signs = () => pointsIn(sites, scene.result, widened(layout.view, -SIGN / 2), 2 ** frame.zoom);
  const groups = gathered(scene.result, sites.x, () => gather(signs(), { cell: SHARED, reach: SHARED }));
  layout.taken.take(...groups.map(boxOf));
  return { groups, labels: districtLabels(layout, scene, null).labels };
}

/** @param {Point} sign */
const boxOf = ({ x, y }) => boxAt(x, y, SIGN, SIGN);

/**
 * Signs that would cover each other as one: how many, in a ring of their layers.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Sites} sites
 * @param {Group} group
 */
function paintShared(brush, pens, sites, { members, x, y }) {
  brush.beginPath();
  brush.arc(x, y, RING.radius + RING.width / 2, 0, 2 * Math.PI);
  brush.fillStyle = pens.ink("--paper");
  brush.fill();
  brush.lineWidth = RING.width;
  brush.lineCap = "butt";
  brush.setLineDash([]);
  let from = -Math.PI / 2;
  for (const [layer, n] of layerShares(sites, members)) {
    const to = from + (2 * Math.PI * n) / members.length;
    brush.beginPath();
    brush.arc(x, y, RING.radius, from, to);
    brush.strokeStyle = pens.mark(["mark", `layer-${layer.code}`]).pen.fill;
    brush.stroke();
    from = to;
  }
  brush.font = pens.font(600, 13);
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.fillStyle = pens.ink("--ink");
  brush.fillText(String(members.length), x, y + 0.5);
}
