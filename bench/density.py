"""How much a made-up record holds of a place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Density:
    """How much there is of a place; shares are of the places that can have the thing at all.

    Parameters
    ----------
    facts
        Facts of a place.
    unlocated
        Share of places without a position.
    areas, lines
        Shares of parks that are drawn as areas, and of infrastructure that is drawn as lines.
    nested
        Share of places that lie in a park.
    disputed
        Share of places with two sources that contradict each other; half of these disagreements have a resolution.
    several
        Share of places with further parts, and of those with a rival position.
    """

    facts: int
    unlocated: float = 0
    areas: float = 0
    lines: float = 0
    nested: float = 0
    disputed: float = 0
    several: float = 0


SPARSE = Density(facts=3)
"""Three facts a place, all of them points: what peers can show as well."""

DENSE = Density(facts=7, unlocated=0.4, areas=0.06, lines=0.2, nested=0.3, disputed=0.08, several=0.02)
"""The density of the atlas's own record."""
