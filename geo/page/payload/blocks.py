"""What is read when a place is opened or a file is saved, in blocks of subjects.

A block of facts has two lines a subject: its feature, the very text of a GeoJSON file, and what else its drawer shows.
A block of exports is a JSON list of what the other formats say of each subject; nobody needs it who saves no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.identity import sources_by_id
from geo.export import csv
from geo.export import kml
from geo.export.feature import feature
from geo.page.payload.contract import ExportShown
from geo.page.payload.drawer import drawer
from geo.record.compact import to_json

BLOCK = 64
"""Subjects in a block: all of them are decompressed when one is opened."""


class Blocks(NamedTuple):
    """Some subjects as texts: for drawers and GeoJSON files, and for files of other formats."""

    facts: str
    exports: str


def blocks(atlas: Atlas) -> Iterator[Blocks]:
    """Yield the texts of each block in turn."""
    known, sources = subjects(atlas), sources_by_id(atlas)
    for start in range(0, len(known), BLOCK):
        facts: list[str] = []
        exports: list[ExportShown] = []
        for subject in known[start : start + BLOCK]:
            told = feature(atlas, subject)
            rows = csv.rows(atlas, told, sources)
            facts += [to_json(told), to_json(drawer(atlas, subject))]
            placemark = kml.placemark(atlas, told, sources)
            exports.append(ExportShown(rows.subject, rows.facts, rows.positions, placemark))
        yield Blocks("\n".join(facts), to_json(exports))
