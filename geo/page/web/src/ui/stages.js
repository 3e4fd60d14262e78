/**
 * The choice of stages and years: chips of either, with the number of places that each would show beside the other.
 */
import { toggle } from "../core/fields.js";
import { countStages, optionsFor, stagesIn } from "../core/stages.js";
import { chip } from "./chip.js";
import { el } from "./dom.js";

/**
 * @param {Facet} facet of stages and years
 * @param {Scene} scene
 * @param {Pick<Actions, "change">} actions
 */
export function showStages(facet, { atlas, state, result, say }, { change }) {
  const { key, options } = facet;
  const chosen = stagesIn(facet, state[key]);
  const { stages, years } = countStages(facet, chosen, result[key], () => [...result.rows, ...result.only[key]]);
  const statuses = new Map(atlas.sites.registers.statuses.map((status) => [status.code, status]));
  /** @param {"stages" | "years"} among @param {string} code */
  const toggled = (among, code) => ({ ...chosen, [among]: without(chosen[among], code) });
  /** @param {"stages" | "years"} among @param {{row: number, count: number}} each */
  const show = (among, { row, count }) => {
    const { code } = options[row];
    const status = statuses.get(code);
    return chip({
      key: `${key}-${code}`,
      on: chosen[among].includes(code),
      label: status ? status[state.lang] : code,
      gloss: status?.[`gloss_${state.lang}`],
      count,
      press: () => change({ [key]: optionsFor(facet, toggled(among, code)) }),
    });
  };
  const none = options.findIndex(({ code }) => code === "none");
  return el(
    "div.stages",
    {},
    group(say("stageWhich"), [
      ...stages.map((each) => show("stages", each)),
      chip({
        key: `${key}-none`,
        on: chosen.none,
        label: options[none][state.lang],
        count: result[key][none],
        press: () => change({ [key]: toggle(state[key], none) }),
      }),
    ]),
    group(
      say("stageWhen"),
      years.map((each) => show("years", each)),
    ),
  );
}

/** @param {string[]} codes @param {string} code */
const without = (codes, code) => (codes.includes(code) ? codes.filter((each) => each !== code) : [...codes, code]);

/** @param {string} title @param {Content[]} chips */
const group = (title, chips) => el("fieldset", {}, el("legend", {}, title), el("div.chips", {}, ...chips));
