/**
 * The shapes of what the page passes around. Rows are numbers of subjects: the city first, then its districts, then the
 * sites; codes of a register are positions in it.
 */

type Lang = "zh" | "en";
type Both = import("./core/payload").Both;

/** The script of all that is not the map with its places. */
declare const AtlasBeside: typeof import("./app/beside.js");

/** Writes a message of `messages.js` with its placeholders filled. */
type Say = (key: string, values?: Record<string, string | number>) => string;

/** What Python wrote into the page. */
type Payload = import("./core/payload").Core;
type Registers = import("./core/payload").Registers;
type Term = import("./core/payload").Label;
type Unit = Both & { shift: number; factor: number };
type Source = Record<string, string>;
type Basemap = import("./core/payload").BasemapShown;
type ContextFeature = import("./core/payload").ContextShape;

interface Facet {
  key: string;
  zh: string;
  en: string;
  options: import("./core/payload").Option[];
  units: boolean;
  /** The row and the option of each on which sources disagree. */
  unlike: number[][];
  width: number;
  masks: Uint32Array;
}

/** What is chosen of figures: the code of an indicator, and a range of it, as `core/ranges.js` reads it. */
type Ranges = [code: string, tokens: string[]][];

type Position = number[];

interface Shape {
  type: string;
  parts: Position[][];
  rings: number[];
}

/** A name in the forms by which it is found. */
interface Name {
  text: string;
  spelled: string;
  isTerm: boolean;
}

/** Where a part of a text begins and ends. */
type Span = [start: number, end: number];

/** How text is made comparable; `eachWord` calls `replace` for each word that is folded to another. */
interface Folding {
  fold: (text: string) => string;
  eachWord: (folded: string, replace: (other: string, start: number, end: number) => string) => string;
}

/**
 * Names as texts of a line for each subject or term, in aliases and pinyin with a cell for each name; `read` gives those of each
 * `size` of them. Those of terms are found by initials from the start on.
 */
interface NameColumns {
  count: number;
  size: number;
  read: (piece: number) => { zh: string; en: string; aliases: string };
  spelled: string;
  isTerm: boolean;
}

/** The names of subjects as they are written: as columns, and of a row, Chinese, English, aliases. */
type WrittenNames = Pick<NameColumns, "count" | "size" | "read"> & { textsOf: (row: number) => string[] };

/** What subjects are found by: their names, and the terms of what is said of them, by row. */
interface Terms {
  count: number;
  names: NameColumns;
  namesOf: (row: number) => Name[];
  terms: Name[][];
  termNames: NameColumns;
  /** The terms of all subjects one after the other, where those of each begin, and how many of them concern the whole of it. */
  said: Uint32Array;
  starts: Uint32Array;
  wholes: Uint32Array;
  saidOf: (row: number) => Uint32Array;
  wholeOf: (row: number) => Uint32Array;
  termOf: { indicator: Uint32Array; scope: Uint32Array; status: Uint32Array };
  folding: Folding;
}

/** A part of a form, and where in the name it comes from. */
interface Piece {
  text: string;
  start: number;
  end: number;
}

/** What may be typed for a name, and where in the name its parts come from. */
interface Form {
  text: string;
  pieces: () => Piece[];
  areInitials?: boolean;
  fromStart?: boolean;
}

/** What a word is worth to each subject by what is its own, and to each term. */
interface Hits {
  own: Float32Array;
  inTerms: Float32Array;
}

/** What a search gave. */
interface Found {
  /** By row, NOT_FOUND or the place in an order of relevance, the lower the better. */
  rank: Int16Array;
  /** The words looked for, each with its readings. */
  words: string[][];
  /** What each of the words is worth. */
  looked: Hits[];
  /** Whether typing errors had to be allowed. */
  near: boolean;
  /** By row, 1 for a subject that is found by a status which is not its latest. */
  otherStatus: Uint8Array;
  /** By row, 1 for a subject of those found that lacks a word but for what its facts say. */
  bySaid: Uint8Array;
  /** Whether the text is the name of a status. */
  isStatus: boolean;
}

/** How a field of the state is written into a link and read from it; `any` where fields of several types are in one table. */
interface FieldType<Value = any> {
  initial?: Value;
  print: (value: Value, sites: Sites) => string;
  read: (text: string, sites: Sites) => Value | undefined;
  known?: (text: string, sites: Sites) => boolean;
  /** What a link may say of the initial value. */
  unsaid?: string;
}

/** The same for what a link holds by several keys. */
interface FieldFamily<Value = any> {
  initial: Value;
  print: (value: Value) => [key: string, text: string][];
  read: (texts: Map<string, string>, sites: Sites) => Value;
  known: (key: string, text: string, sites: Sites) => boolean;
}

/** A field of the state that a link holds; one of a family stands for several keys. */
interface FieldPlace {
  key: string;
  name?: string;
  filter?: boolean;
  step?: boolean;
  runs?: boolean;
}

interface PlainField extends FieldPlace {
  family?: undefined;
  type: FieldType;
  former?: { key: string; type: FieldType };
}

type Field = PlainField | (FieldPlace & { family: FieldFamily; type?: undefined; former?: undefined });

/** The figure of a subject for an indicator: in base units; its codes are rows of the registers, -1 for none. */
interface PlaceFigure {
  value: number;
  /** All that sources give where they disagree, the one shown first. */
  values: number[];
  differs: boolean;
  unit: number;
  qualifier: number;
  scope: number;
  aim: number;
  asOf: string;
  stated: string;
}

/** The figures of an indicator: `rows` upwards, their values; `unit` is the one in which most are printed. */
interface FigureColumn {
  indicator: number;
  unit: number;
  rows: Uint32Array;
  values: Float64Array;
  /** Every value that is given at a place among `rows`: several where sources disagree. */
  allAt: (place: number) => number[];
  /** The figure of a row, null where nothing is said. */
  of: (row: number) => PlaceFigure | null;
}

/** The subjects in columns, by row. */
/** A further place of a site by its name, or a position that others claim by what it rests on. */
interface FurtherPlace extends Both {
  row: number;
}

interface Sites extends Terms {
  /** Row of the first site. */
  first: number;
  /** Metres within which a position counts as exact. */
  exact: number;
  /** Metres beyond which a point is drawn as its circle. */
  wide: number;
  /** How a page of a part of the record was narrowed; null where it holds the whole. */
  narrowed: import("./core/payload").Narrowed | null;
  id: string[];
  zh: string[];
  en: string[];
  aliases: string[][];
  latest: string[];
  statusAsOf: string[];
  lon: Int32Array;
  lat: Int32Array;
  /** By place number, pixels of the world at zoom 0 in the datum of the map. */
  x: Float64Array;
  y: Float64Array;
  kind: ArrayLike<number>;
  sector: ArrayLike<number>;
  status: ArrayLike<number>;
  basis: ArrayLike<number>;
  layer: ArrayLike<number>;
  uncertainty: ArrayLike<number>;
  main: ArrayLike<number>;
  parent: ArrayLike<number>;
  facts: Uint32Array;
  disputes: ArrayLike<number>;
  /** What the place numbers from `count` on are; those of the parts of a row, and those of its rivals. */
  further: FurtherPlace[];
  parts: Map<number, number[]>;
  rivals: Map<number, number[]>;
  shapes: Map<number, Shape>;
  registers: Registers;
  /** Codes of the basemaps that this page offers; absent where no page is meant. */
  bases?: string[];
  facets: Facet[];
  index: Map<string, number>;
  /** The facet of the districts. */
  inDistrict: Facet;
  dates: import("./core/payload").Core["dates"];
  /** By indicator. */
  figures: Map<number, FigureColumn>;
}

type WrittenFact = import("./core/payload").WrittenFact;
type FurtherPosition = import("./core/payload").FurtherPosition;
type Feature = import("./core/payload").Feature;
type Exported = import("./core/payload").ExportShown;

/** What a feature says of its subject, and what else its drawer shows. */
type Detail = Omit<import("./core/payload").Properties, "facts"> &
  Omit<import("./core/payload").Drawer, "claims" | "facts" | "key" | "status">;

/** That of a district, which has people and an area. */
type DistrictDetail = Required<Detail>;

interface Fact {
  id: string;
  /** A number, or the code of a status or an honour. */
  value: number | string;
  /** The number in base units. */
  base: number | null;
  /** Rows of the registers, -1 for none; `status` that of a status. */
  unit: number;
  qualifier: number;
  status: number;
  source: number;
  locator: string;
  token: string;
  stated: string;
  note_zh: string;
  note_en: string;
  /** Who compared it with its source a second time, and when; empty where nobody did. */
  checked_by: string;
  checked_on: string;
  /** How it is written: the whole value, the figure that stands out and the unit beside it. */
  text: Both;
  figure: Both;
  beside: Both;
  /** When it is of, and its lines in the source, worded. */
  when: Both;
  lines: Both;
  /** The number of its term. */
  term: number;
  /** What became of it, where it promises something for a date. */
  became?: Became;
}

/** A promise of the ledger: a line of the table, and how it reads; `fact` is the id of the first that makes it. */
interface Promised {
  line: string;
  row: number;
  indicator: number;
  scope: number;
  due: string;
  verdict: string;
  months: number | null;
  fact: string;
  said: Both;
  answer: { id: string; text: Both } | null;
}

/** What became of a promise: how late, in months, and the facts that say so. */
interface Became {
  verdict: string;
  months: number;
  outcome: Fact[];
}

/** A fact of an indicator whose values are numbers. */
interface NumberFact extends Fact {
  value: number;
  base: number;
}

/** Facts that read the same, and when they are of. */
interface Value {
  facts: Fact[];
  when: Both;
}

/** What is said of one figure for one date, by one source or several. */
interface Claim {
  indicator: number;
  scope: number;
  aim: number;
  asOf: string;
  facts: Fact[];
  when: Both;
  differs: boolean;
  resolution: { reason: number; note_zh?: string; note_en?: string } | null;
  /** Its facts by value, as they read. */
  values: Value[];
}

/** A fact with the claim that it belongs to. */
interface ClaimedFact {
  claim: Claim;
  fact: Fact;
}

/** A status of a place in its history. */
interface Step extends Value {
  claim: Claim;
  status: number;
}

/** The claims of a theme of the register. */
interface ThemeClaims {
  theme: number;
  claims: Claim[];
}

/** What is known of a subject: `key` are its key figures, each with what is expected or aimed at later; `status` gives the current one, null where nothing does. */
interface Known {
  detail: Detail;
  claims: Claim[];
  key: { claim: Claim; ahead: Claim | null }[];
  status: { claim: Claim; value: Value } | null;
}

/** What the page holds: all that Python wrote, its columns read, and what is read when a place is opened or saved. */
interface Atlas {
  payload: Payload;
  sites: Sites;
  factsOf: (row: number) => Known;
  featureOf: (row: number) => string;
  exportOf: (row: number) => Exported;
  ledger: () => ReturnType<typeof import("./core/ledger.js").readLedger>;
}

interface View {
  zoom: number;
  lat: number;
  lon: number;
}

/** What a map shows: metres, and the middle as [lon, lat]. */
interface MapExtent {
  width: number;
  height: number;
  centre: Position;
}

/** What a link holds. */
interface LinkedState {
  lang: Lang;
  hide: number[];
  q: string;
  order: string;
  grouped: boolean;
  table: boolean;
  sort: string;
  /** Indicators of the figures in the table, null for the usual ones; their units by code; whether those that no row has are shown. */
  columns: number[] | null;
  inUnits: Record<string, number>;
  empty: boolean;
  /** The figure by which is ranked, and whether places or districts are. */
  rank: string;
  among: string;
  /** Rows of the places that are compared. */
  compare: number[];
  base: string;
  colour: string;
  page: string;
  /** Row of the chosen place, -1 for none. */
  place: number;
  facts: boolean;
  /** Whether the roads of the basemap are shown. */
  roads: boolean;
  fact: string;
  view: View | null;
  /** Whether the page is inside another one: without its panel. */
  embed: boolean;
  ranges: Ranges;
  /** Rows of the options chosen, by facet: `any`, since TypeScript cannot tell their keys from the fields above. */
  [facet: string]: any;
}

/** Where the reader is, as the browser says when asked: [lon, lat], and the metres within which that is right. */
interface Here {
  position: Position;
  accuracy: number;
}

/** How far it is to the nearest point of a place, in metres, and by how much that may be wrong. */
interface Way {
  to: Position;
  metres: number;
  error: number;
}

interface State extends LinkedState {
  here: Here | null;
  near: boolean;
  agreed: string[];
  beneath: Partial<LinkedState>;
  withUnits: boolean;
  ready: boolean;
  byAddress: boolean;
  pickedOnMap: boolean;
  pickedPlace: number;
}

type Counts = Uint32Array | number[];

/** The rows that the filters leave, and how many places each option would show, by facet. */
interface Result {
  rows: number[];
  /** By row, 1 for a site that is shown. */
  shown: Uint8Array;
  units: number[];
  /** Whether the city and the districts among `units` are asked for. */
  asksForUnits: boolean;
  layer: Uint32Array;
  /** By facet, how many of those shown have each option. */
  having: Record<string, Uint32Array>;
  /** By facet and by figure of which a range is chosen, the rows that nothing else keeps out. */
  only: Record<string, number[] | Uint32Array>;
  /** The rows of what is let in by something on which sources disagree, shown or not. */
  unlike: number[];
  [counted: string]: any;
}

/** What is exported: what was chosen, whether the city and the districts are in it, and rows where nothing else is meant. */
interface Choice extends LinkedState {
  units: boolean;
  only: number[];
}

/** One name, and what is chosen by it. */
type NamedPair = [key: string, names: string[]];

/** A choice by names that a reader of a file understands: those of each facet, and the text searched. */
interface NamedChoice {
  layer: string[];
  district: string[];
  place: string[];
  search: string;
  also?: Record<string, string[]>[];
  [facet: string]: string[] | string | Record<string, string[]>[] | undefined;
}

/** A column of the table; `figure` is an indicator's row and `unit` that of its unit, or both -1 for what all sites have. */
interface Column {
  key: string;
  figure: number;
  unit: number;
}

/** A cell of the table: `order` is what its column is sorted by, null for nothing; of a figure also the unit in which it is shown. */
type Cell = { text: string; order: string | number | null } & ({ figure?: undefined; unit?: undefined } | { figure: PlaceFigure; unit: number });

/**
 * What the figures of whole places in a column come to, in base units: `sum` is null where they do not add up, `median` where they
 * count unlike things; how many there are, and how many of them are promised, no more than bounds, disagreed on, of places within another of
 * them, or without a year; the first and the last year; `parts` are those of parts, which are left out.
 */
interface Totals {
  count: number;
  sum: number | null;
  median: number | null;
  parts: number;
  promised: number;
  bounds: number;
  unlike: number;
  within: number;
  undated: number;
  from: string;
  to: string;
}

/** What a place has in a row of a comparison: the claim shown, what is newer, what is expected or aimed at later; of words what else is said. */
interface ComparedCell {
  claim: Claim;
  newer: Claim | null;
  ahead: Claim | null;
  more: Claim[];
}

/** A row of a comparison; `unit` is that of its numbers, -1 of words, and `even` says whether all are of one date and aim. */
interface ComparedRow {
  indicator: number;
  scope: number;
  unit: number;
  even: boolean;
  cells: (ComparedCell | null)[];
}

/** A place or district in a ranking: its place in it, its value with the ends of what sources say, in base units, and how they read. */
interface RankedEntry {
  row: number;
  rank: number;
  value: number;
  low: number;
  high: number;
  text: string;
  /** Its unit where that is not the one of the ranking. */
  unit: string;
  when: string;
  /** Null for what is no fact: people and area of a district. */
  figure: PlaceFigure | null;
}

/** Places by a figure: `figure` and `unit` are -1 for what is no fact; `from` and `to` are the ends of the scale of its bars. */
interface Ranking {
  code: string;
  name: Both;
  figure: number;
  unit: number;
  /** Whether its numbers are places in an order: no bar is drawn of them. */
  ordinal: boolean;
  entries: RankedEntry[];
  from: number;
  to: number;
}

/** A figure by which the districts may be coloured. */
interface ColourOffer {
  code: string;
  name: Both;
}

/** A figure with the number of each district that has one. */
interface Figure extends ColourOffer {
  unit: Unit;
  values: ColourValue[];
}

/** The number of a district: `evidence` are the sources and texts that one rests on which is no fact, `note` what else to know. */
interface ColourValue {
  row: number;
  asOf: string;
  base: number;
  number: number;
  say: (lang: Lang) => string;
  differs: boolean;
  fact: Fact | null;
  evidence: string[];
  note: Partial<Record<Lang, string | null>>;
}

/** Values that share a shade, from low to high. */
interface ColourClass {
  shade: number;
  members: ColourValue[];
}

/** The figure that colours the districts, with its classes. */
interface Colouring extends Figure {
  classes: ColourClass[];
  without: number[];
}

/** The facts found of a subject, and how many several have; 0 where there are too many to be read for it. */
interface FoundOf {
  of: (row: number) => ClaimedFact[];
  count: (rows: number[]) => number;
}

/** What the page shows. */
interface Scene {
  readonly map: L.Map;
  readonly atlas: Atlas;
  readonly state: State;
  readonly colours: { possible: boolean; offers: () => ColourOffer[]; of: (code: string, counts: Counts) => Colouring | null };
  readonly say: Say;
  readonly found: Found;
  readonly result: Result;
  readonly within: Map<number, number[]>;
  readonly ordered: number[];
  readonly facts: FoundOf;
  readonly colouring: Colouring | null;
  readonly ranking: Ranking | null;
}

/** The same with a figure that colours the districts. */
type ColouredScene = Scene & { readonly colouring: Colouring };

/** What the reader can do, by name; the parts of the page have some more of their own. */
type Actions = ReturnType<typeof import("./app/actions.js").createActions>;
type Exports = ReturnType<typeof import("./app/exports.js").createExports>;

/** What can be exported or copied; a key names its message, too. */
interface Takeaway {
  key: string;
  press: () => void;
  /** Of an entry that is no more than on or off. */
  isOn?: () => boolean;
}

/** An entry of the legend: `layer` gives a marker its shape and colour, `strokes` are the classes of a line. */
interface Entry {
  sample: string;
  layer?: string;
  strokes?: string[];
  text: string;
}

type PanelActions = Actions & {
  takeaways: Takeaway[];
  point: (row: number, follow: boolean) => void;
  pullUp: () => void;
  goNear: () => void;
  following: import("./ui/following.js").Following;
  proposing: import("./app/proposing.js").Proposing;
};
type DrawerActions = Actions &
  Omit<Exports, "takeaways"> & {
    result: () => Result;
    locate: (row: number) => void;
    copyFactLink: (event: Event, fact: string) => void;
    proposing: import("./app/proposing.js").Proposing;
  };
type Tell = (key: string, values?: Record<string, string | number>) => void;
type Toast = ReturnType<typeof import("./ui/toast.js").createToast>;
type Tiles = ReturnType<typeof import("./ui/tiles.js").createTiles>;

/** What lies beside the map, and what lies on it. */
interface Beside {
  sheet: ReturnType<typeof import("./ui/sheet.js").createSheet>;
  panel: ReturnType<typeof import("./ui/panel.js").createPanel>;
  skips: ReturnType<typeof import("./ui/skips.js").createSkips>;
  drawer: ReturnType<typeof import("./ui/drawer.js").createDrawer>;
  table: ReturnType<typeof import("./ui/table.js").createTable>;
  ranking: ReturnType<typeof import("./ui/ranking.js").createRanking>;
  comparison: ReturnType<typeof import("./ui/comparison.js").createComparison>;
  heading: HTMLElement;
  point: (row: number, follow: boolean) => void;
  goNear: () => void;
}

/** What a fact, a claim or a part of the drawer is shown with. */
interface Context extends Known {
  atlas: Atlas;
  lang: Lang;
  say: Say;
  actions: DrawerActions;
  state: State;
  row: number;
}

/** What a line of the list is shown with. */
type ListContext = Pick<Scene, "atlas" | "say" | "found" | "facts"> &
  Pick<State, "lang" | "grouped"> &
  PanelActions & { sites: Sites; latest: boolean; toggle: (row: number) => Content; figures: number[]; unlike: Set<number>; here: Here | null; saidOnce: Set<string>; common: { term: number; count: number }[] };

/** An event at the element that listens for it. */
type EventAt<E extends Element, Kind extends Event = Event> = import("preact").TargetedEvent<E, Kind>;

/** A point of a drawing or of the world, in pixels. */
interface Point {
  x: number;
  y: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The description of an element, as Preact draws it: of whatever props, as Preact has it. */
type Described = import("preact").VNode<any>;
type Content = import("preact").ComponentChild | Content[];
