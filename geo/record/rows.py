"""The rows of tables, and their addresses."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

Row = dict[str, str]
"""A row of a table: its cells by column."""


MOST_SHARED = 29
"""Names that dictionaries share (PEP 412, CPython 3.11): of one more each takes five times as much."""


def sharing_names() -> Callable[[], dict[str, Any]]:
    """Return what makes dictionaries, empty yet, that share the names which they get, as objects of a class do.

    The properties of a site take a third so of what they take with names of their own, a fact takes half. It holds of
    :data:`MOST_SHARED` names at most, all of which each gets before the next is made.
    """
    kind = type("Alike", (), {})
    return lambda: vars(kind())


def addressed(path: str, rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    r"""Yield the rows of a table, each with its address: the line on which it starts.

    >>> list(addressed("a.csv", [{"note": "two\nlines"}, {"note": "one"}]))
    [('a.csv:2', {'note': 'two\nlines'}), ('a.csv:4', {'note': 'one'})]
    """
    line = 2  # the header has the first, and a cell may hold several
    for row in rows:
        yield f"{path}:{line}", row
        line += 1 + sum(cell.count("\n") for cell in row.values())


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    r"""Return rows as lines of CSV (RFC 4180, but with line feeds): quotes where they are needed, nothing for None.

    >>> csv_lines([("a", None), ("b", "c,d")])
    'a,\nb,"c,d"\n'
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
