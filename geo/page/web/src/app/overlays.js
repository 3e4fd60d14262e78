/**
 * What further folium layers expect of folium's own page, done without anything from elsewhere: Leaflet's marker, the
 * pins of `folium.Icon`, colour scales, and the little of jQuery that folium's templates use.
 *
 * A bundle of its own, which `geo.page.overlays` puts into a page that has such layers, after Leaflet and before the map.
 */
/* global L */
/**
 * @typedef {Record<string, string | number>} Attributes
 * @typedef {{_events?: {click?: {fn: Function}[]}, _eventParents?: Record<string, Listening>, _openTooltip?: Function}} Listening what Leaflet
 *   keeps of a layer's listeners, which its types leave out
 */

const SVG = "http://www.w3.org/2000/svg";
const PIN = "M15 1C7.3 1 1 7.2 1 14.8 1 25 15 41 15 41s14-16 14-26.2C29 7.2 22.7 1 15 1z";
const MIDDLE = { x: 15, y: 15 };
/** @type {Record<string, string>} */
const COLOURS = {
  red: "#d63e2a",
  darkred: "#a23336",
  lightred: "#ff8e7f",
  orange: "#f69730",
  beige: "#ffca92",
  green: "#72b026",
  darkgreen: "#728224",
  lightgreen: "#bbf970",
  blue: "#38aadd",
  darkblue: "#00649f",
  lightblue: "#8adaff",
  cadetblue: "#436978",
  purple: "#d252b9",
  darkpurple: "#5b396b",
  pink: "#ff91ea",
  white: "#fbfbfb",
  lightgray: "#a3a3a3",
  gray: "#575757",
  black: "#303030",
};
const TILES_Z = 210; // above the built-in basemap, below everything else

/** @param {Element} parent @param {string} tag @param {Attributes} attributes */
const draw = (parent, tag, attributes) => {
  const element = document.createElementNS(SVG, tag);
  // eslint-disable-next-line no-restricted-syntax -- names of this file alone
  for (const name of Object.keys(attributes)) element.setAttribute(name, String(attributes[name]));
  return parent.appendChild(element);
};

/**
 * The part of jQuery that folium's templates use: markup as elements, and a call once the page has been read.
 *
 * @param {unknown} given
 */
function query(given) {
  if (given === document) return { ready: whenRead };
  const holder = document.createElement("template");
  // eslint-disable-next-line no-restricted-properties -- the markup is that of whoever added the layer, never of the record
  holder.innerHTML = String(given).trim();
  const { children, childNodes } = holder.content;
  return [...(children.length > 0 ? children : childNodes)];
}

/** @param {() => void} call */
function whenRead(call) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => call());
  else call();
}

/**
 * `folium.Icon`: a pin in its colour, with a character or a dot on it.
 *
 * @param {Record<string, string>} symbols
 */
const createPins = (symbols) =>
  /** @type {any} */ (L.DivIcon).extend({
    options: {
      iconSize: [30, 42],
      iconAnchor: [15, 41],
      popupAnchor: [0, -36],
      tooltipAnchor: [14, -26],
      className: "pin",
      markerColor: "blue",
      iconColor: "white",
      icon: "",
      extraClasses: "",
    },
    /** @param {HTMLElement} old */
    createIcon(old) {
      const element = L.DivIcon.prototype.createIcon.call(this, old);
      const { icon, markerColor, iconColor, extraClasses } = this.options;
      const drawing = draw(element, "svg", { width: 30, height: 42, viewBox: "0 0 30 42", "aria-hidden": "true" });
      draw(drawing, "path", { d: PIN, fill: COLOURS[markerColor] || markerColor, stroke: "#fff", "stroke-width": 1.5 });
      const fill = COLOURS[iconColor] || iconColor;
      const [, angle] = /fa-rotate-(-?\d+)/.exec(extraClasses) || [0, 0];
      const transform = `rotate(${angle} ${MIDDLE.x} ${MIDDLE.y})`;
      if (!Object.prototype.hasOwnProperty.call(symbols, icon)) {
        draw(drawing, "circle", { cx: MIDDLE.x, cy: MIDDLE.y, r: 4.5, fill });
        return element;
      }
      const place = { x: MIDDLE.x, y: MIDDLE.y, fill, transform, "font-size": 16, "font-weight": "bold" };
      const text = draw(drawing, "text", { ...place, "text-anchor": "middle", "dominant-baseline": "central" });
      text.textContent = `${symbols[icon]}\ufe0e`; // as a letter, not as a coloured picture
      return element;
    },
  });

/**
 * Whether a layer or its group does more on a click than show its tooltip. Leaflet reports all listeners or none.
 *
 * @param {Listening} layer
 * @returns {boolean}
 */
function listens(layer) {
  const { click = [] } = layer._events || {};
  return click.some(({ fn }) => fn !== layer._openTooltip) || Object.values(layer._eventParents || {}).some(listens);
}

/**
 * Clicks on an area or a line of a further layer that listens to none go to what lies below it: a district shaded by a
 * Choropleth still opens.
 *
 * @param {L.Map} map
 */
function passClicks(map) {
  const layers = /** @type {WeakMap<EventTarget, Listening>} */ (new WeakMap());
  /** @param {EventTarget} element */
  const takesClicks = (element) => layers.has(element) && listens(/** @type {Listening} */ (layers.get(element)));
  map.on("layeradd", ({ layer }) => {
    const drawn = layer instanceof L.Path && layer.getElement && layer.getElement();
    if (drawn) layers.set(drawn, /** @type {Listening} */ (layer));
  });
  map.getContainer().addEventListener(
    "click",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      if (!layers.has(target) || takesClicks(target)) return;
      const here = document.elementsFromPoint(event.clientX, event.clientY);
      const below = here.slice(here.indexOf(target) + 1).find(takesClicks);
      if (!below) return;
      event.stopPropagation();
      below.dispatchEvent(new MouseEvent("click", event));
    },
    true,
  );
}

/**
 * The colour scale of a branca colour map, which draws itself by d3 elsewhere.
 *
 * @param {L.Map} map where it is
 * @param {{caption: string, textColour: string, width: number, domain: number[], colours: string[], ticks: (number | string)[]}} scale caption, textColour, width, domain (values in order), colours (one each) and ticks
 */
export function showScale(map, { caption, textColour, width, domain, colours, ticks }) {
  const [least, greatest] = [domain[0], domain[domain.length - 1]];
  const [left, length] = [25, width - 50];
  /** @param {number} value */
  const at = (value) => left + (greatest > least ? (value - least) / (greatest - least) : 0) * length;
  const control = new L.Control({ position: "topright" });
  control.onAdd = () => {
    const holder = L.DomUtil.create("div", "legend colour-scale");
    const drawing = draw(holder, "svg", { viewBox: `0 0 ${width} 46`, width, height: 46, role: "img", "aria-label": caption });
    drawing.style.maxWidth = "calc(100vw - 20px)";
    drawing.style.background = "rgba(255, 255, 255, 0.85)"; // the words are black in a dark page, too
    const starts = colours.map((_, i) => i).filter((i) => i === 0 || colours[i] !== colours[i - 1]);
    starts.forEach((start, i) => {
      const end = i + 1 < starts.length ? starts[i + 1] : domain.length - 1;
      const [x, to] = [at(domain[start]), at(domain[end])];
      draw(drawing, "rect", { x, y: 16, width: Math.max(to - x, 0), height: 12, fill: colours[start] });
    });
    /** @param {string} text @param {Attributes} place */
    const write = (text, place) => {
      draw(drawing, "text", { y: 12, fill: textColour, "font-size": 11, ...place }).textContent = text;
    };
    for (const tick of ticks.filter((each) => typeof each === "number")) {
      write(tick.toLocaleString("en", { maximumSignificantDigits: 6 }), { x: at(tick), "text-anchor": "middle" });
    }
    write(caption, { x: left, y: 41 });
    return holder;
  };
  control.addTo(map);
}

/** @param {{images: L.IconOptions, symbols: Record<string, string>}} given Leaflet's own marker as data, and characters by name of icon */
export function start({ images, symbols }) {
  L.Icon.Default.mergeOptions(images);
  L.Icon.Default.imagePath = ""; // the images are complete as they are: nothing stands before them
  const Icon = createPins(symbols);
  Object.assign(L, { AwesomeMarkers: { Icon, icon: (/** @type {L.DivIconOptions} */ options) => new Icon(options) } });
  Object.assign(window, { $: query });
  L.Map.addInitHook(
    /** @this {L.Map} */ function prepare() {
      /** @type {HTMLElement} */ (this.getPane("tilePane")).style.zIndex = String(TILES_Z);
      passClicks(this);
    },
  );
}
