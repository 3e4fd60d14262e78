/**
 * Places, clusters and names on the map: buttons from a pool, laid out anew whenever the view or the choice changes.
 *
 * What matters more is placed first and keeps its ground: the chosen place, then places and clusters, then the names
 * of districts, then the names of places. A name that would cover something is moved, else left out.
 */
/* global L */
import { gather } from "../grid.js";
import { hasPosition, isDoubtful, lonLat } from "../sites.js";
import { DISTRICTS, createPane, isChosenUnit } from "./basemap.js";
import { el, pool, svg } from "./dom.js";
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
 * @param {object} sites columns
 * @param {{choose: Function, openCluster: Function}} actions what a click or Enter does
 * @returns {(rows: number[], counts: Uint32Array, state: object, say: Function) => void} draws what is shown
 */
export function drawMarkers(map, sites, actions) {
  const pane = map.getPane(createPane(map, "places", 600));
  const pools = {
    label: pool(pane, () => createLabel(actions)),
    mark: pool(pane, () => createMark(actions)),
    cluster: pool(pane, () => createCluster(actions)),
    name: pool(pane, () => el("span.name leaflet-zoom-animated", { "aria-hidden": "true" })),
  };
  let drawn = [];
  map.on("zoomanim", ({ zoom, center }) => {
    for (const { element, latLng } of drawn) {
      L.DomUtil.setPosition(element, map._latLngToNewLayerPoint(latLng, zoom, center).round());
    }
  });
  return (rows, counts, state, say) => {
    const { labels, groups, names } = layOut(map, sites, rows, counts, state);
    for (const each of Object.values(pools)) each.begin();
    drawn = [];
    const place = (element, x, y) => {
      const latLng = map.unproject([x, y]);
      L.DomUtil.setPosition(element, map.latLngToLayerPoint(latLng));
      drawn.push({ element, latLng });
    };
    for (const label of labels) {
      place(showLabel(pools.label.take(), label, sites, state, say), label.x, label.y);
    }
    for (const group of groups) {
      const single = group.members.length === 1;
      const element = single
        ? showMark(pools.mark.take(), group.members[0], sites, state)
        : showCluster(pools.cluster.take(), group, sites, say);
      place(element, group.x, group.y);
    }
    for (const name of names) {
      const element = pools.name.take();
      element.textContent = name.text;
      place(element, name.x, name.y);
    }
    for (const each of Object.values(pools)) each.finish();
  };
}

/**
 * What stands where in the present view, in world pixels, in the order of drawing: names of districts with their counts,
 * places and clusters, names of places.
 */
export function layOut(map, sites, rows, counts, state) {
  const layout = arrange(map, sites, rows, state);
  const labels = districtLabels(layout, sites, counts, state);
  return { labels, groups: layout.groups, names: placeNames(map, layout, sites, state) };
}

/** Groups in view, in world pixels, with the boxes that they take up. The chosen place stands by itself. */
function arrange(map, sites, rows, state) {
  const bounds = map.getPixelBounds();
  const inView = ({ x, y }) =>
    x > bounds.min.x - options.margin &&
    x < bounds.max.x + options.margin &&
    y > bounds.min.y - options.margin &&
    y < bounds.max.y + options.margin;
  const project = (row) => {
    const [lon, lat] = lonLat(sites, row);
    const { x, y } = map.project([lat, lon]);
    return { index: row, x, y };
  };
  const points = rows.filter((row) => row !== state.place && hasPosition(sites, row)).map(project);
  const groups = gather(points).filter(inView);
  if (state.place >= sites.first && hasPosition(sites, state.place)) {
    const { x, y } = project(state.place);
    for (const group of groups) keepOff(group, x, y);
    groups.push({ members: [state.place], x, y });
  }
  const boxes = groups.map(({ members, x, y }) => {
    const side = members.length === 1 ? options.mark : options.disc;
    return boxAt(x, y, side, side);
  });
  return { groups, boxes, project, inView };
}

/** Move a group that would cover the chosen place aside, just so far that both can be seen and pressed. */
function keepOff(group, x, y) {
  const distance = Math.hypot(group.x - x, group.y - y);
  if (distance >= options.clear) return;
  const [dx, dy] = distance > 0 ? [(group.x - x) / distance, (group.y - y) / distance] : [1, 0];
  group.x = x + dx * options.clear;
  group.y = y + dy * options.clear;
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
];

/** Names of districts where there is room for them: on the spot, else close by. */
function districtLabels({ boxes, project, inView }, sites, counts, state) {
  if (state.hide.includes(DISTRICTS)) return [];
  const labels = [];
  for (let row = 1; row < sites.first; row += 1) {
    const at = project(row);
    const text = sites[state.lang][row];
    const width = textWidth(text, 600, options.districtSize) * 1.12 + 34;
    const free = NUDGES.map(([dx, dy]) => boxAt(at.x + dx * width, at.y + dy, width, 24)).find(
      (box) => !boxes.some((other) => overlap(box, other)),
    );
    if (!free || !inView(at)) continue;
    boxes.push(free);
    labels.push({ row, text, count: counts[row], x: (free.left + free.right) / 2, y: (free.top + free.bottom) / 2 });
  }
  return labels;
}

/** Names of places by importance, beside or below their sign; the chosen place's name stands at every zoom. */
function placeNames(map, { groups, boxes }, sites, state) {
  const singles = groups.filter(({ members }) => members.length === 1);
  const named = map.getZoom() >= options.nameZoom ? singles : singles.filter(({ members }) => members[0] === state.place);
  const weight = ({ members: [row] }) => (row === state.place ? Infinity : sites.facts[row]);
  const names = [];
  for (const group of named.slice().sort((a, b) => weight(b) - weight(a) || a.members[0] - b.members[0])) {
    const text = sites[state.lang][group.members[0]];
    const width = textWidth(text, 400, options.nameSize) + 6;
    const free = [
      [group.x + options.mark / 2 + width / 2, group.y],
      [group.x, group.y + options.mark / 2 + 8],
      [group.x - options.mark / 2 - width / 2, group.y],
      [group.x, group.y - options.mark / 2 - 8],
    ]
      .map(([x, y]) => ({ x, y, box: boxAt(x, y, width, 16) }))
      .find(({ box }) => !boxes.some((other) => overlap(box, other)));
    if (!free) continue;
    boxes.push(free.box);
    names.push({ text, x: free.x, y: free.y });
  }
  return names;
}

const boxAt = (x, y, width, height) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const pen = document.createElement("canvas").getContext("2d");

/** Width of a text in pixels, in the letters of the page. */
function textWidth(text, weight, size) {
  pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

function createMark({ choose }) {
  const element = el("button.mark leaflet-zoom-animated", { type: "button" }, symbol("projects"));
  return onPress(element, () => choose(Number(element.dataset.row)));
}

const layerOf = (sites, row) => sites.registers.layers[sites.layer[row]].code;

/** How a place's sign looks: its layer, its doubt, whether it has a shape of its own and whether it is chosen. */
export const markClasses = (sites, row, state) =>
  [
    "mark",
    `layer-${layerOf(sites, row)}`,
    isDoubtful(sites, row) && "doubtful",
    sites.shapes.has(row) && "shaped",
    row === state.place && "chosen",
  ].filter(Boolean);

function showMark(element, row, sites, state) {
  element.className = [...markClasses(sites, row, state), "leaflet-zoom-animated"].join(" ");
  reshape(element.firstChild, layerOf(sites, row));
  element.dataset.row = row;
  element.title = sites[state.lang][row];
  element.setAttribute("aria-label", sites[state.lang][row]);
  return element;
}

function createCluster({ openCluster }) {
  const ring = svg("svg.ring", { viewBox: "-20 -20 40 40", "aria-hidden": "true", focusable: "false" });
  const element = el("button.cluster leaflet-zoom-animated", { type: "button" }, ring, el("span"));
  return onPress(element, () => openCluster(element.members));
}

/** How many members of a cluster each layer has, in the order of the layers. */
export function layerShares(sites, members) {
  const count = new Map();
  for (const row of members) count.set(sites.layer[row], (count.get(sites.layer[row]) || 0) + 1);
  return [...count].sort(([a], [b]) => a - b).map(([layer, n]) => [sites.registers.layers[layer].code, n]);
}

function showCluster(element, { members }, sites, say) {
  drawRing(element.firstChild, layerShares(sites, members));
  element.lastChild.textContent = members.length;
  element.members = members;
  element.title = say("cluster", members.length);
  element.setAttribute("aria-label", say("cluster", members.length));
  return element;
}

function createLabel({ choose }) {
  const element = el("button.district leaflet-zoom-animated", { type: "button" }, el("b"), el("i"));
  return onPress(element, () => choose(Number(element.dataset.row)));
}

function showLabel(element, { row, text, count }, sites, state, say) {
  element.dataset.row = row;
  element.firstChild.textContent = text;
  element.lastChild.textContent = count;
  element.setAttribute("aria-label", `${text}, ${say("sitesHere", count)}`);
  element.classList.toggle("chosen", isChosenUnit(row, state));
  return element;
}

/** A press on a button is the button's alone: the map neither drags nor closes its popup for it. */
function onPress(element, action) {
  L.DomEvent.disableClickPropagation(element);
  element.addEventListener("click", action);
  return element;
}
