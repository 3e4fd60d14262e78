"""Which figures of the texts are in the record: each is held by a fact, left out for a reason, or open.

A figure is a number in digits, or a Chinese numeral that counts or ranks something. A fact holds the figures inside its
token; a row of ``data/omissions.csv`` leaves out those inside its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.issues.errors import RecordError
from geo.record.locators import line_span
from geo.record.model import Record
from geo.record.rows import Row
from geo.texts.numerals import figures_in
from geo.texts.read import lines_of
from geo.texts.read import places_of
from geo.texts.read import read_texts

HELD = "held"
OMITTED = "omitted"
OPEN = "open"
STATES = (HELD, OMITTED, OPEN)


@dataclass(frozen=True)
class Figure:
    """A figure in a source's text.

    Parameters
    ----------
    line, column
        Where it begins, from 1 and from 0.
    text
        The figure as printed.
    state
        One of :data:`STATES`.
    """

    line: int
    column: int
    text: str
    state: str


def completeness(record: Record, sources_dir: Path | str) -> dict[str, list[Figure]]:
    """Return every figure of each source's text, in the order of the text, with whether the record holds it.

    Parameters
    ----------
    record
        A record without errors.
    sources_dir
        Folder that holds ``<source id>.txt`` for each source with a SHA-256.

    Raises
    ------
    AtlasError
        If the folder or a text is missing.
    """
    figures = {}
    for source, text in read_texts(record, sources_dir).items():
        if isinstance(text, RecordError):
            raise text
        figures[source] = list(_figures(record, source, lines_of(text)))
    return figures


def _figures(record: Record, source: str, lines: list[str]) -> Iterator[Figure]:
    held = _covered((fact for fact in record.facts if fact["source"] == source), lines)
    omitted = _covered((row for row in record.omissions if row["source"] == source), lines)
    for number, line in enumerate(lines, 1):
        for start, figure in figures_in(line):
            places = {(number, column) for column in range(start, start + len(figure))}
            state = HELD if places <= held else OMITTED if places <= held | omitted else OPEN
            yield Figure(number, start, figure, state)


def _covered(rows: Iterable[Row], lines: list[str]) -> set[tuple[int, int]]:
    """Return every place, by line and column, that the tokens of rows cover."""
    return {
        (number, column + step)
        for row in rows
        if (span := line_span(row["locator"])) is not None
        for number, column in places_of(row["token"], lines, span)
        for step in range(len(row["token"]))
    }
