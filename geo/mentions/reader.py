"""What reads a text: it offers a candidate for each figure, each stage and each place that the text tells of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace

from geo.atlas.atlas import Atlas
from geo.mentions.aims import aim_of
from geo.mentions.candidate import CANDIDATES
from geo.mentions.candidate import KINDS
from geo.mentions.candidate import PLACE
from geo.mentions.candidate import STAGE
from geo.mentions.candidate import Candidate
from geo.mentions.dates import Date
from geo.mentions.dates import dates
from geo.mentions.figures import FALL
from geo.mentions.figures import Figure
from geo.mentions.figures import figures
from geo.mentions.indicators import Indicators
from geo.mentions.places import Names
from geo.mentions.places import Place
from geo.mentions.places import new_names
from geo.mentions.stages import Stage
from geo.mentions.stages import stages
from geo.mentions.subjects import Subjects
from geo.mentions.subjects import main_subject
from geo.mentions.text import Text
from geo.mentions.text import text_of
from geo.mentions.units import Units
from geo.mentions.verdicts import Verdicts
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import STATUS

_FALLS_BY = re.compile("降|减|缩|精简")


class Reader:
    """What reads texts for an atlas.

    Parameters
    ----------
    atlas
        The record.
    besides
        Id of a source whose facts teach nothing: for who measures how well its text is read.
    """

    def __init__(self, atlas: Atlas, besides: str = "") -> None:
        self._atlas = atlas
        self._words = atlas.words
        self._units = Units(atlas.words)
        self._names = Names(atlas)
        self._subjects = Subjects(atlas)
        self._indicators = Indicators(atlas, besides)
        self._verdicts = Verdicts(atlas)

    def read(self, content: str, published: str, source: str = "") -> list[Candidate]:
        """Return the candidates of a text in its order.

        Parameters
        ----------
        content
            The text.
        published
            When it appeared: ``2026``, ``2026-11`` or ``2026-11-28``.
        source
            Id of its source.

        Raises
        ------
        RecordError
            If the text offers more than :data:`CANDIDATES`.
        """
        text = text_of(content)
        found: list[Candidate] = []
        for candidate in self._found(text, published):
            found.append(replace(candidate, source=source))
            CANDIDATES.require(len(found), source or "text")
        return sorted(found, key=lambda told: (told.line, told.column, KINDS.index(told.kind)))

    def _found(self, text: Text, published: str) -> Iterator[Candidate]:
        told = dates(text, published)
        known = self._names.found_in(text)
        fresh = new_names(text, known)
        taken = [*((each.start, each.end) for each in told), *((place.start, place.end) for place in known)]
        places = sorted([*known, *fresh], key=lambda place: (place.start, place.end))
        main = main_subject(known, self._names.city)
        page = _Page(text, told, places, main, published)
        yield from self._places(page)
        for figure in figures(text, self._units, taken):
            yield self._of_figure(page, figure)
        for stage in stages(text, self._words):
            if (candidate := self._of_stage(page, stage)) is not None:
                yield candidate

    def _places(self, page: _Page) -> Iterator[Candidate]:
        """Yield each place where it is first named."""
        for place in {place.subject: place for place in reversed(page.places)}.values():
            line, column, token = page.text.token(place.start, place.end)
            yield Candidate(line, column, token, kind=PLACE, subjects=(place.subject,))

    def _of_figure(self, page: _Page, figure: Figure) -> Candidate:
        indicator = next(iter(self._indicators.of(page.text, figure)), "")
        as_of = page.date_at(figure.at)
        aim = aim_of(page.text, figure.at, as_of, page.published)
        falls = figure.change == FALL and not (
            indicator and _FALLS_BY.search(self._words.indicators[indicator].name_zh)
        )
        line, column, token = page.text.token(figure.start, figure.end)
        candidate = Candidate(
            line,
            column,
            token,
            value=f"-{figure.value}" if falls else figure.value,
            unit=figure.unit,
            qualifier=figure.qualifier,
            aim=aim,
            indicator=indicator,
            scope=self._scope(page.text, figure),
            subjects=tuple(self._subjects.ranked(page.text, page.places, figure.at, indicator, page.main)),
            **_dated(as_of, aim, page.published),
        )
        return self._verdicts.judged(candidate)

    def _of_stage(self, page: _Page, stage: Stage) -> Candidate | None:
        """Return a status of a place that its sentence names; a status of no place is none."""
        sentence = page.text.sentence(stage.start)
        if not any(sentence[0] <= place.start < sentence[1] for place in page.near(stage.start)):
            return None
        as_of = page.date_at(stage.start)
        aim = aim_of(page.text, stage.start, as_of, page.published)
        indicator = next(code for code, each in self._words.indicators.items() if each.type == STATUS)
        line, column, token = page.text.token(stage.start, stage.end)
        candidate = Candidate(
            line,
            column,
            token,
            value=stage.status,
            kind=STAGE,
            aim=aim,
            indicator=indicator,
            scope=self._scope(page.text, stage),
            subjects=tuple(self._subjects.ranked(page.text, page.places, stage.start, indicator, page.main)),
            **_dated(as_of, aim, page.published),
        )
        return self._verdicts.judged(candidate)

    def _scope(self, text: Text, told: Figure | Stage) -> str:
        """Return the part that the words before a figure name: a phase, what was newly added, what came together."""
        clause = text.clause(told.start)
        before = text.signs[max(clause[0], told.start - _SCOPE_BEFORE) : told.start]
        found = {
            word: at for word in _SCOPES if (at := before.rfind(word)) >= 0 and _SCOPES[word] in self._words.scopes
        }
        return _SCOPES[max(found, key=found.__getitem__)] if found else ""


_SCOPE_BEFORE = 24
_SCOPES = {
    "一期": "phase-1",
    "二期": "phase-2",
    "三期": "phase-3",
    "新增": "newly-added",
    "累计": "cumulative",
    "年均": "annual-average",
    "全省": "provincial",
    "全国": "national",
    "全球": "global",
}
"""Words that narrow what a figure tells, and the scopes that they stand for."""


@dataclass(frozen=True)
class _Page:
    """A text with what is found in it."""

    text: Text
    dates: list[Date]
    places: list[Place]
    main: str
    published: str

    def near(self, at: int) -> list[Place]:
        """Return the places that are named around a place of the text."""
        before = bisect_right(self.places, at, key=lambda place: place.start)
        return self.places[max(before - 12, 0) : before + 3]

    def date_at(self, at: int) -> str:
        """Return the date that the text last told before a place of it, in the same paragraph; empty where none."""
        before = bisect_right(self.dates, at, key=lambda each: each.start)
        start, _ = self.text.paragraph(at)
        for each in reversed(self.dates[max(before - 4, 0) : before]):
            if each.start < start:
                break
            if each.as_of:
                return each.as_of
        return ""


def _dated(as_of: str, aim: str, published: str) -> dict[str, str]:
    """Return the dates of a figure as a fact has them: what is told without one is of the day on which it appeared."""
    if aim == ACTUAL:
        return {"as_of": as_of or published, "stated": ""}
    return {"as_of": as_of, "stated": published}
