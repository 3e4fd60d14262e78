"""The types of GeoJSON (RFC 7946) as the record has it: lon, lat in WGS-84."""

from __future__ import annotations

from typing import Any
from typing import TypedDict

Properties = dict[str, Any]
"""What a feature says of itself, by name; ``geo.checks`` sees to the types of the values."""

Geometry = dict[str, Any]
"""A geometry: its ``type`` and its ``coordinates``, nested as deep as the type has it."""


class Feature(TypedDict):
    """A site, a district or a thing of the basemap."""

    type: str
    id: str
    properties: Properties
    geometry: Geometry | None


class Collection(TypedDict):
    """A layer."""

    type: str
    features: list[Feature]
