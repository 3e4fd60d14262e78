/**
 * Places, clusters and names on the map: buttons from a pool, laid out anew whenever the view or the choice changes.
 *
 * What matters more is placed first and keeps its ground: the chosen place, then places and clusters, then the names
 * of districts, then the names of places, then those of the basemap. A name that would cover something is moved, else
 * left out. Places at one spot, or that no zoom would part, are set out around it when their cluster is
 * pressed.
 */
/* global L */
import { contains, overlap } from "../core/boxes.js";
import { gather, spreadOut } from "../core/grid.js";
import { hasPosition, isDoubtful, lonLat } from "../core/sites.js";
import { DISTRICTS, createPane, isChosenUnit } from "./basemap.js";
import { LASTING } from "./covers.js";
import { el, pool, svg } from "./dom.js";
import { basemapNames, isNamed } from "./names.js";
import { drawRing, reshape, symbol } from "./symbols.js";

const options = {
  mark: 26, // side of a place's box, in pixels
  disc: 38, // side of a cluster's box, in pixels
  nameZoom: 12, // names of places from this zoom on
  clear: 36, // others keep this far from the chosen place, in pixels
  margin: 60, // drawn beyond the edge of the view, in pixels
  districtSize: 14, // letters of a district's name, in pixels
  nameSize: 12, // letters of a place's name, in pixels
};

/**
 * @param {L.Map} map folium's map
 * @param {object} atlas sites and payload
 * @param {{choose: Function}} actions what a click or Enter does
 * @returns {{show: Function, fold: Function}} `show` draws rows, the districts' counts and the state, with the names of
 *   the basemap or without; `fold` gathers what was set out, and says whether anything was
 */
export function drawMarkers(map, { sites, payload }, actions) {
  const pane = map.getPane(createPane(map, "places", 600));
  const drawLegs = createLegs(map);
  const namesOfBasemap = basemapNames(map, payload.context);
  const pools = {
    basemap: pool(pane, () => el("span.basemap-name leaflet-zoom-animated", { "aria-hidden": "true" }, el("b"))),
    label: pool(pane, () => createLabel(map, actions)),
    mark: pool(pane, () => createMark(map, actions)),
    cluster: pool(pane, () => createCluster(map, { open: openCluster })),
    name: pool(pane, () => el("span.name leaflet-zoom-animated", { "aria-hidden": "true" })),
  };
  let drawn = [];
  let spread = null; // the rows set out, and the spot where they stand
  let again = () => {};

  function openCluster({ members }) {
    if (!isOneSpot(map, sites, members)) {
      map.fitBounds(boundsOf(sites, members), { padding: [60, 60] });
      return;
    }
    spread = { rows: members, spot: boundsOf(sites, members).getCenter() };
    again();
    // The cluster that had the keyboard is gone.
    pane.querySelector(".petal:not([hidden])").focus({ preventScroll: true });
  }

  function fold() {
    if (!spread) return false;
    const [first] = spread.rows;
    const focused = pane.contains(document.activeElement);
    spread = null;
    again();
    const cluster = [...pane.querySelectorAll(".cluster:not([hidden])")].find(({ members }) => members.includes(first));
    if (focused && cluster) cluster.focus({ preventScroll: true });
    return true;
  }

  map.on("click", fold);
  map.on("zoomstart", () => {
    spread = null;
  });
  // A flight and two fingers move the map without an animation of its own.
  map.on("zoom", () => {
    for (const { element, latLng } of drawn) L.DomUtil.setPosition(element, map.latLngToLayerPoint(latLng));
  });
  map.on("zoomanim", ({ zoom, center }) => {
    for (const { element, latLng } of drawn) {
      L.DomUtil.setPosition(element, map._latLngToNewLayerPoint(latLng, zoom, center).round());
    }
  });
  const show = (rows, counts, state, say, withBasemap) => {
    again = () => show(rows, counts, state, say, withBasemap);
    if (spread && !spread.rows.every((row) => row === state.place || rows.includes(row))) spread = null;
    const layout = layOut(map, sites, rows, counts, state, spread);
    pane.classList.toggle("spreading", spread !== null);
    drawLegs(spread, layout);
    for (const each of Object.values(pools)) each.begin();
    drawn = [];
    const place = (element, x, y) => {
      const latLng = map.unproject([x, y]);
      L.DomUtil.setPosition(element, map.latLngToLayerPoint(latLng));
      drawn.push({ element, latLng });
    };
    for (const label of layout.labels) {
      place(showLabel(pools.label.take(), label, sites, state, say), label.x, label.y);
    }
    for (const group of layout.groups) {
      const single = group.members.length === 1;
      const element = single
        ? showMark(pools.mark.take(), group, sites, state)
        : showCluster(pools.cluster.take(), group, sites, state, say, isOneSpot(map, sites, group.members));
      place(element, group.x, group.y);
    }
    for (const name of layout.names) {
      const element = pools.name.take();
      element.textContent = name.text;
      place(element, name.x, name.y);
    }
    if (withBasemap) {
      for (const name of freeNames(namesOfBasemap(state.lang, layout.view, textWidth), layout.boxes)) {
        place(showBasemapName(pools.basemap.take(), name), name.x, name.y);
      }
    }
    for (const each of Object.values(pools)) each.finish();
  };
  return { show, fold };
}

const latLngOf = (sites, row) => lonLat(sites, row).reverse();

const boundsOf = (sites, rows) => L.latLngBounds(rows.map((row) => latLngOf(sites, row)));

/** Whether places stay one cluster at every zoom, so that there is nothing to look closer at. */
function isOneSpot(map, sites, rows) {
  const closest = map.getMaxZoom();
  if (map.getZoom() >= closest) return true;
  return gather(rows.map((row) => ({ index: row, ...map.project(latLngOf(sites, row), closest) }))).length === 1;
}

/** Lines from the spot to the places set out around it. */
function createLegs(map) {
  const renderer = L.svg({ pane: createPane(map, "legs", 590), padding: 0.5 });
  const legs = L.layerGroup().addTo(map);
  return (spread, { groups }) => {
    legs.clearLayers();
    if (!spread) return;
    const petals = groups.filter(({ petal }) => petal);
    const line = (className) => (petal) =>
      legs.addLayer(L.polyline([spread.spot, map.unproject([petal.x, petal.y])], { renderer, interactive: false, className }));
    petals.forEach(line("leg-halo"));
    petals.forEach(line("leg"));
    legs.addLayer(L.circleMarker(spread.spot, { renderer, interactive: false, className: "leg-spot", radius: 4 }));
  };
}

/**
 * What is drawn where in the present view, in world pixels, in the order of drawing: names of districts with their counts,
 * places and clusters, names of places; with the boxes that all of them take up.
 */
export function layOut(map, sites, rows, counts, state, spread = null) {
  const layout = arrange(map, sites, rows, state, spread);
  const labels = districtLabels(layout, sites, counts, state);
  return { ...layout, labels, names: placeNames(map, layout, sites, state) };
}

/**
 * Groups in view, in world pixels, with the boxes that they take up. The chosen place is kept by itself, and so does each
 * that was set out around its spot.
 */
function arrange(map, sites, rows, state, spread) {
  const bounds = map.getPixelBounds();
  const inView = ({ x, y }) =>
    x > bounds.min.x - options.margin &&
    x < bounds.max.x + options.margin &&
    y > bounds.min.y - options.margin &&
    y < bounds.max.y + options.margin;
  const project = (row) => {
    const { x, y } = map.project(latLngOf(sites, row));
    return { index: row, x, y };
  };
  const out = new Set(spread ? spread.rows : []);
  const points = rows.filter((row) => row !== state.place && !out.has(row) && hasPosition(sites, row)).map(project);
  const groups = gather(points).filter(inView);
  if (spread) {
    const spot = map.project(spread.spot);
    spreadOut(spread.rows.length).forEach(({ x, y }, i) => {
      groups.push({ members: [spread.rows[i]], x: spot.x + x, y: spot.y + y, petal: true });
    });
  }
  if (state.place >= sites.first && hasPosition(sites, state.place) && !out.has(state.place)) {
    const { x, y } = project(state.place);
    for (const group of groups) keepOff(group, x, y, groups);
    groups.push({ members: [state.place], x, y });
  }
  const boxes = groups.map(({ members, x, y }) => {
    const side = members.length === 1 ? options.mark : options.disc;
    return boxAt(x, y, side, side);
  });
  if (spread) boxes.push(...groups.filter(({ petal }) => petal).flatMap((petal) => boxesOfLeg(map.project(spread.spot), petal)));
  const { min, max } = bounds;
  const covers = boxesOfCovers(map, min);
  return { groups, boxes, covers, project, inView, view: { left: min.x, right: max.x, top: min.y, bottom: max.y } };
}

/** What the line takes up that leads from a spot to a place set out around it. */
const boxesOfLeg = (spot, petal) =>
  [0, 1 / 4, 1 / 2, 3 / 4].map((way) => boxAt(spot.x + way * (petal.x - spot.x), spot.y + way * (petal.y - spot.y), 10, 10));

/** Where something lies over the map for long, in world pixels. */
function boxesOfCovers(map, { x, y }) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().parentElement.querySelectorAll(LASTING)].map((cover) => {
    const { left, right, top, bottom } = cover.getBoundingClientRect();
    const [dx, dy] = [x - frame.left, y - frame.top];
    return { left: left + dx, right: right + dx, top: top + dy, bottom: bottom + dy };
  });
}

/** Turns by which a group is moved around the chosen place until it covers no other, in radians. */
const TURNS = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6].map((step) => (step * Math.PI) / 6);

/** Move a group that would cover the chosen place aside, just so far that both can be seen and pressed. */
function keepOff(group, x, y, groups) {
  if (Math.hypot(group.x - x, group.y - y) >= options.clear) return;
  const away = Math.atan2(group.y - y, group.x - x);
  const spots = TURNS.map((turn) => ({ x: x + Math.cos(away + turn) * options.clear, y: y + Math.sin(away + turn) * options.clear }));
  const stands = (spot) => groups.every((other) => other === group || Math.hypot(other.x - spot.x, other.y - spot.y) >= options.clear);
  Object.assign(group, spots.find(stands) || spots[0]);
}

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
];

/** Names of districts where there is room for all of one: on the spot, else close by; under a cover where all else is taken. */
function districtLabels({ boxes, covers, project, inView, view }, sites, counts, state) {
  if (state.hide.includes(DISTRICTS)) return [];
  const labels = [];
  for (let row = 1; row < sites.first; row += 1) {
    const at = project(row);
    const text = sites[state.lang][row];
    const width = textWidth(text, 600, options.districtSize) * 1.12 + 34;
    const height = lineHeight(options.districtSize, 24);
    const spots = NUDGES.map(([dx, dy]) => boxAt(at.x + dx * width, at.y + (dy * height) / 24, width, height)).filter(
      (box) => isFree(box, boxes) && contains(view, box),
    );
    const free = spots.find((box) => isFree(box, covers)) || spots[0];
    if (!free || !inView(at)) continue;
    boxes.push(free);
    labels.push({ row, text, count: counts[row], x: (free.left + free.right) / 2, y: (free.top + free.bottom) / 2 });
  }
  return labels;
}

/**
 * Names of places by importance, beside or below their marker, where there is room for all of one. The chosen place's name
 * is shown at every zoom, and under a cover if need be, as do those of places that were set out.
 */
function placeNames(map, { groups, boxes, covers, view }, sites, state) {
  const singles = groups.filter(({ members }) => members.length === 1);
  const isNamedFar = ({ members, petal }) => petal || members[0] === state.place;
  const named = map.getZoom() >= options.nameZoom ? singles : singles.filter(isNamedFar);
  const weight = ({ members: [row] }) => (row === state.place ? Infinity : sites.facts[row]);
  const names = [];
  for (const group of named.slice().sort((a, b) => weight(b) - weight(a) || a.members[0] - b.members[0])) {
    const text = sites[state.lang][group.members[0]];
    const width = textWidth(text, 400, options.nameSize) + 6;
    const height = lineHeight(options.nameSize, 16);
    const spots = [
      [group.x + options.mark / 2 + width / 2, group.y],
      [group.x, group.y + (options.mark + height) / 2],
      [group.x - options.mark / 2 - width / 2, group.y],
      [group.x, group.y - (options.mark + height) / 2],
    ]
      .map(([x, y]) => ({ x, y, box: boxAt(x, y, width, height) }))
      .filter(({ box }) => isFree(box, boxes));
    const free = spots.find(({ box }) => contains(view, box) && isFree(box, covers)) || (isNamedFar(group) && spots[0]);
    if (!free) continue;
    boxes.push(free.box);
    names.push({ text, x: free.x, y: free.y });
  }
  return names;
}

/** Of the names that fit, those that cover nothing, each once in a while. */
function freeNames(names, boxes) {
  const free = [];
  for (const name of names) {
    if (isNamed(name, free) || !isFree(name.box, boxes)) continue;
    boxes.push(name.box);
    free.push(name);
  }
  return free;
}

function showBasemapName(element, { kind, text, angle }) {
  element.className = `basemap-name leaflet-zoom-animated ${kind}`;
  element.firstChild.textContent = text;
  element.firstChild.style.transform = `rotate(${angle}rad)`;
  return element;
}

const boxAt = (x, y, width, height) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

const isFree = (box, boxes) => !boxes.some((other) => overlap(box, other));

const pen = document.createElement("canvas").getContext("2d");

let smallest = null;

/** The size at which letters are shown, in pixels: a reader may have set a smallest one in the browser. */
function shownSize(size) {
  if (smallest === null) {
    const probe = document.body.appendChild(el("span.sr-only smallest"));
    smallest = parseFloat(getComputedStyle(probe).fontSize);
    probe.remove();
  }
  return Math.max(size, smallest);
}

/** The height of a line of letters that are meant to have a size, and a height at that size. */
const lineHeight = (size, height) => (height * shownSize(size)) / size;

/** Width of a text in pixels, in the letters of the page. */
function textWidth(text, weight, size) {
  pen.font = `${weight} ${shownSize(size)}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

function createMark(map, { choose }) {
  const element = el("button.mark leaflet-zoom-animated", { type: "button" }, symbol("projects"));
  return onPress(map, element, () => choose(Number(element.dataset.row)));
}

const layerOf = (sites, row) => sites.registers.layers[sites.layer[row]].code;

/** How a place's marker looks: its layer, its doubt, whether it has a shape of its own and whether it is chosen. */
export const markClasses = (sites, row, state) =>
  [
    "mark",
    `layer-${layerOf(sites, row)}`,
    isDoubtful(sites, row) && "doubtful",
    sites.shapes.has(row) && "shaped",
    row === state.place && "chosen",
  ].filter(Boolean);

function showMark(element, { members: [row], petal }, sites, state) {
  element.className = [...markClasses(sites, row, state), petal && "petal", "leaflet-zoom-animated"].filter(Boolean).join(" ");
  reshape(element.firstChild, layerOf(sites, row));
  element.dataset.row = row;
  element.title = sites[state.lang][row];
  element.setAttribute("aria-label", sites[state.lang][row]);
  return element;
}

function createCluster(map, { open }) {
  const ring = svg("svg.ring", { viewBox: "-20 -20 40 40", "aria-hidden": "true", focusable: "false" });
  const element = el("button.cluster leaflet-zoom-animated", { type: "button" }, ring, el("span"));
  return onPress(map, element, () => open(element));
}

/** How many members of a cluster each layer has, in the order of the layers. */
export function layerShares(sites, members) {
  const count = new Map();
  for (const row of members) count.set(sites.layer[row], (count.get(sites.layer[row]) || 0) + 1);
  return [...count].sort(([a], [b]) => a - b).map(([layer, n]) => [sites.registers.layers[layer], n]);
}

function showCluster(element, { members }, sites, { lang }, say, oneSpot) {
  const shares = layerShares(sites, members);
  drawRing(element.firstChild, shares.map(([layer, n]) => [layer.code, n]));
  element.lastChild.textContent = members.length;
  element.members = members;
  const parts = shares.map(([layer, n]) => say("clusterPart", { count: n, layer: layer[lang].toLowerCase() })).join(say("clusterAnd"));
  const text = say(oneSpot ? "clusterSpread" : "cluster", { places: say("places", { count: members.length }), parts });
  element.title = text;
  element.setAttribute("aria-label", text);
  return element;
}

function createLabel(map, { choose }) {
  const element = el("button.district leaflet-zoom-animated", { type: "button" }, el("b"), el("i", { "aria-hidden": "true" }), el("span.sr-only"));
  return onPress(map, element, () => choose(Number(element.dataset.row)));
}

function showLabel(element, { row, text, count }, sites, state, say) {
  element.dataset.row = row;
  element.firstChild.textContent = text;
  element.querySelector("i").textContent = count;
  element.lastChild.textContent = ` ${say("sitesHere", { count })}`;
  element.classList.toggle("chosen", isChosenUnit(row, state));
  return element;
}

/**
 * A press on a button is the button's alone: the map does not close its popup for it. A drag or a pinch that begins on
 * one moves the map; whatever moved the map is no press.
 */
function onPress(map, element, action) {
  L.DomEvent.on(element, "dblclick contextmenu", L.DomEvent.stopPropagation);
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    // A click that no pointer made has no count; the last drag is nothing to it.
    if (event.detail === 0 || !map.dragging.moved()) action();
  });
  return element;
}
