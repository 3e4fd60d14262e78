"""The key figures of a subject: what a popup, a drawer, a table and a printed sheet show where there is room for a few.

Which few are shown is decided here and nowhere else; which figure of an indicator it is, in
:mod:`geo.atlas.figures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.atlas.claims import Claim
from geo.atlas.figures import first_claims
from geo.atlas.figures import first_of_each
from geo.atlas.kept import Memo
from geo.atlas.kept import kept
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import AIMS
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import TARGET
from geo.record.vocabulary import period

OF_A_SITE = 3
OF_A_UNIT = 4
"""How many figures a site has, and how many the city or a district."""

MAIN_THEMES = frozenset({"economy", "industry", "investment", "trade"})
"""What a reader asks of a city or a district before anything else."""


class KeyFigure(NamedTuple):
    """A figure that stands for its subject.

    Parameters
    ----------
    claim
        Its place among the claims of the subject.
    ahead
        The place of the claim that says what number is expected or aimed at later; None where none is.
    """

    claim: int
    ahead: int | None


def key_figures(atlas: Atlas, subject: str) -> list[KeyFigure]:
    """Return the key figures of a subject, the most important first.

    A site has at most three, by the weight of their indicators; what was aimed at or expected for a time that was over
    at the date of the record comes last. The city and a district have at most four numbers, one of each theme, in the
    order of the themes in their register: economy, industry, investment and trade before all others, whether actual or
    aimed at. Of these four, too, what is over comes last.

    Parameters
    ----------
    atlas
        The atlas.
    subject
        Id of a site, code of a district or of the city.

    Examples
    --------
    >>> from geo.record.read import read
    >>> atlas = Atlas(read())
    >>> [atlas.claims["430200"][figure.claim].indicator for figure in key_figures(atlas, "430200")][0]
    'gdp'
    """
    claims, date = atlas.claims.get(subject, ()), atlas.date
    if subject in atlas.site_rows:
        if {claim.aim for claim in claims} <= {ACTUAL}:
            return _of_what_is(atlas)[tuple([claim.indicator for claim in claims])]
        chosen = sorted(_of_each_indicator(atlas, claims), key=lambda at: _is_over(claims[at], date))[:OF_A_SITE]
    else:
        chosen = _of_each_theme(atlas, claims)[:OF_A_UNIT]
    return [KeyFigure(at, _ahead(claims, at) if _is_number(atlas, claims[at]) else None) for at in chosen]


@kept
def _of_what_is(atlas: Atlas) -> Memo[tuple[str, ...], list[KeyFigure]]:
    """Return the key figures of a site by the indicators of its claims, where nothing is promised: nothing is ahead."""
    known = atlas.words.indicators

    def chosen(indicators: tuple[str, ...]) -> list[KeyFigure]:
        figures = (at for at in first_of_each(indicators) if known[indicators[at]].type != STATUS)
        return [KeyFigure(at, None) for at in islice(figures, OF_A_SITE)]

    return Memo(chosen)


def _of_each_indicator(atlas: Atlas, claims: Sequence[Claim]) -> Iterator[int]:
    """Yield the place of the first claim of each indicator; a status is no figure."""
    indicators = atlas.words.indicators
    yield from (at for at in first_claims(claims) if indicators[claims[at].indicator].type != STATUS)


def _of_each_theme(atlas: Atlas, claims: Sequence[Claim]) -> list[int]:
    """Return the place of one number of each theme, the main themes first: the weightiest that holds and is whole."""
    indicators, themes = atlas.words.indicators, list(atlas.words.themes)
    best: dict[str, int] = {}
    numbers = [at for at in _of_each_indicator(atlas, claims) if _is_number(atlas, claims[at])]

    def worth(at: int) -> tuple[bool, bool, bool, int, bool]:
        claim = claims[at]
        weight = indicators[claim.indicator].weight
        return *_doubt(claim, atlas.date), claim.scope != "", -weight, claim.aim != ACTUAL

    for at in sorted(numbers, key=worth):
        best.setdefault(indicators[claims[at].indicator].theme, at)

    def rank(theme: str) -> tuple[bool, bool, int]:
        return theme not in MAIN_THEMES, _is_over(claims[best[theme]], atlas.date), themes.index(theme)

    return [best[theme] for theme in sorted(best, key=rank)]


def _is_number(atlas: Atlas, claim: Claim) -> bool:
    return atlas.words.indicators[claim.indicator].type == NUMBER


def _doubt(claim: Claim, date: str) -> tuple[bool, bool]:
    """Return whether a claim promises what is over, and whether it is a target for a time that nothing names."""
    return _is_over(claim, date), claim.aim == TARGET and claim.as_of == ""


def _is_over(claim: Claim, date: str) -> bool:
    """Return whether a claim is a target or an expectation for a time that has passed."""
    return claim.aim != ACTUAL and claim.as_of != "" and period(claim.as_of)[1] < period(date)[0]


def _ahead(claims: Sequence[Claim], at: int) -> int | None:
    """Return the place of what is expected, or else aimed at, for a later time than that of an actual figure."""
    actual = claims[at]
    if actual.aim != ACTUAL or not actual.as_of:
        return None
    same = [
        other
        for other, claim in enumerate(claims)
        if claim.aim != ACTUAL
        and claim.as_of
        and (claim.indicator, claim.scope) == (actual.indicator, actual.scope)
        and period(claim.as_of)[1] > period(actual.as_of)[1]
    ]
    return min(same, key=lambda other: AIMS.index(claims[other].aim), default=None)
