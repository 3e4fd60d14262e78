"""The log of changes, as ``format`` keeps it: what differs from the last edition, with the reasons that were given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.history.revisions import revision
from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.record.canonical import digest
from geo.record.log import in_order
from geo.record.log import logged
from geo.record.model import ADDED_COLUMNS
from geo.record.model import MIDNIGHT
from geo.record.model import Record
from geo.record.paths import CHANGES
from geo.record.paths import FACTS
from geo.record.rows import Row

SHOWN_DIGITS = 12
"""How many digits of the digest of a record readers are shown, and an edition keeps."""


def log_of(record: Record, *, at: Path) -> list[Row]:
    """Return the log that a record should have: its rows since earlier editions, and what differs from the last one.

    A change keeps its date, reason and notes as long as it leads to the same value; a new one has the record's date and
    no reason yet.

    Parameters
    ----------
    record
        In canonical form.
    at
        Its folder, within the repository that has its editions.

    Raises
    ------
    AtlasError
        If the last edition cannot be found there, and is not the record itself.
    """
    if not record.editions or digest(record)[:SHOWN_DIGITS] == record.editions[-1]["digest"]:
        return record.changes
    last = record.editions[-1]
    try:
        old = revision(last["tag"], at=at).record
    except AtlasError:
        must = f"edition {last['tag']} must be in the git history at {escaped(str(at))}"
        raise AtlasError(CHANGES, f"is left as it is: {must}") from None
    known = {(row["id"], row["field"]): row for row in record.changes if row["since"] == last["tag"]}
    kept = [row for row in record.changes if row["since"] != last["tag"]]
    found = [_with_reason(row, known.get((row["id"], row["field"]))) for row in _since(last["tag"], old, record)]
    return in_order(kept + found, record.editions)


def _since(tag: str, old: Record, new: Record) -> Iterator[Row]:
    """Yield what differs from an edition in facts, sites and districts that are in both states."""
    lacking = {column for column in ADDED_COLUMNS[FACTS] if not any(row[column] for row in old.facts)}
    before, after = logged(old), logged(new)
    date = str(new.package.get("created", "")).removesuffix(MIDNIGHT)
    for identifier in before.keys() & after.keys():
        cells, later = before[identifier], after[identifier]
        for field in later.keys() & cells.keys():
            if later[field] != cells[field] and field not in lacking:
                change = {"since": tag, "date": date, "id": identifier, "field": field}
                told = {"before": cells[field], "after": later[field], "because": "", "note_zh": "", "note_en": ""}
                yield change | told


def _with_reason(row: Row, known: Row | None) -> Row:
    """Return a change as the log has it already, if it does: with its date, unless it leads elsewhere now."""
    if known is None:
        return row
    told = {column: known[column] for column in ("because", "note_zh", "note_en")}
    date = known["date"] if known["after"] == row["after"] else row["date"]
    return row | told | {"date": date}


def unexplained(changes: list[Row]) -> list[Row]:
    """Return the changes for which no reason is given."""
    return [row for row in changes if not row["because"]]
