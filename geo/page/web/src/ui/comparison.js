/**
 * Places side by side, in the place of the map: what they are, then what two or more have, and folded below what one alone has.
 */
import { comparisonOf } from "../core/compare.js";
import { dateText } from "../core/dates.js";
import { COMPARED } from "../core/fields.js";
import { groupDigits } from "../core/format.js";
import { listed } from "../core/messages.js";
import { CITY, FIRST_DISTRICT } from "../core/sites.js";
import { figureIn, isConvertible, isOrdinal, unitName, unitRead } from "../core/units.js";
import { ageWords, statusWords, unitsWords } from "../core/words.js";
import { claimName, linkToFact, markAim, markUnequal } from "./claims.js";
import { draw, el, make } from "./dom.js";
import { isPhone } from "./layout.js";
import { showSelect } from "./select.js";
import { showKind, showStatus } from "./summary.js";

const OFFERED = 200; // places of the list that may be added by the menu
const WORDS_SHOWN = 2; // honours of a cell; the others are in the drawer

/**
 * @typedef {Pick<Scene, "atlas" | "state" | "say" | "ordered"> & {lang: Lang, actions: Parameters<typeof createComparison>[1]}} CompareContext
 */

/**
 * @param {Scene} scene
 * @param {Actions & Pick<Exports, "saveComparison" | "saveComparisonPicture">} actions
 * @returns {{element: HTMLElement, show: () => void}} the page; `show` draws it where the state wants it
 */
export function createComparison(scene, actions) {
  const element = make(el("section.wide-page.comparison", { tabindex: "-1", hidden: true }));
  return {
    element,
    show() {
      const wasHidden = element.hidden;
      const { state, say, atlas } = scene;
      element.hidden = state.page !== "compare";
      if (element.hidden) return;
      element.setAttribute("aria-label", say("compare"));
      const context = { atlas, state, say, ordered: scene.ordered, lang: state.lang, actions };
      draw(
        element,
        showBar(context),
        el("div.scroll", { tabindex: "0", role: "group", "aria-label": say("compare") }, ...showBody(context)),
      );
      if (wasHidden) element.focus({ preventScroll: true });
    },
  };
}

/** @param {CompareContext} context */
function showBar(context) {
  const { state, say, actions } = context;
  const tooFew = state.compare.length < 2;
  /** @param {string} key @param {string} text @param {() => void} onclick */
  const button = (key, text, onclick) => el("button.switch", { type: "button", "data-key": key, disabled: tooFew, onclick }, say(text));
  return el(
    "header",
    {},
    el("h2", {}, say("compare")),
    showAdd(context),
    ...inOrder(
      el("button.switch", { type: "button", "data-key": "compare-close", onclick: () => actions.closePage() }, say("toMap")),
      button("compare-csv", "saveCsv", actions.saveComparison),
      button("compare-png", "savePicture", actions.saveComparisonPicture),
      button("compare-print", "print", () => window.print()),
    ),
  );
}

/**
 * What leads back and what saves, in the order in which they are seen: a phone has room for what leads back beside the name alone.
 *
 * @param {Content} back
 * @param {Content[]} saves
 */
export const inOrder = (back, ...saves) => (isPhone() ? [back, ...saves] : [...saves, back]);

/**
 * A menu of the districts, and of the places as the list has them.
 *
 * @param {CompareContext} context
 */
function showAdd({ atlas: { sites }, state: { compare }, say, ordered, lang, actions }) {
  /** @param {number[]} rows */
  const options = (rows) =>
    rows.filter((row) => !compare.includes(row)).map((row) => el("option", { value: sites.id[row], key: sites.id[row] }, sites[lang][row]));
  const units = [...Array(sites.first).keys()].slice(FIRST_DISTRICT).concat(CITY);
  return showSelect(
    {
      "data-key": "compare-add",
      "aria-label": say("compareMore"),
      disabled: compare.length >= COMPARED,
      onchange: (/** @type {EventAt<HTMLSelectElement>} */ { currentTarget }) => {
        const row = sites.index.get(currentTarget.value);
        currentTarget.value = "";
        if (row !== undefined) actions.toggleCompared(row);
      },
    },
    el("option", { value: "" }, say(compare.length >= COMPARED ? "compareFull" : "compareMore", { count: COMPARED })),
    el("optgroup", { label: say("district") }, ...options(units)),
    el("optgroup", { label: say("placesListed") }, ...options(ordered.slice(0, OFFERED))),
  );
}

/** @param {CompareContext} context */
function showBody(context) {
  const { atlas, state, say } = context;
  const { compare } = state;
  if (compare.length === 0) return [el("p.empty", {}, say("compareFew", { count: COMPARED }))];
  const { shared, single } = comparisonOf(atlas, compare);
  return [
    compare.length < 2 && el("p.empty", {}, say("compareFew", { count: COMPARED })),
    showTable([showFacts(context), ...showThemes(shared, context)], context, "pressed"),
    single.length > 0 &&
      el(
        "details.single",
        { "data-fold": "compare-single" },
        el("summary", { "data-key": "compare-single" }, say("compareSingle", { count: single.length })),
        showTable(showThemes(single, context), context, "hidden"),
      ),
  ];
}

/**
 * The comparison on paper: the same table, without what can be pressed.
 *
 * @param {Scene} scene
 */
export function showComparisonOnPaper({ atlas, state, say, ordered }) {
  const context = /** @type {CompareContext} */ ({ atlas, state, say, ordered, lang: state.lang, actions: {} });
  const { shared, single } = comparisonOf(atlas, state.compare);
  return showTable([showFacts(context), ...showThemes([...shared, ...single], context)], context, "plain");
}

/** @param {Content[]} bodies @param {CompareContext} context @param {"pressed" | "hidden" | "plain"} head how the names of the places stand above it */
const showTable = (bodies, context, head) =>
  el(
    "table.side-by-side",
    { style: { "--places": context.state.compare.length } },
    el("caption.sr-only", {}, context.say("compare")),
    el(`thead.${head}`, {}, el("tr", {}, el("td", {}), ...context.state.compare.map((row) => showHead(row, head === "pressed", context)))),
    ...bodies,
  );

/** @param {number} row @param {boolean} withButtons @param {CompareContext} context */
function showHead(row, withButtons, { atlas: { sites }, say, lang, actions }) {
  const name = sites[lang][row];
  if (!withButtons) return el("th", { scope: "col" }, name);
  return el(
    "th",
    { scope: "col" },
    el("button.link", { type: "button", "data-key": `compared-${sites.id[row]}`, onclick: () => actions.openFacts(row) }, name),
    el(
      "button.remove",
      {
        type: "button",
        "data-key": `uncompare-${sites.id[row]}`,
        "aria-label": `${say("compareRemove")}: ${name}`,
        onclick: () => actions.toggleCompared(row),
      },
      "×",
    ),
  );
}

/** @typedef {Pick<CompareContext, "atlas" | "state" | "say" | "lang">} LineContext */
/** @typedef {{name: string, words: (row: number) => string[], show?: (row: number) => Content}} FactLine */

/**
 * What the places are: kind, district, status with its date, people and area of districts, the newest date.
 *
 * @param {LineContext} context
 * @returns {FactLine[]} for each the key of its name, what it says of a place, and how the page shows that where not as words; nothing
 *   is said where a place has none
 */
export function factLines(context) {
  const { sites } = context.atlas;
  const { compare } = context.state;
  return [
    ...kindLines(context),
    ...(compare.some((row) => row >= sites.first) ? siteLines(context) : []),
    ...(compare.some((row) => isDistrict(row, sites)) ? districtLines(context) : []),
    ...recordLines(context),
  ];
}

/** @param {number} row @param {Sites} sites */
const isDistrict = (row, { first }) => row > CITY && row < first;

/** @param {LineContext} context @returns {FactLine[]} */
const kindLines = ({ atlas: { sites }, lang }) => [
  {
    name: "kind",
    words: (row) => (row === CITY ? [] : [sites.registers.kinds[sites.kind[row]][lang]]),
    show: (row) => row !== CITY && showKind(row, sites, lang),
  },
];

/** @param {LineContext} context @returns {FactLine[]} */
function siteLines({ atlas: { sites }, lang, say }) {
  /** @param {string} name @param {(row: number) => string | undefined} of @param {(row: number) => Content} [show] @returns {FactLine} */
  const line = (name, of, show) => ({
    name,
    words: (row) => [(row >= sites.first && of(row)) || ""].filter(Boolean),
    show: show && ((row) => row >= sites.first && show(row)),
  });
  return [
    line("district", (row) => unitsWords(sites, row, lang) || say("cityOnly")),
    line("sector", (row) => sites.registers.sectors[sites.sector[row]]?.[lang]),
    line(
      "status",
      (row) => statusWords(sites, row, lang) || say("noStatus"),
      (row) => showStatus(sites, row, lang, say),
    ),
  ];
}

/** @param {LineContext} context @returns {FactLine[]} */
function districtLines({ atlas: { sites, factsOf }, lang, say }) {
  /** @param {string} name @param {(detail: Partial<DistrictDetail>) => PlainNumber} of @returns {FactLine} */
  const line = (name, of) => {
    /** @param {number} row */
    const figure = (row) => of(/** @type {Partial<DistrictDetail>} */ (isDistrict(row, sites) ? factsOf(row).detail : {}));
    return { name, words: (row) => numberWords(figure(row)), show: (row) => showNumber(figure(row)) };
  };
  return [
    line("population", ({ population, population_as_of: date }) => ({
      number: population,
      unit: "",
      when: dateText(sites.dates, date || "", lang),
    })),
    line("area", ({ area_km2: number }) => ({ number, unit: say("unitArea"), when: "" })),
  ];
}

/** @param {LineContext} context @returns {FactLine[]} */
const recordLines = ({ atlas: { sites }, lang }) => [
  {
    name: "newest",
    words: (row) =>
      sites.latest[row] === "" ? [] : [`${dateText(sites.dates, sites.latest[row], lang)} · ${ageWords(sites, sites.latest[row], lang)}`],
  },
  { name: "facts", words: (row) => [String(sites.facts[row])] },
];

/** @param {CompareContext} context */
const showFacts = (context) =>
  el(
    "tbody",
    {},
    ...factLines(context).map(({ name, words, show = (row) => words(row).join(" ") }) =>
      el(
        "tr",
        { key: name },
        el("th", { scope: "row" }, context.say(name)),
        ...context.state.compare.map((row) => el("td", {}, show(row) || "–")),
      ),
    ),
  );

/** @typedef {{number: number | null | undefined, unit: string, when: string}} PlainNumber */

/** @param {PlainNumber} figure */
const numberWords = ({ number, unit, when }) =>
  typeof number === "number" ? [`${groupDigits(String(number))}${unit && ` ${unit}`}`, when].filter(Boolean) : [];

/** @param {PlainNumber} figure */
const showNumber = ({ number, unit, when }) =>
  typeof number === "number" && [
    el("b", {}, groupDigits(String(number))),
    unit && el("small", {}, ` ${unit}`),
    when && el("small.when", {}, when),
  ];

/** @param {ComparedRow[]} rows @param {CompareContext} context @returns {Content[]} a part of the table for each theme */
function showThemes(rows, context) {
  const { registers } = context.atlas.payload;
  const themes = [...new Set(rows.map(({ indicator }) => registers.indicators[indicator].theme))];
  return themes.map((theme) =>
    el(
      "tbody",
      { key: `theme-${theme}` },
      el("tr.theme", {}, el("th", { scope: "rowgroup", colspan: context.state.compare.length + 1 }, registers.themes[theme][context.lang])),
      ...rows.filter(({ indicator }) => registers.indicators[indicator].theme === theme).map((row) => showRow(row, context)),
    ),
  );
}

/**
 * What a cell says, in a line each: the figure, its date and aim, and what else there is; the same words as on the page.
 *
 * @param {ComparedCell | null} cell
 * @param {number} unit of the row
 * @param {Registers} registers
 * @param {Lang} lang
 * @returns {string[]}
 */
export function cellLines(cell, unit, registers, lang) {
  if (!cell) return ["–"];
  /** @param {Claim} claim */
  const lines = (claim) => {
    const [fact] = claim.facts;
    const isAlike = unit >= 0 && isConvertible(registers, fact.unit, unit);
    const text = isAlike ? figureIn(registers, /** @type {NumberFact} */ (fact), unit, lang) : fact.text[lang];
    const aim = registers.aims[claim.aim];
    return [`${text}${claim.differs ? " ≠" : ""}`, [claim.when[lang], aim.code !== "actual" && aim[lang]].filter(Boolean).join(" · ")];
  };
  return [cell.claim, cell.newer, cell.ahead, ...cell.more].flatMap((claim) => (claim ? lines(claim) : []));
}

/** @param {ComparedRow} row @param {CompareContext} context */
function showRow(row, context) {
  const { atlas, state, say, lang } = context;
  const { registers } = atlas.payload;
  const name = claimName(row, registers, lang);
  const several = row.cells.filter(Boolean).length > 1;
  const most = Math.max(...row.cells.map((cell) => (cell ? Math.abs(Number(cell.claim.facts[0].base)) : 0)));
  return el(
    "tr",
    { key: `${row.indicator}-${row.scope}-${row.unit}` },
    el(
      "th",
      { scope: "row" },
      name,
      row.unit >= 0 && el("small", {}, unitName(registers.units[row.unit], lang)),
      several && row.unit >= 0 && !row.even && el("small.uneven", {}, say("compareUneven")),
    ),
    ...row.cells.map((cell, at) => el("td", {}, ...(cell ? showCell(cell, state.compare[at], row, most, context) : ["–"]))),
  );
}

/**
 * @param {ComparedCell} cell
 * @param {number} place
 * @param {ComparedRow} row
 * @param {number} most the largest number of the row
 * @param {CompareContext} context
 * @returns {Content[]}
 */
function showCell({ claim, newer, ahead, more }, place, { unit, even }, most, context) {
  const { atlas, say } = context;
  const { registers } = atlas.payload;
  if (unit < 0)
    return [claim, ...more]
      .slice(0, WORDS_SHOWN)
      .map((each) => showWords(each, place, context))
      .concat(showLeft(more, context));
  const base = Number(claim.facts[0].base);
  const isBar = even && most > 0 && base > 0 && !isOrdinal(registers, unit);
  return [
    showFigure(claim, place, unit, context),
    claim.differs && showOthers(claim, unit, context),
    isBar && el("i.extent", { "aria-hidden": "true", style: { width: `${(base / most) * 100}%` } }),
    showWhen(claim, context),
    newer && el("p.further", {}, say("compareNewer"), " ", showFigure(newer, place, unit, context), " ", showWhen(newer, context)),
    ahead && el("p.further", {}, showFigure(ahead, place, unit, context), " ", showWhen(ahead, context)),
  ];
}

/** @param {Claim[]} more @param {CompareContext} context */
const showLeft = (more, { say }) =>
  more.length >= WORDS_SHOWN ? [el("small", {}, say("compareLeft", { count: more.length + 1 - WORDS_SHOWN }))] : [];

/** @param {Claim} claim @param {number} place @param {CompareContext} context */
const showWords = (claim, place, context) =>
  el("p.words", {}, showLink(claim, place, context, claim.facts[0].text[context.lang]), showWhen(claim, context));

/**
 * The figure in the unit of its row, as a way to its fact and source; one that counts something else has its own unit.
 *
 * @param {Claim} claim
 * @param {number} place
 * @param {number} unit
 * @param {CompareContext} context
 */
function showFigure(claim, place, unit, context) {
  const { lang, atlas, say } = context;
  const { registers } = atlas.payload;
  const fact = /** @type {NumberFact} */ (claim.facts[0]);
  const own = unitRead(registers, fact.unit, unit);
  return el(
    "span.figure",
    {},
    showLink(claim, place, context, el("b", {}, figureIn(registers, fact, own, lang))),
    own !== unit && el("small", {}, ` ${unitName(registers.units[own], lang)}`),
    claim.differs && markUnequal(say),
  );
}

/**
 * The other values that sources give.
 *
 * @param {Claim} claim
 * @param {number} unit
 * @param {CompareContext} context
 */
function showOthers({ facts }, unit, { atlas, lang }) {
  const { registers } = atlas.payload;
  const [first, ...others] = /** @type {NumberFact[]} */ (facts);
  const unlike = others.filter((fact) => fact.base !== first.base && isConvertible(registers, fact.unit, unit));
  const texts = [...new Set(unlike.map((fact) => figureIn(registers, fact, unit, lang)))];
  return texts.length > 0 && el("small", {}, ` ${listed(texts, lang)}`);
}

/** @param {Claim} claim @param {CompareContext} context */
const showWhen = (claim, { atlas, lang }) =>
  el(
    "small.when",
    {},
    claim.when[lang],
    markAim(claim, atlas.payload.registers, lang),
    el("cite", {}, ` · ${atlas.payload.sources[claim.facts[0].source][`publisher_${lang}`]}`),
  );

/** @param {Claim} claim @param {number} place @param {CompareContext} context @param {Content} content */
const showLink = ({ facts: [fact] }, place, { atlas, lang, actions }, content) =>
  linkToFact(place, fact, atlas.sites, lang, actions, content);
