"""Of which place a figure is: those that are named near it, the likeliest first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections import defaultdict

from geo.atlas.atlas import Atlas
from geo.mentions.places import Place
from geo.mentions.text import Text

MOST = 5
"""How many subjects are offered."""

_CITY = re.compile("全市|我市|该市|株洲全域")
_UNIT = re.compile("全区|该区|我区|全县|该县|我县|全域")
_PARK = re.compile("园区|全园|该园|园内")
_SITE = re.compile("该项目|本项目|项目(?!建设|攻坚|[0-9个])|该公司|公司|企业|该基地|该院")

_CLAUSE, _SENTENCE, _LATER, _PARAGRAPH, _EARLIER = 10.0, 8.0, 4.0, 5.0, 2.0
"""What a place counts that is named before in the same part of the sentence, before in it, after, before in the
paragraph, and in the one before."""


class Subjects:
    """Of which kind the subject of each indicator is, as the facts of the record have it.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._city = atlas.place.code
        rows = {**atlas.site_rows, **atlas.district_rows}
        self._kinds: dict[str, str] = {self._city: "city", **{subject: row["layer"] for subject, row in rows.items()}}
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        for fact in atlas.record.facts:
            self._counts[fact["indicator"]][self.kind_of(fact["subject"])] += 1

    def kind_of(self, subject: str) -> str:
        """Return ``city``, or the layer of a subject; a new place is a project."""
        return self._kinds.get(subject, "projects")

    def fit(self, indicator: str, subject: str) -> float:
        """Return how well a subject suits an indicator, from 0.5 to 1.5, by what the record has."""
        counts = self._counts.get(indicator)
        if not counts:
            return 1.0
        return 0.5 + (counts[self.kind_of(subject)] + 0.5) / (counts.total() + 1)

    def ranked(self, text: Text, places: list[Place], at: int, indicator: str, main: str) -> list[str]:
        """Return the subjects of what is told at a place of a text, the likeliest first.

        Parameters
        ----------
        text
            The text.
        places
            The places that it names, in its order.
        at
            Where it is told.
        indicator
            What it is about; empty where that is not known.
        main
            What the whole text is about.
        """
        scores: dict[str, float] = defaultdict(float)
        scores[self._city] = 0.6
        scores[main] = max(scores[main], 1.2)
        clause, sentence, paragraph = text.clause(at), text.sentence(at), text.paragraph(at)
        before = bisect_right(places, at, key=lambda place: place.start)
        for rank, place in enumerate(reversed(places[max(before - 12, 0) : before])):
            if place.start >= clause[0]:
                counts = _CLAUSE
            elif place.start >= sentence[0]:
                counts = _SENTENCE
            elif place.start >= paragraph[0]:
                counts = _PARAGRAPH
            else:
                counts = _EARLIER
            scores[place.subject] = max(scores[place.subject], counts * 0.9**rank)
        for place in places[before : before + 3]:
            if place.start < sentence[1]:
                counts = _LATER * (1.5 if place.start < clause[1] else 1)
                scores[place.subject] = max(scores[place.subject], counts)
        self._hear(text, sentence, clause, at, places[:before], scores)
        fitting = {subject: score * self.fit(indicator, subject) for subject, score in scores.items() if subject}
        return sorted(fitting, key=lambda subject: (-fitting[subject], subject))[:MOST]

    def _hear(
        self,
        text: Text,
        sentence: tuple[int, int],
        clause: tuple[int, int],
        at: int,
        before: list[Place],
        scores: dict[str, float],
    ) -> None:
        """Let words that point to a place (the whole city, this project) count for what they point to."""
        for pattern, kinds in ((_CITY, ("city",)), (_UNIT, ("districts",)), (_PARK, ("parks",))):
            found = [match.start() for match in pattern.finditer(text.signs, sentence[0], at)]
            if not found:
                continue
            subject = next(
                (place.subject for place in reversed(before) if self.kind_of(place.subject) in kinds),
                self._city if kinds == ("city",) else "",
            )
            counts = _CLAUSE if found[-1] >= clause[0] else _SENTENCE
            scores[subject] = max(scores[subject], counts)


def main_subject(places: list[Place], city: str) -> str:
    """Return what a text is about: the place that it names most often, the city only where it names no other thrice."""
    counts = Counter(place.subject for place in places if place.subject != city and not place.is_new)
    if not counts:
        return city
    subject, times = counts.most_common(1)[0]
    return subject if times >= 3 and times * 2 > counts.total() else city
