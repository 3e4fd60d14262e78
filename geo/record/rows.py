"""The rows of tables, and their addresses."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

Row = dict[str, str]
"""A row of a table: its cells by column."""


def addressed(path: str, rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    r"""Yield the rows of a table, each with its address: the line on which it starts.

    >>> list(addressed("a.csv", [{"note": "two\nlines"}, {"note": "one"}]))
    [('a.csv:2', {'note': 'two\nlines'}), ('a.csv:4', {'note': 'one'})]
    """
    line = 2  # the header has the first, and a cell may hold several
    for row in rows:
        yield f"{path}:{line}", row
        line += 1 + sum(cell.count("\n") for cell in row.values())
