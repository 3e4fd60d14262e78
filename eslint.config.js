import { fileURLToPath } from "node:url";
import js from "@eslint/js";
import { includeIgnoreFile } from "eslint/config";
import globals from "globals";

// Text reaches the page by textContent alone: whatever parses a string as markup or as code is refused.
const markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "createContextualFragment", "setHTMLUnsafe", "parseHTMLUnsafe", "srcdoc"];
const noMarkup = markup.map((property) => ({ property, message: "Build nodes and set textContent." }));
const noWrite = ["write", "writeln"].map((property) => ({
  object: "document",
  property,
  message: "Build nodes and set textContent.",
}));
// The page asks for nothing, and the same state gives the same page.
const noRequest = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "Worker", "SharedWorker", "Image", "Audio"].map((name) => ({
  name,
  message: "The page makes no request.",
}));
// A link leaves the page through linkOut() alone; factsLink() and printHash() write one within it, ownPicture() a picture that it carries. What the policy of the page refuses is not written in the first place.
const noWayOut = [
  {
    selector: "Property[key.name=/^(href|src)$/]:not([value.callee.name=/^(factsLink|printHash|ownPicture)$/])",
    message: "Link with linkOut(), factsLink(), printHash() or ownPicture().",
  },
  {
    selector: "AssignmentExpression[left.property.name=/^(href|src|srcset|action|cssText)$/]",
    message: "Link with linkOut(); set single styles.",
  },
  {
    selector: "Property[key.name='style']:not([value.type='ObjectExpression'])",
    message: "Give single styles: the page's policy refuses the attribute.",
  },
  { selector: "Property[key.name='dangerouslySetInnerHTML']", message: "Text is text." },
  {
    selector: "CallExpression[callee.property.name=/^setAttribute(NS)?$/][arguments.0.type=/^(Identifier|Member|Call|Binary|Template)/]",
    message: "Name the attribute.",
  },
  {
    selector: "CallExpression[callee.property.name=/^setAttribute(NS)?$/][arguments.0.value=/^(on|srcdoc$|style$|href$|src$|xlink)/i]",
    message: "Use a listener, a single style or linkOut().",
  },
  { selector: "CallExpression[callee.property.name='open'][callee.object.name='window']", message: "Link with linkOut()." },
];
// A handler that forgot it would act on the keys of an input method.
const keys = "/^(on)?key(down|up|press)$/";
const noOtherKeys = [`Literal[value=${keys}]`, `Property[key.name=${keys}]`, `MemberExpression[property.name=${keys}]`].map((selector) => ({
  selector,
  message: "Listen with onKeys(), which leaves an input method its keys.",
}));
const noClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Dates come from the record, not from a clock." },
];
const noChance = [
  { object: "Math", property: "random", message: "Number ids; the same input gives the same page." },
  { object: "Date", property: "now", message: "Dates come from the record, not from a clock." },
];

export default [
  // What is built is not ours to mend.
  includeIgnoreFile(fileURLToPath(new URL(".gitignore", import.meta.url))),
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": ["error", ...noMarkup, ...noWrite, ...noChance],
      "no-restricted-syntax": ["error", ...noClock, ...noWayOut],
      "no-script-url": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["geo/page/web/src/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "max-lines-per-function": ["error", { max: 60, IIFEs: true }],
      "max-params": ["error", { max: 6 }],
      "no-console": "error",
      "no-restricted-globals": ["error", ...noRequest],
      "no-restricted-syntax": ["error", ...noClock, ...noWayOut, ...noOtherKeys],
    },
  },
  {
    files: ["bench/pages/*.js"],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ["geo/page/web/*.mjs", "bench/*.mjs", "tests/web/**/*.js", "eslint.config.js"],
    languageOptions: { globals: globals.node },
  },
];
