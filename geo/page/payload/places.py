"""Where sites lie beside their own point: their further places, and the rival positions that others claim."""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.page.payload.contract import PlaceShown
from geo.page.payload.drawer import evidence_words
from geo.record.compact import micro
from geo.record.geojson import Properties
from geo.record.layers import PARTS
from geo.record.layers import RIVALS


def parts(atlas: Atlas) -> list[PlaceShown]:
    """Return the further places of the sites that have several, by their names."""
    return [_shown(row, part, part["name_zh"], part["name_en"]) for row, part in _entries(atlas, PARTS)]


def rivals(atlas: Atlas) -> list[PlaceShown]:
    """Return the rival positions, by what they rest on."""
    return [_shown(row, rival, *_origin(atlas, rival)) for row, rival in _entries(atlas, RIVALS)]


def _entries(atlas: Atlas, among: str) -> list[tuple[int, Properties]]:
    first = 1 + len(atlas.district_rows)
    return [(row, each) for row, site in enumerate(atlas.site_rows.values(), first) for each in site[among]]


def _shown(row: int, position: Properties, zh: str, en: str) -> PlaceShown:
    lon, lat = position["point"]
    return PlaceShown(row, micro(lon), micro(lat), position["uncertainty_m"], zh, en)


def _origin(atlas: Atlas, rival: Properties) -> tuple[str, str]:
    """Return the first piece of evidence: a source by its title, anything else as it is."""
    text = rival["evidence"][0]
    words = evidence_words(atlas, text)
    return (words["zh"], words["en"]) if words else (text, text)
