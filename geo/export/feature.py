"""A subject as every format tells it: a GeoJSON feature with every fact, worded in both languages."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.claims import Claim
from geo.atlas.wording import value_text
from geo.atlas.wording import when_text
from geo.record.geojson import Feature
from geo.record.geojson import Geometry
from geo.record.geojson import Properties
from geo.record.layers import DISTRICTS
from geo.record.layers import PARTS
from geo.record.layers import RIVALS
from geo.record.model import UNIT_FIGURES
from geo.record.model import Row
from geo.record.vocabulary import DISTRICT
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import base_unit
from geo.record.vocabulary import base_value

_REASON = ("inclusion_reason_zh", "inclusion_reason_en")
_AREA_NOTE = ("area_note_zh", "area_note_en")
_POSITION = ("basis", "uncertainty_m", "datum", "found", "evidence", "note_zh", "note_en")
_NAMES = ("position_name_zh", "position_name_en")
_REASONS = ("position_reason_zh", "position_reason_en")


def feature(atlas: Atlas, subject: str) -> Feature:
    """Return a site, a district or the city as a GeoJSON feature, lon, lat in WGS-84.

    A site with parts has a MultiPoint: its own position first, then a point for each of ``parts``. One known only to
    its district has a null geometry; so have the districts and the city, whose boundaries carry no
    approval number (审图号) that would go with them.
    """
    site = atlas.site_rows.get(subject)
    claims = atlas.claims.get(subject, ())
    return {
        "type": "Feature",
        "id": subject,
        "properties": {
            **(_site(site) if site else _unit(atlas, subject)),
            "facts": [_fact(atlas, fact, claim) for claim in claims for fact in claim.facts],
        },
        "geometry": _geometry(site["geometry"]) if site else None,
    }


def _site(site: Properties) -> Properties:
    return {
        **{name: site[name] for name in ("name_zh", "name_en", "aliases", "layer", "kind", "sector")},
        "districts": site["all_districts"],
        "parent": site["parent"],
        **{name: site[name] for name in _REASON},
        "status": site["status"],
        **{f"position_{name}": site[f"position_{name}"] for name in _POSITION},
        **{name: site[name] for name in (*_NAMES, PARTS, *_REASONS, RIVALS)},
        **{name: site[name] for name in _AREA_NOTE},
    }


def _unit(atlas: Atlas, subject: str) -> Properties:
    """Return the properties of a site for a district or the city, empty where only a site has them, and its own."""
    name_zh, name_en = names_of(atlas, subject)
    is_district = subject != atlas.place.code
    return {
        "name_zh": name_zh,
        "name_en": name_en,
        "aliases": [],
        "layer": DISTRICTS,
        "kind": DISTRICT if is_district else None,
        "sector": None,
        "districts": [subject] if is_district else [],
        "parent": None,
        **dict.fromkeys(_REASON),
        "status": None,
        **dict.fromkeys(f"position_{name}" for name in _POSITION),
        **dict.fromkeys(_NAMES),
        PARTS: [],
        **dict.fromkeys(_REASONS),
        RIVALS: [],
        **dict.fromkeys(_AREA_NOTE),
        **({name: atlas.district_rows[subject][name] for name in UNIT_FIGURES} if is_district else {}),
    }


def _fact(atlas: Atlas, fact: Row, claim: Claim) -> Properties:
    indicator = atlas.words.indicators[claim.indicator]
    unit = atlas.words.units.get(fact["unit"])
    return {
        "id": fact["id"],
        "indicator": indicator.code,
        "indicator_zh": indicator.name_zh,
        "indicator_en": indicator.name_en,
        "scope": claim.scope or None,
        "value": float(fact["value"]) if indicator.type == NUMBER else fact["value"],
        "value_zh": value_text(fact, atlas.words, "zh"),
        "value_en": value_text(fact, atlas.words, "en"),
        "unit": unit and unit.code,
        "unit_zh": unit and unit.name_zh,
        "value_base": unit and float(base_value(fact["value"], unit)),
        "unit_base": unit and base_unit(unit, atlas.words).code,
        "qualifier": fact["qualifier"] or None,
        "as_of": fact["as_of"] or None,
        "stated": fact["stated"] or None,
        "when_zh": when_text(fact["as_of"], fact["stated"], "zh"),
        "when_en": when_text(fact["as_of"], fact["stated"], "en"),
        "aim": claim.aim,
        "source": fact["source"],
        "locator": fact["locator"],
        "token": fact["token"],
        "note_zh": fact["note_zh"],
        "note_en": fact["note_en"],
        "differs": claim.differs,
        "resolution": claim.resolution["reason"] if claim.resolution else None,
    }


def _geometry(geometry: BaseGeometry | None) -> Geometry | None:
    return None if geometry is None else geometry.__geo_interface__
