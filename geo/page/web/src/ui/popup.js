/**
 * The popup of a place or district: names, kind, status, district, what matters most, and the way to all of it.
 */
/* global L */
import { beyond, boxAt, isFree, widened } from "../core/boxes.js";
import { factsLink } from "../core/hash.js";
import { isDoubtful, lonLat, placesOf, rowAt } from "../core/sites.js";
import { onceAfterFrame } from "./afterwards.js";
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
 * @returns {{put: (place: number, state: State, say: Say) => void, settle: (how: {focus: boolean, pan: boolean}) => void, hide: () => void}} the one popup of the map: `put`
 *   on it, it has no place yet, `settle` gives it one; `closed` is called when the reader closes it
 */
export function createPopup(map, atlas, strip, { closed, ...actions }) {
  const popup = L.popup({ className: "atlas-popup", autoPan: false, closeButton: false });
  let own = false;
  map.on("popupclose", (event) => {
    if (event.popup === popup && !own) closed();
  });
  // The styles say how wide it is. All is measured once it is there: to measure before would cost a layout of its own.
  Object.assign(popup, { _updateLayout() {} });
  const measured = () => {
    const room = roomFor(map, popup, strip);
    Object.assign(popup, { _containerWidth: room.width });
    return room;
  };
  const dockAgain = () => popup.isOpen() && dock(map, popup, measured());
  new ResizeObserver(dockAgain).observe(strip);
  map.on("resize", onceAfterFrame(dockAgain)); // the map has come to rest in its new size, and the styles are those of it
  const hide = () => {
    own = true;
    popup.close();
    own = false;
  };
  return {
    put(place, state, say) {
      const content = make(popupContent(place, atlas, state, say, { ...actions, close: () => popup.close() }));
      const [lon, lat] = lonLat(atlas.sites, place);
      own = true;
      popup.setLatLng([lat, lon]).setContent(content).openOn(map);
      own = false;
    },
    /** `focus` gives it the keyboard; `pan` may move the map so that all of it is in view, else it comes to rest with the map. */
    settle({ focus, pan }) {
      const element = /** @type {HTMLElement} */ (popup.getElement());
      const room = measured();
      if (pan) dock(map, popup, room);
      else {
        move(popup);
        map.once("moveend", dockAgain);
      }
      if (focus) /** @type {HTMLElement} */ (element.querySelector(".all")).focus({ preventScroll: true });
    },
    hide,
  };
}

/** Move the popup to where it belongs by its offset and width: nothing is laid out anew. @param {L.Popup} popup */
const move = (popup) => popup.setLatLng(/** @type {L.LatLng} */ (popup.getLatLng()));

/**
 * How large the popup is, with the room for its tip, and what of the map it may cover, in its pixels.
 *
 * @param {L.Map} map
 * @param {L.Popup} popup
 * @param {HTMLElement} strip
 */
function roomFor(map, popup, strip) {
  const element = /** @type {HTMLElement} */ (popup.getElement());
  const { offsetWidth: width, offsetHeight: height } = element;
  const foot = parseFloat(getComputedStyle(element).marginBottom);
  const whole = { left: 0, right: map.getSize().x, top: footOf(strip, map), bottom: heightInSight(map) };
  return { width, height, foot, whole, tools: toolsOf(map) };
}

/**
 * Put the popup beside its marker where there is room for all of it, so that the map need not move for it: above, to the
 * right, to the left or below, and clear of the tools; only where none has room does the map make some.
 *
 * @param {L.Map} map
 * @param {L.Popup} popup
 * @param {ReturnType<typeof roomFor>} room
 */
function dock(map, popup, { width, height, foot, whole, tools }) {
  const element = /** @type {HTMLElement} */ (popup.getElement());
  const at = /** @type {L.LatLng} */ (popup.getLatLng());
  const { x, y } = map.latLngToContainerPoint(at);
  const beside = { ...whole, right: tools.left };
  /** @param {number} middle @param {number} size @param {number} from @param {number} to */
  const within = (middle, size, from, to) => Math.max(Math.min(middle - size / 2, to - EDGE - size), from + EDGE) + size / 2;
  /** @param {Box} view @param {Point} middle */
  const inside = (view, middle) => ({
    x: within(middle.x, width, view.left, view.right),
    y: within(middle.y, height, view.top, view.bottom),
  });
  const above = y - ABOVE - foot - height / 2;
  /** @param {Box} view */
  const spots = (view) => [
    { x: inside(view, { x, y }).x, y: above },
    { x: x + BESIDE + width / 2, y: inside(view, { x, y }).y },
    { x: x - BESIDE - width / 2, y: inside(view, { x, y }).y },
    { x: inside(view, { x, y }).x, y: y + BESIDE + height / 2 },
  ];
  /** @param {Box} view @param {Box[]} covers */
  const free = (view, covers) =>
    spots(view).find((spot) => {
      const kept = inside(view, spot);
      return kept.x === spot.x && kept.y === spot.y && isFree(boxAt(spot.x, spot.y, width, height), covers);
    });
  const found = free(whole, [tools]) || free(beside, []);
  // Where the tools take up most of the height, the button that closes it would come to lie below them.
  const view = tools.bottom - tools.top < (whole.bottom - whole.top) * MOST_HEIGHT ? whole : beside;
  const spot = found || spots(view)[0];
  element.classList.toggle("docked", spot.x !== x || spot.y !== above);
  element.classList.toggle("over", !found);
  popup.options.offset = [spot.x - x, spot.y + height / 2 + foot - y];
  move(popup);
  if (!found) bringIn(map, element, view);
}

/**
 * How far down the map is covered by what lies at its top, in pixels.
 *
 * @param {HTMLElement} strip
 * @param {L.Map} map
 */
const footOf = (strip, map) => (strip.hidden ? 0 : strip.getBoundingClientRect().bottom - map.getContainer().getBoundingClientRect().top);

/**
 * Where the tools lie on the map, in its pixels; at its right edge where there are none.
 *
 * @param {L.Map} map
 * @returns {Box}
 */
function toolsOf(map) {
  const frame = map.getContainer().getBoundingClientRect();
  const { left, right, top, bottom } = document.querySelector(".controls")?.getBoundingClientRect() || {
    ...frame.toJSON(),
    left: frame.right,
  };
  return { left: left - frame.left, right: right - frame.left, top: top - frame.top, bottom: bottom - frame.top };
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
