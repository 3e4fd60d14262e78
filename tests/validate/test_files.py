"""Files that cannot be read, and layers that a map program saved."""

from __future__ import annotations

import json

import pytest

from geo.checks import validate
from geo.record.canonical import format_record
from geo.record.read import read
from tests.conftest import Tiny
from tests.validate.expected import assert_issues
from tests.validate.expected import assert_one


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
