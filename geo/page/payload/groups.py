"""Tables of a block: what many subjects or facts say, in groups of columns that hold each of their rows once.

A text is a table, and so is each of several that :data:`TABLE` parts. Its groups are parted by :data:`GROUP`. A group
has the names of its members on its first line, and then its rows; before these the number of the row of each subject or
fact in turn, or nothing where they have a row each, or one for all. Members of a row are JSON, parted by tabs; one
that a subject does not have is empty. JSON holds no control character, so none of these marks is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from geo.record.compact import to_json

TABLE, GROUP = "\x1c", "\x1d"

MOST_KEPT = 2**16
"""Rows that are kept of a group, so that ids and other texts of their own do not fill the memory."""

_ABSENT = object()
"""The value of a member that its owner does not have."""

Members = Mapping[str, object]
"""Values by their names."""


def table(groups: Iterable[str]) -> str:
    """Return groups of the same subjects or facts as the text of one table."""
    return GROUP.join(groups)


def by_name(members: Sequence[Members]) -> dict[str, list[object]]:
    """Return the values of each member, in the order of the subjects or facts; what one does not have is marked."""
    names = dict.fromkeys(name for each in members for name in each)
    return {name: [each.get(name, _ABSENT) for each in members] for name in names}


def columns(owner: str, values: Mapping[str, Sequence[object]]) -> Iterator[str]:
    """Yield a group for each member of an owner, from its values in turn."""
    return (written([f"{owner}.{name}"], _texts(each)) for name, each in values.items())


def written(names: Iterable[str], rows: Sequence[str]) -> str:
    """Return a group from its rows, already texts."""
    distinct = dict.fromkeys(rows)
    head, numbers = "\t".join(names), ""
    if 1 < len(distinct) <= len(rows) / 2:
        places = {row: str(number) for number, row in enumerate(distinct)}
        numbers = " ".join(map(places.__getitem__, rows))
    elif len(distinct) > 1:
        return "\n".join((head, numbers, *rows))
    return "\n".join((head, numbers, *distinct))


class Told(dict[tuple[Any, ...], str]):
    """The rows of a group by what they follow from, each worked out when it is first asked for.

    Parameters
    ----------
    tell
        Returns the members of a row; they have the same names in every row.
    """

    def __init__(self, tell: Callable[[tuple[Any, ...]], Members]) -> None:
        super().__init__()
        self._tell = tell
        self._names: list[str] = []

    def __missing__(self, key: tuple[Any, ...]) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        members = self._tell(key)
        self._names = list(members)
        self[key] = row = "\t".join(map(to_json, members.values()))
        return row

    def group(self, keys: Iterable[tuple[Any, ...]]) -> str:
        """Return the group whose rows follow from these."""
        rows = list(map(self.__getitem__, keys))
        return written(self._names, rows)


def _texts(values: Sequence[object]) -> list[str]:
    """Return values as JSON; the very same one, such as None, is written once."""
    places = list(map(id, values))
    known = dict(zip(places, values, strict=True))
    texts = {place: "" if value is _ABSENT else to_json(value) for place, value in known.items()}
    return list(map(texts.__getitem__, places))
