/**
 * RFC 7946 GeoJSON: the head on the first line, a feature a line, numbers in their shortest form.
 */
import { collection } from "./collection.js";

/**
 * @param {object} atlas sites, payload and `factsOf`, as the page holds them
 * @param {number[]} rows the sites, districts and the city to write
 * @param {object} choice what was chosen, as `namedFilter` takes it
 * @returns {string} the whole file
 */
export function toGeoJson(atlas, rows, choice) {
  const { features, ...head } = collection(atlas, rows, choice);
  const lines = features.map((feature) => `\n${JSON.stringify(feature)}`).join(",");
  return `${JSON.stringify(head).slice(0, -1)},"features":[${lines}\n]}\n`;
}
