"""Candidates as a table: CSV that a program reads, and that a spreadsheet can open without running any of it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping

from geo.atlas.characters import clean
from geo.export.cells import FORMULA
from geo.mentions.candidate import Candidate
from geo.record.rows import csv_lines

COLUMNS = (
    *("line", "column", "token", "value", "unit", "qualifier", "kind", "aim", "as_of", "stated", "indicator", "scope"),
    *("subjects", "verdict", "fact", "source"),
)
"""The header."""

BETWEEN = "|"
"""What parts subjects."""


def row_of(candidate: Candidate) -> dict[str, str]:
    """Return the cells of a candidate by column; what the text itself says is no formula, and on one line."""
    told = {column: getattr(candidate, column) for column in COLUMNS} | {
        "token": _plain(candidate.token),
        "subjects": _plain(BETWEEN.join(subject.replace(BETWEEN, "") for subject in candidate.subjects)),
    }
    return {column: str(told[column]) for column in COLUMNS}


def to_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as a table, with a header: a line feed after each row, quotes where they are needed."""
    return csv_lines([COLUMNS, *(map(row.__getitem__, COLUMNS) for row in rows)])


def _plain(text: str) -> str:
    text = clean(text)
    return f"'{text}" if FORMULA.match(text) else text
