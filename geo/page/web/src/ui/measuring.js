/**
 * Measuring by hand: a line from point to point, its length, and the area that it encloses.
 *
 * A click adds a point, or Enter the middle of the map; a second one on the same spot ends the line, and the next begins
 * anew. Backspace takes the last point back, Escape leaves.
 */
/* global L */
import { formatArea, formatLength } from "../core/format.js";
import { pathLength, ringArea } from "../core/measure.js";
import { createPane } from "./basemap.js";
import { el } from "./dom.js";
import { answered, onKeys } from "./keys.js";

const SAME = 8; // pixels within which a point is the last one again

/**
 * @param {L.Map} map folium's map
 * @param {Element} root takes the class "measuring" while points are set, and "aiming" while the keyboard does it
 * @param {() => void} ended called when measuring ends
 * @returns {{element: Element, start: Function, stop: Function, active: Function, show: Function}} the line of text,
 *   what begins and what ends measuring, whether it is going on, and what draws the text in a language
 */
export function createMeasuring(map, root, ended) {
  const drawing = createDrawing(map);
  const total = el("p", { role: "status" });
  const back = el("button.link", { type: "button", "data-key": "measure-back", onclick: takeBack });
  const leave = el("button.link", { type: "button", "data-key": "measure-end", onclick: stop });
  const element = el("div.measure", { hidden: true }, total, back, leave);
  const container = map.getContainer();
  const crosshair = el("div.crosshair", { "aria-hidden": "true" });
  container.append(crosshair);
  let points = [];
  let whole = false;
  let aim = null;
  let tellTotal = () => {};

  function draw() {
    const line = whole || !aim ? points : [...points, aim];
    drawing.show(line, points);
    back.disabled = points.length === 0;
    tellTotal(line.map(({ lng, lat }) => [lng, lat]));
  }

  function add(latLng) {
    const last = points[points.length - 1];
    const near = last && map.latLngToContainerPoint(last).distanceTo(map.latLngToContainerPoint(latLng)) < SAME;
    if (near && !whole) whole = points.length > 1;
    else points = whole ? [latLng] : [...points, latLng];
    if (!near) whole = false;
    draw();
  }

  function takeBack() {
    points = points.slice(0, -1);
    whole = false;
    draw();
  }

  const onClick = ({ latlng }) => add(latlng);
  const onAim = (latLng) => {
    aim = latLng;
    draw();
  };
  const onMouse = ({ latlng }) => onAim(latlng);
  const onMove = () => root.classList.contains("aiming") && onAim(map.getCenter());
  const onPointer = () => root.classList.remove("aiming");
  const onKey = (event) => {
    const onMap = document.activeElement === container;
    if (event.key === "Escape") stop();
    else if (event.key === "Backspace" && onMap) takeBack();
    else if (event.key === "Enter" && onMap) add(map.getCenter());
    else {
      if (onMap) root.classList.add("aiming");
      return;
    }
    answered(event);
  };
  let deaf = () => {};
  const listen = (on) => {
    map[on ? "on" : "off"]({ click: onClick, mousemove: onMouse, move: onMove });
    map.doubleClickZoom[on ? "disable" : "enable"]();
    deaf();
    if (on) deaf = onKeys(root, onKey, true);
    root[on ? "addEventListener" : "removeEventListener"]("pointerdown", onPointer, true);
  };

  function start(byKeyboard) {
    element.hidden = false;
    root.classList.add("measuring");
    root.classList.toggle("aiming", byKeyboard);
    listen(true);
    container.focus({ preventScroll: true });
    draw();
  }

  function stop() {
    [points, whole, aim] = [[], false, null];
    element.hidden = true;
    root.classList.remove("measuring", "aiming");
    listen(false);
    draw();
    ended();
  }

  return {
    element,
    start,
    stop,
    active: () => !element.hidden,
    show(lang, say) {
      back.textContent = say("measureBack");
      leave.textContent = say("measureEnd");
      tellTotal = (line) => {
        total.textContent = line.length < 2 ? say("measureHint") : measured(line, lang, say);
      };
      draw();
    },
  };
}

function measured(line, lang, say) {
  const length = say("measureLength", { value: formatLength(pathLength(line), lang) });
  return line.length < 3 ? length : `${length} · ${say("measureArea", { value: formatArea(ringArea(line), lang) })}`;
}

/** The line with its points, and the area that it would enclose. */
function createDrawing(map) {
  const renderer = L.svg({ pane: createPane(map, "measure", 640), padding: 0.5 });
  const draw = (make, className) => make([], { renderer, interactive: false, className }).addTo(map);
  const area = draw(L.polygon, "measure-area");
  const halo = draw(L.polyline, "measure-halo");
  const path = draw(L.polyline, "measure-line");
  const dots = L.layerGroup().addTo(map);
  return {
    show(line, points) {
      area.setLatLngs(line.length > 2 ? line : []);
      halo.setLatLngs(line);
      path.setLatLngs(line);
      dots.clearLayers();
      for (const point of points) {
        dots.addLayer(L.circleMarker(point, { renderer, interactive: false, className: "measure-dot", radius: 4 }));
      }
    },
  };
}
