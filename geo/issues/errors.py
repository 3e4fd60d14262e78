"""Errors and issues: each names the place, what is wrong and, where it can, what would be right.

::

    ValueError
    └── AtlasError        anything the atlas refuses
        ├── RecordError   a file, feature or row of the record
        │   └── InvalidRecordError   all that is wrong with a record
        └── OutputError   a file that cannot be written

An error is raised and ends the work; an :class:`Issue` is collected, so that a reader sees all of them at once. Both
say it in one line: ``where: message; found value [code]``.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from typing import NamedTuple
from typing import TypeVar

from geo.issues.codes import ERROR
from geo.issues.codes import Code

INTERRUPTED = 130
"""The exit code that a shell gives a command which was interrupted."""

_MOST_SHOWN = 80
_MOST_ISSUES = 20
_LONGEST_SENTENCE = 1000
_Kind = TypeVar("_Kind")
_JSON_WORDS = {None: "null", True: "true", False: "false"}


class AtlasError(ValueError):
    """Something the atlas refuses, said in one line: ``where: message; found value``.

    Parameters
    ----------
    where
        Address: ``layers/parks.geojson#qingshuitang``, ``data/facts.csv:42``, ``--district``.
    message
        What is wrong ("duplicate id 'f0001'") or what must hold ("name_zh must be a text").
    found
        What was found instead, ready to print (see :func:`shown`); empty where ``message`` says it all.
    """

    def __init__(self, where: str, message: str, found: str = "") -> None:
        self.where = where
        self.message = message
        self.found = found
        super().__init__(_sentence(where, message, found))


class RecordError(AtlasError):
    """A file, feature or row of the record cannot be used.

    Parameters
    ----------
    where, message, found
        As for :class:`AtlasError`.
    code
        What is wrong, as a word that does not change.
    """

    def __init__(self, where: str, code: Code, message: str, found: str = "") -> None:
        super().__init__(where, message, found)
        self.code = code

    def __str__(self) -> str:
        return f"{super().__str__()} [{self.code}]"

    @property
    def issue(self) -> Issue:
        """The same finding as an issue, for those who collect."""
        return Issue(self.where, self.code, self.message, self.found)


class InvalidRecordError(RecordError):
    """A record has errors: ``issues`` holds them all, and the warnings too; the text lists the first errors.

    Parameters
    ----------
    where
        The folder of the record.
    issues
        What is wrong, causes first; at least one of them is an error.
    """

    def __init__(self, where: str, issues: Sequence[Issue]) -> None:
        errors = errors_in(issues)
        super().__init__(where, errors[0].code, f"record has {counted(len(errors), 'error')}")
        self.issues = list(issues)
        self._errors = errors

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.message}", *map(str, self._errors[:_MOST_ISSUES])]
        further = len(self._errors) - _MOST_ISSUES
        return "\n".join([*lines, f"and {counted(further, 'further error')}"] if further > 0 else lines)


class OutputError(AtlasError):
    """A file cannot be written; what was there before is whole."""


class Issue(NamedTuple):
    """One finding about the record.

    >>> print(Issue("data/facts.csv:3", Code.DUPLICATE_ID, "duplicate id 'f0001' (first used at data/facts.csv:2)"))
    error data/facts.csv:3: duplicate id 'f0001' (first used at data/facts.csv:2) [duplicate-id]

    Parameters
    ----------
    where, message, found
        As for :class:`AtlasError`.
    code
        What is wrong, as a word that does not change; it carries the severity.
    """

    where: str
    code: Code
    message: str
    found: str = ""

    @property
    def severity(self) -> str:
        """``"error"`` stops a build, ``"warning"`` does not."""
        return self.code.severity

    def __str__(self) -> str:
        return f"{self.severity} {_sentence(self.where, self.message, self.found)} [{self.code}]"


def errors_in(issues: Iterable[Issue]) -> list[Issue]:
    """Return the issues that stop a build.

    >>> errors_in([Issue("data", Code.STRAY_FILE, "not a file of the record")])[0].severity
    'error'
    """
    return [issue for issue in issues if issue.severity == ERROR]


def checked(value: _Kind, kind: type[_Kind], name: str) -> _Kind:
    """Return an argument of a public function, if it is what the function works on.

    Raises
    ------
    AtlasError
        If it is anything else, a class or a path in its place for example.
    """
    if not isinstance(value, kind):
        raise AtlasError(name, f"must be a geo.{kind.__name__}", given(value))
    return value


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural unless it is one.

    >>> counted(1, "site"), counted(152, "site"), counted(2, "boundary")
    ('1 site', '152 sites', '2 boundaries')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number} {noun}s"


def shown(value: object) -> str:
    r"""Show a value in a message: on one line, invisible characters escaped, cut to 80 characters.

    >>> print(shown("a\tb"))
    'a\tb'
    """
    return _JSON_WORDS[value] if value is None or isinstance(value, bool) else given(value)


def given(value: object) -> str:
    """Show an argument of a function as :func:`shown` shows a value of the record, in the words of Python.

    >>> print(given(None), shown(None))
    None null
    """
    text = repr(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def escaped(text: str) -> str:
    r"""Escape the invisible characters of a text in an address, which has no quotes.

    >>> print(escaped("a\tb"))
    a\tb
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _sentence(where: str, message: str, found: str) -> str:
    sentence = escaped(f"{where}: {message}; found {found}" if found else f"{where}: {message}")
    return sentence if len(sentence) <= _LONGEST_SENTENCE else f"{sentence[:_LONGEST_SENTENCE]}…"
