/**
 * The map as a picture: what is filtered, framed and drawn on a canvas as it should look on paper, each place with its
 * number in the list.
 *
 * Always on the built-in basemap, whatever the reader looks at: tiles of others may be shown, not passed on.
 */
import { classBounds, colourHead, shades } from "../core/colour.js";
import { opacityOf } from "../core/fading.js";
import { formatMetres } from "../core/format.js";
import { byPlacing, listRows, numbersOf } from "../core/order.js";
import { lonLat } from "../core/sites.js";
import { areasOf, classWords } from "../core/within.js";
import { filterWords, placeWords } from "../core/words.js";
import { COURSES, HATCH, capOf, districtClasses, isChosenUnit, strokesOf } from "./basemap.js";
import { fill, haloed, linesIn, paragraph, stroke } from "./brush.js";
import { sourcesWords } from "./colouring.js";
import { el, make } from "./dom.js";
import { PAPER } from "./frame.js";
import { markClasses, rivalClasses } from "./markers.js";
import { layOutNumbers, mapsOnPaper, WORD } from "./numbers.js";
import { withPens } from "./pens.js";
import { sizeOf } from "./letters.js";
import { paintRelief } from "./relief.js";
import { circlesOf, isLine, shapeClasses } from "./shapes.js";
import { tintClass } from "./tint.js";
import { A_NUMBER, paperEntries } from "./legend.js";
import { NORTH } from "./symbols.js";

/** @import {Pen} from "./brush.js" */
/** @import {Pens} from "./pens.js" */
/** @import {Frame} from "./frame.js" */
/** @import {PaperMap, Tag} from "./numbers.js" */
/** @import {Label} from "./labels.js" */
/** @typedef {(parts: Position[][], closed: boolean) => Path2D} Trace */
/** @typedef {{size?: number, weight?: number, line?: number, ink?: string}} TextStyle */

const SCALE = 2; // pixels of the picture to one of the screen
const EQUATOR_M = 40075016.686; // as Leaflet's projection has it
const TILE = 256; // pixels of the whole world at zoom 0

export const sizes = {
  margin: 24,
  title: 28,
  text: 13,
  line: 20, // from one line of text to the next
  gap: 16, // between entries of a legend
  swatch: 18,
  number: 28, // kept free for the number of a place in the list
  columns: 3, // of the list
  scale: 110, // longest that the scale may be
  sign: 0.78, // of a sign on the screen
  end: 2.5, // radius of the dot at which the leader of a name ends
};

const SLOPES = ["#fff", "#fff", "#a9a59d", "#e4e1da"];

/** Headings of the list, by how exactly it is known where its places are. */
export const PARTS = /** @type {Record<string, string>} */ ({
  placed: "placesListed",
  inDistrict: "listedInDistrict",
  inCity: "listedInCity",
});

const PROBE = {
  side: 16,
  colours: [
    [32, 64, 96],
    [224, 160, 96],
  ],
  near: 8,
}; // near: what a value may be off by

/**
 * @returns {boolean} whether this browser hands out the pixels that were drawn: one that resists fingerprinting gives
 *   noise instead, without a word
 */
export function givesPixels() {
  const { side, colours, near } = PROBE;
  const canvas = /** @type {HTMLCanvasElement} */ (make(el("canvas", { width: side, height: side })));
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  colours.forEach((colour, i) => {
    brush.fillStyle = `rgb(${colour.join()})`;
    brush.fillRect(0, i * (side / colours.length), side, side / colours.length);
  });
  const { data } = brush.getImageData(0, 0, side, side);
  /** @param {number} at */
  const drawn = (at) => [...colours[Math.floor((at / data.length) * colours.length)], 255][at % 4];
  return data.filter((value, at) => Math.abs(value - drawn(at)) > near).length * 10 < data.length;
}

/**
 * The maps alone, with scale and north.
 *
 * @param {Scene} scene what the page shows
 * @returns {HTMLCanvasElement[]} a map of all that is filtered, and one of the part that is enlarged
 */
export const drawMaps = (scene) =>
  withPens(scene.colouring !== null, (pens) =>
    mapsOnPaper(scene).map((part) => {
      const { canvas, brush } = createCanvas(PAPER.width, PAPER.height);
      paintMap(brush, pens, scene, part);
      return canvas;
    }),
  );

/**
 * The map with all that it needs by itself: title, what is filtered, legends, the list, origin and licence.
 *
 * @param {Scene} scene
 */
export const drawPicture = (scene) => {
  const sheet = { head: headWords(scene), foot: [groundWords(scene.say)] };
  return drawSheet(scene, sheet, (brush, pens, top) => paintAtlas(brush, pens, scene, top));
};

/** @typedef {{head: string, foot?: string[]}} SheetWords what is said under the title, and below where a sheet comes from */

/**
 * A sheet as a picture: the title with what is said under it, a body, and where it comes from.
 *
 * @param {Scene} scene
 * @param {SheetWords} words
 * @param {(brush: CanvasRenderingContext2D, pens: Pens, top: number) => number} paintBody paints the body from `top`, and gives where it ends
 */
export function drawSheet(scene, words, paintBody) {
  return withPens(scene.colouring !== null, (pens) => {
    /** @param {CanvasRenderingContext2D} brush */
    const paint = (brush) => paintSheet(brush, pens, scene, words, paintBody);
    const whole = paint(createCanvas(1, 1).brush);
    const { canvas, brush } = createCanvas(PAPER.width + 2 * sizes.margin, whole);
    brush.fillStyle = pens.ink("--paper");
    brush.fillRect(0, 0, canvas.width, canvas.height);
    paint(brush);
    return canvas;
  });
}

/** @param {number} width @param {number} height */
export function createCanvas(width, height) {
  const canvas = /** @type {HTMLCanvasElement} */ (make(el("canvas", { width: width * SCALE, height: height * SCALE })));
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  brush.scale(SCALE, SCALE);
  return { canvas, brush };
}

/**
 * Paint everything from the top; the return value is where it ends.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {SheetWords} words
 * @param {Parameters<typeof drawSheet>[2]} paintBody
 */
function paintSheet(brush, pens, { atlas, say }, { head, foot = [] }, paintBody) {
  const { margin } = sizes;
  /** @param {string} words @param {number} y @param {TextStyle} style */
  const text = (words, y, style) => paintText(brush, pens, words, y, PAPER.width, style);
  let y = text(say("title"), margin, { size: sizes.title, weight: 700, line: 40 });
  y = text(head, y, { size: 14 }) + 8;
  y = paintBody(brush, pens, y) + 8;
  for (const line of [originWords(atlas, say), ...foot]) y = text(line, y, { ink: "--ink-2" });
  return y + margin - 8;
}

/**
 * The maps, the legends and the list.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {number} top
 */
function paintAtlas(brush, pens, scene, top) {
  const { width, height } = PAPER;
  let y = top;
  for (const part of mapsOnPaper(scene)) {
    brush.save();
    brush.translate(sizes.margin, y);
    paintMap(brush, pens, scene, part);
    brush.restore();
    y += height + sizes.gap;
  }
  if (scene.colouring) y = paintColours(brush, pens, /** @type {ColouredScene} */ (scene), y, width) + 8;
  y = paintSamples(brush, pens, scene, y, width) + 8;
  return paintList(brush, pens, scene, y);
}

/**
 * How many places a map on a picture or a printed sheet shows, how far they are known, and what is filtered.
 *
 * @param {Scene} scene
 */
export const headWords = ({ atlas: { sites }, result, state, say }) =>
  [say("places", { count: result.rows.length }), ...classWords(sites, result, say), filterWords(sites, state)].join(" · ");

/**
 * How many places a table has, and what is filtered.
 *
 * @param {Scene} scene
 */
export const countWords = ({ atlas: { sites }, result, state, say }) =>
  [say("places", { count: result.rows.length }), filterWords(sites, state)].join(" · ");

/**
 * Where a picture or a printed sheet comes from, and under which terms it may be used.
 *
 * @param {Atlas} atlas
 * @param {Say} say
 */
export const originWords = ({ payload: { record } }, say) =>
  [say("credit"), say("dataLicence"), `${say("recordOf", { date: record.date })} (${record.digest})`].join(" · ");

/**
 * What a map on a picture or a printed sheet rests on.
 *
 * @param {Say} say
 */
export const groundWords = (say) => [say("builtInBasemap"), say("boundaryNote")].join(" · ");

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {PaperMap} part
 */
function paintMap(brush, pens, scene, { frame, numbers, enlarged }) {
  const { width, height } = PAPER;
  brush.save();
  brush.beginPath();
  brush.rect(0, 0, width, height);
  brush.clip();
  paintGround(brush, pens, scene, frame);
  paintPlaces(brush, pens, scene, frame, numbers);
  if (enlarged) paintEnlarged(brush, pens, scene, frame, enlarged);
  paintScale(brush, pens, scene, frame);
  brush.restore();
  brush.strokeStyle = pens.ink("--edge");
  brush.lineWidth = 1;
  brush.strokeRect(0.5, 0.5, width - 1, height - 1);
}

/**
 * The basemap, with the areas and lines of the places on it.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {Frame} frame
 */
export function paintGround(brush, pens, scene, frame) {
  const { x: width, y: height } = frame.max.subtract(frame.min);
  brush.fillStyle = pens.ink("--outside");
  brush.fillRect(0, 0, width, height);
  /** @param {Position[][]} parts @param {boolean} closed */
  const trace = (parts, closed) => traceOn(frame, parts, closed);
  paintBasemap(brush, pens, trace, scene, frame);
  paintShapes(brush, pens, trace, scene, frame);
}

/**
 * Lines of lon, lat as a path in pixels of a frame.
 *
 * @param {Frame} frame
 * @param {Position[][]} parts
 * @param {boolean} closed
 */
function traceOn({ project, min }, parts, closed) {
  const path = new Path2D();
  for (const part of parts) {
    part.forEach(([lon, lat], i) => {
      const { x, y } = project([lat, lon]).subtract(min);
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    if (closed) path.closePath();
  }
  return path;
}

const traced = /** @type {WeakMap<Frame, {plane: unknown, paths: Map<string | number, any>}>} */ (new WeakMap());

/**
 * What keeps the paths of a frame, since the inset is painted in the same one again and again.
 *
 * @param {Frame} frame
 * @param {L.Map} map
 * @returns {<T>(key: string | number, make: () => T) => T}
 */
function keptOf(frame, map) {
  const plane = map.options.crs;
  const known = traced.get(frame);
  const { paths } = known && known.plane === plane ? known : { paths: new Map() };
  traced.set(frame, { plane, paths });
  return (key, make) => {
    if (!paths.has(key)) paths.set(key, make());
    return paths.get(key);
  };
}

/** @param {CanvasRenderingContext2D} brush @param {Pens} pens @param {Trace} trace @param {Scene} scene @param {Frame} frame */
function paintBasemap(brush, pens, trace, { map, atlas: { sites, payload }, state, colouring }, frame) {
  const once = keptOf(frame, map);
  /** @param {string} kind */
  const draw = (kind) => {
    const strokes = once(kind, () =>
      strokesOf(payload.context, kind).map(({ parts, ...each }) => ({ ...each, path: trace(parts, false) })),
    );
    for (const { classes, fade, path } of strokes) {
      const pen = pens.path(classes);
      const faint = { ...pen, strokeOpacity: pen.strokeOpacity * opacityOf(fade), cap: capOf(fade) };
      stroke(brush, path, fade > 0 ? faint : pen);
    }
  };
  draw("neighbour");
  const shade = colouring && shades(colouring);
  for (let row = 1; row < sites.first && sites.shapes.has(row); row += 1) {
    const path = once(row, () => trace(/** @type {Shape} */ (sites.shapes.get(row)).parts, true));
    const classes = districtClasses(row, state, shade);
    const pen = pens.path(classes.join(" "));
    if (classes.includes("no-figure")) hatch(brush, path, pens, pen);
    else fill(brush, path, pen);
    stroke(brush, path, pen);
  }
  if (!colouring) paintRelief(brush, map, frame, Number(pens.ink("--relief")), payload.relief);
  for (const kind of COURSES) if (kind !== "road" || state.roads) draw(kind);
}

/**
 * The same lines as the pattern on the screen, so that "no figure" looks the same.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Path2D} area
 * @param {Pens} pens
 * @param {Pen} pen
 */
function hatch(brush, area, pens, { fillOpacity }) {
  brush.save();
  brush.clip(area, "evenodd");
  brush.globalAlpha = fillOpacity;
  brush.fillStyle = pens.path("hatch-background").fill;
  brush.fillRect(0, 0, brush.canvas.width, brush.canvas.height);
  brush.fillStyle = pens.path("hatch-line").fill;
  brush.rotate(Math.PI / 4);
  const reach = brush.canvas.width + brush.canvas.height;
  for (let x = -reach; x < reach; x += HATCH.gap) brush.fillRect(x, -reach, HATCH.width, 2 * reach);
  brush.restore();
}

/** @param {CanvasRenderingContext2D} brush @param {Pens} pens @param {Trace} trace @param {Scene} scene @param {Frame} frame */
function paintShapes(brush, pens, trace, { atlas: { sites }, result, state }, frame) {
  for (const [row, shape] of sites.shapes) {
    if (row < sites.first || (result.shown[row] === 0 && row !== state.place)) continue;
    const path = trace(shape.parts, !isLine(shape));
    for (const name of shapeClasses(sites, row)) {
      const pen = pens.path(row === state.place ? `${name} chosen` : name);
      if (!isLine(shape)) fill(brush, path, pen);
      stroke(brush, path, pen);
    }
  }
  for (const each of circlesOf(sites, result.shown, state.place)) paintCircle(brush, pens, frame, sites, each);
  const className = tintClass(sites, state.place);
  const tint = pens.path(className);
  for (const area of areasOf(sites, state.place)) {
    const shape = sites.shapes.get(area);
    if (shape) {
      fill(brush, trace(shape.parts, true), tint);
      stroke(brush, trace(shape.parts, true), tint);
    } else if (area >= sites.first) paintCircle(brush, pens, frame, sites, { place: area, className });
  }
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Frame} frame
 * @param {Sites} sites
 * @param {{place: number, className: string}} circle
 */
function paintCircle(brush, pens, frame, sites, { place, className }) {
  const [lon, lat] = lonLat(sites, place);
  const { x, y } = frame.project([lat, lon]).subtract(frame.min);
  const path = new Path2D();
  path.arc(x, y, sites.uncertainty[place] / metresPerPixel(frame, lat), 0, 2 * Math.PI);
  const pen = pens.path(className);
  fill(brush, path, pen);
  stroke(brush, path, pen);
}

/**
 * How many metres of the ground a pixel is.
 *
 * @param {Frame} frame
 * @param {number} lat in degrees
 */
const metresPerPixel = ({ zoom }, lat) => (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (TILE * 2 ** zoom);

/**
 * Names of districts, and the places with their numbers.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {Frame} frame
 * @param {Map<number, number>} numbers
 */
function paintPlaces(brush, pens, scene, frame, numbers) {
  const { state, atlas } = scene;
  const { labels, signs, rivals, note, tags } = layOutNumbers(scene, frame, numbers);
  brush.save();
  brush.translate(-frame.min.x, -frame.min.y);
  for (const label of labels) paintLabel(brush, pens, label, state);
  for (const tag of tags) if (tag.from) paintLeader(brush, pens, tag.from, tag);
  for (const { index, x, y } of signs) paintMark(brush, pens, markClasses(atlas.sites, index, state), x, y, sizes.sign);
  for (const { index, x, y } of rivals) paintMark(brush, pens, rivalClasses(atlas.sites, index), x, y, sizes.sign);
  brush.font = pens.font(700, sizes.text);
  brush.textAlign = "center";
  for (const { text, x, y } of tags) haloed(brush, text, x, y, pens.ink("--ink"), pens.ink("--halo"));
  brush.font = pens.font(600, sizeOf("text"));
  for (const { text, x, y, note: part } of note)
    haloed(brush, text, x, y, pens.ink(part === "title" ? "--accent" : "--ink"), pens.ink("--halo"));
  brush.restore();
}

/**
 * The line from a sign, or from an area, to a tag or a name for which there was no room there.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Point} from
 * @param {Point} to
 */
function paintLeader(brush, pens, from, to) {
  const path = new Path2D();
  path.moveTo(from.x, from.y);
  path.lineTo(to.x, to.y);
  stroke(brush, path, { stroke: pens.ink("--ink-2"), strokeOpacity: 0.8, lineWidth: 0.8, dash: [], cap: "butt" });
}

/**
 * What part of a map the next one enlarges.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {Frame} frame
 * @param {L.LatLngBounds} enlarged
 */
function paintEnlarged(brush, pens, { say }, { project, min }, enlarged) {
  const from = project(enlarged.getNorthWest()).subtract(min);
  const { x: width, y: height } = project(enlarged.getSouthEast()).subtract(min).subtract(from);
  const path = new Path2D();
  path.rect(from.x, from.y, width, height);
  stroke(brush, path, { stroke: pens.ink("--ink-2"), strokeOpacity: 1, lineWidth: 1.5, dash: [], cap: "butt" });
  brush.font = pens.font(600, sizes.text);
  brush.textAlign = "left";
  haloed(brush, say("enlarged"), from.x + width + WORD, from.y + sizes.text / 2, pens.ink("--ink"), pens.ink("--halo"));
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Label} label
 * @param {State} state
 */
export function paintLabel(brush, pens, { row, text, x, y, leader }, state) {
  if (leader) {
    paintLeader(brush, pens, leader.to, leader.from);
    const end = new Path2D();
    end.arc(leader.to.x, leader.to.y, sizes.end, 0, 2 * Math.PI);
    fill(brush, end, { fill: pens.ink("--ink-2"), fillOpacity: 1 });
  }
  const { font, spacing, ink, halo } = pens.label(isChosenUnit(row, state), state.lang);
  brush.font = font;
  brush.textAlign = "left";
  const letters = [...text];
  const widths = letters.map((letter) => brush.measureText(letter).width + spacing);
  let at = x - widths.reduce((sum, each) => sum + each, 0) / 2;
  letters.forEach((letter, i) => {
    haloed(brush, letter, at, y, ink, halo);
    at += widths[i];
  });
}

/**
 * A marker: its outline first, as on the screen, where the colour lies above the halo.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {string[]} classes
 * @param {number} x
 * @param {number} y
 * @param {number} size of one on the screen
 */
export function paintMark(brush, pens, classes, x, y, size) {
  const { pen, scale, shape, outlineFirst } = pens.mark(classes);
  brush.save();
  brush.translate(x, y);
  brush.scale(scale * size, scale * size);
  const path = new Path2D(shape);
  if (outlineFirst) stroke(brush, path, pen);
  fill(brush, path, pen);
  if (!outlineFirst) stroke(brush, path, pen);
  brush.restore();
}

/**
 * Scale and north, as in the corner of the screen.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {Frame} frame
 */
function paintScale(brush, pens, { map, state, say }, frame) {
  const { lat } = map.unproject(frame.min.add(frame.max).divideBy(2), frame.zoom);
  const perPixel = metresPerPixel(frame, lat);
  const metres = roundBelow(sizes.scale * perPixel);
  const [left, bottom, width] = [12, PAPER.height - 14, metres / perPixel];
  brush.fillStyle = pens.ink("--outside");
  brush.globalAlpha = 0.9;
  brush.fillRect(left - 4, bottom - 24, width + 40, 32);
  brush.globalAlpha = 1;
  brush.strokeStyle = brush.fillStyle = pens.ink("--ink-2");
  brush.lineWidth = 2;
  brush.setLineDash([]);
  brush.lineCap = "butt";
  brush.beginPath();
  brush.moveTo(left + 1, bottom - 8);
  brush.lineTo(left + 1, bottom);
  brush.lineTo(left + width - 1, bottom);
  brush.lineTo(left + width - 1, bottom - 8);
  brush.stroke();
  brush.font = pens.font(400, sizes.text);
  brush.textAlign = "left";
  brush.textBaseline = "alphabetic";
  brush.fillText(formatMetres(metres, state.lang), left + 6, bottom - 6);
  brush.save();
  brush.translate(left + width + 14, bottom - 9);
  brush.fill(new Path2D(NORTH));
  brush.restore();
  brush.fillText(say("north"), left + width + 22, bottom - 4);
}

/**
 * The greatest of 1, 2, 3, 5, 10, 20 ... that is not above a number.
 *
 * @param {number} number
 */
function roundBelow(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  return power * /** @type {number} */ ([5, 3, 2, 1].find((digit) => digit * power <= number));
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {ColouredScene} scene
 * @param {number} y
 * @param {number} width
 */
function paintColours(brush, pens, { atlas, colouring, state: { lang }, say }, y, width) {
  const head = [colouring.name[lang], colourHead(colouring, atlas.sites, lang)].join(" · ");
  const below = paintText(brush, pens, head, y, width, { weight: 600 });
  const entries = colouring.classes.map((each) => ({
    text: `${classBounds(each, colouring.unit, lang)}${each.members.some(({ differs }) => differs) ? " ≠" : ""} ${say("times", { count: each.members.length })}`,
    /** @param {number} x @param {number} middle */
    paint: (x, middle) => paintSwatch(brush, pens, `shade-${each.shade}`, x, middle),
  }));
  if (colouring.without.length > 0) {
    entries.push({
      text: `${say("noFigure")} ${say("times", { count: colouring.without.length })}`,
      /** @param {number} x @param {number} middle */
      paint: (x, middle) => paintSwatch(brush, pens, "no-figure", x, middle),
    });
  }
  const end = paintEntries(brush, pens, entries, below, width);
  return paintText(brush, pens, sourcesWords(colouring, atlas.payload.sources, lang, say), end, width, { ink: "--ink-2" });
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {string} name
 * @param {number} x
 * @param {number} middle
 */
function paintSwatch(brush, pens, name, x, middle) {
  const path = new Path2D();
  path.rect(x, middle - 6, sizes.swatch, 12);
  const pen = pens.path(`basemap-district ${name}`);
  if (name === "no-figure") hatch(brush, path, pens, pen);
  else fill(brush, path, pen);
  stroke(brush, path, { ...pen, dash: [], lineWidth: 1 });
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {number} y
 * @param {number} width
 */
function paintSamples(brush, pens, { atlas, state, say }, y, width) {
  const entries = paperEntries(atlas, state.lang, say).map((entry) => ({
    text: entry.text,
    /** @param {number} x @param {number} middle */
    paint: (x, middle) => paintSample(brush, pens, entry, x + sizes.swatch / 2, middle),
  }));
  return paintEntries(brush, pens, entries, y, width);
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Entry} entry
 * @param {number} x
 * @param {number} y
 */
function paintSample(brush, pens, /** @type {Entry} */ { sample, layer = "", strokes = [] }, x, y) {
  if (sample === "line") paintStrokes(brush, pens, strokes, x, y);
  else if (sample === "relief") paintSlopes(brush, x, y);
  else if (sample === "number") paintNumber(brush, pens, x, y);
  else paintMark(brush, pens, ["mark", ...`layer-${layer}`.split(" "), sample], x, y, 0.72);
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {string[]} strokes
 * @param {number} x
 * @param {number} y
 */
function paintStrokes(brush, pens, strokes, x, y) {
  const path = new Path2D();
  path.moveTo(x - 9, y);
  path.lineTo(x + 9, y);
  for (const classes of strokes) stroke(brush, path, pens.path(classes));
}

/**
 * A lit slope and one in the shade.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {number} x
 * @param {number} y
 */
function paintSlopes(brush, x, y) {
  const slopes = brush.createLinearGradient(x - 9, y - 6, x + 9, y + 6);
  SLOPES.forEach((colour, i) => slopes.addColorStop(i / (SLOPES.length - 1), colour));
  brush.fillStyle = slopes;
  brush.fillRect(x - 9, y - 6, 18, 12);
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {number} x
 * @param {number} y
 */
function paintNumber(brush, pens, x, y) {
  brush.font = pens.font(700, sizes.text);
  brush.textAlign = "center";
  brush.fillStyle = pens.ink("--ink");
  brush.fillText(A_NUMBER, x, y + 0.5);
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {string} text
 * @param {number} top
 * @param {number} width
 * @param {TextStyle} [style]
 */
function paintText(brush, pens, text, top, width, { size = sizes.text, weight = 400, line = sizes.line, ink = "--ink" } = {}) {
  return paragraph(brush, text, { x: sizes.margin, top, width, line, font: pens.font(weight, size), ink: pens.ink(ink) });
}

/**
 * Entries of a legend beside each other, in as many lines as they take.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {{text: string, paint: (x: number, middle: number) => void}[]} entries
 * @param {number} top
 * @param {number} width
 */
function paintEntries(brush, pens, entries, top, width) {
  let x = sizes.margin;
  let y = top;
  for (const { text, paint } of entries) {
    brush.font = pens.font(400, sizes.text);
    const wide = sizes.swatch + 8 + brush.measureText(text).width;
    if (x > sizes.margin && x + wide > sizes.margin + width) {
      x = sizes.margin;
      y += sizes.line;
    }
    brush.textAlign = "left";
    brush.textBaseline = "middle";
    brush.fillStyle = pens.ink("--ink");
    brush.fillText(text, x + sizes.swatch + 8, y + sizes.line / 2);
    paint(x, y + sizes.line / 2);
    x += wide + sizes.gap;
  }
  return y + sizes.line;
}

/**
 * The names of the places: those on the map with their numbers, then those of which only the district is known, or not
 * even that.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {number} top
 */
function paintList(brush, pens, scene, top) {
  const { sites } = scene.atlas;
  const listed = listRows(scene);
  const numbers = numbersOf(sites, listed);
  let y = top;
  for (const [part, rows] of Object.entries(byPlacing(sites, listed))) {
    if (rows.length === 0) continue;
    y = paintText(brush, pens, scene.say(PARTS[part]), y, PAPER.width, { weight: 600 });
    const entries = rows.map((row) => ({ number: String(numbers.get(row) ?? ""), text: placeWords(sites, row, scene.state.lang) }));
    y = paintColumns(brush, pens, entries, y) + 8;
  }
  return y;
}

/**
 * Entries in columns that are about equally long.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {{number: string, text: string}[]} entries
 * @param {number} top
 */
function paintColumns(brush, pens, entries, top) {
  const font = pens.font(400, sizes.text);
  const ink = pens.ink("--ink");
  const wide = (PAPER.width + sizes.gap) / sizes.columns;
  const width = wide - sizes.number - sizes.gap;
  brush.font = font;
  const lines = entries.map(({ text }) => linesIn(brush, text, width).length);
  const long = lines.reduce((sum, each) => sum + each, 0) / sizes.columns;
  const ends = /** @type {number[]} */ ([]);
  let above = 0;
  entries.forEach(({ number, text }, i) => {
    const column = Math.min(sizes.columns - 1, Math.floor(above / long));
    const x = sizes.margin + column * wide;
    const y = ends[column] ?? top;
    brush.font = pens.font(700, sizes.text);
    brush.textAlign = "right";
    brush.textBaseline = "middle";
    brush.fillStyle = ink;
    brush.fillText(number, x + sizes.number - 8, y + sizes.line / 2);
    ends[column] = paragraph(brush, text, { x: x + sizes.number, top: y, width, line: sizes.line, font, ink });
    above += lines[i];
  });
  return Math.max(...ends);
}
