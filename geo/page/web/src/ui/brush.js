/**
 * Strokes of a brush on a canvas: areas, lines and texts, each with its pen.
 *
 * A pen is what a style sheet says of a drawing: `fill`, `fillOpacity`, `stroke`, `strokeOpacity`, `lineWidth`, `dash`,
 * `cap`.
 */

/**
 * @typedef {object} Pen
 * @property {string} fill
 * @property {number} fillOpacity
 * @property {string} stroke
 * @property {number} strokeOpacity
 * @property {number} lineWidth
 * @property {number[]} dash
 * @property {CanvasLineCap} cap
 */

/** @param {CanvasRenderingContext2D} brush @param {Path2D} path @param {Pick<Pen, "fill" | "fillOpacity">} pen */

export function fill(brush, path, { fill: ink, fillOpacity }) {
  if (ink === "none") return;
  brush.save();
  brush.globalAlpha = fillOpacity;
  brush.fillStyle = ink;
  brush.fill(path, "evenodd");
  brush.restore();
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Path2D} path
 * @param {Pick<Pen, "stroke" | "strokeOpacity" | "lineWidth" | "dash" | "cap">} pen
 */
export function stroke(brush, path, { stroke: ink, strokeOpacity, lineWidth, dash, cap }) {
  if (ink === "none" || lineWidth === 0) return;
  brush.save();
  brush.globalAlpha = strokeOpacity;
  brush.strokeStyle = ink;
  brush.lineWidth = lineWidth;
  brush.setLineDash(dash);
  brush.lineCap = cap;
  brush.lineJoin = "round";
  brush.stroke(path);
  brush.restore();
}

/**
 * Text that reads on any background.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} ink
 * @param {string} halo
 */
export function haloed(brush, text, x, y, ink, halo) {
  brush.textBaseline = "middle";
  brush.strokeStyle = halo;
  brush.lineWidth = 3;
  brush.setLineDash([]);
  brush.lineJoin = "round";
  brush.strokeText(text, x, y);
  brush.fillStyle = ink;
  brush.fillText(text, x, y);
}

/**
 * Text in lines of at most `width` pixels; the return value is where they end.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {string} text
 * @param {{x: number, top: number, width: number, line: number, font: string, ink: string}} style
 */
export function paragraph(brush, text, { x, top, width, line, font, ink }) {
  brush.font = font;
  brush.textAlign = "left";
  brush.textBaseline = "middle";
  brush.fillStyle = ink;
  let y = top;
  for (const words of linesIn(brush, text, width)) {
    brush.fillText(words, x, y + line / 2);
    y += line;
  }
  return y;
}

/** What a line may end after: a Chinese character, a blank, or a sign that closes; none begins with such a sign. */
const PIECES =
  /[\uff08\u300a\u201c]*(?:[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+)[\uff09\u300b\u201d\uff0c\uff1b\uff1a\u3001\u3002]*\s*|\s+/g;

/**
 * A text in the lines that it takes with the font of the brush.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {string} text
 * @param {number} width
 */
export function linesIn(brush, text, width) {
  const lines = [""];
  for (const piece of text.match(PIECES) || []) {
    const last = lines.length - 1;
    if (lines[last] !== "" && brush.measureText((lines[last] + piece).trimEnd()).width > width) lines.push(piece);
    else lines[last] += piece;
  }
  return lines;
}
