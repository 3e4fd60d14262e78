"""What a format without lists and objects says of a subject and of the record: one plain value by each name."""

from __future__ import annotations

import re
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


MAIN = "main"
ROLES = {PARTS: "part", RIVALS: "rival"}
"""What a position is to its site: the one that represents it is the main one."""

_OF_POSITION = ("name_zh", "name_en", "uncertainty_m", "datum", "note_zh", "note_en")


def subject_cells(atlas: Atlas, feature: Feature) -> dict[str, Any]:
    """Return a subject's names, codes with their Chinese labels, and the point that represents a site (WGS-84).

    A district has its population and area, too.
    """
    props, words = feature["properties"], atlas.words
    site = atlas.site_rows.get(feature["id"])
    point = site and site["point"]
    figures = {name: props.get(name) for name in UNIT_FIGURES}
    return {
        "id": feature["id"],
        "name_zh": props["name_zh"],
        "name_en": props["name_en"],
        "aliases": "; ".join(props["aliases"]),
        **labelled("layer", words.layers.get(props["layer"])),
        **labelled("kind", words.kinds.get(props["kind"])),
        **labelled("sector", words.sectors.get(props["sector"])),
        **_districts(atlas, props["districts"]),
        "parent": props["parent"],
        **labelled("status", words.statuses.get(props["status"])),
        **_position(
            atlas,
            {name: props[f"position_{name}"] for name in ("basis", "evidence", *_OF_POSITION)},
            role=MAIN if point else None,
            point=(point.x, point.y) if point else None,
        ),
        "position_reason_zh": props["position_reason_zh"],
        "position_reason_en": props["position_reason_en"],
        **{name: props[name] for name in EXPLANATIONS},
        **figures,
        **{name: "; ".join(_origin(atlas, text) for text in figures[name] or ()) for name in UNIT_SOURCES},
    }


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
    lon, lat = point or (None, None)
    return {
        **labelled("position_basis", atlas.words.bases.get(said["basis"])),
        **{f"position_{name}": said.get(name) for name in _OF_POSITION},
        "longitude": None if lon is None else micro(lon) / MICRO,
        "latitude": None if lat is None else micro(lat) / MICRO,
        "position_role": role,
        "position_evidence": "; ".join(said["evidence"] or ()),
    }


def _districts(atlas: Atlas, adcodes: list[str]) -> dict[str, object]:
    return {
        "districts": ";".join(adcodes),
        "districts_zh": "、".join(atlas.district_rows[adcode]["name_zh"] for adcode in adcodes),
    }


def _origin(atlas: Atlas, text: str) -> str:
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
