/**
 * Districts coloured by a figure: which figures there are, what each district's is, and the classes they fall into.
 *
 * A figure is the number of places found, what the record holds of the district itself, or an indicator for which at
 * least two districts have a number: of the date that most of them share, else each of its own latest. Its facts are read the first time someone asks what may be chosen.
 */
import { commonDate, compareDates, dateKey } from "./facts.js";
import { dateText, firstYear, lastYear } from "./dates.js";
import { AREA, POPULATION, SITES } from "./fields.js";
import { formatNumber } from "./format.js";
import { MESSAGES, messages } from "./messages.js";
import { mostUsed, plainNumber, valueIn } from "./units.js";

/** @typedef {{row: number, claim: Claim}} Dated what is said of a district */

const LEAST = 2; // districts that must have a number, so that a map of them says something
const MOST_CLASSES = 5; // shades that a reader can still tell apart

/**
 * A text of the page as a register has its labels.
 *
 * @param {string} key
 * @returns {Both}
 */
const label = (key) => /** @type {Both} */ ({ zh: MESSAGES.zh[key], en: MESSAGES.en[key] });

/** @type {ColourValue["note"]} */
const NO_NOTE = { zh: null, en: null };

/** What the record holds of each district, beside its facts. */
const OF_UNITS = /** @type {const} */ ([
  {
    code: POPULATION,
    number: "population",
    unit: "unitPeople",
    date: "population_as_of",
    source: "population_source",
    note: "population_note",
    measure: { dimension: "people", factor: 1 },
  },
  {
    code: AREA,
    number: "area_km2",
    unit: "unitArea",
    date: null,
    source: "area_source",
    note: "area_note",
    measure: { dimension: "area", factor: 1e6 },
  },
]);

/**
 * @param {Atlas} atlas sites, payload and `factsOf`, as the page holds them
 * @returns {Scene["colours"]} whether there is anything to colour; `offers` gives the figures that may be chosen; `of` the one of a code with
 *   its classes, null where there is none
 */
export function createColours(atlas) {
  // A map without boundaries has nothing to colour.
  let known = /** @type {ColourOffer[] | null} */ (atlas.payload.boundaries ? null : []);
  const offers = () => {
    if (known === null) known = [{ code: SITES, name: label("shadeSites") }, ...unitFigures(atlas), ...ofFacts(atlas)];
    return known;
  };
  return {
    possible: atlas.payload.boundaries,
    offers,
    /** @param {string} code @param {Counts} counts number of places found, by district */
    of(code, counts) {
      if (code === "" || !atlas.payload.boundaries) return null;
      const figure =
        code === SITES ? ofSites(atlas.sites, counts) : /** @type {Figure | undefined} */ (offers().find((offer) => offer.code === code));
      return figure ? { ...figure, ...classify(figure.values, atlas.sites) } : null;
    },
  };
}

/**
 * Numbers of places: the same as on the districts' labels.
 *
 * @param {Sites} sites
 * @param {Counts} counts
 */
function ofSites(sites, counts) {
  const unit = { ...label("unitPlaces"), shift: 0, factor: 1 };
  const values = districtRows(sites).map((row) => plainValue(row, counts[row], unit, "", []));
  return { code: SITES, name: label("shadeSites"), unit, values };
}

/**
 * People and area of the districts, which are no facts.
 *
 * @param {Pick<Atlas, "sites" | "factsOf">} atlas
 */
export function unitFigures({ sites, factsOf }) {
  const figures = OF_UNITS.map(({ code, number, unit: unitKey, date, source, note, measure }) => {
    const unit = { ...label(unitKey), shift: 0, factor: 1 };
    const details = districtRows(sites)
      .map((row) => ({ row, detail: /** @type {DistrictDetail} */ (factsOf(row).detail) }))
      .filter(({ detail }) => detail[number] !== null);
    const values = details.map(({ row, detail }) => {
      const asOf = date === null ? "" : String(detail[date]);
      return plainValue(row, Number(detail[number]), unit, asOf, detail[source], { zh: detail[`${note}_zh`], en: detail[`${note}_en`] });
    });
    return { code, property: number, name: label(code), unit, measure, values };
  });
  return figures.filter(({ values }) => values.length > 0);
}

/**
 * What people and area of a district say in a file of figures: the same as a fact, as far as they have it.
 *
 * @param {ReturnType<typeof unitFigures>[number]} figure
 * @param {Registers} registers
 * @returns {{row: number, plain: import("./export/figures.js").PlainFigure}[]} for each district
 */
export function savedOfUnits({ property, measure: { dimension, factor }, values }, { units }) {
  const unit = units.find((each) => each.dimension === dimension && each.factor === factor);
  return values.map(({ row, base: value, asOf, evidence }) => ({
    row,
    plain: {
      ...{ indicator: property, aim: "actual", as_of: asOf, value, unit: unit ? unit.code : "", value_base: value * factor },
      ...{ differs: false, source: evidence.join("; ") },
    },
  }));
}

/** @param {Sites} sites */
const districtRows = (sites) => [...Array(sites.first).keys()].slice(1);

/**
 * A number that is no fact: `evidence` are the sources and texts that it rests on, `note` says what else a reader must know.
 *
 * @param {number} row
 * @param {number} number
 * @param {Unit} unit
 * @param {string} asOf
 * @param {string[]} evidence
 * @param {ColourValue["note"]} note
 * @returns {ColourValue}
 */
const plainValue = (row, number, unit, asOf, evidence, note = NO_NOTE) => ({
  row,
  asOf,
  base: number,
  number,
  say: (lang) => formatNumber(number, unit, lang),
  differs: false,
  fact: null,
  evidence,
  note,
});

/**
 * Indicators with numbers of enough districts, in the register's order.
 *
 * @param {Atlas} atlas
 */
function ofFacts({ sites, payload: { registers }, factsOf }) {
  /** @type {Map<number, Map<number, Claim[]>>} */
  const byIndicator = new Map();
  for (const row of districtRows(sites)) {
    for (const claim of factsOf(row).claims) {
      if (!isPlainActual(claim, registers)) continue;
      if (!byIndicator.has(claim.indicator)) byIndicator.set(claim.indicator, new Map());
      const byRow = /** @type {Map<number, Claim[]>} */ (byIndicator.get(claim.indicator));
      byRow.set(row, [...(byRow.get(row) || []), claim]);
    }
  }
  return [...byIndicator]
    .filter(([, byRow]) => byRow.size >= LEAST)
    .sort(([a], [b]) => a - b)
    .map(([indicator, byRow]) => ofIndicator(registers, indicator, oneOfEach(byRow)));
}

/**
 * Whether a claim is a dated number of the whole unit that is the case: no part of it, no aim.
 *
 * @param {Claim} claim
 * @param {Registers} registers
 */
const isPlainActual = ({ indicator, scope, asOf, aim }, registers) =>
  registers.indicators[indicator].type === "number" && scope < 0 && asOf !== "" && registers.aims[aim].code === "actual";

/**
 * What each district says of the date that most of them share; who says nothing of it, what it says of its latest.
 *
 * @param {Map<number, Claim[]>} byRow
 * @returns {Dated[]}
 */
function oneOfEach(byRow) {
  const common = commonDate([...byRow.values()]);
  return [...byRow].map(([row, claims]) => {
    const [latest] = claims.slice().sort((a, b) => compareDates(b.asOf, a.asOf));
    return { row, claim: claims.find((claim) => dateKey(claim) === common) || latest };
  });
}

/**
 * The preferred fact of each claim; numbers printed in other units are turned into the one that most are printed in.
 *
 * @param {Registers} registers
 * @param {number} indicator
 * @param {Dated[]} dated
 */
function ofIndicator(registers, indicator, dated) {
  const term = registers.indicators[indicator];
  const common = mostUsed(dated.map(({ claim }) => claim.facts[0].unit));
  const unit = registers.units[common];
  const values = dated.map(({ row, claim }) => {
    const [fact] = /** @type {NumberFact[]} */ (claim.facts);
    const { base } = fact;
    return {
      row,
      asOf: claim.asOf,
      base,
      number: valueIn(registers, fact, common),
      /** @param {Lang} lang */
      say: (lang) => fact.text[lang],
      differs: claim.differs,
      fact,
      evidence: [],
      note: NO_NOTE,
    };
  });
  return { code: term.code, name: term, unit, values };
}

/**
 * Natural breaks (Jenks): the classes whose members lie closest to their mean. With nine values every division can be
 * tried, so the best one is found; quantiles would part neighbours and join a lone city with the countryside.
 *
 * @param {ColourValue[]} values
 * @param {Sites} sites
 * @returns {Pick<Colouring, "classes" | "without">} classes from low to high, each with its shade and its values from
 *   low to high; and the districts that have no value
 */
function classify(values, sites) {
  const sorted = values.slice().sort((a, b) => a.base - b.base || a.row - b.row);
  const distinct = new Set(sorted.map(({ base }) => base)).size;
  const groups = divide(sorted, Math.min(MOST_CLASSES, distinct)).groups;
  const has = new Set(values.map(({ row }) => row));
  return {
    classes: groups.map((members, i) => ({ members, shade: shadeOf(i, groups.length) })),
    without: districtRows(sites).filter((row) => !has.has(row)),
  };
}

/**
 * The best division of sorted values into `count` groups; equal values stay together.
 *
 * @param {ColourValue[]} sorted
 * @param {number} count
 * @returns {{cost: number, groups: ColourValue[][]}}
 */
function divide(sorted, count) {
  if (count === 1) return { cost: spread(sorted), groups: [sorted] };
  let best = { cost: Infinity, groups: /** @type {ColourValue[][]} */ ([]) };
  for (let at = 1; at < sorted.length; at += 1) {
    if (sorted[at].base === sorted[at - 1].base) continue;
    const rest = divide(sorted.slice(at), count - 1);
    const cost = spread(sorted.slice(0, at)) + rest.cost;
    if (cost < best.cost) best = { cost, groups: [sorted.slice(0, at), ...rest.groups] };
  }
  return best;
}

/** @param {ColourValue[]} values */
function spread(values) {
  const mean = values.reduce((sum, { base }) => sum + base, 0) / values.length;
  return values.reduce((sum, { base }) => sum + (base - mean) ** 2, 0);
}

/**
 * Fewer classes use shades farther apart, the whole ramp always; a single one its middle.
 *
 * @param {number} i
 * @param {number} count
 */
const shadeOf = (i, count) => (count === 1 ? 2 : Math.round((i * (MOST_CLASSES - 1)) / (count - 1)));

/**
 * Shade of each district by row; undefined where it has no figure.
 *
 * @param {Pick<Colouring, "classes">} colouring
 */
export const shades = ({ classes }) => new Map(classes.flatMap(({ members, shade }) => members.map(({ row }) => [row, shade])));

/**
 * The lowest and the highest number of a class, without the unit where that is given at the head.
 *
 * @param {Pick<ColourClass, "members">} members
 * @param {Unit} unit
 * @param {Lang} lang
 */
export function classBounds({ members }, unit, lang) {
  const [low, high] = [members[0], members[members.length - 1]].map(({ number }) => plainNumber(number, unit, lang));
  return low === high ? low : `${low} – ${high}`;
}

/** @param {Pick<Colouring, "classes">} colouring */
const datesOf = ({ classes }) => [...new Set(classes.flatMap(({ members }) => members.map(({ asOf }) => asOf)))].sort(compareDates);

/**
 * Whether the districts' numbers are of unlike dates, so that each must be read with its own.
 *
 * @param {Pick<Colouring, "classes">} colouring
 */
export const hasUnlikeDates = (colouring) => datesOf(colouring).length > 1;

/**
 * What the numbers are: of what date or that their dates differ, in what unit.
 *
 * @param {Colouring} colouring
 * @param {Pick<Sites, "dates">} sites
 * @param {Lang} lang
 */
export const colourHead = (colouring, sites, lang) =>
  [
    colouring.code === SITES && messages(lang)("asFiltered"),
    datesText(datesOf(colouring), sites, lang),
    !colouring.unit[lang].includes("{}") && colouring.unit[lang],
  ]
    .filter(Boolean)
    .join(" · ");

/** @param {string[]} dates the earliest first @param {Pick<Sites, "dates">} sites @param {Lang} lang */
function datesText(dates, sites, lang) {
  if (dates.length === 1) return dateText(sites.dates, dates[0], lang);
  const years = dates.flatMap((date) => [firstYear(date), lastYear(date)]).sort();
  return messages(lang)("shadeDates", { years: [...new Set([years[0], years[years.length - 1]])].join("–") });
}
