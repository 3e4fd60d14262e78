"""Who is measured: the atlas, other tools, and what nobody can beat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.cases import OWN
from bench.cases import Case
from bench.setup import ATLAS as ENVIRONMENT
from bench.setup import python_of

ATLAS = "atlas"
AGAIN = "atlas again"
FAST = "fast_cluster"
MARKERS = "marker_cluster"
CIRCLES = "geojson"
DECK = "deck"
ARROW = "arrow"
IMPORTS, START, PARSE, GROUND = "imports", "start", "parse", "ground"

_MOST_MARKERS = 10_000
_MOST_OF_OTHERS = 100_000


@dataclass(frozen=True)
class Subject:
    """Something that is measured.

    Parameters
    ----------
    name, label
        In files, and in tables.
    command
        What builds the page, of a case; None where nothing is built.
    kind
        How its page is used (:data:`bench.browser.KINDS`); empty where it has none that opens.
    most
        Places of the largest case that it is tried with.
    only_own
        Whether it is tried with our own record alone.
    """

    name: str
    label: str
    command: Callable[[Case], list[str]] | None
    kind: str = ""
    most: int = _MOST_OF_OTHERS
    only_own: bool = False

    def takes(self, case: Case) -> bool:
        """Return whether a case is tried."""
        if self.only_own:
            return case.name == OWN
        return not case.is_sparse or int(case.name) <= self.most


def _peer(name: str, environment: str = "peers") -> Callable[[Case], list[str]]:
    return lambda case: [*(python_of(environment), "-m", f"bench.peers.{name}", str(case.source), str(case.page(name)))]


def _bound(name: str, *arguments: Callable[[Case], object]) -> Callable[[Case], list[str]]:
    return lambda case: [python_of("peers"), "-m", "bench.bounds", name, *(str(each(case)) for each in arguments)]


def _atlas(case: Case) -> list[str]:
    return [python_of(ENVIRONMENT), "-m", "geo", "--root", str(case.root), "build", "-o", str(case.page(ATLAS))]


SUBJECTS = (
    Subject(ATLAS, "atlas", _atlas, "atlas", most=200_000),
    Subject(AGAIN, "atlas, nothing changed", _atlas),
    Subject(FAST, "folium FastMarkerCluster", _peer(FAST), "leaflet"),
    Subject(MARKERS, "folium Marker + MarkerCluster", _peer(MARKERS), "leaflet", most=_MOST_MARKERS),
    Subject(CIRCLES, "folium GeoJson with popup", _peer(CIRCLES), "leaflet"),
    Subject(DECK, "pydeck", _peer(DECK), "canvas"),
    Subject(ARROW, "lonboard", _peer(ARROW, "lonboard")),
    Subject(IMPORTS, "bound: import folium + geopandas", _bound(IMPORTS), only_own=True),
    Subject(
        START,
        "bound: Python + digest of the inputs",
        _bound(START, lambda case: case.root / "layers", lambda case: case.root / "data"),
    ),
    Subject(PARSE, "bound: orjson load + dump", _bound(PARSE, lambda case: case.source, lambda case: case.page(PARSE))),
    Subject(GROUND, "bound: Leaflet with the districts", None, "ground"),
)
BY_NAME = {subject.name: subject for subject in SUBJECTS}
PEERS = (FAST, MARKERS, CIRCLES, DECK, ARROW)
