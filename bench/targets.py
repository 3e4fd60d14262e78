"""What is to be reached: each line against another tool, and against what nobody can beat."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from bench.cases import OWN
from bench.results import Cell
from bench.results import Results
from bench.subjects import AGAIN
from bench.subjects import ARROW
from bench.subjects import ATLAS
from bench.subjects import CIRCLES
from bench.subjects import DECK
from bench.subjects import FAST
from bench.subjects import GROUND
from bench.subjects import IMPORTS
from bench.subjects import MARKERS
from bench.subjects import PARSE
from bench.subjects import START

FRAME_MS = 1000 / 60
LEVEL = 1.1
"""Level means no more than a tenth slower."""

LARGE = "100000"


@dataclass(frozen=True)
class Figure:
    """A figure of a cell."""

    cell: Cell
    key: str


@dataclass(frozen=True)
class Limit:
    """What a figure may be at most.

    Parameters
    ----------
    ours
        The figure of the atlas.
    most
        Multiple of the others' figure that it may be; where there are none, the figure itself.
    others
        The best of these counts: the smallest median.
    least
        Whether the figure must be at least this, not at most.
    """

    ours: Figure
    most: float
    others: tuple[Figure, ...] = ()
    least: bool = False

    def ratio(self, results: Results) -> float | None:
        """Return ours against the limit, as the median over the rounds: reached by 1; None where not measured."""
        ours = _rounds(results, self.ours)
        if not ours:
            return None
        if not self.others:
            middle = statistics.median(ours.values())
            return self.most / middle if self.least else middle / self.most
        other = self.other(results)
        if other is None:
            return None
        best = _rounds(results, other)
        # Figures that were weighed once, or measured in other rounds, are compared by their medians.
        common = ours.keys() & best.keys()
        if not common:
            return statistics.median(ours.values()) / statistics.median(best.values()) / self.most
        return statistics.median(ours[each] / best[each] for each in common) / self.most

    def other(self, results: Results) -> Figure | None:
        """Return which of the others' figures counts, None where none was measured."""
        measured = {other: _rounds(results, other) for other in self.others}
        known = {other: statistics.median(rounds.values()) for other, rounds in measured.items() if rounds}
        return min(known, key=known.__getitem__, default=None)


@dataclass(frozen=True)
class Target:
    """A line of the table.

    Parameters
    ----------
    at
        Name of the case.
    what
        In words.
    peer, bound
        The limits, each None where there is none.
    """

    at: str
    what: str
    peer: Limit | None = None
    bound: Limit | None = None

    @property
    def figures(self) -> Iterator[Figure]:
        """All that the verdict rests on."""
        for _, limit in self.limits:
            yield from (limit.ours, *limit.others)

    @property
    def limits(self) -> Iterator[tuple[str, Limit]]:
        """The limits that there are, by what they are measured against."""
        yield from ((name, limit) for name, limit in (("peer", self.peer), ("bound", self.bound)) if limit)

    def verdict(self, results: Results) -> str:
        """Return ``reached``, ``not reached``, or that it was not measured."""
        ratios = [limit.ratio(results) for _, limit in self.limits]
        if None in ratios:
            return "not measured"
        return "reached" if all(ratio <= 1 for ratio in ratios) else "not reached"


def _rounds(results: Results, figure: Figure) -> dict[int, float]:
    rounds = results.counted(figure.cell)
    return {number: figures[figure.key] for number, figures in rounds.items() if figure.key in figures}


def _build(case: str, subject: str, key: str = "cpu_s") -> Figure:
    return Figure(Cell("build", case, subject), key)


def _page(case: str, subject: str, key: str) -> Figure:
    return Figure(Cell("page", case, subject), key)


def _weight(case: str, subject: str, key: str) -> Figure:
    return Figure(Cell("weight", case, subject), key)


def _used(case: str, what: str, key: str, *, fast: str, level: float = 1, frames: float) -> Target:
    """Return a line for something done in the page: painted no later than elsewhere, with so many frames of script."""
    return Target(
        case,
        what,
        peer=Limit(_page(case, ATLAS, f"{key} painted ms"), level, (_page(case, FAST, f"{fast} painted ms"),)),
        bound=Limit(_page(case, ATLAS, f"{key} script ms"), frames * FRAME_MS),
    )


def _typed(case: str, what: str, key: str) -> Target:
    return Target(case, what, bound=Limit(_page(case, ATLAS, f"{key} script ms"), 2 * FRAME_MS))


def _graded(what: str, least: float) -> Target:
    return Target(OWN, f"Lighthouse, {what}", bound=Limit(Figure(Cell("graded", OWN, ATLAS), what), least, least=True))


def _repeated(what: str) -> Target:
    figure = Figure(Cell("repeated", "1000000", ATLAS), f"{what} script ms")
    return Target("1000000", f"{what} in the page, script", bound=Limit(figure, 4 * FRAME_MS))


_POPUPS = tuple(_build(OWN, peer) for peer in (FAST, MARKERS, CIRCLES, DECK, ARROW))

TARGETS = (
    Target(
        OWN,
        "cold build, CPU",
        Limit(_build(OWN, ATLAS), 1, _POPUPS),
        Limit(_build(OWN, ATLAS), 1.3, (_build(OWN, IMPORTS),)),
    ),
    Target(OWN, "build, nothing changed", bound=Limit(_build(OWN, AGAIN), 3, (_build(OWN, START),))),
    Target(
        LARGE,
        "cold build with validation and search words, CPU",
        Limit(_build(LARGE, ATLAS), 1 / 2, (_build(LARGE, FAST),)),
        Limit(_build(LARGE, ATLAS), 8, (_build(LARGE, PARSE),)),
    ),
    Target(
        LARGE,
        "peak memory",
        Limit(_build(LARGE, ATLAS, "memory"), 1, (_build(LARGE, ARROW, "memory"),)),
        Limit(_build(LARGE, ATLAS, "memory"), 8, (_weight(LARGE, "source", "source"),)),
    ),
    Target(
        LARGE,
        "file, everything in it",
        Limit(_weight(LARGE, ATLAS, "bytes"), 1 / 8, (_weight(LARGE, FAST, "inside"),)),
        Limit(_weight(LARGE, ATLAS, "bytes"), 0.2, (_weight(LARGE, "source", "source"),)),
    ),
    Target(
        OWN,
        "file, everything in it",
        Limit(_weight(OWN, ATLAS, "bytes"), 1 / 2, (_weight(OWN, FAST, "inside"),)),
        Limit(_weight(OWN, ATLAS, "bytes"), 800_000),
    ),
    Target(
        LARGE,
        "first places painted",
        Limit(_page(LARGE, ATLAS, "first places ms"), 1 / 8, (_page(LARGE, FAST, "first places ms"),)),
        Limit(_page(LARGE, ATLAS, "first places ms"), 3, (_page(LARGE, GROUND, "first places ms"),)),
    ),
    Target(
        LARGE,
        "heap at rest",
        Limit(_page(LARGE, ATLAS, "heap"), 1 / 15, (_page(LARGE, FAST, "heap"),)),
        Limit(_page(LARGE, ATLAS, "heap"), 100 * int(LARGE)),
    ),
    _used(LARGE, "facet on", "facet on", fast="facet on", frames=1),
    _used(LARGE, "facet off", "facet off", fast="facet off", frames=1),
    _used(LARGE, "facets combined", "facets combined", fast="facet on", frames=1),
    _used(LARGE, "pan", "pan", fast="pan", level=LEVEL, frames=2),
    _used(LARGE, "zoom", "zoom", fast="zoom", level=LEVEL, frames=2),
    _used(LARGE, "popup", "popup", fast="popup", level=LEVEL, frames=2),
    _typed(LARGE, "search, first key", "first key"),
    _typed(LARGE, "search, later keys", "key"),
    Target(LARGE, "export of all, longest pause", bound=Limit(_page(LARGE, ATLAS, "export longest pause ms"), 100)),
    Target(
        OWN,
        "first places painted",
        Limit(_page(OWN, ATLAS, "first places ms"), LEVEL, (_page(OWN, FAST, "first places ms"),)),
    ),
    _used(OWN, "facet on", "facet on", fast="facet on", level=LEVEL, frames=1),
    _used(OWN, "facet off", "facet off", fast="facet off", level=LEVEL, frames=1),
    Target(OWN, "facets combined", bound=Limit(_page(OWN, ATLAS, "facets combined script ms"), FRAME_MS)),
    Target(OWN, "popup", Limit(_page(OWN, ATLAS, "popup painted ms"), LEVEL, (_page(OWN, FAST, "popup painted ms"),))),
    _graded("performance", 90),
    _graded("accessibility", 100),
    _graded("best-practices", 100),
    _graded("seo", 100),
    Target(
        OWN,
        "first paint, bytes of the file that it needs",
        bound=Limit(Figure(Cell("beginning", OWN, ATLAS), "bytes"), 250_000),
    ),
    _repeated("first facet"),
    _repeated("later facets"),
)

RESTED_ON = frozenset(figure.cell for target in TARGETS for figure in target.figures)
"""Of whom and with which record every round is needed."""
