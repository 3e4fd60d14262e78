"""Tables of a block: what subjects or facts say, in groups of columns.

A text is a table, and so is each of several that :data:`TABLE` parts. Its groups are parted by :data:`GROUP`. A group
has the names of its members on its first line. Members of a row are JSON, parted by tabs; one that a subject does not
have is empty.

What many rows say but for their figures is a pattern, as that of 50.4亿元 and 5.04 billion yuan. All patterns of a page
are written once. A group has on its second line the number of the pattern of each subject or fact in turn, or a single
one where all have the same; then a line for each figure, those of all rows parted by blanks. A pattern has the place of
a figure among them between two :data:`SLOT`. Where the rows of a group have little in common, its second line is empty,
and a line follows for each of them.

JSON holds no control character, so none of these marks is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import chain
from itertools import islice
from itertools import zip_longest
from operator import itemgetter
from typing import Any
from typing import TypeVar

from geo.record.compact import PLAIN
from geo.record.compact import to_json

TABLE, GROUP, SLOT = "\x1c", "\x1d", "\x1f"

MOST_KEPT = 2**16
"""Rows that are kept of a group, so that ids and other texts of their own do not fill the memory."""
FEW = 1 / 4
"""Patterns of the rows of a group: where there are more, its rows have little in common."""

_FIGURE = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)")

_NOTHING: tuple[object, ...] = (None, "", [])
"""Values that equal themselves alone."""
_ABSENT = object()
"""The value of a member that its owner does not have."""

_Key = TypeVar("_Key")
_Result = TypeVar("_Result")

Members = Mapping[str, object]
"""Values by their names."""


Row = tuple[str, Sequence[str]]
"""A row as the number of its pattern, as it is written, and its figures, each once."""


class Patterns:
    """What rows say but for their figures, for all blocks of a page."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}
        self._slotted: dict[tuple[str, tuple[int, ...] | int], str] = {}

    def text(self) -> str:
        """Return the patterns met so far, a line each."""
        return "\n".join(self._numbers)

    def whole(self, text: str) -> Row:
        """Return a row that is a pattern as it is, from its text."""
        return self._numbers.setdefault(text, str(len(self._numbers))), ()

    def row(self, text: str) -> Row:
        """Return a row whose figures are taken apart."""
        words, figures = _parted(text)
        return self._apart(words, figures)

    def columns(self, owner: str, values: Mapping[str, Sequence[object]]) -> Iterator[str]:
        """Yield a group for each member of an owner, from its values in turn."""
        return (self._column(f"{owner}.{name}", each) for name, each in values.items())

    def _column(self, name: str, values: Sequence[object]) -> str:
        # Half of the members of a large record are nothing, in every row.
        if values and values[0] in _NOTHING and values.count(values[0]) == len(values):
            return _lines([name], self.whole(to_json(values[0]))[0], ())
        return self._group(name, _texts(values))

    def _group(self, name: str, rows: Sequence[str]) -> str:
        # All at once: a million rows one by one take seconds.
        distinct = list(dict.fromkeys(rows))
        text, found = _parted("\n".join(distinct))
        words = text.split("\n")
        kinds = set(words)
        if len(kinds) > max(1, FEW * len(rows)):
            return "\n".join((name, "", *rows))
        if not found:
            apart = list(map(self.whole, distinct))
        elif len(found) == len(distinct) and len(kinds) == 1:
            pattern, _ = self._apart(words[0], found[:1])  # of all: each row has one figure
            return _lines([name], pattern, [_each(rows, distinct, found)])
        else:
            counts, figures = {each: each.count(SLOT) for each in kinds}, iter(found)
            apart = [self._apart(each, list(islice(figures, counts[each]))) for each in words]
        return written([name], _each(rows, distinct, apart))

    def _apart(self, words: str, figures: list[str]) -> Row:
        """Return a row from its words, with a slot for each of its figures; what it has twice is kept once."""
        once = list(dict.fromkeys(figures)) if len(figures) > 1 else figures
        places = tuple(map(once.index, figures)) if len(once) < len(figures) else len(figures)
        pattern = self._slotted.get((words, places))
        if pattern is None:
            slots = (f"{SLOT}{place}{SLOT}" for place in map(once.index, figures))
            text = "".join(chain.from_iterable(zip_longest(words.split(SLOT), slots, fillvalue="")))
            self._slotted[words, places] = pattern = self.whole(text)[0]
        return pattern, once


class Told(dict[tuple[Any, ...], Row]):
    """The rows of a group by what they follow from, each worked out when it is first asked for.

    Parameters
    ----------
    tell
        Returns the members of a row; they have the same names in every row.
    row
        Makes a row of its text: :meth:`Patterns.whole` or :meth:`Patterns.row`.
    """

    def __init__(self, tell: Callable[[tuple[Any, ...]], Members], row: Callable[[str], Row]) -> None:
        super().__init__()
        self._tell = tell
        self._row = row
        self._names: list[str] = []

    def __missing__(self, key: tuple[Any, ...]) -> Row:
        if len(self) >= MOST_KEPT:
            self.clear()
        members = self._tell(key)
        self._names = list(members)
        self[key] = row = self._row("\t".join(map(to_json, members.values())))
        return row

    def group(self, keys: Iterable[tuple[Any, ...]]) -> str:
        """Return the group whose rows follow from these."""
        rows = list(map(self.__getitem__, keys))
        return written(self._names, rows)


def table(groups: Iterable[str]) -> str:
    """Return groups of the same subjects or facts as the text of one table."""
    return GROUP.join(groups)


def by_name(members: Sequence[Members]) -> dict[str, Sequence[object]]:
    """Return the values of each member, in the order of the subjects or facts; what one does not have is marked."""
    names = dict.fromkeys(chain.from_iterable(members))
    if all(len(each) == len(names) for each in members):
        return {name: list(map(itemgetter(name), members)) for name in names}
    return {name: [each.get(name, _ABSENT) for each in members] for name in names}


def written(names: Iterable[str], rows: Sequence[Row]) -> str:
    """Return a group of rows that have patterns."""
    if not rows:  # of a record without a fact
        return _lines(names, "", ())
    patterns, figures = zip(*rows, strict=True)
    numbers = " ".join(patterns) if len(set(patterns)) > 1 else patterns[0]
    return _lines(names, numbers, zip_longest(*figures, fillvalue="") if any(figures) else ())


def _lines(names: Iterable[str], numbers: str, figures: Iterable[Iterable[str]]) -> str:
    return "\n".join(("\t".join(names), numbers, *map(" ".join, figures)))


def _parted(text: str) -> tuple[str, list[str]]:
    """Return a text with a slot for each of its figures, and the figures."""
    parts = _FIGURE.split(text)
    return SLOT.join(parts[::2]), parts[1::2]


def _texts(values: Sequence[object]) -> list[str]:
    """Return values as JSON; the very same one, such as None, is written once."""
    if set(map(type, values)) == {str}:
        return list(map(PLAIN[str], values))
    places = list(map(id, values))
    known = dict(zip(places, values, strict=True))
    texts = ["" if value is _ABSENT else to_json(value) for value in known.values()]
    return _each(places, list(known), texts)


def _each(keys: Sequence[_Key], distinct: Sequence[_Key], results: list[_Result]) -> list[_Result]:
    """Return the result of each key, from those of the distinct ones."""
    return (
        results
        if len(distinct) == len(keys)
        else list(map(dict(zip(distinct, results, strict=True)).__getitem__, keys))
    )
