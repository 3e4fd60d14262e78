/**
 * Proposing corrections: a form for one thing at a time, and the list of those that are ready to be saved or copied.
 */
import { Component, h } from "preact";
import { effect } from "@preact/signals-core";
import { formatMetres } from "../core/format.js";
import { isUnlocated } from "../core/forms.js";
import { NOWHERE, POINT, SHAPE_AREA, SHAPE_LINE, takesLines } from "../core/drawing.js";
import {
  NEW_SOURCE,
  askedOfReading,
  furtherAsked,
  isShifted,
  judge,
  layerNamed,
  layerOfKind,
  typedPieces,
  wayOf,
} from "../core/proposal.js";
import { NEW_FURTHER, idOf, linesOf, patchFor, reportText, roundedWay, titleOf } from "../core/proposed.js";
import { patchText } from "../core/patch.js";
import { hasPosition } from "../core/sites.js";
import { ask, choicesOf, figureAsked } from "./asked.js";
import { el, linkOut } from "./dom.js";
import { menuItem, withMenu } from "./menu.js";
import { goToFault, showFields, showGroup } from "./form.js";

/** @import {Asked, Choice} from "./form.js" */
/** @import {Draft, Judged} from "../core/proposal.js" */
/** @import {Texts} from "../core/forms.js" */
/** @typedef {Pick<Context, "atlas" | "state" | "lang" | "say" | "actions">} ProposalProps */

/** What a place with a position can have beside it; one that is drawn as a line or an area has no parts. */
const FURTHER = /** @type {const} */ (["parts", "rival_positions"]);

/**
 * A button of a place's drawer, and what of the place can be corrected.
 *
 * @param {number} row
 * @param {ProposalProps} context
 */
export function showProposeMenu(row, { atlas: { sites }, say, actions: { proposing } }) {
  const status = sites.registers.indicators.find(({ type }) => type === "status");
  const ofSite = /** @type {[string, () => void][]} */ ([
    ["proposePosition", () => proposing.proposePosition(row)],
    ...(hasPosition(sites, row) ? FURTHER : []).flatMap((list) =>
      list === "parts" && sites.shapes.has(row) ? [] : [[NEW_FURTHER[list], () => proposing.proposeFurther(row, list)]],
    ),
    ["proposeNames", () => proposing.proposeNames(row)],
    ["proposeStatus", () => proposing.proposeNewFigure(row, status && status.code)],
  ]);
  const entries = [
    ...(row < sites.first ? [] : ofSite),
    /** @type {const} */ (["proposeNewFigure", () => proposing.proposeNewFigure(row)]),
  ];
  return withMenu(
    el("button.cite", { type: "button", "data-key": "propose" }, say("proposeTitle")),
    el("div.cite-menu", { "aria-label": say("proposeTitle") }),
    () => entries.map(([key, onclick]) => menuItem({ "data-form": key, onclick }, say(key))),
  );
}

/**
 * @param {string} key
 * @param {string} words
 * @param {(event: any) => void} onclick
 * @param {string} [looks] its class
 * @param {Record<string, unknown>} [more]
 */
const press = (key, words, onclick, looks = "", more = {}) =>
  el(`button${looks}`, { type: "button", "data-key": key, onclick, ...more }, words);

/** @param {ProposalProps} context */
export const showProposals = (context) => h(Proposals, { key: "proposals", ...context });

/**
 * Follows the drafts by itself, so that what lies around it need not be drawn again with every key.
 *
 * @extends {Component<ProposalProps>}
 */
class Proposals extends Component {
  componentWillMount() {
    const { drafts, current, tried, by, past } = this.props.actions.proposing;
    /** @type {() => void} */
    this.stop = effect(() => {
      drafts.value;
      current.value;
      tried.value;
      by.value;
      past.value;
      this.setState({});
    });
  }

  componentWillUnmount() {
    this.stop();
  }

  /** @param {ProposalProps} props */
  render(props) {
    const draft = props.actions.proposing.current.value;
    return draft ? showDraft(draft, props) : showList(props);
  }
}

/** @param {Draft} draft @param {ProposalProps} props */
function showDraft(draft, props) {
  const { atlas, state, say, actions } = props;
  const { proposing } = actions;
  state.base; // the datum of the ground is asked for again with another basemap
  const { faults } = judge(draft, atlas);
  const shown = proposing.tried.value ? faults : {};
  const done = (/** @type {EventAt<HTMLElement>} */ { currentTarget }) => {
    const form = /** @type {Element} */ (currentTarget.closest(".form"));
    if (!proposing.finish()) setTimeout(() => goToFault(form));
  };
  const filling = {
    ...{ id: "propose", values: draft.values, faults: shown, say },
    change: (/** @type {string} */ name, /** @type {string} */ text) => proposing.fill(follow(name, text, draft, props)),
  };
  return el(
    "div.form.proposal",
    { key: draft.key, role: "form", "aria-label": titleOf(draft, props) },
    el("h3", {}, titleOf(draft, props)),
    ...fieldsOf(draft, props).map(([name, fields, note]) =>
      showGroup(
        say(name),
        ...showFields(fields, filling),
        note && el("p.hint", { role: "status" }, note),
        name === "position" && draft.values.shape !== NOWHERE && showSteps(draft, proposing, say),
      ),
    ),
    shown.same && el("p.fault", { role: "alert" }, say(...shown.same)),
    el(
      "div.actions",
      {},
      press("propose-done", say("proposeDone"), done, ".primary"),
      press("propose-later", say("proposeLater"), () => proposing.edit("")),
      press("propose-drop", say("proposeDrop"), () => proposing.remove(draft.key)),
    ),
  );
}

/**
 * What a change of a field brings with it: a basis goes with what is drawn, a position that is typed is as it was found.
 *
 * @param {string} name
 * @param {string} text
 * @param {Draft} draft
 * @param {ProposalProps} props
 * @returns {Texts}
 */
export function follow(name, text, { values }, { actions }) {
  if (name === "at" || name === "corners") return { [name]: text, typed: "yes" };
  if (name === "indicator") return { indicator: text, value: "", unit: "", qualifier: "" };
  if (name !== "shape") return { [name]: text };
  const fits = isUnlocated(values.position_basis) === (text === NOWHERE);
  return { shape: text, datum: values.datum || actions.proposing.ground(), ...(!fits && { position_basis: "" }) };
}

/** @typedef {[name: string, fields: Asked[], note?: string]} Group */

/** @param {Draft} draft @param {ProposalProps} props @returns {Group[]} */
export function fieldsOf(draft, props) {
  const { atlas, lang, say } = props;
  const isNew = draft.kind === "newFigure" || draft.row < 0;
  const why = /** @type {Group} */ (["proposeWhy", whyFields(isNew, atlas.payload.registers, lang, say)]);
  if (draft.kind === "position" && draft.values.wrong)
    return [["proposePosition", [wrongField(say), ...why[1].map((field) => (field.name === "why" ? { ...field, needed: true } : field))]]];
  if (draft.kind === "position") return [...positionGroups(draft, props), why];
  if (draft.kind === "place") return [["proposeNames", nameFields(draft, props)], why];
  if (draft.kind === "newPlace" || draft.kind === "addedPlace") return [...newPlaceGroups(draft, props), why];
  if (draft.values.wrong) return [["proposeFigure", wrongFields(draft, props)]];
  return [["proposeFigure", figureFields(draft, props)], ...sourceGroups(draft, props), why];
}

/** @param {Draft} draft @param {ProposalProps} props @returns {Asked[]} */
function figureFields({ kind, values }, { atlas, lang, say }) {
  const { registers } = atlas.payload;
  const indicator = ask(say, "indicator", { needed: true, choices: choicesOf(registers.indicators, lang) });
  return [kind === "newFigure" ? indicator : wrongField(say), ...figureAsked(values, registers, lang, say)];
}

/** @param {Say} say @returns {Asked} */
const wrongField = (say) => ({
  ...{ name: "wrong", label: say("proposeWhat"), needed: true, nothing: say("proposeOther") },
  choices: [{ code: "yes", label: say("proposeWrong") }],
});

/** @param {Draft} draft @param {ProposalProps} props @returns {Asked[]} */
const wrongFields = (draft, { atlas, lang, say }) => [
  wrongField(say),
  ask(say, "reason", { needed: true, choices: choicesOf(atlas.payload.registers.omission_reasons, lang) }),
  ask(say, "withdrawn_zh"),
  ask(say, "withdrawn_en"),
];

/** @param {Draft} draft @param {ProposalProps} props @returns {Group[]} */
function sourceGroups(draft, { atlas, lang, say }) {
  const { values } = draft;
  const { sources } = atlas.payload;
  const known = sources.map((source) => ({
    code: source.id,
    label: [source[`title_${lang}`], source[`publisher_${lang}`], source.published].filter(Boolean).join(" · "),
  }));
  const choices = [{ code: NEW_SOURCE, label: say("proposeSource") }, ...known];
  const fields = /** @type {Asked[]} */ ([ask(say, "source", { needed: true, choices })]);
  const cited = sources.find(({ id }) => id === values.source);
  if (cited && cited.standing === "primary") {
    fields.push(ask(say, "locator", { needed: true, hint: say("askLocatorHint") }));
    fields.push(ask(say, "token", { needed: true, hint: say("askTokenHint"), lang: "zh-Hans" }));
  }
  const ofReading = {
    form: ask(say, "source_form", { needed: true, choices: choicesOf(atlas.payload.registers.source_forms, lang) }),
    accessed: ask(say, "source_accessed", { needed: true, hint: say("askAccessedHint") }),
  };
  fields.push(...askedOfReading(draft, atlas).map((name) => ofReading[name]));
  if (values.source === NEW_SOURCE) {
    fields.push(ask(say, "source_url", { hint: "https://…" }));
    fields.push(ask(say, `source_title_${lang}`, { label: say("askTitle"), needed: true }));
    fields.push(ask(say, `source_publisher_${lang}`, { label: say("askPublisher"), needed: true }));
    fields.push(ask(say, "source_published", { needed: true, hint: say("askDayHint") }));
    fields.push(ask(say, "source_type", { choices: choicesOf(atlas.payload.registers.source_types, lang) }));
    fields.push(ofReading.form, ofReading.accessed);
  }
  fields.push(ask(say, "note_zh"), ask(say, "note_en"));
  return [["askSource", fields]];
}

/**
 * Why something is to be otherwise.
 *
 * @param {boolean} isNew what is added needs no reason
 * @param {Registers} registers
 * @param {Lang} lang
 * @param {Say} say
 * @returns {Asked[]}
 */
export function whyFields(isNew, { change_reasons: reasons }, lang, say) {
  const because = ask(say, "because", { choices: choicesOf(reasons, lang), nothing: say("proposeNone") });
  const why = /** @type {Asked} */ (ask(say, "why", { typed: "lines" }));
  return isNew ? [why] : [because, why];
}

/** @param {Draft} draft @param {ProposalProps} props @returns {Asked[]} */
function nameFields({ row }, { atlas, lang, say }) {
  const { registers } = atlas.payload;
  const { layer } = atlas.sites;
  const kinds = registers.kinds.filter(({ layer: own }) => (row >= 0 ? own === layer[row] : own > 0)).map(({ code }) => code);
  return [
    ask(say, "name_zh", { needed: true }),
    ask(say, "name_en", { needed: true }),
    ask(say, "aliases", { hint: say("askLines"), typed: "lines" }),
    ask(say, "kind", { needed: true, choices: choicesOf(registers.kinds, lang).filter(({ code }) => kinds.includes(code)) }),
    ask(say, "sector", { choices: choicesOf(registers.sectors, lang), nothing: say("proposeNone") }),
    ...reasonFields(say, false),
  ];
}

/** @param {Say} say @param {boolean} needed @returns {Asked[]} */
const reasonFields = (say, needed) => [ask(say, "inclusion_reason_zh", { needed }), ask(say, "inclusion_reason_en", { needed })];

/** @param {Draft} draft @param {ProposalProps} props @returns {Group[]} */
function newPlaceGroups(draft, props) {
  const { atlas, lang, say } = props;
  const { registers } = atlas.payload;
  const isProject = draft.kind === "newPlace" && layerOfKind(registers, draft.values.kind) === "projects";
  const names = nameFields(draft, props).filter(({ name }) => !name.startsWith("inclusion"));
  const status = /** @type {Asked[]} */ ([
    ask(say, "value", { label: say("askStatus"), needed: true, choices: choicesOf(registers.statuses, lang) }),
    ask(say, "as_of", { hint: say("askAsOfHint") }),
    ask(say, "stated", { hint: say("askStatedHint") }),
  ]);
  return [
    ["proposeNames", [...names, ...reasonFields(say, !isProject && draft.kind === "newPlace")]],
    ...positionGroups(draft, props),
    ...(isProject ? [/** @type {Group} */ (["askStatus", status]), ...sourceGroups(draft, props)] : []),
  ];
}

/** What is asked of the position drawn where a further one lies beside it. */
const BESIDE_WORDS = { parts: "preferredPosition", rival_positions: "positionReason" };

/** @param {Draft} draft @param {ProposalProps} props @returns {Group[]} */
function positionGroups(draft, { atlas, lang, say, actions }) {
  const { registers } = atlas.payload;
  const { sites } = atlas;
  const { values, row } = draft;
  const isPlaced = values.shape !== NOWHERE;
  const isDrawn = isPlaced && values.shape !== POINT;
  const names = draft.which ? furtherAsked(draft.which[0]) : [];
  const isSeveral = sites.parts.has(row) || draft.which !== undefined;
  const layer = row < 0 ? layerOfKind(registers, values.kind) : layerNamed(atlas, row);
  const shapes = /** @type {[shape: string, words: string, isOffered: boolean][]} */ ([
    [POINT, "shapePoint", true],
    [SHAPE_LINE, "shapeLine", !isSeveral && (takesLines(layer) || values.shape === SHAPE_LINE)],
    [SHAPE_AREA, "shapeArea", !isSeveral],
    [NOWHERE, "shapeNone", !draft.which],
  ]).filter(([, , isOffered]) => isOffered);
  const bases = choicesOf(registers.bases, lang).filter(({ code }) => isUnlocated(code) !== isPlaced);
  const districts = registers.districts.map((code) => ({ code, label: sites[lang][/** @type {number} */ (sites.index.get(code))] }));
  const drawn = /** @type {Asked[]} */ ([
    ...(draft.which && draft.base.at !== "" ? [wrongField(say)] : []),
    ...names.slice(0, -2).map((name) => ask(say, name, { needed: true })),
    ...(shapes.length > 1
      ? [ask(say, "shape", { needed: true, choices: shapes.map(([code, words]) => ({ code, label: say(words) })) })]
      : []),
    ...(values.shape === POINT ? [ask(say, "at", { needed: true, hint: say("askAtHint") })] : []),
    ...(isDrawn ? [ask(say, "corners", { needed: true, hint: say("askCornersHint"), typed: "lines" })] : []),
    ...(isPlaced ? [ask(say, "datum", { needed: true, hint: say("askDatumHint"), choices: choicesOf(registers.datums, lang) })] : []),
    ...(isPlaced ? [ask(say, "position_uncertainty_m", { needed: true, hint: say("askRadiusHint"), typed: "number" })] : []),
  ]);
  const known = /** @type {Asked[]} */ ([
    ask(say, "position_basis", { needed: true, choices: bases }),
    ...(isPlaced || values.position_basis === "city" ? [] : [ask(say, "district", { needed: true, choices: districts })]),
    ask(say, "position_evidence", { needed: true, hint: say("askEvidenceHint"), typed: "lines" }),
    ask(say, "position_note_zh"),
    ask(say, "position_note_en"),
  ]);
  return [
    ["position", drawn, isPlaced ? groundWords(draft, lang, say, actions.proposing.ground()) : ""],
    ["proposeKnown", known],
    ...(draft.which
      ? [
          /** @type {Group} */ ([
            BESIDE_WORDS[draft.which[0]],
            names.slice(-2).map((name) => ask(say, name, { needed: true })),
            say("proposeShared"),
          ]),
        ]
      : []),
  ];
}

/**
 * How far the point has been moved, and in which datum the map is on which it is set.
 *
 * @param {Draft} draft
 * @param {Lang} lang
 * @param {Say} say
 * @param {string} ground
 */
function groundWords(draft, lang, say, ground) {
  const way = wayOf(draft);
  const moved = way !== null && Math.round(way) > 0 ? say("proposeMoved", { distance: formatMetres(roundedWay(way), lang) }) : "";
  return [moved, say(isShifted(ground) ? "groundShifted" : "groundPlain", { datum: ground })].filter(Boolean).join(" ");
}

/**
 * What is done with that which is drawn: another piece of it is begun, or the last step is taken back.
 *
 * @param {Draft} draft
 * @param {ProposalProps["actions"]["proposing"]} proposing
 * @param {Say} say
 */
function showSteps({ values }, { place, undo, past }, say) {
  const pieces = typedPieces(values).filter((piece) => piece.length > 0);
  return el(
    "div.actions",
    {},
    values.shape !== POINT && press("propose-piece", say("proposePiece"), () => place([...pieces, []])),
    press("propose-undo", say("proposeUndo"), undo, "", { disabled: past.value.length === 0 }),
  );
}

/** @param {ProposalProps} props */
function showList(props) {
  const { atlas, say, actions } = props;
  const { proposing } = actions;
  const drafts = proposing.drafts.value;
  const ready = proposing.ready();
  return el(
    "section.proposal",
    {},
    el("p", {}, say("proposeIntro")),
    drafts.length > 0 && el("ol.proposals", {}, ...drafts.map((draft) => showEntry(draft, props))),
    el(
      "p",
      {},
      press("propose-place", say("proposeMissing"), () => proposing.proposePlace(null), ".wide"),
    ),
    ready.length > 0 && showTaking(ready, props),
    atlas.payload.report !== "" && drafts.length === 0 && el("p", {}, showReport("", atlas, say)),
  );
}

/** @param {Draft} draft @param {ProposalProps} props */
function showEntry(draft, props) {
  const { atlas, say, actions } = props;
  const { proposing } = actions;
  const id = idOf(draft, atlas.sites);
  const title = titleOf(draft, props);
  const { why = "" } = draft.values;
  const reason = why === "" ? [] : [{ label: say("askWhy"), before: "", after: why }];
  const lines = draft.done ? [...linesOf(draft, props), ...reason] : [];
  /** @param {string} name @param {string} words @param {(key: string) => void} act */
  const tool = (name, words, act) => press(`${name}-${draft.key}`, words, () => act(draft.key), "", { "aria-label": `${words}: ${title}` });
  return el(
    "li",
    { key: draft.key },
    el("h3", {}, title),
    !draft.done && el("p.hint", {}, say("proposeUnfinished")),
    lines.length > 0 &&
      el(
        "dl",
        {},
        ...lines.flatMap(({ label, before, after }) => [
          el("dt", {}, label),
          el("dd", {}, before !== "" && el("del", {}, before), before !== "" && " → ", el("ins", {}, after)),
        ]),
      ),
    el(
      "p.tools",
      {},
      tool("edit", say("proposeEdit"), proposing.edit),
      tool("undo", say("proposeUndo"), proposing.remove),
      id !== "" && atlas.payload.report !== "" && showReport(id, atlas, say),
    ),
  );
}

/** @param {string} id @param {Atlas} atlas @param {Say} say */
const showReport = (id, { payload }, say) => linkOut(payload.report.replace("{id}", encodeURIComponent(id)), say("proposeSend"));

/**
 * What is ready, as a file or as a text.
 *
 * @param {Draft[]} ready
 * @param {ProposalProps} props
 */
function showTaking(ready, { atlas, lang, say, actions }) {
  const { proposing, savePatch, copy } = actions;
  const { by, keep } = proposing;
  const save = () => {
    savePatch(patchText(patchFor(ready, atlas, by.value)), ready.length);
    keep();
  };
  const copyText = () => {
    copy(reportText(ready, { atlas, lang, say }, by.value), say("proposeCopied"));
    keep();
  };
  const asked = [ask(say, "by")];
  const filling = {
    ...{ id: "propose-by", values: { by: by.value }, faults: {}, say },
    change: (/** @type {string} */ _, /** @type {string} */ text) => {
      by.value = text;
    },
  };
  return el(
    "div.form",
    {},
    ...showFields(asked, filling),
    el("div.actions", {}, press("propose-save", say("proposeSave"), save, ".primary"), press("propose-copy", say("proposeCopy"), copyText)),
    el("p.hint", {}, say("proposeNothingSent")),
  );
}
