/**
 * The shapes of what the page passes around. Rows are numbers of subjects: the city first, then its districts, then the
 * sites; codes of a register are positions in it.
 */

type Lang = "zh" | "en";

/** Writes a message of `messages.js` with its placeholders filled. */
type Say = (key: string, values?: Record<string, string | number>) => string;

/** What Python wrote into the page. */
type Payload = import("./core/payload").Core;
type Registers = import("./core/payload").Registers;
type Term = import("./core/payload").Label;
type Basemap = import("./core/payload").BasemapShown;
type ContextFeature = import("./core/payload").ContextShape;

interface Facet {
  key: string;
  zh: string;
  en: string;
  options: import("./core/payload").Option[];
  width: number;
  masks: Uint32Array;
}

type Position = number[];

interface Shape {
  type: string;
  parts: Position[][];
  rings: any;
}

/** A name in the forms by which it is found. */
interface Name {
  text: string;
  spelled: string;
  isTerm: boolean;
}

/** What subjects are found by, by row: their names, and the terms of what is said of them. */
interface Terms {
  count: number;
  names: Name[][];
  terms: Name[][];
  said: Uint32Array[];
  whole: Uint32Array;
  termOf: { indicator: Uint32Array; scope: Uint32Array; status: Uint32Array };
  folding: any;
}

/** What may be typed for a name, and where in the name its parts come from. */
interface Form {
  text: string;
  pieces: () => { text: string; start: number; end: number }[];
  areInitials?: boolean;
  fromStart?: boolean;
}

/** How a field of the state is written into a link and read from it. */
interface FieldType {
  initial?: any;
  print: (value: any, sites?: any) => string;
  read: (text: string, sites?: any) => any;
  known?: (text: string, sites?: any) => boolean;
  /** What a link may say of the initial value. */
  unsaid?: string;
}

/** A field of the state that a link holds. */
interface Field {
  key: string;
  name?: string;
  type: FieldType;
  former?: { key: string; type: FieldType };
  filter?: boolean;
  step?: boolean;
}

/** The subjects in columns, by row. */
interface Sites extends Terms {
  /** Row of the first site. */
  first: number;
  /** Metres within which a position counts as exact. */
  exact: number;
  id: string[];
  zh: string[];
  en: string[];
  aliases: string[][];
  latest: string[];
  lon: Int32Array;
  lat: Int32Array;
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
  shapes: Map<number, Shape>;
  registers: Registers;
  facets: Facet[];
  index: Map<string, number>;
  /** The facet of the districts. */
  inDistrict: Facet;
  dates: Record<string, Record<Lang, string>>;
}

interface Fact {
  id: string;
  value: any;
  /** The value in base units. */
  base: any;
  source: number;
  token: string;
  stated: string;
  /** When it is of, worded. */
  when: Record<Lang, string>;
  [further: string]: any;
}

/** What is said of one figure for one date, by one source or several. */
interface Claim {
  indicator: number;
  scope: number;
  aim: number;
  asOf: string;
  facts: Fact[];
  differs: boolean;
  resolution: any;
  /** Its facts by value, as they read. */
  values: { facts: Fact[]; when: Record<Lang, string> }[];
  [further: string]: any;
}

/** What the page holds: all that Python wrote, its columns read, and what is read when a place is opened or saved. */
interface Atlas {
  payload: Payload;
  sites: Sites;
  factsOf: (row: number) => { detail: any; claims: Claim[] };
  featureOf: (row: number) => string;
  exportOf: (row: number) => { subject: string; facts: string[]; placemark: string };
}

interface View {
  zoom: number;
  lat: number;
  lon: number;
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
  base: string;
  colour: string;
  page: string;
  /** Row of the chosen place, -1 for none. */
  place: number;
  facts: boolean;
  fact: string;
  view: View | null;
  /** Rows of the options chosen, by facet. */
  [facet: string]: any;
}

interface State extends LinkedState {
  agreed: string[];
  beneath: Partial<LinkedState>;
  withUnits: boolean;
  ready: boolean;
  byAddress: boolean;
}

/** The rows that the filters leave, and how many places each option would show, by facet. */
interface Result {
  rows: number[];
  units: number[];
  layer: Uint32Array;
  [facet: string]: any;
}

/** The figure that colours the districts, with its classes. */
interface Colouring {
  code: string;
  name: Record<Lang, string>;
  asOf: string;
  unit: any;
  values: any[];
  classes: { shade: number; members: any[] }[];
  without: number[];
  [further: string]: any;
}

/** What the page shows. */
interface Scene {
  readonly map: L.Map;
  readonly atlas: Atlas;
  readonly state: State;
  readonly colours: { possible: boolean; offers: () => any[]; of: (code: string, counts: Uint32Array) => Colouring | null };
  readonly say: Say;
  readonly found: any;
  readonly result: Result;
  readonly ordered: number[];
  readonly facts: Map<number, { claim: Claim; fact: Fact }[]>;
  readonly colouring: Colouring | null;
}

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
};
type DrawerActions = Actions &
  Omit<Exports, "takeaways"> & {
    locate: (row: number) => void;
    copyFactLink: (event: Event, fact: string) => void;
  };
type Tell = (key: string, values?: Record<string, string | number>) => void;
type Tiles = ReturnType<typeof import("./ui/tiles.js").createTiles>;

/** What lies beside the map, and what lies on it. */
interface Beside {
  sheet: ReturnType<typeof import("./ui/sheet.js").createSheet>;
  panel: ReturnType<typeof import("./ui/panel.js").createPanel>;
  drawer: ReturnType<typeof import("./ui/drawer.js").createDrawer>;
  table: ReturnType<typeof import("./ui/table.js").createTable>;
  side: HTMLElement;
  heading: HTMLElement;
  point: (row: number, follow: boolean) => void;
}

/** What a fact, a claim or a part of the drawer is shown with. */
interface Context {
  atlas: Atlas;
  lang: Lang;
  say: Say;
  actions: DrawerActions;
  state: State;
  row: number;
  detail: any;
  claims: Claim[];
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The description of an element, as Preact draws it. */
type Described = import("preact").VNode<any>;
type Content = import("preact").ComponentChild | Content[];
