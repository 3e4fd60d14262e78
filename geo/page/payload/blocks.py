"""What is read when a place is opened or a file is saved, in blocks of subjects.

A block of facts has two tables (:mod:`geo.page.payload.groups`): of its subjects, what their features say and what else
their drawers show; and of their facts. A block of exports has what the other formats say of each subject, and of each
fact the number of its line; nobody needs it who saves no file. The name of a member says first what it is of.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Any
from typing import NamedTuple
from typing import cast

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.kept import kept
from geo.export import kml
from geo.export.cells import CELL_PARTS
from geo.export.cells import further_cells
from geo.export.cells import said_of
from geo.export.feature import FACT_PARTS
from geo.export.feature import LOCATOR
from geo.export.feature import VALUE
from geo.export.feature import Part
from geo.export.feature import dispute
from geo.export.feature import geometry
from geo.export.feature import properties
from geo.page.payload.drawer import drawer
from geo.page.payload.drawer import figures
from geo.page.payload.drawer import lines
from geo.page.payload.groups import TABLE
from geo.page.payload.groups import Told
from geo.page.payload.groups import by_name
from geo.page.payload.groups import columns
from geo.page.payload.groups import table
from geo.page.payload.templates import Key
from geo.page.payload.templates import shape_key
from geo.page.payload.templates import shape_of
from geo.page.payload.templates import shapes
from geo.progress import followed
from geo.record.geojson import Feature
from geo.record.geojson import Properties

LARGEST = 2000
"""Subjects and facts in a block: all are decompressed when one place is opened, within a frame of the screen."""


class Blocks(NamedTuple):
    """Some subjects as texts: for drawers and GeoJSON files, and for files of other formats."""

    facts: str
    exports: str


def firsts(atlas: Atlas) -> list[int]:
    """Return the row of the first subject of each block."""
    rows, size = [0], 0
    for row, subject in enumerate(subjects(atlas)):
        own = 1 + sum(len(claim.facts) for claim in atlas.claims.get(subject, ()))
        if size and size + own > LARGEST:
            rows.append(row)
            size = 0
        size += own
    return rows


def blocks(atlas: Atlas) -> Iterator[Blocks]:
    """Yield the texts of each block in turn."""
    known, rows = subjects(atlas), firsts(atlas)
    for first, end in followed(pairwise([*rows, len(known)]), "places", len(rows)):
        part = _Part(atlas, known[first:end])
        yield Blocks(
            TABLE.join((table(part.subjects()), table(part.facts()))),
            TABLE.join((table(part.exports()), table(part.lines()))),
        )


class _Part:
    """What a block holds of some subjects."""

    def __init__(self, atlas: Atlas, known: Sequence[str]) -> None:
        self._atlas = atlas
        self._known = known
        self._features: list[Feature] = [
            {
                "type": "Feature",
                "id": subject,
                "properties": properties(atlas, subject),
                "geometry": geometry(atlas, subject),
            }
            for subject in known
        ]
        self._claims = [atlas.claims.get(subject, ()) for subject in known]
        self._told = [(claim, fact) for claims in self._claims for claim in claims for fact in claim.facts]

    def subjects(self) -> Iterator[str]:
        """Yield the groups of the subjects: what their features say, and their drawers beside these."""
        yield from columns("feature", {"id": self._known})
        yield from columns("properties", by_name([feature["properties"] for feature in self._features]))
        yield from columns("geometry", {"geometry": [feature["geometry"] for feature in self._features]})
        yield from columns("drawer", by_name([drawer(self._atlas, subject) for subject in self._known]))
        yield from self._counts()

    def _counts(self) -> Iterator[str]:
        yield from columns("facts", {"count": [sum(len(claim.facts) for claim in each) for each in self._claims]})

    def facts(self) -> Iterator[str]:
        """Yield the groups of the facts, in the order of the subjects."""
        rows = [fact for _, fact in self._told]
        for part, known in _facts(self._atlas):
            if part.same and part is not LOCATOR:
                yield from columns("fact", {name: [fact[name] for fact in rows] for name in part.names})
            else:
                yield known.group(_keys(rows, part.names))
        yield from columns("fact", by_name([dispute(claim) for claim, _ in self._told]))

    def exports(self) -> Iterator[str]:
        """Yield the groups of what files of other formats say of the subjects."""
        said = [said_of(self._atlas, feature["id"], feature["properties"]) for feature in self._features]
        for part, known in _cells(self._atlas):
            yield known.group(_keys(said, part.names))
        told: dict[str, Sequence[object]] = {
            "further": [[[*cells.values()] for cells in further_cells(self._atlas, each)] for each in self._features],
            "lead": [kml.lead(self._atlas, each) for each in self._features],
            "shape": [kml.shape(each) for each in self._features],
        }
        yield from columns("export", told)
        yield from self._counts()

    def lines(self) -> Iterator[str]:
        """Yield the group of the facts: the number of the line of each."""
        known = _lines(self._atlas)
        yield known.group(shape_key(claim, fact) for claim, fact in self._told)


_Known = list[tuple[Part, Told]]


@kept
def _facts(atlas: Atlas) -> _Known:
    """Return the groups of what facts say; those of a value and a locator say how the drawer writes them, too."""

    def beside(part: Part, fact: Mapping[str, str]) -> Mapping[str, object]:
        if part is VALUE:
            return figures(atlas, fact)
        return lines(fact["locator"]) if part is LOCATOR else {}

    def tell(part: Part, key: tuple[Any, ...]) -> Properties:
        fact = dict(zip(part.names, key, strict=True))
        return _of("fact", part.tell(atlas, fact)) | _of("shown", beside(part, fact))

    return [(part, Told(partial(tell, part))) for part in FACT_PARTS]


@kept
def _cells(atlas: Atlas) -> _Known:
    """Return the groups of the cells of a subject."""

    def tell(part: Part, key: tuple[Any, ...]) -> Properties:
        return _of("cell", part.tell(atlas, dict(zip(part.names, key, strict=True))))

    return [(part, Told(partial(tell, part))) for part in CELL_PARTS]


@kept
def _lines(atlas: Atlas) -> Told:
    """Return the group of the numbers of the lines of facts."""
    numbers = shapes(atlas)
    return Told(lambda key: {"export.line": numbers[shape_of(atlas, cast("Key", key))]})


def _of(owner: str, members: Mapping[str, object]) -> Properties:
    return {f"{owner}.{name}": value for name, value in members.items()}


def _keys(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield of each row the values that a part follows from; lists as tuples, which can be looked up."""
    columns = [
        [tuple(value) if type(value) is list else value for value in map(itemgetter(name), rows)] for name in names
    ]
    return zip(*columns, strict=True)
