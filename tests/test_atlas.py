"""The record as tables: what stands in them is what stands in the record, and what is computed from it is right."""

from __future__ import annotations

import copy
import json
from decimal import Decimal

import geopandas
import pandas
import pytest
import shapely

from geo.atlas.atlas import CRS
from geo.atlas.atlas import Atlas
from geo.atlas.atlas import representative_point
from geo.checks import validate
from geo.record.layers import FURTHER
from geo.record.model import SITE_PROPERTIES
from geo.record.paths import FACTS
from geo.record.read import read
from geo.record.rows import MOST_SHARED
from geo.record.vocabulary import NUMBER
from tests.fixtures.shared import RECORD
from tests.fixtures.shared import geometry_with_parts


def test_fixture_is_a_record_without_issues():
    assert [str(issue) for issue in validate(read(RECORD))] == []


def test_sites_hold_the_very_values_of_the_record(atlas):
    assert list(atlas.sites.index) == [feature["id"] for _, feature in atlas.record.sites]
    for layer, feature in atlas.record.sites:
        row = atlas.raw_sites.loc[feature["id"]]
        kept = {name: row[name] for name in SITE_PROPERTIES}
        assert (row["layer"], kept) == (layer, feature["properties"])
        assert {name: type(value) for name, value in kept.items()} == {
            name: type(value) for name, value in feature["properties"].items()
        }


def test_sites_hold_the_very_geometry_of_the_record(atlas):
    assert atlas.sites.crs == "EPSG:4326"
    for _, feature in atlas.record.sites:
        geometry = atlas.sites.geometry[feature["id"]]
        found = geometry and json.loads(json.dumps(geometry.__geo_interface__))
        assert found == geometry_with_parts(feature)


def test_districts_hold_the_very_values_of_the_record(atlas):
    assert atlas.districts.crs == "EPSG:4326"
    for feature in atlas.record.layers["districts"]["features"]:
        row = atlas.raw_districts.loc[feature["id"]]
        assert {name: row[name] for name in feature["properties"]} == feature["properties"]
        assert isinstance(row["population"], int)
        assert isinstance(row["seat"], list)


def missing_or(value):
    return None if pandas.isna(value) else value


def test_typed_tables_say_what_the_record_says(atlas):
    for frame, raw in ((atlas.sites, atlas.raw_sites), (atlas.districts, atlas.raw_districts)):
        for column in frame.columns.intersection(raw.columns).drop("geometry"):
            values = [each if isinstance(each, list) else missing_or(each) for each in frame[column]]
            if column in FURTHER:
                values = list(map(json.loads, values))
            assert values == raw[column].to_list(), column


def test_facts_and_sources_hold_the_cells_of_the_record_and_empty_ones_are_missing(atlas):
    for frame, rows in ((atlas.facts, atlas.record.facts), (atlas.sources, atlas.record.sources)):
        for column in frame.columns.difference(["value", "value_base", "value_code"]):
            assert list(map(missing_or, frame[column])) == [row[column] or None for row in rows], column


def test_facts_have_numbers_and_their_base_values_or_a_code(atlas):
    for row in atlas.record.facts:
        told, words = atlas.facts.loc[row["id"]], atlas.words
        if words.indicators[row["indicator"]].type == NUMBER:
            base = Decimal(row["value"]) * words.units[row["unit"]].factor
            assert (told["value"], told["value_base"]) == pytest.approx((float(row["value"]), float(base)))
            assert missing_or(told["value_code"]) is None
        else:
            assert missing_or(told["value"]) is missing_or(told["value_base"]) is None
            assert told["value_code"] == row["value"]


def test_a_row_of_a_site_has_no_more_names_than_rows_share(atlas):
    assert {len(row) <= MOST_SHARED for row in atlas.site_rows.values()} == {True}


def test_columns_have_the_types_of_what_they_hold(atlas):
    sites, facts, districts = atlas.sites, atlas.facts, atlas.districts
    categories = ("layer", "kind", "sector", "status", "position_basis", "position_datum")
    assert {str(sites[name].dtype) for name in categories} == {"category"}
    assert list(sites["sector"].cat.categories) == list(atlas.words.sectors)
    numbers = ("area_m2", "length_m", "longitude", "latitude")
    assert {str(sites[name].dtype) for name in numbers} == {"Float64"}
    assert str(sites["position_uncertainty_m"].dtype) == str(districts["population"].dtype) == "Int64"
    assert {str(facts[name].dtype) for name in ("value", "value_base")} == {"Float64"}
    coded = ("indicator", "scope", "unit", "qualifier", "aim", "source")
    assert {str(facts[name].dtype) for name in coded} == {"category"}
    assert str(atlas.sources["standing"].dtype) == "category"


def test_coordinates_are_those_of_the_point_that_represents_the_site(atlas):
    for site, point in atlas.points.items():
        told = [missing_or(atlas.sites[name][site]) for name in ("longitude", "latitude")]
        assert told == ([point.x, point.y] if point else [None, None])


@pytest.mark.parametrize("ending", ["gpkg", "geojson"])
@pytest.mark.parametrize("table", ["sites", "districts"])
def test_tables_can_be_saved_and_read_again(atlas, tmp_path, table, ending):
    frame = getattr(atlas, table)
    frame.to_file(tmp_path / f"file.{ending}")
    read = geopandas.read_file(tmp_path / f"file.{ending}").set_index("id")
    assert read.crs == CRS
    assert list(read.index) == list(frame.index)
    assert read.geometry.notna().to_list() == frame.geometry.notna().to_list()
    column = "area_m2" if table == "sites" else "population"
    assert list(map(missing_or, read[column])) == list(map(missing_or, frame[column]))
    if (table, ending) == ("sites", "geojson"):
        assert read["parts"].to_list() == atlas.raw_sites["parts"].to_list()
        assert read["rival_positions"].to_list() == atlas.raw_sites["rival_positions"].to_list()


def test_record_without_sites_and_facts_has_empty_tables():
    record = read(RECORD)
    for layer in ("parks", "projects", "institutions", "infrastructure"):
        record.layers[layer]["features"] = []
    record.facts = []
    empty = Atlas(record)
    assert len(empty.sites) == 0
    assert {"layer", "longitude", "latitude", "area_m2", "status", "all_districts", *SITE_PROPERTIES} <= set(
        empty.sites.columns
    )
    assert len(empty.facts) == 0


def test_point_of_a_point_is_itself():
    assert representative_point(shapely.Point(113.1, 27.8)) == shapely.Point(113.1, 27.8)


def test_what_has_no_geometry_has_no_point():
    assert representative_point(None) is None


def test_point_of_a_line_lies_on_it_midway():
    line = shapely.LineString([(113, 27), (113, 27.1), (113.3, 27.1)])
    point = representative_point(line)
    assert line.distance(point) < 1e-9
    assert line.project(point) == pytest.approx(line.length / 2)


@pytest.mark.parametrize(
    "area",
    [
        shapely.Polygon([(0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (1, 1), (1, 9), (0, 9)]),
        shapely.Point(0, 0).buffer(5).difference(shapely.Point(0, 0).buffer(4)),
    ],
    ids=["horseshoe", "ring"],
)
def test_point_of_an_area_lies_inside_where_its_centroid_does_not(area):
    assert not area.contains(area.centroid)
    assert area.contains(representative_point(area))


@pytest.mark.parametrize(
    "geometry",
    [
        shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 0, 8, 3)]),
        shapely.MultiLineString([[(0, 0), (1, 1)], [(5, 0), (8, 3)]]),
    ],
    ids=lambda geometry: geometry.geom_type,
)
def test_point_of_a_shape_in_parts_lies_on_one_of_them(geometry):
    assert geometry.distance(representative_point(geometry)) < 1e-9


def test_sizes_are_geodesic_and_belong_to_their_dimension(atlas):
    # A degree of longitude at 27.74° is 98.6 km, a degree of latitude 110.8 km: 0.08 by 0.04 without 0.01 by 0.005.
    assert atlas.sites["area_m2"]["hill-park"] == pytest.approx(98_600 * 110_800 * (0.0032 - 0.00005), rel=0.002)
    assert atlas.raw_sites["length_m"]["hill-park"] is None
    assert atlas.sites["length_m"]["ring-road"] == pytest.approx(98_600 * 0.157, rel=0.003)
    assert atlas.raw_sites["area_m2"]["ring-road"] is None
    # Two parts of 0.02 by 0.02 and by 0.03 less a hole of 0.005 by 0.005, at 27.93°.
    assert atlas.sites["area_m2"]["twin-park"] == pytest.approx(98_430 * 110_800 * (0.001 - 0.000025), rel=0.002)
    assert atlas.sites["length_m"]["twin-line"] > 9_000
    assert atlas.raw_sites["area_m2"]["hill-works"] is atlas.raw_sites["length_m"]["valley-park"] is None
    assert atlas.sites["area_m2"].isna().to_list() == atlas.raw_sites["area_m2"].isna().to_list()


def test_main_district_stands_first_then_those_stated_or_touched_by_code(atlas):
    # The road reaches 690 m into 430204, which its record does not state.
    assert atlas.sites["districts"]["ring-road"] == ["430203", "430202"]
    assert atlas.sites["all_districts"]["ring-road"] == ["430203", "430202", "430204"]
    assert atlas.sites["all_districts"]["hill-park"] == ["430204", "430203"]


def test_shape_in_parts_counts_to_the_districts_of_all_its_parts():
    record = read(RECORD)
    line = record.layers["infrastructure"]["features"][1]
    line["geometry"]["coordinates"][0] = [[113.05, 27.92], [113.07, 27.92]]
    assert Atlas(record).sites["all_districts"]["twin-line"] == ["430225", "430224"]


def test_site_without_geometry_has_the_districts_stated(atlas):
    assert atlas.sites["all_districts"]["valley-park"] == ["430211"]
    assert atlas.sites["all_districts"]["old-institute"] == []


@pytest.mark.parametrize(("reach", "expected"), [(0.004, ["430202"]), (0.006, ["430202", "430203"])])
def test_line_counts_to_a_district_from_500_metres_on(reach, expected):
    record = read(RECORD)
    road = record.layers["infrastructure"]["features"][0]
    road["properties"]["districts"] = ["430202"]
    road["geometry"]["coordinates"] = [[113.05, 27.75], [round(113.1 + reach, 6), 27.75]]
    assert Atlas(record).sites["all_districts"]["ring-road"] == expected


@pytest.mark.parametrize(("reach", "expected"), [(0.0005, ["430204"]), (0.0007, ["430203", "430204"])])
def test_area_counts_to_a_district_from_500_metres_square_on(reach, expected):
    record = read(RECORD)
    park = record.layers["parks"]["features"][0]
    west = round(113.2 - reach, 6)
    ring = [[west, 27.72], [113.26, 27.72], [113.26, 27.76], [west, 27.76], [west, 27.72]]
    park["geometry"]["coordinates"] = [ring]
    park["properties"]["districts"] = ["430204"]
    assert sorted(Atlas(record).sites["all_districts"]["hill-park"]) == expected


def test_status_is_the_current_one_of_each_site(atlas):
    assert atlas.raw_sites["status"].to_dict() == dict.fromkeys(atlas.sites.index) | {"hill-works": "completed"}


def test_version_and_date_are_those_of_the_record(atlas):
    assert (atlas.version, atlas.date) == ("2024.12.31", "2024-12-31")


def _change_layer(record):
    record.layers["context"]["features"][0]["properties"]["note_en"] = "Moved."


def _change_vertex(record):
    record.layers["districts"]["features"][8]["geometry"]["coordinates"][0][0][0] += 0.000001


def _change_fact(record):
    record.facts[-1]["note_en"] = "Doubtful."


def _change_source(record):
    record.sources[0]["authors"] = "Somebody"


def _change_register(record):
    record.registers["datums"][0]["name_en"] += "!"


def _change_order(record):
    record.registers["kinds"].reverse()


def _change_package(record):
    record.package["title"] = "Another"


@pytest.mark.parametrize(
    "change",
    [_change_layer, _change_vertex, _change_fact, _change_source, _change_register, _change_order, _change_package],
    ids=lambda change: change.__name__.removeprefix("_change_"),
)
def test_digest_changes_with_the_record(atlas, change):
    record = copy.deepcopy(atlas.record)
    change(record)
    assert Atlas(record).digest != atlas.digest


def test_digest_does_not_change_with_the_form_of_the_files(record_dir):
    digest = Atlas(read(record_dir)).digest
    parks = record_dir / "layers/parks.geojson"
    content = json.loads(parks.read_text("utf-8"))
    content["features"].reverse()
    for feature in content["features"]:
        feature["properties"] = dict(reversed(feature["properties"].items()))
    parks.write_text(json.dumps(content), "utf-8")
    facts = record_dir / FACTS
    facts.write_text(facts.read_text("utf-8").replace("hill-works", '"hill-works"'), "utf-8")
    assert Atlas(read(record_dir)).digest == digest
