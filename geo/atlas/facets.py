"""The facets by which sites are chosen: the same in the page, on the command line and in an export.

A facet gives each site one or more of its options. This module is the one home of what a facet means; the page gets the
options and, for every site, a mask with a bit for each option it has, in as many words of 32 bits as it takes.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from geo.atlas.atlas import Atlas
from geo.atlas.claims import is_open
from geo.messages import both
from geo.record.model import CONTEXT
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import EXACT_M
from geo.record.vocabulary import NOT_STATED
from geo.record.vocabulary import Term
from geo.record.vocabulary import period

POSITIONS = (
    Term("exact", "位置确切", "Exact position"),
    Term("doubtful", *both("doubtful")),
    Term("unplaced", "无确切位置", "No position"),
)
DISPUTES = (
    Term("open", *both("differ")),
    Term("resolved", *both("disputeResolved")),
)


@dataclass(frozen=True)
class Facet:
    """A facet.

    Parameters
    ----------
    key
        Its name in an address, an option of the command line and an export.
    options
        What may be chosen, in the order of display.
    codes_of
        Gives the codes of the options that a subject has, by its id. The city and a district have themselves as their
        district, and disagreements; of the other facets they have none.
    """

    key: str
    options: tuple[Term, ...]
    codes_of: Callable[[str], Iterable[str]]


@lru_cache(maxsize=1)
def facets(atlas: Atlas) -> tuple[Facet, ...]:
    """Return the facets of an atlas, in the order of display; kept, since each choice asks for them."""
    words, sites, city = atlas.words, atlas.raw_sites, atlas.place
    units = [Term(row.Index, row.name_zh, row.name_en) for row in atlas.districts.itertuples()]

    def of_sites(codes_of: Callable[[str], Iterable[str]]) -> Callable[[str], Iterable[str]]:
        return lambda subject: codes_of(subject) if subject in sites.index else []

    years = sorted({_latest_year(atlas, site) for site in sites.index} - {None}, reverse=True)
    return (
        Facet(
            "district",
            (Term(city.code, city.name_zh, city.name_en), *units),
            lambda subject: (sites["all_districts"][subject] or [city.code]) if subject in sites.index else [subject],
        ),
        Facet(
            "kind",
            tuple(kind for kind in words.kinds.values() if kind.layer != CONTEXT),
            of_sites(lambda site: [sites["kind"][site]]),
        ),
        Facet(
            "sector",
            (*words.sectors.values(), NOT_STATED),
            of_sites(lambda site: [sites["sector"][site] or NOT_STATED.code]),
        ),
        Facet(
            "status",
            (*words.statuses.values(), NOT_STATED),
            of_sites(lambda site: [sites["status"][site] or NOT_STATED.code]),
        ),
        Facet("position", POSITIONS, of_sites(lambda site: [_position(atlas, site)])),
        Facet("dispute", DISPUTES, lambda subject: _disputes(atlas, subject)),
        Facet(
            "year",
            (*(Term(year, f"{year}年", year) for year in years), NOT_STATED),
            of_sites(lambda site: [_latest_year(atlas, site) or NOT_STATED.code]),
        ),
    )


def mask(facet: Facet, subject: str) -> int:
    """Return a subject's options as bits: bit 0 is the first option."""
    codes = [option.code for option in facet.options]
    return sum(1 << codes.index(code) for code in facet.codes_of(subject))


def _position(atlas: Atlas, site: str) -> str:
    uncertainty = atlas.raw_sites["position_uncertainty_m"][site]
    if uncertainty is None:
        return "unplaced"
    return "exact" if uncertainty <= EXACT_M else "doubtful"


def _disputes(atlas: Atlas, subject: str) -> set[str]:
    differing = [claim for claim in atlas.claims.get(subject, ()) if claim.differs]
    return {"open" if is_open(claim) else "resolved" for claim in differing}


def _latest_year(atlas: Atlas, site: str) -> str | None:
    """Return the last year of which an actual figure or status of a site speaks; none is of no year."""
    claims = atlas.claims.get(site, ())
    years = [period(claim.as_of)[1].year for claim in claims if claim.aim == ACTUAL and claim.as_of]
    return str(max(years)) if years else None
