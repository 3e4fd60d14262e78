"""CSV for spreadsheets: RFC 4180, a row for each fact, and one for each subject that has none.

A site with several positions has a row for each further one, without a fact: ``position_role`` says whether it is that
of a part or a rival of the main one, with which all other rows begin.

It begins with a byte order mark: without one, Excel on a Chinese Windows takes the file for GBK and shows nonsense.
Every cell is quoted, and a text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP
advises against CSV injection; numbers are numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

from geo.atlas.atlas import Atlas
from geo.atlas.identity import sources_by_id
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.cells import FORMULA
from geo.export.cells import OF_FACTS
from geo.export.cells import OF_RECORD
from geo.export.cells import OF_SUBJECTS
from geo.export.cells import fact_cells
from geo.export.cells import further_cells
from geo.export.cells import subject_cells
from geo.export.cells import written
from geo.export.choice import chosen
from geo.export.choice import filter_text
from geo.export.choice import named_filter
from geo.export.feature import feature
from geo.export.head import record_cells
from geo.export.shift import cells_in
from geo.export.shift import columns_in
from geo.export.shift import datum_cells
from geo.progress import followed
from geo.record.geojson import Feature
from geo.record.geojson import Properties

BYTE_ORDER_MARK = "\ufeff"
END = "\r\n"

COLUMNS = (
    *OF_SUBJECTS,
    *OF_FACTS,
    *OF_RECORD,
)
"""The header: the site, district or city, the fact with its source, the record."""


@dataclass(frozen=True)
class Rows:
    """The rows of a subject, without what is the same in every row of a file.

    Parameters
    ----------
    subject
        The cells of the subject, quoted and joined: each row begins with them.
    facts
        The cells of each fact, which follow; empty ones, once, where there is no fact.
    positions
        The same cells, of the subject and of no fact, for each further position of a site.
    """

    subject: str
    facts: list[str]
    positions: list[str]


def header(datum: str | None = None) -> str:
    """Return the names of the columns, with positions in a datum; in WGS-84 by default."""
    return quoted([*columns_in(datum, COLUMNS), *datum_cells(datum)])


def rows(atlas: Atlas, feature: Feature, sources: Mapping[str, Mapping[str, str]], datum: str | None = None) -> Rows:
    """Return the rows of a subject.

    Parameters
    ----------
    atlas
        The record.
    feature
        The subject, as :func:`geo.export.feature.feature` gives it.
    sources
        The sources by id.
    datum
        That of the positions, as :mod:`geo.export.shift` names it; WGS-84 by default.
    """
    facts = [fact_row(atlas, fact, sources[fact["source"]]) for fact in feature["properties"]["facts"]]
    return Rows(
        subject_row(cells_in(datum, subject_cells(atlas, feature))),
        facts or [NO_FACT],
        [f"{subject_row(cells_in(datum, further))},{NO_FACT}" for further in further_cells(atlas, feature)],
    )


def subject_row(cells: Mapping[str, object]) -> str:
    """Return the cells of a subject, with which each of its rows begins."""
    return quoted(cells[column] for column in OF_SUBJECTS)


def fact_row(atlas: Atlas, fact: Properties, source: Mapping[str, str]) -> str:
    """Return the cells of a fact."""
    return quoted(fact_cells(atlas, fact, source).values())


def closing(atlas: Atlas) -> str:
    """Return the cells of the record that end each row; that of the filter, the last one, follows."""
    return quoted(record_cells(atlas).values())


def ending(atlas: Atlas, selection: Selection, datum: str | None) -> str:
    """Return what ends each row of a file: the record, the choice and, where it is not WGS-84, the datum."""
    named = filter_text(named_filter(atlas, selection))
    return f"{closing(atlas)},{quoted([named, *datum_cells(datum).values()])}{END}"


def to_csv(atlas: Atlas, selection: Selection = EVERYTHING, datum: str | None = None) -> str:
    """Return the facts of what is chosen as a table, each with its subject, its source and the state of the record."""
    selection, ids = chosen(atlas, selection)
    sources = sources_by_id(atlas)
    end = ending(atlas, selection, datum)
    lines = [f"{BYTE_ORDER_MARK}{header(datum)}{END}"]
    for subject in followed(ids, "rows", len(ids)):
        told = rows(atlas, feature(atlas, subject), sources, datum)
        lines += [f"{told.subject},{fact},{end}" for fact in told.facts]
        lines += [f"{position},{end}" for position in told.positions]
    return "".join(lines)


def cell(value: object) -> str:
    """Return a plain value as the text of a cell, an apostrophe before what would be run as a formula."""
    text = written(value)
    return f"'{text}" if isinstance(value, str) and FORMULA.match(text) else text


def quoted(values: Iterable[object]) -> str:
    """Return plain values as cells, each quoted."""
    return ",".join('"' + cell(value).replace('"', '""') + '"' for value in values)


NO_FACT = quoted("" for _ in OF_FACTS)
"""The cells of no fact."""
