"""How well texts are read: what a reader offers, held to rows that somebody wrote who had read the texts."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from geo.issues.errors import AtlasError
from geo.issues.errors import RecordError
from geo.mentions.candidate import FIGURE
from geo.mentions.candidate import PLACE
from geo.mentions.candidate import STAGE
from geo.mentions.candidate import Candidate
from geo.mentions.expected import ALL
from geo.mentions.expected import BEYOND
from geo.mentions.expected import TEXTS
from geo.mentions.places import NEW
from geo.mentions.reader import Reader
from geo.mentions.text import ARTICLE
from geo.record.files import read_bytes
from geo.record.files import read_text

_OR = "|"

Expected = Mapping[str, str]
"""A row that should be found."""


@dataclass
class Measure:
    """How often what was expected was found, and what was offered was expected.

    Parameters
    ----------
    counts
        For each question how often the answer was right, and how often it was asked.
    missing
        What is wrong with the texts that were not read.
    """

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def add(self, question: str, right: bool) -> None:
        """Count an answer."""
        self.counts.setdefault(question, Counter()).update(asked=1, right=int(right))

    def lines(self) -> Iterator[str]:
        """Yield a line for each question."""
        for question, count in self.counts.items():
            right, asked = count["right"], count["asked"]
            yield f"{question}: {right} of {asked} ({100 * right / asked:.1f} %)"


def measure(reader: Reader, rows: Path, texts: Path, half: str = ALL, *, certain: bool = False) -> Measure:
    """Read the texts of a set, and hold what is offered to the rows expected.

    Parameters
    ----------
    reader
        What reads them.
    rows
        Folder of the set.
    texts
        Folder with ``<slug>.txt`` for each text.
    half
        One of :data:`HALVES`.
    certain
        Whether rows that another reader might decide otherwise are left out.

    Raises
    ------
    AtlasError
        If a folder is missing.
    """
    for folder in (rows, texts):
        if not folder.is_dir():
            raise AtlasError(str(folder), "folder must be there", "none")
    result = Measure()
    for text in _table(rows / TEXTS):
        if half in {ALL, text["half"]}:
            _measure_text(reader, rows, texts, text, result, certain=certain)
    return result


def _measure_text(reader: Reader, rows: Path, texts: Path, text: Expected, result: Measure, *, certain: bool) -> None:
    path = texts / f"{text['slug']}.txt"
    try:
        content = read_bytes(path, limit=ARTICLE)
    except RecordError as error:
        result.missing.append(str(error))
        return
    if hashlib.sha256(content).hexdigest() != text["sha256"]:
        result.missing.append(f"{path}: is not the text that the rows are of: its SHA-256 differs")
        return
    offered = reader.read(content.decode("utf-8"), text["published"])
    expected = _table(rows / f"{text['slug']}.csv")
    answers = dict(_matched(expected, offered))
    for row, found in answers.items():
        if not (certain and expected[row]["doubt"]):
            _hold(expected[row], found, result)
    _hold_offers(expected, offered, {id(found) for found in answers.values() if found}, result, certain=certain)


def _table(path: Path) -> list[Expected]:
    return list(csv.DictReader(io.StringIO(read_text(path), newline="")))


def _matched(expected: list[Expected], offered: list[Candidate]) -> Iterator[tuple[int, Candidate | None]]:
    """Yield each row that is expected with the candidate that answers it: the best of those that overlap."""
    pairs = sorted(
        (-_likeness(row, candidate), number, at)
        for number, row in enumerate(expected)
        for at, candidate in enumerate(offered)
        if row["kind"] == candidate.kind and _overlap(row, candidate)
    )
    answers: dict[int, Candidate | None] = {at: None for at, row in enumerate(expected) if row["kind"] != BEYOND}
    used: set[int] = set()
    for _, number, at in pairs:
        if answers[number] is None and at not in used:
            answers[number] = offered[at]
            used.add(at)
    yield from answers.items()


def _overlap(row: Expected, candidate: Candidate) -> bool:
    first, start = int(row["column"]), candidate.column
    return (
        int(row["line"]) == candidate.line
        and first < start + len(candidate.token)
        and start < first + len(row["token"])
    )


def _likeness(row: Expected, candidate: Candidate) -> int:
    same = sum(_is_one_of(getattr(candidate, column), row[column]) for column in ("value", "unit", "qualifier"))
    return 10 * same + 5 * _names(candidate.subjects[:1], row["subjects"]) - abs(int(row["column"]) - candidate.column)


def _hold(row: Expected, found: Candidate | None, result: Measure) -> None:
    if row["kind"] == PLACE:
        name = "new places found" if row["subjects"].startswith(NEW) else "known places found"
        result.add(name, found is not None and _names(found.subjects, row["subjects"]))
        return
    if row["kind"] == STAGE:
        right = found is not None and _is_one_of(found.value, row["value"])
        result.add("statuses found", right)
        if found is not None and right:
            result.add("of statuses found: place among the first three", _names(found.subjects[:3], row["subjects"]))
        return
    right = found is not None and _reads(row, found, "value", "unit")
    result.add("figures: number and unit right", right)
    result.add("figures: number, unit and qualifier right", right and _reads(row, found, "qualifier"))
    if found is not None and right:
        _hold_figure(row, found, result)


def _hold_figure(row: Expected, found: Candidate, result: Measure) -> None:
    """Hold what is told of a figure that was read."""
    result.add("of figures read: place first", _names(found.subjects[:1], row["subjects"]))
    result.add("of figures read: place among the first three", _names(found.subjects[:3], row["subjects"]))
    result.add("of figures read: aim", _reads(row, found, "aim"))
    result.add("of figures read: date and when it was stated", _reads(row, found, "as_of", "stated"))
    if row["indicator"]:
        result.add("of figures read: indicator", _reads(row, found, "indicator"))
    result.add("of figures read: scope", _reads(row, found, "scope"))


def _hold_offers(
    expected: list[Expected], offered: list[Candidate], used: set[int], result: Measure, *, certain: bool
) -> None:
    """Count how many of the figures and statuses that were offered were expected."""
    for candidate in offered:
        near = [row for row in expected if _overlap(row, candidate)]
        if id(candidate) not in used and any(row["kind"] == BEYOND for row in near):
            continue
        same = [row for row in near if row["kind"] == candidate.kind]
        if certain and same and all(row["doubt"] for row in same):
            continue
        if candidate.kind == FIGURE:
            right = id(candidate) in used and any(_reads(row, candidate, "value", "unit") for row in same)
            result.add("figures offered that are right", right)
        elif candidate.kind == STAGE:
            right = id(candidate) in used and any(_reads(row, candidate, "value") for row in same)
            result.add("statuses offered that are right", right)


def _reads(row: Expected, found: Candidate | None, *columns: str) -> bool:
    return all(_is_one_of(getattr(found, column), row[column]) for column in columns)


def _is_one_of(told: str, right: str) -> bool:
    return told in right.split(_OR)


def _names(told: Iterable[str], right: str) -> bool:
    """Return whether one of some subjects is right; of new names one may hold the other."""
    return any(_is_same(one, other) for one in told for other in right.split(_OR))


def _is_same(one: str, other: str) -> bool:
    if one.startswith(NEW) and other.startswith(NEW):
        return one[1:] in other or other[1:] in one
    return one == other
