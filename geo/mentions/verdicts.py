"""What the record says already of what a text tells: the same, something older, something else, a promise, nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from geo.atlas.atlas import Atlas
from geo.atlas.claims import Claim
from geo.atlas.claims import contradict
from geo.atlas.claims import question_of
from geo.atlas.promises import promises_of
from geo.mentions.candidate import ANSWERS
from geo.mentions.candidate import CONTRADICTS
from geo.mentions.candidate import HELD
from geo.mentions.candidate import NEW
from geo.mentions.candidate import NEWER
from geo.mentions.candidate import Candidate
from geo.record.rows import Row
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import base_value
from geo.record.vocabulary import period

_LIKELY = 3
"""How many subjects may be meant."""


class Verdicts:
    """What the facts of an atlas say of candidates.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._words = atlas.words
        self._facts: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for fact in atlas.record.facts:
            self._facts[fact["subject"], fact["indicator"]].append(fact)

    def judged(self, candidate: Candidate) -> Candidate:
        """Return a candidate with its verdict, which is always about the first of its subjects.

        Of the likeliest ones that one is put first of which the record says the same. One of which it says something
        else is not: it is more often another place than another figure.
        """
        told = {subject: self._about(candidate, subject) for subject in candidate.subjects[:_LIKELY]}
        held = (subject for subject, (verdict, _) in told.items() if verdict == HELD)
        subject = next(held, candidate.subjects[0])
        verdict, fact = told[subject]
        others = (each for each in candidate.subjects if each != subject)
        return replace(candidate, subjects=(subject, *others), verdict=verdict, fact=fact)

    def _about(self, candidate: Candidate, subject: str) -> tuple[str, str]:
        """Return the verdict and its fact if a candidate is about a subject."""
        rows = [
            fact
            for fact in self._facts.get((subject, candidate.indicator), ())
            if fact["scope"] == candidate.scope and (fact["unit"] == "") == (candidate.unit == "")
        ]
        return next(self._verdicts(_as_fact(candidate, subject), rows), (NEW, ""))

    def _verdicts(self, told: Row, rows: list[Row]) -> Iterator[tuple[str, str]]:
        """Yield what holds of what is told, what tells most of it first."""
        same = [fact for fact in rows if question_of(fact) == question_of(told)]
        for fact in same:
            if self._value(fact) == self._value(told):
                yield HELD, fact["id"]
        for fact in same:
            if contradict([fact, told], self._words):
                yield CONTRADICTS, fact["id"]
        yield from ((ANSWERS, fact) for fact in self._promised(told, rows))
        before = [fact for fact in rows if fact["aim"] == told["aim"] and _end(fact) < _end(told)]
        if before:
            yield NEWER, max(before, key=lambda fact: (_end(fact), fact["id"]))["id"]

    def _promised(self, told: Row, rows: list[Row]) -> Iterator[str]:
        """Yield the facts that promise what is told, where nothing in the record answers them before."""
        if told["aim"] != ACTUAL or all(fact["aim"] == ACTUAL for fact in rows):
            return
        claims = [Claim(*question_of(fact), (fact,), differs=False) for fact in (*rows, told)]
        for promise in promises_of(told["subject"], claims, self._words, date.fromisoformat(self._atlas.date)):
            if told in promise.outcome:
                yield promise.facts[0]["id"]

    def _value(self, fact: Row) -> object:
        """Return what a fact says, in the base unit where it is a number."""
        if self._words.indicators[fact["indicator"]].type == NUMBER:
            return base_value(fact["value"], self._words.units[fact["unit"]])
        return fact["value"]


def _as_fact(candidate: Candidate, subject: str) -> Row:
    """Return a candidate as the fact that it would be."""
    columns = ("indicator", "scope", "value", "unit", "qualifier", "as_of", "stated", "aim")
    told = {column: str(getattr(candidate, column)) for column in columns}
    return {"id": "", "subject": subject, "source": "", **told}


def _end(fact: Row) -> date:
    return period(fact["as_of"] or fact["stated"])[1]
