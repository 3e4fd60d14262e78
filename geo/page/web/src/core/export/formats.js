/**
 * What is filtered, as a file to save: GeoJSON for maps, CSV for spreadsheets, KML for globes.
 *
 * All of them hold the same sites, districts, facts and sources, with the record's version, the licence and the filter;
 * `geo.export` writes the same bytes from the record.
 */
import { toCsv } from "./csv.js";
import { toGeoJson } from "./geojson.js";
import { toKml } from "./kml.js";

/** Each format: the ending of its files, which is its message too, their type, and what writes them. */
export const FORMATS = [
  { ending: "geojson", type: "application/geo+json", write: toGeoJson },
  { ending: "csv", type: "text/csv;charset=utf-8", write: toCsv },
  { ending: "kml", type: "application/vnd.google-earth.kml+xml", write: toKml },
];
