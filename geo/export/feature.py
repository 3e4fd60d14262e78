"""A subject as every format tells it: a GeoJSON feature with every fact, worded in both languages."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from operator import itemgetter
from typing import Any
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.claims import Claim
from geo.atlas.wording import Value
from geo.atlas.wording import when_text
from geo.atlas.wording import words_of_a_value
from geo.record.geojson import Feature
from geo.record.geojson import Geometry
from geo.record.geojson import Properties
from geo.record.layers import DISTRICTS
from geo.record.layers import PARTS
from geo.record.layers import RIVALS
from geo.record.model import UNIT_FIGURES
from geo.record.rows import Row
from geo.record.tables import CHECKED
from geo.record.vocabulary import DISTRICT
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import base_unit
from geo.record.vocabulary import base_value

_REASON = ("inclusion_reason_zh", "inclusion_reason_en")
_AREA_NOTE = ("area_note_zh", "area_note_en")
_POSITION = ("basis", "uncertainty_m", "datum", "found", "evidence", "note_zh", "note_en")
_STATUS = ("status", "status_as_of")
_NAMES = ("position_name_zh", "position_name_en")
_REASONS = ("position_reason_zh", "position_reason_en")

_COLUMNS = {
    **{name: name for name in ("name_zh", "name_en", "aliases", "layer", "kind", "sector")},
    "districts": "all_districts",
    **{name: name for name in ("parent", *_REASON, *_STATUS, *(f"position_{name}" for name in _POSITION))},
    **{name: name for name in (*_NAMES, PARTS, *_REASONS, RIVALS, *_AREA_NOTE)},
}
"""The properties of a site's feature, and where its row has each."""
_values_of_a_site = itemgetter(*_COLUMNS.values())


class Part(NamedTuple):
    """Some members of a fact, and the names of the cells that they follow from.

    Parameters
    ----------
    names
        Of the cells.
    tell
        Returns the members, of a mapping that has these names.
    common
        Whether many facts say the same, but for figures; else the members are the very cells, under the same names.
    """

    names: tuple[str, ...]
    tell: Callable[[Atlas, Mapping[str, Any]], Properties]
    common: bool = False


def feature(atlas: Atlas, subject: str) -> Feature:
    """Return a site, a district or the city as a GeoJSON feature, lon, lat in WGS-84.

    A site with parts has a MultiPoint: its own position first, then a point for each of ``parts``. One known only to
    its district has a null geometry; so have the districts and the city, whose boundaries carry no
    approval number (审图号) that would go with them.
    """
    claims = atlas.claims.get(subject, ())
    facts = [_fact(atlas, fact, claim) for claim in claims for fact in claim.facts]
    return {
        "type": "Feature",
        "id": subject,
        "properties": {**properties(atlas, subject), "facts": facts},
        "geometry": geometry(atlas, subject),
    }


def properties(atlas: Atlas, subject: str) -> Properties:
    """Return the properties of a subject's feature, without its facts."""
    site = atlas.site_rows.get(subject)
    return _site(site) if site else _unit(atlas, subject)


def geometry(atlas: Atlas, subject: str) -> Geometry | None:
    """Return the geometry of a subject's feature; None where it has none."""
    site = atlas.site_rows.get(subject)
    shape: BaseGeometry | None = site["geometry"] if site else None
    if shape is None:
        return None
    interface: Geometry = shape.__geo_interface__
    return interface


def columns_of_sites(sites: Iterable[Properties]) -> dict[str, Sequence[Any]]:
    """Return the same of the rows of one or more sites, by column: all have the same properties."""
    return dict(zip(_COLUMNS, zip(*map(_values_of_a_site, sites), strict=True), strict=True))


def _site(site: Properties) -> Properties:
    return dict(zip(_COLUMNS, _values_of_a_site(site), strict=True))


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
        **dict.fromkeys(_STATUS),
        **dict.fromkeys(f"position_{name}" for name in _POSITION),
        **dict.fromkeys(_NAMES),
        PARTS: [],
        **dict.fromkeys(_REASONS),
        RIVALS: [],
        **dict.fromkeys(_AREA_NOTE),
        **({name: atlas.district_rows[subject][name] for name in UNIT_FIGURES} if is_district else {}),
    }


def _fact(atlas: Atlas, fact: Row, claim: Claim) -> Properties:
    members: Properties = {}
    for part in FACT_PARTS:
        members |= part.tell(atlas, fact)
    return members | dispute(claim)


def _indicator(atlas: Atlas, fact: Mapping[str, str]) -> Properties:
    indicator = atlas.words.indicators[fact["indicator"]]
    return {
        "indicator": indicator.code,
        "indicator_zh": indicator.name_zh,
        "indicator_en": indicator.name_en,
        "scope": fact["scope"] or None,
    }


def _value(atlas: Atlas, fact: Mapping[str, str]) -> Properties:
    return value_members(atlas, fact, words_of_a_value(fact, atlas.words))


def value_members(atlas: Atlas, fact: Mapping[str, str], told: tuple[Value, Value]) -> Properties:
    """Return what a fact says of its value, with its words in Chinese and in English."""
    words, (zh, en) = atlas.words, told
    unit = words.units.get(fact["unit"])
    is_number = words.indicators[fact["indicator"]].type == NUMBER
    return {
        "value": float(fact["value"]) if is_number else fact["value"],
        "value_zh": zh.text,
        "value_en": en.text,
        "unit": unit and unit.code,
        "unit_zh": unit and unit.name_zh,
        "value_base": unit and float(base_value(fact["value"], unit)),
        "unit_base": unit and base_unit(unit, words).code,
        "qualifier": fact["qualifier"] or None,
    }


def _when(_atlas: Atlas, fact: Mapping[str, str]) -> Properties:
    as_of, stated = fact["as_of"], fact["stated"]
    return {
        "as_of": as_of or None,
        "stated": stated or None,
        "when_zh": when_text(as_of, stated, "zh"),
        "when_en": when_text(as_of, stated, "en"),
    }


def _as_it_is(*names: str) -> Part:
    return Part(names, lambda _atlas, said: {name: said[name] for name in names})


_UNDISPUTED: Properties = {"differs": False, "resolution": None}

VALUE = Part(("indicator", "value", "unit", "qualifier"), _value, common=True)
LOCATOR = _as_it_is("locator")._replace(common=True)

FACT_PARTS = (
    _as_it_is("id"),
    Part(("indicator", "scope"), _indicator, common=True),
    VALUE,
    Part(("as_of", "stated"), _when, common=True),
    _as_it_is("aim", "source"),
    LOCATOR,
    _as_it_is("token"),
    _as_it_is("note_zh", "note_en"),
    _as_it_is(*CHECKED)._replace(common=True),
)
"""What a fact says, in the order of its members; :func:`dispute` comes last."""


def dispute(claim: Claim) -> Properties:
    """Return what is said of a fact because of others that answer the same question."""
    if not claim.differs and claim.resolution is None:
        return _UNDISPUTED
    return {"differs": claim.differs, "resolution": claim.resolution["reason"] if claim.resolution else None}
