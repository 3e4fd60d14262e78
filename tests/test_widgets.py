"""Facets, search box and drawer on any folium map: what they take, what they refuse, and that they ask for nothing."""

from __future__ import annotations

import re

import folium
import geopandas
import numpy
import pandas
import pytest
from branca.element import Figure
from folium import plugins
from shapely import LineString
from shapely import Point
from shapely import Polygon

import geo
from geo.issues.errors import AtlasError
from geo.page.widgets import MOST_OPTIONS
from geo.page.widgets import MOST_PLACES
from geo.page.widgets import _facet
from geo.page.widgets import _points
from geo.record.paths import ROOT

EXAMPLE = ROOT / "docs/examples/breweries.py"
LOCAL = 'LOCAL_CS["of a mine", UNIT["metre", 1]]'
NASTY = "</script><script>window.attacked=1</script>{{ 7*7 }}{% raw %}<img src=x onerror=alert(1)>\u2028${1}"


def huts(**columns):
    geometry = geopandas.points_from_xy([11.1, 11.3], [47.1, 47.2])
    return geopandas.GeoDataFrame({"name": ["Alp", "Bergl"]} | columns, geometry=geometry, crs="EPSG:4326")


def page(*widgets, drawing=None):
    drawing = drawing or folium.Map([47.1, 11.2], tiles=None)
    for widget in widgets:
        widget.add_to(drawing)
    return drawing.get_root().render()


def test_the_example_is_short_and_that_of_the_guide():
    code = EXAMPLE.read_text("utf-8").split('"""\n\n', 1)[1]
    assert len(code.splitlines()) <= 30
    # The guides' examples run in tests/test_guides.py.
    assert f"```python\n{code}```" in (ROOT / "docs/en/guides/build-on-it.md").read_text("utf-8")


def test_a_page_with_our_parts_loads_nothing():
    text = page(geo.Facets(huts(open=["a", "b"]), ["open"]), geo.SearchBox(huts()), geo.FactsDrawer(huts()))
    loads = re.findall(r"<(?:script|link|img)\b[^>]*\b(?:src|href)=[\"']?([^\"'\s>]+)", text)
    assert loads == []
    assert "L.map(" in text
    assert "atlas-part" in text


def test_what_else_is_on_the_map_keeps_what_it_loads():
    drawing = folium.Map([47.1, 11.2], tiles=None)
    plugins.Fullscreen().add_to(drawing)
    text = page(geo.SearchBox(huts()), drawing=drawing)
    assert re.findall(r"<script src=\"([^\"]+)", text) == [address for _, address in plugins.Fullscreen.default_js]


def test_a_map_can_be_rendered_twice_and_stays_the_same():
    drawing = folium.Map([47.1, 11.2], tiles=None)
    first = page(geo.SearchBox(huts()), drawing=drawing)
    assert drawing.get_root().render() == first


def test_texts_are_data_and_neither_templates_nor_markup():
    table = huts(**{NASTY: [NASTY, "b"], "n": [NASTY] * 2}).assign(name=[NASTY, "Bergl"])
    facts = pandas.DataFrame([(0, NASTY, NASTY)], columns=["place", "label", "value"])
    text = page(geo.Facets(table, [NASTY]), geo.SearchBox(table, also=["n"]), geo.FactsDrawer(table, facts=facts))
    assert "<script>window" not in text
    assert "<img src=x" not in text
    assert text.count("{{ 7*7 }}{% raw %}") >= 5


def test_parts_share_their_table_on_a_map_and_nothing_between_maps():
    figure, table = Figure(), huts(open=["a", "b"])
    for _ in range(2):
        drawing = folium.Map([47.1, 11.2], tiles=None)
        figure.add_child(drawing)
        for each in (geo.Facets(table, ["open"]), geo.SearchBox(table), geo.SearchBox(huts())):
            each.add_to(drawing)
    text = figure.render()
    names = re.findall(r"var (atlas_places_\d) = AtlasParts\.places\((map_\w+), ", text)
    assert (len({name for name, _ in names}), len({drawing for _, drawing in names})) == (4, 2)
    assert text.count("var AtlasParts=") == 1


@pytest.mark.parametrize("with_parts", [0, 1])
def test_a_map_without_parts_beside_one_with_them_loads_nothing_either(with_parts):
    figure = Figure()
    drawings = [folium.Map([47.1, 11.2], tiles=None) for _ in range(2)]
    for drawing in drawings:
        figure.add_child(drawing)
    geo.SearchBox(huts()).add_to(drawings[with_parts])
    for _ in range(2):
        assert re.findall(r'<(?:script|link)[^>]+"(http[^"]+)"', figure.render()) == []


def test_any_crs_and_any_shape_becomes_a_point_in_degrees():
    shapes = [
        Point(11, 47),
        Polygon([(11, 47), (12, 47), (12, 48), (11, 48)]),
        LineString([(0, 0), (0, 5), (0, 10)]),
        Point(),
        None,
    ]
    table = geopandas.GeoDataFrame({"name": list("abcde")}, geometry=shapes, crs="EPSG:4326")
    assert _points(table, "here") == [(47, 11), (47.5, 11.5), (5, 0), None, None]
    projected = _points(table.to_crs("EPSG:3857"), "here")
    assert projected[0] == (47, 11)
    assert projected[1] == pytest.approx((47.5, 11.5), abs=0.01)
    assert projected[3:] == [None, None]


@pytest.mark.parametrize(
    ("values", "options"),
    [
        (["b", "a", "b", None], ["a", "b", "Not stated"]),
        ([10, 9.0, float("nan"), 10], ["9", "10", "Not stated"]),
        ([["x", "y"], ["y"], [], ["x", "x"]], ["x", "y", "Not stated"]),
        ([True, False, True, True], ["False", "True"]),
        (pandas.Categorical(["low", "high", "low", "low"], categories=["low", "mid", "high"]), ["low", "high"]),
        (
            pandas.to_datetime(["2024-01-02", "2023-05-06", None, "2024-01-02"]),
            ["2023-05-06", "2024-01-02", "Not stated"],
        ),
        ([numpy.array(["x", "y"]), numpy.array(["y"]), numpy.array([]), None], ["x", "y", "Not stated"]),
        ([2 + 1j, 1, 1, 1], ["(1+0j)", "(2+1j)"]),
    ],
)
def test_options_are_the_values_of_a_column_in_their_order(values, options):
    assert _facet(pandas.Series(values), "column", "en")["options"] == options


def test_a_set_has_the_order_of_its_texts():
    # The order of a set itself is another one in each process.
    letters = set("abcdefghijklmnop")
    drawer = geo.FactsDrawer(huts(open=[letters, frozenset(letters)]))
    assert [row for (row,) in drawer._told()["rows"]] == [", ".join(sorted(letters))] * 2


def test_halves_of_characters_do_not_keep_a_map_from_being_saved(tmp_path):
    # As objects: Arrow, where it is installed, refuses them as texts before we see them.
    table, drawing = huts(), folium.Map(tiles=None)
    table.columns = table.columns.astype(object)
    table["\udc00"] = pandas.Series(["\ud800", "b"], dtype=object)
    page(geo.Facets(table, ["\udc00"]), geo.FactsDrawer(table), drawing=drawing)
    drawing.save(tmp_path / "map.html")
    assert '"options":["b","\ufffd"]' in (tmp_path / "map.html").read_text("utf-8")


def test_columns_may_have_names_that_are_no_texts():
    table = huts(a=["x", "y"]).rename(columns={"a": numpy.int64(5)})
    text = page(geo.Facets(table, [numpy.int64(5)]), geo.FactsDrawer(table, columns=[5]))
    assert '{"by":["5"],' in text
    assert '"column":"5"' in text


def test_one_column_can_be_named_by_its_text():
    assert geo.FactsDrawer(huts(open=["a", "b"], beds=[1, 2]), columns="beds").columns == ("beds",)


def refusals():
    table, facts = huts(open=["a", "b"]), pandas.DataFrame([(9, "a", "b")], columns=["place", "label", "value"])
    many = geopandas.GeoDataFrame(
        {"name": range(MOST_PLACES + 1)}, geometry=[Point(1, 1)] * (MOST_PLACES + 1), crs=4326
    )
    some = many.head(MOST_OPTIONS + 1)
    return {
        "no table": (lambda: geo.Facets([1], ["open"]), "must be a GeoDataFrame"),
        "no shapes": (lambda: geo.SearchBox(pandas.DataFrame({"name": ["a"]})), "must be a GeoDataFrame"),
        "no CRS": (lambda: geo.SearchBox(table.set_crs(None, allow_override=True)), "must have a CRS"),
        "too many places": (lambda: geo.SearchBox(many), "at most 5,000"),
        "too many options": (lambda: geo.Facets(some, ["name"]), "at most 200"),
        "no such column": (lambda: geo.Facets(table, ["opened"]), "one of name, open; found 'opened'"),
        "the geometry": (lambda: geo.Facets(table, ["geometry"]), "one of name, open"),
        "no such name": (lambda: geo.SearchBox(table, name="title"), "found 'title'"),
        "no geometry": (lambda: geo.SearchBox(geopandas.GeoDataFrame({"name": ["a"]})), "must have geometries"),
        "no place on Earth": (lambda: geo.SearchBox(table.set_crs(LOCAL, allow_override=True)), "converts to WGS-84"),
        "a column twice": (
            lambda: geo.SearchBox(table.assign(n=1).set_axis(["name", "geometry", "n", "n"], axis=1)),
            "twice",
        ),
        "a list of lists": (lambda: geo.Facets(table, [["open"]]), "one of name, open"),
        "no further columns": (lambda: geo.SearchBox(table, also=None), "also must be a list"),
        "no table of facts": (lambda: geo.FactsDrawer(table, facts=[1]), "must be a DataFrame"),
        "fact of a list": (
            lambda: geo.FactsDrawer(table, facts=facts.assign(place=[[0]])),
            "places that the table has",
        ),
        "no list": (lambda: geo.Facets(table, "open"), "must be a list"),
        "no such corner": (lambda: geo.SearchBox(table, position="middle"), "topleft"),
        "no such language": (lambda: geo.SearchBox(table, lang="fr"), "found 'fr'"),
        "twice in the index": (lambda: geo.SearchBox(table.set_index(pandas.Index([1, 1]))), "each place once"),
        "fact of no place": (lambda: geo.FactsDrawer(table, facts=facts), "places that the table has; found 9"),
        "fact without value": (lambda: geo.FactsDrawer(table, facts=facts[["place", "label"]]), "place, label, value"),
        "no map": (
            lambda: geo.SearchBox(table).add_to(folium.FeatureGroup().add_to(folium.Map())).get_root().render(),
            "folium.Map",
        ),
        "at odds": (lambda: page(geo.SearchBox(table), geo.FactsDrawer(table, lang="zh")), "those of the other parts"),
    }


@pytest.mark.parametrize("case", refusals())
def test_what_cannot_be_shown_is_refused_in_one_line(case):
    make, words = refusals()[case]
    with pytest.raises(AtlasError, match=re.escape(words)) as caught:
        make()
    assert "\n" not in str(caught.value)
