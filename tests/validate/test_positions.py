"""Positions, parts and rivals of a site, and what takes two: a point and its district, a site and its parent."""

from __future__ import annotations

import pytest

from geo.geodesy.datum import to_wgs84
from tests.conftest import Tiny
from tests.conftest import square
from tests.fixtures.datums import from_wgs84
from tests.validate.expected import PARK
from tests.validate.expected import WORKS
from tests.validate.expected import assert_issues
from tests.validate.expected import assert_one
from tests.validate.expected import shape


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


def test_a_rival_that_is_there_twice_is_an_error(tiny):
    split_works(tiny)
    tiny.properties("projects")["rival_positions"] *= 2
    assert_issues(tiny, (f"{WORKS}.rival_positions[1]", "duplicate-value", "[113.15, 27.75]"))


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


def test_parents_in_a_circle_are_told_of_those_in_it_alone(tiny):
    tiny.properties("parks", 0)["parent"] = "valley-park"
    tiny.properties("parks", 1)["parent"] = "hill-park"
    tiny.properties("projects")["parent"] = "hill-park"
    found = [issue.where for issue in tiny.found() if issue.code == "circular-parent"]
    assert found == ["layers/parks.geojson#hill-park", "layers/parks.geojson#valley-park"]
