"""What stands once in a file: the state of the record, the licence, what was chosen, and the sources that are used."""

from __future__ import annotations

from collections.abc import Iterable

from geo.atlas.atlas import Atlas
from geo.atlas.identity import licence
from geo.atlas.identity import record_head
from geo.atlas.identity import sources_for_readers
from geo.record.geojson import Feature
from geo.record.model import UNIT_SOURCES


def collection(atlas: Atlas) -> dict[str, object]:
    """Return the members of a FeatureCollection that are the same whatever was chosen."""
    return {
        "type": "FeatureCollection",
        "name": atlas.record.package["name"],
        "record": record_head(atlas),
        "licence": licence(atlas),
    }


def record_cells(atlas: Atlas) -> dict[str, str]:
    """Return what identifies the record, for a format without objects: one text by each name."""
    return {
        **{f"record_{name}": text for name, text in record_head(atlas).items()},
        "licence": " · ".join(licence(atlas).values()),
    }


def used_sources(atlas: Atlas, features: Iterable[Feature]) -> list[dict[str, str]]:
    """Return the sources that features rest on, in the order of the record."""
    used = set[str]().union(*map(cited, features))
    return [source for source in sources_for_readers(atlas) if source["id"] in used]


def cited(feature: Feature) -> set[str]:
    """Return what a feature rests on: ids of sources, and texts that are no ids."""
    props = feature["properties"]
    texts = (text for name in UNIT_SOURCES for text in props.get(name) or ())
    return {*(fact["source"] for fact in props["facts"]), *texts}
