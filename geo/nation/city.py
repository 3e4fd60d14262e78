"""One city of an atlas of many: its map and its tables, written by whoever of many workers gets to it."""

from __future__ import annotations

import gc
from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.atlas.identity import licence
from geo.checks import examine
from geo.issues.errors import errors_in
from geo.issues.errors import escaped
from geo.nation.tables import tables
from geo.page.build import AtlasMap
from geo.page.options import MapOptions
from geo.record.files import write_bytes
from geo.record.read import read


@dataclass(frozen=True)
class City:
    """What the whole needs to know of a city.

    Parameters
    ----------
    issues
        What is wrong with the record or noteworthy, a line each.
    fails
        Whether one of these is an error: then nothing was written, and the rest is empty.
    code, name_zh, name_en
        Its id and its names.
    version, date, digest
        The state of its record.
    licence, licence_address, attribution
        The terms of its record, and who is to be named.
    counts
        Numbers of places, of those with a position, of facts, sources and disagreements.
    by_kind
        Number of places by kind and status; no status is an empty one.
    """

    issues: tuple[str, ...]
    fails: bool = False
    code: str = ""
    name_zh: str = ""
    name_en: str = ""
    version: str = ""
    date: str = ""
    digest: str = ""
    licence: str = ""
    licence_address: str = ""
    attribution: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    by_kind: dict[tuple[str, str], int] = field(default_factory=dict)


def write_city(root: Path, folder: Path, options: MapOptions) -> City:
    """Check a record and write its map and its tables; the same files whoever writes them, and however often.

    Parameters
    ----------
    root
        The folder of the record.
    folder
        Where the atlas is being written.
    options
        What the map offers.

    Raises
    ------
    RecordError
        If there is no such record.
    OutputError
        If a file cannot be written.
    """
    gc.collect()  # a command has it off: a process would hold all cities that it has written, each a ring of references
    record = read(root)
    found = examine(record)
    issues = tuple(f"{escaped(str(root))}: {issue}" for issue in found)
    if errors_in(found):
        return City(issues, fails=True)
    atlas = Atlas(record)
    code = atlas.place.code
    AtlasMap(atlas, options).save(folder / map_path(code))
    for name, content in tables(atlas, boundaries=options.boundaries):
        path = folder / table_path(name, code)
        # Not the folder of the atlas: where it is gone, whoever made it has given up.
        for part in (path.parent.parent, path.parent):
            part.mkdir(exist_ok=True)
        write_bytes(path, content)
    return _summary(atlas, issues)


def map_path(code: str) -> str:
    """Return where the map of a city is, from the atlas's folder."""
    return f"maps/{code}.html"


def table_path(table: str, code: str) -> str:
    """Return where a city's part of a table is; readers of partitioned tables take ``adcode`` for a column."""
    return f"{table}/adcode={code}/{table}.parquet"


def _summary(atlas: Atlas, issues: tuple[str, ...]) -> City:
    rows = atlas.site_rows.values()
    claims = [claim for of_subject in atlas.claims.values() for claim in of_subject]
    terms = licence(atlas)
    return City(
        issues=issues,
        code=atlas.place.code,
        name_zh=atlas.place.name_zh,
        name_en=atlas.place.name_en,
        version=atlas.version,
        date=atlas.date,
        digest=atlas.digest,
        licence=terms["data"],
        licence_address=terms["address"],
        attribution=terms["attribution"],
        counts={
            "places": len(rows),
            "placed": sum(row["geometry"] is not None for row in rows),
            "facts": len(atlas.record.facts),
            "sources": len(atlas.record.sources),
            "disagreements": sum(claim.differs for claim in claims),
        },
        by_kind=dict(Counter((row["kind"], row["status"] or "") for row in rows)),
    )
