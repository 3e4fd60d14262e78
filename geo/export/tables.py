"""What is chosen as related tables of plain values: places, facts, sources, and what identifies the file.

A place is a site, a district or the city; a fact names its place by ``place``, and its source by ``source``.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geo.atlas.atlas import Atlas
from geo.atlas.identity import OF_BYTES
from geo.atlas.identity import sources_by_id
from geo.atlas.identity import title
from geo.atlas.selection import Selection
from geo.export.cells import OF_FACTS
from geo.export.cells import OF_SOURCES
from geo.export.cells import OF_SUBJECTS
from geo.export.cells import UNWRITABLE
from geo.export.cells import fact_cells
from geo.export.cells import further_cells
from geo.export.cells import subject_cells
from geo.export.choice import chosen
from geo.export.choice import filter_text
from geo.export.choice import named_filter
from geo.export.feature import feature
from geo.export.head import record_cells
from geo.export.head import used_sources
from geo.export.shift import WGS84_TEXT
from geo.export.shift import cells_in
from geo.export.shift import columns_in
from geo.export.shift import datum_cells
from geo.progress import followed
from geo.record.compact import to_json
from geo.record.geojson import Feature
from geo.record.model import SOURCE_COLUMNS

Row = dict[str, Any]

PLACE = ("place", "place_zh", "place_en")
FACTS = (*PLACE, *OF_FACTS)
"""The columns of facts, each with what there is to say of its source, so that a reader needs no other table."""
RELATED_FACTS = tuple(column for column in FACTS if column not in OF_SOURCES)
"""Those where the table of sources is a relation away."""
SOURCES = tuple(column for column in SOURCE_COLUMNS if column not in OF_BYTES)
ABOUT = ("name", "value")
SHEETS = ("About", "Places", "Facts", "Sources")
"""The tables as a workbook calls them, in its order."""


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables of what is chosen from an atlas: a place is a site, a district or the city.

    Parameters
    ----------
    atlas
        The atlas.
    selection
        What is chosen, in codes.
    features
        The places chosen, as :func:`geo.export.feature.feature` gives them.
    datum
        That of longitudes and latitudes, as :mod:`geo.export.shift` names it; WGS-84 where it is None.
    """

    atlas: Atlas
    selection: Selection
    features: list[Feature]
    datum: str | None = None

    @property
    def columns(self) -> list[str]:
        """The columns of places."""
        return columns_in(self.datum, OF_SUBJECTS)

    def places(self, feature: Feature) -> Iterator[Row]:
        """Yield the rows of a place: its own, then one for each further position."""
        for cells in (subject_cells(self.atlas, feature), *further_cells(self.atlas, feature)):
            told = cells_in(self.datum, cells)
            yield _plain(zip(self.columns, (told[column] for column in OF_SUBJECTS), strict=True))

    def facts(self, feature: Feature) -> Iterator[Row]:
        """Yield the rows of the facts about a place."""
        props = feature["properties"]
        place = dict(zip(PLACE, (feature["id"], props["name_zh"], props["name_en"]), strict=True))
        for fact in props["facts"]:
            yield _plain((place | fact_cells(self.atlas, fact, self._sources[fact["source"]])).items())

    @cached_property
    def _sources(self) -> dict[str, dict[str, str]]:
        return sources_by_id(self.atlas)

    @property
    def sources(self) -> list[Row]:
        """The rows of the sources that are used."""
        return [_plain(source.items()) for source in used_sources(self.atlas, self.features)]

    @property
    def about(self) -> list[Row]:
        """What identifies the file: title, record, licence, choice and datum, a row each."""
        told = about(self.atlas, filter_text(named_filter(self.atlas, self.selection)), self.datum)
        return [_plain(zip(ABOUT, pair, strict=True)) for pair in told.items()]

    @property
    def metadata(self) -> dict[str, str]:
        """The same as texts by name, for formats that have room for such; the sources as JSON."""
        return {row["name"]: row["value"] for row in self.about} | {"sources": to_json(self.sources)}


def about(atlas: Atlas, named: str | None, datum: str | None = None) -> dict[str, str | None]:
    """Return what identifies a file, by name.

    Parameters
    ----------
    atlas
        The record.
    named
        What was chosen, as :func:`geo.export.choice.filter_text` says it; None where that is not known yet.
    datum
        As for :class:`Tables`.
    """
    coordinates = {"coordinates": WGS84_TEXT} | datum_cells(datum)
    return {"title": title(atlas), **record_cells(atlas), "filter": named, **coordinates}


def tables(atlas: Atlas, selection: Selection, datum: str | None = None) -> Tables:
    """Return the tables of what is chosen; takes what :class:`Tables` takes.

    Raises
    ------
    AtlasError
        If this is no selection, or a value of it is unknown to the atlas.
    """
    selection, ids = chosen(atlas, selection)
    features = [feature(atlas, subject) for subject in followed(ids, "features", len(ids))]
    return Tables(atlas, selection, features, datum)


def _plain(cells: Iterable[tuple[str, Any]]) -> Row:
    """Return cells whose texts hold nothing that a table cannot."""
    return {name: UNWRITABLE.sub("\ufffd", value) if isinstance(value, str) else value for name, value in cells}
