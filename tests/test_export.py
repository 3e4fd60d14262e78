"""Exports: the bytes that the page writes too, RFC 7946, named by what was chosen, readable elsewhere."""

from __future__ import annotations

import copy
import json
import re

import geopandas
import pyogrio
import pytest
import shapely

from geo.atlas import Atlas
from geo.export import export_name
from geo.export import to_geojson
from geo.paths import ROOT
from geo.record import load
from geo.selection import Selection
from geo.selection import select
from tests.fixtures.shared import CHOICES
from tests.fixtures.shared import RECORD
from tests.fixtures.shared import assert_is_fixture


@pytest.fixture(scope="module")
def tiny() -> Atlas:
    return Atlas(load(RECORD))


@pytest.fixture(scope="module", params=[RECORD, ROOT], ids=["tiny", "real"])
def atlas(request) -> Atlas:
    return Atlas(load(request.param))


@pytest.fixture(scope="module")
def exports(atlas) -> dict[Selection, dict]:
    """Export everything, and what lies in each district and in the city alone."""
    choices = [[], *([adcode] for adcode in atlas.districts.index), ["430200"]]
    selections = [Selection.of(atlas, districts=choice) for choice in choices]
    return {selection: json.loads(to_geojson(atlas, selection)) for selection in selections}


def selection_of(atlas: Atlas, choice: dict) -> Selection:
    return Selection.of(atlas, **{name: choice[name] for name in ("layers", "districts", "kinds", "search")})


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice["file"])
def test_export_is_the_expected_file(tiny, choice):
    selection = selection_of(tiny, choice)
    assert_is_fixture(to_geojson(tiny, selection), choice["file"])
    assert export_name(tiny, selection) == choice["name"]


def test_export_holds_the_sites_chosen(atlas, exports):
    for selection, content in exports.items():
        assert [feature["id"] for feature in content["features"]] == select(atlas, selection)


def test_export_holds_every_fact_of_its_sites_and_every_source_of_its_facts(atlas, exports):
    for content in exports.values():
        ids = [feature["id"] for feature in content["features"]]
        facts = {fact["id"] for feature in content["features"] for fact in feature["properties"]["facts"]}
        assert facts == {row["id"] for row in atlas.record.facts if row["subject"] in ids}
        used = {row["source"] for row in atlas.record.facts if row["subject"] in ids}
        known = [row["id"] for row in atlas.record.sources]
        assert [source["id"] for source in content["sources"]] == [source for source in known if source in used]


def test_geometry_is_that_of_the_record(atlas, exports):
    told = {feature["id"]: feature["geometry"] for _, feature in atlas.record.sites}
    everything = next(iter(exports.values()))
    assert {feature["id"]: feature["geometry"] for feature in everything["features"]} == told
    assert None in told.values()


def test_rings_follow_the_right_hand_rule(exports):
    everything = next(iter(exports.values()))
    shapes = [feature["geometry"] for feature in everything["features"] if feature["geometry"]]
    polygons = [shape["coordinates"] for shape in shapes if shape["type"] == "Polygon"]
    polygons += [polygon for shape in shapes if shape["type"] == "MultiPolygon" for polygon in shape["coordinates"]]
    rings = [ring for polygon in polygons for ring in enumerate(polygon)]
    assert rings
    assert all(shapely.is_ccw(shapely.linearrings(ring)) == (place == 0) for place, ring in rings)


def test_collection_has_no_crs_member(exports):
    for content in exports.values():
        assert content["type"] == "FeatureCollection"
        assert "crs" not in content
        assert all(set(feature) == {"type", "id", "properties", "geometry"} for feature in content["features"])


@pytest.mark.parametrize("choice", [{}, {"districts": ["430200"]}], ids=["all", "no position"])
def test_export_opens_in_geopandas_and_gdal(tiny, tmp_path, choice):
    selection = Selection.of(tiny, **choice)
    path = tmp_path / "export.geojson"
    path.write_text(to_geojson(tiny, selection), "utf-8")
    ids = select(tiny, selection)
    frame = geopandas.read_file(path)
    assert frame["id"].tolist() == ids
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.isna().tolist() == tiny.sites.geometry[ids].isna().tolist()
    assert pyogrio.read_info(path)["features"] == len(ids)


def test_export_of_the_real_record_opens_district_by_district(tmp_path):
    real = Atlas(load(ROOT))
    path = tmp_path / "export.geojson"
    for adcode in real.districts.index:
        selection = Selection.of(real, districts=[adcode])
        path.write_text(to_geojson(real, selection), "utf-8")
        frame = geopandas.read_file(path)
        assert frame["id"].tolist() == select(real, selection)
        assert frame.crs == "EPSG:4326"


def test_choice_without_sites_is_a_collection_without_features(tiny):
    content = json.loads(to_geojson(tiny, Selection.of(tiny, search="nowhere")))
    assert (content["features"], content["sources"]) == ([], [])
    assert content["filter"]["search"] == "nowhere"


def test_numbers_of_facts_are_numbers_and_codes_are_codes(tiny):
    content = json.loads(to_geojson(tiny, Selection()))
    facts = {fact["id"]: fact for feature in content["features"] for fact in feature["properties"]["facts"]}
    assert (facts["f0006"]["value"], facts["f0012"]["value"]) == (12.5, -3.1)
    assert type(facts["f0010"]["value"]) is int
    assert (facts["f0002"]["value"], facts["f0014"]["value"]) == ("signed", "green-park")


def test_facts_tell_whether_they_are_disputed_and_why_one_is_preferred(tiny):
    content = json.loads(to_geojson(tiny, Selection()))
    facts = {fact["id"]: fact for feature in content["features"] for fact in feature["properties"]["facts"]}
    told = {name: (facts[name]["differs"], facts[name]["resolution"]) for name in ("f0010", "f0012", "f0013", "f0018")}
    assert told == {
        "f0010": (True, None),
        "f0012": (False, None),
        "f0013": (True, "official"),
        "f0018": (True, "official"),
    }


@pytest.mark.parametrize(
    ("choice", "named"),
    [
        ({}, "all"),
        ({"layers": ["parks", "projects", "institutions", "infrastructure"]}, "all"),
        ({"districts": ["430203", "430202"]}, "一区+二区"),
        ({"districts": ["430200"], "layers": ["parks"], "kinds": ["park"], "search": "x"}, "株洲市+parks+park+x"),
        ({"search": "a/b: c.d\\e"}, "a-b-c-d-e"),
        ({"search": "../"}, "all"),
        ({"search": "a -- b"}, "a-b"),
        ({"search": "x" * 200}, "x" * 48),
    ],
)
def test_name_of_the_file_tells_what_was_chosen_and_the_date_of_the_record(tiny, choice, named):
    assert export_name(tiny, Selection.of(tiny, **choice)) == f"zhuzhou-atlas_{named}_2024-12-31.geojson"


def test_name_of_the_file_is_short_enough_to_be_one(tiny):
    assert len(export_name(tiny, Selection.of(tiny, search="山" * 200)).encode()) <= 255


def test_export_is_one_feature_a_line(tiny):
    text = to_geojson(tiny, Selection())
    assert text.endswith("\n]}\n")
    assert len(re.findall(r'^\{"type":"Feature",', text, re.MULTILINE)) == text.count("\n") - 2 == len(tiny.sites)


def test_export_leaves_the_record_as_it_was(tiny):
    before = copy.deepcopy(tiny.record)
    to_geojson(tiny, Selection())
    assert tiny.record == before
