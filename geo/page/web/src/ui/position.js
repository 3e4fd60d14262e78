/**
 * How a position was found, how far it may be off, and what it rests on.
 */
import { formatArea, formatLength, formatLocator, formatMetres } from "../core/format.js";
import { hasPosition, isDoubtful } from "../core/sites.js";
import { el, linkOut, withQuotes } from "./dom.js";

export function showPosition({ atlas, row, detail, lang, say }) {
  const { sites } = atlas;
  const placed = hasPosition(sites, row);
  const radius = formatMetres(sites.uncertainty[row], lang);
  const rows = [
    [say("basis"), sites.registers.bases[sites.basis[row]][lang]],
    placed && [say("uncertainty"), say("within", { distance: radius }) + (isDoubtful(sites, row) ? ` · ${say("doubtful")}` : "")],
    placed && [say("datum"), sites.registers.datums.find(({ code }) => code === detail.datum)[lang]],
    detail.found && [say("found"), detail.found.join(", ")],
    detail.area_m2 > 0 && [say("drawn"), formatArea(detail.area_m2, lang)],
    detail.length_m > 0 && [say("length"), formatLength(detail.length_m, lang)],
  ].filter(Boolean);
  return el(
    "section.position",
    {},
    el("h3", {}, say("position")),
    el("dl", {}, ...rows.flatMap(([term, text]) => [el("dt", {}, term), el("dd", {}, text)])),
    el("p", {}, ...withQuotes(detail[`note_${lang}`] || "", lang)),
    detail[`area_note_${lang}`] && el("p", {}, ...withQuotes(detail[`area_note_${lang}`], lang)),
    el("h4", {}, say("evidence")),
    el("ul.evidence", {}, ...detail.evidence.map((text) => el("li", {}, showEvidence(text, atlas.payload.sources, lang)))),
  );
}

/** A piece of evidence: a line of one of our sources by its title, an address as a link, anything else as it is. */
function showEvidence(text, sources, lang) {
  const [id, locator] = text.split(" ");
  const source = sources.find((each) => each.id === id);
  return source ? `${source[`title_${lang}`]} · ${formatLocator(locator, lang)}` : linkOut(text);
}
