/** What the parts on other maps pass around. */

export interface PlacesTold {
  lang: Lang;
  names: string[];
  /** Latitude and longitude, null for a place without a position. */
  points: ([number, number] | null)[];
  facets: { key: string; column: string; label: string; options: string[]; masks: string }[];
  /** What each place is found by. */
  texts: string[][];
  search: import("../core/payload").Search | null;
}

export interface CardTold {
  columns: string[];
  rows: string[][];
  facts: { label: string; value: string; when?: string; source?: string; url?: string }[][];
}

export interface PartScene {
  map: L.Map;
  told: PlacesTold;
  sites: Sites;
  state: State;
  say: Say;
  result: () => Result;
  found: () => Found;
  clear: () => void;
  change: (values: Partial<State>) => void;
}
