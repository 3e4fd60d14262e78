/**
 * Sites that are areas or lines, and the circle within which the chosen place lies.
 */
/* global L */
import { hasPosition, isDoubtful, lonLat } from "../sites.js";
import { createPane, toLatLngs } from "./basemap.js";

/** @returns {(rows: number[], state: object) => void} draws the areas and lines among the rows shown */
export function drawShapes(map, sites, choose) {
  const renderer = L.svg({ pane: createPane(map, "shapes", 350), padding: 0.5 });
  const shapes = new Map();
  for (const [row, shape] of sites.shapes) {
    if (row >= sites.first) shapes.set(row, drawShape(sites, row, shape, renderer, choose));
  }
  const circle = L.circle([0, 0], { renderer, interactive: false, className: "doubt" });
  return (rows, state) => {
    const shown = new Set(rows);
    for (const [row, group] of shapes) {
      if (shown.has(row) || state.place === row) group.addTo(map);
      else group.remove();
      markChosen(group, state.place === row);
    }
    showCircle(map, circle, sites, state.place);
  };
}

function drawShape(sites, row, { type, parts }, renderer, choose) {
  const layer = sites.registers.layers[sites.layer[row]].code;
  const doubtful = isDoubtful(sites, row) ? " doubtful" : "";
  const latLngs = parts.map(toLatLngs);
  const line = type.endsWith("LineString");
  const draw = (className, interactive) =>
    (line ? L.polyline : L.polygon)(latLngs, { renderer, interactive, className: className + doubtful });
  const body = draw(`${line ? "line" : "area"} layer-${layer}`, true);
  body.on("click", () => choose(row));
  return L.featureGroup(line ? [draw("casing", false), body] : [body]);
}

function markChosen(group, chosen) {
  group.eachLayer((path) => {
    if (path.getElement()) path.getElement().classList.toggle("chosen", chosen);
  });
}

function showCircle(map, circle, sites, row) {
  const wanted = row >= sites.first && hasPosition(sites, row) && isDoubtful(sites, row) && !sites.shapes.has(row);
  if (!wanted) {
    circle.remove();
    return;
  }
  const [lon, lat] = lonLat(sites, row);
  circle.setLatLng([lat, lon]).setRadius(sites.uncertainty[row]).addTo(map);
}
