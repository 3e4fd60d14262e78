/**
 * All that is known of the chosen place, beside the map: names, progress, facts by theme, and how its position is known.
 */
import { claimsByTheme, statusSteps } from "../facts.js";
import { formatDate, formatLocator, formatMetres, groupDigits } from "../format.js";
import { districtsOf, hasPosition, isDoubtful } from "../sites.js";
import { showAim, showClaim, showSource, whyPreferred } from "./claims.js";
import { el, inItsLanguage, linkOut, replaceContent } from "./dom.js";
import { districtNames, factsLink, showKind } from "./popup.js";
import { symbol } from "./symbols.js";

/** @returns {{element: Element, show: Function}} the drawer; `show` fills it for a row */
export function createDrawer(atlas, actions) {
  const element = el("aside.drawer", { tabindex: "-1" });
  return {
    element,
    show(row, state, say) {
      const { detail, claims } = atlas.factsOf(row);
      const context = { atlas, row, detail, claims, lang: state.lang, say, state, actions };
      element.setAttribute("aria-label", say("drawerLabel"));
      element.scrollTop = 0;
      replaceContent(
        element,
        showHead(context),
        row >= atlas.sites.first ? showProgress(context) : showUnit(context),
        ...showThemes(context),
        showMembers(context),
        row >= atlas.sites.first && showPosition(context),
      );
    },
  };
}

function showHead({ atlas: { sites }, row, lang, say, state, actions }) {
  const other = lang === "zh" ? "en" : "zh";
  const aliases = sites.aliases[row];
  return el(
    "header",
    {},
    el("button.close", { type: "button", "data-key": "close", "aria-label": say("close"), onclick: actions.close }, "×"),
    row > 0 && showKind(row, sites, lang),
    el("h2", {}, sites[lang][row]),
    el("p.other", { lang: other === "zh" ? "zh-Hans" : "en" }, sites[other][row]),
    aliases.length > 0 && el("p.aliases", {}, el("b", {}, say("aliases")), ...aliases.map((alias) => inItsLanguage(alias))),
    row >= sites.first && el("p.where", {}, ...showWhere(sites, row, lang, say, actions)),
    el(
      "p.tools",
      {},
      hasPosition(sites, row) &&
        el("button", { type: "button", "data-key": "locate", onclick: () => actions.locate(row) }, say("showOnMap")),
      el(
        "a",
        { href: factsLink(row, state, sites), "data-key": "link", onclick: (event) => actions.copyLink(event) },
        say("copyLink"),
      ),
    ),
  );
}

/** Districts, the area or park it is part of, and its sector. */
function showWhere(sites, row, lang, say, actions) {
  const parts = districtsOf(sites, row).map((district) => linkTo(district, sites, lang, actions));
  if (parts.length === 0) parts.push(districtNames(sites, row, lang, say));
  const parent = sites.parent[row];
  if (parent < sites.count) parts.push(linkTo(parent, sites, lang, actions));
  const sector = sites.registers.sectors[sites.sector[row]];
  if (sector) parts.push(sector[lang]);
  return parts.flatMap((part, i) => (i === 0 ? [part] : [" · ", part]));
}

const linkTo = (row, sites, lang, actions) =>
  el("button.link", { type: "button", onclick: () => actions.choose(row) }, sites[lang][row]);

/** The history of a place: every status with its date and sources, oldest first. */
function showProgress({ atlas, row, claims, lang, say }) {
  const steps = statusSteps(claims, atlas.sites.registers);
  const silence = say(atlas.sites.facts[row] > 0 ? "noStatus" : "noFacts");
  return el(
    "section.progress",
    {},
    el("h3", {}, say("history")),
    steps.length > 0 ? el("ol", {}, ...steps.map((step) => showStep(step, atlas, lang))) : el("p.empty", {}, silence),
    ...[...new Set(steps.map(({ claim }) => claim))]
      .filter((claim) => claim.differs)
      .map((claim) =>
        el(
          "p.reason",
          {},
          el("b", {}, `≠ ${formatDate(claim.asOf, lang)} ${say("differ")}`),
          ` ${whyPreferred(claim, atlas.sites.registers, lang, say, say("statusDiffer"))}`,
        ),
      ),
  );
}

function showStep({ claim, status, facts }, atlas, lang) {
  const { registers } = atlas.payload;
  return el(
    "li",
    { class: claim.differs ? "disputed" : null },
    el("time", {}, formatDate(claim.asOf, lang)),
    el("b", {}, registers.statuses[status][lang]),
    claim.scope >= 0 && ` · ${registers.scopes[claim.scope][lang]}`,
    registers.aims[claim.aim].code !== "actual" && showAim(claim, registers, lang),
    ...facts.map((fact) => showSource(fact, atlas.payload, lang)),
  );
}

/** What the record holds of a district itself; the city has nothing but facts. */
function showUnit({ row, detail, lang, say, state, actions }) {
  if (row === 0) return null;
  const only = state.district.length === 1 && state.district[0] === row;
  return el(
    "section.unit",
    {},
    el(
      "dl.figures",
      {},
      el("dt", {}, say("population")),
      el("dd", {}, el("strong", {}, groupDigits(String(detail.population))), el("small", {}, formatDate(detail.population_as_of, lang))),
      el("dt", {}, say("area")),
      el("dd", {}, el("strong", {}, groupDigits(String(detail.area_km2))), el("small", {}, "km²")),
    ),
    el(
      "ul.evidence",
      {},
      el("li", {}, `${say("population")}: `, inItsLanguage(detail.population_source.join("; "))),
      el("li", {}, `${say("area")}: `, inItsLanguage(detail.area_source.join("; "))),
      el("li", {}, `${say("districtShapes")}: `, inItsLanguage(detail.boundary_source.join("; "))),
    ),
    el(
      "button.wide",
      { type: "button", "data-key": "filter", onclick: () => actions.filterDistrict(only ? [] : [row]) },
      say(only ? "unfilterHere" : "filterHere"),
    ),
  );
}

function showThemes({ atlas, claims, lang, say }) {
  return claimsByTheme(claims, atlas.payload.registers).map(({ theme, claims: group }) =>
    el(
      "section.theme",
      {},
      el("h3", {}, atlas.payload.registers.themes[theme][lang]),
      ...group.map((claim) => showClaim(claim, atlas, lang, say)),
    ),
  );
}

/** The places in a district, or those that lie in a park or area; the unplaced ones apart, and said to be so. */
function showMembers({ atlas: { sites }, row, lang, say, actions }) {
  const rows = membersOf(sites, row);
  if (rows.length === 0) return null;
  const placed = rows.filter((member) => hasPosition(sites, member));
  const unplaced = rows.filter((member) => !hasPosition(sites, member));
  const list = (members) =>
    el("ul.members", {}, ...members.map((member) => el("li", {}, memberLink(member, sites, lang, actions))));
  return el(
    "section.contains",
    {},
    el("h3", {}, `${say("contains")} · ${say("places", rows.length)}`),
    placed.length > 0 && list(placed),
    unplaced.length > 0 && el("h4", {}, say("unplaced")),
    unplaced.length > 0 && el("p.note", {}, say("unplacedHint")),
    unplaced.length > 0 && list(unplaced),
  );
}

function membersOf(sites, row) {
  const rows = [];
  for (let i = sites.first; i < sites.count; i += 1) {
    const inUnit = row === 0 ? sites.districts[i] === 0 : row < sites.first && sites.districts[i] & (1 << (row - 1));
    if (inUnit || sites.parent[i] === row) rows.push(i);
  }
  return rows;
}

function memberLink(row, sites, lang, actions) {
  const layer = sites.registers.layers[sites.layer[row]].code;
  const link = linkTo(row, sites, lang, actions);
  link.classList.add(`layer-${layer}`);
  link.prepend(symbol(layer));
  return link;
}

/** A piece of evidence: a line of one of our sources by its title, an address as a link, anything else as it is. */
function showEvidence(text, sources, lang) {
  const [id, locator] = text.split(" ");
  const source = sources.find((each) => each.id === id);
  return source ? `${source[`title_${lang}`]} · ${formatLocator(locator, lang)}` : linkOut(text);
}

/** How the position was found, how far it may be off, and what it rests on. */
function showPosition({ atlas, row, detail, lang, say }) {
  const { sites } = atlas;
  const placed = hasPosition(sites, row);
  const radius = formatMetres(sites.uncertainty[row], lang);
  const rows = [
    [say("basis"), sites.registers.bases[sites.basis[row]][lang]],
    placed && [say("uncertainty"), say("within", radius) + (isDoubtful(sites, row) ? ` · ${say("doubtful")}` : "")],
    placed && [say("datum"), sites.registers.datums.find(({ code }) => code === detail.datum)[lang]],
    detail.found && [say("found"), detail.found.join(", ")],
    detail.area_m2 > 0 && [say("drawn"), `${groupDigits((detail.area_m2 / 1e6).toFixed(2))} km²`],
    detail.length_m > 0 && [say("length"), `${(detail.length_m / 1000).toFixed(1)} km`],
  ].filter(Boolean);
  return el(
    "section.position",
    {},
    el("h3", {}, say("position")),
    el("dl", {}, ...rows.flatMap(([term, text]) => [el("dt", {}, term), el("dd", {}, text)])),
    el("p", {}, detail[`note_${lang}`]),
    el("h4", {}, say("evidence")),
    el("ul.evidence", {}, ...detail.evidence.map((text) => el("li", {}, showEvidence(text, atlas.payload.sources, lang)))),
  );
}
