/**
 * Online basemaps: the tiles of the one that the reader chose, over our own basemap, which stays where a tile is missing.
 *
 * Nothing is asked of anyone before the reader agrees to it; that a link names a basemap is no such word. Where its
 * tiles are in GCJ-02, the whole map is laid out in that datum: what we know in WGS-84 is shifted point by point, so
 * that it lies where it does on the tiles.
 */
/* global L */
import { fromGcj02, toGcj02 } from "../core/datum.js";
import { DISTRICTS, inWorld } from "../core/sites.js";
import { toLatLngs } from "./basemap.js";
import { createSketch } from "./panes.js";

const { SphericalMercator } = L.Projection;

/** Leaflet's plane of web maps, reached by way of GCJ-02; positions outside it are WGS-84 everywhere. */
const GCJ02 = L.extend({}, L.CRS.EPSG3857, {
  projection: L.extend({}, SphericalMercator, {
    /** @param {L.LatLng} latLng */
    project({ lat, lng }) {
      const [lon, shiftedLat] = toGcj02([lng, lat]);
      return SphericalMercator.project(L.latLng(shiftedLat, lon));
    },
    /** @param {L.Point} point */
    unproject(point) {
      const { lat, lng } = SphericalMercator.unproject(point);
      const [lon, plainLat] = fromGcj02([lng, lat]);
      return L.latLng(plainLat, lon);
    },
  }),
});

const OWN = { datum: "WGS-84" };

/**
 * @param {L.Map} map folium's map
 * @param {Element} root takes the class "online" while tiles are shown
 * @param {Atlas} atlas sites and payload
 * @param {(key: string) => void} tell shows the reader a message, by its key
 * @returns {{offered: Basemap[], chosen: (state: State) => Basemap | null, awaiting: (state: State) => Basemap | null, show: (state: State) => void}} the basemaps that this page may
 *   offer, which of them a state shows (null: our own), which of them it would if the reader agreed, and what shows it
 */
export function createTiles(map, root, atlas, tell) {
  const fromTheWeb = /^https?:$/.test(window.location.protocol);
  const offered = atlas.payload.basemaps.filter((basemap) => fromTheWeb || !basemap.needs_http);
  /** @param {State} state @param {boolean} agreed */
  const wanted = (state, agreed) => offered.find(({ code }) => code === state.base && state.agreed.includes(code) === agreed) || null;
  /** @param {State} state */
  const chosen = (state) => wanted(state, true);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const showOutlines = drawOutlines(map, atlas.sites);
  let shown = /** @type {Basemap|null} */ (null);
  let layers = /** @type {L.TileLayer[]} */ ([]);

  /** @param {Basemap | null} basemap */
  const lay = (basemap) => {
    for (const layer of layers) layer.remove();
    layers = [];
    shown = basemap;
    root.classList.toggle("online", basemap !== null);
    layOut(map, atlas.sites, basemap || OWN);
    if (basemap) layers = createLayers(basemap, dark.matches, () => tell("tilesFailed")).map((layer) => layer.addTo(map));
  };
  // Where addEventListener is not known for it (Safari 13), the basemap takes the page's colours when it is next chosen.
  if (dark.addEventListener) dark.addEventListener("change", () => shown && shown.dark.length > 0 && lay(shown));

  return {
    offered,
    chosen,
    awaiting: (state) => wanted(state, false),
    show(state) {
      if (chosen(state) !== shown) lay(chosen(state));
      showOutlines(state, shown !== null);
    },
  };
}

/** @param {Basemap} basemap @param {boolean} dark @param {() => void} failed */
function createLayers(basemap, dark, failed) {
  let told = false;
  return (dark && basemap.dark.length > 0 ? basemap.dark : basemap.tiles).map((address) => {
    const layer = L.tileLayer(address, {
      subdomains: basemap.subdomains,
      minNativeZoom: basemap.min_zoom,
      maxNativeZoom: basemap.max_zoom,
      noWrap: true,
      // OpenStreetMap's policy wants to know the site that asks; nobody else needs to.
      referrerPolicy: basemap.needs_http ? "strict-origin-when-cross-origin" : "no-referrer",
    });
    return layer.on("tileerror", () => {
      if (!told) failed();
      told = true;
    });
  });
}

/**
 * Lay the map and all places out in the datum of the tiles, where CGCS2000 is taken as WGS-84; the middle of the map and
 * its zoom stay what they are.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @param {Pick<Basemap, "datum">} basemap
 */
function layOut(map, sites, { datum }) {
  const plane = datum === "GCJ-02" ? GCJ02 : L.CRS.EPSG3857;
  if (map.options.crs === plane) return;
  const [centre, zoom] = [map.getCenter(), map.getZoom()];
  map.options.crs = plane;
  Object.assign(sites, inWorld(sites, plane === GCJ02 ? toGcj02 : undefined));
  map.setView(centre, zoom, /** @type {L.ZoomPanOptions & {reset: boolean}} */ ({ reset: true }));
}

/**
 * Outlines of the districts above the tiles: our own basemap, which has them too, lies below.
 *
 * @param {L.Map} map
 * @param {Sites} sites
 * @returns {(state: State, online: boolean) => void} shows them over tiles, unless the districts are hidden
 */
function drawOutlines(map, sites) {
  const renderer = createSketch(map, "outlines", 250);
  const all = L.layerGroup();
  const outlines = new Map();
  for (let row = 1; row < sites.first && sites.shapes.has(row); row += 1) {
    const rings = /** @type {Shape} */ (sites.shapes.get(row)).parts.map(toLatLngs);
    /** @param {string} className */
    const draw = (className) => L.polygon(rings, { renderer, interactive: false, fill: false, className, smoothFactor: 0.5 });
    all.addLayer(draw("outline-halo"));
    outlines.set(row, draw("outline"));
  }
  for (const outline of outlines.values()) all.addLayer(outline);
  return (state, online) => {
    if (!online || state.hide.includes(DISTRICTS)) {
      all.remove();
      return;
    }
    all.addTo(map);
    for (const [row, outline] of outlines) {
      outline.getElement().classList.toggle("chosen", state.district.includes(row) || state.place === row);
    }
  };
}
