/**
 * The history of a place: every status with its date and sources, oldest first, over a line that is true to time.
 */
import { dateText, middleOf, spanOf, timeScale, yearsBetween } from "../core/dates.js";
import { compareDates, statusSteps, whyPreferred } from "../core/facts.js";
import { courseOfPromise, showBecame } from "./became.js";
import { showAim, showSource } from "./claims.js";
import { el, withQuotes } from "./dom.js";
import { showTerm } from "./gloss.js";

const LONG = 1; // years from which on a line tells more than the list
const SHOWN = 3; // steps shown before the reader asks for all
const LINE = { width: 360, height: 44, edge: 8, y: 16 }; // pixels

/** @param {Context} context */
export function showProgress(context) {
  const { atlas, row, claims, status, lang, say } = context;
  const { registers } = atlas.payload;
  const steps = statusSteps(claims, registers);
  const silence = say(atlas.sites.facts[row] > 0 ? "noStatus" : "noFacts");
  /** @param {Step} step */
  const courseOf = ({ claim, facts: [fact] }) => {
    if (registers.aims[claim.aim].code === "actual") return "";
    return courseOfPromise(fact);
  };
  const latest = steps.findIndex(({ facts }) => status && facts === status.value.facts);
  const recent = windowAround(latest, steps.length);
  const isBeyond = steps.map((step, i) => !recent(i) && courseOf(step) === "");
  const isFolded = isBeyond.includes(true);
  const dated = steps.filter(({ claim }) => claim.asOf !== "").sort((a, b) => compareDates(a.claim.asOf, b.claim.asOf));
  return el(
    `section.progress${isFolded ? ".short" : ""}`,
    {},
    el("h3", {}, say("history")),
    dated.length > 0 && isLong(dated) && drawLine(dated, courseOf, steps[latest], atlas.sites, lang),
    steps.length > 0
      ? el(
          "ol",
          {},
          ...steps.map((step, i) => showStep(step, { course: courseOf(step), latest: i === latest, beyond: isBeyond[i] }, context)),
        )
      : el("p.empty", {}, silence),
    isFolded &&
      el("button.link.show-all", { type: "button", "data-key": "history", onclick: showAll }, say("showAll", { count: steps.length })),
    ...[...new Set(steps.map(({ claim }) => claim))]
      .filter((claim) => claim.differs)
      .map((claim) =>
        el(
          "p.reason",
          {},
          el("b", {}, `≠ ${claim.when[lang]} ${say("differ")}`),
          " ",
          ...withQuotes(whyPreferred(claim, registers, lang, say, say("statusDiffer")), lang),
        ),
      ),
  );
}

/**
 * Whether a step is shown before the reader asks for all: the one that holds now, the one before it and what comes next.
 * Promises are shown in any case: what became of them is what a reader looks for.
 *
 * @param {number} latest its place, -1 where none holds
 * @param {number} count
 * @returns {(at: number) => boolean}
 */
function windowAround(latest, count) {
  const first = Math.max(0, Math.min(latest - 1, count - SHOWN));
  return (at) => at >= first && at < first + SHOWN;
}

/**
 * Unfold the history, and give the keyboard to its first step, as the button goes.
 *
 * @param {EventAt<HTMLElement>} event
 */
function showAll({ currentTarget }) {
  const section = /** @type {HTMLElement} */ (currentTarget.closest("section"));
  section.classList.remove("short");
  const first = /** @type {HTMLElement} */ (section.querySelector("li"));
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
}

/** @param {Step[]} steps */
const isLong = (steps) => yearsBetween(steps[0].claim.asOf, steps[steps.length - 1].claim.asOf) >= LONG;

/**
 * A date known to the day is a point, one known to the year a bar with its point in the middle. The list says it all.
 *
 * @param {Step[]} steps
 * @param {(step: Step) => string} courseOf
 * @param {Step | undefined} latest
 * @param {Sites} sites
 * @param {Lang} lang
 */
function drawLine(steps, courseOf, latest, { dates }, lang) {
  const scale = timeScale(steps.map(({ claim }) => claim.asOf));
  /** @param {number} day */
  const x = (day) => LINE.edge + (LINE.width - 2 * LINE.edge) * scale(day);
  const bars = steps.map(({ claim }) => {
    const [from, to] = spanOf(claim.asOf).map(x);
    return el("line.span", { x1: from, x2: to, y1: LINE.y, y2: LINE.y });
  });
  const points = steps.map((step) =>
    el("circle", {
      class: ["point", courseOf(step), step === latest && "latest"].filter(Boolean).join(" "),
      cx: x(middleOf(step.claim.asOf)),
      cy: LINE.y,
      r: 5,
    }),
  );
  const [first, last] = [steps[0], steps[steps.length - 1]].map(({ claim }) => dateText(dates, claim.asOf, lang));
  /** @param {number} at @param {string} anchor @param {string} text */
  const word = (at, anchor, text) => el("text", { x: at, y: LINE.y + 22, "text-anchor": anchor }, text);
  return el(
    "svg.line-of-time",
    { viewBox: `0 0 ${LINE.width} ${LINE.height}`, "aria-hidden": "true", focusable: "false" },
    el("line.axis", { x1: LINE.edge, x2: LINE.width - LINE.edge, y1: LINE.y, y2: LINE.y }),
    ...bars,
    ...points,
    word(0, "start", first),
    word(LINE.width, "end", last),
  );
}

/**
 * @param {Step} step
 * @param {{course: string, latest: boolean, beyond: boolean}} where `course` is that of a promise, else empty
 * @param {Context} context
 */
function showStep({ claim, status, facts, when }, { course, latest, beyond }, context) {
  const { registers } = context.atlas.payload;
  const { lang } = context;
  const aim = course !== "" && showAim(claim, registers, lang);
  const became = showBecame(facts, context, aim);
  const classes = [claim.differs && "disputed", course, latest && "latest", beyond && "beyond"].filter(Boolean).join(" ");
  return el(
    "li",
    { class: classes || null },
    el("time", {}, when[lang]),
    el("b", {}, showTerm(registers.statuses[status], lang)),
    claim.scope >= 0 && ` · ${registers.scopes[claim.scope][lang]}`,
    !became && aim,
    became,
    ...facts.map((fact) => showSource(fact, context)),
  );
}
