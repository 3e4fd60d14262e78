"""What reads a text: it offers a candidate for each figure, each stage and each place that the text tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace

from geo.atlas.atlas import Atlas
from geo.issues.errors import AtlasError
from geo.issues.errors import shown
from geo.mentions.aims import Aims
from geo.mentions.candidate import CANDIDATES
from geo.mentions.candidate import KINDS
from geo.mentions.candidate import PLACE
from geo.mentions.candidate import STAGE
from geo.mentions.candidate import Candidate
from geo.mentions.dates import Calendar
from geo.mentions.figures import FALL
from geo.mentions.figures import Figure
from geo.mentions.figures import figures
from geo.mentions.indicators import Indicators
from geo.mentions.names import named_shortly
from geo.mentions.names import new_names
from geo.mentions.names import without_parts
from geo.mentions.page import Page
from geo.mentions.places import Names
from geo.mentions.regions import FRONTS
from geo.mentions.regions import is_whole
from geo.mentions.regions import regions
from geo.mentions.scopes import Scopes
from geo.mentions.stages import stages
from geo.mentions.subjects import Subjects
from geo.mentions.text import Text
from geo.mentions.text import text_of
from geo.mentions.units import PERCENT
from geo.mentions.units import PERCENTAGE_POINT
from geo.mentions.units import Units
from geo.mentions.verdicts import Verdicts
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import EXPECTED
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import is_day
from geo.record.vocabulary import period

_SHARES = (PERCENT, PERCENTAGE_POINT)
_FALLS_BY = re.compile("降|减|缩|精简")


def published_of(atlas: Atlas, source: str, published: str) -> str:
    """Return when a text appeared: as somebody says it, or else its row of the sources.

    Parameters
    ----------
    atlas
        The record.
    source
        Id of the text's source, which may be one that is to come; empty where it has none yet.
    published
        ``2026``, ``2026-11`` or ``2026-11-28``; empty where the source is to say it.

    Raises
    ------
    AtlasError
        If neither says it, or there is no such source.
    """
    if not published and source and source not in atlas.source_rows:
        raise AtlasError(
            "source", "must be an id of sources.csv, unless it is told when it was published", shown(source)
        )
    told = published or (atlas.source_rows[source]["published"] if source else "")
    if not is_day(told):
        must = "must be a date such as 2026, 2026-11 or 2026-11-28, of the text or of its source"
        raise AtlasError("published", must, shown(told))
    return told


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
        self._districts = frozenset({atlas.place.code, *atlas.place.districts})
        self._words = atlas.words
        self._units = Units(atlas.words)
        self._scopes = Scopes(atlas)
        self._names = Names(atlas, FRONTS)
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
        calendar = Calendar(text, published)
        known = self._names.found_in(text)
        cities = regions(text, known, self._names.city)
        fresh = new_names(text, sorted([*known, *cities], key=lambda place: place.start), self._names.city)
        fresh = sorted([*fresh, *named_shortly(text, known, fresh, FRONTS)], key=lambda place: place.start)
        known = without_parts(known, fresh)
        taken = [*((each.start, each.end) for each in calendar.dates), *((place.start, place.end) for place in known)]
        around = regions(text, [*known, *fresh], self._names.city)
        page = Page(text, sorted([*known, *fresh, *around], key=lambda place: (place.start, place.end)))
        times = _Times(calendar, Aims(text, published))
        yield from self._places(page)
        yield from self._figures(page, times, figures(text, self._units, taken))
        yield from self._stages(page, times)

    def _places(self, page: Page) -> Iterator[Candidate]:
        """Yield each place where it is first named for its own sake, or else where it is first named."""
        first = {place.subject: place for place in reversed(page.places)}
        first |= {place.subject: place for place in reversed(page.places) if page.is_for_its_sake(place)}
        for place in first.values():
            if is_whole(place.subject):
                continue
            line, column, token = page.text.token(place.start, place.end)
            yield Candidate(line, column, token, kind=PLACE, subjects=(place.subject,))

    def _figures(self, page: Page, times: _Times, found: Iterable[Figure]) -> Iterator[Candidate]:
        """Yield each figure; what the one before it in the same sentence is of and about helps to tell."""
        last: tuple[Figure, Candidate] | None = None
        for figure in found:
            if last is not None and last[0].end < page.text.period(figure.start)[0]:
                last = None
            candidate = self._of_figure(page, times, figure, last)
            yield candidate
            last = figure, candidate

    def _of_figure(self, page: Page, times: _Times, figure: Figure, last: tuple[Figure, Candidate] | None) -> Candidate:
        before, told = last or (None, None)
        follows = before is not None and not page.has_place_between(before.end, figure.at)
        subjects = told.subjects[:2] if told is not None and follows else ()
        indicators = self._indicators.of(page.text, figure, before, told.indicator if told else "")
        indicator = next(iter(indicators), "")
        scope = told.scope if told is not None and self._indicators.follows(indicator, told.indicator) else ""
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
            indicator=indicator,
            scope=self._scopes.of(page.text, page.near(figure.start), figure, indicator) or scope,
            subjects=self._subjects.ranked(page, figure.start, figure.end, indicator, figure.unit, subjects),
            **times.of(figure.start, is_share=figure.unit in _SHARES),
        )
        return self._verdicts.judged(candidate)

    def _stages(self, page: Page, times: _Times) -> Iterator[Candidate]:
        """Yield the stages of places that their sentence names; a stage of no place is none."""
        indicator = next(code for code, each in self._words.indicators.items() if each.type == STATUS)
        for stage in stages(page.text, self._words, page.places, self._districts):
            if not self._subjects.has_site_near(page, stage.start):
                continue
            line, column, token = page.text.token(stage.start, stage.end)
            candidate = Candidate(
                line,
                column,
                token,
                value=stage.status,
                kind=STAGE,
                indicator=indicator,
                scope=self._scopes.of(page.text, page.near(stage.start), stage, indicator),
                subjects=self._subjects.ranked(page, stage.start, stage.end, indicator, ""),
                **times.of(stage.start, is_stage=True),
            )
            yield self._verdicts.judged(candidate)


@dataclass(frozen=True)
class _Times:
    """When a text tells of something, and whether it has happened."""

    calendar: Calendar
    aims: Aims

    def of(self, at: int, *, is_share: bool = False, is_stage: bool = False) -> dict[str, str]:
        """Return the aim and the dates of what is told at a place, as a fact has them.

        What has happened without a date is of the day on which it was told; what is ahead is dated only by a time that
        is not over or that it is estimated of (1—11月预计), and what something to be built will be by none.
        """
        as_of = self.calendar.at(at, is_share=is_share)
        aim = self.aims.at(at, as_of, is_stage=is_stage)
        if aim == ACTUAL:
            return {"aim": aim, "as_of": as_of or self.calendar.day, "stated": ""}
        is_ahead = bool(as_of) and period(as_of)[1] > period(self.calendar.day)[0]
        is_estimate = aim == EXPECTED and "/" in as_of
        is_dated = (is_ahead or is_estimate) and not (aim == EXPECTED and self.aims.is_a_design(at))
        return {"aim": aim, "as_of": as_of if is_dated else "", "stated": self.calendar.day}
