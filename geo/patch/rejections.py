"""What was offered and refused, remembered beside the record so that it is not offered again; it is no part of it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated
from typing import get_type_hints

from geo.checks.characters import check_characters
from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.patch.model import REJECT
from geo.patch.model import Candidate
from geo.patch.model import Patch
from geo.patch.model import Said
from geo.record.canonical import format_table
from geo.record.files import NOTHING
from geo.record.files import what_is_at
from geo.record.forms import faulty
from geo.record.paths import REJECTIONS
from geo.record.read import read_table
from geo.record.rows import Row
from geo.record.rows import addressed
from geo.record.rules import rule_of


class Rejection(Candidate):
    """A row of the file: a candidate, and why it was refused."""

    reason: Annotated[str, rule_of(Said)] | None


COLUMNS = tuple(Rejection.__annotations__)
_KNOWN_BY = ("source", "line", "column", "token", "indicator", "value", "unit")


@dataclass(frozen=True)
class Rejections:
    """Candidates that were refused, each once, in the order of the texts.

    Parameters
    ----------
    rows
        Cells by column of the file.

    Examples
    --------
    >>> held = {"source": "daily", "line": "3", "column": "5", "token": "12亿元", "indicator": "investment"}
    >>> held |= {"value": "12", "unit": "yi-yuan", "subjects": "beidou-park"}
    >>> known = Rejections().with_rows([held | {"reason": "of another year"}])
    >>> known.holds(held), known.holds(held | {"value": "13"})
    (True, False)
    """

    rows: tuple[Row, ...] = ()

    def holds(self, candidate: Mapping[str, str]) -> bool:
        """Return whether a candidate, a row of ``mentions``, was refused as it is: as that figure of that piece."""
        return _known_by(candidate) in self._known

    def with_rows(self, rows: Iterable[Mapping[str, str]]) -> Rejections:
        """Return the same with more; of what is refused twice the first reason stays."""
        known = {_known_by(row): dict(row) for row in rows}
        known |= {_known_by(row): row for row in self.rows}
        return Rejections(tuple(sorted(known.values(), key=_place)))

    def with_rejections_of(self, patch: Patch) -> Rejections:
        """Return the same with what a patch refuses; a candidate of no source could not be known again."""
        refused = (change for change in patch.changes if change["do"] == REJECT and change["candidate"]["source"])
        return self.with_rows({**change["candidate"], "reason": change["reason"] or ""} for change in refused)

    def text(self) -> str:
        """Return the canonical text of the file."""
        return format_table(self.rows, columns=COLUMNS)

    @cached_property
    def _known(self) -> set[tuple[str, ...]]:
        return set(map(_known_by, self.rows))


def read_rejections(root: Path) -> Rejections:
    """Read what was refused of a record; nothing was where there is no such file.

    Raises
    ------
    RecordError
        If the file is not in its form, with the line.
    """
    path = root / REJECTIONS
    if what_is_at(path) == NOTHING:
        return Rejections()
    rows = read_table(path, where=REJECTIONS, columns=COLUMNS)
    for where, row in addressed(REJECTIONS, rows):
        _require_form(where, row)
    return Rejections().with_rows(rows)


def _require_form(where: str, row: Row) -> None:
    for column in faulty(Rejection, {column: cell or _nothing(column) for column, cell in row.items()}):
        rule = rule_of(get_type_hints(Rejection, include_extras=True)[column])
        raise RecordError(where, rule.code, f"{column} must be {rule.must}", shown(row[column]))
    for column, cell in row.items():
        for issue in check_characters(where, name=column, text=cell, quoted=True):
            raise RecordError(where, issue.code, issue.message)
    if not row["source"]:
        raise RecordError(where, Code.MISSING_VALUE, "source must be the id of a source", shown(row["source"]))


def _nothing(column: str) -> str | None:
    return None if column == "reason" else ""


def _known_by(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in _KNOWN_BY)


def _place(row: Row) -> tuple[str, int, int, tuple[str, ...]]:
    return row["source"], int(row["line"]), int(row["column"]), _known_by(row)
