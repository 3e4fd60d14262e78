"""Measures: known lengths and areas on the ellipsoid of WGS-84."""

from __future__ import annotations

import json

import pytest
import shapely

from geo.geodesy.measure import area_m2
from geo.geodesy.measure import length_m
from tests.fixtures.shared import PLANE
from tests.fixtures.shared import assert_is_fixture

# A square of a tenth of a degree at Zhuzhou: 9.8 km by 11.1 km.
SQUARE = shapely.box(113.0, 27.7, 113.1, 27.8)


def test_an_area_is_that_of_the_ellipsoid():
    assert area_m2(SQUARE) == pytest.approx(9858 * 11083, rel=0.002)


def test_an_area_does_not_hang_on_the_turn_of_its_ring():
    assert area_m2(SQUARE.reverse()) == pytest.approx(area_m2(SQUARE))


def test_a_hole_counts_off_whatever_its_turn():
    hole = shapely.box(113.02, 27.72, 113.05, 27.75)
    same_turn = shapely.Polygon(SQUARE.exterior.coords, [hole.exterior.coords])
    other_turn = shapely.Polygon(SQUARE.exterior.coords, [hole.reverse().exterior.coords])
    for pierced in (same_turn, other_turn):
        assert area_m2(pierced) == pytest.approx(area_m2(SQUARE) - area_m2(hole))


def test_points_and_lines_have_no_area():
    assert area_m2(shapely.Point(113, 27)) == 0
    assert area_m2(shapely.LineString([(113, 27), (114, 28), (114, 27)])) == 0


def test_a_tenth_of_a_degree_of_latitude_is_eleven_kilometres():
    assert length_m(shapely.LineString([(113, 27.7), (113, 27.8)])) == pytest.approx(11082, abs=5)


def test_a_distance_is_measured_to_the_nearest_edge():
    point = shapely.Point(113.11, 27.75)
    along = length_m(shapely.LineString([(113.1, 27.75), (113.11, 27.75)]))
    assert PLANE.distance_m(point, SQUARE) == pytest.approx(along, abs=0.1)


def test_shapes_that_touch_are_at_no_distance():
    assert PLANE.distance_m(shapely.Point(113.05, 27.75), SQUARE) == 0


def test_the_plane_keeps_lengths_to_one_part_in_three_thousand():
    line = shapely.LineString([(113.0, 26.0), (114.2, 28.1)])
    assert PLANE.projected(line).length == pytest.approx(length_m(line), rel=1 / 3000)


def test_the_numbers_that_the_page_is_held_to_are_those_of_the_ellipsoid():
    lines = [
        [(113.13, 27.83), (113.14, 27.83), (113.135, 27.84)],
        [(113.13, 27.83), (113.1301, 27.8301), (113.1303, 27.83)],
        [(113.0, 26.1), (113.0, 27.9), (113.02, 27.0)],
        [(112.96, 27.8), (114.1, 27.8), (113.5, 27.82)],
        [(112.96, 26.05), (114.1, 26.3), (114.0, 27.5), (113.2, 28.0), (113.4, 27.0)],
    ]
    rows = [
        json.dumps(
            {
                "line": line,
                "length_m": round(length_m(shapely.LineString(line)), 3),
                "area_m2": round(area_m2(shapely.Polygon(line)), 1),
            }
        )
        for line in lines
    ]
    assert_is_fixture("[\n" + ",\n".join(rows) + "\n]\n", "measures.json")
