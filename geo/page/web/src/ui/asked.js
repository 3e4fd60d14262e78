/**
 * What the forms of a figure ask, whether somebody corrects it or takes it from a text.
 */
import { LABELS } from "../core/proposed.js";
import { printedUnit } from "../core/units.js";

/** @import {Asked, Choice} from "./form.js" */
/** @import {Texts} from "../core/forms.js" */

/** @param {Term[]} terms of a register @param {Lang} lang @returns {Choice[]} */
export const choicesOf = (terms, lang) => terms.map((term) => ({ code: term.code, label: term[lang].replace("{}", "…") }));

/** The language of a field that is in one, by the end of its name. */
const LANGUAGES = /** @type {Record<string, string>} */ ({ _zh: "zh-Hans", _en: "en" });

/**
 * What asks for a field by its name: a source in a form of something else has the labels of a source.
 *
 * @param {Say} say
 * @param {string} name
 * @param {Partial<Asked>} [more]
 * @param {Record<string, string>} [labels] the key of a field's name in words, by field; one without has that of the record
 * @returns {Asked}
 */
export function ask(say, name, more = {}, labels = LABELS) {
  const label = labels[name.replace(/^source_/, "")];
  return { name, label: label ? say(label) : name, lang: LANGUAGES[name.slice(-3)], ...more };
}

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
  /** @param {Term[]} terms */
  const maybe = (terms) => ({ choices: choicesOf(terms, lang), nothing: say("proposeNone") });
  const value =
    !indicator || indicator.type === "number"
      ? [
          ask(say, "value", { needed: true, typed: "number" }),
          ask(say, "unit", { needed: true, choices: units.map((unit) => ({ code: unit.code, label: printedUnit(unit, lang) })) }),
          ask(say, "qualifier", maybe(registers.qualifiers)),
        ]
      : [
          ask(say, "value", {
            needed: true,
            choices: choicesOf(indicator.type === "status" ? registers.statuses : registers.honours, lang),
          }),
        ];
  return [
    ...value,
    ask(say, "scope", maybe(registers.scopes)),
    ask(say, "as_of", { hint: say("askAsOfHint") }),
    ask(say, "aim", { needed: true, choices: choicesOf(registers.aims, lang) }),
    ask(say, "stated", { hint: say("askStatedHint") }),
  ];
}
