/**
 * The ground: neighbouring units, the nine districts, the river, railways and main roads, drawn from the record.
 */
/* global L */
import { decodeLine } from "../sites.js";

/** Row of the districts among the layers. */
export const DISTRICTS = 0;

const flip = ([lon, lat]) => [lat, lon];

/** Leaflet wants lat, lon; everything else in the page is lon, lat. */
export const toLatLngs = (line) => line.map(flip);

/**
 * @param {L.Map} map folium's map
 * @param {object} atlas sites and payload
 * @param {(row: number) => void} choose called with the district that was clicked
 * @returns {(state: object) => void} shows the state: districts on or off, chosen ones told apart
 */
export function drawGround(map, atlas, choose) {
  const renderer = L.svg({ pane: createPane(map, "ground", 200), padding: 0.5 });
  for (const feature of atlas.payload.context) drawContext(map, feature, renderer, "neighbour");
  const districts = drawDistricts(map, atlas.sites, renderer, choose);
  for (const kind of ["river", "road", "railway"]) {
    for (const feature of atlas.payload.context) drawContext(map, feature, renderer, kind);
  }
  return (state) => {
    const plain = state.hide.includes(DISTRICTS);
    for (const [row, polygon] of districts) {
      const chosen = state.district.includes(row) || state.place === row;
      const path = polygon.getElement();
      path.classList.toggle("chosen", chosen);
      path.classList.toggle("dimmed", state.district.length > 0 && !chosen);
      path.classList.toggle("plain", plain);
    }
  };
}

export function createPane(map, name, zIndex) {
  map.createPane(name).style.zIndex = zIndex;
  return name;
}

/** The districts' polygons by row; none where the map was built without boundaries. */
function drawDistricts(map, sites, renderer, choose) {
  const polygons = new Map();
  for (let row = 1; row < sites.first && sites.shapes.has(row); row += 1) {
    const rings = sites.shapes.get(row).parts.map(toLatLngs);
    const polygon = L.polygon(rings, { renderer, className: "ground-district", smoothFactor: 0.5 });
    polygon.on("click", () => choose(row)).addTo(map);
    polygons.set(row, polygon);
  }
  return polygons;
}

/** Draw a context feature if it is of `kind`; a railway and a road are two lines, so that they read as such. */
function drawContext(map, feature, renderer, kind) {
  if (feature.kind !== kind) return;
  const parts = feature.parts.map((part) => toLatLngs(decodeLine(part)));
  const schematic = feature.schematic ? " schematic" : "";
  const draw = (className) => {
    L.polyline(parts, { renderer, interactive: false, className: className + schematic, smoothFactor: 0.5 }).addTo(map);
  };
  draw(`ground-${kind}`);
  if (kind === "railway" || kind === "road") draw(`ground-${kind}-inner`);
}
