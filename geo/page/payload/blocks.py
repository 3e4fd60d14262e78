"""What is read when a place is opened or a file is saved, in blocks of subjects.

A block of facts has two lines a subject: its feature, the very text of a GeoJSON file, and what else its drawer shows.
A block of exports is a JSON list of what the other formats say of each subject beside its facts; nobody needs it who
saves no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.export import kml
from geo.export.cells import further_cells
from geo.export.cells import subject_cells
from geo.export.feature import feature
from geo.page.payload.contract import ExportShown
from geo.page.payload.drawer import drawer
from geo.page.payload.templates import shape_of
from geo.page.payload.templates import shapes
from geo.progress import followed
from geo.record.compact import to_json
from geo.record.geojson import Feature

LARGEST = 2000
"""Subjects and facts in a block: all are decompressed when one place is opened, within a frame of the screen."""


class Blocks(NamedTuple):
    """Some subjects as texts: for drawers and GeoJSON files, and for files of other formats."""

    facts: str
    exports: str


def firsts(atlas: Atlas) -> list[int]:
    """Return the row of the first subject of each block."""
    rows, size = [0], 0
    for row, subject in enumerate(subjects(atlas)):
        own = 1 + sum(len(claim.facts) for claim in atlas.claims.get(subject, ()))
        if size and size + own > LARGEST:
            rows.append(row)
            size = 0
        size += own
    return rows


def blocks(atlas: Atlas) -> Iterator[Blocks]:
    """Yield the texts of each block in turn."""
    known, rows = subjects(atlas), firsts(atlas)
    for first, end in followed(pairwise([*rows, len(known)]), "places", len(rows)):
        facts: list[str] = []
        exports: list[ExportShown] = []
        for subject in known[first:end]:
            written = feature(atlas, subject)
            facts += [to_json(written), to_json(drawer(atlas, subject))]
            exports.append(_exported(atlas, subject, written))
        yield Blocks("\n".join(facts), to_json(exports))


def _exported(atlas: Atlas, subject: str, written: Feature) -> ExportShown:
    numbers, claims = shapes(atlas), atlas.claims.get(subject, ())
    return ExportShown(
        [*subject_cells(atlas, written).values()],
        [[*cells.values()] for cells in further_cells(atlas, written)],
        kml.lead(atlas, written),
        kml.shape(written),
        [numbers[shape_of(atlas, claim, fact)] for claim in claims for fact in claim.facts],
    )
