"""How old what is known is: of what time the facts speak, measured against the date of the record, never a clock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from geo.atlas.claims import Claim
from geo.atlas.kept import kept
from geo.record.rows import Row
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import MONTHS_BETWEEN_ISSUES
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import months_between
from geo.record.vocabulary import period

if TYPE_CHECKING:  # as in the facets, which ask for the ages
    from geo.atlas.atlas import Atlas


@dataclass(frozen=True)
class Expected:
    """When a source that appears regularly may appear next.

    Parameters
    ----------
    when
        The first date at which it is due that is not over by the date of the record: a month, or a year where no more
        is known of when it appeared.
    missing
        How many issues should have appeared since the newest one that the record has.
    """

    when: str
    missing: int


@dataclass(frozen=True)
class Pulse:
    """Of what time a record is.

    Parameters
    ----------
    half
        The first year of which half of the dated actual figures speak, or of a year before it.
    newest
        When the newest of its sources was published.
    """

    half: str
    newest: str


@kept
def pulse(atlas: Atlas) -> Pulse:
    """Return of what time the figures of a record are; each part is empty where nothing in it has a date.

    Examples
    --------
    >>> from geo.atlas.atlas import Atlas
    >>> from geo.record.read import read
    >>> atlas = Atlas(read())
    >>> pulse(atlas).half <= pulse(atlas).newest[:4] <= atlas.date[:4]
    True
    """
    words = atlas.words
    years = sorted(
        period(fact["as_of"])[1].year
        for fact in atlas.record.facts
        if fact["aim"] == ACTUAL and fact["as_of"] and words.indicators[fact["indicator"]].type == NUMBER
    )
    published = [source["published"] for source in atlas.record.sources if source["published"]]
    return Pulse(
        half=str(years[(len(years) - 1) // 2]) if years else "",
        newest=max(published, key=lambda day: period(day)[1], default=""),
    )


@kept
def expected(atlas: Atlas) -> dict[str, Expected]:
    """Return when each source that appears regularly may appear next, by the newest issue that the record has.

    Issues of one source have the publisher, the interval and, but for its numbers, the title in common. It is an
    expectation: nothing is known of it but the interval.

    Examples
    --------
    >>> from geo.atlas.atlas import Atlas
    >>> from geo.record.read import read
    >>> atlas = Atlas(read())
    >>> all(each.when >= atlas.date[: len(each.when)] for each in expected(atlas).values())
    True
    """
    issues = [source for source in atlas.record.sources if source["every"]]
    newest = {_series(source): source for source in sorted(issues, key=lambda each: period(each["published"])[1])}
    return {source["id"]: _next(source, date.fromisoformat(atlas.date)) for source in newest.values()}


def _series(source: Row) -> tuple[str, str, str]:
    """Return what the issues of a source have in common, wherever each was read."""
    publisher, _, _mirror = source["publisher_zh"].partition("（")
    return publisher, source["every"], re.sub(r"\d+", "", source["title_zh"])


def _next(source: Row, day: date) -> Expected:
    dates = (_later(source["published"], MONTHS_BETWEEN_ISSUES[source["every"]] * issues) for issues in count(1))
    missing, when = next((passed, when) for passed, when in enumerate(dates) if period(when)[1] >= day)
    return Expected(when, missing)


def _later(published: str, months: int) -> str:
    """Return the month, or the year where no more is known, that is so many months later."""
    if len(published) == len("2024"):
        return str(int(published) + months // MONTHS_BETWEEN_ISSUES["P1Y"])
    start = period(published)[0]
    years, month = divmod(start.month - 1 + months, 12)
    return f"{start.year + years}-{month + 1:02}"


@kept
def newest_dates(atlas: Atlas) -> dict[str, str]:
    """Return the date of each subject's newest actual figure, status or honour; without those that have none."""
    dates = {subject: newest_date(claims) for subject, claims in atlas.claims.items()}
    return {subject: newest for subject, newest in dates.items() if newest}


def newest_date(claims: Iterable[Claim]) -> str:
    """Return the date of the newest actual figure, status or honour; empty where there is none with a date."""
    dates = [claim.as_of for claim in claims if claim.aim == ACTUAL and claim.as_of]
    return max(dates, key=lambda day: period(day)[1], default="")


def age(when: str, day: date) -> int:
    """Return the whole months from the end of a date or an interval to a day; 0 where it is not over by then.

    >>> age("2024", date(2026, 11, 22)), age("2024-01/2024-09", date(2026, 11, 22)), age("2026", date(2026, 11, 22))
    (22, 25, 0)

    Parameters
    ----------
    when
        A date of the record.
    day
        The date of the record.
    """
    return max(months_between(period(when)[1], day), 0)
