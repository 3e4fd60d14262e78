"""What is said about a subject: facts gathered into claims, and what follows from them.

A claim is one question: what a source says of a subject's indicator, in a scope, at a date, with an aim. The facts that
answer it are kept together; whether they contradict each other is computed here and nowhere written down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from geo.record.model import Record
from geo.record.model import id_order
from geo.record.rows import Row
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import AIMS
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import STANDINGS
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import Vocabulary
from geo.record.vocabulary import base_value
from geo.record.vocabulary import period

LOWER_BOUNDS = ("over", "at-least")
UPPER_BOUNDS = ("under", "nearly")


class Question(NamedTuple):
    """What facts answer: see :class:`Claim`."""

    indicator: str
    scope: str
    as_of: str
    stated: str
    aim: str


class Claim(NamedTuple):
    """The facts that answer one question.

    Parameters
    ----------
    indicator, scope, as_of, stated, aim
        The question; ``scope`` is empty where nothing narrows the indicator, ``as_of`` where no year is given.
        ``stated`` is the year in which a figure without a year was stated, and empty otherwise.
    facts
        Rows of ``data/facts.csv``: the preferred one first, where there is a resolution; then primary sources before
        second-hand ones, and the newest first.
    differs
        Whether two of the facts cannot both be true.
    resolution
        Row of ``data/resolutions.csv`` that prefers one of them, with its reason; None where the question is open.
    """

    indicator: str
    scope: str
    as_of: str
    stated: str
    aim: str
    facts: tuple[Row, ...]
    differs: bool
    resolution: Row | None = None


def claims_by_subject(record: Record, words: Vocabulary) -> dict[str, list[Claim]]:
    """Gather the facts of each subject into claims, what matters most first.

    Parameters
    ----------
    record
        A record without errors.
    words
        Its registers.
    """
    subjects: dict[str, dict[Question, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for fact in record.facts:
        subjects[fact["subject"]][question_of(fact)].append(fact)
    rank, order = _ranker(words), _fact_order(record)
    resolutions = {resolution["fact"]: resolution for resolution in record.resolutions}
    return {
        subject: [
            _claim(question, _in_order(questions[question], order), words, resolutions)
            for question in sorted(questions, key=rank)
        ]
        for subject, questions in subjects.items()
    }


def _in_order(facts: list[Row], order: Callable[[Row], tuple[int, int, tuple[int, str]]]) -> list[Row]:
    """Return facts in their order; most claims have a single one, which needs no key."""
    return sorted(facts, key=order) if len(facts) > 1 else facts


def is_open(claim: Claim) -> bool:
    """Return whether the facts of a claim contradict each other and nothing prefers one of them."""
    return claim.differs and claim.resolution is None


def last_reported(claims: Sequence[Claim], words: Vocabulary) -> tuple[str | None, str | None]:
    """Return the code of the status that was reported last, and as of when; None where nothing says so.

    See :func:`latest_status`. Of an interval it is the end: nobody says when in it the status was reached.
    """
    latest = latest_status(claims, words)
    if latest is None:
        return None, None
    claim, fact = latest
    return claims[claim].facts[fact]["value"], claims[claim].as_of.rpartition("/")[2] or None


def latest_status(claims: Sequence[Claim], words: Vocabulary) -> tuple[int, int] | None:
    """Return the status that holds now, as the places of its claim and of its first fact in it.

    It is the most advanced one of the latest year that a source reports. Years, not days, are compared, because a
    source that says no more than "in 2024" does not speak of its last day; of one status in one year the last day is
    taken.
    A status without a year counts only where none has one. A status of a part (a scope) is not that of the whole.
    """
    told = [
        (at, place)
        for at, claim in enumerate(claims)
        if claim.aim == ACTUAL and not claim.scope and words.indicators[claim.indicator].type == STATUS
        for place in range(len(claim.facts))
    ]
    if len(told) < 2:
        return told[0] if told else None
    stages = {code: stage for stage, code in enumerate(words.statuses)}

    def advance(place: tuple[int, int]) -> tuple[int, int, str, int]:
        claim = claims[place[0]]
        return _year(claim), stages[claim.facts[place[1]]["value"]], claim.as_of.rpartition("/")[2], place[0]

    return max(told, key=advance)


def bounds(fact: Row, words: Vocabulary) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest value that a fact allows, in the base unit."""
    value = base_value(fact["value"], words.units[fact["unit"]])
    if fact["qualifier"] in LOWER_BOUNDS:
        return value, Decimal("Infinity")
    if fact["qualifier"] in UPPER_BOUNDS:
        return Decimal("-Infinity"), value
    return value, value


def _year(claim: Claim) -> int:
    return period(claim.as_of)[1].year if claim.as_of else 0


def question_of(fact: Row) -> Question:
    """Return what a fact answers. Plans change: figures without a year, stated in two years, are two questions."""
    stated = "" if fact["as_of"] else fact["stated"][:4]
    return Question(fact["indicator"], fact["scope"], fact["as_of"], stated, fact["aim"])


def _claim(question: Question, facts: list[Row], words: Vocabulary, resolutions: dict[str, Row]) -> Claim:
    preferred = (resolutions[fact["id"]] for fact in facts if fact["id"] in resolutions) if resolutions else ()
    resolution = next(iter(preferred), None)
    if resolution is not None:
        facts = sorted(facts, key=lambda fact: fact["id"] != resolution["fact"])
    return Claim(*question, tuple(facts), contradict(facts, words), resolution)


def _fact_order(record: Record) -> Callable[[Row], tuple[int, int, tuple[int, str]]]:
    """Return the sort key of the facts of one claim: primary before second-hand, the newest source first, by id."""
    sources = {source["id"]: source for source in record.sources}

    def key(fact: Row) -> tuple[int, int, tuple[int, str]]:
        source = sources[fact["source"]]
        published = period(source["published"])[1]
        return STANDINGS.index(source["standing"]), -published.toordinal(), id_order(fact["id"])

    return key


def contradict(facts: list[Row], words: Vocabulary) -> bool:
    """Return whether two of the facts that answer one question cannot both be true."""
    if len(facts) == 1:
        return False
    kind = words.indicators[facts[0]["indicator"]].type
    if kind == NUMBER:
        return not _have_common_value([bounds(fact, words) for fact in facts])
    if kind == STATUS:
        return not _sources_share_a_status(facts)
    # Honours add up: a city may be given several in one year.
    return False


def _have_common_value(allowed: list[tuple[Decimal, Decimal]]) -> bool:
    return max(low for low, _ in allowed) <= min(high for _, high in allowed)


def _sources_share_a_status(facts: list[Row]) -> bool:
    """Return whether any two sources have a status in common; one source may tell of several steps in one year."""
    told: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        told[fact["source"]].add(fact["value"])
    values = list(told.values())
    return all(one & other for i, one in enumerate(values) for other in values[i + 1 :])


def _ranker(words: Vocabulary) -> Callable[[Question], tuple[object, ...]]:
    """Return the sort key of questions: weight, the whole before its parts, actual before expected before target.

    Of one aim the latest comes first; claims without a year come after those that have one, the latest stated first. So
    the first claim of an indicator is the one to show where there is room for one alone.
    """
    indicators = {code: i for i, code in enumerate(words.indicators)}

    @cache  # of many subjects the same is asked
    def key(question: Question) -> tuple[object, ...]:
        start, end = period(question.as_of or question.stated)
        return (
            -words.indicators[question.indicator].weight,
            indicators[question.indicator],
            question.scope != "",
            AIMS.index(question.aim),
            question.as_of == "",
            -end.toordinal(),
            start.toordinal(),
            question.scope,
        )

    return key
