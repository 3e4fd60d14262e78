"""What a page must show of a record, as Python knows it."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.export.geojson import to_geojson
from geo.record.read import read

PINYIN = "hong"
"""What a reader types, a key at a time, after the first two characters of a place's name."""

POPUPS = 3
"""Places whose popups are opened."""

# A place that no other is near to stands alone on the map at its largest zoom.
_ALONE_DEGREES = 0.002


def expected(root: Path) -> dict[str, Any]:
    """Return the counts, the places to open, and the digest of the export of everything."""
    atlas = Atlas(read(root))
    choice = _choice(atlas)
    export, popups = to_geojson(atlas).encode(), _popups(atlas)
    typed = [word[:end] for word in (popups[0]["name"][:2], PINYIN) for end in range(1, len(word) + 1)]
    return {
        "places": len(atlas.raw_sites),
        "drawn": _drawn(atlas, Selection()),
        **choice,
        "district_name": atlas.district_rows[choice["district"]]["name_zh"],
        "in_district": len(select(atlas, Selection(district=choice["district"]))),
        "drawn_in_district": _drawn(atlas, Selection(district=choice["district"])),
        "drawn_first_in_district": _drawn_first_in(atlas, choice["district"]),
        "combined": len(select(atlas, Selection(**choice))),
        "found": {word: len(select(atlas, Selection(q=word))) for word in typed},
        "popups": popups,
        "export": {"sha256": hashlib.sha256(export).hexdigest(), "bytes": len(export)},
    }


def _choice(atlas: Atlas) -> dict[str, str]:
    """Return a district, a kind and a status that most places have together."""
    sites = atlas.raw_sites
    held = Counter(
        (districts[0], kind, status)
        for districts, kind, status in zip(sites["districts"], sites["kind"], sites["status"], strict=True)
        if districts and isinstance(status, str)
    )
    return dict(zip(("district", "kind", "status"), max(held, key=lambda each: (held[each], each)), strict=True))


def _drawn(atlas: Atlas, selection: Selection) -> int:
    return int(atlas.raw_sites.geometry[select(atlas, selection)].notna().sum())


def _drawn_first_in(atlas: Atlas, district: str) -> int:
    """Return how many places are drawn whose first district this is: other tools have each place in one layer."""
    sites = atlas.raw_sites
    return sum(listed[:1] == [district] for listed in sites["districts"][sites.geometry.notna()])


def _popups(atlas: Atlas) -> list[dict[str, Any]]:
    """Return places that are drawn as points with no other near them: where they are, their names and facts."""
    sites = atlas.raw_sites
    located = sites[sites.geometry.notna()]
    points = located.geometry.representative_point().to_numpy()
    tree, rows = shapely.STRtree(points), {subject: row for row, subject in enumerate(subjects(atlas))}
    titles = {source["id"]: source["title_zh"] for source in atlas.record.sources}
    told: list[dict[str, Any]] = []
    for identifier, point, kind in zip(located.index, points, located.geometry.geom_type, strict=True):
        facts = [fact for claim in atlas.claims.get(identifier, ()) for fact in claim.facts]
        if kind != "Point" or not facts or len(tree.query(point.buffer(_ALONE_DEGREES))) > 1:
            continue
        told.append(
            {
                "id": identifier,
                "row": rows[identifier],
                "name": sites.loc[identifier, "name_zh"],
                "lat": point.y,
                "lon": point.x,
                "facts": sorted(fact["id"] for fact in facts),
                "sources": sorted({titles[fact["source"]] for fact in facts}),
            }
        )
        if len(told) == POPUPS:
            break
    return told
