"""What became of what was promised: each target, expectation and announced stage beside what was reported later.

All of it follows from the facts. A promise is answered by the first actual fact of the same subject, indicator and
scope whose time is not over before that of the promise. Nobody is said to have broken a promise: where our sources
report nothing, that is what is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from geo.atlas.claims import LOWER_BOUNDS
from geo.atlas.claims import UPPER_BOUNDS
from geo.atlas.claims import Claim
from geo.atlas.claims import bounds
from geo.atlas.kept import kept
from geo.record.rows import Row
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import CLOSED
from geo.record.vocabulary import LESS
from geo.record.vocabulary import MORE
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import OWN_PERIOD
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import Vocabulary
from geo.record.vocabulary import base_value
from geo.record.vocabulary import months_between
from geo.record.vocabulary import period

if TYPE_CHECKING:  # the command line asks for the names of facets before it has an atlas, which takes a while
    from geo.atlas.atlas import Atlas

MET, MISSED, UNCONFIRMED, OPEN = "met", "missed", "unconfirmed", "open"
VERDICTS = (MET, MISSED, UNCONFIRMED, OPEN)
"""Reached; another figure was reported; due, and nothing of it in our sources; not due yet, or no date was set."""

ABOUT = Decimal("0.02")
"""By how much of a figure that is given as "about" so much another may differ from it and still be the same."""

_ABOUT = "about"

Actual = Mapping[tuple[str, str], Sequence[Claim]]
"""What was reported of a subject, by indicator and scope."""


class Asked(NamedTuple):
    """What one promise is about; ``word`` is the status or honour that is promised, and empty for a number."""

    indicator: str
    scope: str
    due: str
    word: str


@dataclass(frozen=True)
class Promise:
    """A target, an expectation or an announced stage, and what became of it.

    Parameters
    ----------
    subject, indicator, scope, due
        What was promised of whom, and by when; ``due`` is empty where no date was set.
    facts
        Rows of ``data/facts.csv`` that promise it, the preferred one first.
    outcome
        Rows that report what came of it, the preferred one first; none where nothing was reported.
    verdict
        One of :data:`VERDICTS`.
    months
        Whole months from the end of the due date to the outcome, or to the date of the record where there is none:
        0 within the due date and in the month after it, negative before it. None where no date was set.
    """

    subject: str
    indicator: str
    scope: str
    due: str
    facts: tuple[Row, ...]
    outcome: tuple[Row, ...]
    verdict: str
    months: int | None


@kept
def promises(atlas: Atlas) -> dict[str, list[Promise]]:
    """Return the promises of each subject that has any, in the order of its claims: what matters most first.

    What several sources promise for one date is one promise. It is measured against the date of the record: the same
    record gives the same verdicts on every day.

    Examples
    --------
    >>> from geo.atlas.atlas import Atlas
    >>> from geo.record.read import read
    >>> found = promises(Atlas(read()))
    >>> {promise.verdict for promise in found["zhuzhou-905-base"] if promise.due}
    {'unconfirmed'}
    """
    words, day = atlas.words, date.fromisoformat(atlas.date)
    known = (atlas.place.code, *atlas.district_rows, *atlas.site_rows)
    told = ((subject, atlas.claims.get(subject, ())) for subject in known)
    found = {
        subject: list(promises_of(subject, claims, words, day))
        for subject, claims in told
        if any(claim.aim != ACTUAL for claim in claims)
    }
    return {subject: made for subject, made in found.items() if made}


def promises_of(subject: str, claims: Iterable[Claim], words: Vocabulary, day: date) -> Iterator[Promise]:
    """Yield the promises among the claims of one subject, in their order.

    Parameters
    ----------
    subject
        Id of a site, code of a district or of the city.
    claims
        What is said of it.
    words
        The registers.
    day
        The date of the record.
    """
    asked: dict[Asked, list[Row]] = defaultdict(list)
    actual: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.aim == ACTUAL:
            actual[claim.indicator, claim.scope].append(claim)
            continue
        is_number = words.indicators[claim.indicator].type == NUMBER
        for fact in filter(_is_ahead, claim.facts):
            word = "" if is_number else fact["value"]
            asked[Asked(claim.indicator, claim.scope, claim.as_of, word)].append(fact)
    for what, facts in asked.items():
        outcome, is_met = _outcome(what, facts, actual, words) if what.due else ((), False)
        verdict, months = _verdict(what.due, outcome, day, is_met=is_met)
        yield Promise(subject, what.indicator, what.scope, what.due, tuple(facts), outcome, verdict, months)


def _is_ahead(fact: Row) -> bool:
    """Return whether a fact speaks of what is to come: an estimate that was made afterwards is no promise."""
    return not (fact["as_of"] and fact["stated"]) or period(fact["stated"])[0] <= period(fact["as_of"])[1]


def time_of(fact: Row) -> str:
    """Return the date that a fact speaks of, or else on which it was stated."""
    return fact["as_of"] or fact["stated"]


def _verdict(due: str, outcome: Sequence[Row], day: date, *, is_met: bool) -> tuple[str, int | None]:
    if not due:
        return OPEN, None
    end = period(due)[1]
    if not outcome:
        return UNCONFIRMED if end < day else OPEN, months_between(end, day)
    return MET if is_met else MISSED, _lateness(due, time_of(outcome[0]))


def _outcome(what: Asked, facts: Sequence[Row], actual: Actual, words: Vocabulary) -> tuple[tuple[Row, ...], bool]:
    """Return the facts of the first claim that answers a promise, and whether it is met by them."""
    kind = words.indicators[what.indicator].type
    if kind == NUMBER:
        answers = list(_figures(what, facts[0], actual, words))
    else:
        announced = min(period(fact["stated"] or what.due)[0] for fact in facts)
        as_far = _as_far(words, what.word) if kind == STATUS else None
        answers = [(rows, True) for rows in _words(what, announced, actual, as_far)]
    return min(answers, key=lambda answer: period(time_of(answer[0][0]))[::-1], default=((), False))


def _figures(what: Asked, promised: Row, actual: Actual, words: Vocabulary) -> Iterator[tuple[tuple[Row, ...], bool]]:
    """Yield the figures of the due date and later that tell whether a promise is met, and whether it is.

    A growth rate, or what was begun in a year, is of its own period: only a figure of the very period answers. Of
    half a year none is that of the year. What is given without a date may have been reached long before: it can show
    that a promise was met, not that it was missed.
    """
    due, is_of_its_own = period(what.due), words.indicators[what.indicator].period == OWN_PERIOD
    for claim in actual.get((what.indicator, what.scope), ()):
        told = _span(claim)
        later = told[1] >= due[1] and ("/" not in claim.as_of or told[1] - told[0] >= due[1] - due[0])
        if told == due or (later and not is_of_its_own):
            is_met = _reaches(promised, claim.facts[0], words)
            if is_met is not None and (is_met or claim.as_of):
                yield claim.facts, is_met


def _words(what: Asked, announced: date, actual: Actual, as_far: frozenset[str] | None) -> Iterator[tuple[Row, ...]]:
    """Yield what says that a stage or an honour was reached.

    It may have been reached before it was due, but not before it was announced. What is said of a whole place answers
    for its parts, of the due date or later alone, and where nothing as recent is said of the part itself; not where
    the place had come as far before the part was announced.
    """
    due, answers = period(what.due)[0], {what.word} if as_far is None else as_far
    own = actual.get((what.indicator, what.scope), ())
    for claim in own:
        start, end = _span(claim)
        if (end >= due or start >= announced) and (rows := _holding(claim, answers)):
            yield rows
    if as_far is None or not what.scope:
        return
    last = max((_span(claim)[1] for claim in own), default=date.min)
    whole = [(claim, rows) for claim in actual.get((what.indicator, ""), ()) if (rows := _holding(claim, answers))]
    if any(_span(claim)[1] < announced for claim, _ in whole):
        return
    yield from (rows for claim, rows in whole if _span(claim)[1] >= due and _span(claim)[1] > last)


def _holding(claim: Claim, words: Collection[str]) -> tuple[Row, ...]:
    """Return the facts of a claim that hold one of some words."""
    return tuple(fact for fact in claim.facts if fact["value"] in words)


def _span(claim: Claim) -> tuple[date, date]:
    """Return the first and last day of what a claim speaks of."""
    return period(time_of(claim.facts[0]))


def _as_far(words: Vocabulary, stage: str) -> frozenset[str]:
    """Return a stage and those after it; what is closed has not come further."""
    stages = list(words.statuses)
    return frozenset(stages[stages.index(stage) :]) - {CLOSED} | {stage}


def _reaches(promised: Row, reported: Row, words: Vocabulary) -> bool | None:
    """Return whether a figure is as good as the one that was promised; None where it cannot tell.

    More than 90 does not tell whether 100 was reached. Of an indicator without a direction only the same figure can.
    """
    goal, (low, high) = base_value(promised["value"], words.units[promised["unit"]]), bounds(reported, words)
    margin = abs(goal) * ABOUT if _ABOUT in {promised["qualifier"], reported["qualifier"]} else Decimal(0)
    direction = _direction(promised, words)
    least = Decimal("-Infinity") if direction == LESS else goal - margin
    most = Decimal("Infinity") if direction == MORE else goal + margin
    if least <= low and high <= most:
        return True
    missed = high < least or low > most or (high == least and reported["qualifier"] in UPPER_BOUNDS)
    missed = missed or (low == most and reported["qualifier"] in LOWER_BOUNDS)
    return False if missed and direction else None


def _direction(promised: Row, words: Vocabulary) -> str:
    """Return which figure is the better one: as the promise says it, or else as its indicator does."""
    if promised["qualifier"] in LOWER_BOUNDS:
        return MORE
    return LESS if promised["qualifier"] in UPPER_BOUNDS else words.indicators[promised["indicator"]].direction


def _lateness(due: str, outcome: str) -> int:
    """Return the months from the due date to the outcome; none where one may be within the other."""
    (due_start, due_end), (start, end) = period(due), period(outcome)
    if start > due_end:
        return months_between(due_end, start)
    return months_between(due_start, end) if end < due_start else 0
