/**
 * A figure's course as a small drawing; its values are read to those who cannot see it.
 */
import { FRAME } from "../core/chart.js";
import { dateText } from "../core/dates.js";
import { el } from "./dom.js";

/** @typedef {NonNullable<ReturnType<typeof import("../core/chart.js").chartOf>>} Chart */
/** @typedef {Chart["points"][number]} ChartPoint */

const NARROW = 64; // pixels from the edge within which a word must not be centred

/** @param {Chart} chart @param {string} name @param {Context} context */
export function drawChart(chart, name, { atlas, lang, say }) {
  const { registers } = atlas.payload;
  /** @param {ChartPoint} point */
  const textOf = ({ fact }) => fact.text[lang];
  /** @param {ChartPoint} point */
  const dateOf = ({ claim }) => dateText(atlas.sites.dates, claim.asOf, lang);
  /** @param {ChartPoint} point */
  const aimOf = ({ claim }) => registers.aims[claim.aim][lang];
  /** @param {ChartPoint} point */
  const tell = (point) => [dateOf(point), textOf(point), point.ahead && aimOf(point)].filter(Boolean).join(" ");
  const { points } = chart;
  const listed = points.map(tell).join(lang === "zh" ? ";" : "; ");
  const [first, last] = [points[0], points[points.length - 1]].map(dateOf);
  const notes = [
    say("chartNote"),
    points.some(({ ahead }) => ahead) && say("chartAhead"),
    chart.leftOut > 0 && say("chartLeftOut", { count: chart.leftOut }),
  ];
  const foot = FRAME.height - 6;
  return el(
    "figure.chart",
    {},
    el(
      "svg",
      { viewBox: `0 0 ${FRAME.width} ${FRAME.height}`, role: "img", "aria-label": say("chartLabel", { name, values: listed }) },
      el("line.axis", { x1: 0, x2: FRAME.width, y1: chart.zero, y2: chart.zero }),
      el("path.course", { d: chart.line }),
      ...points.map((point) =>
        el(`circle.point${point.ahead ? ".ahead" : ""}`, { cx: point.x, cy: point.y, r: 4.5 }, el("title", {}, tell(point))),
      ),
      word(chart.most.x, chart.most.y - 10, textOf(chart.most), "value"),
      chart.least.number < chart.most.number &&
        word(chart.least.x, Math.min(chart.least.y + 20, chart.zero - 4), textOf(chart.least), "value"),
      word(points[0].x, foot, first),
      word(points[points.length - 1].x, foot, last),
    ),
    el("figcaption", {}, notes.filter(Boolean).join(lang === "zh" ? "" : " ")),
  );
}

/**
 * A word centred at a point, or beginning or ending at the edge where it would run out of the drawing.
 *
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {string} [name]
 */
function word(x, y, text, name = "date") {
  const side = x < NARROW ? "start" : x > FRAME.width - NARROW ? "end" : "middle";
  const at = side === "start" ? 0 : side === "end" ? FRAME.width : x;
  return el(`text.${name}`, { x: at, y, "text-anchor": side }, text);
}
