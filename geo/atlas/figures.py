"""A place's figure: the one number of each indicator by which a subject is filtered, sorted, ranked and compared.

The rule is here and nowhere else. Of each indicator it is the first claim, in the order of the claims
(:mod:`geo.atlas.claims`): the whole place before a part, an actual figure before what is expected or aimed at, the
latest first. A part stands in only where nothing is said of the whole, and then by its name (``scope``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.claims import Claim
from geo.atlas.kept import Memo
from geo.atlas.kept import kept
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import base_value


class Figure(NamedTuple):
    """The figure of a subject for one indicator.

    Parameters
    ----------
    claim
        Its place among the claims of the subject.
    unit, qualifier, scope, aim, as_of, stated
        Codes and dates of the fact that is shown; ``unit`` as printed, ``scope`` of a part, empty of the whole.
    value
        The figure in the base unit of its dimension.
    values
        Every value that sources give where they disagree, the one shown first; else that one alone.
    """

    claim: int
    unit: str
    qualifier: str
    scope: str
    aim: str
    as_of: str
    stated: str
    value: float
    values: tuple[float, ...]

    @property
    def differs(self) -> bool:
        """Whether sources disagree on it."""
        return len(self.values) > 1


@kept
def figures(atlas: Atlas) -> Mapping[str, Mapping[str, Figure]]:
    """Return the figures of an atlas: by indicator, in the order of the register, and by subject, in that of the atlas.

    Only indicators that are numbers are in it, and of each only the subjects that have a figure.

    Examples
    --------
    >>> from geo.record.read import read
    >>> park = figures(Atlas(read()))["investment"]["beidou-lake-park"]
    >>> park.value >= 1e9, park.scope
    (True, '')
    """
    return find_figures(atlas)


def find_figures(atlas: Atlas) -> Mapping[str, Mapping[str, Figure]]:
    """Return what :func:`figures` does, found anew and not kept: those of a large record fill the memory."""
    found: dict[str, dict[str, Figure]] = {
        code: {} for code, indicator in atlas.words.indicators.items() if indicator.type == NUMBER
    }
    units = atlas.words.units
    base = Memo[tuple[str, str], tuple[float]](lambda printed: (float(base_value(printed[0], units[printed[1]])),))
    for subject in subjects(atlas):
        claims = atlas.claims.get(subject, ())
        for at in first_claims(claims):
            if (of_subjects := found.get(claims[at].indicator)) is not None:
                of_subjects[subject] = _figure(at, claims[at], base)
    return {code: of_subjects for code, of_subjects in found.items() if of_subjects}


def first_claims(claims: Iterable[Claim]) -> Iterator[int]:
    """Yield the place of the first claim of each indicator: what to show where there is room for one alone."""
    return first_of_each(claim.indicator for claim in claims)


def first_of_each(indicators: Iterable[str]) -> Iterator[int]:
    """Yield the place of the first of each indicator."""
    seen = set()
    for at, indicator in enumerate(indicators):
        if indicator not in seen:
            seen.add(indicator)
            yield at


def usual_unit(of_subjects: Mapping[str, Figure]) -> str:
    """Return the unit in which most figures of an indicator are printed, the first of several."""
    return Counter(figure.unit for figure in of_subjects.values()).most_common(1)[0][0]


def _figure(at: int, claim: Claim, base: Mapping[tuple[str, str], tuple[float]]) -> Figure:
    """Return the figure of a claim; ``base`` has what each value is in the base unit of each unit, many the same."""
    fact = claim.facts[0]
    values: tuple[float, ...] = base[fact["value"], fact["unit"]]
    if claim.differs:
        values = tuple(dict.fromkeys(chain.from_iterable(base[each["value"], each["unit"]] for each in claim.facts)))
    return Figure(
        claim=at,
        unit=fact["unit"],
        qualifier=fact["qualifier"],
        scope=claim.scope,
        aim=claim.aim,
        as_of=claim.as_of,
        stated=fact["stated"],
        value=values[0],
        values=values,
    )
