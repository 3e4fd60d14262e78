"""The Zhuzhou Industry Atlas: a record of places and sourced facts, and one map of it.

``geo.open()`` gives the atlas as tables, ``atlas.select(...)`` a part of it, ``atlas.to_file(...)`` saves it and
``geo.build_map(atlas)`` draws it. ``geo.read()`` reads a record that may have errors, and ``geo.validate(record)``
lists them. What the atlas refuses raises a ``geo.AtlasError``.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.api import Atlas as Atlas
    from geo.api import open as open  # noqa: A004 (as a name of the package)
    from geo.checks import validate as validate
    from geo.issues.errors import AtlasError as AtlasError
    from geo.issues.errors import InvalidRecordError as InvalidRecordError
    from geo.issues.errors import Issue as Issue
    from geo.issues.errors import OutputError as OutputError
    from geo.issues.errors import RecordError as RecordError
    from geo.page.build import build_map as build_map
    from geo.page.widgets import Facets as Facets
    from geo.page.widgets import FactsDrawer as FactsDrawer
    from geo.page.widgets import SearchBox as SearchBox
    from geo.record.model import Record as Record
    from geo.record.paths import __version__ as __version__
    from geo.record.read import read as read

_HOMES = {
    "Atlas": "geo.api",
    "AtlasError": "geo.issues.errors",
    "Facets": "geo.page.widgets",
    "FactsDrawer": "geo.page.widgets",
    "InvalidRecordError": "geo.issues.errors",
    "Issue": "geo.issues.errors",
    "OutputError": "geo.issues.errors",
    "Record": "geo.record.model",
    "RecordError": "geo.issues.errors",
    "SearchBox": "geo.page.widgets",
    "__version__": "geo.record.paths",
    "build_map": "geo.page.build",
    "open": "geo.api",
    "read": "geo.record.read",
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
