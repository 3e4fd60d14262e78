/**
 * The pens of the style sheet, for drawing on a canvas: read from elements that carry the page's own classes, on light
 * paper and out of sight, so that screen and picture cannot come to differ.
 */
import { el, make } from "./dom.js";
import { symbol } from "./symbols.js";

/** Lend the pens for the time of a drawing; where the districts are coloured, some of them are others. */
export function withPens(coloured, use) {
  const holder = make(el(`div.atlas.paper.pens${coloured ? ".coloured" : ""}`, { "aria-hidden": "true" }));
  document.body.append(holder);
  try {
    return use(createPens(holder));
  } finally {
    holder.remove();
  }
}

function createPens(holder) {
  const known = new Map();
  const once = (key, make) => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key);
  };
  const put = (element) => holder.appendChild(make(element));
  const family = getComputedStyle(document.body).fontFamily;
  const font = (weight, size) => `${weight} ${size}px ${family}`;
  // Round ends are an attribute that Leaflet gives its paths.
  const drawn = (classes) => put(el("svg", {}, el("path", { class: classes, "stroke-linecap": "round" }))).firstChild;
  return {
    font,
    ink: (name) => once(name, () => getComputedStyle(holder).getPropertyValue(name).trim()),
    path: (classes) => once(classes, () => readPen(drawn(classes))),
    ring: (classes) =>
      once(`ring ${classes}`, () =>
        readPen(put(el("span.cluster", {}, el("svg.ring", {}, el("circle", { class: classes })))).querySelector("circle")),
      ),
    mark: (classes) => once(classes.join(" "), () => readMark(put(createMark(classes)))),
    label: (chosen) => once(`label ${chosen}`, () => readLabel(put(createLabel(chosen)), font)),
  };
}

function readPen(element) {
  const style = getComputedStyle(element);
  return {
    fill: style.fill,
    fillOpacity: Number(style.fillOpacity),
    stroke: style.stroke,
    strokeOpacity: Number(style.strokeOpacity),
    lineWidth: parseFloat(style.strokeWidth),
    dash: style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(parseFloat),
    cap: style.strokeLinecap,
  };
}

function createMark(classes) {
  const layer = classes.find((name) => name.startsWith("layer-")).slice("layer-".length);
  return el(`span.${classes.join(".")}`, {}, symbol(layer));
}

/** A marker's pen, its shape, and its size: that of its box over that of the drawing in it, times the style's own scale. */
function readMark(element) {
  const drawing = element.querySelector("svg");
  const path = drawing.querySelector("path");
  const style = getComputedStyle(drawing);
  const [, own] = /^matrix\(([\d.]+)/.exec(style.transform) || ["", "1"];
  return {
    pen: readPen(path),
    scale: (parseFloat(style.width) / drawing.viewBox.baseVal.width) * Number(own),
    shape: path.getAttribute("d"),
    outlineFirst: getComputedStyle(path).paintOrder.startsWith("stroke"),
  };
}

const createLabel = (chosen) => el("div.leaflet-places-pane", {}, el(`span.district${chosen ? ".chosen" : ""}`, {}, el("b"), el("i")));

function readLabel(element, font) {
  const [name, chip] = [...element.querySelectorAll("b, i")].map((each) => getComputedStyle(each));
  return {
    name: {
      font: font(name.fontWeight, parseFloat(name.fontSize)),
      spacing: parseFloat(name.letterSpacing),
      ink: name.color,
      halo: getComputedStyle(element).getPropertyValue("--land").trim(),
    },
    chip: { font: font(400, parseFloat(chip.fontSize)), ink: chip.color, paper: chip.backgroundColor },
  };
}
