"""The Zhuzhou Industry Atlas: a record of places and sourced facts, and one map of it.

``read`` reads the record, ``validate`` judges it, :class:`Atlas` computes what follows from it, ``build_map`` draws it.
"""

from geo.atlas.atlas import Atlas as Atlas
from geo.atlas.selection import Selection as Selection
from geo.atlas.selection import select as select
from geo.checks import validate as validate
from geo.export import to_csv as to_csv
from geo.export import to_geojson as to_geojson
from geo.export import to_kml as to_kml
from geo.issues.errors import AtlasError as AtlasError
from geo.issues.errors import Issue as Issue
from geo.issues.errors import OutputError as OutputError
from geo.issues.errors import RecordError as RecordError
from geo.page.build import build_map as build_map
from geo.page.build import render_page as render_page
from geo.page.options import MapOptions as MapOptions
from geo.record.model import Record as Record
from geo.record.paths import __version__ as __version__
from geo.record.read import read as read

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
    "read",
    "render_page",
    "select",
    "to_csv",
    "to_geojson",
    "to_kml",
    "validate",
]
