"""The Zhuzhou Industry Atlas: a record of places and sourced facts, and one map of it.

``load`` reads the record, ``validate`` judges it, :class:`Atlas` computes what follows from it, ``build_map`` draws it.
"""

from geo.atlas import Atlas as Atlas
from geo.export import to_csv as to_csv
from geo.export import to_geojson as to_geojson
from geo.export import to_kml as to_kml
from geo.map import build_map as build_map
from geo.map import render_page as render_page
from geo.payload import MapOptions as MapOptions
from geo.record import load as load
from geo.selection import Selection as Selection
from geo.validate import validate as validate

__all__ = [
    "Atlas",
    "MapOptions",
    "Selection",
    "build_map",
    "load",
    "render_page",
    "to_csv",
    "to_geojson",
    "to_kml",
    "validate",
]
