"""What is read when a place is opened or a file is saved, in blocks of subjects.

A block of facts has two tables (:mod:`geo.page.payload.groups`): of its subjects, what their features say and what else
their drawers show; and of their facts. A block of exports has what files of other formats say of each subject that does
not follow from its feature; nobody needs it who saves no file. The name of a member says first what it is of. What many
of them say is among the patterns of all blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from itertools import repeat
from operator import itemgetter
from typing import Any
from typing import NamedTuple

import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.kept import kept
from geo.atlas.wording import words_of_a_value
from geo.export import kml
from geo.export.cells import OF_POSITIONS
from geo.export.cells import further_cells
from geo.export.feature import FACT_PARTS
from geo.export.feature import LOCATOR
from geo.export.feature import VALUE
from geo.export.feature import Part
from geo.export.feature import columns_of_sites
from geo.export.feature import dispute
from geo.export.feature import geometry
from geo.export.feature import properties
from geo.export.feature import value_members
from geo.page.payload.contract import ExportShown
from geo.page.payload.drawer import drawer
from geo.page.payload.drawer import figures
from geo.page.payload.drawer import lines
from geo.page.payload.groups import TABLE
from geo.page.payload.groups import Patterns
from geo.page.payload.groups import Told
from geo.page.payload.groups import by_name
from geo.page.payload.groups import table
from geo.progress import followed
from geo.record.geojson import Feature
from geo.record.geojson import Properties
from geo.record.rows import Row

IN_COLUMNS = ("name_zh", "name_en", "aliases")
"""Properties that the page has in its columns, as it has the ids and the points of subjects."""
LARGEST = 2000
"""Subjects and facts in a block: all are decompressed when one place is opened, within a frame of the screen."""


_NOTHING_BESIDE = ExportShown([], [], None)
"""What files say beside the feature of a site that is at one point, and nothing is said of that."""
_told_of_positions = itemgetter(*OF_POSITIONS)


class Block(NamedTuple):
    """Some subjects as texts: for drawers and GeoJSON files, and for files of other formats."""

    facts: str
    exports: str


@kept
def firsts(atlas: Atlas) -> list[int]:
    """Return the row of the first subject of each block."""
    rows, size = [0], 0
    for row, subject in enumerate(subjects(atlas)):
        own = 1 + sum([len(claim.facts) for claim in atlas.claims.get(subject, ())])
        if size and size + own > LARGEST:
            rows.append(row)
            size = 0
        size += own
    return rows


class Blocks:
    """The blocks of an atlas, each made when its turn comes.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.patterns = Patterns()
        """What all blocks made so far refer to."""
        whole, apart = self.patterns.whole, self.patterns.row
        self.of_facts = {
            part: Told(partial(self._fact, part), apart if part in (VALUE, LOCATOR) else whole)
            for part in FACT_PARTS
            if part.common
        }

    def texts(self) -> Iterator[Block]:
        """Yield the texts of each block in turn."""
        known, rows = subjects(self.atlas), firsts(self.atlas)
        for first, end in followed(pairwise([*rows, len(known)]), "places", len(rows)):
            part = _Part(self, known[first:end])
            yield Block(TABLE.join((table(part.subjects()), table(part.facts()))), table(part.exports()))

    def _fact(self, part: Part, key: tuple[Any, ...]) -> Properties:
        """Return what facts say that follows from a key, and how the drawer writes their value or their locator."""
        fact = dict(zip(part.names, key, strict=True))
        if part is VALUE:
            told = words_of_a_value(fact, self.atlas.words)
            return _of("fact", value_members(self.atlas, fact, told)) | _of("shown", figures(self.atlas, fact, told))
        beside = lines(fact["locator"]) if part is LOCATOR else {}
        return _of("fact", part.tell(self.atlas, fact)) | _of("shown", beside)


class _Part:
    """What a block holds of some subjects."""

    def __init__(self, blocks: Blocks, known: Sequence[str]) -> None:
        atlas = blocks.atlas
        self._blocks = blocks
        self._atlas = atlas
        self._columns = blocks.patterns.columns
        self._known = known
        self._sites = [atlas.site_rows.get(subject) for subject in known]
        self._geometries = [_geometry(atlas, subject) for subject in known]
        self._claims = [atlas.claims.get(subject, ()) for subject in known]
        self._counted = [sum([len(claim.facts) for claim in claims]) for claims in self._claims]
        self._facts = [(claim, fact) for claims in self._claims for claim in claims for fact in claim.facts]

    def subjects(self) -> Iterator[str]:
        """Yield the groups of the subjects: what their features say, and their drawers beside these."""
        said = self._properties()
        yield from self._columns("properties", {name: each for name, each in said.items() if name not in IN_COLUMNS})
        yield from self._columns("geometry", by_name(self._geometries))
        yield from self._columns("drawer", by_name([drawer(self._atlas, subject) for subject in self._known]))
        yield from self._columns("facts", {"count": self._counted})

    def _properties(self) -> Mapping[str, Sequence[object]]:
        sites = [site for site in self._sites if site]
        if len(sites) == len(self._known):
            return columns_of_sites(sites)
        return by_name([properties(self._atlas, subject) for subject in self._known])

    def facts(self) -> Iterator[str]:
        """Yield the groups of the facts, in the order of the subjects."""
        cells = _cells([fact for _, fact in self._facts])
        for part in FACT_PARTS:
            columns = {name: cells[name] for name in part.names}
            if part.common:
                yield self._blocks.of_facts[part].group(zip(*columns.values(), strict=True))
            else:
                yield from self._columns("fact", columns)
        yield from self._columns("fact", by_name([dispute(claim) for claim, _ in self._facts]))

    def exports(self) -> Iterator[str]:
        """Yield the groups of what files of other formats say of the subjects."""
        subjects = zip(self._known, self._sites, self._geometries, strict=True)
        told = [
            _NOTHING_BESIDE if site and not own and not any(_told_of_positions(site)) else self._exported(subject, own)
            for subject, site, own in subjects
        ]
        yield from self._columns("export", dict(zip(ExportShown._fields, zip(*told, strict=True), strict=True)))

    def _exported(self, subject: str, own: Properties) -> ExportShown:
        """Return what files say of a subject with a geometry of its own, or with more than one position."""
        said = properties(self._atlas, subject)
        feature = Feature(type="Feature", id=subject, properties=said, geometry=own.get("geometry"))
        shape = kml.shape(feature) if own else None
        return ExportShown(further_cells(self._atlas, feature), kml.positions(self._atlas, feature), shape)


def _geometry(atlas: Atlas, subject: str) -> Properties:
    """Return the geometry of a subject as a member, without a point: that is in the columns of the page."""
    site = atlas.site_rows.get(subject)
    is_point = site is not None and isinstance(site["geometry"], shapely.Point)
    return {} if is_point else {"geometry": geometry(atlas, subject)}


def _of(owner: str, members: Mapping[str, object]) -> Properties:
    return {f"{owner}.{name}": value for name, value in members.items()}


def _cells(rows: Sequence[Row]) -> dict[str, Sequence[str]]:
    """Return the cells of facts by column: each fact is looked at once, as they lie all over the memory."""
    names = [name for part in FACT_PARTS for name in part.names]
    columns = zip(*map(itemgetter(*names), rows), strict=True) if rows else repeat(())
    return dict(zip(names, columns, strict=False))
