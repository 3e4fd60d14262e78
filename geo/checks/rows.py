"""Checks that look at few words of a row: each is asked once for the same words, however many rows hold them."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.record.limits import ISSUES
from geo.record.rows import Row


class RowCheck(NamedTuple):
    """A check of a row, and the columns that it looks at: rows that hold the same there, it finds alike."""

    columns: tuple[str, ...]
    check: Callable[[str, Row, Frame], Issues]


def check_rows(path: str, rows: list[Row], frame: Frame, checks: Sequence[RowCheck]) -> Issues:
    """Run checks on the rows of a table, row by row in their order.

    A table says few things many times. A check is run once for each combination of the cells that it looks at, and only
    the rows that hold a faulty one are gone through. Of each check it is enough to know as many faulty combinations,
    from the top, as there are issues in a report: every row further down comes after them.
    """
    faulty: set[int] = set()
    for columns, check in checks:
        held = list(map(itemgetter(*columns), rows))
        unlike = dict(zip(held, rows, strict=True)).items()
        found = (cells for cells, row in unlike if next(check("", row, frame), None))
        bad = {*islice(found, ISSUES.most + 1)}
        if bad:
            faulty.update(place for place, cells in enumerate(held) if cells in bad)
    for place in sorted(faulty):
        for _, check in checks:
            yield from check(frame.address(path, rows[place]), rows[place], frame)
