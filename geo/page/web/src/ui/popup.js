/**
 * The popup of a place or district: names, kind, status, district, what matters most, and the way to all of it.
 */
/* global L */
import { keyClaims } from "../core/facts.js";
import { formatMetres } from "../core/format.js";
import { factsLink } from "../core/hash.js";
import { districtsOf, isDoubtful, lonLat } from "../core/sites.js";
import { showKeyClaim } from "./claims.js";
import { el, make } from "./dom.js";
import { glossed, showTerm } from "./gloss.js";
import { isStill } from "./motion.js";
import { symbol } from "./symbols.js";

const KEY_FACTS = 3;
const MARGIN = 24; // pixels around the popup

/**
 * @param {L.Map} map
 * @param {Atlas} atlas
 * @param {{openFacts: (row: number) => void, closed: () => void}} actions
 * @returns {{show: (row: number, state: State, say: Say, how: {focus: boolean, pan: boolean}) => void, hide: () => void}} the one popup of the map; `closed` is called when the reader closes it
 */
export function createPopup(map, atlas, { openFacts, closed }) {
  const popup = L.popup({ minWidth: 260, maxWidth: 320, className: "atlas-popup", autoPan: false, closeButton: false });
  let own = false;
  map.on("popupclose", (event) => {
    if (event.popup === popup && !own) closed();
  });
  const hide = () => {
    own = true;
    popup.close();
    own = false;
  };
  return {
    /** `focus` gives it the keyboard; `pan` moves the map so that all of it is in view. */
    show(row, state, say, { focus, pan }) {
      const content = make(popupContent(row, atlas, state, say, { openFacts, close: () => popup.close() }));
      const [lon, lat] = lonLat(atlas.sites, row);
      own = true;
      popup.setLatLng([lat, lon]).setContent(content).openOn(map);
      own = false;
      if (pan) bringIn(map, /** @type {HTMLElement} */ (popup.getElement()));
      if (focus) /** @type {HTMLElement} */ (content.querySelector(".all")).focus({ preventScroll: true });
    },
    hide,
  };
}

/**
 * Move the map so that all of the popup is in view. Leaflet's own way moves it by animation, whoever reads.
 *
 * @param {L.Map} map
 * @param {HTMLElement} element
 */
function bringIn(map, element) {
  const [box, frame] = [element, map.getContainer()].map((each) => each.getBoundingClientRect());
  /** @param {"left" | "top"} from @param {"right" | "bottom"} to */
  const beyond = (from, to) => Math.min(box[from] - MARGIN - frame[from], 0) || Math.max(box[to] + MARGIN - frame[to], 0);
  const way = /** @type {L.PointTuple} */ ([beyond("left", "right"), beyond("top", "bottom")]);
  if (way.some((pixels) => pixels !== 0)) map.panBy(way, { animate: !isStill() });
}

/**
 * @param {number} row
 * @param {Atlas} atlas
 * @param {State} state
 * @param {Say} say
 * @param {{openFacts: (row: number) => void, close: () => void}} actions
 */
function popupContent(row, atlas, state, say, { openFacts, close }) {
  const { sites } = atlas;
  const { claims, status } = atlas.factsOf(row);
  const registers = sites.registers;
  const other = state.lang === "zh" ? "en" : "zh";
  const total = sites.facts[row];
  return el(
    "div.popup",
    { role: "dialog", "aria-label": sites[state.lang][row] },
    el("button.close", { type: "button", "aria-label": say("close"), onclick: close }, "×"),
    showKind(row, sites, state.lang),
    el("h2", {}, sites[state.lang][row]),
    el("p.other", { lang: other === "zh" ? "zh-Hans" : "en" }, sites[other][row]),
    row >= sites.first && showFacets(row, atlas, status, state.lang, say),
    el("ul.key", {}, ...keyClaims(claims, registers, KEY_FACTS).map((claim) => showKeyClaim(claim, atlas, state.lang, say))),
    el(
      "a.all",
      {
        href: factsLink(row, state.lang, sites),
        onclick: (/** @type {EventAt<HTMLAnchorElement>} */ event) => {
          event.preventDefault();
          openFacts(row);
        },
      },
      total > 0 ? say("allFacts", { count: total }) : say("details"),
    ),
  );
}

/**
 * Marker and name of a place's kind.
 *
 * @param {number} row
 * @param {Sites} sites
 * @param {Lang} lang
 */
export function showKind(row, sites, lang) {
  const kind = sites.registers.kinds[sites.kind[row]];
  const layer = sites.registers.layers[kind.layer].code;
  return el(`p.kind.layer-${layer}`, {}, symbol(layer), showTerm(kind, lang));
}

/** @param {number} row @param {Atlas} atlas @param {Known["status"]} status @param {Lang} lang @param {Say} say */
function showFacets(row, atlas, status, lang, say) {
  const { sites } = atlas;
  return el(
    "dl.facets",
    {},
    el("dt", {}, say("status")),
    el("dd", {}, showStatus(status, sites, row, lang, say)),
    el("dt", {}, say("district")),
    el("dd", {}, showDistricts(row, sites, lang, say)),
    isDoubtful(sites, row) && el("dt", {}, say("position")),
    isDoubtful(sites, row) && el("dd", {}, glossed(say("doubtful"), say("doubtfulGloss", { distance: formatMetres(sites.exact, lang) }))),
  );
}

/**
 * The status that holds now with its date, else that the sources are silent.
 *
 * @param {Known["status"]} latest
 * @param {Sites} sites
 * @param {number} row
 * @param {Lang} lang
 * @param {Say} say
 */
export function showStatus(latest, sites, row, lang, say) {
  if (!latest) return say("noStatus");
  const status = sites.registers.statuses[sites.status[row]];
  return el("span.status", {}, el("b", {}, showTerm(status, lang)), ` ${latest.value.when[lang]}`);
}

/** @param {number} row @param {Sites} sites @param {Lang} lang @param {Say} say */
const showDistricts = (row, sites, lang, say) =>
  districtsOf(sites, row).length > 0 ? districtNames(sites, row, lang, say) : glossed(say("cityOnly"), say("cityOnlyGloss"));

/** @param {Sites} sites @param {number} row @param {Lang} lang @param {Say} say */
export const districtNames = (sites, row, lang, say) =>
  districtsOf(sites, row)
    .map((district) => sites[lang][district])
    .join(lang === "zh" ? "、" : ", ") || say("cityOnly");
