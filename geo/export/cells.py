"""What a format without lists and objects says of a subject and of the record: one plain value by each name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from geo.atlas.atlas import Atlas
from geo.record.compact import MICRO
from geo.record.compact import micro
from geo.record.compact import to_json
from geo.record.geojson import Feature
from geo.record.geojson import Properties
from geo.record.layers import FURTHER
from geo.record.layers import PARTS
from geo.record.layers import RIVALS
from geo.record.model import UNIT_FIGURES
from geo.record.model import UNIT_SOURCES
from geo.record.tables import CHECKED
from geo.record.vocabulary import Term

UNWRITABLE = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither XML 1.0 nor a table can hold.

Control characters but a tab and the ends of lines, halves of surrogate pairs and two code points that are no
characters. The page's scripts get the very pattern, and the next one.
"""
FORMULA = re.compile(r"[=⁼₌﹦＝+⁺₊﬩﹢＋\-﹣－@﹫＠\t\r\n]")
"""What a formula may begin with: a sign, or another form of it (Unicode's NFKC) that a spreadsheet may read as it."""

EXPLANATIONS = ("inclusion_reason_zh", "inclusion_reason_en", "area_note_zh", "area_note_en")
"""Why a site is on the map, and why its drawn area differs from the one reported."""


OF_SUBJECTS = (
    *("id", "name_zh", "name_en", "aliases", "layer", "layer_zh", "kind", "kind_zh", "sector", "sector_zh"),
    *("districts", "districts_zh", "parent", "status", "status_zh", "status_as_of"),
    *("position_basis", "position_basis_zh", "position_uncertainty_m", "position_datum"),
    *("position_note_zh", "position_note_en", "longitude", "latitude"),
    *("position_role", "position_name_zh", "position_name_en", "position_reason_zh", "position_reason_en"),
    "position_evidence",
    *("inclusion_reason_zh", "inclusion_reason_en", "area_note_zh", "area_note_en"),
    *("population", "population_as_of", "population_source", "population_note_zh", "population_note_en"),
    *("area_km2", "area_source"),
)
OF_FACTS = (
    *("fact", "indicator", "indicator_zh", "indicator_en", "scope", "scope_zh", "value", "value_zh", "value_en"),
    *("unit", "unit_zh", "value_base", "unit_base", "qualifier"),
    *("as_of", "stated", "when_zh", "when_en", "aim", "aim_zh"),
    *("source", "standing", "publisher_zh", "publisher_en", "title_zh", "title_en", "url", "locator", "token"),
    *("note_zh", "note_en", "differs", "resolution", "archive", "form", "accessed", *CHECKED),
)
OF_SOURCES = ("standing", "publisher_zh", "publisher_en", "title_zh", "title_en", "url", "archive", "form", "accessed")
OF_RECORD = ("record_version", "record_date", "record_digest", "licence", "filter")
"""The columns of a table: of a site, district or city, of a fact with its source, of a source in it, of the record."""

MAIN = "main"
ROLES = {PARTS: "part", RIVALS: "rival"}
"""What a position is to its site: the one that represents it is the main one."""

LABELLED = {
    "layer": "layers",
    "kind": "kinds",
    "sector": "sectors",
    "status": "statuses",
    "position_basis": "bases",
}
"""Codes that have their Chinese label beside them, and the registers that have it."""
JOINED = ("aliases", "position_evidence")
"""Lists that are one cell, their texts parted by :data:`BETWEEN`; the page's scripts get both, and the next two."""
BETWEEN = "; "
BETWEEN_CODES, BETWEEN_NAMES = ";", "、"
"""What parts districts in a cell."""

_OF_POSITION = ("name_zh", "name_en", "uncertainty_m", "datum", "note_zh", "note_en")


def subject_cells(atlas: Atlas, feature: Feature) -> dict[str, Any]:
    """Return a subject's names, codes with their Chinese labels, and the point that represents a site (WGS-84).

    A district has its population and area, too.
    """
    said, site = _NO_FIGURES | feature["properties"], atlas.site_rows.get(feature["id"])
    point = atlas.point_of(feature["id"]) if site else None
    sources = {name: _joined([origin(atlas, text) for text in said[name] or ()]) for name in UNIT_SOURCES}
    return {
        "id": feature["id"],
        "name_zh": said["name_zh"],
        "name_en": said["name_en"],
        "aliases": _joined(said["aliases"]),
        **_labels(atlas, said, "layer", "kind", "sector"),
        **_districts(atlas, said["districts"]),
        "parent": said["parent"],
        **_labels(atlas, said, "status"),
        "status_as_of": said["status_as_of"],
        **_labels(atlas, said, "position_basis"),
        **{name: said[name] for name in (f"position_{name}" for name in _OF_POSITION)},
        **_point(point.coords[0] if point else None),
        "position_role": MAIN if point else None,
        "position_evidence": _joined(said["position_evidence"]),
        **{name: said[name] for name in (*_REASONS, *EXPLANATIONS, *_FIGURES)},
        **sources,
    }


def fact_cells(atlas: Atlas, fact: Mapping[str, Any], source: Mapping[str, str]) -> dict[str, Any]:
    """Return the cells of a fact, as its subject's feature has it, and of its source."""
    words = atlas.words
    cells = {
        **labelled("scope", words.scopes.get(fact["scope"])),
        **labelled("aim", words.aims.get(fact["aim"])),
        **{column: source[column] for column in OF_SOURCES},
        "fact": fact["id"],
    }
    return {column: cells[column] if column in cells else fact[column] for column in OF_FACTS}


def further_cells(atlas: Atlas, feature: Feature) -> list[dict[str, Any]]:
    """Return the same of each further position of a site: its parts, then the rivals, each in its own districts."""
    props = feature["properties"]
    if not any(props[among] for among in FURTHER):
        return []
    subject = subject_cells(atlas, feature)
    return [
        {
            **subject,
            **_districts(atlas, each["districts"]),
            **_position(atlas, each, role=ROLES[among], point=each["point"]),
            "position_reason_zh": None,
            "position_reason_en": None,
        }
        for among in FURTHER
        for each in props[among]
    ]


def _position(atlas: Atlas, said: Properties, *, role: str | None, point: Sequence[float] | None) -> dict[str, object]:
    """Return what is said of a position, and its point in lon, lat (WGS-84)."""
    return {
        **labelled("position_basis", atlas.words.bases.get(said["basis"])),
        **{f"position_{name}": said.get(name) for name in _OF_POSITION},
        **_point(point),
        "position_role": role,
        "position_evidence": _joined(said["evidence"]),
    }


def _point(point: Sequence[float] | None) -> dict[str, object]:
    lon, lat = point or (None, None)
    return {
        "longitude": None if lon is None else micro(lon) / MICRO,
        "latitude": None if lat is None else micro(lat) / MICRO,
    }


def _joined(texts: Sequence[str] | None) -> str:
    return BETWEEN.join(texts or ())


def _labels(atlas: Atlas, said: Properties, *names: str) -> Properties:
    """Return codes with their Chinese labels."""
    cells: Properties = {}
    for name in names:
        cells |= labelled(name, getattr(atlas.words, LABELLED[name]).get(said[name]))
    return cells


def _districts(atlas: Atlas, adcodes: Sequence[str]) -> dict[str, object]:
    return {
        "districts": BETWEEN_CODES.join(adcodes),
        "districts_zh": BETWEEN_NAMES.join(atlas.district_rows[adcode]["name_zh"] for adcode in adcodes),
    }


def origin(atlas: Atlas, text: str) -> str:
    """Return a source of the record by its publisher, title and address; any other text as it is."""
    source = atlas.source_rows.get(text)
    if source is None:
        return text
    return " ".join(part for part in (source["publisher_zh"], source["title_zh"], source["url"]) if part)


def labelled(name: str, term: Term | None) -> dict[str, str | None]:
    """Return a code with its Chinese label; both are empty where there is none."""
    return {name: term.code if term else None, f"{name}_zh": term.name_zh if term else None}


def written(value: object) -> str:
    """Return a plain value as text: numbers in their shortest form, nothing as nothing.

    What cannot be written becomes U+FFFD, the sign for the unknown.
    """
    if value is None:
        return ""
    return UNWRITABLE.sub("\ufffd", value) if isinstance(value, str) else to_json(value)


_REASONS = ("position_reason_zh", "position_reason_en")
OF_POSITIONS = (*FURTHER, *_REASONS)
"""What a site has of further positions, and why one of them is the main one."""
_NO_FIGURES: Properties = dict.fromkeys(UNIT_FIGURES)
_FIGURES = tuple(name for name in UNIT_FIGURES if name not in EXPLANATIONS)
