"""What identifies the atlas and a state of its record: title, licence, version, and the sources as readers get them."""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.record.model import SOURCE_COLUMNS

TITLE = "株洲产业图谱 Zhuzhou Industry Atlas"
LICENCE = {
    "data": "CC BY 4.0",
    "address": "https://creativecommons.org/licenses/by/4.0/",
    "attribution": "Zhuzhou Industry Atlas contributors",
}
CODE_LICENCE = "MIT"


def record_head(atlas: Atlas) -> dict[str, str]:
    """Return what identifies the state of the record."""
    return {"version": atlas.version, "date": atlas.date, "digest": atlas.digest}


def sources_for_readers(atlas: Atlas) -> list[dict[str, str]]:
    """Return the sources by id, with what a reader needs to find them."""
    return [
        {column: source[column] for column in SOURCE_COLUMNS if column != "sha256"} for source in atlas.record.sources
    ]


def sources_by_id(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return the same sources by their ids."""
    return {source["id"]: source for source in sources_for_readers(atlas)}
