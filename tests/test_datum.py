"""The datums: reference pairs, round trips, and the size of the shift over the nine units."""

from __future__ import annotations

import json

import numpy as np
import pytest
from pyproj import Geod

from geo.geodesy.datum import DATUMS
from geo.geodesy.datum import bd09_to_gcj02
from geo.geodesy.datum import gcj02_to_bd09
from geo.geodesy.datum import gcj02_to_wgs84
from geo.geodesy.datum import to_wgs84
from geo.geodesy.datum import wgs84_to_gcj02
from geo.issues.errors import AtlasError
from tests.fixtures.datums import from_wgs84
from tests.fixtures.shared import assert_is_fixture

GEOD = Geod(ellps="WGS84")
ONE_MM = 0.001

# The nine units lie within these degrees; a grid of some two kilometres.
LON, LAT = (axis.ravel() for axis in np.meshgrid(np.arange(112.9, 114.2, 0.02), np.arange(26.0, 28.1, 0.02)))

SEATS = {
    "430202": (113.167713, 27.859132),
    "430203": (113.146918, 27.788224),
    "430204": (113.111880, 27.878573),
    "430211": (113.076384, 27.829993),
    "430212": (113.138193, 27.702476),
    "430223": (113.390593, 27.017800),
    "430224": (113.533827, 26.781013),
    "430225": (113.767231, 26.493313),
    "430281": (113.491223, 27.649378),
}


def metres_between(lon, lat, other_lon, other_lat):
    return GEOD.inv(lon, lat, other_lon, other_lat)[2]


def test_the_reference_pair_is_met():
    assert wgs84_to_gcj02(113.1311, 27.8310) == pytest.approx((113.136933, 27.827862), abs=5e-7)


def test_the_pairs_that_the_page_is_held_to_are_those_of_the_package():
    corners = [(float(lon), float(lat)) for lon in (112.95, 113.5, 114.1) for lat in (26.05, 27.0, 28.0)]
    places = [(113.1311, 27.8310), *SEATS.values(), *corners]
    shifted = [[round(degrees, 10) for degrees in wgs84_to_gcj02(*place)] for place in places]
    baidu = [[round(degrees, 10) for degrees in from_wgs84(*place, "BD-09")] for place in places]
    pairs = [
        json.dumps({"wgs84": place, "gcj02": there, "bd09": further})
        for place, there, further in zip(places, shifted, baidu, strict=True)
    ]
    assert_is_fixture("[\n" + ",\n".join(pairs) + "\n]\n", "datum-pairs.json")


def test_the_shift_at_the_centre_points_east_south_east():
    azimuth, _, metres = GEOD.inv(113.1311, 27.8310, *wgs84_to_gcj02(113.1311, 27.8310))
    assert metres == pytest.approx(671, abs=1)
    assert 112.5 < azimuth < 135


def test_the_shift_is_659_to_676_metres_at_the_seats_of_the_nine_units():
    shifts = {adcode: metres_between(*seat, *wgs84_to_gcj02(*seat)) for adcode, seat in SEATS.items()}
    assert min(shifts, key=shifts.get) == "430225"
    assert max(shifts, key=shifts.get) == "430223"
    assert (int(min(shifts.values())), int(max(shifts.values()))) == (659, 676)


@pytest.mark.parametrize("datum", DATUMS)
def test_a_round_trip_comes_home_within_a_millimetre(datum):
    home = to_wgs84(*from_wgs84(LON, LAT, datum), datum)
    assert metres_between(LON, LAT, *home).max() < ONE_MM


@pytest.mark.parametrize(
    ("there", "back"), [(gcj02_to_wgs84, wgs84_to_gcj02), (bd09_to_gcj02, gcj02_to_bd09)], ids=["GCJ-02", "BD-09"]
)
def test_the_inverse_comes_home_within_a_millimetre(there, back):
    home = back(*there(LON, LAT))
    assert metres_between(LON, LAT, *home).max() < ONE_MM


def test_bd09_adds_about_its_published_offset_to_gcj02():
    lon, lat = gcj02_to_bd09(LON, LAT)
    assert np.abs(lon - LON - 0.0065).max() < 0.0005
    assert np.abs(lat - LAT - 0.006).max() < 0.0007


def test_cgcs2000_is_taken_as_wgs84():
    assert to_wgs84(113.1, 27.8, "CGCS2000") == (113.1, 27.8)


def test_numbers_give_plain_numbers_and_arrays_give_arrays():
    assert [type(number) for number in gcj02_to_wgs84(113, 27)] == [float, float]
    assert [array.shape for array in gcj02_to_wgs84(LON, LAT)] == [LON.shape, LAT.shape]


def test_arrays_and_numbers_agree():
    lon, lat = wgs84_to_gcj02(LON, LAT)
    assert wgs84_to_gcj02(float(LON[7]), float(LAT[7])) == pytest.approx((lon[7], lat[7]), abs=1e-12)


def test_an_unknown_datum_is_named():
    with pytest.raises(AtlasError) as caught:
        to_wgs84(113.0, 27.0, "NAD27")
    assert str(caught.value) == "datum: datum must be one of WGS-84, CGCS2000, GCJ-02, BD-09; found 'NAD27'"
