/**
 * The sheet that is printed: made when the browser is about to print, whoever asked it to, and removed afterwards.
 */
import { colourHead } from "../core/colour.js";
import { optionOf } from "../core/facets.js";
import { dateText } from "../core/dates.js";
import { messages } from "../core/messages.js";
import { byPlacing, listRows, numbersOf } from "../core/order.js";
import { statusWords, unitsWords } from "../core/words.js";
import { claimName } from "./claims.js";
import { showClasses, showValues } from "./colouring.js";
import { showComparisonOnPaper } from "./comparison.js";
import { el, linkOut, make } from "./dom.js";
import { ledgerOnPaper } from "./ledger.js";
import { PARTS, countWords, drawMaps, groundWords, headWords, originWords } from "./picture.js";
import { paperEntries, showLegend } from "./legend.js";
import { rankingWords, showRankingOnPaper } from "./ranking.js";
import { showTableOnPaper } from "./table.js";

/**
 * @param {Scene} scene what the page shows
 */
export function preparePrint(scene) {
  // Also a sheet in a copy of the page, saved while it was being printed.
  const clear = () => {
    for (const sheet of document.querySelectorAll("body > .printed")) sheet.remove();
  };
  window.addEventListener("beforeprint", () => {
    clear();
    document.body.append(make(createSheet(scene)));
  });
  window.addEventListener("afterprint", clear);
}

/**
 * What is read in the place of the map, or what the ledger lists, is printed in its place.
 *
 * @param {Scene} scene
 */
function createSheet(scene) {
  const { state, ranking } = scene;
  if (state.page === "compare") return createPlate("compare", [], showComparisonOnPaper(scene), scene);
  if (state.page === "ranking" && ranking)
    return createPlate("ranking", rankingWords(ranking, scene), showRankingOnPaper(scene, MOST), scene);
  if (state.page === "promises") {
    const { head, body } = ledgerOnPaper(scene, MOST);
    return createPlate("promise", head, body, scene);
  }
  if (state.table) return createPlate("table", [countWords(scene)], showTableOnPaper(scene, MOST), scene);
  return createMapSheet(scene);
}

/**
 * A sheet without maps.
 *
 * @param {string} key of its name
 * @param {string[]} head lines under the title
 * @param {Content} body
 * @param {Scene} scene
 */
function createPlate(key, head, body, { atlas, say }) {
  return el(
    `article.printed.paper${key === "table" ? ".turned" : ""}`,
    {},
    el("h1", {}, say("title")),
    el("h2", {}, say(key)),
    ...head.map((line) => el("p", {}, line)),
    body,
    el("footer", {}, el("p", {}, originWords(atlas, say))),
  );
}

/** @param {Scene} scene */
function createMapSheet(scene) {
  const { atlas, state, colouring, say } = scene;
  const { lang } = state;
  const sources = numberSources(atlas.payload.sources);
  const lists = showLists(scene, sources.cite);
  const [whole, ...enlarged] = drawMaps(scene);
  return el(
    "article.printed.paper",
    {},
    el("h1", {}, say("title")),
    el("p", {}, headWords(scene)),
    el("figure", { ref: holding(whole) }, el("figcaption", {}, el("p", {}, originWords(atlas, say)), el("p", {}, groundWords(say)))),
    colouring && showColours(/** @type {ColouredScene} */ (scene)),
    el("section.legend", {}, el("h2", {}, say("legend")), showLegend(atlas, lang, say, paperEntries)),
    ...enlarged.map((part) => el("figure.enlarged", { ref: holding(part) }, el("figcaption", {}, say("enlargedPart")))),
    ...lists,
    sources.cited.length > 0 && showSources(sources.cited, atlas.sites, lang, say),
  );
}

/**
 * What puts a drawing first into the element that holds it.
 *
 * @param {HTMLCanvasElement} drawing
 * @returns {(holder: HTMLElement | null) => void}
 */
const holding = (drawing) => (holder) => holder && holder.prepend(drawing);

/** @param {ColouredScene} scene */
function showColours({ atlas, state: { lang }, colouring, say }) {
  /** @param {number} row */
  const name = (row) => el("span", {}, atlas.sites[lang][row]);
  return el(
    "section.colours",
    {},
    el("h2", {}, [colouring.name[lang], colourHead(colouring, atlas.sites, lang)].join(" · ")),
    showClasses(colouring, lang, say),
    showValues(colouring, atlas, lang, say, name),
  );
}

/**
 * Sources by number, in the order in which they are first cited.
 *
 * @param {Source[]} sources
 */
function numberSources(sources) {
  const cited = /** @type {Source[]} */ ([]);
  /** @param {number} row */
  const cite = (row) => {
    if (!cited.includes(sources[row])) cited.push(sources[row]);
    return `[${cited.indexOf(sources[row]) + 1}]`;
  };
  return { cited, cite };
}

const MOST = 1000; // places that are listed: more would fill a book, and keep the browser busy for minutes

/**
 * The places as the list has them, those on the map with their numbers there, the others under headings of their own; and
 * before them, where they are too many, how many of them there are.
 *
 * @param {Scene} scene
 * @param {(source: number) => string} cite
 */
function showLists(scene, cite) {
  const { atlas, state, say } = scene;
  const listed = listRows(scene);
  const numbers = numbersOf(atlas.sites, listed);
  const left = listed.length - MOST;
  const head = ["name", "kind", "district", "status", "position", "keyFigure"].map((key) => el("th", { scope: "col" }, say(key)));
  const lists = Object.entries(byPlacing(atlas.sites, listed.slice(0, MOST)))
    .filter(([, rows]) => rows.length > 0)
    .map(([part, rows]) =>
      el(
        `section.places.${part}`,
        {},
        el("h2", {}, say(PARTS[part])),
        el(
          "table",
          {},
          el("thead", {}, el("tr", {}, ...head)),
          el("tbody", {}, ...rows.map((row) => showRow(row, numbers.get(row), atlas, state.lang, cite))),
        ),
      ),
    );
  return left > 0 ? [el("p.left", {}, say("printedFirst", { shown: MOST, count: left })), ...lists] : lists;
}

/**
 * @param {number} row
 * @param {number | undefined} number on the map
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {(source: number) => string} cite
 */
function showRow(row, number, atlas, lang, cite) {
  const { sites } = atlas;
  const cells = [
    sites.registers.kinds[sites.kind[row]][lang],
    unitsWords(sites, row, lang) || messages(lang)("cityOnly"),
    statusWords(sites, row, lang) || "–",
    optionOf(sites, "position", row, lang),
  ];
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, number && el("b.number", {}, String(number)), sites[lang][row]),
    ...cells.map((text) => el("td", {}, text)),
    el("td", {}, ...keyFigures(row, atlas, lang, cite)),
  );
}

/**
 * The key figures, a line each: what, how much, of when, by whom.
 *
 * @param {number} row
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {(source: number) => string} cite
 */
function keyFigures(row, atlas, lang, cite) {
  const { key } = atlas.factsOf(row);
  return key.length > 0 ? key.map(({ claim }) => el("p", {}, keyFigure(claim, atlas.payload.registers, lang, cite))) : ["–"];
}

/** @param {Claim} claim @param {Registers} registers @param {Lang} lang @param {(source: number) => string} cite */
function keyFigure(claim, registers, lang, cite) {
  const [fact] = claim.facts;
  const aim = registers.aims[claim.aim];
  const parts = [
    `${claimName(claim, registers, lang)} ${fact.text[lang]}${claim.differs ? " ≠" : ""}`,
    aim.code !== "actual" && aim[lang],
    fact.when[lang],
    [cite(fact.source), fact.lines[lang]].filter(Boolean).join(" "),
    fact[`note_${lang}`],
  ];
  return parts.filter(Boolean).join(", ");
}

/** @param {Source[]} sources @param {Sites} sites @param {Lang} lang @param {Say} say */
function showSources(sources, { dates }, lang, say) {
  /** @param {Source} source */
  const line = (source) =>
    el(
      "li",
      {},
      `${source[`publisher_${lang}`]}, `,
      source[`title_${lang}`],
      `, ${dateText(dates, source.published, lang) || say("undated")}`,
      source.url && " ",
      source.url && linkOut(source.url),
    );
  return el("section.sources", {}, el("h2", {}, say("sourcesTitle")), el("ol", {}, ...sources.map(line)));
}
