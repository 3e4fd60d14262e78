"""A column for each thing that filters, lists or draws a subject: a value a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from typing import cast

import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.claims import Claim
from geo.atlas.claims import is_open
from geo.atlas.pulse import newest_dates
from geo.page.payload.contract import Columns
from geo.record.compact import micro
from geo.record.layers import SUBJECT_LAYERS
from geo.record.pack import NO_POSITION
from geo.record.pack import NONE
from geo.record.pack import numbers_of
from geo.record.pack import one_a_line
from geo.record.pack import one_a_tab
from geo.record.pack import packed
from geo.record.vocabulary import DISTRICT


def columns(atlas: Atlas) -> Columns:
    """Return the columns: the city first, then the districts by code, then the sites in the order of the layers."""
    known = subjects(atlas)
    told: dict[str, object] = {
        "count": len(known),
        "id": one_a_line(known),
        **_names(atlas),
        **_positions(atlas),
        **_codes(atlas),
        **_places(atlas, {subject: row for row, subject in enumerate(known)}),
        "latest": one_a_line(newest_dates(atlas).get(subject, "") for subject in known),
        **_claims([atlas.claims.get(subject, ()) for subject in known]),
    }
    return cast("Columns", told)


def _names(atlas: Atlas) -> dict[str, str]:
    rows = [*atlas.district_rows.values(), *atlas.site_rows.values()]
    names = {
        f"name_{lang}": one_a_line([getattr(atlas.place, f"name_{lang}"), *(row[f"name_{lang}"] for row in rows)])
        for lang in ("zh", "en")
    }
    return {**names, "aliases": one_a_line([*[""] * _units(atlas), *map(one_a_tab, _of_sites(atlas, "aliases"))])}


def _positions(atlas: Atlas) -> dict[str, str]:
    """Return longitudes and latitudes (WGS-84) as integers of 1e-6 degree."""
    points: list[shapely.Point | None] = [
        None,
        *map(atlas.point_of, atlas.district_rows),
        *map(atlas.point_of, atlas.site_rows),
    ]
    return {
        "lon": packed((micro(point.x) if point else NO_POSITION for point in points), "i"),
        "lat": packed((micro(point.y) if point else NO_POSITION for point in points), "i"),
    }


def _codes(atlas: Atlas) -> dict[str, str]:
    """Return the number of each subject's code in its register; the city and the districts have a kind alone."""
    words, blank = atlas.words, [NONE] * _units(atlas)
    kinds = numbers_of(kind.code for kind in words.kinds.values() if kind.layer in SUBJECT_LAYERS)

    def column(name: str, numbers: dict[str | None, int]) -> str:
        return packed([*blank, *(numbers[code] for code in _of_sites(atlas, name))])

    return {
        "kind": packed([*[kinds[DISTRICT]] * len(blank), *(kinds[code] for code in _of_sites(atlas, "kind"))]),
        "sector": column("sector", numbers_of(words.sectors)),
        "status": column("status", numbers_of(words.statuses)),
        "status_as_of": one_a_line([*[""] * len(blank), *(date or "" for date in _of_sites(atlas, "status_as_of"))]),
        "basis": column("position_basis", numbers_of(words.bases)),
        "uncertainty": packed(
            [*[0] * len(blank), *(value or 0 for value in _of_sites(atlas, "position_uncertainty_m"))]
        ),
    }


def _places(atlas: Atlas, rows: dict[str, int]) -> dict[str, str]:
    """Return the rows of what each subject lies in: its main district, or none, and what it is a part of."""
    units = _units(atlas)
    listed = [[rows[adcode] for adcode in adcodes] for adcodes in _of_sites(atlas, "all_districts")]
    parents = [rows.get(parent, NONE) for parent in _of_sites(atlas, "parent")]
    return {
        "main": packed([*range(units), *(each[0] if each else 0 for each in listed)]),
        "parent": packed([*[NONE] * units, *parents]),
    }


def _claims(claims: list[Iterable[Claim]]) -> dict[str, str]:
    return {
        "facts": packed([sum([len(claim.facts) for claim in each]) for each in claims]),
        "disputes": packed(sum(map(is_open, each)) for each in claims),
    }


def _units(atlas: Atlas) -> int:
    """Return how many rows the city and the districts take."""
    return 1 + len(atlas.district_rows)


def _of_sites(atlas: Atlas, name: str) -> list[Any]:
    """Return what each site has of a thing, in their order."""
    return [row[name] for row in atlas.site_rows.values()]
