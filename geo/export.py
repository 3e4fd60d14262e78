"""What is chosen, as a file to take away: RFC 7946 GeoJSON with facts and sources inside.

The page writes the same bytes (``geo/web/src/export.js``): the head on the first line, a feature a line, keys in the
order below, numbers in their shortest form.
"""

from __future__ import annotations

import re
import unicodedata

import shapely

from geo.atlas import Atlas
from geo.facets import facets
from geo.facts import Claim
from geo.payload import LICENCE
from geo.payload import record_head
from geo.payload import sources_for_readers
from geo.payload import to_json
from geo.record import SITE_LAYERS
from geo.record import Row
from geo.selection import Selection
from geo.selection import select
from geo.vocabulary import NUMBER

FORMATS = ("geojson",)
LONGEST_NAME = 48
"""Characters of a file's name that tell what was chosen: so few that no system finds the name too long."""


def to_geojson(atlas: Atlas, selection: Selection) -> str:
    """Return the sites chosen as a FeatureCollection, lon, lat in WGS-84, with every fact and its source.

    A site known only to its district has a null geometry.
    """
    ids = select(atlas, selection)
    head = {
        "type": "FeatureCollection",
        "name": "zhuzhou-industry-atlas",
        "record": record_head(atlas),
        "licence": LICENCE,
        "filter": _named_filter(atlas, selection),
        "sources": _used_sources(atlas, ids),
    }
    features = ",".join("\n" + to_json(_feature(atlas, site)) for site in ids)
    opening = to_json(head)[:-1]
    return f'{opening},"features":[{features}\n]}}\n'


def export_name(atlas: Atlas, selection: Selection) -> str:
    """Name a file by what was chosen and the record's own date: ``zhuzhou-atlas_石峰区_2026-11-22.geojson``."""
    named = _named_filter(atlas, selection)
    if len(named["layer"]) == len(SITE_LAYERS):
        named["layer"] = []
    district, layer, search = (named.pop(key) for key in ("district", "layer", "search"))
    chosen = map(_file_safe, [*district, *layer, *(code for codes in named.values() for code in codes), search])
    name = "+".join(filter(None, chosen))[:LONGEST_NAME] or "all"
    return f"zhuzhou-atlas_{name}_{atlas.date}.geojson"


def _named_filter(atlas: Atlas, selection: Selection) -> dict:
    """Return the choice by names that a reader of the file understands: districts by Chinese name, others by code."""
    named = {
        facet.key: [
            option.name_zh if facet.key == "district" else option.code
            for option in facet.options
            if option.code in selection.chosen(facet)
        ]
        for facet in facets(atlas)
    }
    return {"layer": list(selection.layers or SITE_LAYERS), **named, "search": selection.search}


def _file_safe(text: str) -> str:
    """Leave letters and digits; anything else becomes a hyphen."""
    kept = "".join(sign if unicodedata.category(sign)[0] in "LN" else "-" for sign in text)
    return re.sub("-+", "-", kept).strip("-")


def _used_sources(atlas: Atlas, ids: list[str]) -> list[dict[str, str]]:
    used = {fact["source"] for site in ids for claim in atlas.claims.get(site, ()) for fact in claim.facts}
    return [source for source in sources_for_readers(atlas) if source["id"] in used]


def _feature(atlas: Atlas, site_id: str) -> dict:
    site = atlas.sites.loc[site_id]
    claims = atlas.claims.get(site_id, ())
    names = ("name_zh", "name_en", "aliases", "layer", "kind", "sector")
    position = ("basis", "uncertainty_m", "datum", "found", "evidence", "note_zh", "note_en")
    return {
        "type": "Feature",
        "id": site_id,
        "properties": {
            **{name: site[name] for name in names},
            "districts": site["all_districts"],
            "parent": site["parent"],
            "status": site["status"],
            **{f"position_{name}": site[f"position_{name}"] for name in position},
            "facts": [_fact(atlas, fact, claim) for claim in claims for fact in claim.facts],
        },
        "geometry": _geometry(site.geometry),
    }


def _fact(atlas: Atlas, fact: Row, claim: Claim) -> dict:
    indicator = atlas.words.indicators[claim.indicator]
    unit = atlas.words.units.get(fact["unit"])
    return {
        "id": fact["id"],
        "indicator": indicator.code,
        "indicator_zh": indicator.name_zh,
        "indicator_en": indicator.name_en,
        "scope": claim.scope or None,
        "value": float(fact["value"]) if indicator.type == NUMBER else fact["value"],
        "unit": unit and unit.code,
        "unit_zh": unit and unit.name_zh,
        "qualifier": fact["qualifier"] or None,
        "as_of": claim.as_of,
        "aim": claim.aim,
        "source": fact["source"],
        "locator": fact["locator"],
        "token": fact["token"],
        "note_zh": fact["note_zh"],
        "note_en": fact["note_en"],
        "differs": claim.differs,
        "resolution": claim.resolution["reason"] if claim.resolution else None,
    }


def _geometry(geometry: shapely.Geometry | None) -> dict | None:
    return None if geometry is None else geometry.__geo_interface__
