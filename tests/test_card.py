"""The small picture of the map that goes with its address: what is in it, and what is left out on request."""

from __future__ import annotations

import re
import struct
import zlib

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.atlas import Atlas
from geo.describe.card import SIZE
from geo.describe.card import card_picture
from geo.describe.picture import Picture
from geo.record.bundle import WEB
from geo.record.layers import SITE_LAYERS
from geo.record.read import read
from tests.fixtures.shared import RECORD

BASE = (WEB / "src/styles/base.css").read_text("utf-8")


def colour(name: str) -> list[int]:
    """Return a colour of the page's light scheme, the first in its style."""
    return list(bytes.fromhex(re.search(rf"--{name}: #([0-9a-f]{{6}})", BASE)[1]))


def counted(picture: Picture, *names: str) -> list[int]:
    """Return how many pixels have each of these colours."""
    pixels = picture.pixels()
    return [int((pixels == colour(name)).all(axis=2).sum()) for name in names]


@pytest.fixture(scope="module")
def atlas():
    return Atlas(read(RECORD))


@pytest.fixture(scope="module")
def drawn(atlas):
    return card_picture(atlas)


def test_a_place_of_each_layer_a_district_and_what_is_around_have_the_colours_of_the_page(atlas, drawn):
    layers = {row["layer"] for row in atlas.site_rows.values() if row["geometry"]}
    assert len(layers) > 2
    assert all(counted(drawn, *layers, "land", "outside", "edge"))


def test_without_boundaries_no_outline_is_drawn_and_the_places_are(atlas, drawn):
    plain = card_picture(atlas, boundaries=False)
    assert counted(plain, "outside", "edge") == [0, 0]
    assert counted(plain, *SITE_LAYERS) == counted(drawn, *SITE_LAYERS)


def test_the_city_fills_the_picture_with_north_up(drawn):
    rows, columns, _ = np.nonzero(drawn.pixels() == colour("edge"))
    assert max(np.ptp(rows), np.ptp(columns)) > 0.85 * SIZE
    assert abs(rows.min() + rows.max() - SIZE) < 4
    assert abs(columns.min() + columns.max() - SIZE) < 4


def test_a_file_has_the_pixels_of_the_picture_and_whole_pieces(drawn):
    content, rest, pieces = drawn.png(), b"", []
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    at = 8
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        rest = content[at + 8 : at + 8 + length]
        assert struct.unpack(">I", content[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + rest)
        pieces.append((kind, rest))
        at += length + 12
    assert [kind for kind, _ in pieces] == [b"IHDR", b"IDAT", b"IEND"]
    assert struct.unpack(">IIBBBBB", pieces[0][1]) == (SIZE, SIZE, 8, 2, 0, 0, 0)
    lines = np.frombuffer(zlib.decompress(pieces[1][1]), np.uint8).reshape(SIZE, 1 + 3 * SIZE)
    assert not lines[:, 0].any()
    assert np.array_equal(lines[:, 1:].reshape(SIZE, SIZE, 3), drawn.pixels())


corners = st.floats(-4, 20, allow_nan=False, width=32)


@given(st.lists(st.tuples(corners, corners), min_size=3, max_size=8))
def test_what_is_filled_is_what_lies_inside(points):
    area = shapely.make_valid(shapely.Polygon(points)).buffer(0)
    picture = Picture(16, "#ffffff")
    picture.fill(area, "#000000")
    middles = shapely.points(*np.meshgrid(*[(np.arange(48) + 0.5) / 3] * 2))
    wanted = shapely.contains(area, middles)
    unsure = shapely.dwithin(area.boundary, middles, 1e-6)
    got = picture._cells[:, :, 0] == 0
    assert not ((got != wanted) & ~unsure).any()


def test_a_hole_is_not_filled():
    picture = Picture(6, "#ffffff")
    picture.fill(shapely.box(0, 0, 6, 6).difference(shapely.box(2, 2, 4, 4)), "#102030")
    assert picture.pixels()[3, 3].tolist() == [255, 255, 255]
    assert picture.pixels()[1, 1].tolist() == [16, 32, 48]
