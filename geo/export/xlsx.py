"""Excel: a workbook with a sheet for places, one for facts, one for sources, and first one that says what it is.

XlsxWriter writes it row by row. Texts are texts: none becomes a formula, a link or a number, and one that a spreadsheet
would take for a formula when somebody edits its cell is marked as a text, as Excel itself marks it (``quotePrefix``).
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from geo.atlas.atlas import Atlas
from geo.atlas.identity import title
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.cells import FORMULA
from geo.export.tables import ABOUT
from geo.export.tables import FACTS
from geo.export.tables import SHEETS
from geo.export.tables import SOURCES
from geo.export.tables import Row
from geo.export.tables import Tables
from geo.export.tables import tables
from geo.issues.errors import AtlasError
from geo.issues.errors import OutputError
from geo.issues.errors import escaped
from geo.progress import followed
from geo.record.files import reason

_MANY = 1000
"""Places of which the file takes a while once all rows are there."""
MOST_ROWS = 2**20
"""Rows of a sheet, the header among them: no more can be opened."""
LONGEST = 2**15 - 1
"""Characters of a cell, as UTF-16 counts them: a longer text is cut, and ends in an ellipsis."""

_OPTIONS = {
    "in_memory": False,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def to_xlsx(atlas: Atlas, selection: Selection = EVERYTHING, datum: str | None = None) -> bytes:
    """Return what is chosen as a workbook.

    Raises
    ------
    AtlasError
        If there are more facts or places than a sheet can hold.
    OutputError
        If the rows cannot be written where temporary files go.
    """
    told = tables(atlas, selection, datum)
    try:
        return _written(atlas, told)
    except (OSError, FileCreateError) as error:
        cause = error if isinstance(error, OSError) else error.args[0]
        raise OutputError(escaped(tempfile.gettempdir()), f"file cannot be written: {reason(cause)}") from None


def _written(atlas: Atlas, told: Tables) -> bytes:
    """Return the workbook, whose rows are in temporary files until all are there."""
    file = io.BytesIO()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,  # an interrupt at the end left them
        closing(_rest()) as rest,
        Workbook(file, _OPTIONS | {"tmpdir": folder}) as workbook,
    ):
        # The day of the record, not of the writing.
        workbook.set_properties({"title": title(atlas), "created": datetime.fromisoformat(atlas.date)})
        about, places, facts, sources = (
            _Sheet(workbook, name, columns)
            for name, columns in zip(SHEETS, (ABOUT, told.columns, FACTS, SOURCES), strict=True)
        )
        about.add(told.about)
        for feature in followed(told.features, "rows", len(told.features)):
            places.add(told.places(feature))
            facts.add(told.facts(feature))
        sources.add(told.sources)
        if len(told.features) > _MANY:
            next(rest)
    return file.getvalue()


def _rest() -> Generator[str, None, None]:
    """Show that the workbook is finished once it has all rows, of which nothing else is said, until this is closed."""
    yield from followed(("file",), "xlsx: the workbook is finished", None)


class _Sheet:
    """A sheet that takes rows one after the other, its columns in a first row that stays in sight.

    Parameters
    ----------
    workbook
        Where it goes.
    name
        Its name.
    columns
        What it holds of each row.
    """

    def __init__(self, workbook: Workbook, name: str, columns: Sequence[str]) -> None:
        self._sheet: Worksheet = workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._name = name
        self._columns = columns
        self._rows = 1
        self._mark = workbook.add_format({"quote_prefix": True})
        heading = workbook.add_format({"bold": True})
        for at, column in enumerate(columns):
            self._sheet.write_string(0, at, column, heading)

    def add(self, rows: Iterable[Row]) -> None:
        """Write further rows below.

        Raises
        ------
        AtlasError
            If a sheet of Excel cannot hold as many.
        """
        for row in rows:
            if self._rows == MOST_ROWS:
                must = f"must be at most {MOST_ROWS - 1} rows of {self._name}: choose less, or another format"
                raise AtlasError("xlsx", must, "more")
            for at, column in enumerate(self._columns):
                self._write(at, row[column])
            self._rows += 1

    def _write(self, at: int, value: Any) -> None:  # noqa: ANN401 (any plain value)
        if value is None or value == "":
            return
        if isinstance(value, str):
            text = shortened(value)
            self._sheet.write_string(self._rows, at, text, self._mark if FORMULA.match(text) else None)
        elif isinstance(value, bool):
            self._sheet.write_boolean(self._rows, at, value)
        else:
            self._sheet.write_number(self._rows, at, value)


def shortened(text: str) -> str:
    """Return a text as a cell can hold it: one longer than :data:`LONGEST` is cut, and ends in an ellipsis."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    # Half of a character at the end goes, too.
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore") + "…"
