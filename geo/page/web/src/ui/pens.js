/**
 * The pens of the style sheet, for drawing on a canvas: read from elements that carry the page's own classes, out of
 * sight, so that screen and picture cannot come to differ.
 */
import { el, make } from "./dom.js";
import { symbol } from "./symbols.js";

/** @import {Pen} from "./brush.js" */
/** @typedef {ReturnType<typeof createPens>} Pens */

/**
 * Lend the pens for the time of a drawing; where the districts are coloured, some of them are others.
 *
 * @template T
 * @param {boolean} coloured
 * @param {(pens: Pens) => T} use
 * @param {string} [medium] what is drawn on: light paper, or "screen", as light or dark as the reader's
 * @param {Map<string, any>} [known] pens that were read before, for whoever draws the same again and again
 * @returns {T} what the drawing gives
 */
export function withPens(coloured, use, medium = "paper", known = new Map()) {
  const holder = make(el(`div.atlas.${medium}.pens${coloured ? ".coloured" : ""}`, { "aria-hidden": "true" }));
  document.body.append(holder);
  try {
    return use(createPens(holder, known));
  } finally {
    holder.remove();
  }
}

/** @param {HTMLElement} holder @param {Map<string, any>} known */
function createPens(holder, known) {
  /** @type {<T>(key: string, make: () => T) => T} */
  const once = (key, make) => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key);
  };
  /** @param {Described} element */
  const put = (element) => holder.appendChild(make(element));
  const family = once("family", () => getComputedStyle(document.body).fontFamily);
  /** @param {number | string} weight @param {number} size */
  const font = (weight, size) => `${weight} ${size}px ${family}`;
  // Round ends are an attribute that Leaflet gives its paths.
  /** @param {string} classes */
  const drawn = (classes) =>
    /** @type {Element} */ (put(el("svg", {}, el("path", { class: classes, "stroke-linecap": "round" }))).firstChild);
  return {
    font,
    /** @param {string} name */
    ink: (name) => once(name, () => getComputedStyle(holder).getPropertyValue(name).trim()),
    /** @param {string} classes */
    path: (classes) => once(classes, () => readPen(drawn(classes))),
    /** @param {string[]} classes */
    mark: (classes) => once(classes.join(" "), () => readMark(put(createMark(classes)))),
    /** @param {boolean} chosen @param {Lang} lang */
    label: (chosen, lang) => once(`label ${chosen} ${lang}`, () => readLabel(put(createLabel(chosen, lang)), font)),
  };
}

/** @param {Element} element @returns {Pen} */
function readPen(element) {
  const style = getComputedStyle(element);
  return {
    fill: style.fill,
    fillOpacity: Number(style.fillOpacity),
    stroke: style.stroke,
    strokeOpacity: Number(style.strokeOpacity),
    lineWidth: parseFloat(style.strokeWidth),
    dash: style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(parseFloat),
    cap: /** @type {CanvasLineCap} */ (style.strokeLinecap),
  };
}

/** @param {string[]} classes */
function createMark(classes) {
  const layer = /** @type {string} */ (classes.find((name) => name.startsWith("layer-"))).slice("layer-".length);
  return el(`span.${classes.join(".")}`, {}, symbol(layer));
}

/**
 * A marker's pen, its shape, and its size: that of its box over that of the drawing in it, times the style's own scale.
 *
 * @param {HTMLElement} element
 */
function readMark(element) {
  const drawing = /** @type {SVGSVGElement} */ (element.querySelector("svg"));
  const path = /** @type {SVGPathElement} */ (drawing.querySelector("path"));
  const style = getComputedStyle(drawing);
  const [, own] = /^matrix\(([\d.]+)/.exec(style.transform) || ["", "1"];
  return {
    pen: readPen(path),
    scale: (parseFloat(style.width) / drawing.viewBox.baseVal.width) * Number(own),
    shape: /** @type {string} */ (path.getAttribute("d")),
    outlineFirst: getComputedStyle(path).paintOrder.startsWith("stroke"),
  };
}

/** @param {boolean} chosen @param {Lang} lang */
const createLabel = (chosen, lang) => el("div.leaflet-places-pane", { lang }, el(`span.district${chosen ? ".chosen" : ""}`, {}, el("b")));

/** @param {HTMLElement} element @param {(weight: string | number, size: number) => string} font */
function readLabel(element, font) {
  const name = getComputedStyle(/** @type {Element} */ (element.querySelector("b")));
  return {
    font: font(name.fontWeight, parseFloat(name.fontSize)),
    spacing: parseFloat(name.letterSpacing),
    ink: name.color,
    halo: getComputedStyle(element).getPropertyValue("--land").trim(),
  };
}
