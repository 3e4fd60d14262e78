"""What a workbook is made of, looked at before anything is made of it.

A workbook is a ZIP archive of XML. Every part goes through expat once, with which openpyxl reads it afterwards: its
size unpacked, its elements and how deep they nest are counted, and a document type, in which alone entities can be
declared, is refused (ECMA-376, part 2, allows none). Nothing of macros, links, pictures and pivot tables is read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile
from zipfile import ZipFile

from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.record.limits import Limit

UNPACKED = Limit(128 * 2**20, "bytes when it is unpacked", "a workbook", "divide it")
CELLS = Limit(8_000_000, "cells, values and texts", "a list", "divide it")
OTHERS = Limit(200_000, "formats, links and other elements beside its cells", "a workbook", "save it without them")
GRID = Limit(20_000_000, "cells between the first and the last of its rows and columns", "a sheet", "divide it")
DEPTH = Limit(64, "elements within each other", "a workbook")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The namespace of cells, formulas and texts."""
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OF_CELLS = {"row", "c", "f", "v", "is", "t", "si"}
_PIECE = 2**18
_DIGITS = 18  # of a number of a row: more only make it larger
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Part:
    """What was seen in a part.

    Parameters
    ----------
    merged
        Merged ranges as they are written.
    unsolved
        The cells whose formulas have no result.
    rows, width
        The number of its last row, and that of its last column.
    cells, others
        How many elements are of cells, values and texts, and how many are not.
    """

    merged: list[str] = field(default_factory=list)
    unsolved: set[str] = field(default_factory=set)
    rows: int = 0
    width: int = 0
    cells: int = 0
    others: int = 0


def look_through(path: Path, where: str) -> dict[str, Part]:
    """Return what was seen in each part of a workbook, by its name.

    Parameters
    ----------
    path
        The workbook.
    where
        Its address for messages.

    Raises
    ------
    RecordError
        If it is no ZIP archive, is larger than the limits here, or declares a document type.
    """
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            UNPACKED.require(sum(entry.file_size for entry in entries), where)
            found: dict[str, Part] = {}
            for entry in entries:
                with archive.open(entry) as file:
                    found[entry.filename] = _look_through(file, where)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        if isinstance(error, RecordError):
            raise
        message = "not a workbook (.xlsx) that can be read: save it as .xlsx, without a password"
        raise RecordError(where, Code.UNREADABLE_FILE, message) from None
    CELLS.require(sum(part.cells for part in found.values()), where)
    OTHERS.require(sum(part.others for part in found.values()), where)
    for part in found.values():
        GRID.require(part.rows * part.width, where)
    return found


def corners(reference: str) -> tuple[int, int, int, int] | None:
    """Return the first and last row and column of a range, from 0; None for what is none.

    >>> corners("A1:B3"), corners("C7"), corners("nonsense")
    ((0, 2, 0, 1), (6, 6, 2, 2), None)
    """
    ends = [_REFERENCE.fullmatch(each) for each in reference.split(":")]
    if not 1 <= len(ends) <= 2 or not all(ends):
        return None
    rows = [int(end[2]) - 1 for end in ends if end]
    columns = [_column_number(end[1]) for end in ends if end]
    return min(rows), max(rows), min(columns), max(columns)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _look_through(file: IO[bytes], where: str) -> Part:
    """Parse a part as far as it is XML; what is none is no business of a reader of sheets."""
    seen = _Seen(where)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    parser.StartDoctypeDeclHandler = seen.doctype
    try:
        for piece in _pieces(file):
            parser.Parse(piece)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError):  # no XML, or in an encoding that nobody knows
        pass
    return seen.part


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


class _Seen:
    """The handlers of a parser, and what they have seen."""

    def __init__(self, where: str) -> None:
        self.part = Part()
        self._where = where
        self._depth = self._row = self._column = 0
        self._cell = ""
        self._has_formula = self._has_value = False

    def doctype(self, *_: object) -> None:
        message = "workbook declares a document type, as none does that a spreadsheet has written"
        raise RecordError(self._where, Code.WRONG_STRUCTURE, message)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        DEPTH.require(self._depth, self._where)
        own = _own(name)
        if own not in _OF_CELLS:
            self.part.others += 1
            if self.part.others > OTHERS.most:
                OTHERS.require(self.part.others, self._where)
            if own == "mergeCell":
                self.part.merged.append(attributes.get("ref", ""))
            return
        self.part.cells += 1
        if self.part.cells > CELLS.most:
            CELLS.require(self.part.cells, self._where)
        match own:
            case "row":
                number = attributes.get("r", "")
                self._row = int(number[:_DIGITS]) if number.isdecimal() else self._row + 1
                self.part.rows = max(self.part.rows, self._row)
                self._column = 0
            case "c":
                self._begin_cell(attributes.get("r", ""))
            case "f":
                self._has_formula = True
            case "v":
                self._has_value = True

    def _begin_cell(self, reference: str) -> None:
        self._cell, self._has_formula, self._has_value = reference, False, False
        at = corners(reference)
        self._column = at[3] + 1 if at else self._column + 1
        self.part.width = max(self.part.width, self._column)

    def end(self, name: str) -> None:
        self._depth -= 1
        if _own(name) == "c" and self._has_formula and not self._has_value:
            self.part.unsolved.add(self._cell)


def _own(name: str) -> str:
    """Return the name of an element of a sheet; nothing for one of another namespace."""
    namespace, _, local = name.rpartition(" ")
    return local if namespace in {MAIN, _STRICT} else ""
