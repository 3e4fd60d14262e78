/**
 * What the reader can do: each changes the state, and all that is shown follows.
 */
import { batch } from "@preact/signals-core";
import { toggleCompared } from "../core/compare.js";
import { filtersOf, initialState, isWide } from "../core/fields.js";
import { hasPosition, rowAt } from "../core/sites.js";
import { rememberLanguage } from "../ui/language.js";
import { askAhead } from "../ui/layout.js";
import { NOTHING_READ, pick, set } from "./state.js";

/**
 * @typedef {{drawer: () => Beside["drawer"], back: (row: number) => void, again: (opener: Element | null) => void}} Reach
 */

/**
 * @param {Scene} scene what the page shows
 * @param {Reach} reach `drawer()` gives the drawer; `back(row)` gives the keyboard back to a place that was closed,
 *   `again(opener)` to what opened a page, where nothing else has it
 * @returns the actions by name
 */
export function createActions(scene, reach) {
  const { state, atlas } = scene;
  const { sites, payload } = atlas;
  const alter = createChange(scene, reach);
  const free = pick(initialState(sites.facets), filtersOf(sites.facets));
  /** @param {Partial<State>} values */
  const change = (values) => alter({ pickedOnMap: false, ...values, byAddress: false });
  const { read, openFacts, ...pages } = reading(state, change, reach);

  return {
    change,
    openFacts,
    ...pages,
    /**
     * Take over what an address holds.
     *
     * @param {Partial<State>} values
     */
    follow: (values) => alter({ pickedPlace: -1, ...values, byAddress: true }),
    ...choosing(read, sites),
    clear: () => change(free),
    chooseBasemap: (/** @type {string} */ base) => change({ base, agreed: [...state.agreed, base] }),
    filterDistrict: (/** @type {number[]} */ district) => change({ district }),
    showOnly: (/** @type {Partial<LinkedState>} */ choice) => change({ ...free, ...choice }),
    switchLanguage() {
      const lang = state.lang === "zh" ? "en" : "zh";
      rememberLanguage(payload, lang);
      change({ lang });
    },
    /**
     * Open the facts of a place that a search has found, with those that match.
     *
     * @param {number} row
     */
    openFound(row) {
      openFacts(row);
      reach.drawer().find(state.q);
    },
    openSources(source = -1) {
      pages.openPage("sources");
      if (source >= 0) reach.drawer().unfold(`source-${payload.sources[source].id}`);
    },
    close() {
      const { place, page } = state;
      if (page !== "" && place < 0) pages.closePage(state.beneath);
      else {
        read({ page });
        reach.back(place);
      }
    },
    /** @param {number} row */
    toggleCompared: (row) => change({ compare: toggleCompared(state.compare, row) }),
  };
}

/**
 * What opens in the drawer, and in the place of the map.
 *
 * @param {State} state
 * @param {(values: Partial<State>) => void} change
 * @param {Pick<Reach, "again">} reach
 */
function reading(state, change, reach) {
  /** @type {Element | null} */
  let opener = null;
  /** @param {Partial<State>} values */
  const read = (values) => change({ ...NOTHING_READ, pickedPlace: -1, ...values });
  /** @param {string} page @param {Partial<State>} [values] */
  const openPage = (page, values) => {
    const { place, facts, fact } = state;
    if (state.page === "") opener = document.activeElement;
    const isBeneath = state.page === widePage(state);
    read({ ...values, page, beneath: isBeneath ? { page: state.page, place, facts, fact } : state.beneath });
  };
  return {
    read,
    /** @param {number} row */
    openFacts: (row, fact = "") => read({ page: widePage(state), place: row, facts: true, fact }),
    openPage,
    /** @param {string} rank code of the figure @param {string} among */
    openRanking: (rank, among) => openPage("ranking", { rank, among }),
    /** @param {Partial<State>} [beneath] what is read instead */
    closePage(beneath) {
      read({ ...beneath, beneath: NOTHING_READ });
      reach.again(opener);
    },
  };
}

/**
 * Ways to choose a place: one without a position shows its facts at once.
 *
 * @param {(values: Partial<State>) => void} read
 * @param {Sites} sites
 */
function choosing(read, sites) {
  /** @param {number} row @param {Partial<State>} [how] */
  const choose = (row, how) => read({ place: row, facts: row >= 0 && !hasPosition(sites, row), ...how });
  return {
    choose: (/** @type {number} */ row) => choose(row),
    /** @param {number} place the number of any place of a site, or a row */
    chooseOnMap: (place) => choose(rowAt(sites, place), { pickedOnMap: true, pickedPlace: place }),
  };
}

/**
 * The page that stays while a place is read beside it.
 *
 * @param {Pick<State, "page">} state
 */
const widePage = ({ page }) => (isWide(page) ? page : "");

/**
 * @param {Scene} scene
 * @param {Reach} reach
 * @returns {(values: Partial<State>) => void} changes fields of the state; a filter that no longer shows the chosen place closes it
 */
function createChange(scene, reach) {
  const { state } = scene;
  const { sites } = scene.atlas;
  return (values) => {
    askAhead();
    const { result } = scene;
    const { place, facts, page } = state;
    // Whoever types or filters goes on where the keyboard is, unless that closes with the place.
    const within = Boolean(document.activeElement && document.activeElement.closest(".drawer, .popup"));
    const closes = batch(() => {
      set(state, values);
      const stays = state.place === place && state.facts === facts && state.page === page;
      const lost = stays && place >= sites.first && scene.result !== result && !scene.result.rows.includes(place);
      if (lost) set(state, { ...NOTHING_READ, page: widePage(state) });
      return lost;
    });
    if (closes && within) reach.back(place);
  };
}
