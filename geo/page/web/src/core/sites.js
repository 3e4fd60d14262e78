/**
 * The subjects of the atlas in columns: the city, its nine districts, then every site.
 *
 * A subject is a row number everywhere in the page; its texts and codes are looked up here. Positions stay
 * integers of 1e-6 degree, so that `position / 1e6` is the very number in the record.
 *
 * A place number is where something lies: the row of a subject means its own position, and the numbers from `count` on are
 * the further places of sites that have several (parts), then the positions that others claim (rivals).
 */
import { COUNTED, MICRO, NO_POSITION, WORD } from "./constants.js";
import { readFigures } from "./figures.js";
import { readLater } from "./later.js";
import { isWithin } from "./measure.js";
import { cells, column, numbersOf, unpack } from "./packed.js";
import { readTerms } from "./terms.js";
import { inOnePiece, readTexts } from "./texts.js";

/** The row of the city, and that of the first district. */
export const CITY = 0;
export const FIRST_DISTRICT = 1;

/** The row of the layer that holds the city and the districts; all others hold sites. */
export const DISTRICTS = 0;

/** The columns of numbers by which places are drawn; the others are read when they are first asked for. */
export const DRAWN = /** @type {const} */ (["lon", "lat", "kind", "uncertainty"]);

/** What subjects are found by; nothing that the page shows at first. */
const TERMS = /** @type {const} */ ([
  "names",
  "namesOf",
  "terms",
  "termNames",
  "said",
  "starts",
  "wholes",
  "saidOf",
  "wholeOf",
  "termOf",
  "folding",
]);

/** @import {TextColumn} from "./texts.js" */

/**
 * @param {import("./payload").Core} payload the core payload
 * @param {ReturnType<typeof readTexts>} [texts] where the columns do not have them
 * @returns {Sites} the columns, the registers and the shapes, decoded
 */
export function readSites(payload, texts = textsIn(payload.columns)) {
  const { columns, registers } = payload;
  const count = columns.count;
  const site = /** @type {Sites} */ (
    /** @type {unknown} */ ({
      count,
      first: registers.districts.length + 1,
      exact: payload.exact_m,
      wide: payload.wide_m,
      narrowed: payload.narrowed,
      lon: new Int32Array(unpack(columns.lon)),
      lat: new Int32Array(unpack(columns.lat)),
      kind: new Uint32Array(unpack(columns.kind)),
      uncertainty: new Uint32Array(unpack(columns.uncertainty)),
      shapes: new Map(payload.shapes.map(([index, type, parts, rings]) => [index, { type, parts: parts.map(decodeLine), rings }])),
      ...columnsOf(count, texts),
      registers,
      bases: payload.basemaps.map(({ code }) => code),
      facets: payload.facets.map(readFacet),
    })
  );
  addFurtherPlaces(site, payload);
  for (const name of COUNTED) readLater(site, [name], () => ({ [name]: new Uint32Array(unpack(columns[name])) }));
  readLater(site, ["index"], () => ({ index: new Map(site.id.map((id, i) => [id, i])) }));
  readLater(site, ["dates"], () => payload);
  readLater(site, ["figures"], () => ({ figures: readFigures(payload) }));
  const names = {
    count,
    size: texts.size,
    read: (/** @type {number} */ piece) => ({
      zh: texts.lines("name_zh", piece),
      en: texts.lines("name_en", piece),
      aliases: texts.lines("aliases", piece),
    }),
    textsOf: (/** @type {number} */ row) => [site.zh[row], site.en[row], ...site.aliases[row]],
  };
  readLater(site, TERMS, () => readTerms(payload.search, names, registers));
  Object.assign(site, inWorld(site));
  site.inDistrict = /** @type {Facet} */ (site.facets.find(({ key }) => key === "district"));
  site.layer = layersOf(site.kind, registers);
  return site;
}

/**
 * The layer of each subject: that of its kind.
 *
 * @param {ArrayLike<number>} kinds
 * @param {import("./payload").Registers} registers
 */
function layersOf(kinds, registers) {
  const layers = new Uint32Array(kinds.length);
  for (let row = 0; row < layers.length; row += 1) layers[row] = registers.kinds[kinds[row]].layer;
  return layers;
}

/** The texts of columns that have them. @param {import("./payload").Columns} columns */
const textsIn = (columns) => readTexts(columns.count, { size: columns.count, read: () => inOnePiece(columns) });

/**
 * The columns of texts, each text decoded when it is asked for.
 *
 * @param {number} count
 * @param {ReturnType<typeof readTexts>} texts
 */
function columnsOf(count, { text }) {
  /** @param {TextColumn} name */
  const textsOf = (name) => column(count, (row) => text(name, row));
  return {
    id: textsOf("id"),
    zh: textsOf("name_zh"),
    en: textsOf("name_en"),
    aliases: column(count, (row) => cells(text("aliases", row))),
    latest: textsOf("latest"),
    statusAsOf: textsOf("status_as_of"),
  };
}

/**
 * Give the positions of parts and rivals place numbers after those of the subjects.
 *
 * @param {Sites} site
 * @param {Pick<import("./payload").Core, "parts" | "rivals">} payload
 */
function addFurtherPlaces(site, { parts, rivals }) {
  const further = [...parts, ...rivals];
  const [lon, lat, uncertainty] = /** @type {const} */ ([1, 2, 3]).map((at) => further.map((place) => place[at]));
  Object.assign(site, {
    lon: continued(Int32Array, site.lon, lon),
    lat: continued(Int32Array, site.lat, lat),
    uncertainty: continued(Uint32Array, site.uncertainty, uncertainty),
    further: further.map(([row, , , , zh, en]) => ({ row, zh, en })),
    parts: byRow(parts, site.count),
    rivals: byRow(rivals, site.count + parts.length),
  });
}

/**
 * A column with further numbers behind its own.
 *
 * @template {Int32Array | Uint32Array} Column
 * @param {new (length: number) => Column} Kind
 * @param {ArrayLike<number>} column
 * @param {number[]} further
 */
function continued(Kind, column, further) {
  const longer = new Kind(column.length + further.length);
  longer.set(column);
  longer.set(further, column.length);
  return longer;
}

const FARTHEST = 85.0511287798; // degrees of latitude at which the world of web maps ends
const WHOLE = 256; // pixels of the whole world at zoom 0
const RADIAN = Math.PI / 180;

/**
 * Where every place is in the world of web maps (EPSG:3857), in pixels at zoom 0: each level doubles them.
 *
 * @param {Pick<Sites, "lon" | "lat">} sites
 * @param {(position: number[]) => number[]} [shifted] a position in the datum of the map, of one in WGS-84
 * @returns {Pick<Sites, "x" | "y">}
 */
export function inWorld({ lon, lat }, shifted) {
  const [x, y] = [new Float64Array(lon.length), new Float64Array(lon.length)];
  for (let place = 0; place < lon.length; place += 1) {
    let [east, north] = [lon[place] / MICRO, lat[place] / MICRO];
    if (shifted) [east, north] = shifted([east, north]);
    const sine = Math.sin(Math.max(Math.min(north, FARTHEST), -FARTHEST) * RADIAN);
    x[place] = WHOLE * (east / 360 + 1 / 2);
    y[place] = WHOLE * (1 / 2 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
  }
  return { x, y };
}

/**
 * The place numbers of each row, which begin with `first`.
 *
 * @param {import("./payload").PlaceShown[]} places
 * @param {number} first
 * @returns {Map<number, number[]>}
 */
function byRow(places, first) {
  const numbers = new Map();
  places.forEach(([row], i) => numbers.set(row, [...(numbers.get(row) || []), first + i]));
  return numbers;
}

/**
 * The row of the subject whose place a number is.
 *
 * @param {Pick<Sites, "count" | "further">} sites
 * @param {number} place
 */
export const rowAt = ({ count, further }, place) => (place < count ? place : further[place - count].row);

/**
 * The numbers of the places where a subject lies, its own position first.
 *
 * @param {Pick<Sites, "parts">} sites
 * @param {number} row
 */
export const placesOf = ({ parts }, row) => [row, ...(parts.get(row) || [])];

/**
 * The numbers of all places of some sites that are on the map: their own positions, then their parts.
 *
 * @param {Sites} sites
 * @param {number[]} rows in their order
 * @param {Uint8Array} shown 1 for each of them, by row
 */
export function placesShown(sites, rows, shown) {
  const places = rows.filter((row) => hasPosition(sites, row));
  for (const [row, parts] of sites.parts) {
    if (shown[row] === 1) for (const part of parts) if (hasPosition(sites, part)) places.push(part);
  }
  return places;
}

/**
 * Those of these places that lie in a part of the world, and where.
 *
 * @param {Sites} sites
 * @param {Pick<Result, "rows" | "shown">} result
 * @param {Box} part in the world's pixels
 * @param {number} scale how many of them make one at zoom 0
 * @param {(place: number) => boolean} [isWanted]
 * @returns {import("./grid.js").Points}
 */
export function pointsIn(sites, { rows, shown }, { left, right, top, bottom }, scale, isWanted) {
  const { lon, x, y } = sites;
  const most = rows.length + lon.length - sites.count;
  const points = { index: new Uint32Array(most), x: new Float64Array(most), y: new Float64Array(most) };
  let found = 0;
  /** @param {number} place */
  const add = (place) => {
    const across = x[place] * scale;
    const down = y[place] * scale;
    const isIn = across > left && across < right && down > top && down < bottom && lon[place] !== NO_POSITION;
    if (!isIn || (isWanted && !isWanted(place))) return;
    points.index[found] = place;
    points.x[found] = across;
    points.y[found] = down;
    found += 1;
  };
  for (let i = 0; i < rows.length; i += 1) add(rows[i]);
  for (const [row, parts] of sites.parts) if (shown[row] === 1) parts.forEach(add);
  const [index, across, down] = Object.values(points).map((column) => column.subarray(0, found));
  return { index, x: across, y: down };
}

/**
 * The numbers of the positions that others claim of a subject.
 *
 * @param {Pick<Sites, "rivals">} sites
 * @param {number} row
 */
export const rivalsOf = ({ rivals }, row) => rivals.get(row) || [];

/**
 * What a place is called: by the name of its subject, a part by its own name beside it.
 *
 * @param {Sites} sites
 * @param {number} place
 * @param {Lang} lang
 */
export const placeName = (sites, place, lang) =>
  [sites[lang][rowAt(sites, place)], ...(place < sites.count ? [] : [sites.further[place - sites.count][lang]])].join(" · ");

/**
 * A facet: its masks hold `width` words for each subject, a bit for each option.
 *
 * @param {import("./payload").FacetShown} facet
 * @returns {Facet}
 */
export function readFacet({ masks, ...told }) {
  const facet = { ...told, width: Math.ceil(told.options.length / WORD) };
  readLater(facet, ["masks"], () => ({ masks: new Uint32Array(unpack(masks)) }));
  return /** @type {Facet} */ (/** @type {unknown} */ (facet));
}

/**
 * Whether a subject has an option of a facet.
 *
 * @param {Pick<Facet, "masks" | "width">} facet
 * @param {number} i
 * @param {number} option
 */
export const hasOption = ({ masks, width }, i, option) => (masks[i * width + (option >>> 5)] & (1 << (option & 31))) !== 0;

/**
 * Call with each option of a facet that a subject has.
 *
 * @param {Pick<Facet, "masks" | "width">} facet
 * @param {number} i
 * @param {(option: number) => void} call
 */
export function eachOption({ masks, width }, i, call) {
  for (let word = 0; word < width; word += 1) {
    for (let bits = masks[i * width + word] | 0; bits !== 0; bits &= bits - 1) call(word * WORD + 31 - Math.clz32(bits & -bits));
  }
}

/**
 * Whether a subject is on the map by a point of its own (a place's own, or one on its area or line).
 *
 * @param {Pick<Sites, "lon">} sites
 * @param {number} i
 */
export const hasPosition = (sites, i) => sites.lon[i] !== NO_POSITION;

/**
 * Whether a position may be farther off than an exact marker would let one believe.
 *
 * @param {Sites} sites
 * @param {number} i
 */
export const isDoubtful = (sites, i) => sites.uncertainty[i] > sites.exact;

/**
 * Position of a subject as [lon, lat] in WGS-84 degrees.
 *
 * @param {Pick<Sites, "lon" | "lat">} sites
 * @param {number} i
 * @returns {Position}
 */
export const lonLat = (sites, i) => [sites.lon[i] / MICRO, sites.lat[i] / MICRO];

/**
 * A line as [[lon, lat], ...] in degrees, of digits: the unit of its steps in 1e-6 degree, and steps of lon and lat in turn.
 *
 * @param {string} text
 * @returns {Position[]}
 */
export function decodeLine(text) {
  const [unit, ...steps] = numbersOf(text);
  const line = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < steps.length; i += 2) {
    lon += unit * steps[i];
    lat += unit * steps[i + 1];
    line.push([lon / MICRO, lat / MICRO]);
  }
  return line;
}

/**
 * Whether a subject lies in a district at least in part; the city, as a district, means that no source says in which.
 *
 * @param {Sites} sites
 * @param {number} i
 * @param {number} district
 */
export const isIn = (sites, i, district) => hasOption(sites.inDistrict, i, district);

/**
 * District rows of a subject, the main one first.
 *
 * @param {Sites} sites
 * @param {number} i
 */
export function districtsOf(sites, i) {
  const rows = [];
  for (let row = FIRST_DISTRICT; row < sites.first; row += 1) {
    if (isIn(sites, i, row)) rows.push(row);
  }
  const main = sites.main[i];
  return rows.includes(main) ? [main, ...rows.filter((row) => row !== main)] : rows;
}

/**
 * Row of the district that a position lies in, 0 outside of all and where the page has no outlines.
 *
 * @param {Pick<Sites, "first" | "shapes">} sites
 * @param {Position} position
 */
export function districtAt(sites, position) {
  const rows = [...Array(sites.first).keys()].slice(FIRST_DISTRICT);
  return rows.find((row) => sites.shapes.has(row) && isWithin(position, /** @type {Shape} */ (sites.shapes.get(row)).parts)) || CITY;
}

/** @param {Sites} sites @returns {boolean} whether the record has no places, as one that has just begun */
export const hasNoPlaces = ({ count, first }) => count === first;
