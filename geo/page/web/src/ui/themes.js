/**
 * The facts by theme: each theme folds; in it each figure shows its newest value, older ones folded behind it.
 */
import { chartOf } from "../core/chart.js";
import { dateText } from "../core/dates.js";
import { newestDate, seriesOf } from "../core/facts.js";
import { ageWords } from "../core/words.js";
import { drawChart } from "./chart.js";
import { claimName, markUnequal, showClaim } from "./claims.js";
import { el } from "./dom.js";

/** @typedef {ReturnType<typeof seriesOf>[number]} Series */

const FEW = 40; // facts that need no folding
const MANY = 3; // claims without a number that do

/** @param {Claim[]} claims */
export const countFacts = (claims) => claims.reduce((sum, { facts }) => sum + facts.length, 0);

/** @param {ThemeClaims[]} themes @param {Context} context */
export function showThemes(themes, context) {
  const { atlas, lang, say } = context;
  const all = themes.reduce((sum, { claims }) => sum + countFacts(claims), 0);
  return themes.map(({ theme, claims }, i) => {
    const { indicators, themes: names } = atlas.payload.registers;
    const { code, [lang]: name } = names[theme];
    // A long list of slogans and programmes is not what one comes for.
    const isTalk = claims.length > MANY && claims.every(({ indicator }) => indicators[indicator].type === "honour");
    return el(
      "section.theme",
      {},
      el(
        "details",
        { "data-fold": `theme-${code}`, open: (i === 0 || all <= FEW) && !isTalk },
        el(
          "summary",
          { "data-key": `theme-${code}` },
          el("h3", {}, name),
          el("i", {}, String(countFacts(claims))),
          showNewestOf(claims, context),
          claims.some(({ differs }) => differs) && markUnequal(say),
        ),
        ...seriesOf(claims).map((series) => showSeries(series, context)),
      ),
    );
  });
}

/**
 * The date of the newest fact of a theme, and how old that is.
 *
 * @param {Claim[]} claims
 * @param {Context} context
 */
function showNewestOf(claims, { atlas: { sites, payload }, lang }) {
  const date = newestDate(claims, payload.registers);
  return date !== "" && el("small.newest", {}, `${dateText(sites.dates, date, lang)} · ${ageWords(sites, date, lang)}`);
}

/**
 * One figure, whatever its dates and aims.
 *
 * @param {Series} series
 * @param {Context} context
 */
function showSeries(series, context) {
  const { atlas, lang } = context;
  const chart = chartOf(series.claims, atlas.payload.registers);
  const name = claimName(series, atlas.payload.registers, lang);
  return el(
    "div.series",
    {},
    ...series.courses.flatMap(({ newest, older }, i) => [
      showClaim(newest, context, i === 0 ? name : ""),
      i === 0 && chart && drawChart(chart, name, context),
      older.length > 0 && showOlder(older, context),
    ]),
  );
}

/** @param {Claim[]} older @param {Context} context */
const showOlder = (older, context) =>
  el(
    "details.older",
    { "data-fold": `older-${older[0].facts[0].id}` },
    el(
      "summary",
      {},
      context.say("olderValues", { count: countFacts(older) }),
      older.some(({ differs }) => differs) && markUnequal(context.say),
    ),
    ...older.map((claim) => showClaim(claim, context)),
  );
