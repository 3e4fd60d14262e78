"""Validation: each case damages one thing in a record that is valid, and expects the one issue that names it.

A case gives the address, the code and a value that the message must hold, where there is one. What the checks leave
alone is tested as well: a cause has no echo, and what is unusual but right passes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.checks import facts
from geo.checks import forms
from geo.checks import registers
from geo.checks import validate
from geo.checks.characters import check_characters
from geo.checks.characters import is_plain
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.rows import RowCheck
from geo.checks.rows import check_rows
from geo.geodesy.datum import to_wgs84
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.record.canonical import format_record
from geo.record.model import FILES
from geo.record.model import Row
from geo.record.paths import FACTS
from geo.record.paths import RESOLUTIONS
from geo.record.read import read
from tests.conftest import Tiny
from tests.conftest import square
from tests.fixtures.datums import from_wgs84


def assert_one(tiny: Tiny, where: str, code: str, value: str = "") -> None:
    """Expect one issue, at that address and with that code, whose message holds a value."""
    assert_issues(tiny, (where, code, value))


def assert_issues(tiny: Tiny, *expected: tuple[str, ...]) -> None:
    """Expect these issues in this order: address, code and values that the message must hold."""
    issues = tiny.found()
    assert [(issue.where, issue.code) for issue in issues] == [(where, code) for where, code, *_ in expected]
    for issue, (_, _, *values) in zip(issues, expected, strict=True):
        assert all(value in str(issue) for value in values), str(issue)


def shape(geometry_type: str, coordinates: list) -> dict:
    return {"type": geometry_type, "coordinates": coordinates}


class Narrow(Row):
    """A row of which a check reads the columns that it declares, and no other."""

    def __init__(self, columns: tuple[str, ...], row: Row) -> None:
        super().__init__({column: row[column] for column in columns}, line=row.line)

    get = Row.__getitem__


def check_narrow_rows(path: str, rows: list[Row], frame: Frame, checks: Sequence[RowCheck]) -> Issues:
    """Run checks on the rows of a table as :func:`check_rows`, each on the columns that it declares alone."""

    def narrowed(columns: tuple[str, ...], check: Callable[[str, Row, Frame], Issues]) -> RowCheck:
        return RowCheck(columns, lambda where, row, frame: check(where, Narrow(columns, row), frame))

    return check_rows(path, rows, frame, [narrowed(*each) for each in checks])


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no check of a row read more than it declares, whatever is damaged."""
    for module in (facts, forms, registers):
        monkeypatch.setattr(module, "check_rows", check_narrow_rows)


PARK = "layers/parks.geojson#hill-park"
WORKS = "layers/projects.geojson#hill-works"


def test_the_tiny_record_is_valid(tiny):
    assert tiny.issues() == []


# Files that cannot be read


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.text.update({"layers/parks.geojson": "{"}),
            "layers/parks.geojson:1",
            "invalid-json",
            "2",
            id="broken JSON",
        ),
        pytest.param(
            lambda tiny: tiny.text.update({"layers/parks.geojson": "{}"}),
            "layers/parks.geojson",
            "wrong-structure",
            "null",
            id="not a collection",
        ),
        pytest.param(
            lambda tiny: tiny.text.update({"data/sources.csv": "id\n"}),
            "data/sources.csv:1",
            "wrong-header",
            "'id'",
            id="no CSV header",
        ),
        pytest.param(
            lambda tiny: tiny.text.update({"data/facts.csv": b"id\n\xff"}),
            "data/facts.csv:2",
            "invalid-encoding",
            "byte FF",
            id="another encoding",
        ),
        pytest.param(
            lambda tiny: tiny.text.update(
                {"layers/context.geojson": '{"type": "FeatureCollection",\n"features": [NaN]}'}
            ),
            "layers/context.geojson:2",
            "invalid-json",
            "'NaN'",
            id="NaN in a file",
        ),
        pytest.param(
            lambda tiny: tiny.text.update({"datapackage.json": "[]"}),
            "datapackage.json",
            "wrong-structure",
            "[]",
            id="descriptor that is a list",
        ),
    ],
)
def test_a_damaged_file_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


# Features


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.site().update(type="Park"),
            "layers/parks.geojson#hill-park",
            "wrong-structure",
            "'Park'",
            id="type of a feature",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(bbox=[1, 2, 3, 4]),
            "layers/parks.geojson#hill-park",
            "removable-member",
            "'bbox'",
            id="unknown member",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).pop("id"), tiny.facts.pop(4)),
            "layers/parks.geojson#features[1]",
            "missing-member",
            "",
            id="no id",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).update(id=7), tiny.facts.pop(4)),
            "layers/parks.geojson#features[1]",
            "invalid-id",
            "7",
            id="id that is a number",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).update(id="Valley Park"), tiny.facts.pop(4)),
            "layers/parks.geojson#Valley Park",
            "invalid-id",
            "'Valley Park'",
            id="malformed id",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).update(id="valley\u202epark"), tiny.facts.pop(4)),
            r"layers/parks.geojson#valley\u202epark",
            "invalid-id",
            r"'valley\u202epark'",
            id="invisible id",
        ),
        pytest.param(
            lambda tiny: (tiny.site("institutions").update(id="valley-park"), tiny.facts.pop(5)),
            "layers/institutions.geojson#valley-park",
            "duplicate-id",
            "'valley-park'",
            id="id in two layers",
        ),
        pytest.param(
            lambda tiny: tiny.layers["context"].append(tiny.site("context")),
            "layers/context.geojson#xiang",
            "duplicate-id",
            "'xiang'",
            id="id twice in a layer",
        ),
        pytest.param(
            lambda tiny: tiny.site("context").update(properties=None),
            "layers/context.geojson#xiang",
            "wrong-structure",
            "null",
            id="no properties",
        ),
        pytest.param(
            lambda tiny: tiny.site("institutions").pop("geometry"),
            "layers/institutions.geojson#old-institute",
            "missing-member",
            "",
            id="no geometry member",
        ),
        pytest.param(
            lambda tiny: tiny.properties("institutions").pop("sector"),
            "layers/institutions.geojson#old-institute",
            "missing-property",
            "",
            id="missing property",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(owner="A"),
            "layers/parks.geojson#hill-park",
            "unknown-property",
            "'owner'",
            id="unknown property",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_zh=""),
            "layers/parks.geojson#hill-park",
            "wrong-type",
            "''",
            id="empty name",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en=905),
            "layers/parks.geojson#hill-park",
            "wrong-type",
            "905",
            id="name that is a number",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(aliases="Hill"),
            "layers/parks.geojson#hill-park",
            "wrong-type",
            "'Hill'",
            id="aliases that are a text",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=[]),
            "layers/parks.geojson#hill-park",
            "wrong-type",
            "[]",
            id="no evidence",
        ),
        pytest.param(
            lambda tiny: tiny.properties("context").update(schematic="yes"),
            "layers/context.geojson#xiang",
            "wrong-type",
            "'yes'",
            id="schematic in words",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(population=0),
            "layers/districts.geojson#430202",
            "wrong-type",
            "0",
            id="population of nobody",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(area_km2="109"),
            "layers/districts.geojson#430202",
            "wrong-type",
            "'109'",
            id="area that is a text",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(kind="zone"),
            "layers/parks.geojson#hill-park",
            "unknown-code",
            "'zone'",
            id="unknown kind",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(kind="institute"),
            "layers/parks.geojson#hill-park",
            "wrong-layer",
            "'institute'",
            id="kind of another layer",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(sector="ships"),
            "layers/parks.geojson#hill-park",
            "unknown-code",
            "'ships'",
            id="unknown sector",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_basis="guess"),
            "layers/parks.geojson#hill-park",
            "unknown-code",
            "'guess'",
            id="unknown basis",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_datum="NAD27"),
            "layers/parks.geojson#hill-park",
            "unknown-code",
            "'NAD27'",
            id="unknown datum",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat_datum="NAD27"),
            "layers/districts.geojson#430202",
            "unknown-code",
            "'NAD27'",
            id="datum of a seat",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en="Hill\x00Park"),
            "layers/parks.geojson#hill-park",
            "hidden-character",
            "'Hill\\x00Park'",
            id="control character",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(aliases=["Hill\ud800"]),
            "layers/parks.geojson#hill-park",
            "hidden-character",
            "'Hill\\ud800'",
            id="lone surrogate",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_note_en="From\u202ea map."),
            "layers/parks.geojson#hill-park",
            "hidden-character",
            "'From\\u202ea map.'",
            id="turned direction",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en="Hill Park "),
            "layers/parks.geojson#hill-park",
            "surrounding-blanks",
            "'Hill Park '",
            id="blank at the end",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_note_en=None),
            "layers/parks.geojson#hill-park",
            "missing-translation",
            "",
            id="note in one language",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_note_en="x" * 401),
            "layers/parks.geojson#hill-park",
            "long-note",
            "401",
            id="long note",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en="Hill 园"),
            "layers/parks.geojson#hill-park",
            "chinese-in-english",
            "'Hill 园'",
            id="Chinese in an English name",
        ),
    ],
)
def test_a_damaged_feature_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


# Geometry


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.site().update(geometry=[113.2, 27.7]),
            "layers/parks.geojson#hill-park",
            "wrong-structure",
            "[113.2, 27.7]",
            id="geometry that is a list",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry={"type": "Point"}),
            "layers/parks.geojson#hill-park",
            "wrong-structure",
            "['type']",
            id="geometry without coordinates",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("LineString", [[113.22, 27.72], [113.23, 27.73]])),
            "layers/parks.geojson#hill-park",
            "wrong-geometry-type",
            "'LineString'",
            id="type of another layer",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("GeometryCollection", [])),
            "layers/parks.geojson#hill-park",
            "wrong-geometry-type",
            "'GeometryCollection'",
            id="collection of geometries",
        ),
        pytest.param(
            lambda tiny: tiny.site("context").update(geometry=None),
            "layers/context.geojson#xiang",
            "wrong-structure",
            "null",
            id="context without geometry",
        ),
        pytest.param(
            lambda tiny: tiny.site("projects").update(geometry=shape("Point", ["113.24", "27.74"])),
            "layers/projects.geojson#hill-works",
            "invalid-geometry",
            "['113.24', '27.74']",
            id="position of words",
        ),
        pytest.param(
            lambda tiny: tiny.site("projects").update(geometry=shape("Point", [113.24, 27.74, 50])),
            "layers/projects.geojson#hill-works",
            "invalid-geometry",
            "[113.24, 27.74, 50]",
            id="position with a height",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("Polygon", [113.22, 27.72])),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "113.22",
            id="flat ring",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("Polygon", [])),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "[]",
            id="no ring",
        ),
        pytest.param(
            lambda tiny: tiny.site("projects").update(geometry=shape("Point", [27.74, 113.24])),
            "layers/projects.geojson#hill-works",
            "swapped-coordinates",
            "[27.74, 113.24]",
            id="swapped",
        ),
        pytest.param(
            lambda tiny: tiny.site("context").update(geometry=shape("LineString", [[113.1, 27.6], [113.1, 90.5]])),
            "layers/context.geojson#xiang",
            "out-of-range",
            "[113.1, 90.5]",
            id="out of range",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(
                geometry=shape("LineString", [[113.05, 27.75], [116.4, 39.9]])
            ),
            "layers/infrastructure.geojson#ring-road",
            "far-away",
            "[116.4, 39.9]",
            id="far away",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(geometry=shape("LineString", [[113.05, 27.75]])),
            "layers/infrastructure.geojson#ring-road",
            "invalid-geometry",
            "1",
            id="line of one position",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(
                geometry=shape("LineString", [[113.05, 27.75], [113.05, 27.75]])
            ),
            "layers/infrastructure.geojson#ring-road",
            "invalid-geometry",
            "113.050000",
            id="line without length",
        ),
        pytest.param(
            lambda tiny: tiny.site()["geometry"]["coordinates"][0].pop(),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "[113.22, 27.72]",
            id="open ring",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(
                geometry=shape("Polygon", [[[113.22, 27.72], [113.23, 27.73], [113.22, 27.72]]])
            ),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "3",
            id="short ring",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(
                geometry=shape(
                    "Polygon", [[[113.22, 27.72], [113.26, 27.76], [113.26, 27.72], [113.22, 27.76], [113.22, 27.72]]]
                )
            ),
            "layers/parks.geojson#hill-park",
            "invalid-geometry",
            "113.240000",
            id="ring that crosses itself",
        ),
    ],
)
def test_a_damaged_geometry_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


# Districts


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.properties("districts").update(adcode="430203"),
            "layers/districts.geojson#430202",
            "adcode-mismatch",
            "'430203'",
            id="adcode of another",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(population_as_of="2020-13"),
            "layers/districts.geojson#430202",
            "invalid-date",
            "'2020-13'",
            id="date of the census",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(area_km2=143),
            "layers/districts.geojson#430202",
            "district-area",
            "109.3",
            id="area far off",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat=[112.99, 27.75]),
            "layers/districts.geojson#430202",
            "seat-outside",
            "986",
            id="seat outside",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat=[27.75, 113.05]),
            "layers/districts.geojson#430202",
            "swapped-coordinates",
            "[27.75, 113.05]",
            id="swapped seat",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat_found=[113.05, 27.75], seat_datum="GCJ-02"),
            "layers/districts.geojson#430202",
            "conversion-mismatch",
            "[113.05, 27.75]",
            id="seat that does not convert",
        ),
        pytest.param(
            lambda tiny: tiny.layers["districts"].pop(0),
            "layers/districts.geojson",
            "missing-district",
            "430202",
            id="district too few",
        ),
        pytest.param(
            lambda tiny: tiny.layers["districts"].append(
                tiny.site("districts")
                | {"id": "430299", "properties": tiny.properties("districts") | {"adcode": "430299"}}
            ),
            "layers/districts.geojson#430299",
            "unknown-district",
            "'430299'",
            id="district too many",
        ),
        pytest.param(
            lambda tiny: tiny.site("districts", 4)["geometry"]["coordinates"].append(
                square(113.14, 27.84, 0.01)["coordinates"][0]
            ),
            "layers/districts.geojson",
            "district-gap",
            "113.150000",
            id="gap",
        ),
    ],
)
def test_a_damaged_district_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


# Positions


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.site("parks", 1).update(geometry=shape("Point", [113.05, 27.85])),
            "layers/parks.geojson#valley-park",
            "position-basis",
            "{'type': 'Point', 'coordinates': [113.05, 27.85]}",
            id="geometry of a site known to its district",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(geometry=None),
            "layers/infrastructure.geojson#ring-road",
            "position-basis",
            "null",
            id="no geometry of a site on a map",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_uncertainty_m=None),
            "layers/infrastructure.geojson#ring-road",
            "position-basis",
            "null",
            id="no uncertainty",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_datum=None),
            "layers/infrastructure.geojson#ring-road",
            "position-basis",
            "null",
            id="no datum",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_uncertainty_m=0),
            "layers/infrastructure.geojson#ring-road",
            "wrong-type",
            "0",
            id="uncertainty of nothing",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_uncertainty_m=20_001),
            "layers/infrastructure.geojson#ring-road",
            "wrong-type",
            "20001",
            id="uncertainty beyond a circle",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_uncertainty_m=99.5),
            "layers/infrastructure.geojson#ring-road",
            "wrong-type",
            "99.5",
            id="uncertainty in parts of a metre",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(position_datum="WGS-84"),
            "layers/parks.geojson#valley-park",
            "position-basis",
            "'WGS-84'",
            id="datum of a site without position",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(position_found=[113.05, 27.85]),
            "layers/parks.geojson#valley-park",
            "position-basis",
            "[113.05, 27.85]",
            id="numbers of a site without position",
        ),
        pytest.param(
            lambda tiny: tiny.properties("institutions").update(districts=["430202"]),
            "layers/institutions.geojson#old-institute",
            "position-basis",
            "['430202']",
            id="district of a site known to the city",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(districts=[]),
            "layers/parks.geojson#valley-park",
            "position-basis",
            "none",
            id="no district of a site known to its district",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(position_basis="unit", districts=[]),
            "layers/parks.geojson#valley-park",
            "position-basis",
            "none",
            id="no district of a site that is the whole of one",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(position_basis="unit", position_datum="WGS-84"),
            "layers/parks.geojson#valley-park",
            "position-basis",
            "'WGS-84'",
            id="datum of a site that is the whole of a district",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(districts=["430299"]),
            "layers/parks.geojson#valley-park",
            "unknown-district",
            "'430299'",
            id="unknown district",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(districts=["430211", "430211"]),
            "layers/parks.geojson#valley-park",
            "duplicate-value",
            "['430211', '430211']",
            id="district twice",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(position_datum="BD-09"),
            "layers/projects.geojson#hill-works",
            "conversion-mismatch",
            "[113.245664, 27.736715]",
            id="position that does not convert",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(position_found="113.24"),
            "layers/projects.geojson#hill-works",
            "wrong-type",
            "'113.24'",
            id="position found without numbers",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(position_found=[27.74, 113.24]),
            "layers/projects.geojson#hill-works",
            "swapped-coordinates",
            "[27.74, 113.24]",
            id="position found that is swapped",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_found=[113.24, 27.74]),
            "layers/parks.geojson#hill-park",
            "unexpected-value",
            "[113.24, 27.74]",
            id="position found of an area",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=["review-2023 L4"]),
            "layers/parks.geojson#hill-park",
            "unknown-source",
            "'review-2023' (did you mean 'review-2024'?)",
            id="unknown source cited",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=["review-2024 L4-2"]),
            "layers/parks.geojson#hill-park",
            "invalid-locator",
            "'review-2024 L4-2'",
            id="malformed line cited",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=["file:///x"]),
            "layers/parks.geojson#hill-park",
            "invalid-address",
            "'file:///x'",
            id="address of a file",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(districts=["430202", "430203", "430204"]),
            "layers/infrastructure.geojson#ring-road",
            "missed-district",
            "4930",
            id="line that misses a district",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(districts=["430202"]),
            "layers/infrastructure.geojson#ring-road",
            "unnamed-district",
            "4930",
            id="line that reaches another district",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(parent="no-park"),
            "layers/projects.geojson#hill-works",
            "invalid-parent",
            "'no-park'",
            id="unknown parent",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(parent="ring-road"),
            "layers/projects.geojson#hill-works",
            "invalid-parent",
            "'ring-road' of infrastructure",
            id="parent of another layer",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(parent="hill-park"),
            "layers/parks.geojson#hill-park",
            "circular-parent",
            "'hill-park'",
            id="own parent",
        ),
    ],
)
def test_a_damaged_position_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


# Further positions of a site


def split_works(tiny: Tiny, *, part: dict | None = None, rival: dict | None = None, **told) -> None:
    """Give the works a second place in the same park, and a rival in the next district."""
    shared = {"basis": "poi", "uncertainty_m": 100, "note_zh": None, "note_en": None}
    second = {
        "name_zh": "老厂",
        "name_en": "Old works",
        "districts": ["430204"],
        "point": [113.25, 27.73],
        "datum": "GCJ-02",
        "found": [round(number, 6) for number in from_wgs84(113.25, 27.73, "GCJ-02")],
        "evidence": ["review-2024 L3"],
    }
    claimed = {
        "districts": ["430203"],
        "point": [113.15, 27.75],
        "datum": "WGS-84",
        "found": None,
        "evidence": ["https://example.org/map?q=1"],
    }
    tiny.properties("projects").update(
        position_name_zh="新厂",
        position_name_en="New works",
        parts=[{**shared, **second, **(part or {})}],
        position_reason_zh="较新。",
        position_reason_en="Newer.",
        rival_positions=[{**shared, **claimed, **(rival or {})}],
    )
    tiny.properties("projects").update(told)


PART, RIVAL = f"{WORKS}.parts[0]", f"{WORKS}.rival_positions[0]"


def test_a_site_of_two_places_with_a_rival_in_another_district_is_valid(tiny):
    split_works(tiny)
    assert tiny.issues() == []


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param({"part": {"name_en": None}}, PART, "wrong-type", "name_en", id="part without a name"),
        pytest.param({"part": {"nmae": "x"}}, PART, "unknown-property", "of parts", id="unknown member"),
        pytest.param({"rival": {"name_zh": "x"}}, RIVAL, "unknown-property", "rival_positions", id="name of a rival"),
        pytest.param({"part": {"point": [27.73, 113.25]}}, PART, "swapped-coordinates", "27.73", id="swapped"),
        pytest.param({"part": {"point": [113.25]}}, PART, "wrong-type", "[lon, lat]", id="one number as a point"),
        pytest.param({"part": {"basis": "hearsay"}}, PART, "unknown-code", "bases.csv", id="unknown basis"),
        pytest.param({"part": {"basis": "district"}}, PART, "position-basis", "'district'", id="basis without a point"),
        pytest.param({"part": {"uncertainty_m": 0}}, PART, "wrong-type", "uncertainty_m", id="no uncertainty"),
        pytest.param({"part": {"datum": "BD-09"}}, PART, "conversion-mismatch", "found", id="wrong datum of a part"),
        pytest.param(
            {"rival": {"found": [113.1, 27.7]}}, RIVAL, "conversion-mismatch", "[113.1, 27.7]", id="rival not converted"
        ),
        pytest.param({"part": {"evidence": []}}, PART, "wrong-type", "evidence", id="part without evidence"),
        pytest.param(
            {"rival": {"evidence": ["review-2023 L1"]}}, RIVAL, "unknown-source", "'review-2024'", id="unknown source"
        ),
        pytest.param(
            {"part": {"note_zh": "仅中文"}}, PART, "missing-translation", "note_en", id="note in one language"
        ),
        pytest.param(
            {"part": {"name_en": "Old\u200bworks"}}, PART, "hidden-character", "U+200B", id="hidden character"
        ),
        pytest.param({"part": {"name_zh": "新厂"}}, PART, "duplicate-value", "'新厂'", id="name of the first place"),
        pytest.param(
            {"part": {"districts": ["430204", "430203"]}}, PART, "unexpected-value", "430203", id="another district"
        ),
        pytest.param(
            {"rival": {"districts": ["430204"]}}, RIVAL, "outside-district", "430204", id="rival out of its district"
        ),
        pytest.param(
            {"part": {"point": [113.29, 27.79], "found": None}}, PART, "outside-parent", "hill-park", id="park"
        ),
        pytest.param(
            {"position_name_zh": None, "position_name_en": None}, WORKS, "missing-text", "parts", id="no name"
        ),
        pytest.param({"parts": []}, WORKS, "unexpected-value", "position_name", id="name without parts"),
        pytest.param(
            {"position_reason_zh": None, "position_reason_en": None}, WORKS, "missing-text", "rival", id="no reason"
        ),
        pytest.param({"rival_positions": []}, WORKS, "unexpected-value", "position_reason", id="reason alone"),
        pytest.param({"parts": ["x"]}, WORKS, "wrong-type", "a list of parts", id="text in place of a part"),
        pytest.param(
            {"rival": {"point": [113.2405, 27.7405], "districts": ["430204"]}},
            RIVAL,
            "rival-agrees",
            "74 m",
            id="agrees",
        ),
    ],
)
def test_a_damaged_further_position_is_reported_once(tiny, damage, where, code, value):
    split_works(tiny, **damage)
    assert_one(tiny, where, code, value)


def test_a_part_in_another_district_needs_it_among_those_of_the_site(tiny):
    elsewhere = {"districts": ["430203"], "point": [113.15, 27.75], "found": None}
    split_works(tiny, part=elsewhere, districts=["430204", "430203"], parent=None)
    assert tiny.issues() == []


def test_an_unknown_district_of_a_part_is_named_where_it_is(tiny):
    split_works(tiny, rival={"districts": ["430299"]})
    assert_one(tiny, RIVAL, "unknown-district", "'430299'")


def test_an_area_has_no_parts(tiny):
    split_works(tiny)
    places = {name: tiny.properties("projects")[name] for name in ("position_name_zh", "position_name_en", "parts")}
    tiny.properties().update(places)
    tiny.properties("projects").update(dict.fromkeys(places, None) | {"parts": []})
    assert_one(tiny, PARK, "unexpected-value", "Polygon")


def test_a_site_known_to_its_district_has_no_further_positions(tiny):
    split_works(tiny, position_basis="district", position_uncertainty_m=None, position_datum=None, position_found=None)
    tiny.site("projects")["geometry"] = None
    assert_issues(tiny, (WORKS, "position-basis", "parts"), (WORKS, "position-basis", "rival_positions"))


def test_a_rival_from_another_source_may_lie_where_the_position_does(tiny):
    near = {"point": [113.2405, 27.7405], "districts": ["430204"], "evidence": ["review-2024 L3"]}
    split_works(tiny, rival=near)
    assert tiny.issues() == []


def test_a_rival_may_lie_within_a_radius_that_is_wide_for_its_sake(tiny):
    split_works(tiny, rival={"point": [113.241, 27.741], "districts": ["430204"]}, position_uncertainty_m=300)
    assert tiny.issues() == []


def test_namesakes_are_near_where_a_part_of_one_is(tiny):
    split_works(tiny)
    tiny.properties("institutions").update(name_zh="山丘工厂", position_basis="poi", position_uncertainty_m=100)
    tiny.properties("institutions").update(position_datum="WGS-84", districts=["430204"])
    tiny.site("institutions")["geometry"] = shape("Point", [113.25, 27.7301])
    assert_one(tiny, "layers/institutions.geojson#old-institute", "same-name-nearby", "11 m")


def test_a_source_that_only_a_part_cites_is_used(tiny):
    split_works(tiny)
    source = tiny.sources[0] | {"id": "map-2024"}
    tiny.sources.insert(0, source)
    assert "unused-source" in {issue.code for issue in tiny.found()}
    tiny.properties("projects")["parts"][0]["evidence"] = ["map-2024 L1"]
    assert "unused-source" not in {issue.code for issue in tiny.found()}


# Facts


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.fact(0).update(id="1"),
            "data/facts.csv:2",
            "invalid-id",
            "'1'",
            id="malformed id",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(id="f0001"),
            "data/facts.csv:3",
            "duplicate-id",
            "'f0001'",
            id="id twice",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(subject="hill"),
            "data/facts.csv:2",
            "unknown-subject",
            "'hill'",
            id="unknown subject",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(indicator="gnp"),
            "data/facts.csv:2",
            "unknown-code",
            "'gnp'",
            id="unknown indicator",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(scope="phase-9"),
            "data/facts.csv:2",
            "unknown-code",
            "'phase-9' (did you mean 'phase-1'?)",
            id="unknown scope",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(unit="jiao"),
            "data/facts.csv:2",
            "unknown-code",
            "'jiao'",
            id="unknown unit",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(unit="ge"),
            "data/facts.csv:2",
            "unit-mismatch",
            "'ge'",
            id="unit of another dimension",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(unit=""),
            "data/facts.csv:2",
            "missing-value",
            "'gdp'",
            id="no unit",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(qualifier="perhaps"),
            "data/facts.csv:2",
            "unknown-code",
            "'perhaps'",
            id="unknown qualifier",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(aim="hoped"),
            "data/facts.csv:2",
            "unknown-code",
            "'hoped'",
            id="unknown aim",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(aim=""),
            "data/facts.csv:2",
            "unknown-code",
            "''",
            id="no aim",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(source="review-2023"),
            "data/facts.csv:2",
            "unknown-source",
            "'review-2023' (did you mean 'review-2024'?)",
            id="unknown source",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"value": "3,600", "token": "3,600亿元"}),
            "data/facts.csv:2",
            "invalid-number",
            "'3,600' (write 3600)",
            id="number with a separator",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"value": "３６００", "token": "３６００"}),
            "data/facts.csv:2",
            "invalid-number",
            "'３６００' (write 3600)",
            id="number in full width",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(value="begun"),
            "data/facts.csv:3",
            "unknown-code",
            "'begun'",
            id="unknown status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(indicator="honour", value="best-city", unit="", qualifier=""),
            "data/facts.csv:2",
            "unknown-code",
            "'best-city'",
            id="unknown honour",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(unit="ge"),
            "data/facts.csv:3",
            "unexpected-value",
            "'ge'",
            id="unit of a status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(qualifier="about"),
            "data/facts.csv:3",
            "unexpected-value",
            "'about'",
            id="qualifier of a status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024-02-30"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024-02-30'",
            id="date that does not exist",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024.5"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024.5'",
            id="date in another form",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024-00"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024-00'",
            id="month of zeros",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024/2023"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024/2023'",
            id="interval backwards",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024/"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024/'",
            id="open interval",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2025"),
            "data/facts.csv:2",
            "future-date",
            "'2025'",
            id="future of an actual figure",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024/2025-01"),
            "data/facts.csv:2",
            "future-date",
            "'2024/2025-01'",
            id="interval into the future",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(stated=""),
            "data/facts.csv:4",
            "missing-value",
            "stated",
            id="target without a date of saying",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(aim="expected", as_of="", stated=""),
            "data/facts.csv:4",
            "missing-value",
            "stated",
            id="forecast without any date",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of=""),
            "data/facts.csv:2",
            "missing-value",
            "stated",
            id="actual figure without any date",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(stated="2024-12"),
            "data/facts.csv:2",
            "unexpected-value",
            "'2024-12'",
            id="stated of an actual figure with a date",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(stated="2023-13"),
            "data/facts.csv:4",
            "invalid-date",
            "'2023-13'",
            id="stated on no date",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(stated="2022/2023"),
            "data/facts.csv:4",
            "invalid-date",
            "'2022/2023'",
            id="stated over an interval",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(stated="2023-06"),
            "data/facts.csv:4",
            "date-order",
            "'2023-06'",
            id="stated after the source",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(as_of="2022"),
            "data/facts.csv:4",
            "date-order",
            "'2022'",
            id="target due before it was stated",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(locator="line 1"),
            "data/facts.csv:2",
            "invalid-locator",
            "'line 1'",
            id="malformed locator",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(locator="L3-2"),
            "data/facts.csv:2",
            "invalid-locator",
            "'L3-2'",
            id="locator backwards",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(locator=""),
            "data/facts.csv:2",
            "invalid-locator",
            "''",
            id="no locator in a text at hand",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"token": ""}),
            "data/facts.csv:2",
            "missing-value",
            "",
            id="no token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(locator="L2"),
            "data/facts.csv:4",
            "unexpected-value",
            "'L2'",
            id="locator in a text not at hand",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update({"token": "12.5亿元"}),
            "data/facts.csv:4",
            "unexpected-value",
            "'12.5亿元'",
            id="token of a text not at hand",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"token": "约3600亿元,比上年增长了不少呢呢呢"}),
            "data/facts.csv:2",
            "long-token",
            "19",
            id="long token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(value="600"),
            "data/facts.csv:2",
            "token-mismatch",
            "'约3600亿元'",
            id="other number in the token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"value": "12", "token": "12.5亿元"}),
            "data/facts.csv:2",
            "token-mismatch",
            "'12.5亿元'",
            id="part of a number in the token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(note_zh="约数。"),
            "data/facts.csv:2",
            "missing-translation",
            "",
            id="note in one language",
        ),
        pytest.param(
            lambda tiny: tiny.facts.append(tiny.fact(2) | {"id": "f0020"}),
            "data/facts.csv:9",
            "duplicate-claim",
            "1",
            id="claim twice",
        ),
        pytest.param(
            lambda tiny: tiny.facts.pop(1),
            "layers/projects.geojson#hill-works",
            "missing-status",
            "",
            id="project without status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(note_zh="a\x07", note_en="a"),
            "data/facts.csv:2",
            "hidden-character",
            "'a\\x07'",
            id="control character",
        ),
    ],
)
def test_a_damaged_fact_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


# Sources


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: (tiny.sources[0].update(id="A b"), [row.update(source="A b") for row in tiny.facts[2:]]),
            "data/sources.csv:2",
            "invalid-id",
            "'A b'",
            id="malformed id",
        ),
        pytest.param(
            lambda tiny: tiny.sources.append(tiny.sources[0]),
            "data/sources.csv:4",
            "duplicate-id",
            "'notice-2023'",
            id="id twice",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(title_en=""),
            "data/sources.csv:2",
            "missing-text",
            "",
            id="no title",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(published=""),
            "data/sources.csv:2",
            "invalid-date",
            "''",
            id="no date",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(published="2025-01"),
            "data/sources.csv:2",
            "future-date",
            "'2025-01'",
            id="date in the future",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(published="2023/2024"),
            "data/sources.csv:2",
            "invalid-date",
            "'2023/2024'",
            id="interval",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(url="ftp://example.org"),
            "data/sources.csv:2",
            "invalid-address",
            "'ftp://example.org'",
            id="address of another kind",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(sha256="ABC"),
            "data/sources.csv:3",
            "invalid-digest",
            "'ABC'",
            id="malformed digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(standing="hearsay"),
            "data/sources.csv:2",
            "unknown-code",
            "'hearsay'",
            id="unknown standing",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(type="newspapers"),
            "data/sources.csv:2",
            "unknown-code",
            "'newspapers' (did you mean 'newspaper'?)",
            id="unknown type",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(type=""),
            "data/sources.csv:2",
            "missing-value",
            "source_types.csv",
            id="no type",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(standing=""),
            "data/sources.csv:2",
            "unknown-code",
            "''",
            id="no standing",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(standing="primary"),
            "data/sources.csv:2",
            "standing-mismatch",
            "256",
            id="primary source without a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(standing="second-hand", sha256="ab" * 32),
            "data/sources.csv:3",
            "standing-mismatch",
            "'abababababababababababababababababababababababababababababababab'",
            id="second-hand source with a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(standing="copy", sha256="ab" * 32),
            "data/sources.csv:3",
            "standing-mismatch",
            "'abababababababababababababababababababababababababababababababab'",
            id="copy with a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(every="weekly"),
            "data/sources.csv:2",
            "unknown-code",
            "'weekly'",
            id="interval of issues of another form",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(every="P1M", published="2023"),
            "data/sources.csv:3",
            "invalid-date",
            "'2023'",
            id="issue of a month that is not named",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(form="hearsay"),
            "data/sources.csv:2",
            "unknown-code",
            "'hearsay'",
            id="unknown form",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(form=""),
            "data/sources.csv:2",
            "missing-value",
            "f0010",
            id="newer source without a form",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(accessed=""),
            "data/sources.csv:2",
            "missing-value",
            "f0010",
            id="newer source without a date of access",
        ),
        pytest.param(
            lambda tiny: tiny.package.pop("access_since"),
            "data/sources.csv:3",
            "missing-value",
            "f0001",
            id="all sources are newer where the descriptor names no fact",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(access_since=3),
            "datapackage.json",
            "invalid-id",
            "3",
            id="date of access from what is no fact on",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(accessed="2024-12-31"),
            "data/sources.csv:3",
            "missing-value",
            "form",
            id="date of access without a form",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(accessed="2024-12"),
            "data/sources.csv:2",
            "invalid-date",
            "'2024-12'",
            id="date of access without a day",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(accessed="2025-01-01"),
            "data/sources.csv:2",
            "future-date",
            "'2025-01-01'",
            id="date of access after the record's own",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(accessed="2023-04-30"),
            "data/sources.csv:2",
            "date-order",
            "'2023-04-30'",
            id="read before it was published",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(form="stored copy", sha256="ab" * 32),
            "data/sources.csv:2",
            "form-mismatch",
            "sha256",
            id="digest of a stored copy",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(form="stored copy", length="7"),
            "data/sources.csv:2",
            "form-mismatch",
            "'7'",
            id="length of a stored copy",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(length="7"),
            "data/sources.csv:2",
            "form-mismatch",
            "'7'",
            id="length without a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(length="0"),
            "data/sources.csv:3",
            "invalid-number",
            "'0'",
            id="length of nothing",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(archive="http://archive.example.org/n"),
            "data/sources.csv:2",
            "invalid-address",
            "'http://archive.example.org/n'",
            id="archive that is no https address",
        ),
        pytest.param(
            lambda tiny: tiny.sources.append(tiny.sources[0] | {"id": "page"}),
            "data/sources.csv:4",
            "unused-source",
            "'page'",
            id="of no use",
        ),
    ],
)
def test_a_damaged_source_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


def test_a_page_that_no_fact_rests_on_needs_a_date_if_it_appears_regularly(tiny):
    page = {**tiny.sources[0], "id": "another-page", "published": "", "every": ""}
    tiny.sources.append(page)
    tiny.properties("districts")["population_source"] = ["another-page"]
    assert tiny.found() == []
    page["every"] = "P1Y"
    assert_one(tiny, "data/sources.csv:4", "invalid-date", "published")


def test_a_page_of_which_the_bytes_were_read_has_their_digest(tiny):
    tiny.sources[0].update(sha256="ab" * 32, length="7", archive="https://archive.example.org/n")
    assert tiny.found() == []


# Registers


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.register("scopes").append({"code": "Phase 2", "name_zh": "二期", "name_en": "phase 2"}),
            "data/registers/scopes.csv:3",
            "invalid-code",
            "'Phase 2'",
            id="malformed code",
        ),
        pytest.param(
            lambda tiny: tiny.register("scopes").append(
                {"code": "phase-1", "name_zh": "首期", "name_en": "first phase"}
            ),
            "data/registers/scopes.csv:3",
            "duplicate-code",
            "'phase-1'",
            id="code twice",
        ),
        pytest.param(
            lambda tiny: tiny.register("scopes")[0].update(name_zh=""),
            "data/registers/scopes.csv:2",
            "missing-text",
            "",
            id="no Chinese label",
        ),
        pytest.param(
            lambda tiny: tiny.register("kinds")[0].update(name_en=""),
            "data/registers/kinds.csv:2",
            "missing-text",
            "",
            id="no English label",
        ),
        pytest.param(
            lambda tiny: tiny.register("kinds").append(
                {"code": "x", "layer": "places", "name_zh": "某", "name_en": "X"}
            ),
            "data/registers/kinds.csv:9",
            "wrong-layer",
            "'places'",
            id="kind of no layer",
        ),
        pytest.param(
            lambda tiny: tiny.register("kinds").pop(5),
            "data/registers/kinds.csv",
            "fixed-codes",
            "null",
            id="kind that the map needs",
        ),
        pytest.param(
            lambda tiny: tiny.register("sectors")[0].update(group=""),
            "data/registers/sectors.csv:2",
            "invalid-code",
            "''",
            id="sector without group",
        ),
        pytest.param(
            lambda tiny: tiny.register("qualifiers")[0].update(name_en="about"),
            "data/registers/qualifiers.csv:2",
            "label-slot",
            "'about'",
            id="qualifier without a slot",
        ),
        pytest.param(
            lambda tiny: tiny.register("qualifiers")[0].update(name_zh="约 {} {}"),
            "data/registers/qualifiers.csv:2",
            "label-slot",
            "'约 {} {}'",
            id="qualifier with two slots",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[1].update(theme="money"),
            "data/registers/indicators.csv:3",
            "unknown-code",
            "'money'",
            id="unknown theme",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[1].update(type="text"),
            "data/registers/indicators.csv:3",
            "unknown-code",
            "'text'",
            id="unknown type",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[0].update(dimension="money"),
            "data/registers/indicators.csv:2",
            "unexpected-value",
            "'money'",
            id="dimension of a status",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators").append(
                tiny.register("indicators")[2] | {"code": "area", "dimension": "area"}
            ),
            "data/registers/indicators.csv:6",
            "unknown-code",
            "'area'",
            id="unknown dimension",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(weight="101"),
            "data/registers/indicators.csv:4",
            "invalid-number",
            "'101'",
            id="weight over a hundred",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(weight="high"),
            "data/registers/indicators.csv:4",
            "invalid-number",
            "'high'",
            id="weight in words",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(aliases="GDP;"),
            "data/registers/indicators.csv:4",
            "missing-text",
            "'GDP;'",
            id="empty alias",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(aliases="GDP; 产值"),
            "data/registers/indicators.csv:4",
            "missing-text",
            "'GDP; 产值'",
            id="alias behind a blank",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(aliases="GDP;生产总值"),
            "data/registers/indicators.csv:4",
            "duplicate-alias",
            "'生产总值'",
            id="alias that is the name",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(aliases="GDP;GDP"),
            "data/registers/indicators.csv:4",
            "duplicate-alias",
            "'GDP'",
            id="alias twice",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[0].update(factor="0"),
            "data/registers/units.csv:2",
            "invalid-number",
            "'0'",
            id="factor of nothing",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[1].update(factor="10"),
            "data/registers/units.csv",
            "missing-value",
            "'count'",
            id="dimension without a base unit",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[0].update(shift_en="0.5"),
            "data/registers/units.csv:2",
            "invalid-number",
            "'0.5'",
            id="shift in parts",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[1].update(dimension=""),
            "data/registers/units.csv:3",
            "invalid-code",
            "''",
            id="dimension of a unit",
        ),
        pytest.param(
            lambda tiny: tiny.register("aims").pop(1),
            "data/registers/aims.csv",
            "fixed-codes",
            "",
            id="missing aim",
        ),
        pytest.param(
            lambda tiny: tiny.register("datums").append({"code": "NAD27", "name_zh": "n", "name_en": "n"}),
            "data/registers/datums.csv",
            "fixed-codes",
            "84",
            id="datum the program does not know",
        ),
        pytest.param(
            lambda tiny: tiny.register("standings").pop(),
            "data/registers/standings.csv",
            "fixed-codes",
            "",
            id="missing standing",
        ),
    ],
)
def test_a_damaged_register_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


# The descriptor


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.package.pop("created"),
            "datapackage.json",
            "invalid-date",
            "null",
            id="no date",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(created="2024"),
            "datapackage.json",
            "invalid-date",
            "'2024'",
            id="year alone",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(created="2024-12-31"),
            "datapackage.json",
            "invalid-date",
            "YYYY-MM-DDT00:00:00Z; found '2024-12-31'",
            id="day without a time",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(created="2024-12-31T08:00:00Z"),
            "datapackage.json",
            "invalid-date",
            "'2024-12-31T08:00:00Z'",
            id="another time of the day",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(version=""),
            "datapackage.json",
            "missing-text",
            "''",
            id="no version",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(sources=[{"title": "GeoNames", "path": "javascript:alert(1)"}]),
            "datapackage.json",
            "invalid-address",
            "javascript:alert(1)",
            id="credit without an address of the web",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(sources=[{"path": "https://example.org"}]),
            "datapackage.json",
            "invalid-address",
            "https://example.org",
            id="credit without a title",
        ),
        pytest.param(
            lambda tiny: tiny.package["resources"].pop(0),
            "datapackage.json",
            "wrong-resources",
            "'layers/parks.geojson' in place of 'layers/districts.geojson'",
            id="missing resource",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(resources=None),
            "datapackage.json",
            "wrong-resources",
            "null in place of 'layers/districts.geojson'",
            id="no resources",
        ),
        pytest.param(
            lambda tiny: tiny.package.pop("floors"),
            "datapackage.json",
            "wrong-floors",
            "null",
            id="no floors",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(floors={"parks": 1}),
            "datapackage.json",
            "wrong-floors",
            "{'parks': 1}",
            id="floor of one layer only",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(floors=dict.fromkeys(tiny.package["floors"], "1")),
            "datapackage.json",
            "wrong-floors",
            "{'parks': '1', 'projects': '1', 'institutions': '1', 'infrastructure': '1'}",
            id="floor that is a text",
        ),
        pytest.param(
            lambda tiny: tiny.package["floors"].update(parks=3),
            "layers/parks.geojson",
            "below-floor",
            "2",
            id="fewer sites than the floor",
        ),
    ],
)
def test_a_damaged_descriptor_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


# Resolutions and omissions


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.resolve("f0099"),
            "data/resolutions.csv:2",
            "unknown-fact",
            "'f0099'",
            id="unknown fact",
        ),
        pytest.param(
            lambda tiny: tiny.resolve("f0001", reason="nicer"),
            "data/resolutions.csv:2",
            "unknown-code",
            "'nicer'",
            id="unknown reason",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0004"), tiny.resolve("f0004")),
            "data/resolutions.csv:3",
            "duplicate-resolution",
            "'f0004'",
            id="fact twice",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0004"), tiny.tables[RESOLUTIONS][0].update(note_zh="据公告。")),
            "data/resolutions.csv:2",
            "missing-translation",
            "",
            id="note in one language",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0004", note="x"), tiny.tables[RESOLUTIONS][0].update(note_zh="a\x07")),
            "data/resolutions.csv:2",
            "hidden-character",
            "'a\\x07'",
            id="control character",
        ),
        pytest.param(
            lambda tiny: tiny.resolve("f0001"),
            "data/resolutions.csv:2",
            "no-disagreement",
            "0001",
            id="nothing to resolve",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0003"), tiny.resolve("f0004")),
            "data/resolutions.csv:3",
            "duplicate-resolution",
            "0003",
            id="both sides preferred",
        ),
    ],
)
def test_a_damaged_resolution_is_reported_once(tiny, damage, where, code, value):
    contradict(tiny)
    damage(tiny)
    assert_one(tiny, where, code, value)


def contradict(tiny) -> None:
    """Let another source tell another investment of the hill works; the two are f0003 and f0004."""
    told = {"id": "f0004", "value": "13", "source": "review-2024", "locator": "L2", "token": "13亿"}
    tiny.facts.insert(3, tiny.fact(2) | told)


@pytest.mark.parametrize("preferred", ["f0003", "f0004", None])
def test_a_disagreement_may_be_resolved_either_way_or_left_open(tiny, preferred):
    contradict(tiny)
    if preferred:
        tiny.resolve(preferred, note="据公告。")
    assert tiny.issues() == []


def test_disagreements_are_not_asked_for_among_broken_facts(tiny):
    tiny.resolve("f0001")
    tiny.fact(1)["aim"] = "hoped"
    assert [issue.split(":")[0] for issue in tiny.issues()] == ["error data/facts.csv"]


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.omit("L1", "3600", source="review-2023"),
            "data/omissions.csv:2",
            "unknown-source",
            "'review-2023' (did you mean 'review-2024'?)",
            id="unknown source",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", "3600", source="notice-2023"),
            "data/omissions.csv:2",
            "unknown-source",
            "'notice-2023'",
            id="source without a text",
        ),
        pytest.param(
            lambda tiny: tiny.omit("1", "3600"),
            "data/omissions.csv:2",
            "invalid-locator",
            "'1'",
            id="malformed locator",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", ""),
            "data/omissions.csv:2",
            "missing-value",
            "",
            id="no token",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", "1" * 17),
            "data/omissions.csv:2",
            "long-token",
            "17",
            id="long token",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", "3600", reason="dull"),
            "data/omissions.csv:2",
            "unknown-code",
            "'dull'",
            id="unknown reason",
        ),
        pytest.param(
            lambda tiny: (tiny.omit("L1", "3600"), tiny.omit("L1", "3600")),
            "data/omissions.csv:3",
            "duplicate-omission",
            "2",
            id="omission twice",
        ),
    ],
)
def test_a_damaged_omission_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


def test_an_omission_of_a_piece_of_a_line_passes(tiny):
    tiny.omit("L1-2", " 12.5")
    assert tiny.issues() == []


# Withdrawn facts


@pytest.mark.parametrize(
    ("row", "code", "value"),
    [
        ({"fact": "f0001"}, "reused-id", "data/facts.csv:2"),
        ({"fact": "one"}, "invalid-id", "'one'"),
        ({"fact": "f0900", "replacement": "f0901"}, "unknown-fact", "'f0901'"),
        ({"fact": "f0900", "reason": "dull"}, "unknown-code", "'dull'"),
    ],
)
def test_a_faulty_withdrawal_is_an_error(tiny, row, code, value):
    tiny.withdraw(**row)
    assert_one(tiny, "data/withdrawn.csv:2", code, value)


def test_a_fact_is_withdrawn_once(tiny):
    tiny.withdraw("f0900")
    tiny.withdraw("f0900")
    assert_one(tiny, "data/withdrawn.csv:3", "duplicate-withdrawal", "f0900")


def test_a_sound_withdrawal_passes(tiny):
    tiny.withdraw("f0900", replacement=tiny.fact(3)["id"], note="A name.")
    assert tiny.issues() == []


# Sites and what is said of them


def test_a_site_of_which_nothing_is_said_is_an_error(tiny):
    tiny.facts.pop(5)
    assert_one(tiny, "layers/institutions.geojson#old-institute", "silent-site")


def test_a_site_without_facts_may_say_why_it_is_on_the_map(tiny):
    tiny.facts.pop(5)
    tiny.properties("institutions").update(inclusion_reason_zh="有旧址。", inclusion_reason_en="Its old works stand.")
    assert tiny.issues() == []


def test_a_site_in_which_another_lies_needs_no_fact_of_its_own(tiny):
    tiny.facts.pop(3)
    assert tiny.issues() == []


def state_area(tiny, *areas: str, scope: str = "") -> None:
    """State areas of the hill park, which is drawn with 17.5 km2."""
    tiny.register("indicators").append(tiny.register("indicators")[2] | {"code": "land-area", "dimension": "area"})
    for code, factor in (("km2", "1000000"), ("m2", "1")):
        tiny.register("units").append(tiny.register("units")[1] | {"code": code, "dimension": "area", "factor": factor})
    for number, area in enumerate(areas):
        told = {"id": f"f002{number}", "indicator": "land-area", "value": area, "unit": "km2", "scope": scope}
        tiny.facts.append(tiny.fact(3) | told)


@pytest.mark.parametrize(("area", "stated"), [("12", "12.00"), ("24", "24.00"), ("0", "0.00")])
def test_an_area_drawn_otherwise_than_stated_is_a_warning(tiny, area, stated):
    state_area(tiny, area)
    assert_issues(tiny, ("layers/parks.geojson#hill-park", "area-differs", "17.48 km²", f"{stated} km²"))


@pytest.mark.parametrize("area", ["15", "17.5", "21"])
def test_an_area_drawn_about_as_stated_passes(tiny, area):
    state_area(tiny, area)
    assert tiny.issues() == []


def test_an_area_drawn_as_one_of_several_stated_passes(tiny):
    state_area(tiny, "3", "17", "40")
    assert tiny.issues() == []


def test_the_area_of_a_part_is_not_that_of_the_whole(tiny):
    state_area(tiny, "3", scope="phase-1")
    assert tiny.issues() == []


def test_a_note_may_tell_why_the_area_differs(tiny):
    state_area(tiny, "3")
    tiny.properties().update(area_note_zh="只画了核心区。", area_note_en="The core alone is drawn.")
    assert tiny.issues() == []


@pytest.mark.parametrize("words", ["列入本图，因面积较小。", "On the map because of its area."])
def test_no_words_of_a_position_note_are_a_reason_or_an_excuse(tiny, words):
    tiny.facts.pop(5)
    state_area(tiny, "3")
    for layer in ("institutions", "parks"):
        tiny.properties(layer).update(position_note_zh=words, position_note_en=words)
    assert len(tiny.issues()) == 2


@pytest.mark.parametrize("name", ["inclusion_reason_zh", "area_note_en"])
def test_an_explanation_is_given_in_both_languages(tiny, name):
    tiny.properties()[name] = "Of note."
    assert_one(tiny, "layers/parks.geojson#hill-park", "missing-translation", name)


def test_a_point_has_no_area_to_compare(tiny):
    tiny.fact(3)["subject"] = "hill-works"
    state_area(tiny, "3")
    assert tiny.issues() == []


# What takes two


def move_works(tiny, lon: float, lat: float, *, datum: str = "WGS-84", declared: str = "WGS-84") -> None:
    """Place the hill works, which are in 三区, where a map of ``datum`` shows them, and declare another datum."""
    found = [round(number, 6) for number in from_wgs84(lon, lat, datum)]
    tiny.site("projects")["geometry"]["coordinates"] = [round(number, 6) for number in to_wgs84(*found, declared)]
    tiny.properties("projects").update(position_datum=declared, position_found=found, parent=None)


def test_a_point_outside_its_district_is_measured_in_metres(tiny):
    move_works(tiny, 113.10, 27.75)
    assert_issues(tiny, (WORKS, "outside-district", "9860 m", "三区 (430204)", "150 m"))


def test_a_point_outside_its_district_within_its_uncertainty_passes(tiny):
    move_works(tiny, 113.1990, 27.75)
    assert tiny.issues() == []


def test_a_place_known_only_to_twenty_kilometres_passes(tiny):
    tiny.properties("projects")["position_uncertainty_m"] = 20_000
    assert tiny.issues() == []


def test_a_point_of_two_districts_may_lie_in_either(tiny):
    move_works(tiny, 113.15, 27.75)
    tiny.properties("projects")["districts"] = ["430204", "430203"]
    assert tiny.issues() == []


def test_a_point_known_to_no_district_lies_in_the_city(tiny):
    tiny.properties("projects")["districts"] = []
    move_works(tiny, 113.15, 27.95)
    assert tiny.issues() == []
    move_works(tiny, 113.15, 28.01)
    assert_issues(tiny, (WORKS, "outside-district", "1107 m outside the city"))


@pytest.mark.parametrize(
    ("lat", "datum", "declared", "outside"),
    [(27.7010, "GCJ-02", "WGS-84", 254), (27.7990, "BD-09", "WGS-84", 199), (27.7990, "WGS-84", "GCJ-02", 253)],
    ids=["GCJ-02 taken for WGS-84", "BD-09 taken for WGS-84", "WGS-84 taken for GCJ-02"],
)
def test_another_datum_is_suspected_where_it_explains_the_miss(tiny, lat, datum, declared, outside):
    move_works(tiny, 113.25, lat, datum=datum, declared=declared)
    suspected = ("suspected-datum", f"read as {declared}", f"{outside} m", f"read as {datum} it would be 0 m")
    assert_issues(tiny, (WORKS, "outside-district", f"{outside} m"), (WORKS, *suspected))


def test_another_datum_is_suspected_within_the_uncertainty_too(tiny):
    tiny.properties("projects")["position_uncertainty_m"] = 1000
    move_works(tiny, 113.25, 27.7010, datum="GCJ-02")
    assert_one(tiny, WORKS, "suspected-datum")


def test_a_parent_that_is_an_area_lies_around_the_site(tiny):
    tiny.site()["geometry"] = square(113.28, 27.72, 0.01)
    assert_issues(tiny, (WORKS, "outside-parent", "4097 m", "hill-park", "350 m"))


def test_parents_that_lead_in_a_ring_are_told_at_each(tiny):
    tiny.properties("parks", 0)["parent"] = "valley-park"
    tiny.properties("parks", 1)["parent"] = "hill-park"
    assert_issues(
        tiny,
        ("layers/parks.geojson#hill-park", "circular-parent", "'valley-park'"),
        ("layers/parks.geojson#valley-park", "circular-parent", "'hill-park'"),
    )


def test_districts_that_overlap_are_told_each_with_a_place(tiny):
    tiny.site("districts")["geometry"]["coordinates"][0][2] = [113.1001, 27.8]
    assert_issues(
        tiny,
        ("layers/districts.geojson#430202", "district-edges", "113.100000, 27.700000"),
        ("layers/districts.geojson#430203", "district-edges", "113.100000, 27.800000"),
        ("layers/districts.geojson#430211", "district-edges", "113.000000, 27.800000"),
    )


# Names


def test_an_alias_of_two_sites_is_told(tiny):
    tiny.properties("institutions")["aliases"] = ["hill industrial park"]
    shared = ("shared-alias", "'hill industrial park'", "layers/parks.geojson#hill-park")
    assert_issues(tiny, ("layers/institutions.geojson#old-institute", *shared))


def test_an_alias_that_is_a_name_of_another_site_is_told(tiny):
    tiny.properties("institutions")["aliases"] = ["山丘园"]
    assert_one(tiny, "layers/institutions.geojson#old-institute", "shared-alias", "'山丘园'")


def test_an_alias_that_repeats_a_name_is_told(tiny):
    tiny.properties()["aliases"] = ["Hill Park"]
    assert_one(tiny, "layers/parks.geojson#hill-park", "duplicate-alias", "'Hill Park'")


def test_two_sites_of_one_name_in_one_place_are_told(tiny):
    tiny.properties("projects")["name_en"] = "Hill Park"
    assert_issues(tiny, (WORKS, "same-name-nearby", "'Hill Park'", "layers/parks.geojson#hill-park", "0 m away"))


def test_two_sites_of_one_name_far_apart_pass(tiny):
    tiny.properties("infrastructure")["name_en"] = "Hill Works"
    assert tiny.issues() == []


def test_two_sites_of_one_name_without_position_are_a_warning(tiny):
    tiny.properties("institutions")["name_en"] = "Valley Park"
    same = ("same-name", "'Valley Park'", "layers/parks.geojson#valley-park")
    assert_issues(tiny, ("layers/institutions.geojson#old-institute", *same))


# Characters


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        pytest.param("⽯峰园", "lookalike-character", "U+2F6F KANGXI RADICAL STONE: use U+77F3 石", id="Kangxi"),
        pytest.param("⺠企园", "lookalike-character", "U+2EA0 CJK RADICAL CIVILIAN", id="radical of the supplement"),
        pytest.param("\uf9dc园", "lookalike-character", "use U+9686 隆", id="compatibility ideograph"),
        pytest.param("\U0002f800园", "lookalike-character", "use U+4E3D 丽", id="compatibility ideograph, far"),
        pytest.param("Lu\u0308 Park", "lookalike-character", "use U+00FC ü", id="decomposed accent"),
        pytest.param("200 \u212a", "lookalike-character", "use U+004B K", id="Kelvin sign"),
        pytest.param("Hill\xadPark", "hidden-character", "U+00AD SOFT HYPHEN: remove it", id="soft hyphen"),
        pytest.param("Hill\xa0Garden", "hidden-character", "U+00A0 NO-BREAK SPACE: use a space", id="no-break space"),
        pytest.param("河谷\u3000园", "hidden-character", "U+3000 IDEOGRAPHIC SPACE: use a space", id="wide space"),
        pytest.param("葛\U000e0100园", "hidden-character", "U+E0100 VARIATION SELECTOR-17", id="variation selector"),
        pytest.param("园\ufe0e", "hidden-character", "U+FE0E VARIATION SELECTOR-15", id="text selector"),
        pytest.param("Hill\u200bPark", "hidden-character", "U+200B ZERO WIDTH SPACE", id="zero width"),
        pytest.param("Hill\u202ePark", "hidden-character", "U+202E RIGHT-TO-LEFT OVERRIDE", id="direction"),
        pytest.param("Hill\u3164Park", "hidden-character", "U+3164 HANGUL FILLER", id="filler"),
        pytest.param("Hill\ue000Park", "hidden-character", "U+E000 PRIVATE CHARACTER", id="private use"),
        pytest.param("Hill\ufffdPark", "hidden-character", "U+FFFD REPLACEMENT CHARACTER", id="lost character"),
        pytest.param("Hill\uffffPark", "hidden-character", "U+FFFF NO CHARACTER", id="noncharacter"),
        pytest.param("Hill\u2028Park", "hidden-character", "U+2028 LINE SEPARATOR: use a space", id="line separator"),
        pytest.param("Hill\nPark", "hidden-character", "U+000A LINE FEED", id="line feed"),
    ],
)
def test_a_character_that_is_not_what_it_looks_like_is_named(tiny, text, code, named):
    tiny.properties().update(aliases=[text])
    assert_one(tiny, "layers/parks.geojson#hill-park", code, named)


@pytest.mark.parametrize("text", ["Lü Park", "甲 园", "ＡＢ园", "5 km²", "㎡", "①期", "“园”·—…", "\ufa0e园", "🚄"])
def test_a_character_that_is_what_it_looks_like_passes(tiny, text):
    tiny.properties().update(aliases=[text])
    assert tiny.issues() == []


HIDDEN = "a\xadb"


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        pytest.param(lambda tiny: tiny.properties().update(name_en=HIDDEN), PARK, id="name"),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=[HIDDEN]),
            "layers/parks.geojson#hill-park",
            id="evidence",
        ),
        pytest.param(
            lambda tiny: tiny.properties("context").update(note_zh=HIDDEN, note_en="b"),
            "layers/context.geojson#xiang",
            id="note of the context",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(name_zh=HIDDEN),
            "layers/districts.geojson#430202",
            id="unit",
        ),
        pytest.param(lambda tiny: tiny.fact(2).update(note_zh=HIDDEN, note_en="b"), "data/facts.csv:4", id="note"),
        pytest.param(lambda tiny: tiny.sources[0].update(title_zh=HIDDEN), "data/sources.csv:2", id="title"),
        pytest.param(
            lambda tiny: tiny.register("themes")[0].update(name_zh=HIDDEN), "data/registers/themes.csv:2", id="label"
        ),
        pytest.param(lambda tiny: tiny.package.update(version=HIDDEN), "datapackage.json", id="version"),
    ],
)
def test_every_text_of_the_record_is_looked_through(tiny, damage, where):
    damage(tiny)
    assert_one(tiny, where, "hidden-character", "U+00AD")


@pytest.mark.parametrize("token", ["3600\u3000亿元", "3600\xa0亿元", "3600亿⽯"])
def test_a_token_is_quoted_with_the_blanks_and_radicals_of_its_text(tiny, token):
    tiny.fact(0).update(token=token)
    assert tiny.issues() == []


def test_a_token_that_deceives_is_refused(tiny):
    tiny.fact(0).update({"token": "3600\u202e亿元"})
    assert_one(tiny, "data/facts.csv:2", "hidden-character", "U+202E")


# Layers saved by a map program


def save_as(tiny: Tiny, **members: object) -> None:
    """Save the parks with further members, as a map program does."""
    collection = {"type": "FeatureCollection", **members, "features": tiny.layers["parks"]}
    tiny.text["layers/parks.geojson"] = json.dumps(collection)


@pytest.mark.parametrize(
    "members",
    [
        {"name": "parks"},
        {"bbox": [113, 27, 114, 28]},
        {"xy_coordinate_resolution": 1e-6},
        {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}},
    ],
    ids=lambda members: next(iter(members)),
)
def test_what_a_map_program_adds_is_reported_with_its_remedy_and_taken_out_by_format(tiny, members):
    save_as(tiny, **members)
    assert_one(tiny, "layers/parks.geojson", "removable-member", "python -m geo format")
    for path, text in format_record(read(tiny.root)).items():
        (tiny.root / path).write_text(text, "utf-8")
    assert validate(read(tiny.root)) == []


def test_another_reference_system_is_an_error_that_names_it(tiny):
    name = "urn:ogc:def:crs:EPSG::4490"
    save_as(tiny, crs={"type": "name", "properties": {"name": name}})
    assert_issues(tiny, ("layers/parks.geojson", "unsupported-crs", name, "EPSG:4326"))


def test_an_unknown_member_of_a_collection_is_reported(tiny):
    save_as(tiny, licence="x")
    assert_one(tiny, "layers/parks.geojson", "unknown-member", "'licence'")


# What was meant


@pytest.mark.parametrize(
    ("damage", "meant"),
    [
        pytest.param(lambda tiny: tiny.fact(0).update(unit="亿元"), "'yi-yuan'", id="unit by its label"),
        pytest.param(lambda tiny: tiny.fact(0).update(unit="yi_yuan"), "'yi-yuan'", id="unit misspelled"),
        pytest.param(lambda tiny: tiny.properties().update(kind="园区"), "'park'", id="kind by its label"),
        pytest.param(lambda tiny: tiny.properties().update(districts=["三区"]), "'430204'", id="district by its name"),
        pytest.param(lambda tiny: tiny.fact(3).update(subject="山丘园"), "'hill-park'", id="subject by its name"),
        pytest.param(lambda tiny: tiny.fact(3).update(source="Notice"), "'notice-2023'", id="source by its title"),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(parent="hill-prak"), "'hill-park'", id="parent misspelled"
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(dimension="mony"), "'money'", id="dimension misspelled"
        ),
    ],
)
def test_what_was_meant_is_asked(tiny, damage, meant):
    damage(tiny)
    assert f"(did you mean {meant}?)" in tiny.issues()[0]


def test_a_misspelled_property_is_met_with_the_one_that_is_missing(tiny):
    tiny.properties()["nam_en"] = tiny.properties().pop("name_en")
    assert any("(did you mean 'name_en'?)" in issue for issue in tiny.issues())


def test_a_number_with_separators_is_met_with_the_plain_one(tiny):
    tiny.fact(0).update({"value": "3,600", "token": "3,600亿元"})
    assert_one(tiny, "data/facts.csv:2", "invalid-number", "write 3600")


def test_a_converted_point_is_printed(tiny):
    found = tiny.properties("projects")["position_found"]
    tiny.properties("projects").update(position_datum="WGS-84")
    assert_issues(tiny, (WORKS, "conversion-mismatch", f"converts to {found}", " m from the position"))


# Tokens


@pytest.mark.parametrize(
    ("value", "token"),
    [
        ("12.5", "总投资**12.5**亿"),
        ("12.5", "投资１２．５亿"),
        ("3600", "3 600亿元"),
        ("3600", "3,600亿元"),
        ("-2.1", "下降2.1%"),
        ("3", "三年"),
        ("12", "十二个"),
        ("20", "二十大"),
        ("105", "一百零五家"),
        ("2", "两条"),
    ],
)
def test_a_token_may_print_its_number_in_many_ways(tiny, value, token):
    tiny.fact(0).update(value=value, token=token)
    assert tiny.issues() == []


def test_a_note_may_tell_why_a_token_does_not_hold_the_number(tiny):
    tiny.fact(0).update(value="13", note_zh="误印。", note_en="A misprint.")
    assert tiny.issues() == []


def test_a_token_may_begin_and_end_with_blanks(tiny):
    tiny.fact(0).update({"token": " 3600 "})
    assert tiny.issues() == []


def test_the_year_that_runs_is_no_future_date(tiny):
    tiny.package["created"] = "2024-11-22T00:00:00Z"
    assert [issue for issue in tiny.issues() if "facts.csv" in issue] == []


def test_a_target_may_lie_in_the_future(tiny):
    tiny.fact(2)["as_of"] = "2035"
    assert tiny.issues() == []


# The whole


def test_issues_come_in_the_order_of_causes_then_of_lines(tiny):
    tiny.fact(2)["aim"] = "hoped"
    tiny.fact(0)["aim"] = "hoped"
    tiny.register("scopes")[0]["name_en"] = ""
    tiny.properties("institutions")["kind"] = "zone"
    tiny.properties("parks", 1)["kind"] = "zone"
    tiny.text["layers/context.geojson"] = "{}"
    assert [issue.where for issue in tiny.found()] == [
        "data/registers/scopes.csv:2",
        "layers/parks.geojson#valley-park",
        "layers/institutions.geojson#old-institute",
        "layers/context.geojson",
        "data/facts.csv:2",
        "data/facts.csv:4",
    ]


def test_every_file_has_its_place_among_the_causes(tiny):
    places = [Frame(read(tiny.write())).rank(Issue(file, Code.TOO_LARGE, "")) for file in FILES]
    assert len(set(places)) == len(FILES)


# What is at fault, and who else would be blamed for it.
CAUSES = [
    pytest.param(lambda tiny: tiny.sources[1].update(sha256="a" * 63), "data/sources.csv:3", id="digest"),
    pytest.param(lambda tiny: tiny.sources[0].update(sha256="a" * 63), "data/sources.csv:2", id="needless digest"),
    pytest.param(lambda tiny: tiny.sources[1].update(standing="hearsay"), "data/sources.csv:3", id="standing"),
    pytest.param(lambda tiny: tiny.sources[1].update(standing="copy"), "data/sources.csv:3", id="other standing"),
    pytest.param(lambda tiny: tiny.sources[1].update(id="review 2024"), "data/sources.csv:3", id="id of a source"),
    pytest.param(lambda tiny: tiny.sources[0].update(id="review-2024"), "data/sources.csv:3", id="id of two sources"),
    pytest.param(lambda tiny: tiny.site().update(id="Hill Park"), "layers/parks.geojson#Hill Park", id="id of a site"),
    pytest.param(lambda tiny: tiny.site().pop("id"), "layers/parks.geojson#features[0]", id="no id of a site"),
    pytest.param(
        lambda tiny: tiny.properties().update(position_basis="pio"), "layers/parks.geojson#hill-park", id="basis"
    ),
    pytest.param(
        lambda tiny: tiny.properties("parks", 1).update(position_basis="distict"),
        "layers/parks.geojson#valley-park",
        id="basis of a site without position",
    ),
    pytest.param(lambda tiny: tiny.register("units")[0].update(code="Yi"), "data/registers/units.csv:2", id="unit"),
    pytest.param(lambda tiny: tiny.register("units")[0].update(factor="x"), "data/registers/units.csv:2", id="factor"),
    pytest.param(
        lambda tiny: tiny.register("indicators")[0].update(weight="x"), "data/registers/indicators.csv:2", id="weight"
    ),
    pytest.param(lambda tiny: tiny.register("kinds")[0].update(code="p k"), "data/registers/kinds.csv:2", id="kind"),
    pytest.param(
        lambda tiny: tiny.register("aims")[0].update(code="real"), "data/registers/aims.csv", id="code of the program"
    ),
    pytest.param(
        lambda tiny: tiny.site("districts", 8)["geometry"].update(coordinates=[]),
        "layers/districts.geojson#430281",
        id="shape of a district",
    ),
    pytest.param(lambda tiny: tiny.facts.append(tiny.fact(1)), "data/facts.csv:9", id="row copied"),
    pytest.param(
        lambda tiny: tiny.layers["parks"].append(tiny.site("parks", 1)),
        "layers/parks.geojson#valley-park",
        id="feature copied",
    ),
    pytest.param(lambda tiny: tiny.fact(1).update(subject="hill works"), "data/facts.csv:3", id="subject of a status"),
    pytest.param(lambda tiny: tiny.fact(5).update(source="notice"), "data/facts.csv:7", id="source of a fact"),
]


@pytest.mark.parametrize(("damage", "where"), CAUSES)
def test_a_cause_is_reported_and_not_its_consequences(tiny, damage, where):
    damage(tiny)
    assert [issue.where for issue in tiny.found()] == [where]


@pytest.mark.parametrize(
    "path",
    [
        "layers/districts.geojson",
        "layers/parks.geojson",
        "layers/projects.geojson",
        "layers/institutions.geojson",
        "layers/infrastructure.geojson",
        "layers/context.geojson",
        "data/facts.csv",
        "data/sources.csv",
        "data/registers/kinds.csv",
        "data/registers/indicators.csv",
        "data/registers/units.csv",
        "data/registers/themes.csv",
        "data/registers/bases.csv",
        "data/resolutions.csv",
        "data/omissions.csv",
        "data/registers/standings.csv",
        "data/registers/resolution_reasons.csv",
        "data/registers/omission_reasons.csv",
        "datapackage.json",
    ],
)
def test_a_file_that_cannot_be_read_has_no_echo(tiny, path):
    tiny.text[path] = "broken"
    assert [issue.split(":")[0] for issue in tiny.issues()] == [f"error {path}"]


def test_a_folder_that_is_missing_has_no_echo(tiny):
    root = tiny.write()
    for path in (root / "layers").iterdir():
        path.unlink()
    (root / "layers").rmdir()
    assert [(issue.where, issue.code) for issue in validate(read(root))] == [("layers", "missing-folder")]


def test_a_message_is_one_line_whatever_the_record_holds(tiny):
    tiny.site("parks", 1)["id"] = "a\nb"
    tiny.properties()["name\nzh"] = "x\ny" * 100
    tiny.fact(0).update({"token": "a\nb"})
    assert len(tiny.issues()) >= 3
    assert all("\n" not in issue and len(issue) < 400 for issue in tiny.issues())


def places(content: dict | list, path: tuple = ()) -> list[tuple]:
    """Return the path to everything inside lists and objects."""
    items = content.items() if isinstance(content, dict) else enumerate(content)
    inner = [((*path, key), value) for key, value in items]
    return [place for place, _ in inner] + [
        place for step, value in inner if isinstance(value, dict | list) for place in places(value, step)
    ]


ODD = [
    None,
    True,
    0,
    -1.5,
    1e300,
    "",
    "x",
    "a\nb",
    "\ud800",
    [],
    [1],
    [[1, 2]],
    {},
    {"type": []},
    [None],
    [113.2, 27.7],
]


@given(st.data())
def test_no_damage_to_a_layer_makes_validation_itself_fail(tmp_path_factory, data):
    tiny = Tiny(tmp_path_factory.getbasetemp() / "damaged")
    *path, last = data.draw(st.sampled_from([place for place in places(tiny.layers) if len(place) > 1]))
    inner = tiny.layers
    for step in path:
        inner = inner[step]
    inner[last] = data.draw(st.sampled_from(ODD))
    assert all("\n" not in issue for issue in tiny.issues())


def test_a_figure_of_a_district_without_a_source_needs_a_note(tiny):
    tiny.properties("districts").update(population_source=[])
    assert_one(tiny, "layers/districts.geojson#430202", "missing-text", "population_note_zh")
    tiny.properties("districts").update(population_note_zh="全市减去其余各县。", population_note_en="The rest.")
    assert tiny.issues() == []


@pytest.mark.parametrize("name", ["population_source", "area_source", "boundary_source", "seat_evidence"])
def test_a_source_that_a_district_names_is_there(tiny, name):
    tiny.properties("districts")[name] = ["A yearbook", "https://example.org/y", "notice-2023", "review-2024 L1"]
    assert tiny.issues() == []
    tiny.properties("districts")[name] += ["notice-2032"]
    assert_issues(tiny, ("layers/districts.geojson#430202", "unknown-source", f"{name} must", "'notice-2023'"))
    tiny.properties("districts")[name][-1] = "review-2042 L1"
    assert_issues(tiny, ("layers/districts.geojson#430202", "unknown-source", f"{name} must", "'review-2024'"))


def test_a_source_that_the_basemap_or_a_position_names_is_there(tiny):
    tiny.properties("context")["evidence"] = ["notice-2032"]
    tiny.properties("parks")["position_evidence"] = ["notice-2032"]
    assert_issues(
        tiny,
        ("layers/parks.geojson#hill-park", "unknown-source", "position_evidence must", "'notice-2023'"),
        ("layers/context.geojson#xiang", "unknown-source", "evidence must", "'notice-2023'"),
    )


def test_a_source_that_a_district_alone_names_is_of_use(tiny):
    tiny.sources.append(tiny.sources[0] | {"id": "yearbook"})
    tiny.properties("districts")["seat_evidence"] = ["yearbook L1"]
    assert tiny.issues() == []


# Once for what many say alike


def test_a_check_runs_once_for_the_words_that_it_looks_at_and_reports_every_row(tiny):
    tiny.facts.extend(
        tiny.fact(0) | {"id": f"f{number}", "value": "?", "as_of": f"{number}"} for number in (2001, 2002)
    )
    frame = Frame(read(tiny.write()))
    asked = []

    def check(where, row, _frame):
        asked.append((where, row["value"]))
        if row["value"] == "?":
            yield Issue(where, Code.INVALID_NUMBER, "value")

    found = [issue.where for issue in check_rows(FACTS, frame.record.facts, frame, [RowCheck(("value",), check)])]
    assert found == ["data/facts.csv:9", "data/facts.csv:10"]
    words = [value for where, value in asked if not where]
    assert sorted(words) == sorted({fact["value"] for fact in tiny.facts})


@pytest.mark.parametrize("look", [lambda row: row["unit"], lambda row: row.get("unit")], ids=["cell", "get"])
def test_a_check_that_reads_what_it_does_not_declare_fails(tiny, look):
    frame = Frame(read(tiny.write()))
    undeclared = RowCheck(("value",), lambda _where, row, _frame: look(row))
    with pytest.raises(KeyError, match="unit"):
        list(facts.check_rows(FACTS, frame.record.facts, frame, [undeclared]))


def test_no_plain_character_is_one_that_is_refused():
    plain = [char for char in map(chr, range(0x10000)) if is_plain(char)]
    assert len(plain) > 20_000
    assert [char for char in plain if list(check_characters("", name="", text=char))] == []
    assert [char for char in plain if unicodedata.combining(char)] == []


def test_parents_in_a_circle_are_told_of_those_in_it_alone(tiny):
    tiny.properties("parks", 0)["parent"] = "valley-park"
    tiny.properties("parks", 1)["parent"] = "hill-park"
    tiny.properties("projects")["parent"] = "hill-park"
    found = [issue.where for issue in tiny.found() if issue.code == "circular-parent"]
    assert found == ["layers/parks.geojson#hill-park", "layers/parks.geojson#valley-park"]
