// Written by `UPDATE=1 pytest tests/test_payload.py` from geo/patch/model.py.

/** The state of the record against which a patch was made. */
export interface Stand {
  name: string;
  version: string;
  digest: string;
}

/** A patch as its file has it. */
export interface PatchFile {
  atlas_patch: number;
  record: Stand;
  made?: string | null;
  by?: string | null;
  changes: Record<string, unknown>[];
}

/** A row for a table; a fact has no id, or one such as ``new-1`` to which the rest of the patch refers. */
export interface AddRow {
  do: "add";
  to: "facts" | "sources" | "resolutions" | "omissions";
  row: Record<string, string>;
  why?: string | null;
}

/** A place that is added: what it lacks is null, or an empty list. */
export interface NewFeature {
  id: string;
  properties: Record<string, unknown>;
  geometry?: Record<string, unknown> | null;
}

/** A place for a layer. */
export interface AddFeature {
  do: "add";
  to: "parks" | "projects" | "institutions" | "infrastructure";
  feature: NewFeature;
  why?: string | null;
}

/** Fields of a row or a feature: what the record says of them, and what it is to say. */
export interface ChangeFields {
  do: "change";
  in: "facts" | "sources" | "resolutions" | "districts" | "parks" | "projects" | "institutions" | "infrastructure" | "context";
  id: string;
  from: Record<string, unknown>;
  to: Record<string, unknown>;
  because?: string | null;
  why?: string | null;
}

/** A fact that is withdrawn, and the fact to read instead. */
export interface Withdraw {
  do: "withdraw";
  id: string;
  reason: string;
  replacement?: string | null;
  note_zh?: string | null;
  note_en?: string | null;
}

/** A piece of a text as ``mentions`` reads it, by which it is known again. */
export interface Candidate {
  source: string;
  line: string;
  column: string;
  token: string;
  indicator: string;
  value: string;
  unit: string;
  subjects: string;
}

/** A candidate that is not to be offered again; nothing of it enters the record. */
export interface Reject {
  do: "reject";
  candidate: Candidate;
  reason?: string | null;
}
