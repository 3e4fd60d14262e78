"""The sources as rows: what each is, when and in what form it was read, how many facts rest on it."""

from __future__ import annotations

from collections import Counter

from geo.atlas.atlas import Atlas
from geo.record.rows import Row

COLUMNS = ("id", "type", "standing", "published", "accessed", "form", "facts", "url", "archive")
"""What is written of a source; ``facts`` is their number."""


def listed(atlas: Atlas) -> list[dict[str, str | int]]:
    """Return what is written of each source by column: the newest first, undated ones last."""
    facts = Counter(fact["source"] for fact in atlas.record.facts)
    rows = sorted(atlas.record.sources, key=_date_and_id, reverse=True)
    return [{column: facts[row["id"]] if column == "facts" else row[column] for column in COLUMNS} for row in rows]


def _date_and_id(source: Row) -> tuple[str, str]:
    return source["published"], source["id"]
