/**
 * What the forms of a figure ask, whether somebody corrects it or takes it from a text.
 */
import { LABELS } from "../core/proposed.js";
import { printedUnit } from "../core/units.js";

/** @import {Asked, Choice} from "./form.js" */
/** @import {Texts} from "../core/forms.js" */

/** @param {Term[]} terms of a register @param {Lang} lang @returns {Choice[]} */
export const choicesOf = (terms, lang) => terms.map((term) => ({ code: term.code, label: term[lang].replace("{}", "…") }));

/**
 * @param {Texts} values what the form holds: by its indicator follows what its value is
 * @param {Registers} registers
 * @param {Lang} lang
 * @param {Say} say
 * @returns {Asked[]} value, unit, scope, dates and aim
 */
export function figureAsked(values, registers, lang, say) {
  const indicator = registers.indicators.find(({ code }) => code === values.indicator);
  const units = registers.units.filter(({ dimension }) => !indicator || dimension === indicator.dimension);
  /** @param {string} name @param {Partial<Asked>} more @returns {Asked} */
  const ask = (name, more) => ({ name, label: say(LABELS[name]), ...more });
  /** @param {Term[]} terms */
  const maybe = (terms) => ({ choices: choicesOf(terms, lang), nothing: say("proposeNone") });
  const value =
    !indicator || indicator.type === "number"
      ? [
          ask("value", { needed: true, typed: "number" }),
          ask("unit", { needed: true, choices: units.map((unit) => ({ code: unit.code, label: printedUnit(unit, lang) })) }),
          ask("qualifier", maybe(registers.qualifiers)),
        ]
      : [
          ask("value", {
            needed: true,
            choices: choicesOf(indicator.type === "status" ? registers.statuses : registers.honours, lang),
          }),
        ];
  return [
    ...value,
    ask("scope", maybe(registers.scopes)),
    ask("as_of", { hint: say("askAsOfHint") }),
    ask("aim", { needed: true, choices: choicesOf(registers.aims, lang) }),
    ask("stated", { hint: say("askStatedHint") }),
  ];
}
