"""What every format writes: the head of a file, and a feature for each site with every fact and its source."""

from __future__ import annotations

import shapely

from geo.atlas import Atlas
from geo.errors import checked
from geo.export.choice import named_filter
from geo.facts import Claim
from geo.payload import LICENCE
from geo.payload import record_head
from geo.payload import sources_for_readers
from geo.record import Row
from geo.selection import Selection
from geo.selection import select
from geo.vocabulary import NUMBER
from geo.wording import value_text
from geo.wording import when_text


def collection(atlas: Atlas, selection: Selection) -> dict:
    """Return the sites chosen as a FeatureCollection, lon, lat in WGS-84, its features last.

    A site known only to its district has a null geometry.
    """
    selection = checked(selection, Selection, "selection").resolved(atlas)
    ids = select(atlas, selection)
    return {
        "type": "FeatureCollection",
        "name": "zhuzhou-industry-atlas",
        "record": record_head(atlas),
        "licence": LICENCE,
        "filter": named_filter(atlas, selection),
        "sources": _used_sources(atlas, ids),
        "features": [_feature(atlas, site) for site in ids],
    }


def _used_sources(atlas: Atlas, ids: list[str]) -> list[dict[str, str]]:
    used = {fact["source"] for site in ids for claim in atlas.claims.get(site, ()) for fact in claim.facts}
    return [source for source in sources_for_readers(atlas) if source["id"] in used]


def _feature(atlas: Atlas, site_id: str) -> dict:
    site = atlas.raw_sites.loc[site_id]
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
            **{name: site[name] for name in ("inclusion_reason_zh", "inclusion_reason_en")},
            "status": site["status"],
            **{f"position_{name}": site[f"position_{name}"] for name in position},
            **{name: site[name] for name in ("area_note_zh", "area_note_en")},
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
        "value_zh": value_text(fact, atlas.words, "zh"),
        "value_en": value_text(fact, atlas.words, "en"),
        "unit": unit and unit.code,
        "unit_zh": unit and unit.name_zh,
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


def _geometry(geometry: shapely.Geometry | None) -> dict | None:
    return None if geometry is None else geometry.__geo_interface__
