"""The log of changes: what it keeps of facts, sites and districts, each field as a cell, and the order of its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from geo.record.compact import to_json
from geo.record.geojson import Feature
from geo.record.layers import DISTRICTS
from geo.record.model import Record
from geo.record.model import id_order
from geo.record.rows import Row
from geo.record.rules import is_slug
from geo.record.tables import LOGGED_OF_DISTRICTS
from geo.record.tables import LOGGED_OF_FACTS
from geo.record.tables import LOGGED_OF_SITES

LAYER, POSITION = "layer", "position"

_FIELDS = tuple(dict.fromkeys((*LOGGED_OF_FACTS, *LOGGED_OF_SITES, *LOGGED_OF_DISTRICTS)))

Cells = Mapping[str, str]
"""The fields of something as the log has them, by name."""


def logged(record: Record) -> dict[str, Cells]:
    """Return what the log keeps of a canonical record by id: facts first, so that a place of a fact's id is no fact.

    What has no id, or no properties, is passed over: it is for :mod:`geo.checks` to report.
    """
    districts = {key: told for key, told in map(_district, record.features(DISTRICTS)) if key}
    sites = {key: told for key, told in (_site(layer, feature) for layer, feature in record.sites) if key}
    return districts | sites | {row["id"]: {field: row[field] for field in LOGGED_OF_FACTS} for row in record.facts}


def in_order(changes: list[Row], editions: list[Row]) -> list[Row]:
    """Return the rows of the log by edition, fact or place, and field."""
    tags = {row["tag"]: place for place, row in enumerate(sorted(editions, key=lambda row: (row["date"], row["tag"])))}

    def rank(row: Row) -> tuple[int, bool, tuple[int, str], int]:
        is_place = row["field"] not in LOGGED_OF_FACTS
        order = (0, row["id"]) if is_place else id_order(row["id"])
        field = _FIELDS.index(row["field"]) if row["field"] in _FIELDS else len(_FIELDS)
        return tags.get(row["since"], len(tags)), is_place, order, field

    return sorted(changes, key=rank)


def _district(feature: Feature) -> tuple[str, Cells]:
    return _told(feature, LOGGED_OF_DISTRICTS, {})


def _site(layer: str, feature: Feature) -> tuple[str, Cells]:
    return _told(feature, LOGGED_OF_SITES, {LAYER: layer, POSITION: _position(feature.get("geometry"))})


def _told(feature: Feature, fields: tuple[str, ...], further: Cells) -> tuple[str, Cells]:
    """Return the id of a feature, empty where it has none that can be used, and its cells."""
    identifier, properties = feature.get("id"), feature.get("properties")
    if not isinstance(identifier, str) or not is_slug(identifier) or not isinstance(properties, dict):
        return "", {}
    return identifier, {field: further[field] if field in further else _cell(properties.get(field)) for field in fields}


def _cell(value: object) -> str:
    """Return a property as a cell: a list with blanks between its items."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(_cell, value))
    return value if isinstance(value, str) else to_json(value)


def _position(geometry: object) -> str:
    """Return a geometry as a cell: a point by lon and lat, a shape by its type and digits that tell it from others.

    >>> _position({"type": "Point", "coordinates": [113.1, 27.8]}), _position(None)
    ('113.1 27.8', '')
    """
    if not isinstance(geometry, dict):
        return ""
    if geometry.get("type") == "Point":
        return _cell(geometry.get("coordinates"))
    drawn = to_json(geometry.get("coordinates"))
    return f"{geometry.get('type')} {hashlib.sha256(drawn.encode(errors='replace')).hexdigest()[:8]}"
