"""The report of a run: tables, ratios, and what goes into the documentation."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable
from collections.abc import Sequence

from bench.cases import SIZES
from bench.cases import Case
from bench.results import Cell
from bench.results import Results
from bench.setup import ROOT
from bench.setup import WORK
from bench.stages import STAGES
from bench.subjects import ATLAS
from bench.subjects import BY_NAME
from bench.subjects import SUBJECTS
from bench.targets import FRAME_MS
from bench.targets import TARGETS
from bench.targets import Limit

DOCUMENT = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "growth.svg"
_BETWEEN = re.compile(r"(?<=<!-- figures: `make bench` writes them -->\n).*?(?=<!-- end of the figures -->)", re.DOTALL)

_MEGA = 1e6

_BUILD = {
    "CPU s": ("build", "cpu_s", 1),
    "clock s": ("build", "wall_s", 1),
    "memory MB": ("build", "memory", _MEGA),
    "page MB": ("weight", "bytes", _MEGA),
    "gzipped MB": ("weight", "gzip", _MEGA),
    "with libraries MB": ("weight", "inside", _MEGA),
}
"""The columns of a table of builds: the stage, the figure, and what it is divided by."""

_OPENED = {
    "first places ms": ("page", "first places ms", 1),
    "answers ms": ("page", "answers ms", 1),
    "open CPU ms": ("page", "open CPU ms", 1),
    "heap MB": ("page", "heap", _MEGA),
    "nodes": ("page", "nodes", 1),
}
_DONE = ("facet on", "facet off", "facets combined", "first key", "key", "pan", "zoom", "popup")
_USED = {name: ("page", f"{name} painted ms", 1) for name in _DONE} | {"export": ("page", "export ms", 1)}
_SCRIPT = {name: ("page", f"{name} script ms", 1) for name in _DONE} | {
    "export, longest pause": ("page", "export longest pause ms", 1)
}

Columns = dict[str, tuple[str, str, float]]


def text(results: Results, cases: Iterable[str]) -> str:
    """Return the tables of a run, the targets, and in the last line the ratios."""
    return f"{_tables(results, cases)}\n{ratios(results)}"


def write(results: Results, cases: Iterable[str]) -> None:
    """Put the tables into the documentation, between their marks, and the picture beside it."""
    told = DOCUMENT.read_text("utf-8")
    tables = _tables(results, cases)
    picture = f"![Growth from 150 to 200,000 places]({PICTURE.name})"
    DOCUMENT.write_text(_BETWEEN.sub(lambda _: f"\n{picture}\n\n{tables}\n", told), "utf-8")
    PICTURE.write_bytes((WORK / "growth.svg").read_bytes())


def growth(results: Results) -> dict[str, dict[str, list[list[float]]]]:
    """Return what the picture shows: panels of lines, each through the sizes at which a subject was measured."""
    panels = {
        "build, CPU s": _BUILD["CPU s"],
        "page, MB": _BUILD["page MB"],
        "first places, ms": _OPENED["first places ms"],
    }
    return {
        title: {
            subject.label: points for subject in SUBJECTS if (points := list(_points(results, subject.name, figure)))
        }
        for title, figure in panels.items()
    }


def ratios(results: Results) -> str:
    """Return all ratios that were measured in one line: ours against each limit, of which 1 or less is reached."""
    told = []
    known = [target for target in TARGETS if target.verdict(results) != "not measured"]
    for target in known:
        shown = ", ".join(f"{_ratio(limit, results)} of the {name}'s limit" for name, limit in target.limits)
        told.append(f"{Case(target.at).label}: {target.what} {shown}: {target.verdict(results)}")
    reached = sum(target.verdict(results) == "reached" for target in known)
    return f"Reached {reached} of {len(known)}, {len(TARGETS) - len(known)} not measured. " + "; ".join(told)


def _tables(results: Results, cases: Iterable[str]) -> str:
    cases = [Case(name) for name in cases]
    parts = [_machine(), "### Reached, and not reached\n", _targets(results)]
    for title, columns in (
        ("Build", _BUILD),
        ("Opened", _OPENED),
        ("Used: milliseconds until the answer is painted", _USED),
        ("Used: milliseconds of script", _SCRIPT),
    ):
        parts += [f"### {title}\n", *(_table(results, case, columns) for case in cases)]
    parts += ["### Where the time of a build goes, CPU s\n", _stages(results, cases)]
    if results.failures:
        parts += ["### Cut, failed or wrong\n", *_failures(results)]
    return "\n".join(parts)


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}. "
        "Medians of the rounds that count.\n"
    )


def _targets(results: Results) -> str:
    rows = []
    for target in TARGETS:
        limits = [_told(limit, results) for limit in (target.peer, target.bound)]
        rows.append((Case(target.at).label, target.what, *limits, target.verdict(results)))
    return markdown(("at", "what", "against another tool", "against the bound", ""), rows)


def _told(limit: Limit | None, results: Results) -> str:
    """Return ours, and the ratio to what it may be, of which tool or bound: ``0.41 × pydeck (≤ 0.5)``."""
    if limit is None:
        return "–"
    ratio, other = limit.ratio(results), limit.other(results)
    if ratio is None:
        return "not measured"
    if other is not None:
        return f"{_number(ratio * limit.most)} × {_name(other.cell).removeprefix('bound: ')} (≤ {_number(limit.most)})"
    ours = limit.most / ratio if limit.least else limit.most * ratio
    return f"{_number(ours)} ({'≥' if limit.least else '≤'} {_number(limit.most)})"


def _ratio(limit: Limit, results: Results) -> str:
    ratio = limit.ratio(results)
    return "?" if ratio is None else f"{ratio:.2f}"


def _table(results: Results, case: Case, columns: Columns) -> str:
    """Return a table with a row for each subject that was measured at all."""
    rows = []
    for subject in SUBJECTS:
        values = [results.median(Cell(stage, case.name, subject.name), key) for stage, key, _ in columns.values()]
        if any(value is not None for value in values):
            shown = [
                "–" if value is None else _number(value / unit)
                for value, (_, _, unit) in zip(values, columns.values(), strict=True)
            ]
            stage = next(iter(columns.values()))[0]
            rounds = len(results.counted(Cell(stage, case.name, subject.name)))
            rows.append((subject.label, *shown, str(rounds)))
    if rows and columns in (_USED, _SCRIPT):
        rows.append(("bound: one frame", *[_number(FRAME_MS)] * len(columns), "–"))
    return markdown((case.label, *columns, "rounds"), rows) if rows else ""


def _stages(results: Results, cases: Sequence[Case]) -> str:
    names = ("import", *STAGES, "rest")
    rows = []
    for case in cases:
        cell = Cell("stages", case.name, ATLAS)
        values = [results.median(cell, name) for name in names]
        if any(value is not None for value in values):
            rows.append((case.label, *("–" if value is None else _number(value) for value in values)))
    return markdown(("", *names), rows)


def _failures(results: Results) -> Iterable[str]:
    for cell, reason in results.failures.items():
        yield f"- {_name(cell)}, {Case(cell.case).label}, {cell.stage}: {reason}"


def _points(results: Results, subject: str, figure: tuple[str, str, float]) -> Iterable[list[float]]:
    stage, key, unit = figure
    for size in SIZES:
        value = results.median(Cell(stage, str(size), subject), key)
        if value is not None:
            yield [size, value / unit]


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown.

    >>> print(markdown(("a", "b"), [("1", "2")]))
    | a | b |
    |---|---|
    | 1 | 2 |
    <BLANKLINE>
    """
    lines = [head, *rows]
    shown = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([shown[0], "|" + "---|" * len(head), *shown[1:]]) + "\n"


def _number(value: float) -> str:
    """Return three digits that count, without an exponent.

    >>> _number(0.123456), _number(12345.6), _number(250_000)
    ('0.123', '12,346', '250,000')
    """
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _name(cell: Cell) -> str:
    return BY_NAME[cell.subject].label if cell.subject in BY_NAME else cell.subject
