"""What nobody can beat: ``python -m bench.bounds imports``, ``start FOLDER...`` or ``parse SOURCE PAGE``."""

from __future__ import annotations

import gc
import hashlib
import sys
from pathlib import Path


def imports() -> None:
    """Import what a map of folium with geopandas needs, and do nothing."""
    import folium  # noqa: F401, PLC0415  # that it is imported here is what is measured
    import geopandas  # noqa: F401, PLC0415


def start(*folders: str) -> None:
    """Read the files of a record and take their digest."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(path.read_bytes())
    print(digest.hexdigest())


def parse(source: str, page: str) -> None:
    """Read the collection with orjson, and write it again."""
    import orjson  # noqa: PLC0415

    gc.disable()
    Path(page).write_bytes(orjson.dumps(orjson.loads(Path(source).read_bytes())))


if __name__ == "__main__":
    {"imports": imports, "start": start, "parse": parse}[sys.argv[1]](*sys.argv[2:])
