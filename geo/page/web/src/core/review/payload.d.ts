// Written by `UPDATE=1 pytest tests/test_payload.py` from geo/review/contract.py.

/** What the program has to say of a change. */
export interface Note {
  en: string;
  zh: string;
  field: string;
  found: string;
}

/** A review. */
export interface ReviewShown {
  record: Record<string, string>;
  lines: string[];
  candidates: Record<string, string>[];
  source: Record<string, string>;
  is_new: boolean;
  changes: Record<string, unknown>[];
  notes: Note[][];
  by: string;
  made: string;
}
