"""What a patch holds: a file of changes to the record that a person made, and nothing that runs.

The models say what each member must be, for the reader here and as types for the page's scripts. A member that is
``NotRequired`` is null where it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from typing import Annotated
from typing import Any
from typing import NotRequired
from typing import TypedDict

from geo.issues.codes import Code
from geo.record.layers import LAYERS
from geo.record.layers import SITE_LAYERS
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import RESOLUTIONS
from geo.record.paths import SOURCES
from geo.record.rules import SLUG
from geo.record.rules import Rule
from geo.record.rules import matching
from geo.record.rules import one_of
from geo.record.rules import rule_of
from geo.record.rules import whole
from geo.record.tables import LONGEST_TOKEN
from geo.record.tables import FactId
from geo.record.tables import Token
from geo.record.tables import WholeDay

FORMAT = 1
"""The version of the format, as ``atlas_patch``."""

ADD, CHANGE, WITHDRAW, REJECT = "add", "change", "withdraw", "reject"
DEEDS = (ADD, CHANGE, WITHDRAW, REJECT)
"""What a change can do."""

GEOMETRY = "geometry"
"""The field of a feature that is no property of it."""

PATHS = {"facts": FACTS, "sources": SOURCES, "resolutions": RESOLUTIONS, "omissions": OMISSIONS}
"""The tables to which a patch adds rows, and the file of each."""
CHANGED_TABLES = ("facts", "sources", "resolutions")
"""The tables of which it changes rows; of omissions nothing is left to change but what they are known by."""

MOST_LINES = 999_999
"""Lines of a text, or characters of a line, up to which a candidate can be."""
LONGEST_SAID = 1000
"""Characters of what somebody says of a change in words of their own."""

Said = Annotated[
    str, Rule(f"a text of at most {LONGEST_SAID} characters", limits={"min_length": 1, "max_length": LONGEST_SAID})
]
ShortDigest = Annotated[str, Rule("12 hexadecimal digits", Code.INVALID_DIGEST, matching("[0-9a-f]{12}"))]
_NEW = "new-[1-9][0-9]{0,5}"
NewFact = Annotated[str, Rule("new- and a number, as new-1", Code.INVALID_ID, matching(_NEW))]
Cell = Annotated[str, Rule("a text of at most 200 characters", limits={"max_length": 200})]
Cells = Annotated[dict[str, str], Rule("an object that holds texts by column")]
Values = Annotated[dict[str, Any], Rule("an object that holds values by field")]


class Stand(TypedDict):
    """The state of the record against which a patch was made."""

    name: Said
    version: Said
    digest: ShortDigest


class PatchFile(TypedDict):
    """A patch as its file has it."""

    atlas_patch: Annotated[int, Rule(f"{FORMAT}, the version of the format", holds=lambda number: number == FORMAT)]
    record: Annotated[dict[str, Any], Rule("an object with name, version and digest", items=Stand)]
    made: NotRequired[WholeDay | None]
    by: NotRequired[Said | None]
    changes: Annotated[list[dict[str, Any]], Rule("a list of objects")]


class AddRow(TypedDict):
    """A row for a table; a fact has no id, or one such as ``new-1`` to which the rest of the patch refers."""

    do: Annotated[str, one_of((ADD,))]
    to: Annotated[str, one_of(tuple(PATHS))]
    row: Cells
    why: NotRequired[Said | None]


class NewFeature(TypedDict):
    """A place that is added: what it lacks is null, or an empty list."""

    id: Said
    properties: Values
    geometry: NotRequired[Annotated[dict[str, Any], Rule("a geometry")] | None]


class AddFeature(TypedDict):
    """A place for a layer."""

    do: Annotated[str, one_of((ADD,))]
    to: Annotated[str, one_of(SITE_LAYERS)]
    feature: Annotated[dict[str, Any], Rule("an object with id, properties and geometry", items=NewFeature)]
    why: NotRequired[Said | None]


# A member called `from` has no place in a class.
ChangeFields = TypedDict(
    "ChangeFields",
    {
        "do": Annotated[str, one_of((CHANGE,))],
        "in": Annotated[str, one_of((*CHANGED_TABLES, *LAYERS))],
        "id": Said,
        "from": Values,
        "to": Values,
        "because": NotRequired[Said | None],
        "why": NotRequired[Said | None],
    },
)
ChangeFields.__doc__ = "Fields of a row or a feature: what the record says of them, and what it is to say."


class Withdraw(TypedDict):
    """A fact that is withdrawn, and the fact to read instead."""

    do: Annotated[str, one_of((WITHDRAW,))]
    id: FactId
    reason: Said
    replacement: NotRequired[Said | None]
    note_zh: NotRequired[Said | None]
    note_en: NotRequired[Said | None]


class Candidate(TypedDict):
    """A piece of a text as ``mentions`` reads it, by which it is known again."""

    source: Annotated[str, Rule("the id of a source, or empty", Code.INVALID_ID, matching(f"({SLUG})?"))]
    line: Annotated[str, whole(1, MOST_LINES)]
    column: Annotated[str, whole(1, MOST_LINES)]
    token: Annotated[str, replace(rule_of(Token), limits={"min_length": 1, "max_length": LONGEST_TOKEN})]
    indicator: Cell
    value: Cell
    unit: Cell
    subjects: Cell


_OF_CANDIDATES = ", ".join(Candidate.__annotations__)


class Reject(TypedDict):
    """A candidate that is not to be offered again; nothing of it enters the record."""

    do: Annotated[str, one_of((REJECT,))]
    candidate: Annotated[dict[str, Any], Rule(f"an object with {_OF_CANDIDATES}", items=Candidate)]
    reason: NotRequired[Said | None]


PatchChange = dict[str, Any]
"""One of the changes above, as JSON has it, with all its members."""


@dataclass(frozen=True)
class Patch:
    """Changes to a record, in order.

    Parameters
    ----------
    record
        The state against which they were made.
    made
        The day on which they were, or None.
    by
        By whom, in words of theirs, or None.
    changes
        Each with all its members; where it left one out, that is None.
    """

    record: Stand
    made: str | None
    by: str | None
    changes: tuple[PatchChange, ...]


def is_new(fact: str) -> bool:
    """Return whether the id of a fact is provisional.

    >>> is_new("new-1"), is_new("f0001")
    (True, False)
    """
    return re.fullmatch(_NEW, fact) is not None


def referred(change: PatchChange) -> Iterator[str]:
    """Yield the ids of facts to which a change refers beside what it is of."""
    if change["do"] == WITHDRAW and change["replacement"]:
        yield change["replacement"]
    if change["do"] == ADD and change["to"] == "resolutions":
        yield change["row"].get("fact", "")
