"""Errors and issues: each names the place, what must hold, and what was found.

::

    ValueError
    └── AtlasError        anything the atlas refuses
        ├── RecordError   a file, feature or row of the record
        └── OutputError   a file that cannot be written

An error is raised and ends the work; an :class:`Issue` is collected, so that a reader sees all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

ERROR = "error"
WARNING = "warning"

_LONGEST_SHOWN = 80
_LONGEST_SENTENCE = 1000
_Kind = TypeVar("_Kind")
_JSON_WORDS = {None: "null", True: "true", False: "false"}


class AtlasError(ValueError):
    """Something the atlas refuses, told in one line: ``where: must; found ...``.

    Parameters
    ----------
    where
        Address: ``layers/parks.geojson#qingshuitang``, ``data/facts.csv:42``, ``--district``.
    must
        What must hold, as a phrase with its subject: "unit must be a code of units.csv".
    found
        What was found instead, ready to print (see :func:`shown`); empty where ``must`` says it all.
    """

    def __init__(self, where: str, must: str, found: str = "") -> None:
        self.where = where
        self.must = must
        self.found = found
        super().__init__(_sentence(where, must, found))


class RecordError(AtlasError):
    """A file, feature or row of the record cannot be used."""

    @property
    def issue(self) -> Issue:
        """The same finding as an issue, for those who collect."""
        return Issue(ERROR, self.where, self.must, self.found)


class OutputError(AtlasError):
    """A file cannot be written; what stood there before is whole."""


@dataclass(frozen=True)
class Issue:
    """One finding about the record.

    Parameters
    ----------
    severity
        ``"error"`` stops a build, ``"warning"`` speaks.
    where, must, found
        As for :class:`AtlasError`.
    """

    severity: str
    where: str
    must: str
    found: str = ""

    def __str__(self) -> str:
        return f"{self.severity} {_sentence(self.where, self.must, self.found)}"


def checked(value: _Kind, kind: type[_Kind], name: str) -> _Kind:
    """Return an argument of a public function, if it is what the function works on.

    Raises
    ------
    AtlasError
        If it is anything else, a class or a path in its place for example.
    """
    if not isinstance(value, kind):
        raise AtlasError(name, f"must be a geo.{kind.__name__}", shown(value))
    return value


def shown(value: object) -> str:
    r"""Show a value in a message: on one line, invisible characters escaped, cut to 80 characters.

    >>> print(shown("a\tb"))
    'a\tb'
    """
    text = _JSON_WORDS.get(value) if value is None or isinstance(value, bool) else repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def escaped(text: str) -> str:
    r"""Escape the invisible characters of a text that stands in an address, which has no quotes.

    >>> print(escaped("a\tb"))
    a\tb
    """
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _sentence(where: str, must: str, found: str) -> str:
    sentence = escaped(f"{where}: {must}; found {found}" if found else f"{where}: {must}")
    return sentence if len(sentence) <= _LONGEST_SENTENCE else f"{sentence[:_LONGEST_SENTENCE]}…"
