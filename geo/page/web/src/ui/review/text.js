/**
 * The line of the text that a candidate stands in, with those around it, and its words marked. The text is in this page alone.
 */
import { printed } from "../../core/review/state.js";
import { el } from "../dom.js";
import { VERDICT_WORDS } from "./queue.js";

/** @import {ReviewScene} from "../../app/reviewing.js" */

const AROUND = 2; // lines before and after

/** @param {ReviewScene} scene */
export function showText({ state, say, told }) {
  const { candidate, verdict } = state.review.items[state.at];
  if (!candidate) return null;
  const [line, column] = [Number(candidate.line), Number(candidate.column)];
  const from = Math.max(line - 1 - AROUND, 0);
  return el(
    "section.text",
    {},
    el("h2", {}, say("reviewLine", { line: candidate.line }), " ", el(`span.verdict.${verdict}`, {}, say(VERDICT_WORDS[verdict]))),
    el(
      "ol",
      { lang: "zh-Hans" },
      ...told.lines
        .slice(from, line + AROUND)
        .map((text, i) => [text, from + i + 1])
        .filter(([text, number]) => text !== "" || number === line)
        .map(([text, number]) =>
          el(
            "li",
            { value: number, "aria-current": number === line ? "true" : null },
            el("span", {}, ...(number === line ? marked(String(text), column - 1, printed(candidate.token)) : [String(text)])),
          ),
        ),
    ),
  );
}

/** @param {string} text @param {number} at characters before the token, as Python counts them @param {string} token */
function marked(text, at, token) {
  const signs = [...text];
  const before = signs.slice(0, at).join("");
  return [before, el("mark", {}, token), text.slice(before.length + token.length)];
}
