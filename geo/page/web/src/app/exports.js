/**
 * What leaves the page: files, tables and links for the clipboard, the picture.
 */
import { pageAddress } from "../core/address.js";
import { claimsCompared, comparisonOf } from "../core/compare.js";
import { exportName } from "../core/export/choice.js";
import { figuresTable } from "../core/export/figures.js";
import { FORMATS, toTabs } from "../core/export/formats.js";
import { exportsUnits } from "../core/facets.js";
import { initialState } from "../core/fields.js";
import { DISTRICTS } from "../core/sites.js";
import { toSpreadsheet, toTableFile } from "../core/table.js";
import { rowsWords } from "../core/words.js";
import { copyText } from "../ui/clipboard.js";
import { el, make } from "../ui/dom.js";
import { drawPicture, givesPixels } from "../ui/picture.js";

/**
 * @typedef {(typeof FORMATS)[number]} Format
 * @typedef {{rows: number[], choice: Choice}} Chosen
 */

const KEPT = 10000; // milliseconds that a file made here stays in reach of the browser

/**
 * @param {Scene} scene what the page shows
 * @param {Toast} toast says what was done
 * @returns what can be saved and copied, by name
 */
export function createExports(scene, toast) {
  const { atlas, state } = scene;
  /** @type {Tell} */
  const tell = (key, values) => toast.show(scene.say(key, values));
  const clipboard = createClipboard(scene, toast, tell);

  /** The places shown, with the city and the districts that go with them. */
  const shown = () => {
    const { rows, units: found } = scene.result;
    const units = exportsUnits(scene.result, state);
    return { rows: [...(units ? found : []), ...rows], choice: { ...state, units, only: [] } };
  };
  /** @param {number} row @returns {Chosen} */
  const alone = (row) => ({ rows: [row], choice: choiceOf(scene, [row]) });

  /** @param {Chosen} chosen @param {Format} format */
  function save({ rows, choice }, { ending, type, write }) {
    const name = exportName(atlas, choice, ending);
    saveFile(new Blob(write(atlas, rows, choice), { type }), name);
    tell("exported", { what: rowsWords(atlas.sites, rows, choice.lang), file: name });
  }
  function savePicture() {
    if (!givesPixels()) return toast.show(scene.say("pictureRefused"), true);
    const name = exportName(atlas, shown().choice, "png");
    return drawPicture(scene).toBlob((/** @type {Blob | null} */ blob) => {
      if (!blob) return toast.show(scene.say("pictureFailed"), true);
      saveFile(blob, name);
      tell("exportedPng", { file: name });
    }, "image/png");
  }
  /** @param {Chosen} chosen */
  const copyRows = ({ rows, choice }) => clipboard.copyTable(toTabs(atlas, rows, choice), rows);

  return {
    ...clipboard,
    /** @param {number} row @param {Format} format */
    saveFacts: (row, format) => save(alone(row), format),
    ...createTables(scene, tell),
    /** @param {number} row */
    copyFacts: (row) => copyRows(alone(row)),
    takeaways: [
      ...FORMATS.map((format) => ({ key: format.ending, press: () => save(shown(), format) })),
      { key: "png", press: savePicture },
      { key: "print", press: () => window.print() },
      { key: "copyTable", press: () => copyRows(shown()) },
      withUnits(state),
    ],
  };
}

/** @param {Scene} scene @param {number[]} only @returns {Choice} */
const choiceOf = ({ atlas, state }, only) => ({ ...initialState(atlas.sites.facets), lang: state.lang, units: true, only });

/**
 * Tables of what is read in the drawer or in the place of the map.
 *
 * @param {Scene} scene
 * @param {Tell} tell
 */
function createTables(scene, tell) {
  const { atlas, state } = scene;
  /** @param {string[]} pieces @param {string} what @param {string} name */
  function save(pieces, what, name) {
    saveFile(new Blob(pieces, { type: "text/csv" }), name);
    tell("exported", { what, file: name });
  }
  return {
    /** @param {string[]} lines of the ledger of promises */
    saveLedger(lines) {
      const name = exportName(atlas, { ...state, units: true, only: [] }, "promises.csv");
      save([`${lines.join("\n")}\n`], scene.say("ledgerCount", { count: lines.length - 1 }), name);
    },
    /** @param {{rows: number[], columns: Column[], names: string[]}} tabled */
    saveRows({ rows, columns, names }) {
      const pieces = toTableFile(atlas, rows, columns, names, state.lang);
      save(pieces, rowsWords(atlas.sites, rows, state.lang), exportName(atlas, { ...state, units: false, only: [] }, "table.csv"));
    },
    saveComparison() {
      const { compare, lang } = state;
      const { shared, single } = comparisonOf(atlas, compare);
      const pieces = figuresTable(atlas, claimsCompared([...shared, ...single], compare));
      save(pieces, rowsWords(atlas.sites, compare, lang), exportName(atlas, choiceOf(scene, compare), "compare.csv"));
    },
  };
}

/**
 * Whether the city and the districts go along; their layer is shown with them.
 *
 * @param {State} state
 */
const withUnits = (state) => ({
  key: "withUnits",
  isOn: () => state.withUnits && !state.hide.includes(DISTRICTS),
  press() {
    state.withUnits = state.hide.includes(DISTRICTS) || !state.withUnits;
    state.hide = state.hide.filter((row) => row !== DISTRICTS);
  },
});

/**
 * Texts, tables and links for the clipboard.
 *
 * @param {Scene} scene
 * @param {Toast} toast
 * @param {Tell} tell
 */
function createClipboard(scene, toast, tell) {
  const { atlas, state } = scene;
  /** @param {string} text @param {string} done @param {boolean} linger */
  const copy = (text, done, linger = false) =>
    copyText(text).then((copied) => (copied ? toast.show(done, linger) : toast.show(scene.say("copyByHand", { text }), true)));
  /**
   * A table is too long to be selected by hand.
   *
   * @param {string} text
   * @param {number[]} rows
   */
  const copyTable = (text, rows) =>
    copyText(text).then((copied) =>
      copied ? tell("copiedTable", { what: rowsWords(atlas.sites, rows, state.lang) }) : tell("copyRefused"),
    );
  /** @param {string} hash */
  const addressOf = (hash) => {
    const page = pageAddress(window.location, atlas.payload.address);
    return page && page + hash;
  };
  return {
    copy,
    addressOf,
    copyTable,
    /** @param {{rows: number[], columns: Column[], names: string[]}} tabled */
    copyRows: ({ rows, columns, names }) => copyTable(toSpreadsheet(atlas, rows, columns, names, state.lang), rows),
    /**
     * A file has no address that others could open: they get the part that works with any copy of it.
     *
     * @param {Event} event
     */
    copyLink(event) {
      event.preventDefault();
      const hash = /** @type {string} */ (/** @type {Element} */ (event.currentTarget).getAttribute("href"));
      const address = addressOf(hash);
      if (address) copy(address, scene.say("copied"));
      else copy(hash, scene.say("copiedPart"), true);
    },
  };
}

/** @param {Blob} blob @param {string} name */
function saveFile(blob, name) {
  const url = URL.createObjectURL(blob);
  // eslint-disable-next-line no-restricted-syntax -- a file of our own
  make(el("a", { href: url, download: name })).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
