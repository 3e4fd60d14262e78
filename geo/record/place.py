"""The place that a record is of, a city with its districts: the program knows of it what the descriptor says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from typing import Any
from typing import NotRequired
from typing import TypedDict

from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.record.paths import PACKAGE
from geo.record.rules import POSITION_SCHEMA
from geo.record.rules import Id
from geo.record.rules import Position
from geo.record.rules import Rule
from geo.record.rules import Text
from geo.record.rules import matching

PLACE = "place"
"""The member of the descriptor."""


def _are_districts(codes: list[str]) -> bool:
    return len(set(codes)) == len(codes)


def _is_on_the_globe(position: list[float]) -> bool:
    return len(position) == 2 and -180 <= position[0] <= 180 and -90 <= position[1] <= 90


def _are_readings(readings: Mapping[str, str]) -> bool:
    return all(text and len(text) == len(syllables.split(" ")) for text, syllables in readings.items())


_Districts = Annotated[
    list[Id],
    Rule(
        "a list of ids of districts, each once",
        limits={"min_length": 1},
        holds=_are_districts,
        schema={"uniqueItems": True},
    ),
]
_Centre = Annotated[Position, Rule("[lon, lat] in degrees", holds=_is_on_the_globe, schema=POSITION_SCHEMA)]
_Projection = Annotated[
    str, Rule("an EPSG code of a plane in metres, such as EPSG:32650", limits=matching("EPSG:[0-9]{4,6}"))
]
_Enclaves = Annotated[
    list[list[float]],
    Rule(
        "a list of [lon, lat], one in each hole",
        holds=lambda all_: all(map(_is_on_the_globe, all_)),
        schema={"items": POSITION_SCHEMA},
    ),
]
_Readings = Annotated[
    dict[str, str],
    Rule(
        "syllables parted by spaces, one for each character, by word",
        holds=_are_readings,
        schema={"propertyNames": {"minLength": 1}},
    ),
]


class PlaceMember(TypedDict):
    """``place`` in the descriptor."""

    code: Id
    name_zh: Text
    name_en: Text
    short_name_zh: Text
    short_name_en: Text
    districts: _Districts
    centre: _Centre
    projection: _Projection
    readings: _Readings
    export_name: Id
    enclaves: NotRequired[_Enclaves]


@dataclass(frozen=True)
class Place:
    """The city that a record is of.

    Parameters
    ----------
    code
        Its own id among the subjects of facts.
    name_zh, name_en
        Its names.
    short_name_zh, short_name_en
        Its names within a sentence.
    districts
        The ids of its districts, in their order.
    centre
        Where a map of it begins: lon, lat in WGS-84, degrees.
    projection
        The plane on which shapes are cut and compared, in metres: an EPSG code.
    readings
        Pinyin of words of the record that are usually read otherwise, a syllable for each character.
    export_name
        How the names of exported files begin.
    enclaves
        A point in each hole between the districts that belongs to another city: lon, lat in WGS-84, degrees.
    """

    code: str
    name_zh: str
    name_en: str
    short_name_zh: str
    short_name_en: str
    districts: tuple[str, ...]
    centre: tuple[float, float]
    projection: str
    readings: tuple[tuple[str, tuple[str, ...]], ...]
    export_name: str
    enclaves: tuple[tuple[float, float], ...] = ()


def place_of(package: Mapping[str, Any]) -> Place:
    """Return the place that a descriptor names.

    Raises
    ------
    RecordError
        If it names none as it should; :func:`geo.checks.validate` lists everything that is wrong with it.
    """
    member: Any = package.get(PLACE)
    try:
        parts = {
            **member,
            "districts": tuple(member["districts"]),
            "centre": (member["centre"][0], member["centre"][1]),
            "readings": tuple((text, tuple(syllables.split())) for text, syllables in member["readings"].items()),
        }
        enclaves = tuple((lon, lat) for lon, lat in member.get("enclaves", ()))
        return Place(**parts | {"enclaves": enclaves})
    except (TypeError, ValueError, KeyError, AttributeError, IndexError):
        message = "place must hold the members that data/README.md lists"
        raise RecordError(PACKAGE, Code.MISSING_PLACE, message, shown(member)) from None
