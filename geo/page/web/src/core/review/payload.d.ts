// Written by `UPDATE=1 pytest tests/test_payload.py` from geo/review/contract.py.

/** A review. */
export interface ReviewShown {
  record: Record<string, string>;
  lines: string[];
  candidates: Record<string, string>[];
  source: Record<string, string>;
  is_new: boolean;
  changes: Record<string, unknown>[];
  notes: string[][];
  by: string;
  made: string;
}
