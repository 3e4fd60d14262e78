/**
 * The map as a picture: what the screen shows, drawn once more on a canvas, as it should look on paper.
 *
 * Always on the built-in basemap, whatever the reader looks at: tiles of others may be shown, not passed on.
 */
import { classBounds, colourHead, shades } from "../core/colour.js";
import { lonLat } from "../core/sites.js";
import { opacityOf } from "../core/fading.js";
import { areasOf } from "../core/within.js";
import { filterWords } from "../core/words.js";
import { COURSES, HATCH, capOf, districtClasses, isChosenUnit, strokesOf } from "./basemap.js";
import { fill, haloed, paragraph, roundRect, stroke } from "./brush.js";
import { sourcesWords } from "./colouring.js";
import { el, make } from "./dom.js";
import { layerShares, markClasses, rivalClasses } from "./markers.js";
import { withPens } from "./pens.js";
import { sizeOf } from "./letters.js";
import { layOut } from "./placement.js";
import { paintRelief } from "./relief.js";
import { circlesOf, isLine, shapeClasses } from "./shapes.js";
import { tintClass } from "./tint.js";
import { MANY, NUMBERS, mapEntries } from "./legend.js";
import { NORTH, RING } from "./symbols.js";

/** @import {Pen} from "./brush.js" */
/** @import {Pens} from "./pens.js" */
/** @import {Label} from "./placement.js" */
/** @typedef {(parts: Position[][], closed: boolean) => Path2D} Trace */
/** @typedef {{size?: number, weight?: number, line?: number, ink?: string}} TextStyle */

const SCALE = 2; // pixels of the picture to one of the screen
const EQUATOR_M = 40075016.686; // as Leaflet's projection has it
const TILE = 256; // pixels of the whole world at zoom 0

const sizes = {
  margin: 24,
  title: 28,
  text: 13,
  line: 20, // from one line of text to the next
  gap: 16, // between entries of a legend
  swatch: 18,
};

const SLOPES = ["#fff", "#fff", "#a9a59d", "#e4e1da"];

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
 * The map alone, with scale and north.
 *
 * @param {Scene} scene what the page shows
 * @param {number} height height of the picture in pixels of the screen, where less than the map's is in view
 * @returns {HTMLCanvasElement} the picture
 */
export function drawMap(scene, height) {
  const { x: width } = scene.map.getSize();
  return withPens(scene.colouring !== null, (pens) => {
    const { canvas, brush } = createCanvas(width, height);
    paintMap(brush, pens, scene, width, height);
    return canvas;
  });
}

/**
 * The map with all that it needs by itself: title, what is filtered, legends, origin and licence.
 *
 * @param {Scene} scene
 * @param {number} height
 */
export function drawPicture(scene, height) {
  const { x: width } = scene.map.getSize();
  return withPens(scene.colouring !== null, (pens) => {
    /** @param {CanvasRenderingContext2D} brush */
    const paint = (brush) => paintSheet(brush, pens, scene, width, height);
    const whole = paint(createCanvas(1, 1).brush);
    const { canvas, brush } = createCanvas(width + 2 * sizes.margin, whole);
    brush.fillStyle = pens.ink("--paper");
    brush.fillRect(0, 0, canvas.width, canvas.height);
    paint(brush);
    return canvas;
  });
}

/** @param {number} width @param {number} height */
function createCanvas(width, height) {
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
 * @param {number} width
 * @param {number} height
 */
function paintSheet(brush, pens, scene, width, height) {
  const { atlas, result, state, colouring, say } = scene;
  const { margin } = sizes;
  /** @param {string} words @param {number} y @param {TextStyle} style */
  const text = (words, y, style) => paintText(brush, pens, words, y, width, style);
  let y = text(say("title"), margin, { size: sizes.title, weight: 700, line: 40 });
  y = text(`${say("places", { count: result.rows.length })} · ${filterWords(atlas.sites, state)}`, y, { size: 14 }) + 8;
  brush.save();
  brush.translate(margin, y);
  paintMap(brush, pens, scene, width, height);
  brush.restore();
  y += height + sizes.gap;
  if (colouring) y = paintColours(brush, pens, /** @type {ColouredScene} */ (scene), y, width) + 8;
  y = paintSamples(brush, pens, scene, y, width) + 8;
  for (const line of originWords(atlas, say)) y = text(line, y, { ink: "--ink-2" });
  return y + margin - 8;
}

/**
 * Where a picture or a printed sheet comes from, what it rests on and under which terms it may be used.
 *
 * @param {Atlas} atlas
 * @param {Say} say
 */
export const originWords = ({ payload: { record, licence } }, say) => [
  [
    say("attribution", { name: licence.attribution }),
    say("dataLicence"),
    `${say("recordOf", { date: record.date })} (${record.digest})`,
  ].join(" · "),
  [say("builtInBasemap"), say("boundaryNote")].join(" · "),
];

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {number} width
 * @param {number} height
 */
function paintMap(brush, pens, scene, width, height) {
  brush.save();
  brush.beginPath();
  brush.rect(0, 0, width, height);
  brush.clip();
  brush.fillStyle = pens.ink("--outside");
  brush.fillRect(0, 0, width, height);
  /** @param {Position[][]} parts @param {boolean} closed */
  const trace = (parts, closed) => traceOn(scene.map, parts, closed);
  paintBasemap(brush, pens, trace, scene);
  paintShapes(brush, pens, trace, scene);
  paintPlaces(brush, pens, scene);
  paintScale(brush, pens, scene, height);
  brush.restore();
  brush.strokeStyle = pens.ink("--edge");
  brush.lineWidth = 1;
  brush.strokeRect(0.5, 0.5, width - 1, height - 1);
}

/**
 * Lines of lon, lat as a path in pixels of the view.
 *
 * @param {L.Map} map
 * @param {Position[][]} parts
 * @param {boolean} closed
 */
function traceOn(map, parts, closed) {
  const path = new Path2D();
  for (const part of parts) {
    part.forEach(([lon, lat], i) => {
      const { x, y } = map.latLngToContainerPoint([lat, lon]);
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    if (closed) path.closePath();
  }
  return path;
}

/** @param {CanvasRenderingContext2D} brush @param {Pens} pens @param {Trace} trace @param {Scene} scene */
function paintBasemap(brush, pens, trace, { map, atlas: { sites, payload }, state, colouring }) {
  /** @param {string} kind */
  const draw = (kind) => {
    for (const { classes, fade, parts } of strokesOf(payload.context, kind)) {
      const pen = pens.path(classes);
      const faint = { ...pen, strokeOpacity: pen.strokeOpacity * opacityOf(fade), cap: capOf(fade) };
      stroke(brush, trace(parts, false), fade > 0 ? faint : pen);
    }
  };
  draw("neighbour");
  const shade = colouring && shades(colouring);
  for (let row = 1; row < sites.first && sites.shapes.has(row); row += 1) {
    const path = trace(/** @type {Shape} */ (sites.shapes.get(row)).parts, true);
    const classes = districtClasses(row, state, shade);
    const pen = pens.path(classes.join(" "));
    if (classes.includes("no-figure")) hatch(brush, path, pens, pen);
    else fill(brush, path, pen);
    stroke(brush, path, pen);
  }
  if (!colouring) paintRelief(brush, map, Number(pens.ink("--relief")), payload.relief);
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

/** @param {CanvasRenderingContext2D} brush @param {Pens} pens @param {Trace} trace @param {Scene} scene */
function paintShapes(brush, pens, trace, { map, atlas: { sites }, result, state }) {
  const shown = new Set([...result.rows, state.place]);
  for (const [row, shape] of sites.shapes) {
    if (row < sites.first || !shown.has(row)) continue;
    const path = trace(shape.parts, !isLine(shape));
    for (const name of shapeClasses(sites, row)) {
      const pen = pens.path(row === state.place ? `${name} chosen` : name);
      if (!isLine(shape)) fill(brush, path, pen);
      stroke(brush, path, pen);
    }
  }
  for (const each of circlesOf(sites, state.place)) paintCircle(brush, pens, map, sites, each);
  const className = tintClass(sites, state.place);
  const tint = pens.path(className);
  for (const area of areasOf(sites, state.place)) {
    const shape = sites.shapes.get(area);
    if (shape) {
      fill(brush, trace(shape.parts, true), tint);
      stroke(brush, trace(shape.parts, true), tint);
    } else if (area >= sites.first) paintCircle(brush, pens, map, sites, { place: area, className });
  }
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {{place: number, className: string}} circle
 */
function paintCircle(brush, pens, map, sites, { place, className }) {
  const [lon, lat] = lonLat(sites, place);
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const metresPerPixel = (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (TILE * 2 ** map.getZoom());
  const path = new Path2D();
  path.arc(x, y, sites.uncertainty[place] / metresPerPixel, 0, 2 * Math.PI);
  const pen = pens.path(className);
  fill(brush, path, pen);
  stroke(brush, path, pen);
}

/**
 * Names, markers and clusters where the screen has them.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 */
function paintPlaces(brush, pens, scene) {
  const { state } = scene;
  const { sites } = scene.atlas;
  const { min } = /** @type {Required<L.Bounds>} */ (scene.map.getPixelBounds());
  const { labels, counters, groups, names, rivals } = layOut(scene);
  for (const label of labels) paintLabel(brush, pens, label, label.x - min.x, label.y - min.y, state);
  for (const { count, x, y } of counters) paintCounter(brush, pens, String(count), x - min.x, y - min.y);
  for (const { members, x, y } of groups) {
    if (members.length === 1) paintMark(brush, pens, markClasses(sites, members[0], state), x - min.x, y - min.y);
    else
      paintCluster(
        brush,
        pens,
        layerShares(sites, members).map(([layer, n]) => [layer.code, n]),
        members.length,
        x - min.x,
        y - min.y,
      );
  }
  for (const { index, x, y } of rivals) paintMark(brush, pens, rivalClasses(sites, index), x - min.x, y - min.y);
  for (const { text, x, y, note } of names) {
    brush.font = note ? pens.font(600, sizeOf("text")) : pens.font(400, sizes.text);
    brush.textAlign = "center";
    haloed(brush, text, x - min.x, y - min.y, pens.ink(note === "title" ? "--accent" : "--ink"), pens.ink("--halo"));
  }
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Label} label
 * @param {number} x
 * @param {number} y
 * @param {State} state
 */
function paintLabel(brush, pens, { row, text, count }, x, y, state) {
  const { name, chip } = pens.label(isChosenUnit(row, state));
  const number = String(count);
  brush.font = name.font;
  const letters = [...text];
  const widths = letters.map((letter) => brush.measureText(letter).width + name.spacing);
  brush.font = chip.font;
  const chipWidth = brush.measureText(number).width + 12;
  const width = widths.reduce((sum, each) => sum + each, 0) + 4 + chipWidth;
  let at = x - width / 2;
  brush.textAlign = "left";
  brush.font = name.font;
  letters.forEach((letter, i) => {
    haloed(brush, letter, at, y, name.ink, name.halo);
    at += widths[i];
  });
  brush.fillStyle = chip.paper;
  roundRect(brush, at + 4, y - 9, chipWidth, 18, 9);
  brush.fill();
  brush.font = chip.font;
  brush.fillStyle = chip.ink;
  brush.fillText(number, at + 10, y + 0.5);
}

/**
 * How many places are known to lie in what has a label.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {string} number
 * @param {number} x
 * @param {number} y
 */
function paintCounter(brush, pens, number, x, y) {
  brush.font = pens.font(400, sizes.text);
  const width = Math.max(22, brush.measureText(number).width + 10);
  brush.fillStyle = pens.ink("--paper");
  brush.fillRect(x - width / 2, y - 10, width, 20);
  const box = new Path2D();
  box.rect(x - width / 2, y - 10, width, 20);
  stroke(brush, box, { stroke: pens.ink("--ink-2"), strokeOpacity: 1, lineWidth: 1, dash: [3, 2], cap: "butt" });
  brush.textAlign = "center";
  brush.fillStyle = pens.ink("--ink-2");
  brush.fillText(number, x, y + 0.5);
}

/**
 * A marker: its outline first, as on the screen, where the colour lies above the halo.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {string[]} classes
 * @param {number} x
 * @param {number} y
 */
function paintMark(brush, pens, classes, x, y) {
  const { pen, scale, shape, outlineFirst } = pens.mark(classes);
  brush.save();
  brush.translate(x, y);
  brush.scale(scale, scale);
  const path = new Path2D(shape);
  if (outlineFirst) stroke(brush, path, pen);
  fill(brush, path, pen);
  if (!outlineFirst) stroke(brush, path, pen);
  brush.restore();
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {[layer: string, n: number][]} shares
 * @param {number} count
 * @param {number} x
 * @param {number} y
 */
function paintCluster(brush, pens, shares, count, x, y) {
  /** @param {number} from @param {number} to */
  const ring = (from, to) => {
    const path = new Path2D();
    path.arc(x, y, RING, from, to);
    return path;
  };
  const disc = pens.ring("disc");
  fill(brush, ring(0, 2 * Math.PI), disc);
  stroke(brush, ring(0, 2 * Math.PI), disc);
  let from = -Math.PI / 2;
  for (const [layer, n] of shares) {
    const to = from + (n / count) * 2 * Math.PI;
    stroke(brush, ring(from, to), pens.ring(`arc layer-${layer}`));
    from = to;
  }
  brush.font = pens.font(600, 14);
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.fillStyle = pens.ink("--ink");
  brush.fillText(String(count), x, y + 0.5);
}

/**
 * Scale and north, as in the corner of the screen.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Pens} pens
 * @param {Scene} scene
 * @param {number} height
 */
function paintScale(brush, pens, { map, say }, height) {
  const line = /** @type {HTMLElement} */ (map.getContainer().querySelector(".leaflet-control-scale-line"));
  const [left, bottom, width] = [12, height - 14, line.offsetWidth];
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
  brush.fillText(/** @type {string} */ (line.textContent), left + 6, bottom - 6);
  brush.save();
  brush.translate(left + width + 14, bottom - 9);
  brush.fill(new Path2D(NORTH));
  brush.restore();
  brush.fillText(say("north"), left + width + 22, bottom - 4);
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
  const entries = mapEntries(atlas, state.lang, say).map((entry) => ({
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
  else if (sample === "within") paintCounter(brush, pens, MANY, x, y);
  else if (NUMBERS.includes(sample)) paintNumber(brush, pens, sample === "many", x, y);
  else {
    brush.save();
    brush.translate(x, y);
    brush.scale(0.72, 0.72);
    paintMark(brush, pens, ["mark", ...`layer-${layer}`.split(" "), sample], 0, 0);
    brush.restore();
  }
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
 * @param {boolean} ringed
 * @param {number} x
 * @param {number} y
 */
function paintNumber(brush, pens, ringed, x, y) {
  const path = new Path2D();
  path.arc(x, y, 8, 0, 2 * Math.PI);
  if (ringed) stroke(brush, path, { stroke: pens.ink("--ink-2"), strokeOpacity: 1, lineWidth: 2, dash: [], cap: "butt" });
  brush.font = pens.font(400, sizes.text);
  brush.textAlign = "center";
  brush.fillStyle = pens.ink("--ink");
  brush.fillText(MANY, x, y + 0.5);
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
