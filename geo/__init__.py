"""The Zhuzhou Industry Atlas: a record of places and sourced facts, and one map of it.

``read`` reads the record, ``validate`` judges it, :class:`Atlas` computes what follows from it, ``build_map`` draws it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = {
    "Atlas": "geo.atlas.atlas",
    "AtlasError": "geo.issues.errors",
    "Issue": "geo.issues.errors",
    "MapOptions": "geo.page.options",
    "OutputError": "geo.issues.errors",
    "Record": "geo.record.model",
    "RecordError": "geo.issues.errors",
    "Selection": "geo.atlas.selection",
    "__version__": "geo.record.paths",
    "build_map": "geo.page.build",
    "read": "geo.record.read",
    "render_page": "geo.page.build",
    "select": "geo.atlas.selection",
    "to_csv": "geo.export",
    "to_geojson": "geo.export",
    "to_kml": "geo.export",
    "validate": "geo.checks",
}
"""The module of each public name: imported when the name is first used, since folium, pandas and pinyin take a second.

The imports above say the same to type checkers, which do not run the code; a test compares both.
"""

__all__ = list(_HOMES)


def __dir__() -> list[str]:
    """Return the public names, those included that were not used yet, and the rest."""
    return sorted({*globals(), *__all__})


if not TYPE_CHECKING:  # who checks types would take any name for one of the package's

    def __getattr__(name: str) -> object:
        """Import a public name when it is first used."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return value
