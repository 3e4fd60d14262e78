/**
 * The choice of a range of a figure: a histogram, a thumb for each end, and boxes for what the thumbs do not hit.
 */
import { signal } from "@preact/signals-core";
import { withRange } from "../core/fields.js";
import { figureNamed } from "../core/figures.js";
import { ANY, NONE, boundsOf, inBase, inUnit, printRange, rangeText, readNumber } from "../core/ranges.js";
import { countBins, edgesOf, stepBelow } from "../core/scale.js";
import { chip } from "./chip.js";
import { el } from "./dom.js";
import { showSelect } from "./select.js";

const FEWEST = 5; // places that make a figure worth a histogram
const MANY = 8; // figures that are listed as the record has them; more are listed by name

/** @typedef {Pick<Scene, "atlas" | "state" | "say"> & {result?: Result}} Shown */
/** @typedef {ReturnType<typeof figureNamed> & {code: string, tokens: string[], lang: Lang, say: Say, choose: (tokens: string[]) => void, preview: (tokens: string[] | null) => void}} Ranged a figure with what is chosen of it */

/**
 * The figures are read when their fold is first opened, not before.
 *
 * @param {Scene} scene
 * @param {Pick<Actions, "change">} actions
 * @returns {{show: () => Content, want: () => void}}
 */
export function createRanges(scene, { change }) {
  const { atlas, state } = scene;
  const wanted = signal(false);
  const picked = signal("");
  const drawn = signal(/** @type {string[] | null} */ (null)); // what a thumb is at until it is let go
  return {
    want: () => {
      wanted.value = true;
    },
    show() {
      if (!wanted.value) return null;
      const offers = offered(atlas.sites, state.lang);
      const [first] = [picked.value, ...state.ranges.map(([code]) => code), offers[0]?.code].filter(Boolean);
      if (!first) return el("p", {}, scene.say("noFigure"));
      const tokens = drawn.value || new Map(state.ranges).get(first) || [];
      /** @param {string[]} next */
      const choose = (next) => {
        drawn.value = null;
        change({ ranges: withRange(state.ranges, first, next, atlas.sites) });
      };
      /** @param {string[] | null} next */
      const preview = (next) => {
        drawn.value = next;
      };
      const ranged = {
        ...figureNamed(atlas.sites, first, state.lang),
        code: first,
        tokens,
        lang: state.lang,
        say: scene.say,
        choose,
        preview,
      };
      const pick = (/** @type {EventAt<HTMLSelectElement>} */ { currentTarget }) => {
        picked.value = currentTarget.value;
      };
      return el(
        "div.ranges",
        {},
        showSelect(
          { "data-key": "figure", "aria-label": scene.say("figureChoice"), onchange: pick },
          ...listed(offers, first, ranged.name).map(({ code, name }) =>
            el("option", { value: code, key: code, selected: code === first }, name),
          ),
        ),
        showRange(ranged, scene),
      );
    },
  };
}

/**
 * The figures that enough places have.
 *
 * @param {Sites} sites
 * @param {Lang} lang
 */
function offered(sites, lang) {
  const { indicators } = sites.registers;
  const found = [...sites.figures.values()]
    .map(({ indicator, rows }) => ({ indicator, count: rows.reduce((sum, row) => sum + Number(row >= sites.first), 0) }))
    .filter(({ count }) => count >= FEWEST)
    .map(({ indicator, count }) => ({ code: indicators[indicator].code, name: `${indicators[indicator][lang]} (${count})` }));
  return found.length > MANY ? found.sort((a, b) => a.name.localeCompare(b.name, lang)) : found;
}

/**
 * With the one that a link has chosen, though few places have it.
 *
 * @param {{code: string, name: string}[]} offers
 * @param {string} code
 * @param {string} name
 */
const listed = (offers, code, name) => (offers.some((each) => each.code === code) ? offers : [...offers, { code, name }]);

/** @param {Ranged} ranged @param {Scene} scene */
function showRange(ranged, { atlas, result }) {
  const { column, unit, lang, say, tokens, choose, code } = ranged;
  const free = freePlaces(atlas.sites, result, code);
  const { none } = boundsOf(tokens);
  const isAny = tokens.includes(ANY);
  const scale = column && scaleOf(column, unit, lang);
  const values = column && scale ? scale.values.filter((_, at) => free[column.rows[at]] === 1) : [];
  const count = free.reduce((sum, each) => sum + each, 0);
  const missing = chip({
    key: `none-${code}`,
    on: none,
    label: say("noFigure"),
    count: count - values.length,
    press: () => choose(none ? tokens.filter((token) => token !== NONE) : [...tokens, NONE]),
  });
  const any = chip({
    key: `any-${code}`,
    on: isAny,
    label: say("anyFigure"),
    count: values.length,
    press: () => choose([...(isAny ? [] : [ANY]), ...(none ? [NONE] : [])]),
  });
  if (!scale) return el("div.chips", {}, missing);
  const { edges } = scale;
  const bins = countBins(values, edges);
  return el(
    "fieldset.range",
    { key: `range-${code}` },
    el("legend.sr-only", {}, ranged.name),
    showBins(bins, edges, ranged),
    showThumbs(edges, ranged),
    showBoxes(edges, ranged),
    el("div.chips", {}, any, missing),
  );
}

/**
 * The places that nothing but a range of this figure keeps out, 1 by row.
 *
 * @param {Sites} sites
 * @param {Result} result
 * @param {string} code
 */
function freePlaces({ first }, { shown, only }, code) {
  const free = Uint8Array.from(shown);
  for (const row of only[code] || []) if (row >= first) free[row] = 1;
  return free;
}

const scales = /** @type {WeakMap<FigureColumn, {lang: Lang, values: number[], edges: number[]}>} */ (new WeakMap());

/**
 * The values of a figure as the reader sees them, and the edges of its bins: worked out once for a language.
 *
 * @param {FigureColumn} column
 * @param {Ranged["unit"]} unit
 * @param {Lang} lang
 */
function scaleOf(column, unit, lang) {
  const known = scales.get(column);
  if (known && known.lang === lang) return known;
  const values = Array.from(column.values, (value) => inUnit(value, unit, lang));
  const scale = { lang, values, edges: edgesOf(values) };
  scales.set(column, scale);
  return scale;
}

/** @param {Uint32Array} bins @param {number[]} edges @param {Ranged} ranged */
function showBins(bins, edges, { tokens, unit, lang }) {
  const { low, high, some } = boundsOf(tokens);
  const [from, to] = [low, high].map((end) => (Number.isFinite(end) ? inUnit(end, unit, lang) : end));
  const most = Math.max(...bins, 1);
  return el(
    "div.bins",
    { "aria-hidden": "true" },
    ...[...bins].map((count, at) =>
      el("i", {
        key: at,
        class: (some || tokens.length === 0) && edges[at] < to && edges[at + 1] > from ? "in" : "",
        style: { height: `${(100 * count) / most}%` },
      }),
    ),
  );
}

/**
 * A thumb for each end; at the end of the scale it leaves the range open. While it is drawn only the histogram and the boxes
 * follow, so that no map is drawn between; when it is let go the range holds. Each press of a key is one of these.
 *
 * @param {number[]} edges
 * @param {Ranged} ranged
 */
function showThumbs(edges, { tokens, unit, lang, say, choose, preview, code, name }) {
  const last = edges.length - 1;
  const { low, high, none } = boundsOf(tokens);
  /** @param {number} end @param {number} open */
  const stepOf = (end, open) => (Number.isFinite(end) ? stepBelow(inUnit(end, unit, lang), edges) : open);
  const [from, to] = [stepOf(low, 0), stepOf(high, last)];
  /** @param {number} step @param {number} open */
  const endAt = (step, open) => (step === (open < 0 ? 0 : last) ? open : inBase(edges[step], unit, lang));
  /** @param {number} first @param {number} second */
  const range = (first, second) => {
    const ends = /** @type {const} */ ([endAt(first, -Infinity), endAt(second, Infinity)]);
    const open = ends.every((end) => !Number.isFinite(end));
    return [...(open ? [] : [printRange(...ends)]), ...(none ? [NONE] : [])];
  };
  /** @param {number} step */
  const textAt = (step) => {
    const value = inBase(edges[step], unit, lang);
    return rangeText([printRange(value, value)], unit, lang, say);
  };
  /** @param {string} end @param {number} step @param {(step: number) => string[]} moved */
  const thumb = (end, step, moved) =>
    el("input", {
      type: "range",
      "data-key": `${end}-${code}`,
      class: end === "low" && step > last / 2 ? "above" : "",
      min: 0,
      max: last,
      step: 1,
      value: step,
      "aria-label": say(end === "low" ? "rangeFrom" : "rangeTo", { name }),
      "aria-valuetext": Number.isFinite(endAt(step, end === "low" ? -Infinity : Infinity)) ? textAt(step) : say("rangeOpen"),
      oninput: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => preview(moved(Number(currentTarget.value))),
      onchange: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => choose(moved(Number(currentTarget.value))),
      onblur: () => preview(null),
    });
  return el(
    "div.thumbs",
    {},
    thumb("low", from, (step) => range(Math.min(step, to), to)),
    thumb("high", to, (step) => range(from, Math.max(step, from))),
  );
}

/**
 * Boxes for the ends, in the unit of the figure; an empty one leaves its end open.
 *
 * @param {number[]} edges
 * @param {Ranged} ranged
 */
function showBoxes(edges, { tokens, unit, lang, say, choose, code, name }) {
  const { low, high, none } = boundsOf(tokens);
  /** @param {number} end */
  const written = (end) => (Number.isFinite(end) ? String(inUnit(end, unit, lang)) : "");
  /** @param {number[]} ends */
  const range = (ends) => {
    const [first, second] = ends[0] <= ends[1] ? ends : [ends[1], ends[0]];
    const open = !Number.isFinite(first) && !Number.isFinite(second);
    choose([...(open ? [] : [printRange(first, second)]), ...(none ? [NONE] : [])]);
  };
  /** @param {"from" | "to"} end @param {number} value @param {number} open @param {(end: number) => number[]} ends */
  const box = (end, value, open, ends) =>
    el("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      placeholder: edges[end === "from" ? 0 : edges.length - 1],
      "data-key": `${end}-${code}`,
      "aria-label": say(end === "from" ? "rangeFrom" : "rangeTo", { name }),
      value: written(value),
      onchange: (/** @type {EventAt<HTMLInputElement>} */ { currentTarget }) => {
        const text = currentTarget.value.normalize("NFKC").replace(/[\s,]/g, "");
        const number = text === "" ? open : inBase(readNumber(text), unit, lang);
        currentTarget.setAttribute("aria-invalid", String(Number.isNaN(number)));
        if (!Number.isNaN(number)) range(ends(number));
      },
    });
  return el(
    "div.ends",
    {},
    box("from", low, -Infinity, (end) => [end, high]),
    el("span", { "aria-hidden": "true" }, "–"),
    box("to", high, Infinity, (end) => [low, end]),
    el("span", {}, unit[lang].replace("{}", "…")),
  );
}

/**
 * The ranges that are chosen, as chips that take them back.
 *
 * @param {Pick<Scene, "atlas" | "state" | "say">} scene
 * @param {Pick<Actions, "change">} actions
 */
export const rangeChips = ({ atlas, state, say }, { change }) =>
  state.ranges.map(([code, tokens]) => {
    const { name, unit } = figureNamed(atlas.sites, code, state.lang);
    const text = `${name} ${rangeText(tokens, unit, state.lang, say)}`;
    return chip({
      key: `chosen-${code}`,
      label: `${text} ×`,
      name: say("removeFilter", { name: text }),
      press: () => change({ ranges: withRange(state.ranges, code, [], atlas.sites) }),
    });
  });
