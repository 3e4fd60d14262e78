/**
 * The popup of a place or district: names, kind, status, district, what matters most, and the way to all of it.
 */
/* global L */
import { beyond, widened } from "../core/boxes.js";
import { factsLink } from "../core/hash.js";
import { isDoubtful, lonLat, placesOf, rowAt } from "../core/sites.js";
import { showCompareToggle } from "./basket.js";
import { heightInSight, moveByPage } from "./camera.js";
import { el, make } from "./dom.js";
import { isStill } from "./motion.js";
import { showDistricts, showGrounds, showKey, showKind, showStatus } from "./summary.js";

/** @typedef {Pick<Actions, "openFacts" | "toggleCompared"> & {proposePosition: (row: number) => void}} PopupActions */

const MARGIN = 24; // pixels around the popup for which the map moves
const EDGE = 8; // pixels from the popup to the edge of the view
const ABOVE = -7; // pixels from a marker's middle up to the tip
const MOST_HEIGHT = 2 / 3; // of the map, from which on the tools are kept free
const BESIDE = 22; // pixels from a marker's middle to a popup without a tip

/**
 * @param {L.Map} map
 * @param {Atlas} atlas
 * @param {HTMLElement} strip what covers the top of the map while it is not hidden; the popup keeps below it
 * @param {PopupActions & {closed: () => void}} actions
 * @returns {{show: (place: number, state: State, say: Say, how: {focus: boolean, pan: boolean}) => void, hide: () => void}} the one popup of the map; `closed` is called when the reader closes it
 */
export function createPopup(map, atlas, strip, { closed, ...actions }) {
  const popup = L.popup({ minWidth: 260, maxWidth: 320, className: "atlas-popup", autoPan: false, closeButton: false });
  let own = false;
  map.on("popupclose", (event) => {
    if (event.popup === popup && !own) closed();
  });
  const settle = () => popup.isOpen() && dock(map, popup, strip);
  new ResizeObserver(settle).observe(strip);
  const hide = () => {
    own = true;
    popup.close();
    own = false;
  };
  return {
    /** `focus` gives it the keyboard; `pan` may move the map so that all of it is in view, else it comes to rest with the map. */
    show(place, state, say, { focus, pan }) {
      const content = make(popupContent(place, atlas, state, say, { ...actions, close: () => popup.close() }));
      const [lon, lat] = lonLat(atlas.sites, place);
      own = true;
      popup.setLatLng([lat, lon]).setContent(content).openOn(map);
      own = false;
      if (pan) settle();
      else map.once("moveend", settle);
      if (focus) /** @type {HTMLElement} */ (content.querySelector(".all")).focus({ preventScroll: true });
    },
    hide,
  };
}

/**
 * Put the popup beside its marker where there is room for all of it, so that the map need not move for it: above, to the
 * right, to the left or below; only where none has room does the map make some.
 *
 * @param {L.Map} map
 * @param {L.Popup} popup
 * @param {HTMLElement} strip
 */
function dock(map, popup, strip) {
  const element = /** @type {HTMLElement} */ (popup.getElement());
  const { x, y } = map.latLngToContainerPoint(/** @type {L.LatLng} */ (popup.getLatLng()));
  const [top, bottom] = [footOf(strip, map), heightInSight(map)];
  const view = { left: 0, right: widthBeside(map, bottom - top), top, bottom };
  const { offsetWidth: width, offsetHeight: height } = element;
  const foot = parseFloat(getComputedStyle(element).marginBottom); // the room for its tip
  /** @param {number} middle @param {number} size @param {number} from @param {number} to */
  const within = (middle, size, from, to) => Math.max(Math.min(middle - size / 2, to - EDGE - size), from + EDGE) + size / 2;
  /** @param {number} middle */
  const across = (middle) => within(middle, width, view.left, view.right);
  /** @param {number} middle */
  const upright = (middle) => within(middle, height, view.top, view.bottom);
  const spots = [
    { x: across(x), y: y - ABOVE - foot - height / 2 },
    { x: x + BESIDE + width / 2, y: upright(y) },
    { x: x - BESIDE - width / 2, y: upright(y) },
    { x: across(x), y: y + BESIDE + height / 2 },
  ];
  /** @param {Point} middle */
  const fits = (middle) => across(middle.x) === middle.x && upright(middle.y) === middle.y;
  const spot = spots.find(fits) || spots[0];
  element.classList.toggle("docked", spot.x !== x || spot.y !== spots[0].y);
  popup.options.offset = [spot.x - x, spot.y + height / 2 + foot - y];
  popup.update();
  if (!fits(spot)) bringIn(map, element, view);
}

/**
 * How far down the map is covered by what lies at its top, in pixels.
 *
 * @param {HTMLElement} strip
 * @param {L.Map} map
 */
const footOf = (strip, map) => (strip.hidden ? 0 : strip.getBoundingClientRect().bottom - map.getContainer().getBoundingClientRect().top);

/**
 * How wide the map is for a popup: beside the tools where these take up most of its height, since there its button to close
 * would come to lie below them.
 *
 * @param {L.Map} map
 * @param {number} height of the map in sight
 */
function widthBeside(map, height) {
  const width = map.getSize().x;
  const tools = document.querySelector(".controls");
  if (!tools || tools.clientHeight < height * MOST_HEIGHT) return width;
  return tools.getBoundingClientRect().left - map.getContainer().getBoundingClientRect().left;
}

/**
 * Move the map so that all of the popup is in view. Leaflet's own way moves it by animation, whoever reads.
 *
 * @param {L.Map} map
 * @param {HTMLElement} element
 * @param {{left: number, right: number, top: number, bottom: number}} view what of the map is in sight
 */
function bringIn(map, element, view) {
  const [box, frame] = [element, map.getContainer()].map((each) => each.getBoundingClientRect());
  const seen = { left: frame.left + view.left, right: frame.left + view.right, top: frame.top + view.top, bottom: frame.top + view.bottom };
  const way = beyond(widened(box, MARGIN), seen);
  if (way.some((pixels) => pixels !== 0)) moveByPage(map, () => map.panBy(way, { animate: !isStill() }), !isStill());
}

/**
 * @param {number} place of a site the one at which the popup opens
 * @param {Atlas} atlas
 * @param {State} state
 * @param {Say} say
 * @param {PopupActions & {close: () => void}} actions
 */
function popupContent(place, atlas, state, say, { openFacts, toggleCompared, proposePosition, close }) {
  const { sites } = atlas;
  const row = rowAt(sites, place);
  const { key } = atlas.factsOf(row);
  const other = state.lang === "zh" ? "en" : "zh";
  const total = sites.facts[row];
  return el(
    "div.popup",
    { role: "dialog", "aria-label": sites[state.lang][row] },
    el("button.close", { type: "button", "aria-label": say("close"), onclick: close }, "×"),
    showKind(row, sites, state.lang),
    el("h2", {}, sites[state.lang][row]),
    el("p.other", { lang: other === "zh" ? "zh-Hans" : "en" }, sites[other][row]),
    row >= sites.first && showGlance(place, atlas, state.lang, say),
    showKey(row, key, { atlas, lang: state.lang, say, actions: { openFacts } }),
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
    showCompareToggle(row, { atlas, state, say, actions: { toggleCompared } }),
    row >= sites.first &&
      !state.embed &&
      el("button.link.wrong", { type: "button", onclick: () => proposePosition(row) }, say("proposeWrongPosition")),
  );
}

/**
 * Status and district; of a doubtful position, or of one of several, also how it is known.
 *
 * @param {number} place
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 */
function showGlance(place, { sites, factsOf }, lang, say) {
  const row = rowAt(sites, place);
  const { detail } = factsOf(row);
  const several = placesOf(sites, row).length > 1;
  const name = place === row ? detail[`position_name_${lang}`] : sites.further[place - sites.count][lang];
  const told = several || isDoubtful(sites, place);
  return el(
    "dl.glance",
    {},
    el("dt", {}, say("status")),
    el("dd", {}, showStatus(sites, row, lang, say)),
    el("dt", {}, say("district")),
    el("dd", {}, showDistricts(row, sites, lang, say)),
    told && el("dt", {}, say("position")),
    told && el("dd", {}, several && name && `${name} · `, ...showGrounds(sites, place, detail, lang, say)),
  );
}
