"""Where the record draws things, held against the points that its evidence quotes and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from shapely import get_num_coordinates
from shapely.geometry import LineString
from shapely.geometry import Point
from shapely.geometry import shape

from geo.geodesy.datum import BD09
from geo.geodesy.datum import DATUMS
from geo.geodesy.datum import WGS84
from geo.geodesy.datum import to_wgs84
from geo.record.layers import CONTEXT
from geo.record.layers import DISTRICTS
from geo.record.read import read
from tests.fixtures.shared import PLANE

RECORD = read()
CONTEXT_FEATURES = {feature["id"]: feature for feature in RECORD.layers[CONTEXT]["features"]}
SITES = {feature["id"]: feature for _, feature in RECORD.sites}

FARTHEST_M = 600

STATIONS = {
    "beijing-guangzhou-high-speed-railway": "长沙南",
    "beijing-guangzhou-railway": "淦田 昭陵 三门 渌口 七斗冲 株洲 易家湾 大托铺 黑石铺",
    "changsha-zhuzhou-xiangtan-intercity-railway": "株洲南 株洲 田心东 暮云",
    "liling-chaling-railway": "醴陵 醴陵南 皇图岭新 攸县新 茶陵西",
    "shanghai-kunming-railway": "湘潭东 十里冲 株洲 东冲铺 醴陵",
}
"""The stations that each railway passes; the evidence of the railways quotes where they are."""

SITES_ON = [
    ("beijing-guangzhou-high-speed-railway", "zhuzhou-west-station"),
    ("beijing-guangzhou-railway", "xiangtian-bridge"),
    ("liling-chaling-railway", "liling-south-station"),
    ("shanghai-kunming-railway", "xiangtian-bridge"),
]

SITES_THAT_ARE_STATIONS = {"株洲西", "醴陵南"}

CROSSINGS = {
    "beijing-guangzhou-high-speed-railway": {"xiang-river": 1},
    "beijing-guangzhou-railway": {"lu-river": 1},
    "changsha-zhuzhou-xiangtan-intercity-railway": {},
    "liling-chaling-railway": {"lu-river": 1},
    "shanghai-kunming-railway": {},
}
"""How often each railway crosses which river; of rivers of which a few points alone are known, nobody can tell."""

FEW_POINTS = {"mi-river", "you-river", "xielai-river"}

QUOTED = re.compile(r"quoted[^:]*: (?P<name>[\u4e00-\u9fff]+)[^0-9]* (?P<lon>1[0-9.]+), (?P<lat>2[0-9.]+)")
COORDINATE = re.compile(r"(?P<lon>11[0-9]\.[0-9]+), (?P<lat>2[0-9.]+)")


def quoted(evidence: list[str]) -> Iterator[tuple[str, Point]]:
    """Yield the named points that evidence quotes, in WGS-84."""
    for text in evidence:
        for match in QUOTED.finditer(text):
            datum = next((datum for datum in DATUMS if datum in text and "converted" not in text), WGS84)
            yield match["name"], Point(to_wgs84(float(match["lon"]), float(match["lat"]), datum))


def line(name: str) -> LineString:
    return shape(CONTEXT_FEATURES[name]["geometry"])


def place(name: str) -> Point:
    return shape(SITES[name]["geometry"])


STATION_POINTS = [
    (railway, station, point)
    for railway, feature in CONTEXT_FEATURES.items()
    if feature["properties"]["kind"] == "railway"
    for station, point in quoted(feature["properties"]["evidence"])
]


def test_the_evidence_of_each_railway_quotes_its_stations_and_no_others():
    found = {railway: {name for line, name, _ in STATION_POINTS if line == railway} for railway in STATIONS}
    assert found == {railway: set(names.split()) for railway, names in STATIONS.items()}
    assert {railway for railway, _, _ in STATION_POINTS} == set(STATIONS)


@pytest.mark.parametrize("railway", STATIONS)
def test_a_railway_passes_its_stations_wherever_a_railway_quotes_them(railway):
    names = STATIONS[railway].split()
    far = {
        (other, name): round(PLANE.distance_m(line(railway), point))
        for other, name, point in STATION_POINTS
        if name in names and PLANE.distance_m(line(railway), point) > FARTHEST_M
    }
    assert far == {}


@pytest.mark.parametrize(("railway", "site"), SITES_ON)
def test_a_railway_passes_the_sites_on_it(railway, site):
    assert PLANE.distance_m(line(railway), place(site)) <= FARTHEST_M


@pytest.mark.parametrize("railway", CROSSINGS)
def test_a_railway_crosses_the_rivers_that_it_crosses(railway):
    rivers = [name for name, feature in CONTEXT_FEATURES.items() if feature["properties"]["kind"] == "river"]
    rivers = [name for name in rivers if name not in FEW_POINTS]
    points = {name: get_num_coordinates(line(railway).intersection(line(name))) for name in rivers}
    assert {name: number for name, number in points.items() if number} == CROSSINGS[railway]


def test_each_station_on_the_basemap_is_where_a_railway_quotes_it():
    stations = [each for each in CONTEXT_FEATURES.values() if each["properties"]["kind"] == "station"]
    drawn = {each["properties"]["name_zh"].removesuffix("站"): shape(each["geometry"]) for each in stations}
    for name in ("皇图岭", "攸县"):
        drawn[f"{name}新"] = drawn.pop(name)
    told = {name: point for _, name, point in STATION_POINTS if name not in SITES_THAT_ARE_STATIONS}
    assert set(drawn) == {*told, "醴陵东"}
    assert {name for name, point in told.items() if PLANE.distance_m(drawn[name], point) > 1} == set()


def test_the_seat_of_a_district_on_the_basemap_is_that_of_the_district():
    seats = {unit["id"]: unit["properties"]["seat"] for unit in RECORD.layers[DISTRICTS]["features"]}
    quoted_seats = [
        (each["geometry"]["coordinates"], seats[match[1]])
        for each in CONTEXT_FEATURES.values()
        if each["properties"]["kind"] == "seat"
        for text in each["properties"]["evidence"]
        if (match := re.match(r"seat of ([0-9]{6}) ", text))
    ]
    assert len(quoted_seats) == 5
    assert [drawn for drawn, seat in quoted_seats if drawn != seat] == []


@pytest.mark.parametrize("river", sorted(FEW_POINTS))
def test_a_river_of_few_points_passes_those_that_its_evidence_names(river):
    names = "|".join([*CONTEXT_FEATURES, *SITES])
    told = {name for text in CONTEXT_FEATURES[river]["properties"]["evidence"] for name in re.findall(names, text)}
    points = [shape((CONTEXT_FEATURES | SITES)[name]["geometry"]) for name in told]
    assert len(points) >= 2
    assert [point.wkt for point in points if line(river).distance(point) > 1e-9] == []


def test_the_shanghai_kunming_railway_ends_at_xiangtan_east():
    [xiangtan_east] = [point for _, name, point in STATION_POINTS if name == "湘潭东"]
    ends = line("shanghai-kunming-railway").boundary.geoms
    assert min(PLANE.distance_m(end, xiangtan_east) for end in ends) < 1
    assert min(x for x, _ in line("shanghai-kunming-railway").coords) == min(end.x for end in ends)


@pytest.mark.parametrize("site", ["zhuzhou-cemented-carbide", "zhuying-rooftop-pv"])
def test_the_works_between_two_railways_are_drawn_between_them(site):
    west, east = line("beijing-guangzhou-railway"), line("changsha-zhuzhou-xiangtan-intercity-railway")
    at = place(site)
    westward, eastward = (LineString([at, (at.x + step, at.y)]) for step in (-0.05, 0.05))
    assert [ray.intersects(railway) for ray in (westward, eastward) for railway in (west, east)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_each_campus_quoted_lies_in_a_district_of_the_university():
    university = SITES["hunan-automotive-university"]["properties"]
    evidence = [*university["position_evidence"], *university["parts"][0]["evidence"]]
    campuses = [COORDINATE.search(text) for text in evidence if "campus" in text]
    points = [Point(to_wgs84(float(match["lon"]), float(match["lat"]), BD09)) for match in campuses]
    districts = {unit["id"]: shape(unit["geometry"]) for unit in RECORD.layers[DISTRICTS]["features"]}
    homes = [adcode for point in points for adcode, district in districts.items() if district.contains(point)]
    assert len(points) == 2
    assert sorted(homes) == university["districts"]


def test_the_parts_of_the_lukou_zone_are_where_its_parks_are():
    zone = SITES["lukou-edz"]
    parks = [SITES[park]["geometry"]["coordinates"] for park in ("wantang-industrial-park", "nanzhou-industrial-park")]
    assert [zone["geometry"]["coordinates"], *(part["point"] for part in zone["properties"]["parts"])] == parks


def of_the_place_itself() -> Iterator[tuple[str, Point]]:
    """Yield each point that a site's evidence quotes under one of the site's own names."""
    for site, feature in SITES.items():
        properties = feature["properties"]
        for name, point in quoted(properties["position_evidence"]):
            if feature["geometry"] and any(name in own for own in (properties["name_zh"], *properties["aliases"])):
                yield site, point


OWN_POINTS = list(of_the_place_itself())


def test_several_places_quote_points_of_their_own():
    quoting = {site for site, _ in OWN_POINTS}
    assert {"liling-south-station", "emperor-yan-mausoleum", "shennong-city", "zhuzhou-west-station"} <= quoting
    assert {"taoshui-reservoir", "zhuzhou-edz"} <= quoting


@pytest.mark.parametrize(("site", "point"), OWN_POINTS)
def test_a_point_quoted_for_a_place_lies_within_its_radius(site, point):
    assert PLANE.distance_m(place(site), point) <= SITES[site]["properties"]["position_uncertainty_m"]


def test_the_towns_of_the_taoshui_reservoir_lie_within_its_radius():
    reservoir, properties = place("taoshui-reservoir"), SITES["taoshui-reservoir"]["properties"]
    [towns] = [text for text in properties["position_evidence"] if text.startswith("GeoNames")]
    points = [Point(float(match["lon"]), float(match["lat"])) for match in COORDINATE.finditer(towns)]
    distances = [PLANE.distance_m(reservoir, point) for point in points]
    assert len(distances) == 2
    assert max(distances) <= properties["position_uncertainty_m"]


@pytest.mark.parametrize(
    "site", ["crrc-dual-carbon-park", "greenland-smart-tech-city", "sany-petroleum-equipment-park", "xiawan-harbour"]
)
def test_a_place_known_to_lie_somewhere_in_qingshuitang_has_a_circle_that_covers_it(site):
    corners = [Point(corner) for corner in shape(SITES["qingshuitang"]["geometry"]).exterior.coords]
    radius = SITES[site]["properties"]["position_uncertainty_m"]
    assert max(PLANE.distance_m(place(site), corner) for corner in corners) <= radius


def test_the_economic_development_zone_is_drawn_around_what_is_stated_to_lie_in_it():
    zone = shape(SITES["zhuzhou-edz"]["geometry"])
    inside = [feature for feature in SITES.values() if feature["properties"]["parent"] == "zhuzhou-edz"]
    drawn = [feature["id"] for feature in inside if feature["geometry"]]
    assert len(drawn) >= 3
    assert all(zone.contains(place(site)) for site in drawn)
    assert not zone.overlaps(shape(SITES["tianxin-rail-city"]["geometry"]).buffer(-0.001))
