/**
 * The map of a review: the record's ground and places, what the item at hand is about, and where a proposal would put it. Another
 * place is chosen by a press, as by its name in the form.
 */
/* global L */
import { untracked } from "@preact/signals-core";
import { NOWHERE, POINT, SHAPE_AREA } from "../../core/drawing.js";
import { pressed, typedPieces } from "../../core/proposal.js";
import { drawnBy, whichOf } from "../../core/review/further.js";
import { positionsIn } from "../../core/review/geometry.js";
import { CITY, hasPosition } from "../../core/sites.js";
import { createDrawing } from "../pin.js";
import { drawBasemap, toLatLngs } from "../basemap.js";
import { cityBounds, fit, fitCity, outlineOf, reachOf } from "../camera.js";
import { showChooser } from "../chooser.js";
import { showCredits } from "../credits.js";
import { draw, el, make } from "../dom.js";
import { icon } from "../icons.js";
import { createSketch } from "../panes.js";
import { drawRelief } from "../relief.js";
import { drawShapes, latLngOf } from "../shapes.js";
import { createTiles } from "../tiles.js";

/** @import {ReviewScene, Doings} from "../../app/reviewing.js" */
/** @import {Draft} from "../../core/proposal.js" */
/** @import {Change} from "../../core/review/types" */

const DOT = 5; // pixels
const CHOSEN = 9;
const AMID = 11.5; // zoom at which a place is seen among others
const CLOSE = 14; // the most for a place that is new
const CLOSEST = 17; // the most for one that is moved by a few steps: before and after lie apart
const APART = 8; // pixels from a point to what names it

/**
 * @param {ReviewScene} scene
 * @param {Doings} doings
 * @returns {{element: HTMLElement, start: () => {show: () => void}}} `start` draws it once its element is in the page
 */
export function createReviewMap(scene, doings) {
  const element = make(el("section.ground", {}, el("div.folium-map"), el("div.over-ground")));
  return { element, start: () => ({ show: drawGround(element, scene, doings) }) };
}

/** @param {HTMLElement} element @param {ReviewScene} scene @param {Doings} doings */
function drawGround(element, scene, doings) {
  const { atlas, state } = scene;
  const { sites, payload } = atlas;
  const [container, tools] = /** @type {HTMLElement[]} */ ([...element.children]);
  const map = L.map(container, { zoomControl: false, attributionControl: false, zoomSnap: 0.25, minZoom: 7, maxZoom: 18 });
  map.fitBounds(cityBounds(sites), { animate: false });
  /** @param {number} row */
  const choose = (row) => {
    if (scene.draft.row) doings.edit({ subject: sites.id[row] });
  };
  const showBasemap = drawBasemap(map, atlas, choose);
  drawRelief(map, payload.relief);
  const showShapes = drawShapes(map, sites, choose);
  const dots = drawDots(map, sites, choose);
  const moves = createMoves(map);
  const pin = createDrawing(map);
  map.on("click", ({ latlng }) => {
    if (scene.proposal) doings.place(pressed(scene.proposal, [latlng.lng, latlng.lat]));
  });
  const tiles = createTiles(map, element, atlas, doings.tell);
  const shown = new Uint8Array(sites.count).fill(1);
  const names = createNames(map, sites);
  let sight = ""; // what is looked at
  const lookAgain = () => {
    const { row, change } = scene;
    const moved = moves.bounds();
    // Another place of a site is seen beside the site itself.
    if (change && whichOf(change) && row >= 0 && hasPosition(sites, row)) moved.extend(latLngOf(sites, row));
    look(map, sites, row, moved);
  };
  new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
    untracked(lookAgain);
  }).observe(container);
  return () => {
    const { row, say, change, proposal } = scene;
    const { lang, base, agreed } = state;
    const ground = /** @type {State} */ (/** @type {unknown} */ ({ roads: true, district: [], hide: [], place: row, base, agreed }));
    tiles.show(ground);
    showBasemap(ground, null);
    showShapes({ shown }, ground);
    dots.mark(row, lang);
    moves.show(change, proposal, say);
    pin.show(proposal && proposal.values.shape !== NOWHERE ? proposal : null, { say }, doings);
    element.classList.toggle("placing", proposal !== null);
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", say("reviewMap"));
    showTools(tools, tiles.offered, tiles.chosen(ground), scene, doings, [
      tool("zoomIn", say, () => map.zoomIn()),
      tool("zoomOut", say, () => map.zoomOut()),
      tool("home", say, () => fitCity(map, cityBounds(sites))),
    ]);
    const before = sight;
    sight = `${row} ${state.at}`;
    if (sight !== before) lookAgain();
    names.show(lang);
  };
}

/**
 * Show what is moved, else a place with what is around it, or the district, or the city.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {number} row
 * @param {L.LatLngBounds} moved
 */
function look(map, sites, row, moved) {
  const bounds = row >= sites.first ? reachOf(sites, row) : outlineOf(sites, row);
  const isPoint = moved.isValid() && moved.getNorthEast().equals(moved.getSouthWest());
  if (moved.isValid()) fit(map, moved.pad(0.4), { maxZoom: isPoint ? CLOSE : CLOSEST });
  else if (row > CITY && bounds.isValid()) fit(map, bounds, { maxZoom: AMID });
  else fitCity(map, cityBounds(sites));
}

/**
 * The names of the districts.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 */
function createNames(map, sites) {
  const rows = [...Array(sites.first).keys()].filter((row) => row !== CITY && hasPosition(sites, row));
  const names = rows.map((row) => {
    const element = make(el("span"));
    L.tooltip({ permanent: true, direction: "center", className: "district-name" })
      .setLatLng(latLngOf(sites, row))
      .setContent(element)
      .addTo(map);
    return { row, element };
  });
  // Of two names that would lie over each other the later one gives way.
  const part = () => {
    const boxes = /** @type {DOMRect[]} */ ([]);
    for (const { element } of names) {
      element.style.visibility = "";
      const box = element.getBoundingClientRect();
      if (boxes.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom))
        element.style.visibility = "hidden";
      else boxes.push(box);
    }
  };
  map.on("moveend", part);
  return {
    /** @param {Lang} lang */
    show(lang) {
      for (const { row, element } of names) element.textContent = sites[lang][row];
      part();
    },
  };
}

/**
 * The tools of the map, with the choice of its basemap, and whose that is.
 *
 * @param {HTMLElement} element
 * @param {Basemap[]} offered
 * @param {Basemap | null} shown
 * @param {ReviewScene} scene
 * @param {Doings} doings
 * @param {Described[]} buttons
 */
function showTools(element, offered, shown, scene, { chooseBasemap }, buttons) {
  /** @param {Described} button @param {Described} menu */
  const place = (button, menu) =>
    el("div.toolbox", {}, menu, el("div.controls", { role: "group", "aria-label": scene.say("tools") }, ...buttons, button));
  draw(element, showChooser(offered, shown, scene, { choose: chooseBasemap, place }), shown && showCredits(scene, shown));
}

/** @param {string} name @param {Say} say @param {() => void} onclick */
const tool = (name, say, onclick) =>
  el(`button.tool-${name}`, { type: "button", "data-key": `map-${name}`, "aria-label": say(name), title: say(name), onclick }, icon(name));

/**
 * A dot for each place. The keyboard chooses places in the form, by name: hundreds of stops would be in its way here.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {(row: number) => void} choose
 */
function drawDots(map, sites, choose) {
  const renderer = createSketch(map, "dots", 450);
  /** @type {Map<number, L.CircleMarker>} */
  const dots = new Map();
  let lang = /** @type {Lang} */ ("zh");
  for (let row = sites.first; row < sites.count; row += 1) {
    if (!hasPosition(sites, row)) continue;
    const className = `dot layer-${sites.registers.layers[sites.layer[row]].code}`;
    const dot = L.circleMarker(latLngOf(sites, row), { renderer, className, radius: DOT });
    dots.set(row, dot.on("click", () => choose(row)).addTo(map));
    dot.bindTooltip(() => make(el("b", {}, sites[lang][row])), { direction: "top", offset: [0, -APART] });
  }
  let chosen = -1;
  return {
    /** @param {number} row @param {Lang} spoken */
    mark(row, spoken) {
      lang = spoken;
      for (const each of [chosen, row]) {
        const dot = dots.get(each);
        dot?.setRadius(each === row ? CHOSEN : DOT);
        dot?.getElement()?.classList.toggle("chosen", each === row);
        if (each === row) dot?.openTooltip();
        else dot?.closeTooltip();
      }
      dots.get(row)?.bringToFront();
      chosen = row;
    },
  };
}

/**
 * Where something is that a proposal moves or adds: its geometry before and after. While it is edited, what is drawn then has the
 * place of the latter.
 *
 * @param {L.Map} map
 * @returns {{show: (change: Change | null, proposal: Draft | null, say: Say) => void, bounds: () => L.LatLngBounds}}
 */
function createMoves(map) {
  const layer = L.layerGroup().addTo(map);
  const renderer = createSketch(map, "moves", 460);
  let positions = /** @type {Position[]} */ ([]);
  return {
    bounds: () => L.latLngBounds(toLatLngs(positions)),
    show(change, proposal, say) {
      layer.clearLayers();
      const [told = [], after = []] = proposal ? [] : drawnBy(change).map(positionsIn);
      const before = proposal ? formerLines(proposal) : told;
      positions = [...before, ...after].flat();
      const way = [before, after].every((lines) => lines.length === 1 && lines[0].length === 1) ? [positions] : [];
      for (const line of [...before, ...way]) drawPart(line, { renderer, className: "move before", interactive: false }).addTo(layer);
      const [north] = before
        .filter(({ length }) => length > 1 || after.length === 0)
        .flat()
        .sort((a, b) => b[1] - a[1]);
      if (north) nameAt(north, say("positionFormer")).addTo(layer);
      for (const line of after)
        drawPart(line, { renderer, className: "move after" })
          .bindTooltip(make(el("span", {}, say("reviewPositionNew"))), { permanent: true, direction: "bottom", offset: [0, APART] })
          .addTo(layer);
    },
  };
}

/** @param {Position} position @param {string} name of what lies under it */
const nameAt = (position, name) =>
  L.tooltip({ permanent: true, direction: "top", offset: [0, -APART] })
    .setLatLng(toLatLngs([position])[0])
    .setContent(make(el("span", {}, name)));

/** @param {Draft} draft @returns {Position[][]} the lines or outlines that the record has, closed */
const formerLines = ({ row, base }) => {
  if (row < 0 || base.shape === POINT) return [];
  return typedPieces(base).map((piece) => (base.shape === SHAPE_AREA ? [...piece, ...piece.slice(0, 1)] : piece));
};

/** @param {Position[]} line of one position or several @param {L.PathOptions & L.RendererOptions} options */
const drawPart = (line, options) =>
  line.length === 1 ? L.circleMarker(toLatLngs(line)[0], { ...options, radius: CHOSEN }) : L.polyline(toLatLngs(line), options);
