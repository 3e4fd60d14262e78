"""The online basemaps: addresses that a page can use, credit in parts, and keys that stay within their place."""

from __future__ import annotations

import re
from string import Formatter
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest

from geo.geodesy.datum import DATUMS
from geo.geodesy.datum import GCJ02
from geo.page.basemaps import CARTO
from geo.page.basemaps import TIANDITU
from geo.page.basemaps import basemaps

KEYS = {CARTO: "c&{z} 1", TIANDITU: "t/?#"}
GROUNDS = {basemap.code: basemap for basemap in basemaps(KEYS)}
EACH = pytest.mark.parametrize("basemap", GROUNDS.values(), ids=GROUNDS)


def filled(address: str) -> str:
    return address.format(s="1", x=3342, y=1710, z=12, r="@2x")


def test_a_basemap_that_wants_a_key_is_offered_with_it_alone():
    assert list(GROUNDS) == ["amap", "amap-imagery", "tianditu", "carto", "esri-imagery", "osm"]
    assert {*GROUNDS} - {basemap.code for basemap in basemaps({})} == set(KEYS)
    assert [basemap.code for basemap in basemaps({CARTO: ""})] == [basemap.code for basemap in basemaps({})]


@EACH
def test_addresses_are_templates_over_tls_without_anything_left_open(basemap):
    for address in (*basemap.tiles, *basemap.dark):
        names = {name for _, name, _, _ in Formatter().parse(address) if name is not None}
        assert {"x", "y", "z"} <= names <= {"x", "y", "z", "s", "r"}
        assert ("s" in names) == bool(basemap.subdomains)
        parts = urlsplit(filled(address))
        assert parts.scheme == "https"
        assert parts.hostname.endswith(basemap.host)
        assert not re.search("[{}<> ]", filled(address))


@EACH
def test_a_basemap_has_what_the_page_needs(basemap):
    assert re.fullmatch("[a-z][a-z-]*", basemap.code)
    assert basemap.name_zh
    assert basemap.name_en
    assert basemap.datum in DATUMS
    assert 0 <= basemap.min_zoom < 8
    assert 18 <= basemap.max_zoom <= 22


@EACH
def test_credit_is_text_with_links_and_no_markup(basemap):
    assert "".join(text for text, _ in basemap.attribution).strip()
    for text, address in basemap.attribution:
        assert not re.search("[<>]|&\\w+;", text)
        assert address == "" or address.startswith(("http://", "https://"))


def test_only_amap_stands_in_gcj_02():
    assert {code for code, basemap in GROUNDS.items() if basemap.datum == GCJ02} == {"amap", "amap-imagery"}


def test_keys_stand_in_the_address_as_given():
    for code, name in ((CARTO, "key"), (TIANDITU, "tk")):
        for address in (*GROUNDS[code].tiles, *GROUNDS[code].dark):
            assert parse_qs(urlsplit(filled(address)).query)[name] == [KEYS[code]]


def test_openstreetmap_alone_wants_to_know_the_page():
    assert [code for code, basemap in GROUNDS.items() if basemap.needs_http] == ["osm"]
