/**
 * What the map shows, in words: for those who do not see it, and for what is printed.
 */
import { cleanText } from "./characters.js";
import { dateText } from "./dates.js";
import { optionName } from "./facets.js";
import { figureNamed } from "./figures.js";
import { formatMetres } from "./format.js";
import { listed, messages } from "./messages.js";
import { rangeText } from "./ranges.js";
import { CITY, DISTRICTS, FIRST_DISTRICT, districtAt, districtsOf, hasPosition, isDoubtful } from "./sites.js";
import { classWords, withinWords } from "./within.js";

/**
 * What is filtered, one sentence a facet; where nothing is, that all is shown.
 *
 * @param {Sites} sites
 * @param {State} state
 */
export function filterWords(sites, state) {
  const { lang } = state;
  const say = messages(lang);
  const named = sites.facets
    .filter(({ key }) => state[key].length > 0)
    .map((facet) =>
      say("filteredBy", {
        name: facet[lang],
        values: listed(
          state[facet.key].map((/** @type {number} */ row) => optionName(facet.key, facet.options[row], row, lang)),
          lang,
        ),
      }),
    );
  const ranges = state.ranges.map(([code, tokens]) => {
    const { name, unit } = figureNamed(sites, code, lang);
    return say("filteredBy", { name, values: rangeText(tokens, unit, lang, say) });
  });
  const hidden = state.hide.filter((row) => row !== DISTRICTS).map((row) => sites.registers.layers[row][lang]);
  const searched = cleanText(state.q).trim();
  const parts = [
    sites.narrowed && say("narrowedTo", { words: sites.narrowed.words[lang] }),
    ...named,
    ...ranges,
    hidden.length > 0 && say("filteredBy", { name: say("hiddenLayers"), values: listed(hidden, lang) }),
    searched !== "" && say("filteredBy", { name: say("searched"), values: searched }),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(say("fieldsApart")) : say("unfiltered");
}

/**
 * How many places, and how many districts with the city, some rows are.
 *
 * @param {Sites} sites
 * @param {number[]} rows
 * @param {Lang} lang
 */
export function rowsWords(sites, rows, lang) {
  const say = messages(lang);
  const units = rows.filter((row) => row < sites.first).length;
  const parts = [units < rows.length && say("places", { count: rows.length - units }), units > 0 && say("units", { count: units })];
  return listed(/** @type {string[]} */ (parts.filter(Boolean)), lang);
}

/**
 * The name of a place, with its districts where no position says in which it is.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 */
export function placeWords(sites, row, lang) {
  const units = hasPosition(sites, row) ? "" : unitsWords(sites, row, lang);
  if (units === "") return sites[lang][row];
  return sites[lang][row] + (lang === "zh" ? `（${units}）` : ` (${units})`);
}

const NAMED_UNITS = 3;

/**
 * The districts of a place; of many the first ones, and how many there are.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 */
export function unitsWords(sites, row, lang) {
  const names = districtsOf(sites, row).map((unit) => sites[lang][unit]);
  if (names.length <= NAMED_UNITS) return listed(names, lang);
  return messages(lang)("unitsMore", { names: listed(names.slice(0, NAMED_UNITS - 1), lang), count: names.length });
}

const MONTH = "2021-11"; // as exact as a status is dated where it stands alone; its day is in the history of the place

/**
 * As of when a place's status was reported last.
 *
 * @param {Sites} sites
 * @param {number} row of a place that has a status
 * @param {Lang} lang
 */
export function statusWhen(sites, row, lang) {
  const say = messages(lang);
  const date = sites.statusAsOf[row].slice(0, MONTH.length);
  return date === "" ? say("noYear") : say("asOf", { date: dateText(sites.dates, date, lang) });
}

/**
 * A place's status with the date as of which it was reported last; empty where no source says it. As
 * `geo.atlas.wording.status_text` writes it.
 *
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 */
export function statusWords(sites, row, lang) {
  const status = sites.registers.statuses[sites.status[row]];
  return status ? messages(lang)("statusAsOf", { status: status[lang], when: statusWhen(sites, row, lang) }) : "";
}

const MONTHS = 24; // from so many on, an age is said in years

/**
 * How old a date is, measured against the date of the record.
 *
 * @param {Sites} sites
 * @param {string} date
 * @param {Lang} lang
 */
export function ageWords({ dates }, date, lang) {
  const say = messages(lang);
  const { months } = dates[date];
  if (months === 0) return say("ageNew");
  return months < MONTHS ? say("ageMonths", { count: months }) : say("ageYears", { count: Math.floor(months / 12) });
}

/**
 * Of what time the figures of the record are; empty where nothing in it has a date.
 *
 * @param {Pick<Atlas, "payload" | "sites">} atlas
 * @param {Lang} lang
 */
export function pulseWords({ payload: { pulse, record }, sites }, lang) {
  if (pulse.half === "" || pulse.newest === "") return "";
  const [half, newest, date] = [pulse.half, pulse.newest, record.date].map((each) => dateText(sites.dates, each, lang));
  return messages(lang)("pulse", { half, newest, date, age: ageWords(sites, pulse.newest, lang) });
}

/**
 * The map in sentences: what is on it, then what part of it is in view.
 *
 * @param {Sites} sites columns
 * @param {Result} result the sites found
 * @param {State} state the page's state
 * @param {Colouring|null} colouring the figure that colours the districts, with its classes
 * @param {MapExtent} view extent in metres, and the middle as [lon, lat]
 * @returns {string} the text
 */
export function mapWords(sites, result, state, colouring, view) {
  const say = messages(state.lang);
  return [
    placesWords(sites, result, say),
    districtWords(sites, result, state.lang, say),
    state.place >= 0 && chosenWords(sites, state.place, state.lang, say),
    colouring && colourWords(sites, colouring, state.lang, say),
    viewWords(sites, view, state.lang, say),
  ]
    .filter(Boolean)
    .join(state.lang === "zh" ? "" : " ");
}

/** @param {Sites} sites @param {Result} result @param {Say} say */
function placesWords(sites, result, say) {
  const [placed, areas, cityWide] = classWords(sites, result, say);
  return say("wordsPlaces", { count: result.rows.length, placed, areas, cityWide });
}

/**
 * The numbers on the districts' labels: a place in two districts counts in both.
 *
 * @param {Sites} sites
 * @param {Result} result
 * @param {Lang} lang
 * @param {Say} say
 */
function districtWords(sites, { having }, lang, say) {
  const units = [...Array(sites.first).keys()].slice(FIRST_DISTRICT).concat(CITY);
  const parts = units
    .filter((unit) => having.district[unit] > 0)
    .map((unit) => say("wordsCount", { name: unit === CITY ? say("cityOnly") : sites[lang][unit], count: having.district[unit] }));
  return parts.length > 0 ? say("wordsDistricts", { list: listed(parts, lang) }) : "";
}

/** @param {Sites} sites @param {number} row @param {Lang} lang @param {Say} say */
function chosenWords(sites, row, lang, say) {
  const name = sites[lang][row];
  if (row < sites.first) return say("wordsChosen", { list: name });
  const where =
    listed(
      districtsOf(sites, row).map((unit) => sites[lang][unit]),
      lang,
    ) || say("cityOnly");
  const parts = [name, where];
  if (!hasPosition(sites, row)) parts.push(withinWords(sites, row, lang, say));
  else if (isDoubtful(sites, row))
    parts.push(
      `${say("doubtful")}${lang === "zh" ? "，" : ", "}${say("within", { distance: formatMetres(sites.uncertainty[row], lang) })}`,
    );
  return say("wordsChosen", { list: parts.join(lang === "zh" ? "，" : ", ") });
}

/** @param {Sites} sites @param {Colouring} colouring @param {Lang} lang @param {Say} say */
function colourWords(sites, { name, classes, without }, lang, say) {
  const values = classes.flatMap(({ members }) => members);
  /** @param {ColourValue} value */
  const tell = ({ row, say: value }) => `${sites[lang][row]} ${value(lang)}`;
  const ends = say("wordsShade", { name: name[lang], highest: tell(values[values.length - 1]), lowest: tell(values[0]) });
  return without.length > 0 ? ends + (lang === "zh" ? "" : " ") + say("wordsWithout", { count: without.length }) : ends;
}

/** @param {Sites} sites @param {MapExtent} view @param {Lang} lang @param {Say} say */
function viewWords(sites, { width, height, centre }, lang, say) {
  const unit = districtAt(sites, centre);
  const inside = unit !== CITY ? sites[lang][unit] : say("outsideCity");
  const [lon, lat] = centre;
  // A map without boundaries knows no district.
  const where = sites.shapes.has(FIRST_DISTRICT) ? inside : `${lat.toFixed(2)}°N ${lon.toFixed(2)}°E`;
  return say("wordsView", { width: formatMetres(rounded(width), lang), height: formatMetres(rounded(height), lang), where });
}

/**
 * Two digits are what an ear keeps.
 *
 * @param {number} metres
 */
const rounded = (metres) => Number(metres.toPrecision(2));
