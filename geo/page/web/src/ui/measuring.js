/**
 * Measuring by hand: a line from point to point, its length, and the area that it encloses.
 *
 * A click adds a point, or Enter the middle of the map; a second one on the same spot ends the line, and the next begins
 * anew. Backspace takes the last point back, Escape leaves.
 */
/* global L */
import { computed, effect, signal } from "@preact/signals-core";
import { formatArea, formatLength } from "../core/format.js";
import { pathLength, ringArea } from "../core/measure.js";
import { el, make } from "./dom.js";
import { answered, onKeys } from "./keys.js";
import { createSketch } from "./panes.js";

const SAME = 8; // pixels within which a point is the last one again

/**
 * @param {L.Map} map folium's map
 * @param {HTMLElement} root takes the class "measuring" while points are set, and "aiming" while the keyboard does it
 * @returns {{isOn: () => boolean, start: (byKeyboard: boolean) => void, stop: () => void, show: (scene: Scene) => Described}} whether measuring is going on, what
 *   begins and ends it, and what describes the line of text
 */
export function createMeasuring(map, root) {
  const line = createLine(map);
  const on = signal(false);
  const listener = createListener(map, root, line, stop);
  const drawing = createDrawing(map);
  map.getContainer().append(make(el("div.crosshair", { "aria-hidden": "true" })));
  effect(() => drawing.show(line.drawn.value, line.points.value));

  /** @param {boolean} byKeyboard */
  function start(byKeyboard) {
    on.value = true;
    root.classList.add("measuring");
    root.classList.toggle("aiming", byKeyboard);
    listener.listen(true);
    map.getContainer().focus({ preventScroll: true });
  }

  function stop() {
    line.clear();
    on.value = false;
    root.classList.remove("measuring", "aiming");
    listener.listen(false);
  }

  return {
    isOn: () => on.value,
    start,
    stop,
    show: ({ state, say }) =>
      el(
        "div.measure",
        { hidden: !on.value },
        el("p", { role: "status" }, lineWords(line.drawn.value, state.lang, say)),
        el(
          "button.link",
          { type: "button", "data-key": "measure-back", disabled: line.points.value.length === 0, onclick: line.takeBack },
          say("measureBack"),
        ),
        el("button.link", { type: "button", "data-key": "measure-end", onclick: stop }, say("measureEnd")),
      ),
  };
}

/**
 * The line: the points that were set, whether it is whole, and the spot that the next point would have.
 *
 * @param {L.Map} map
 */
function createLine(map) {
  const points = signal(/** @type {L.LatLng[]} */ ([]));
  const whole = signal(false);
  const aim = signal(/** @type {L.LatLng|null} */ (null));
  return {
    points,
    drawn: computed(() => (whole.value || !aim.value ? points.value : [...points.value, aim.value])),
    /** @param {L.LatLng} latLng */
    aimAt(latLng) {
      aim.value = latLng;
    },
    /** @param {L.LatLng} latLng */
    add(latLng) {
      const last = points.value[points.value.length - 1];
      const near = last && map.latLngToContainerPoint(last).distanceTo(map.latLngToContainerPoint(latLng)) < SAME;
      const ends = near && !whole.value && points.value.length > 1;
      if (!near || whole.value) points.value = whole.value ? [latLng] : [...points.value, latLng];
      whole.value = Boolean(ends);
    },
    takeBack() {
      points.value = points.value.slice(0, -1);
      whole.value = false;
    },
    clear() {
      points.value = [];
      whole.value = false;
      aim.value = null;
    },
  };
}

/**
 * @param {L.Map} map
 * @param {HTMLElement} root
 * @param {ReturnType<typeof createLine>} line
 * @param {() => void} stop
 * @returns {{listen: (on: boolean) => void}} follows pointer and keyboard from now on, or no longer
 */
function createListener(map, root, line, stop) {
  const container = map.getContainer();
  const onMap = {
    /** @param {L.LeafletMouseEvent} event */
    click: ({ latlng }) => line.add(latlng),
    /** @param {L.LeafletMouseEvent} event */
    mousemove: ({ latlng }) => line.aimAt(latlng),
    move: () => root.classList.contains("aiming") && line.aimAt(map.getCenter()),
  };
  const onPointer = () => root.classList.remove("aiming");
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const here = document.activeElement === container;
    if (event.key === "Escape") stop();
    else if (event.key === "Backspace" && here) line.takeBack();
    else if (event.key === "Enter" && here) line.add(map.getCenter());
    else {
      if (here) root.classList.add("aiming");
      return;
    }
    answered(event);
  };
  let deaf = () => {};
  return {
    listen(on) {
      map[on ? "on" : "off"](onMap);
      map.doubleClickZoom[on ? "disable" : "enable"]();
      deaf();
      if (on) deaf = onKeys(root, onKey, true);
      root[on ? "addEventListener" : "removeEventListener"]("pointerdown", onPointer, true);
    },
  };
}

/** @param {L.LatLng[]} latLngs @param {Lang} lang @param {Say} say */
function lineWords(latLngs, lang, say) {
  const line = latLngs.map(({ lng, lat }) => [lng, lat]);
  if (line.length < 2) return say("measureHint");
  const length = say("measureLength", { value: formatLength(pathLength(line), lang) });
  return line.length < 3 ? length : `${length} · ${say("measureArea", { value: formatArea(ringArea(line), lang) })}`;
}

/**
 * The line with its points, and the area that it would enclose.
 *
 * @param {L.Map} map
 */
function createDrawing(map) {
  const renderer = createSketch(map, "measure", 640);
  /** @type {<Drawn extends L.Path>(shape: (latLngs: [], options: L.PolylineOptions) => Drawn, className: string) => Drawn} */
  const create = (shape, className) => shape([], { renderer, interactive: false, className }).addTo(map);
  const area = create(L.polygon, "measure-area");
  const halo = create(L.polyline, "measure-halo");
  const path = create(L.polyline, "measure-line");
  const dots = L.layerGroup().addTo(map);
  return {
    /** @param {L.LatLng[]} line @param {L.LatLng[]} points */
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
