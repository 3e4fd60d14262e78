"""The lines of a list: the cells of each row by the field that they are of, with their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from geo.export.shift import DATUMS
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.sheets.columns import LEFT_OUT
from geo.sheets.columns import Heads
from geo.sheets.read import Sheet


@dataclass(frozen=True)
class Line:
    """A row of a list, or what somebody answered.

    Parameters
    ----------
    where
        The address of the row.
    cells
        What was typed, by field; in a table of ours of every column, in any other of those that are filled in.
    addresses
        Where each was typed.
    units
        The unit that the head of its column gives a figure.
    form
        Of :class:`geo.sheets.columns.Heads`.
    datum
        That of its position, as :mod:`geo.export.shift` names it; WGS-84 where it is None.
    """

    where: str
    cells: Mapping[str, str]
    addresses: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    datum: str | None = None

    def address(self, *names: str) -> str:
        """Return where the first of some fields was typed that was typed anywhere, or else the row."""
        return next((self.addresses[name] for name in names if name in self.addresses), self.where)


class LineError(Exception):
    """A line that cannot be taken."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(str(issue))
        self.issue = issue


def lines(sheet: Sheet, heads: Heads, constants: Mapping[str, str]) -> Iterator[Line | Issue]:
    """Yield the lines of a sheet, and an issue for each cell that says nothing or stands under no head.

    Parameters
    ----------
    sheet
        The sheet.
    heads
        How its columns are read.
    constants
        What holds of each row that does not say it itself, by field.
    """
    datum = heads.datum if heads.datum in DATUMS else None
    given = {name: f"--set {name}" for name in constants}
    named = {column: each for column, each in heads.columns.items() if each.field != LEFT_OUT}
    places = {each.field: column for column, each in named.items()}
    units = {each.field: each.unit for each in named.values() if each.unit}
    for number, row in sheet.rows.items():
        if number <= heads.row:
            continue
        faults = [sheet.faults[number, column] for column in row if (number, column) in sheet.faults]
        yield from faults
        beside = [column for column in row if column not in heads.columns]
        for column in beside:
            message = "cell stands beside the columns of the list: give its column a head, or empty it"
            yield Issue(sheet.address(number, column), Code.UNEXPECTED_VALUE, message, shown(row[column]))
        if faults or beside:
            continue
        held = {name: row[column] for name, column in places.items() if row.get(column)}
        if not held:
            continue
        cells = dict.fromkeys(places, "") | held if heads.form else {**constants, **held}
        addresses = {name: sheet.address(number, column, heads.names[column]) for name, column in places.items()}
        yield Line(sheet.address(number), cells, given | addresses, units, heads.form, datum)
