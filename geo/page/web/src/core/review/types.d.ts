/** What a review passes around. */

/** What a text says, cells by column (`geo/review/candidates.py`). */
export type Candidate = Record<string, string>;

/** What a candidate is to the record. */
export type Verdict = "new" | "newer" | "answers" | "contradicts" | "held";

/** A change of a patch, whatever it does (`geo/patch/model.py`). */
export interface Change {
  do: string;
  to?: any;
  in?: string;
  id?: string;
  from?: Record<string, unknown>;
  row?: Record<string, string>;
  feature?: { id: string; properties: Record<string, unknown>; geometry: { type: string; coordinates: any } | null };
  candidate?: Record<string, string>;
  reason?: string | null;
  note_zh?: string | null;
  note_en?: string | null;
  replacement?: string | null;
  because?: string | null;
  why?: string | null;
}

/** What an item proposes, as it stands now: a fact, cells by column, a place, or a change as somebody else made it. */
export interface Draft {
  row?: Record<string, string>;
  /** What the form of a place holds that the record does not have. */
  place?: Record<string, string>;
  change?: Change;
  /** What the form of the change holds where it was edited. */
  values?: Record<string, string>;
}

export interface Item {
  /** What a text says; null where somebody proposes a change. */
  candidate: Candidate | null;
  verdict: Verdict;
  /** What was proposed at first. */
  draft: Draft;
}

export interface Decided {
  items: Item[];
  /** The row of a source that the record does not have, else null. */
  source: Record<string, string> | null;
  drafts: Draft[];
  decided: string[];
  reasons: string[];
  /** Changes of a patch that fit no item. */
  further: Change[];
  /** The name of the last step. */
  step: string;
}

export interface Review extends Decided {
  /** The states before each step, with the item that it concerned. */
  past: { at: number; before: Decided }[];
}
