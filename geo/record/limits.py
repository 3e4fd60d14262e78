"""How large a record may be: the one table of it, which data/README.md prints.

One page carries a record of this size. The sizes of files follow from it, and bound the time and memory that a damaged
file can cost before anything is made of it.
"""

from __future__ import annotations

from typing import NamedTuple

from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.record.paths import FACTS as FACTS_PATH
from geo.record.paths import PACKAGE
from geo.record.paths import PROGRAM
from geo.record.paths import REGISTERS_FOLDER


class Limit(NamedTuple):
    """A number that nothing of its kind exceeds.

    Parameters
    ----------
    most
        The greatest number that is allowed.
    what
        What is counted, as a plural: it follows the number in a message.
    of
        What has that many, as a reader calls it.
    advice
        What somebody who needs more can do, in brackets at the end of a message; empty where nothing helps.
    """

    most: int
    what: str
    of: str
    advice: str = ""

    def require(self, number: int, where: str) -> None:
        """Refuse a greater number.

        >>> POSITIONS.require(10_001, "layers/parks.geojson#park")
        Traceback (most recent call last):
        geo.issues.errors.RecordError: layers/parks.geojson#park: more than 10000 positions; found 10001 [too-large]

        Raises
        ------
        RecordError
            With the code ``too-large``.
        """
        if number > self.most:
            advice = f" ({self.advice})" if self.advice else ""
            raise RecordError(where, Code.TOO_LARGE, f"more than {self.most} {self.what}{advice}", str(number))


_DIVIDE = f"divide it by city, and make one atlas of the cities: {PROGRAM} atlas, docs/nation.md"

PLACES = Limit(200_000, "places", "all layers of sites together", _DIVIDE)
FEATURES = Limit(16_000, "features", "the districts, or the basemap")
FACTS = Limit(1_000_000, "lines below the header", "`data/facts.csv`", _DIVIDE)
ROWS = Limit(1_000_000, "lines below the header", "any other table of `data`", _DIVIDE)
TERMS = Limit(10_000, "lines below the header", "a register")
OPTIONS = Limit(
    1_000, "options", "a facet: codes of kinds, sectors or statuses, districts, years, statuses with their years"
)
POSITIONS = Limit(10_000, "positions", "a geometry")
DESCRIPTOR = Limit(2**20, "bytes", "`datapackage.json`")
BYTES = Limit(512 * 2**20, "bytes", "any other file", _DIVIDE)
MARKS = {
    "[": Limit(12_000_000, "opening square brackets", "a JSON file", _DIVIDE),
    "{": Limit(2_000_000, "opening curly brackets", "a JSON file", _DIVIDE),
    ":": Limit(11_000_000, "colons", "a JSON file", _DIVIDE),
    ",": Limit(32_000_000, "commas", "a JSON file", _DIVIDE),
}
"""Of each mark of JSON what the most features have that there may be, all as rich as the richest of the atlas's own.

Each makes an object in memory: one of names and values takes twenty times the bytes that it has in a file.
"""
COMMAS = Limit(4_000_000, "commas beyond those between the cells of its lines", "a table, or a register", _DIVIDE)
DEPTH = Limit(16, "lists and objects within each other", "a JSON file")
CHANGES = Limit(100_000, "changes", "a patch")
ISSUES = Limit(1_000, "issues", "a report: whoever mends these sees the next")

LIMITS = (
    *(PLACES, FEATURES, FACTS, ROWS, TERMS, OPTIONS, POSITIONS, DESCRIPTOR, BYTES),
    *(*MARKS.values(), COMMAS, DEPTH, CHANGES, ISSUES),
)
"""All of them, in the order of data/README.md."""


def rows_of(path: str) -> Limit:
    """Return how many lines a table may have."""
    return TERMS if path.startswith(REGISTERS_FOLDER) else FACTS if path == FACTS_PATH else ROWS


def bytes_of(path: str) -> Limit:
    """Return how many bytes a file may have."""
    return DESCRIPTOR if path == PACKAGE else BYTES
