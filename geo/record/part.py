"""A part of the record: some of its sites, what is said about some subjects, and the sources that this rests on."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace

from geo.record.geojson import Collection
from geo.record.layers import CONTEXT
from geo.record.layers import DISTRICTS
from geo.record.layers import FURTHER
from geo.record.layers import SITE_LAYERS
from geo.record.locators import CITATION
from geo.record.model import Record

EVIDENCE = {
    DISTRICTS: ("population_source", "area_source", "boundary_source", "seat_evidence"),
    CONTEXT: ("evidence",),
}
"""What says of a district, and of a feature of the basemap, what it rests on; a site says so of each position."""


def part_of(record: Record, subjects: Iterable[str]) -> Record:
    """Return the part of a record without errors that is about some subjects.

    The districts, the basemap and the registers stay whole: they are the ground on which the sites lie, and the words
    in which the facts are told.

    Parameters
    ----------
    record
        A record without errors.
    subjects
        Ids of the sites, districts or city whose facts are kept. Sites that are not among them are left out.
    """
    kept = frozenset(subjects)
    layers = {
        name: Collection(type=layer["type"], features=[each for each in layer["features"] if each["id"] in kept])
        for name, layer in record.layers.items()
        if name in SITE_LAYERS
    }
    facts = [row for row in record.facts if row["subject"] in kept]
    held = {row["id"] for row in facts}
    part = replace(
        record,
        layers=record.layers | layers,
        facts=facts,
        resolutions=[row for row in record.resolutions if row["fact"] in held],
        withdrawn=[row for row in record.withdrawn if row["replacement"] in held],
        changes=[row for row in record.changes if row["id"] in held | kept],
    )
    cited = cited_sources(part)
    part.sources = [row for row in record.sources if row["id"] in cited]
    return part


def cited_sources(record: Record) -> set[str]:
    """Return what facts, positions, districts and the basemap rest on: ids of sources, and other texts."""
    cited = {row["source"] for row in record.facts}
    for text in set(_evidence(record)):
        citation = CITATION.fullmatch(text)
        cited.add(citation[1] if citation else text)
    return cited


def _evidence(record: Record) -> Iterator[str]:
    """Yield what positions, districts and the basemap rest on."""
    for layer, names in EVIDENCE.items():
        for feature in record.features(layer):
            for name in names:
                yield from feature["properties"][name] or ()
    for _, feature in record.sites:
        site = feature["properties"]
        yield from site["position_evidence"] or ()
        for name in FURTHER:
            for position in site[name]:
                yield from position["evidence"]
