// Written by `UPDATE=1 pytest tests/test_payload.py` from geo/page/payload/contract.py.

/** A text in both languages. */
export interface Both {
  zh: string;
  en: string;
}

/** A term of a register: its code, its names, and where it has one what explains it. */
export interface Label {
  zh: string;
  en: string;
  code: string;
  gloss_zh?: string;
  gloss_en?: string;
}

/** A kind of place, with the position of its layer. */
export interface Kind {
  zh: string;
  en: string;
  code: string;
  gloss_zh?: string;
  gloss_en?: string;
  layer: number;
}

/** A unit: the power of ten that English takes off its numbers, its dimension, and what makes them base units. */
export interface UnitLabel {
  zh: string;
  en: string;
  code: string;
  gloss_zh?: string;
  gloss_en?: string;
  shift: number;
  dimension: string;
  factor: number;
}

/** An indicator: the position of its theme, its type (number, status or honour), and what its numbers measure. */
export interface IndicatorLabel {
  zh: string;
  en: string;
  code: string;
  gloss_zh?: string;
  gloss_en?: string;
  theme: number;
  type: string;
  dimension: string;
}

/** What a source is by itself, with its mark in a reference by GB/T 7714. */
export interface SourceType {
  zh: string;
  en: string;
  code: string;
  gloss_zh?: string;
  gloss_en?: string;
  mark: string;
}

/** The registers: a code in a column is a position in one of them; districts are listed by adcode. */
export interface Registers {
  layers: Label[];
  kinds: Kind[];
  districts: string[];
  units: UnitLabel[];
  indicators: IndicatorLabel[];
  sectors: Label[];
  statuses: Label[];
  themes: Label[];
  scopes: Label[];
  qualifiers: Label[];
  aims: Label[];
  bases: Label[];
  datums: Label[];
  honours: Label[];
  standings: Label[];
  source_types: SourceType[];
  source_forms: Label[];
  resolution_reasons: Label[];
  omission_reasons: Label[];
  change_reasons: Label[];
}

/** What may be chosen in a facet; a kind has the position of its layer. */
export interface Option {
  zh: string;
  en: string;
  code: string;
  gloss_zh?: string;
  gloss_en?: string;
  layer?: number;
}

/** A facet: its name, its options, and of each subject those that it has, as bits. */
export interface FacetShown {
  zh: string;
  en: string;
  key: string;
  options: Option[];
  units: boolean;
  masks: string;
  unlike: [number, number][];
}

/** What texts say of the atlas in a language: its title, its contributors and its city. */
export interface PlaceWords {
  title: string;
  contributors: string;
  city: string;
}

/** Whose atlas it is: its name in references, that of exported files, and its words in each language. */
export interface Place {
  name: string;
  export_name: string;
  zh: PlaceWords;
  en: PlaceWords;
}

/** The state of the record: ``edition`` is its tag, if it has one, else ``after`` that of the last one before. */
export interface RecordHead {
  version: string;
  date: string;
  digest: string;
  edition: string;
  after: string;
}

/** The licence of the data, and who is to be named. */
export interface Licence {
  data: string;
  address: string;
  attribution: string;
}

/** A fact that was withdrawn, with the reason, and the fact that replaces it; empty where none does. */
export interface Withdrawal {
  zh: string;
  en: string;
  fact: string;
  replacement: string;
  note_zh: string;
  note_en: string;
}

/** What was corrected of a fact or place: its id, the day, the place of the reason, and what changed in words. */
export type CorrectionShown = [id: string, date: string, reason: number, zh: string, en: string];

/** What was corrected since the first edition, and the reasons. */
export interface Corrections {
  reasons: Both[];
  entries: CorrectionShown[];
}

/** A value a row: texts as lines, integers packed. */
export interface Columns {
  count: number;
  id: string;
  name_zh: string;
  name_en: string;
  aliases: string;
  lon: string;
  lat: string;
  kind: string;
  sector: string;
  status: string;
  status_as_of: string;
  basis: string;
  uncertainty: string;
  main: string;
  parent: string;
  latest: string;
  facts: string;
  disputes: string;
}

/** How subjects are found: texts as lines, numbers of terms packed (see :func:`geo.atlas.search.search_part`). */
export interface Search {
  names: string;
  terms_zh: string;
  terms_en: string;
  terms_also: string;
  terms: string;
  counts: string;
  whole: string;
  said: string;
  indicators: string;
  scopes: string;
  statuses: string;
  honours: string;
  variants: string;
  words: string;
}

/** An area or a line: its row, its type, its lines in digits, and the rings of each polygon. */
export type Shape = [row: number, type: string, lines: string[], rings: number[]];

/** A further position of a site: its row, its point in 1e-6 degree, its radius in metres, its name or its origin. */
export type PlaceShown = [row: number, lon: number, lat: number, uncertainty: number, zh: string, en: string];

/** A feature of the basemap; ``at`` is the point, or where the name is placed, in 1e-6 degree; none of a line. */
export interface ContextShape {
  zh: string;
  en: string;
  kind: string;
  schematic: boolean;
  at: number[] | null;
  parts: string[];
}

/** A basemap that may be chosen: see :class:`geo.page.basemaps.Basemap`. */
export interface BasemapShown {
  zh: string;
  en: string;
  code: string;
  tiles: string[];
  dark: string[];
  subdomains: string;
  attribution: string[][];
  host: string;
  datum: string;
  min_zoom: number;
  max_zoom: number;
  needs_http: boolean;
}

/** What begins a file, the names of its columns, the cells of a subject, a fact and none, and what ends each row. */
export interface CsvFrame {
  mark: string;
  head: string;
  subject: string[];
  fact: string[];
  none: string;
  tail: string;
  end: string;
}

/** A line for whatever there is to say: texts and slots in turn (:mod:`geo.page.payload.templates`). */
export interface Lines {
  told: string[];
  lines: Record<string, string[]>;
}

/** What a document begins with, around the choice; what is around the subjects of a layer; lines; and its end. */
export interface KmlFrame {
  frame: [string, string, string];
  folders: [string, string][];
  around: string[][];
  point: string[];
  first: Lines;
  facts: Lines;
  end: string;
}

/** The names of columns that no other file has. */
export interface XlsxHeads {
  about: string[];
  place: string[];
  sources: string[];
}

/** The names of a workbook's sheets and of their columns, and what the first one says, with null for the choice. */
export interface XlsxFrame {
  sheets: string[];
  heads: XlsxHeads;
  about: ([string, string | null])[];
}

/** What stands once in a file of each format. */
export interface Files {
  geojson: string;
  csv: CsvFrame;
  kml: KmlFrame;
  xlsx: XlsxFrame;
}

/** A fact as files hold it: codes, not rows; of a status or an honour the value is a code. */
export interface WrittenFact {
  id: string;
  indicator: string;
  indicator_zh: string;
  indicator_en: string;
  scope: string | null;
  value: number | string;
  value_zh: string;
  value_en: string;
  unit: string | null;
  unit_zh: string | null;
  value_base: number | null;
  unit_base: string | null;
  qualifier: string | null;
  as_of: string | null;
  stated: string | null;
  when_zh: string;
  when_en: string;
  aim: string;
  source: string;
  locator: string;
  token: string;
  note_zh: string;
  note_en: string;
  checked_by: string;
  checked_on: string;
  differs: boolean;
  resolution: string | null;
}

/** A part, which has names, or a rival position, as files hold it: its point in lon, lat (WGS-84). */
export interface FurtherPosition {
  name_zh?: string;
  name_en?: string;
  districts: string[];
  point: number[];
  basis: string;
  uncertainty_m: number;
  datum: string;
  found: number[] | null;
  evidence: string[];
  note_zh: string | null;
  note_en: string | null;
}

/** What a feature says of its subject: null where nothing is known; of a district alone its people and area. */
export interface Properties {
  name_zh: string;
  name_en: string;
  aliases: string[];
  layer: string;
  kind: string | null;
  sector: string | null;
  districts: string[];
  parent: string | null;
  inclusion_reason_zh: string | null;
  inclusion_reason_en: string | null;
  status: string | null;
  status_as_of: string | null;
  position_basis: string | null;
  position_uncertainty_m: number | null;
  position_datum: string | null;
  position_found: number[] | null;
  position_evidence: string[] | null;
  position_note_zh: string | null;
  position_note_en: string | null;
  position_name_zh: string | null;
  position_name_en: string | null;
  parts: FurtherPosition[];
  position_reason_zh: string | null;
  position_reason_en: string | null;
  rival_positions: FurtherPosition[];
  area_note_zh: string | null;
  area_note_en: string | null;
  population?: number | null;
  population_as_of?: string | null;
  population_source?: string[];
  population_note_zh?: string | null;
  population_note_en?: string | null;
  area_km2?: number;
  area_source?: string[];
  facts: WrittenFact[];
}

/** A geometry of GeoJSON: positions in lon, lat (WGS-84). */
export interface Geometry {
  type: string;
  coordinates: unknown[];
}

/** A subject as files hold it, and the drawer reads it: a feature of GeoJSON. */
export interface Feature {
  type: string;
  id: string;
  properties: Properties;
  geometry: Geometry | null;
}

/** Facts that read the same, by their place in the claim, and of when they are. */
export interface Told {
  facts: number[];
  when_zh: string;
  when_en: string;
}

/** A claim: how many facts of the feature it takes, and of several how they differ. */
export interface ClaimShown {
  facts: number;
  values?: Told[];
  when_zh?: string;
  when_en?: string;
  note_zh?: string;
  note_en?: string;
}

/** How a fact is written: the figure that stands out, the unit beside it; the number of its term; and the line. */
export type FactShown = [figure_zh: string, unit_zh: string, figure_en: string, unit_en: string, term: number, locator_zh: string, locator_en: string];

/** A key figure, by the place of its claim, and of what is expected or aimed at later; None where nothing is. */
export type KeyShown = [claim: number, ahead: number | null];

/** What became of a promise with a date: the places of its facts and of those that answer it, and how late they are. */
export type PromiseShown = [facts: number[], outcome: number[], verdict: string, months: number];

/** What a drawer shows beside the feature. */
export interface Drawer {
  claims: ClaimShown[];
  facts: FactShown[];
  key: KeyShown[];
  promises?: PromiseShown[];
  status?: [number, number];
  evidence?: (Both | null)[];
  part_evidence?: ((Both | null)[])[];
  rival_evidence?: ((Both | null)[])[];
  area_m2?: number;
  length_m?: number;
  boundary_source?: string[];
}

/** What files say of a subject that does not follow from its feature. */
export type ExportShown = [further: (Record<string, string | number | null>)[], positions: string[], shape: string | null];

/** Light and shade of the land: a picture as data, and its edges in degrees. */
export interface Relief {
  image: string;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** A date as each language writes it, and the whole months from its end to the date of the record. */
export interface DateShown {
  zh: string;
  en: string;
  months: number;
}

/** When a source may appear next: see :class:`geo.atlas.pulse.Expected`. */
export interface ExpectedShown {
  when: string;
  missing: number;
}

/** Of what time the record is (:class:`geo.atlas.pulse.Pulse`), and what may appear next, by source. */
export interface PulseShown {
  half: string;
  newest: string;
  expected: Record<string, ExpectedShown>;
}

/** What a page of a part of the record holds: its filter as files name it and in words, the rows of its units. */
export interface Narrowed {
  pairs: [string, string[]][];
  search: string;
  words: Both;
  units: number[];
}

/** Every promise: a row of the table that a reader saves, and a line each of what was promised and reported. */
export interface Ledger {
  csv: string;
  said_zh: string;
  said_en: string;
  answer_zh: string;
  answer_en: string;
}

/** The figures by which places are filtered, sorted and ranked (:mod:`geo.atlas.figures`). */
export interface FigureColumns {
  indicators: number[];
  usual: number[];
  counts: number[];
  rows: number[];
  values: number[];
  units: number[];
  qualifiers: number[];
  scopes: number[];
  aims: number[];
  as_of: string;
  stated: string;
  unlike: [number, number[]][];
}

/** Whom the record credits for single points: title with licence, and address. */
export interface Credit {
  title: string;
  address: string;
}

/** What the page knows of the whole record. */
export interface Core {
  record: RecordHead;
  licence: Licence;
  place: Place;
  narrowed: Narrowed | null;
  exact_m: number;
  wide_m: number;
  facets: FacetShown[];
  registers: Registers;
  source_count: number;
  sources: Record<string, string>[];
  dates: Record<string, DateShown>;
  pulse: PulseShown;
  files: Files;
  ledger: Ledger;
  figures: FigureColumns;
  withdrawn: Withdrawal[];
  corrections: Corrections;
  columns: Columns;
  blocks: number[];
  search: Search;
  shapes: Shape[];
  parts: PlaceShown[];
  rivals: PlaceShown[];
  context: ContextShape[];
  context_kinds: Label[];
  relief: Relief | null;
  logo: string | null;
  basemaps: BasemapShown[];
  boundaries: boolean;
  bounds: number[] | null;
  address: string;
  report: string;
  review: string;
  files_page: string;
  embed_origins: string[];
  credited: Credit[];
  code: string;
  carried: Record<string, string>[];
}
