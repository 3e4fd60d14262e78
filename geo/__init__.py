"""The Zhuzhou Industry Atlas: a record of places and sourced facts, and one map of it.

``load`` reads the record, ``validate`` judges it, :class:`Atlas` computes what follows from it, ``build_map`` draws it.
"""

from geo.atlas import Atlas as Atlas
from geo.errors import AtlasError as AtlasError
from geo.errors import Issue as Issue
from geo.errors import OutputError as OutputError
from geo.errors import RecordError as RecordError
from geo.export import to_csv as to_csv
from geo.export import to_geojson as to_geojson
from geo.export import to_kml as to_kml
from geo.map import build_map as build_map
from geo.map import render_page as render_page
from geo.paths import __version__ as __version__
from geo.payload import MapOptions as MapOptions
from geo.record import Record as Record
from geo.record import load as load
from geo.selection import Selection as Selection
from geo.selection import select as select
from geo.validate import validate as validate

__all__ = [
    "Atlas",
    "AtlasError",
    "Issue",
    "MapOptions",
    "OutputError",
    "Record",
    "RecordError",
    "Selection",
    "__version__",
    "build_map",
    "load",
    "render_page",
    "select",
    "to_csv",
    "to_geojson",
    "to_kml",
    "validate",
]
