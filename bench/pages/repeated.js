import { once } from "../../geo/page/web/src/core/later.js";

/**
 * Columns that hold each place several times.
 *
 * @param {any} sites columns as the page reads them; the city and the districts, which come first, stay as they are
 * @param {number} times
 */
export function repeated(sites, times) {
  const { count, first } = sites;
  const whole = first + (count - first) * times;
  /** @param {any} column values, `width` for each subject */
  const longer = (column, width = 1) => {
    const body = column.slice(first * width, count * width);
    const many = Array.isArray(column) ? [] : new column.constructor(whole * width + column.length - count * width);
    if (Array.isArray(many)) return column.slice(0, first).concat(...Array.from({ length: times }, () => body));
    many.set(column.subarray(0, first * width));
    for (let time = 0; time < times; time += 1) many.set(body, first * width + time * body.length);
    return many;
  };
  const isColumn = (value) => (Array.isArray(value) || ArrayBuffer.isView(value)) && value.length === count;
  const repeat = (value) => (isColumn(value) ? longer(value) : value);
  // What is read when it is first asked for, texts too, from islands further down in the file, is repeated then.
  for (const [name, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(sites))) {
    const read = (get || Array.isArray(value)) && once(() => repeat(get ? get.call(sites) : value));
    Object.defineProperty(sites, name, read ? { get: read } : { value: repeat(value), writable: true, enumerable: true });
  }
  for (const facet of sites.facets) {
    const { get } = Object.getOwnPropertyDescriptor(facet, "masks");
    Object.defineProperty(facet, "masks", { get: once(() => longer(get.call(facet), facet.width)) });
  }
  sites.count = whole;
  return sites;
}
