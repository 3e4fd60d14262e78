/**
 * The map follows what is chosen: a filter, a search and a pick from the list move it to what is left.
 *
 * It does so until the reader moves the map. A view of the reader's own is in the state, and so in every link; while there
 * is none, the map follows.
 */
import { effect, untracked } from "@preact/signals-core";
import { bringIntoView, cityBounds, fit, fitCity, onMoved, reachOfAll, viewOf } from "./camera.js";
import { isStill } from "./motion.js";

const PAUSE = 400; // milliseconds after the last key until what was typed moves the map
const AROUND = 0.08; // of what is left, as room around it

/** @typedef {ReturnType<typeof createFollowing>} Following */

/**
 * @param {Scene} scene what the page shows
 */
export function createFollowing(scene) {
  const { map, state } = scene;
  const { sites } = scene.atlas;
  const city = createCity(scene);
  const isOn = () => state.view === null;
  const { showLeft, showPlace, adjust } = createAim(scene, isOn, city.home);
  const resume = () => {
    state.view = null;
    showLeft(true);
  };
  /** @param {() => void} look goes where the reader wants to be, whatever is left */
  const keep = (look) => {
    look();
    state.view = viewOf(map);
  };
  return {
    ...city,
    isOn,
    resume,
    showPlace,
    /** Show the whole city: a view of the reader's own where less is left. */
    showCity() {
      if (isAllLeft(scene)) resume();
      else keep(city.home);
    },
    /** @param {L.LatLngBounds} bounds @param {number} maxZoom */
    lookAt: (bounds, maxZoom) => keep(() => fit(map, bounds, { maxZoom })),
    /** Follow from now on, or keep the view that there is. */
    toggle() {
      if (isOn()) state.view = viewOf(map);
      else if (state.place < sites.first) resume();
      else {
        state.view = null;
        showPlace(state.place, { asked: true, open: state.facts });
      }
    },
    start() {
      // Who moves the map, and is drawn by signals, does not follow the view.
      onMoved(map, (byPage) => {
        if (!byPage || !untracked(isOn)) state.view = viewOf(map);
      });
      map.on("resize", () => isOn() && adjust());
      onChoice(scene, isOn, showLeft);
    },
  };
}

/**
 * What the map is moved to: all that is left, or the place that was picked.
 *
 * @param {Scene} scene
 * @param {() => boolean} isOn whether the map follows
 * @param {() => void} home shows the whole city
 */
function createAim(scene, isOn, home) {
  const { map, state } = scene;
  const { sites } = scene.atlas;
  let shown = -1; // row of the place, -1 for all that is left
  /** @param {boolean} animate */
  const showLeft = (animate) => {
    shown = -1;
    if (isAllLeft(scene)) {
      home();
      return;
    }
    const bounds = reachOfAll(sites, scene.result.rows, state.district);
    if (bounds.isValid()) fit(map, bounds.pad(AROUND), { animate: animate && !isStill() });
  };
  /** @param {number} row @param {{asked: boolean, open: boolean}} how */
  const showPlace = (row, how) => {
    const near = isOn() && row >= sites.first && !state.pickedOnMap;
    if (near) shown = row;
    return bringIntoView(map, sites, row, { ...how, near });
  };
  const adjust = () => {
    if (shown < 0) showLeft(false);
    else if (shown === state.place) showPlace(shown, { asked: false, open: state.facts });
  };
  return { showLeft, showPlace, adjust };
}

/** @param {Scene} scene */
const isAllLeft = ({ result, atlas: { sites } }) => result.rows.length === sites.count - sites.first;

/**
 * The whole city as a view.
 *
 * @param {Scene} scene
 */
function createCity({ map, atlas: { sites } }) {
  const extent = cityBounds(sites);
  let atHome = /** @type {string | null} */ (null); // what the map shows when it shows the whole city
  return {
    extent,
    home() {
      fitCity(map, extent);
      atHome = map.getBounds().toBBoxString();
    },
    isHome: () => map.getBounds().toBBoxString() === atHome,
  };
}

/**
 * Show what is left whenever that has changed: at once, but for a search not at every key.
 *
 * @param {Scene} scene
 * @param {() => boolean} isOn whether the map follows
 * @param {(animate: boolean) => void} showLeft
 */
function onChoice(scene, isOn, showLeft) {
  const { state } = scene;
  const { sites } = scene.atlas;
  let typing = 0;
  let now = { rows: /** @type {number[]} */ ([]), on: true, query: state.q };
  effect(() => {
    const before = now;
    now = { rows: scene.result.rows, on: isOn(), query: state.q };
    untracked(() => {
      // An address without a view of its own takes back the reader's.
      const resumes = now.on && !before.on && state.byAddress && state.place < sites.first;
      if (now.rows === before.rows && !resumes) return;
      window.clearTimeout(typing);
      /** @param {boolean} animate */
      const show = (animate) => isOn() && showLeft(animate);
      if (state.byAddress || now.query === before.query) show(!state.byAddress);
      else {
        const { place } = state;
        typing = window.setTimeout(() => state.place === place && show(true), PAUSE);
      }
    });
  });
}
