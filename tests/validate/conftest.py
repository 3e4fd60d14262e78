"""Validation: each case damages one thing in a record that is valid, and expects the one issue that names it.

A case gives the address, the code and a value that the message must hold, where there is one. What the checks leave
alone is tested as well: a cause has no echo, and what is unusual but right passes.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence

import pytest

from geo.checks import facts
from geo.checks import forms
from geo.checks import registers
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.rows import RowCheck
from geo.checks.rows import check_rows
from geo.record.rows import Row


class Narrow(Row):
    """A row of which a check reads the columns that it declares, and no other."""

    def __init__(self, columns: tuple[str, ...], row: Row) -> None:
        super().__init__({column: row[column] for column in columns})

    get = Row.__getitem__


def check_narrow_rows(path: str, rows: list[Row], frame: Frame, checks: Sequence[RowCheck]) -> Issues:
    """Run checks on the rows of a table as :func:`check_rows`, each on the columns that it declares alone."""

    def narrowed(columns: tuple[str, ...], check: Callable[[str, Row, Frame], Issues]) -> RowCheck:
        return RowCheck(columns, lambda where, row, frame: check(where, Narrow(columns, row), frame))

    return check_rows(path, rows, frame, [narrowed(*each) for each in checks])


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no check of a row read more than it declares, whatever is damaged."""
    for module in (facts, forms, registers):
        monkeypatch.setattr(module, "check_rows", check_narrow_rows)
