"""The cells of a list as texts: CSV in the encodings that spreadsheets write, and workbooks by openpyxl.

Of a workbook the values are read that it was saved with: formulas are not worked out, and macros, links, comments and
pictures are not opened. A date becomes text as precise as its format shows it; a number has the fifteen digits that
Excel keeps. A merged range counts as if each of its cells in a column held the value.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.record.files import read_bytes
from geo.record.limits import Limit
from geo.sheets.parts import CELLS
from geo.sheets.parts import corners
from geo.sheets.parts import look_through

BYTES = Limit(64 * 2**20, "bytes", "a list", "divide it")
MERGED = Limit(1_000_000, "cells in merged ranges", "a sheet", "part them")
COLUMNS = Limit(2**14, "columns", "a list")
LINES = Limit(2**20, "lines", "a list", "divide it")
MOST_ROWS = 2**20
"""Rows of a sheet."""
WORKBOOKS = (".xlsx", ".xlsm")
TABLES = (".csv", ".tsv", ".txt")
SEPARATORS = (",", ";", "\t")

_ENCODINGS = {"utf-8": "UTF-8", "gb18030": "GB18030, as Excel writes it in Chinese"}
_DIGITS = ".15g"
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True)
class Sheet:
    """A table of texts.

    Parameters
    ----------
    where
        Its address: ``list.csv``, or ``list.xlsx!Sheet1``.
    rows
        The cells of each row that holds any, by the number of their column from 0; the rows by their number from 1,
        in CSV by the line on which they begin.
    faults
        What no text can be made of, by row and column.
    encoding
        What its text was read as, where that was to be found out.
    """

    where: str
    rows: Mapping[int, Mapping[int, str]]
    faults: Mapping[tuple[int, int], Issue]
    encoding: str = ""

    def address(self, row: int, column: int | None = None, name: str = "") -> str:
        """Return the address of a row or a cell: ``list.xlsx!Sheet1!D7``, ``list.csv:7 column 单位``."""
        if "!" not in self.where:
            return f"{self.where}:{row}" + (
                f" column {escaped(name) or column_letters(column)}" if column is not None else ""
            )
        return f"{self.where}!{column_letters(column) if column is not None else ''}{row}"


def column_letters(column: int) -> str:
    """Return a column as spreadsheets name it.

    >>> column_letters(0), column_letters(26), column_letters(16383)
    ('A', 'AA', 'XFD')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def read_sheets(path: Path, only: str | None = None) -> list[Sheet]:
    """Read the sheets of a list that hold anything and are not hidden.

    Parameters
    ----------
    path
        A CSV file or a workbook, by the end of its name: see :data:`TABLES` and :data:`WORKBOOKS`.
    only
        The name of the one sheet to read.

    Raises
    ------
    RecordError
        If the file cannot be read, is larger than :data:`BYTES`, or is neither.
    """
    where = escaped(path.name)
    content = read_bytes(path, where=where)
    BYTES.require(len(content), where)
    if path.suffix.lower() in WORKBOOKS:
        return _with_rows(list(_workbook(path, where, only)), where)
    if path.suffix.lower() not in TABLES:
        # Any bytes are letters in some encoding: an old workbook (.xls) would be a table of one odd head.
        message = f"list must be one of {', '.join((*TABLES, *WORKBOOKS))}: save it as one of them"
        raise RecordError(where, Code.UNREADABLE_FILE, message, shown(path.suffix))
    if only is not None:
        raise RecordError(
            where, Code.UNEXPECTED_VALUE, "--sheet is for workbooks: a CSV file has no sheets", shown(only)
        )
    return _with_rows([_csv(content, where)], where)


def _with_rows(sheets: list[Sheet], where: str) -> list[Sheet]:
    """Return the sheets in which there is anything; a list without any is refused."""
    found = [sheet for sheet in sheets if sheet.rows]
    if not found:
        raise RecordError(where, Code.WRONG_HEADER, "list must begin with the heads of its columns", "nothing")
    return found


def _csv(content: bytes, where: str) -> Sheet:
    text, encoding = _decoded(content, where)
    head, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=[,;\t]\r?", head):
        text, separator, skipped = rest, head[4], 1
    else:
        separator, skipped = _separator(text), 0
    CELLS.require(text.count(separator), where)
    LINES.require(text.count("\n"), where)
    rows: dict[int, dict[int, str]] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1 + skipped
    try:
        for cells in reader:
            COLUMNS.require(len(cells), where)
            if held := {column: cell.strip() for column, cell in enumerate(cells) if cell.strip()}:
                rows[line] = held
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise RecordError(f"{where}:{line}", Code.INVALID_CSV, f"invalid CSV (RFC 4180): {error}") from None
    return Sheet(where, rows, {}, encoding)


def _decoded(content: bytes, where: str) -> tuple[str, str]:
    """Return a text, and the encoding that was found out for it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding), ""
            except UnicodeDecodeError:
                break
    for encoding, name in _ENCODINGS.items():
        try:
            return content.decode(encoding), "" if encoding == "utf-8" else name
        except UnicodeDecodeError:
            continue
    raise RecordError(where, Code.INVALID_ENCODING, "neither UTF-8 nor GB18030: save it as CSV UTF-8")


def _separator(text: str) -> str:
    """Return what parts the cells of most kinds in the first lines of a text."""
    head = "\n".join(text.split("\n", 20)[:20])
    unquoted = re.sub(r'"[^"]*"', "", head)
    return max(SEPARATORS, key=unquoted.count)


def _workbook(path: Path, where: str, only: str | None) -> Iterator[Sheet]:
    parts = look_through(path, where)
    from openpyxl import load_workbook  # noqa: PLC0415 (who reads CSV does not wait for it)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of formats and links that are not kept
        try:
            book: Any = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            names = [sheet.title for sheet in book.worksheets]
            if only is not None and only not in names:
                must = f"--sheet must be one of {', '.join(map(shown, names))}"
                raise RecordError(where, Code.UNEXPECTED_VALUE, must, shown(only))
            for sheet in book.worksheets:
                if sheet.title == only or (only is None and sheet.sheet_state == "visible"):
                    part = parts.get(sheet._worksheet_path)
                    read = _Cells(f"{where}!{escaped(sheet.title)}", part.unsolved if part else set())
                    read.take(sheet, part.width if part else 1)
                    read.spread(part.merged if part else [])
                    yield read.sheet
        except RecordError:
            raise
        except Exception:
            message = "workbook cannot be read: open it in a spreadsheet and save it as .xlsx"
            raise RecordError(where, Code.UNREADABLE_FILE, message) from None
        finally:
            if "book" in locals():
                book.close()


class _Cells:
    """The cells of a sheet of a workbook, as they are taken."""

    def __init__(self, where: str, unsolved: set[str]) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self._faults: dict[tuple[int, int], Issue] = {}
        self._where = where
        self._unsolved = {(at[0] + 1, at[2]) for each in unsolved if (at := corners(each))}

    @property
    def sheet(self) -> Sheet:
        return Sheet(self._where, dict(sorted(self.rows.items())), self._faults)

    def take(self, sheet: Any, width: int) -> None:  # noqa: ANN401 (of openpyxl, which has no types)
        sheet.reset_dimensions()  # what a sheet says of its size may be anything
        for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=width), start=1):
            for column, cell in enumerate(cells):
                if cell.value is not None:
                    self._take(number, column, cell)
        for row, column in self._unsolved:
            self._refuse(row, column, "cell holds a formula without its result: save the list in a spreadsheet")

    def _take(self, row: int, column: int, cell: Any) -> None:  # noqa: ANN401 (as above)
        if cell.data_type == "e":
            self._refuse(row, column, "cell holds an error of the spreadsheet", shown(cell.value))
        elif text := _text(cell.value, cell):
            self.rows.setdefault(row, {})[column] = text

    def _refuse(self, row: int, column: int, message: str, found: str = "") -> None:
        self.rows.setdefault(row, {}).setdefault(column, "")
        address = f"{self._where}!{column_letters(column)}{row}"
        self._faults[row, column] = Issue(address, Code.UNEXPECTED_VALUE, message, found)

    def spread(self, merged: Sequence[str]) -> None:
        """Give each cell of a merged range the value of its first one, within its column and where rows hold any."""
        numbers, spread = sorted(self.rows), 0
        for first, last, column, _ in filter(None, map(corners, merged)):
            text = self.rows.get(first + 1, {}).get(column)
            if not text:
                continue
            within = numbers[bisect_right(numbers, first + 1) : bisect_right(numbers, last + 1)]
            spread += len(within)
            MERGED.require(spread, self._where)
            for row in within:
                self.rows[row].setdefault(column, text)


def _text(value: object, cell: Any) -> str:  # noqa: ANN401 (as above)
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float():
            return format(Decimal(format(value, _DIGITS)), "f")
        case datetime() | date():
            return _date_text(value, str(cell.number_format))
        case time():
            return value.isoformat()
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 (as above)

    return str(unescape(str(value))).strip()


def _date_text(value: date, form: str) -> str:
    """Return a date as precisely as its format shows it."""
    letters = _QUOTED.sub("", form).lower()
    day = value.date() if isinstance(value, datetime) else value
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(sep=" ")
    if "y" not in letters and "e" not in letters:
        return f"{day} (shown without its year)"
    return str(day) if "d" in letters else f"{day:%Y-%m}" if "m" in letters else f"{day:%Y}"
