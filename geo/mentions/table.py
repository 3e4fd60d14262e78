"""Candidates as a table: CSV that a program reads, and that a spreadsheet can open without running any of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from geo.atlas.characters import clean
from geo.export.cells import FORMULA
from geo.mentions.candidate import Candidate

COLUMNS = (
    *("line", "column", "token", "value", "unit", "qualifier", "kind", "aim", "as_of", "stated", "indicator", "scope"),
    *("subjects", "verdict", "fact", "source"),
)
"""The header."""

BETWEEN = "|"
"""What parts subjects."""


def to_csv(candidates: Iterable[Candidate]) -> str:
    """Return candidates as a table, with a header: UTF-8, a line feed after each row, quotes where they are needed."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, candidates))
    return file.getvalue()


def _cells(candidate: Candidate) -> list[str]:
    """Return the cells of a candidate; what the text itself says is no formula, and on one line."""
    told = {column: getattr(candidate, column) for column in COLUMNS} | {
        "token": _plain(candidate.token),
        "subjects": _plain(BETWEEN.join(subject.replace(BETWEEN, "") for subject in candidate.subjects)),
    }
    return [str(told[column]) for column in COLUMNS]


def _plain(text: str) -> str:
    text = clean(text)
    return f"'{text}" if FORMULA.match(text) else text
