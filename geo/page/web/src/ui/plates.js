/**
 * A comparison and a ranking as pictures, on the sheet that the map has.
 */
import { comparisonOf } from "../core/compare.js";
import { barOf } from "../core/ranking.js";
import { unitName } from "../core/units.js";
import { claimName } from "./claims.js";
import { fill, linesIn, paragraph, stroke } from "./brush.js";
import { cellLines, factLines } from "./comparison.js";
import { PAPER } from "./frame.js";
import { drawSheet, sizes } from "./picture.js";
import { aboutEntry, rankingWords } from "./ranking.js";

/** @import {Pens} from "./pens.js" */

const MOST = 100; // entries of a ranking that a picture holds: more would be too long for any use of it
const NAME = 190; // pixels of the names of the figures
const BETWEEN = 12; // pixels between columns
const BAR = 12; // pixels of the height of a bar
const [RANK, PLACE, VALUE] = [30, 210, 210]; // pixels of the columns of a ranking beside the bar

/** @typedef {{brush: CanvasRenderingContext2D, pens: Pens}} Canvas */

/**
 * Text from the left in a column of some width; the return value is where it ends.
 *
 * @param {Canvas} canvas
 * @param {string} text
 * @param {{x: number, top: number, width: number, weight?: number, ink?: string}} place
 */
const write = ({ brush, pens }, text, { x, top, width, weight = 400, ink = "--ink" }) =>
  paragraph(brush, text, { x, top, width, line: sizes.line, font: pens.font(weight, sizes.text), ink: pens.ink(ink) });

/** @param {Canvas} canvas @param {number} top */
function rule({ brush, pens }, top) {
  const path = new Path2D();
  path.rect(sizes.margin, top, PAPER.width, 1);
  fill(brush, path, { fill: pens.ink("--hairline"), fillOpacity: 1 });
  return top + 4;
}

/**
 * What the places are and have, row by row, as the comparison shows it.
 *
 * @param {Scene} scene
 */
export function drawComparison(scene) {
  const { atlas, state, say } = scene;
  const { shared, single } = comparisonOf(atlas, state.compare);
  const width = (PAPER.width - NAME) / state.compare.length - BETWEEN;
  /** @param {number} at */
  const left = (at) => sizes.margin + NAME + at * (width + BETWEEN) + BETWEEN;
  return drawSheet(scene, { head: say("compare") }, (brush, pens, top) => {
    const canvas = { brush, pens };
    const ends = state.compare.map((row, at) => write(canvas, atlas.sites[state.lang][row], { x: left(at), top, width, weight: 700 }));
    let y = rule(canvas, Math.max(top, ...ends) + 4);
    for (const line of linesOf([...shared, ...single], scene)) y = rule(canvas, paintLine(canvas, line, { top: y, width, left }) + 4);
    return y;
  });
}

/** @typedef {{head: string[], cells: string[][]}} Line its name with notes, and what each place has: the first text is the strong one */

/**
 * @param {ComparedRow[]} rows
 * @param {Scene} scene
 * @returns {Line[]}
 */
function linesOf(rows, { atlas, state, say }) {
  const { lang, compare } = state;
  const { registers } = atlas.payload;
  const facts = factLines({ atlas, state, say, lang }).map(({ name, words }) => ({
    head: [say(name)],
    cells: compare.map((row) => (words(row).length > 0 ? words(row) : ["–"])),
  }));
  return facts.concat(
    rows.map((row) => {
      const isUneven = row.unit >= 0 && !row.even && row.cells.filter(Boolean).length > 1;
      const notes = [row.unit >= 0 && unitName(registers.units[row.unit], lang), isUneven && say("compareUneven")];
      return {
        head: [claimName(row, registers, lang), ...notes.filter((note) => note !== false)],
        cells: row.cells.map((cell) => cellLines(cell, row.unit, registers, lang)),
      };
    }),
  );
}

/**
 * @param {Canvas} canvas
 * @param {Line} line
 * @param {{top: number, width: number, left: (at: number) => number}} place
 */
function paintLine(canvas, { head, cells }, { top, width, left }) {
  const name = { x: sizes.margin, width: NAME, ink: "--ink-2" };
  const end = head.reduce((y, text) => write(canvas, text, { ...name, top: y }), top);
  const ends = cells.map((texts, at) =>
    texts.reduce(
      (y, text, i) => write(canvas, text, { x: left(at), top: y, width, weight: i === 0 ? 700 : 400, ink: i === 0 ? "--ink" : "--ink-2" }),
      top,
    ),
  );
  return Math.max(end, ...ends);
}

/**
 * The first entries of a ranking, each with its bar.
 *
 * @param {Scene} scene
 */
export function drawRanking(scene) {
  const { say } = scene;
  const ranking = /** @type {Ranking} */ (scene.ranking);
  const left = ranking.entries.length - MOST;
  return drawSheet(scene, { head: rankingWords(ranking, scene).join(" · ") }, (brush, pens, top) => {
    const canvas = { brush, pens };
    let y = top;
    for (const entry of ranking.entries.slice(0, MOST)) y = paintEntry(canvas, entry, ranking, scene, y);
    return left > 0 ? write(canvas, say("rankLeft", { count: left }), { x: sizes.margin, top: y, width: PAPER.width }) : y;
  });
}

/** @param {Canvas} canvas @param {RankedEntry} entry @param {Ranking} ranking @param {Scene} scene @param {number} top */
function paintEntry(canvas, entry, ranking, { atlas: { sites }, state: { lang } }, top) {
  const { brush, pens } = canvas;
  const { aims } = sites.registers;
  const [name, bar] = [sizes.margin + RANK, sizes.margin + RANK + PLACE + BETWEEN];
  const value = sizes.margin + PAPER.width - VALUE;
  write(canvas, String(entry.rank), { x: sizes.margin, top, width: RANK, ink: "--ink-2" });
  const named = write(canvas, sites[lang][entry.row], { x: name, top, width: PLACE });
  if (!ranking.ordinal) paintBar(canvas, entry, ranking, { x: bar, top: top + (sizes.line - BAR) / 2, width: value - bar - BETWEEN });
  const figure = [entry.text, entry.unit, entry.low < entry.high && "≠"].filter(Boolean).join(" ");
  const below = write(canvas, figure, { x: value, top, width: VALUE, weight: 700 });
  const aim = entry.figure && aims[entry.figure.aim].code !== "actual" ? ` · ${aims[entry.figure.aim][lang]}` : "";
  const when = `${aboutEntry(entry, sites, lang).join("")}${aim}`;
  brush.font = pens.font(400, sizes.text);
  const told = linesIn(brush, when, VALUE).length > 0 ? write(canvas, when, { x: value, top: below, width: VALUE, ink: "--ink-2" }) : below;
  return Math.max(named, told) + 4;
}

/**
 * @param {Canvas} canvas
 * @param {RankedEntry} entry
 * @param {Ranking} ranking
 * @param {{x: number, top: number, width: number}} place
 */
function paintBar({ brush, pens }, entry, ranking, { x, top, width }) {
  const { sure, open } = barOf(ranking, entry);
  const ink = pens.ink("--districts");
  const pen = {
    stroke: ink,
    strokeOpacity: 1,
    lineWidth: 1.5,
    dash: /** @type {number[]} */ ([]),
    cap: /** @type {CanvasLineCap} */ ("butt"),
  };
  const isPromised = entry.figure !== null && entry.figure.aim > 0;
  for (const [part, isSure] of /** @type {[{start: number, width: number}, boolean][]} */ ([
    [sure, true],
    [open, false],
  ])) {
    if (part.width <= 0) continue;
    const path = new Path2D();
    path.rect(x + part.start * width, top, part.width * width, BAR);
    if (isSure && !isPromised) fill(brush, path, { fill: ink, fillOpacity: 1 });
    else stroke(brush, path, { ...pen, dash: isSure ? [] : [3, 2] });
  }
}
