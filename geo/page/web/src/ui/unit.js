/**
 * A district, or the whole city: people, area and places, what they are, and the district's share.
 */
import { dateText } from "../core/dates.js";
import { groupDigits } from "../core/format.js";
import { compareDistricts, countBy, percent, sharedFigures, sitesIn, yearsOfReports } from "../core/share.js";
import { CITY } from "../core/sites.js";
import { claimName, linkToFact, showAim } from "./claims.js";
import { el, withQuotes } from "./dom.js";
import { showOrigin } from "./origin.js";

/** @typedef {Record<string, number[]>} Chosen rows of the options chosen, by facet */

/** @typedef {Context & {detail: Required<Detail>}} DistrictContext */

/** @param {Context} context */
export const showUnit = (context) => (context.row === CITY ? showCity(context) : showDistrict(/** @type {DistrictContext} */ (context)));

/** @param {DistrictContext} context */
function showDistrict(context) {
  const { atlas, row, detail, lang, say, state, actions } = context;
  const only = state.district.length === 1 && state.district[0] === row;
  const { total } = compareDistricts(atlas);
  const here = sitesIn(atlas.sites, row);
  /** @param {string} name @param {string} text @param {string} unit @param {number | null} share null where the whole is not known @param {string} [when] */
  const figure = (name, text, unit, share, when) => [
    el("dt", {}, name),
    el(
      "dd",
      {},
      el("strong", {}, text),
      unit && el("small", {}, unit),
      el("p", {}, [share !== null && say("shareOfCity", { share: percent(share) }), when].filter(Boolean).join(" · ")),
    ),
  ];
  return el(
    "section.unit",
    {},
    el(
      "dl.figures",
      {},
      ...(detail.population === null || detail.population_as_of === null
        ? []
        : figure(
            say("population"),
            groupDigits(String(detail.population)),
            "",
            total.population && detail.population / total.population,
            dateText(atlas.sites.dates, detail.population_as_of, lang),
          )),
      ...figure(say("area"), groupDigits(String(detail.area_km2)), say("unitArea"), detail.area_km2 / total.area),
      ...(total.sites > 0 ? figure(say("sitesColumn"), String(here.length), ` / ${total.sites}`, here.length / total.sites) : []),
    ),
    showProvenance(detail, context),
    el(
      "button.wide",
      { type: "button", "data-key": "filter", onclick: () => actions.filterDistrict(only ? [] : [row]) },
      say(only ? "unfilterHere" : "filterHere"),
    ),
    ...showCounts(here, { district: [row] }, context),
    showShares(context),
  );
}

/**
 * Where the figures above come from, folded away.
 *
 * @param {Required<Detail>} detail
 * @param {Context} context
 */
function showProvenance(detail, { atlas, lang, say }) {
  const lines = /** @type {[key: string, evidence: string[], note: string | null][]} */ ([
    ["population", detail.population_source, detail[`population_note_${lang}`]],
    ["area", detail.area_source, detail[`area_note_${lang}`]],
    ["districtShapes", detail.boundary_source, null],
  ]);
  return el(
    "details.provenance",
    { "data-fold": "provenance" },
    el("summary", { "data-key": "provenance" }, say("figureSources")),
    el(
      "dl.evidence",
      {},
      ...lines.flatMap(([key, evidence, note]) => [
        el("dt", {}, say(key)),
        ...evidence.map((text) => el("dd", {}, ...showOrigin(text, atlas.payload.sources, lang))),
        note && el("dd", {}, ...withQuotes(note, lang)),
      ]),
    ),
  );
}

/** @param {Context} context */
function showCity(context) {
  const { atlas, lang, say, actions } = context;
  const { units, total } = compareDistricts(atlas);
  const peopled = units.some(({ population }) => population !== null);
  const heads = [peopled && say("population"), `${say("area")} (km²)`, say("sitesColumn")].filter((name) => name !== false);
  /** @param {Omit<import("../core/share.js").DistrictFigures, "row">} figures */
  const cells = ({ population, area, sites }) =>
    [...(peopled ? [population] : []), area, sites].map((number) => el("td", {}, number === null ? "–" : groupDigits(String(number))));
  return el(
    "section.unit",
    {},
    el("h3", {}, say("compareTitle")),
    el(
      "table.compare",
      {},
      el("thead", {}, el("tr", {}, ...[say("district"), ...heads].map((name) => el("th", { scope: "col" }, name)))),
      el(
        "tbody",
        {},
        ...units.map((unit) =>
          el(
            "tr",
            {},
            el(
              "th",
              { scope: "row" },
              el("button.link", { type: "button", onclick: () => actions.openFacts(unit.row) }, atlas.sites[lang][unit.row]),
            ),
            ...cells(unit),
          ),
        ),
      ),
      el("tfoot", {}, el("tr", {}, el("th", { scope: "row" }, say("total")), ...cells(total))),
    ),
    total.sites > 0 && el("p.note", {}, say("totalNote")),
    ...showCounts(sitesIn(atlas.sites, CITY), {}, context),
  );
}

/**
 * How many sites are of each kind and have each status; pressing one shows just these.
 *
 * @param {number[]} rows
 * @param {Chosen} where
 * @param {Context} context
 */
function showCounts(rows, where, context) {
  if (rows.length === 0) return [];
  const { sites } = context.atlas;
  const known = countBy(sites, rows, "status").reduce((sum, { count }) => sum + count, 0);
  return [
    el("h3", {}, context.say("byKind")),
    showBars("kind", sites.registers.kinds, rows, where, context),
    el("h3", {}, context.say("byStatus")),
    showBars("status", sites.registers.statuses, rows, where, context),
    known < rows.length && el("p.note", {}, context.say("statusUnknown", { count: rows.length - known })),
  ];
}

/**
 * @param {"kind" | "status"} column
 * @param {Term[]} register
 * @param {number[]} rows
 * @param {Chosen} where
 * @param {Context} context
 */
function showBars(column, register, rows, where, { atlas: { sites }, lang, state, actions }) {
  const counts = countBy(sites, rows, column);
  const most = Math.max(...counts.map(({ count }) => count));
  return el(
    "ul.counts",
    {},
    ...counts.map(({ code, count }) => {
      const choice = { ...where, [column]: [code] };
      const layer = column === "kind" ? sites.registers.layers[/** @type {Registers["kinds"]} */ (register)[code].layer].code : "districts";
      return el(
        "li",
        {},
        el(
          "button",
          {
            type: "button",
            "data-key": `count-${column}-${register[code].code}`,
            "aria-pressed": String(isChosen(sites, state, choice)),
            onclick: () => actions.showOnly(choice),
          },
          el("span", {}, register[code][lang], column === "status" && showYears(yearsOfReports(sites, rows, code))),
          el("b", {}, String(count)),
          el(`i.bar-of-count.layer-${layer}`, { style: { width: `${(count / most) * 100}%` } }),
        ),
      );
    }),
  );
}

/** @param {string} years */
const showYears = (years) => years !== "" && el("small", {}, ` ${years}`);

/**
 * Whether the state's filter is this choice and no other.
 *
 * @param {Sites} sites
 * @param {State} state
 * @param {Chosen} choice
 */
const isChosen = (sites, state, choice) =>
  state.ranges.length === 0 && sites.facets.every(({ key }) => JSON.stringify(state[key]) === JSON.stringify(choice[key] || []));

/**
 * Figures that both the district and the city hold for one date; each value leads to its fact.
 *
 * @param {Context} context
 */
function showShares({ atlas, row, claims, lang, say, actions }) {
  const { registers, sources } = atlas.payload;
  const shared = sharedFigures(claims, atlas.factsOf(CITY).claims, registers);
  if (shared.length === 0) return null;
  /** @param {number} subject @param {Claim} claim */
  const value = (subject, { facts: [fact] }) =>
    el(
      "td",
      {},
      linkToFact(subject, fact, atlas.sites, lang, actions, fact.text[lang]),
      el("small", {}, sources[fact.source][`publisher_${lang}`]),
    );
  return el(
    "div.shares",
    {},
    el("h3", {}, say("sharesTitle")),
    el(
      "table.compare",
      {},
      el(
        "thead",
        {},
        el("tr", {}, ...["shareFigure", "shareHere", "shareCity", "share"].map((key) => el("th", { scope: "col" }, say(key)))),
      ),
      el(
        "tbody",
        {},
        ...shared.map(({ own, whole, share, rough }) =>
          el(
            "tr",
            {},
            el(
              "th",
              { scope: "row" },
              claimName(own, registers, lang),
              el("small", {}, dateText(atlas.sites.dates, own.asOf, lang), showAim(own, registers, lang)),
            ),
            value(row, own),
            value(CITY, whole),
            el("td", {}, el("strong", {}, rough ? say("about", { value: percent(share) }) : percent(share))),
          ),
        ),
      ),
    ),
  );
}
