"""What is read when a place is opened or a file is saved, in blocks of subjects, deflated.

A block of facts has two lines a subject: its feature, the very text of a GeoJSON file, and what else its drawer shows.
A block of exports is a JSON list of what the other formats say of each subject; nobody needs it who saves no file.

The compressor comes with its own package: that of the standard library writes other bytes on other machines.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import NamedTuple

from deflate import deflate_compress

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.identity import sources_by_id
from geo.export import csv
from geo.export import kml
from geo.export.feature import feature
from geo.page.payload.drawer import drawer
from geo.record.compact import to_json

BLOCK = 64
"""Subjects in a block: all of them are inflated when one is opened. Blocks of 256 are 2 % smaller in all."""
_LEVEL = 9
"""Of compression, from 1 to 12: from 10 on it takes ten times as long for 3 % less."""


class Blocks(NamedTuple):
    """Some subjects as texts: for drawers and GeoJSON files, and for files of other formats."""

    facts: str
    exports: str


def blocks(atlas: Atlas) -> Iterator[Blocks]:
    """Yield the texts of each block in turn."""
    known, sources = subjects(atlas), sources_by_id(atlas)
    for start in range(0, len(known), BLOCK):
        facts: list[str] = []
        exports: list[list[object]] = []
        for subject in known[start : start + BLOCK]:
            told = feature(atlas, subject)
            rows = csv.rows(atlas, told, sources)
            facts += [to_json(told), to_json(drawer(atlas, subject))]
            exports.append([rows.subject, rows.facts, kml.placemark(atlas, told, sources)])
        yield Blocks("\n".join(facts), to_json(exports))


def deflated(text: str) -> str:
    """Return a text as base64 of raw DEFLATE (RFC 1951)."""
    return base64.b64encode(deflate_compress(text.encode(), _LEVEL)).decode()
