"""Markdown of plain text: what a record says is never taken for markup, nor for HTML within it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.issues.errors import escaped

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!]")


def plain(text: str) -> str:
    r"""Return a text in which Markdown finds no markup, on one line.

    >>> print(plain("a | <b>"))
    a \| \<b\>
    """
    return _MARKUP.sub(r"\\\g<0>", escaped(text))


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]], *, numbers: bool = False) -> str:
    """Return a table of cells that are Markdown already.

    Parameters
    ----------
    head
        The names of the columns.
    rows
        The cells of each row.
    numbers
        Whether all columns but the first hold numbers, which stand at the right.
    """
    lines = [head, ("---", *("---:" if numbers else "---" for _ in head[1:])), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)
