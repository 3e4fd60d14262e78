/**
 * What leaves the page: files, tables and links for the clipboard, the picture.
 */
import { pageAddress } from "../core/address.js";
import { figuresCompared } from "../core/compare.js";
import { exportName } from "../core/export/choice.js";
import { figuresTable } from "../core/export/figures.js";
import { FORMATS, toTabs } from "../core/export/formats.js";
import { bound, parted, wholeText } from "../core/export/pieces.js";
import { exportsUnits } from "../core/facets.js";
import { AMONG, initialState } from "../core/fields.js";
import { atOnce } from "../core/later.js";
import { figuresRanked } from "../core/ranking.js";
import { DISTRICTS } from "../core/sites.js";
import { toSpreadsheet, toTableFile } from "../core/table.js";
import { rowsWords } from "../core/words.js";
import { copyText, copyWritten } from "../ui/clipboard.js";
import { drawPicture, givesPixels } from "../ui/picture.js";
import { drawComparison, drawRanking } from "../ui/plates.js";
import { saveFile } from "../ui/savefile.js";
import { takeTurns } from "../ui/turns.js";

/** @import {Format} from "../core/export/formats.js" */
/** @import {Pieces} from "../core/export/pieces.js" */

/**
 * @typedef {{rows: number[], choice: Choice}} Chosen
 */

const FEW = 400; // subjects that are written in a moment, without turns

/**
 * @param {Scene} scene what the page shows
 * @param {Toast} toast says what was done
 * @param {() => void} embed shows how the page is put into another one
 * @returns what can be saved and copied, by name
 */
export function createExports(scene, toast, embed) {
  const { atlas, state } = scene;
  /** @type {Tell} */
  const tell = (key, values) => toast.show(scene.say(key, values));
  const write = createWriter(scene, toast);
  const files = createFiles(scene, tell, write);
  const clipboard = createClipboard(scene, toast, tell, write);

  /** The places shown, with the city and the districts that go with them. */
  const shown = () => {
    const { rows, units: found } = scene.result;
    const units = exportsUnits(scene.result, state);
    return { rows: [...(units ? found : []), ...rows], choice: { ...state, units, only: [] } };
  };
  /** @param {number} row @returns {Chosen} */
  const alone = (row) => ({ rows: [row], choice: choiceOf(scene, [row]) });

  /** @param {Chosen} chosen @param {Format} format */
  const save = ({ rows, choice }, { ending, type, write, pack }) =>
    files.save(write(atlas, rows, choice), rows, exportName(atlas, choice, ending), type, pack);
  const { saveMap, ...pictures } = createPictures(scene, toast);
  /** @param {Chosen} chosen */
  const copyRows = ({ rows, choice }) => void clipboard.copyTable(toTabs(atlas, rows, choice), rows);

  return {
    ...clipboard,
    /** @param {number} row @param {Format} format */
    saveFacts: (row, format) => save(alone(row), format),
    ...createTables(scene, files),
    ...pictures,
    /** @param {number} row */
    copyFacts: (row) => copyRows(alone(row)),
    takeaways: [
      ...FORMATS.map((format) => ({ key: format.ending, press: () => save(shown(), format) })),
      { key: "png", press: () => saveMap(exportName(atlas, shown().choice, "png")) },
      { key: "print", press: () => window.print() },
      { key: "copyTable", press: () => copyRows(shown()) },
      { key: "embed", press: embed },
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
 * @param {ReturnType<typeof createFiles>} files
 */
function createTables(scene, files) {
  const { atlas, state } = scene;
  const type = "text/csv";
  return {
    /** @param {string[]} lines of the ledger of promises */
    saveLedger(lines) {
      const name = exportName(atlas, { ...state, units: true, only: [] }, "promises.csv");
      files.saved(new Blob([`${lines.join("\n")}\n`], { type }), scene.say("ledgerCount", { count: lines.length - 1 }), name);
    },
    /** @param {string} text of a patch @param {number} count of corrections */
    savePatch(text, count) {
      const { place, record } = atlas.payload;
      const name = `${place.export_name}_correction_${record.date}.json`;
      files.saved(new Blob([text], { type: "application/json" }), scene.say("proposeCount", { count }), name);
    },
    /** @param {{rows: number[], columns: Column[], names: string[]}} tabled */
    saveRows({ rows, columns, names }) {
      const pieces = toTableFile(atlas, rows, columns, names, state.lang);
      files.save(pieces, rows, exportName(atlas, { ...state, units: false, only: [] }, "table.csv"), type);
    },
    saveRanking() {
      const ranking = /** @type {Ranking} */ (scene.ranking);
      const rows = ranking.entries.map(({ row }) => row);
      files.save(figuresTable(atlas, figuresRanked(atlas, ranking), true), rows, rankingFile(scene, "csv"), type);
    },
    saveComparison() {
      const { compare } = state;
      const pieces = figuresTable(atlas, figuresCompared(atlas, compare).entries());
      files.save(pieces, compare, exportName(atlas, choiceOf(scene, compare), "compare.csv"), type);
    },
  };
}

/**
 * What saves files, and says so.
 *
 * @param {Scene} scene
 * @param {Tell} tell
 * @param {ReturnType<typeof createWriter>} write
 */
function createFiles(scene, tell, write) {
  /** @param {Blob} file @param {string} what @param {string} name */
  const saved = (file, what, name) => {
    saveFile(file, name);
    tell("exported", { what, file: name });
  };
  return {
    saved,
    /**
     * @param {Pieces} pieces
     * @param {number[]} rows that they are of
     * @param {string} name
     * @param {string} type
     * @param {Format["pack"]} [pack] what makes the file of its parts
     */
    async save(pieces, rows, name, type, pack) {
      const what = rowsWords(scene.atlas.sites, rows, scene.state.lang);
      const steps = parted(pieces, toBlob);
      const isShort = rows.length <= FEW;
      const parts = isShort ? atOnce(steps) : await write(steps, rows.length, scene.say("exporting", { what }));
      if (parts) saved(pack ? await pack(parts, scene.atlas, type) : new Blob(parts.flat(), { type }), what, name);
    },
  };
}

/**
 * Pictures of the map and of what is read in its place.
 *
 * @param {Scene} scene
 * @param {Toast} toast
 */
function createPictures(scene, toast) {
  const { atlas, state } = scene;
  /** @param {(scene: Scene) => HTMLCanvasElement} draw @param {string} name @param {string} [said] key of what is said when it is saved */
  function savePicture(draw, name, said = "exportedImage") {
    if (!givesPixels()) return toast.show(scene.say("pictureRefused"), true);
    return draw(scene).toBlob((/** @type {Blob | null} */ blob) => {
      if (!blob) return toast.show(scene.say("pictureFailed"), true);
      saveFile(blob, name);
      toast.show(scene.say(said, { file: name }));
    }, "image/png");
  }
  return {
    /** @param {string} name */
    saveMap: (name) => savePicture(drawPicture, name, "exportedPng"),
    saveComparisonPicture: () => savePicture(drawComparison, exportName(atlas, choiceOf(scene, state.compare), "compare.png")),
    saveRankingPicture: () => savePicture(drawRanking, rankingFile(scene, "png")),
  };
}

/**
 * The name of a file of the ranking.
 *
 * @param {Scene} scene
 * @param {string} ending
 */
const rankingFile = ({ atlas, state }, ending) =>
  exportName(atlas, { ...state, units: state.among === AMONG[1], only: [] }, `${state.rank}.${ending}`);

/** @param {string[]} texts */
const toBlob = (texts) => new Blob(texts);

/**
 * What writes much in turns, and shows how far it is; who writes something else meanwhile stops it.
 *
 * @param {Scene} scene
 * @param {Toast} toast
 * @returns {<Made>(steps: Generator<unknown, Made>, count: number, text: string) => Promise<Made | null>} takes how many subjects the
 *   steps are of, and what is said meanwhile; null where the reader has stopped it
 */
function createWriter(scene, toast) {
  let going = {};
  return (steps, count, text) => {
    const own = {};
    going = own;
    const advance = toast.work(text, scene.say("stop"), () => {
      going = {};
      toast.show(scene.say("stopped"));
    });
    return takeTurns(steps, (written) => {
      if (going === own) advance(written / count);
      return going === own;
    });
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
 * @param {ReturnType<typeof createWriter>} write
 */
function createClipboard(scene, toast, tell, write) {
  const { atlas, state } = scene;
  /** @param {string} text @param {string} done @param {boolean} linger */
  const copy = (text, done, linger = false) =>
    copyText(text).then((copied) => (copied ? toast.show(done, linger) : toast.show(scene.say("copyByHand", { text }), true)));
  /**
   * A table is too long to be selected by hand.
   *
   * @param {Pieces} pieces
   * @param {number[]} rows
   */
  async function copyTable(pieces, rows) {
    const what = rowsWords(atlas.sites, rows, state.lang);
    const parts = rows.length > FEW ? write(bound(pieces, toBlob), rows.length, scene.say("copying", { what })) : null;
    const written = parts && parts.then((texts) => texts && new Blob(texts, { type: "text/plain" }));
    const copied = await (written ? copyWritten(written) : copyText(wholeText(pieces)));
    if (copied) tell("copiedTable", { what });
    else if (!written || (await written)) tell("copyRefused");
  }
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
