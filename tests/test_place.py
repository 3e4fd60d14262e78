"""The place of a record: the program knows of a city what the descriptor says, and builds any other one as well."""

from __future__ import annotations

import json
import re

import geopandas
import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.search import search_part
from geo.atlas.selection import EVERYTHING
from geo.checks import validate
from geo.checks.frame import Frame
from geo.export.choice import export_name
from geo.export.csv import to_csv
from geo.export.geojson import to_geojson
from geo.export.kml import to_kml
from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.page.build import render_page
from geo.record.canonical import format_record
from geo.record.paths import FACTS
from geo.record.paths import PACKAGE
from geo.record.paths import ROOT
from geo.record.place import place_of
from geo.record.read import read
from tests.conftest import Tiny
from tests.fixtures.islands import payload_of
from tests.fixtures.shared import ADCODES
from tests.fixtures.shared import CITY
from tests.fixtures.shared import PLACE

# Kreis keys instead of adcodes, another part of the world, another grid.
WAY = (-103.0, 22.0)
KEYS = tuple(f"bz-{number}" for number in range(1, 10))
BERG = {
    "name": "berg-atlas",
    "title": "Berg Atlas",
    "title_zh": "山城图谱",
    "licenses": [{"name": "ODbL-1.0", "path": "https://opendatacommons.org/licenses/odbl/1-0/"}],
    "contributors": [{"title": "Friends of Berg", "title_zh": "山城之友"}],
    "place": {
        "code": "bz",
        "name_zh": "山城市",
        "name_en": "Berg Town",
        "short_name_zh": "山城",
        "short_name_en": "Berg",
        "districts": list(KEYS),
        "centre": [10.2, 49.9],
        "projection": "EPSG:25832",
        "readings": {"山丘": "shan xu"},
        "export_name": "berg",
    },
}


@pytest.fixture
def berg(tiny: Tiny) -> Tiny:
    """Return the record of another city."""
    return berg_of(tiny)


def berg_of(tiny: Tiny) -> Tiny:
    """Return the tiny record moved to another city: other ids, names, terms, degrees and metres."""
    for features in tiny.layers.values():
        for feature in features:
            _move(feature)
    for row in tiny.facts:
        row["subject"] = _key(row["subject"])
    tiny.package |= BERG
    return tiny


def _key(identifier: str) -> str:
    return {CITY: "bz", **dict(zip(ADCODES, KEYS, strict=True))}.get(identifier, identifier)


def _move(feature: dict) -> None:
    properties = feature["properties"]
    feature["id"] = _key(feature["id"])
    if "adcode" in properties:
        # A district of a tenth of a degree is narrower there.
        properties |= {"adcode": feature["id"], "area_km2": 80.0, "seat": _moved(properties["seat"])}
    if "districts" in properties:
        properties["districts"] = [_key(each) for each in properties["districts"]]
    if properties.get("position_found"):
        properties |= {"position_datum": "WGS-84", "position_found": feature["geometry"]["coordinates"]}
    if feature["geometry"]:
        feature["geometry"]["coordinates"] = _moved(feature["geometry"]["coordinates"])
    if properties.get("position_found"):
        properties["position_found"] = feature["geometry"]["coordinates"]


def _moved(coordinates: list) -> list:
    if isinstance(coordinates[0], list):
        return [_moved(each) for each in coordinates]
    return [round(number + way, 6) for number, way in zip(coordinates, WAY, strict=True)]


def test_another_city_is_checked_built_and_exported_without_a_change_of_code(berg):
    record = read(berg.write())
    assert [str(issue) for issue in validate(record)] == []
    atlas = Atlas(record)
    assert list(atlas.districts.index) == list(KEYS)
    assert atlas.sites.loc["ring-road", "all_districts"] == ["bz-1", "bz-2"]

    page = render_page(atlas)
    payload = payload_of(page)
    assert payload["place"]["en"] == {"title": "Berg Atlas", "contributors": "Friends of Berg", "city": "Berg"}
    assert payload["licence"]["data"] == "ODbL 1.0"
    assert "<title>山城图谱 Berg Atlas</title>" in page
    assert "[49.9, 10.2]" in page

    collection = json.loads(to_geojson(atlas))
    assert collection["name"] == "berg-atlas"
    assert collection["licence"]["attribution"] == "Friends of Berg"
    assert {feature["id"] for feature in collection["features"]} >= {"bz", "bz-1", "hill-works"}
    assert "<name>山城图谱 Berg Atlas</name>" in to_kml(atlas)
    assert "山城市" in to_csv(atlas)
    assert export_name(atlas, EVERYTHING, "csv") == "berg_all_2024-12-31.csv"
    for text in (to_geojson(atlas), to_csv(atlas), to_kml(atlas), re.sub(r"<script.*?</script>", "", page, flags=re.S)):
        assert not re.search(r"株洲|4302\d\d", text)


def test_the_plane_of_another_city_measures_there_what_is_measured_on_the_ellipsoid(berg):
    atlas = Atlas(read(berg.write()))
    in_metres = geopandas.GeoSeries(atlas.districts.geometry, crs="EPSG:4326").to_crs("EPSG:25832")
    one, far = in_metres["bz-1"], in_metres["bz-9"]
    plane = Frame(atlas.record).plane
    assert plane.distance_m(*atlas.districts.geometry[["bz-1", "bz-9"]]) == pytest.approx(one.distance(far), rel=1e-3)


def test_readings_are_those_of_the_record(berg):
    assert "shan'xu" in search_part(Atlas(read(berg.write())))["names"]
    berg.package["place"] = {**BERG["place"], "readings": {}}
    assert "shan'qiu" in search_part(Atlas(read(berg.write())))["names"]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (
            lambda place: place.pop("centre"),
            Code.MISSING_MEMBER,
            "place.centre is missing: it must be [lon, lat]",
        ),
        (
            lambda place: place.update(centre=[27.2, 113.5]),
            Code.WRONG_TYPE,
            "place.centre must be [lon, lat] in degrees",
        ),
        (lambda place: place.update(center=[1, 2]), Code.UNKNOWN_MEMBER, "'center' is no member of place"),
        (lambda place: place.update(code="X Y"), Code.INVALID_ID, "place.code must be lower-case words"),
        (lambda place: place.update(districts=[]), Code.WRONG_TYPE, "place.districts must be a list of ids"),
        (lambda place: place.update(districts=["a", "a"]), Code.WRONG_TYPE, "each once"),
        (lambda place: place.update(code=ADCODES[0]), Code.DUPLICATE_ID, "is that of a district too"),
        (lambda place: place.update(projection="EPSG:4326"), Code.UNKNOWN_PROJECTION, "in metres"),
        (lambda place: place.update(projection="EPSG:999999"), Code.UNKNOWN_PROJECTION, "EPSG:999999"),
        (lambda place: place.update(projection="4547"), Code.WRONG_TYPE, "place.projection must be an EPSG code"),
        (lambda place: place.update(readings={"长株": "chang"}), Code.WRONG_TYPE, "one for each character"),
        (lambda place: place.update(name_zh=""), Code.WRONG_TYPE, "place.name_zh must be a text that is not empty"),
    ],
)
def test_what_is_wrong_with_a_place_is_told_once_and_not_its_consequences(tiny, change, code, words):
    tiny.package["place"] = json.loads(json.dumps(tiny.package["place"]))
    change(tiny.package["place"])
    (issue,) = tiny.found()
    assert (issue.where, issue.code) == (PACKAGE, code)
    assert words in str(issue)


@pytest.mark.parametrize("value", [None, [], "Zhuzhou", 1])
def test_a_place_that_is_no_object_is_an_error(tiny, value):
    tiny.package["place"] = value
    (issue,) = tiny.found()
    assert (issue.where, issue.code) == (PACKAGE, Code.WRONG_STRUCTURE)
    with pytest.raises(RecordError) as told:
        place_of(tiny.package)
    assert told.value.code == Code.MISSING_PLACE


@pytest.mark.parametrize("name", ["name", "title", "title_zh", "licenses", "contributors"])
def test_a_record_has_names(tiny, name):
    del tiny.package[name]
    (issue,) = tiny.found()
    assert (issue.where, issue.code) == (PACKAGE, Code.MISSING_TEXT)
    assert issue.message.startswith(f"{name} must be ")


@pytest.mark.parametrize("path", ["javascript:alert(1)", "data:text/html,x", "../LICENSE", "https://"])
def test_a_licence_is_a_link_of_the_web_and_no_other(tiny, path):
    tiny.package["licenses"] = [{"name": "CC-BY-4.0", "path": path}]
    (issue,) = tiny.found()
    assert (issue.where, issue.code) == (PACKAGE, Code.INVALID_ADDRESS)


def test_the_name_of_a_record_can_be_the_key_of_a_citation(tiny):
    tiny.package["name"] = "x}, @misc{y"
    (issue,) = tiny.found()
    assert (issue.where, issue.code) == (PACKAGE, Code.INVALID_ID)


def test_names_of_a_record_are_text_in_the_page_and_in_every_export(berg):
    told = "</title></script><script>alert(1)</script>"
    berg.package |= {"title": told, "title_zh": told, "contributors": [{"title": told, "title_zh": told}]}
    berg.package["place"] = BERG["place"] | dict.fromkeys(("name_en", "short_name_en", "short_name_zh"), told)
    atlas = Atlas(read(berg.write()))
    assert "<script>alert" not in render_page(atlas)
    assert "<script>alert" not in to_kml(atlas)


def test_an_older_record_of_the_same_districts_gets_its_place_by_format(tiny):
    for name in ("place", "title_zh", "contributors"):
        del tiny.package[name]
    tiny.package["name"] = "mine"
    root = tiny.write()
    assert Code.MISSING_PLACE in {issue.code for issue in validate(read(root))}
    for path, text in format_record(read(root)).items():
        (root / path).write_text(text, encoding="utf-8")
    assert validate(read(root)) == []
    assert place_of(read(root).package) == PLACE
    assert read(root).package["name"] == "mine"


def test_an_older_record_of_other_districts_gets_no_place_that_is_not_its_own(berg):
    del berg.package["place"]
    record = read(berg.write())
    (issue,) = validate(record)
    assert issue.code == Code.MISSING_PLACE
    assert "format" not in issue.message
    assert "place" not in json.loads(format_record(record)[PACKAGE])


def test_the_place_is_part_of_the_digest(tiny):
    before = Atlas(read(tiny.write())).digest
    tiny.package["place"] = {**tiny.package["place"], "short_name_en": "Other"}
    assert Atlas(read(tiny.write())).digest != before


def test_no_code_knows_a_city():
    known = re.compile(r"株洲|43020\d|4547|(?<![a-z])Zhuzhou")
    for path in (ROOT / "geo").rglob("*"):
        if path.suffix in {".py", ".js", ".css", ".mjs"} and "dist" not in path.parts:
            code = re.sub(r'""".*?"""|/\*.*?\*/|#.*?$|(?<!:)//.*?$', "", path.read_text("utf-8"), flags=re.S | re.M)
            assert not known.search(code), path


def test_facts_of_a_city_go_to_its_own_code(berg):
    berg.fact(0)["subject"] = CITY
    (issue,) = berg.found()
    assert (issue.where, issue.code) == (f"{FACTS}:2", Code.UNKNOWN_SUBJECT)
    assert "or bz for the city" in issue.message
