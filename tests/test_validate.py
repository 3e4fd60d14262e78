"""Validation: each case damages one thing in a record that is valid, and compares the one line that tells it.

A line tells the address, what must hold and what was found. What the checks leave alone is told as well: a broken file
has no echo, and what is unusual but right passes.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.datum import from_wgs84
from geo.datum import to_wgs84
from geo.paths import RESOLUTIONS
from geo.record import load
from geo.validate import validate
from tests.conftest import Tiny
from tests.conftest import square


def shape(geometry_type: str, coordinates: list) -> dict:
    return {"type": geometry_type, "coordinates": coordinates}


def test_the_tiny_record_is_valid(tiny):
    assert tiny.issues() == []


# Files that cannot be read


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.text.update({"layers/parks.geojson": "{"}),
            "error layers/parks.geojson:1: content must be JSON; "
            "found expecting property name enclosed in double quotes at column 2",
            id="broken JSON",
        ),
        pytest.param(
            lambda tiny: tiny.text.update({"layers/parks.geojson": "{}"}),
            "error layers/parks.geojson: type must be 'FeatureCollection'; found null",
            id="not a collection",
        ),
        pytest.param(
            lambda tiny: tiny.text.update({"data/sources.csv": "id\n"}),
            "error data/sources.csv:1: "
            "header must be id,title_zh,title_en,publisher_zh,publisher_en,"
            "authors,published,standing,url,sha256,note_zh,note_en; found 'id'",
            id="no CSV header",
        ),
        pytest.param(
            lambda tiny: tiny.text.update({"data/facts.csv": b"id\n\xff"}),
            "error data/facts.csv:2: text must be UTF-8; found byte FF",
            id="another encoding",
        ),
        pytest.param(
            lambda tiny: tiny.text.update(
                {"layers/context.geojson": '{"type": "FeatureCollection",\n"features": [NaN]}'}
            ),
            "error layers/context.geojson:2: number must be finite and of a size JSON can carry; found 'NaN'",
            id="NaN in a file",
        ),
        pytest.param(
            lambda tiny: tiny.text.update({"datapackage.json": "[]"}),
            "error datapackage.json: content must be a JSON object; found []",
            id="descriptor that is a list",
        ),
    ],
)
def test_a_damaged_file_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


# Features


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.site().update(type="Park"),
            "error layers/parks.geojson#hill-park: type must be 'Feature'; found 'Park'",
            id="type of a feature",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(bbox=[1, 2, 3, 4]),
            "error layers/parks.geojson#hill-park: feature must hold type, id, properties, geometry only; found 'bbox'",
            id="unknown member",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).pop("id"), tiny.facts.pop(4)),
            "error layers/parks.geojson#features[1]: id must be given; found none",
            id="no id",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).update(id=7), tiny.facts.pop(4)),
            "error layers/parks.geojson#features[1]: id must be lower-case words joined by hyphens; found 7",
            id="id that is a number",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).update(id="Valley Park"), tiny.facts.pop(4)),
            "error layers/parks.geojson#Valley Park: id must be lower-case words joined by hyphens; "
            "found 'Valley Park'",
            id="malformed id",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).update(id="valley\u202epark"), tiny.facts.pop(4)),
            "error layers/parks.geojson#valley\\u202epark: id must be lower-case words joined by hyphens; "
            "found 'valley\\u202epark'",
            id="invisible id",
        ),
        pytest.param(
            lambda tiny: (tiny.site("institutions").update(id="valley-park"), tiny.facts.pop(5)),
            "error layers/institutions.geojson#valley-park: id must stand once in all layers; "
            "found layers/parks.geojson#features[1] and layers/institutions.geojson#features[0]",
            id="id in two layers",
        ),
        pytest.param(
            lambda tiny: tiny.layers["context"].append(tiny.site("context")),
            "error layers/context.geojson#xiang: id must stand once in all layers; "
            "found layers/context.geojson#features[0] and layers/context.geojson#features[1]",
            id="id twice in a layer",
        ),
        pytest.param(
            lambda tiny: tiny.site("context").update(properties=None),
            "error layers/context.geojson#xiang: properties must be an object; found null",
            id="no properties",
        ),
        pytest.param(
            lambda tiny: tiny.site("institutions").pop("geometry"),
            "error layers/institutions.geojson#old-institute: geometry must be given; found none",
            id="no geometry member",
        ),
        pytest.param(
            lambda tiny: tiny.properties("institutions").pop("sector"),
            "error layers/institutions.geojson#old-institute: sector must be given; found no such property",
            id="missing property",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(owner="A"),
            "error layers/parks.geojson#hill-park: property must be one of the layer parks; found 'owner'",
            id="unknown property",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_zh=""),
            "error layers/parks.geojson#hill-park: name_zh must be a text that is not empty; found ''",
            id="empty name",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en=905),
            "error layers/parks.geojson#hill-park: name_en must be a text that is not empty; found 905",
            id="name that is a number",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(aliases="Hill"),
            "error layers/parks.geojson#hill-park: aliases must be a list of texts that are not empty; found 'Hill'",
            id="aliases that are a text",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=[]),
            "error layers/parks.geojson#hill-park: position_evidence must be a list of at least one text; found []",
            id="no evidence",
        ),
        pytest.param(
            lambda tiny: tiny.properties("context").update(schematic="yes"),
            "error layers/context.geojson#xiang: schematic must be true or false; found 'yes'",
            id="schematic in words",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(population=0),
            "error layers/districts.geojson#430202: population must be a whole number above 0; found 0",
            id="population of nobody",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(area_km2="109"),
            "error layers/districts.geojson#430202: area_km2 must be a number above 0; found '109'",
            id="area that is a text",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(kind="zone"),
            "error layers/parks.geojson#hill-park: kind must be a code of kinds.csv; found 'zone'",
            id="unknown kind",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(kind="institute"),
            "error layers/parks.geojson#hill-park: kind must be one of the layer parks; "
            "found 'institute' of institutions",
            id="kind of another layer",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(sector="ships"),
            "error layers/parks.geojson#hill-park: sector must be a code of sectors.csv; found 'ships'",
            id="unknown sector",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_basis="guess"),
            "error layers/parks.geojson#hill-park: position_basis must be a code of bases.csv; found 'guess'",
            id="unknown basis",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_datum="NAD27"),
            "error layers/parks.geojson#hill-park: position_datum must be a code of datums.csv; found 'NAD27'",
            id="unknown datum",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat_datum="NAD27"),
            "error layers/districts.geojson#430202: seat_datum must be a code of datums.csv; found 'NAD27'",
            id="datum of a seat",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en="Hill\x00Park"),
            "error layers/parks.geojson#hill-park: "
            "name_en must be free of control, surrogate and direction characters; "
            "found '\\x00' in 'Hill\\x00Park'",
            id="control character",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(aliases=["Hill\ud800"]),
            "error layers/parks.geojson#hill-park: "
            "aliases must be free of control, surrogate and direction characters; "
            "found '\\ud800' in 'Hill\\ud800'",
            id="lone surrogate",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_note_en="From\u202ea map."),
            "error layers/parks.geojson#hill-park: "
            "position_note_en must be free of control, surrogate and direction characters; "
            "found '\\u202e' in 'From\\u202ea map.'",
            id="turned direction",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en="Hill Park "),
            "error layers/parks.geojson#hill-park: name_en must begin and end without blanks; found 'Hill Park '",
            id="blank at the end",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_note_en=None),
            "error layers/parks.geojson#hill-park: "
            "position_note_zh and position_note_en must both be given or both be empty; "
            "found no position_note_en",
            id="note in one language",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_note_en="x" * 401),
            "warning layers/parks.geojson#hill-park: position_note_en must be at most 400 characters; found 401",
            id="long note",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en="Hill 园"),
            "warning layers/parks.geojson#hill-park: name_en must be free of Chinese characters; found 'Hill 园'",
            id="Chinese in an English name",
        ),
    ],
)
def test_a_damaged_feature_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


# Geometry


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.site().update(geometry=[113.2, 27.7]),
            "error layers/parks.geojson#hill-park: geometry must be an object; found [113.2, 27.7]",
            id="geometry that is a list",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry={"type": "Point"}),
            "error layers/parks.geojson#hill-park: geometry must hold type and coordinates only; found ['type']",
            id="geometry without coordinates",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("LineString", [[113.22, 27.72], [113.23, 27.73]])),
            "error layers/parks.geojson#hill-park: "
            "geometry of the layer parks must be one of Point, Polygon, MultiPolygon; "
            "found 'LineString'",
            id="type of another layer",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("GeometryCollection", [])),
            "error layers/parks.geojson#hill-park: "
            "geometry of the layer parks must be one of Point, Polygon, MultiPolygon; "
            "found 'GeometryCollection'",
            id="collection of geometries",
        ),
        pytest.param(
            lambda tiny: tiny.site("context").update(geometry=None),
            "error layers/context.geojson#xiang: geometry must be an object; found null",
            id="context without geometry",
        ),
        pytest.param(
            lambda tiny: tiny.site("projects").update(geometry=shape("Point", ["113.24", "27.74"])),
            "error layers/projects.geojson#hill-works: position must be [lon, lat]; found ['113.24', '27.74']",
            id="position of words",
        ),
        pytest.param(
            lambda tiny: tiny.site("projects").update(geometry=shape("Point", [113.24, 27.74, 50])),
            "error layers/projects.geojson#hill-works: position must be [lon, lat]; found [113.24, 27.74, 50]",
            id="position with a height",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("Polygon", [113.22, 27.72])),
            "error layers/parks.geojson#hill-park: coordinates must nest 1 lists around their positions; found 113.22",
            id="flat ring",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(geometry=shape("Polygon", [])),
            "error layers/parks.geojson#hill-park: coordinates must nest 2 lists around their positions; found []",
            id="no ring",
        ),
        pytest.param(
            lambda tiny: tiny.site("projects").update(geometry=shape("Point", [27.74, 113.24])),
            "error layers/projects.geojson#hill-works: position must be lon, lat; "
            "found [27.74, 113.24], which reads as lat, lon",
            id="swapped",
        ),
        pytest.param(
            lambda tiny: tiny.site("context").update(geometry=shape("LineString", [[113.1, 27.6], [113.1, 90.5]])),
            "error layers/context.geojson#xiang: position must lie within -180..180, -90..90; found [113.1, 90.5]",
            id="out of range",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(
                geometry=shape("LineString", [[113.05, 27.75], [116.4, 39.9]])
            ),
            "error layers/infrastructure.geojson#ring-road: position must lie within 0.5 degrees of the city; "
            "found [116.4, 39.9]",
            id="far away",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(geometry=shape("LineString", [[113.05, 27.75]])),
            "error layers/infrastructure.geojson#ring-road: line must have at least 2 positions; found 1",
            id="line of one position",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(
                geometry=shape("LineString", [[113.05, 27.75], [113.05, 27.75]])
            ),
            "error layers/infrastructure.geojson#ring-road: shape must not cross or touch itself; "
            "found too few points in geometry component at 113.050000, 27.750000",
            id="line without length",
        ),
        pytest.param(
            lambda tiny: tiny.site()["geometry"]["coordinates"][0].pop(),
            "error layers/parks.geojson#hill-park: ring must end where it begins; "
            "found [113.22, 27.72] first and [113.22, 27.76] last",
            id="open ring",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(
                geometry=shape("Polygon", [[[113.22, 27.72], [113.23, 27.73], [113.22, 27.72]]])
            ),
            "error layers/parks.geojson#hill-park: ring must have at least 4 positions; found 3",
            id="short ring",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(
                geometry=shape(
                    "Polygon", [[[113.22, 27.72], [113.26, 27.76], [113.26, 27.72], [113.22, 27.76], [113.22, 27.72]]]
                )
            ),
            "error layers/parks.geojson#hill-park: shape must not cross or touch itself; "
            "found self-intersection at 113.240000, 27.740000",
            id="ring that crosses itself",
        ),
    ],
)
def test_a_damaged_geometry_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


# Districts


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.properties("districts").update(adcode="430203"),
            "error layers/districts.geojson#430202: adcode must equal the id; found '430203'",
            id="adcode of another",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(population_as_of="2020-13"),
            "error layers/districts.geojson#430202: population_as_of must be a date; found '2020-13'",
            id="date of the census",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(area_km2=143),
            "warning layers/districts.geojson#430202: polygon must be within 10% of area_km2; "
            "found 109.3 km² drawn and 143 km² given",
            id="area far off",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat=[112.99, 27.75]),
            "error layers/districts.geojson#430202: seat must lie in its district; found 986 m outside",
            id="seat outside",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat=[27.75, 113.05]),
            "error layers/districts.geojson#430202: seat must be lon, lat; "
            "found [27.75, 113.05], which reads as lat, lon",
            id="swapped seat",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat_found=[113.05, 27.75], seat_datum="GCJ-02"),
            "error layers/districts.geojson#430202: "
            "seat_found must convert from GCJ-02 to the position within 1 m; "
            "found 667.4 m",
            id="seat that does not convert",
        ),
        pytest.param(
            lambda tiny: tiny.layers["districts"].pop(0),
            "error layers/districts.geojson: districts must be the nine of the city; found no 430202",
            id="district too few",
        ),
        pytest.param(
            lambda tiny: tiny.layers["districts"].append(
                tiny.site("districts")
                | {"id": "430299", "properties": tiny.properties("districts") | {"adcode": "430299"}}
            ),
            "error layers/districts.geojson#430299: districts must be the nine of the city; found '430299'",
            id="district too many",
        ),
        pytest.param(
            lambda tiny: tiny.site("districts", 4)["geometry"]["coordinates"].append(
                square(113.14, 27.84, 0.01)["coordinates"][0]
            ),
            "error layers/districts.geojson: districts must leave no gap between them; "
            "found a hole at 113.150000, 27.840000",
            id="gap",
        ),
    ],
)
def test_a_damaged_district_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


# Positions


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.site("parks", 1).update(geometry=shape("Point", [113.05, 27.85])),
            "error layers/parks.geojson#valley-park: geometry must be null where position_basis is 'district'; "
            "found {'type': 'Point', 'coordinates': [113.05, 27.85]}",
            id="geometry of a site known to its district",
        ),
        pytest.param(
            lambda tiny: tiny.site("infrastructure").update(geometry=None),
            "error layers/infrastructure.geojson#ring-road: "
            "geometry must be given where position_basis is 'knowledge'; "
            "found null",
            id="no geometry of a site on a map",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_uncertainty_m=None),
            "error layers/infrastructure.geojson#ring-road: "
            "position_uncertainty_m must be given where position_basis is 'knowledge'; "
            "found null",
            id="no uncertainty",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_datum=None),
            "error layers/infrastructure.geojson#ring-road: "
            "position_datum must be given where position_basis is 'knowledge'; "
            "found null",
            id="no datum",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_uncertainty_m=0),
            "error layers/infrastructure.geojson#ring-road: "
            "position_uncertainty_m must be a whole number of metres from 1 to 5000, or null; "
            "found 0",
            id="uncertainty of nothing",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_uncertainty_m=5001),
            "error layers/infrastructure.geojson#ring-road: "
            "position_uncertainty_m must be a whole number of metres from 1 to 5000, or null; "
            "found 5001",
            id="uncertainty beyond a pin",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(position_uncertainty_m=99.5),
            "error layers/infrastructure.geojson#ring-road: "
            "position_uncertainty_m must be a whole number of metres from 1 to 5000, or null; "
            "found 99.5",
            id="uncertainty in parts of a metre",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(position_datum="WGS-84"),
            "error layers/parks.geojson#valley-park: "
            "position_datum must be null where position_basis is 'district'; "
            "found 'WGS-84'",
            id="datum of a site without position",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(position_found=[113.05, 27.85]),
            "error layers/parks.geojson#valley-park: "
            "position_found must be null where position_basis is 'district'; "
            "found [113.05, 27.85]",
            id="numbers of a site without position",
        ),
        pytest.param(
            lambda tiny: tiny.properties("institutions").update(districts=["430202"]),
            "error layers/institutions.geojson#old-institute: "
            "districts must be empty where position_basis is 'city'; "
            "found ['430202']",
            id="district of a site known to the city",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(districts=[]),
            "error layers/parks.geojson#valley-park: districts must be given where position_basis is 'district'; "
            "found none",
            id="no district of a site known to its district",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(districts=["430299"]),
            "error layers/parks.geojson#valley-park: districts must be adcodes of the city's nine; found '430299'",
            id="unknown district",
        ),
        pytest.param(
            lambda tiny: tiny.properties("parks", 1).update(districts=["430211", "430211"]),
            "error layers/parks.geojson#valley-park: districts must differ from each other; found ['430211', '430211']",
            id="district twice",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(position_datum="BD-09"),
            "error layers/projects.geojson#hill-works: "
            "position_found must convert from BD-09 to the position within 1 m; "
            "found 913.5 m",
            id="position that does not convert",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(position_found="113.24"),
            "error layers/projects.geojson#hill-works: position_found must be [lon, lat], or null; found '113.24'",
            id="position found without numbers",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(position_found=[27.74, 113.24]),
            "error layers/projects.geojson#hill-works: position_found must be lon, lat; "
            "found [27.74, 113.24], which reads as lat, lon",
            id="position found that is swapped",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_found=[113.24, 27.74]),
            "error layers/parks.geojson#hill-park: position_found must be null where geometry is not a point; "
            "found [113.24, 27.74]",
            id="position found of an area",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=["review-2023 L4"]),
            "error layers/parks.geojson#hill-park: position_evidence must cite an id of sources.csv; "
            "found 'review-2023'",
            id="unknown source cited",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=["review-2024 L4-2"]),
            "error layers/parks.geojson#hill-park: position_evidence must cite a line as L12 or L12-14; "
            "found 'review-2024 L4-2'",
            id="malformed line cited",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=["file:///x"]),
            "error layers/parks.geojson#hill-park: position_evidence must hold http or https addresses; "
            "found 'file:///x'",
            id="address of a file",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(districts=["430202", "430203", "430204"]),
            "error layers/infrastructure.geojson#ring-road: "
            "geometry must reach 三区 (430204) within its uncertainty of 1000 m; "
            "found 4930 m between",
            id="line that misses a district",
        ),
        pytest.param(
            lambda tiny: tiny.properties("infrastructure").update(districts=["430202"]),
            "warning layers/infrastructure.geojson#ring-road: "
            "districts must name 二区 (430203), which the geometry reaches; "
            "found 4930 m beyond the districts stated",
            id="line that reaches another district",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(parent="no-park"),
            "error layers/projects.geojson#hill-works: parent must be the id of a park, zone or area; found 'no-park'",
            id="unknown parent",
        ),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(parent="ring-road"),
            "error layers/projects.geojson#hill-works: parent must be the id of a park, zone or area; "
            "found 'ring-road' of infrastructure",
            id="parent of another layer",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(parent="hill-park"),
            "error layers/parks.geojson#hill-park: parent must not lead back to the site itself; found 'hill-park'",
            id="own parent",
        ),
    ],
)
def test_a_damaged_position_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


# Facts


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.fact(0).update(id="1"),
            "error data/facts.csv:2: id must be f and four digits; found '1'",
            id="malformed id",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(id="f0001"),
            "error data/facts.csv:3: id must stand once in its table; found 'f0001' at data/facts.csv:2 too",
            id="id twice",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(subject="hill"),
            "error data/facts.csv:2: subject must be the id of a site or district, or 430200; found 'hill'",
            id="unknown subject",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(indicator="gnp"),
            "error data/facts.csv:2: indicator must be a code of indicators.csv; found 'gnp'",
            id="unknown indicator",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(scope="phase-9"),
            "error data/facts.csv:2: scope must be a code of scopes.csv; found 'phase-9'",
            id="unknown scope",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(unit="yuan"),
            "error data/facts.csv:2: unit must be a code of units.csv; found 'yuan'",
            id="unknown unit",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(unit="ge"),
            "error data/facts.csv:2: unit of gdp must be one of money; found 'ge' of count",
            id="unit of another dimension",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(unit=""),
            "error data/facts.csv:2: unit must be given for gdp; found an empty cell",
            id="no unit",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(qualifier="perhaps"),
            "error data/facts.csv:2: qualifier must be a code of qualifiers.csv; found 'perhaps'",
            id="unknown qualifier",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(aim="hoped"),
            "error data/facts.csv:2: aim must be a code of aims.csv; found 'hoped'",
            id="unknown aim",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(aim=""),
            "error data/facts.csv:2: aim must be a code of aims.csv; found ''",
            id="no aim",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(source="review-2023"),
            "error data/facts.csv:2: source must be an id of sources.csv; found 'review-2023'",
            id="unknown source",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"value": "3,600", "token": "3,600亿元"}),
            "error data/facts.csv:2: value of gdp must be a number without separators; found '3,600'",
            id="number with a separator",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"value": "３６００", "token": "３６００"}),
            "error data/facts.csv:2: value of gdp must be a number without separators; found '３６００'",
            id="number in full width",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(value="begun"),
            "error data/facts.csv:3: value of status must be a code of statuses.csv; found 'begun'",
            id="unknown status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(indicator="honour", value="best-city", unit="", qualifier=""),
            "error data/facts.csv:2: value of honour must be a code of honours.csv; found 'best-city'",
            id="unknown honour",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(unit="ge"),
            "error data/facts.csv:3: unit must be empty for status; found 'ge'",
            id="unit of a status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(qualifier="about"),
            "error data/facts.csv:3: qualifier must be empty for status; found 'about'",
            id="qualifier of a status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024-02-30"),
            "error data/facts.csv:2: "
            "as_of must be YYYY, YYYY-MM or YYYY-MM-DD of the calendar, or two of them as A/B, A before B; "
            "found '2024-02-30'",
            id="date that does not exist",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024.5"),
            "error data/facts.csv:2: "
            "as_of must be YYYY, YYYY-MM or YYYY-MM-DD of the calendar, or two of them as A/B, A before B; "
            "found '2024.5'",
            id="date in another form",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024-00"),
            "error data/facts.csv:2: "
            "as_of must be YYYY, YYYY-MM or YYYY-MM-DD of the calendar, or two of them as A/B, A before B; "
            "found '2024-00'",
            id="month of zeros",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024/2023"),
            "error data/facts.csv:2: "
            "as_of must be YYYY, YYYY-MM or YYYY-MM-DD of the calendar, or two of them as A/B, A before B; "
            "found '2024/2023'",
            id="interval backwards",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024/"),
            "error data/facts.csv:2: "
            "as_of must be YYYY, YYYY-MM or YYYY-MM-DD of the calendar, or two of them as A/B, A before B; "
            "found '2024/'",
            id="open interval",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2025"),
            "error data/facts.csv:2: "
            "as_of of an actual figure must not be after the record's own date, 2024-12-31; "
            "found '2025'",
            id="future of an actual figure",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024/2025-01"),
            "error data/facts.csv:2: "
            "as_of of an actual figure must not be after the record's own date, 2024-12-31; "
            "found '2024/2025-01'",
            id="interval into the future",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(locator="line 1"),
            "error data/facts.csv:2: locator must be a line as L12 or lines as L12-14; found 'line 1'",
            id="malformed locator",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(locator="L3-2"),
            "error data/facts.csv:2: locator must be a line as L12 or lines as L12-14; found 'L3-2'",
            id="locator backwards",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(locator=""),
            "error data/facts.csv:2: locator must be a line as L12 or lines as L12-14; found ''",
            id="no locator in a text at hand",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"token": ""}),
            "error data/facts.csv:2: token must be given; found ''",
            id="no token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(locator="L2"),
            "error data/facts.csv:4: locator must be empty, since the text of notice-2023 is not at hand; found 'L2'",
            id="locator in a text not at hand",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update({"token": "12.5亿元"}),
            "error data/facts.csv:4: token must be empty, since the text of notice-2023 is not at hand; "
            "found '12.5亿元'",
            id="token of a text not at hand",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"token": "约3600亿元,比上年增长了不少呢呢呢"}),
            "error data/facts.csv:2: token must be at most 16 characters; "
            "found 19, '约3600亿元,比上年增长了不少呢呢呢'",
            id="long token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(value="600"),
            "error data/facts.csv:2: token must hold the number 600, or a note tell why not; found '约3600亿元'",
            id="other number in the token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"value": "12", "token": "12.5亿元"}),
            "error data/facts.csv:2: token must hold the number 12, or a note tell why not; found '12.5亿元'",
            id="part of a number in the token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(note_zh="约数。"),
            "error data/facts.csv:2: note_zh and note_en must both be given or both be empty; found no note_en",
            id="note in one language",
        ),
        pytest.param(
            lambda tiny: tiny.facts.append(tiny.fact(2) | {"id": "f0020"}),
            "error data/facts.csv:9: "
            "claim must stand once: hill-works investment phase-1 2025 target notice-2023 12.5; "
            "found it at data/facts.csv:4 too",
            id="claim twice",
        ),
        pytest.param(
            lambda tiny: tiny.facts.pop(1),
            "error layers/projects.geojson#hill-works: project must have a status among the facts; found none",
            id="project without status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(note_zh="a\x07", note_en="a"),
            "error data/facts.csv:2: note_zh must be free of control, surrogate and direction characters; "
            "found '\\x07' in 'a\\x07'",
            id="control character",
        ),
    ],
)
def test_a_damaged_fact_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


# Sources


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: (tiny.sources[0].update(id="A b"), [row.update(source="A b") for row in tiny.facts[2:]]),
            "error data/sources.csv:2: id must be lower-case words joined by hyphens; found 'A b'",
            id="malformed id",
        ),
        pytest.param(
            lambda tiny: tiny.sources.append(tiny.sources[0]),
            "error data/sources.csv:4: id must stand once in its table; found 'notice-2023' at data/sources.csv:2 too",
            id="id twice",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(title_en=""),
            "error data/sources.csv:2: title_en must be given; found an empty cell",
            id="no title",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(published=""),
            "error data/sources.csv:2: published must be YYYY, YYYY-MM or YYYY-MM-DD; found ''",
            id="no date",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(published="2025-01"),
            "error data/sources.csv:2: published must not be after the record's own date, 2024-12-31; found '2025-01'",
            id="date in the future",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(published="2023/2024"),
            "error data/sources.csv:2: published must be YYYY, YYYY-MM or YYYY-MM-DD; found '2023/2024'",
            id="interval",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(url="ftp://example.org"),
            "error data/sources.csv:2: url must be an http or https address, or empty; found 'ftp://example.org'",
            id="address of another kind",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(sha256="ABC"),
            "error data/sources.csv:3: sha256 must be 64 hexadecimal digits, or empty; found 'ABC'",
            id="malformed digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(standing="hearsay"),
            "error data/sources.csv:2: standing must be a code of standings.csv; found 'hearsay'",
            id="unknown standing",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(standing=""),
            "error data/sources.csv:2: standing must be a code of standings.csv; found ''",
            id="no standing",
        ),
        pytest.param(
            lambda tiny: tiny.sources[0].update(standing="primary"),
            "error data/sources.csv:2: sha256 must be given for a primary source; found an empty cell",
            id="primary source without a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(standing="second-hand", sha256="ab" * 32),
            f"error data/sources.csv:3: sha256 must be empty for a second-hand source; found '{'ab' * 32}'",
            id="second-hand source with a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources[1].update(standing="copy", sha256="ab" * 32),
            f"error data/sources.csv:3: sha256 must be empty for a copy source; found '{'ab' * 32}'",
            id="copy with a digest",
        ),
        pytest.param(
            lambda tiny: tiny.sources.append(tiny.sources[0] | {"id": "page"}),
            "error data/sources.csv:4: source must be used by a fact or a position; found no use",
            id="of no use",
        ),
    ],
)
def test_a_damaged_source_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


# Registers


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.register("scopes").append({"code": "Phase 2", "name_zh": "二期", "name_en": "phase 2"}),
            "error data/registers/scopes.csv:3: code must be lower-case words joined by hyphens; found 'Phase 2'",
            id="malformed code",
        ),
        pytest.param(
            lambda tiny: tiny.register("scopes").append(
                {"code": "phase-1", "name_zh": "首期", "name_en": "first phase"}
            ),
            "error data/registers/scopes.csv:3: code must stand once in its table; "
            "found 'phase-1' at data/registers/scopes.csv:2 too",
            id="code twice",
        ),
        pytest.param(
            lambda tiny: tiny.register("scopes")[0].update(name_zh=""),
            "error data/registers/scopes.csv:2: name_zh must be given; found an empty cell",
            id="no Chinese label",
        ),
        pytest.param(
            lambda tiny: tiny.register("kinds")[0].update(name_en=""),
            "error data/registers/kinds.csv:2: name_en must be given; found an empty cell",
            id="no English label",
        ),
        pytest.param(
            lambda tiny: tiny.register("kinds").append(
                {"code": "x", "layer": "places", "name_zh": "某", "name_en": "X"}
            ),
            "error data/registers/kinds.csv:9: layer must be one of the record's; found 'places'",
            id="kind of no layer",
        ),
        pytest.param(
            lambda tiny: tiny.register("kinds").pop(5),
            "error data/registers/kinds.csv: kinds must hold district, of the layer districts; found null",
            id="kind that the map needs",
        ),
        pytest.param(
            lambda tiny: tiny.register("sectors")[0].update(group=""),
            "error data/registers/sectors.csv:2: group must be lower-case words joined by hyphens; found ''",
            id="sector without group",
        ),
        pytest.param(
            lambda tiny: tiny.register("qualifiers")[0].update(name_en="about"),
            "error data/registers/qualifiers.csv:2: name_en must hold one {}; found 'about'",
            id="qualifier without a slot",
        ),
        pytest.param(
            lambda tiny: tiny.register("qualifiers")[0].update(name_zh="约 {} {}"),
            "error data/registers/qualifiers.csv:2: name_zh must hold one {}; found '约 {} {}'",
            id="qualifier with two slots",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[1].update(theme="money"),
            "error data/registers/indicators.csv:3: theme must be a code of themes.csv; found 'money'",
            id="unknown theme",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[1].update(type="text"),
            "error data/registers/indicators.csv:3: type must be one of number, status, honour; found 'text'",
            id="unknown type",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[0].update(dimension="money"),
            "error data/registers/indicators.csv:2: dimension must be empty for the type status; found 'money'",
            id="dimension of a status",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators").append(
                tiny.register("indicators")[2] | {"code": "area", "dimension": "area"}
            ),
            "error data/registers/indicators.csv:6: dimension must be one of units.csv; found 'area'",
            id="unknown dimension",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(weight="101"),
            "error data/registers/indicators.csv:4: weight must be 0 to 100; found '101'",
            id="weight over a hundred",
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(weight="high"),
            "error data/registers/indicators.csv:4: weight must be a whole number; found 'high'",
            id="weight in words",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[0].update(factor="0"),
            "error data/registers/units.csv:2: factor must be a number above 0, of at most 20 characters; found '0'",
            id="factor of nothing",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[0].update(shift_en="0.5"),
            "error data/registers/units.csv:2: shift_en must be a whole number; found '0.5'",
            id="shift in parts",
        ),
        pytest.param(
            lambda tiny: tiny.register("units")[1].update(dimension=""),
            "error data/registers/units.csv:3: dimension must be lower-case words joined by hyphens; found ''",
            id="dimension of a unit",
        ),
        pytest.param(
            lambda tiny: tiny.register("aims").pop(1),
            "error data/registers/aims.csv: codes must be actual, expected, target; found actual, target",
            id="missing aim",
        ),
        pytest.param(
            lambda tiny: tiny.register("datums").append({"code": "NAD27", "name_zh": "n", "name_en": "n"}),
            "error data/registers/datums.csv: codes must be WGS-84, CGCS2000, GCJ-02, BD-09; "
            "found WGS-84, CGCS2000, GCJ-02, BD-09, NAD27",
            id="datum the program does not know",
        ),
        pytest.param(
            lambda tiny: tiny.register("standings").pop(),
            "error data/registers/standings.csv: codes must be primary, second-hand, copy; found primary, second-hand",
            id="missing standing",
        ),
    ],
)
def test_a_damaged_register_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


# The descriptor


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.package.pop("created"),
            "error datapackage.json: created must be a day as YYYY-MM-DD; found null",
            id="no date",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(created="2024"),
            "error datapackage.json: created must be a day as YYYY-MM-DD; found '2024'",
            id="year alone",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(version=""),
            "error datapackage.json: version must be a text that is not empty; found ''",
            id="no version",
        ),
        pytest.param(
            lambda tiny: tiny.package["resources"].pop(0),
            "error datapackage.json: resources must list every file of the record once, in its order; "
            "found 'layers/parks.geojson' in place of 'layers/districts.geojson'",
            id="missing resource",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(resources=None),
            "error datapackage.json: resources must list every file of the record once, in its order; "
            "found null in place of 'layers/districts.geojson'",
            id="no resources",
        ),
        pytest.param(
            lambda tiny: tiny.package.pop("floors"),
            "error datapackage.json: "
            "floors must hold a whole number for each of parks, projects, institutions, infrastructure; found null",
            id="no floors",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(floors={"parks": 1}),
            "error datapackage.json: "
            "floors must hold a whole number for each of parks, projects, institutions, infrastructure; "
            "found {'parks': 1}",
            id="floor of one layer only",
        ),
        pytest.param(
            lambda tiny: tiny.package.update(floors=dict.fromkeys(tiny.package["floors"], "1")),
            "error datapackage.json: "
            "floors must hold a whole number for each of parks, projects, institutions, infrastructure; "
            "found {'parks': '1', 'projects': '1', 'institutions': '1', 'infrastructure': '1'}",
            id="floor that is a text",
        ),
        pytest.param(
            lambda tiny: tiny.package["floors"].update(parks=3),
            "error layers/parks.geojson: layer must hold at least the 3 sites that datapackage.json says; found 2",
            id="fewer sites than the floor",
        ),
    ],
)
def test_a_damaged_descriptor_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


# Resolutions and omissions


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.resolve("f0099"),
            "error data/resolutions.csv:2: fact must be an id of facts.csv; found 'f0099'",
            id="unknown fact",
        ),
        pytest.param(
            lambda tiny: tiny.resolve("f0001", reason="nicer"),
            "error data/resolutions.csv:2: reason must be a code of resolution_reasons.csv; found 'nicer'",
            id="unknown reason",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0004"), tiny.resolve("f0004")),
            "error data/resolutions.csv:3: fact must stand once in its table; "
            "found 'f0004' at data/resolutions.csv:2 too",
            id="fact twice",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0004"), tiny.tables[RESOLUTIONS][0].update(note_zh="据公告。")),
            "error data/resolutions.csv:2: note_zh and note_en must both be given or both be empty; found no note_en",
            id="note in one language",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0004", note="x"), tiny.tables[RESOLUTIONS][0].update(note_zh="a\x07")),
            "error data/resolutions.csv:2: note_zh must be free of control, surrogate and direction characters; "
            "found '\\x07' in 'a\\x07'",
            id="control character",
        ),
        pytest.param(
            lambda tiny: tiny.resolve("f0001"),
            "error data/resolutions.csv:2: resolution must have a disagreement to resolve; found none at f0001",
            id="nothing to resolve",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0003"), tiny.resolve("f0004")),
            "error data/resolutions.csv:3: question must be resolved once; found f0003 is preferred too",
            id="both sides preferred",
        ),
    ],
)
def test_a_damaged_resolution_is_told_in_one_line(tiny, damage, line):
    contradict(tiny)
    damage(tiny)
    assert tiny.issues() == [line]


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
    ("damage", "line"),
    [
        pytest.param(
            lambda tiny: tiny.omit("L1", "3600", source="review-2023"),
            "error data/omissions.csv:2: source must be a primary source of sources.csv; found 'review-2023'",
            id="unknown source",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", "3600", source="notice-2023"),
            "error data/omissions.csv:2: source must be a primary source of sources.csv; found 'notice-2023'",
            id="source without a text",
        ),
        pytest.param(
            lambda tiny: tiny.omit("1", "3600"),
            "error data/omissions.csv:2: locator must be a line as L12 or lines as L12-14; found '1'",
            id="malformed locator",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", ""),
            "error data/omissions.csv:2: token must have 1 to 16 characters; found ''",
            id="no token",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", "1" * 17),
            f"error data/omissions.csv:2: token must have 1 to 16 characters; found '{'1' * 17}'",
            id="long token",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", "3600", reason="dull"),
            "error data/omissions.csv:2: reason must be a code of omission_reasons.csv; found 'dull'",
            id="unknown reason",
        ),
        pytest.param(
            lambda tiny: (tiny.omit("L1", "3600"), tiny.omit("L1", "3600")),
            "error data/omissions.csv:3: omission must stand once; found it at data/omissions.csv:2 too",
            id="omission twice",
        ),
    ],
)
def test_a_damaged_omission_is_told_in_one_line(tiny, damage, line):
    damage(tiny)
    assert tiny.issues() == [line]


def test_an_omission_of_a_piece_of_a_line_passes(tiny):
    tiny.omit("L1-2", " 12.5")
    assert tiny.issues() == []


# Sites and what is said of them


def test_a_site_of_which_nothing_is_said_is_an_error(tiny):
    tiny.facts.pop(5)
    assert tiny.issues() == [
        "error layers/institutions.geojson#old-institute: site must have a fact, a site that lies in it, "
        "or an inclusion_reason_zh and _en; found none of these",
    ]


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
    tiny.register("units").append(tiny.register("units")[1] | {"code": "km2", "dimension": "area", "factor": "1000000"})
    for number, area in enumerate(areas):
        told = {"id": f"f002{number}", "indicator": "land-area", "value": area, "unit": "km2", "scope": scope}
        tiny.facts.append(tiny.fact(3) | told)


@pytest.mark.parametrize(("area", "stated"), [("12", "12.00"), ("24", "24.00"), ("0", "0.00")])
def test_an_area_drawn_otherwise_than_stated_is_a_warning(tiny, area, stated):
    state_area(tiny, area)
    assert tiny.issues() == [
        f"warning layers/parks.geojson#hill-park: area must be within 20% of the {stated} km² stated, "
        "or area_note_zh and _en must tell why not; found 17.48 km²",
    ]


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
def test_an_explanation_stands_in_both_languages(tiny, name):
    tiny.properties()[name] = "Of note."
    (issue,) = tiny.issues()
    assert f"{name[:-3]}_zh and {name[:-3]}_en" in issue


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


def test_a_point_outside_its_district_is_told_in_metres(tiny):
    move_works(tiny, 113.10, 27.75)
    assert tiny.issues() == [
        "error layers/projects.geojson#hill-works: "
        "position must lie in 三区 (430204) or within its uncertainty of 150 m; found 9860 m outside",
    ]


def test_a_point_outside_its_district_within_its_uncertainty_passes(tiny):
    move_works(tiny, 113.1990, 27.75)
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
    assert tiny.issues() == [
        "error layers/projects.geojson#hill-works: "
        "position must lie in the city or within its uncertainty of 150 m; found 1107 m outside",
    ]


@pytest.mark.parametrize(
    ("lat", "datum", "declared", "outside"),
    [(27.7010, "GCJ-02", "WGS-84", 254), (27.7990, "BD-09", "WGS-84", 199), (27.7990, "WGS-84", "GCJ-02", 253)],
    ids=["GCJ-02 taken for WGS-84", "BD-09 taken for WGS-84", "WGS-84 taken for GCJ-02"],
)
def test_another_datum_is_suspected_where_it_explains_the_miss(tiny, lat, datum, declared, outside):
    move_works(tiny, 113.25, lat, datum=datum, declared=declared)
    assert tiny.issues() == [
        "error layers/projects.geojson#hill-works: "
        f"position must lie in 三区 (430204) or within its uncertainty of 150 m; found {outside} m outside",
        "warning layers/projects.geojson#hill-works: "
        "position_datum must be the one in which the position was found; "
        f"found {declared} and {outside} m outside 三区 (430204), which read as {datum} would be 0 m",
    ]


def test_another_datum_is_suspected_within_the_uncertainty_too(tiny):
    tiny.properties("projects")["position_uncertainty_m"] = 1000
    move_works(tiny, 113.25, 27.7010, datum="GCJ-02")
    assert [issue.split(":")[0] for issue in tiny.issues()] == ["warning layers/projects.geojson#hill-works"]


def test_a_parent_that_is_an_area_lies_around_the_site(tiny):
    tiny.site()["geometry"] = square(113.28, 27.72, 0.01)
    assert tiny.issues() == [
        "error layers/projects.geojson#hill-works: "
        "position must lie in its parent hill-park or within their uncertainties of 350 m; found 4097 m outside",
    ]


def test_parents_that_lead_in_a_ring_are_told_at_each(tiny):
    tiny.properties("parks", 0)["parent"] = "valley-park"
    tiny.properties("parks", 1)["parent"] = "hill-park"
    assert tiny.issues() == [
        "error layers/parks.geojson#hill-park: parent must not lead back to the site itself; found 'valley-park'",
        "error layers/parks.geojson#valley-park: parent must not lead back to the site itself; found 'hill-park'",
    ]


def test_districts_that_overlap_are_told_each_with_a_place(tiny):
    tiny.site("districts")["geometry"]["coordinates"][0][2] = [113.1001, 27.8]
    must = "district must share its edges with its neighbours, without overlap"
    assert tiny.issues() == [
        f"error layers/districts.geojson#430202: {must}; found another edge at 113.100000, 27.700000",
        f"error layers/districts.geojson#430203: {must}; found another edge at 113.100000, 27.800000",
        f"error layers/districts.geojson#430211: {must}; found another edge at 113.000000, 27.800000",
    ]


# Names


def test_an_alias_of_two_sites_is_told(tiny):
    tiny.properties("institutions")["aliases"] = ["hill industrial park"]
    assert tiny.issues() == [
        "error layers/institutions.geojson#old-institute: alias must belong to one site: 'hill industrial park'; "
        "found it at layers/parks.geojson#hill-park too",
    ]


def test_an_alias_that_is_a_name_of_another_site_is_told(tiny):
    tiny.properties("institutions")["aliases"] = ["山丘园"]
    assert tiny.issues() == [
        "error layers/institutions.geojson#old-institute: alias must belong to one site: '山丘园'; "
        "found it at layers/parks.geojson#hill-park too",
    ]


def test_an_alias_that_repeats_a_name_is_told(tiny):
    tiny.properties()["aliases"] = ["Hill Park"]
    assert tiny.issues() == [
        "error layers/parks.geojson#hill-park: "
        "aliases must differ from each other and from the names; found 'Hill Park' twice",
    ]


def test_two_sites_of_one_name_in_one_place_are_told(tiny):
    tiny.properties("projects")["name_en"] = "Hill Park"
    assert tiny.issues() == [
        "error layers/projects.geojson#hill-works: sites of one name must be more than 300 m apart; "
        "found 'Hill Park' at layers/parks.geojson#hill-park too, 0 m away",
    ]


def test_two_sites_of_one_name_far_apart_pass(tiny):
    tiny.properties("infrastructure")["name_en"] = "Hill Works"
    assert tiny.issues() == []


def test_two_sites_of_one_name_without_position_are_a_warning(tiny):
    tiny.properties("institutions")["name_en"] = "Valley Park"
    assert tiny.issues() == [
        "warning layers/institutions.geojson#old-institute: name must tell sites apart: 'Valley Park'; "
        "found it at layers/parks.geojson#valley-park too",
    ]


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
    tiny.package["created"] = "2024-11-22"
    assert [issue for issue in tiny.issues() if "facts.csv" in issue] == []


def test_a_target_may_lie_in_the_future(tiny):
    tiny.fact(2)["as_of"] = "2035"
    assert tiny.issues() == []


# The whole


def test_every_issue_is_told_in_the_order_of_files_and_lines(tiny):
    tiny.fact(2)["aim"] = "hoped"
    tiny.fact(0)["aim"] = "hoped"
    tiny.register("scopes")[0]["name_en"] = ""
    tiny.properties("institutions")["kind"] = "zone"
    tiny.properties("parks", 1)["kind"] = "zone"
    tiny.text["layers/context.geojson"] = "{}"
    addresses = [issue.split(": ")[0] for issue in tiny.issues()]
    assert addresses == [
        "error layers/parks.geojson#valley-park",
        "error layers/institutions.geojson#old-institute",
        "error layers/context.geojson",
        "error data/facts.csv:2",
        "error data/facts.csv:4",
        "error data/registers/scopes.csv:2",
    ]


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
    assert [str(issue) for issue in validate(load(root))] == ["error layers: folder must be there; found nothing"]


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
