/**
 * What each thing on the map and in the texts beside it means.
 *
 * The entries of the map are drawn in the panel, on paper and in the picture alike; a line takes the classes of the very
 * line on the map.
 */
import { formatMetres } from "../core/format.js";
import { el } from "./dom.js";
import { symbol } from "./symbols.js";

export const A_NUMBER = "5"; // in the legend

/** Samples that are a number. */
const NUMBERS = ["many", "count", "within", "number"];

/** The look of a marker that represents those of every layer. */
const ANY_LAYER = "institutions neutral";

/** Lines of the basemap, by the kind of context: one class for each stroke. */
const STROKES = /** @type {Record<string, string[]>} */ ({
  river: ["basemap-river"],
  railway: ["basemap-railway", "basemap-railway-inner"],
  road: ["basemap-road", "basemap-road-inner"],
});

/**
 * @param {Atlas} atlas sites and payload
 * @param {Lang} lang zh or en
 * @param {Say} say the texts
 * @returns {Entry[]} what the map shows, in the order of the legend
 */
function mapEntries({ sites, payload }, lang, say) {
  const drawn = new Set(payload.context.map(({ kind }) => kind));
  const lines = payload.context_kinds.filter(({ code }) => code in STROKES && drawn.has(code));
  return [
    ...sites.registers.layers.slice(1).map((layer) => ({ sample: "plain", layer: layer.code, text: layer[lang] })),
    { sample: "plain", layer: ANY_LAYER, text: say("legendExact", { distance: formatMetres(sites.exact, lang) }) },
    { sample: "doubtful", layer: ANY_LAYER, text: say("legendDoubtful") },
    { sample: "many", text: say("legendCluster") },
    { sample: "count", text: say("legendCount") },
    { sample: "within", text: say("legendWithin") },
    { sample: "line", strokes: ["line layer-infrastructure doubtful"], text: say("legendDrawn") },
    { sample: "line", strokes: ["doubt"], text: say("legendDoubt") },
    {
      sample: "line",
      strokes: ["doubt vague layer-infrastructure"],
      text: say("legendWide", { distance: formatMetres(sites.wide, lang) }),
    },
    { sample: "line", strokes: ["tint"], text: say("legendTint") },
    ...(payload.boundaries ? [{ sample: "line", strokes: ["tint whole"], text: say("legendWhole") }] : []),
    ...lines.map((kind) => ({
      sample: "line",
      strokes: STROKES[kind.code],
      text: kind[lang] + (kind.code === "railway" ? "" : say("legendSchematic")),
    })),
    ...(payload.relief ? [{ sample: "relief", text: say("legendRelief") }] : []),
    ...(payload.boundaries
      ? [
          { sample: "line", strokes: ["basemap-district"], text: say("legendDistrict") },
          { sample: "line", strokes: ["basemap-neighbour"], text: say("legendNeighbour") },
        ]
      : []),
  ];
}

/**
 * What a map on paper shows: it has neither clusters nor counts, but the numbers of the list.
 *
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 * @returns {Entry[]}
 */
export const paperEntries = (atlas, lang, say) =>
  mapEntries(atlas, lang, say)
    .filter(({ sample }) => sample !== "count" && sample !== "within")
    .map((entry) => (entry.sample === "many" ? { sample: "number", text: say("legendNumber") } : entry));

/**
 * The words and tags shown beside figures, with what they mean.
 *
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 */
const wordEntries = ({ sites: { registers } }, lang, say) => [
  { sample: el("b.unequal", {}, "≠"), text: `${say("differ")}${COLON[lang]}${say("differGloss")}` },
  ...registers.aims.map((aim) => ({ sample: el(`span.aim.${aim.code}`, {}, aim[lang]), text: aim[`gloss_${lang}`] })),
  ...[...registers.statuses, ...registers.kinds]
    .filter((term) => term[`gloss_${lang}`])
    .map((term) => ({ sample: el("b", {}, term[lang]), text: term[`gloss_${lang}`] })),
  { sample: el("b", {}, say("cityOnly")), text: say("cityOnlyGloss") },
];

const COLON = { zh: "：", en: ": " };

/**
 * The whole legend: the map's, then that of the words.
 *
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 * @param {typeof mapEntries} [entries] gives the map's
 */
export function showLegend(atlas, lang, say, entries = mapEntries) {
  return el(
    "div.keys",
    { tabindex: "0", role: "group", "aria-label": say("legend") },
    el("ul.samples", {}, ...entries(atlas, lang, say).map((entry) => el("li", {}, showSample(entry), entry.text))),
    el("dl.words", {}, ...wordEntries(atlas, lang, say).flatMap(({ sample, text }) => [el("dt", {}, sample), el("dd", {}, text)])),
  );
}

function showSample(/** @type {Entry} */ { sample, layer = "", strokes = [] }) {
  if (sample === "line")
    return el(
      "svg.sample.stroke",
      { viewBox: "0 0 24 12", "aria-hidden": "true", focusable: "false" },
      ...strokes.map((classes) => el("path", { class: classes, d: "M1,6 H23" })),
    );
  if (NUMBERS.includes(sample)) return el(`span.sample.${sample}`, { "aria-hidden": "true" }, A_NUMBER);
  return el("span", { class: `sample ${sample} layer-${layer}` }, symbol(layer.split(" ")[0]));
}
