"""Choosing sites: by codes or names of either language, by facets, by text."""

from __future__ import annotations

import pytest

from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.export import export_name
from geo.export import to_csv
from geo.export import to_geojson
from geo.export import to_kml
from geo.issues.errors import AtlasError

PARKS_AND_LINES = ["hill-park", "twin-park", "valley-park", "ring-road", "twin-line"]


@pytest.fixture(scope="module")
def chosen(atlas):
    return lambda **choice: select(atlas, Selection.of(atlas, **choice))


@pytest.mark.parametrize(
    ("facet", "spellings", "code"),
    [
        ("layers", ["projects", "项目", "Projects", "PROJECTS", "ｐｒｏｊｅｃｔｓ"], "projects"),
        ("districts", ["430204", "三区", "District 3", "district ３"], "430204"),
        ("districts", ["430200", "株洲市", "Zhuzhou"], "430200"),
        ("kinds", ["industry-project", "产业项目", "Industrial project"], "industry-project"),
    ],
)
def test_value_may_be_a_code_or_a_name_of_either_language(atlas, facet, spellings, code):
    assert {getattr(Selection.of(atlas, **{facet: [spelling]}), facet) for spelling in spellings} == {(code,)}


def test_values_stand_once_in_the_order_of_the_record(atlas):
    told = Selection.of(atlas, layers=["infrastructure", "Parks", "parks"], districts=["五区", "430202"])
    assert told.layers == ("parks", "infrastructure")
    assert told.districts == ("430202", "430212")


@pytest.mark.parametrize(
    ("facet", "value", "option", "known"),
    [
        ("layers", "roads", "layer", ["districts 县市区", "parks 园区", "infrastructure 设施"]),
        ("layers", "context", "layer", ["parks 园区"]),
        ("districts", "长沙", "district", ["430202 一区", "430281 九区", "430200 株洲市"]),
        ("districts", "", "district", ["430202 一区"]),
        ("kinds", "river", "kind", ["park 产业园区", "transport 交通"]),
        ("kinds", "a\nb", "kind", ["park 产业园区"]),
    ],
)
def test_unknown_value_is_refused_in_one_line_that_names_the_choices(atlas, facet, value, option, known):
    with pytest.raises(AtlasError) as caught:
        Selection.of(atlas, **{facet: [value]})
    message = str(caught.value)
    assert message.startswith(f"{option}: ")
    assert message.endswith(f"; found {value!r}")
    assert "\n" not in message
    assert all(choice in message for choice in known)


def test_value_is_judged_where_the_selection_meets_the_atlas(atlas):
    for use in (select, to_csv, to_geojson, to_kml, lambda *both: export_name(*both, "csv")):
        with pytest.raises(AtlasError, match=r"^kind: value must be one of .*; found 'garden'$"):
            use(atlas, Selection(kinds=["garden"]))


def test_selection_by_names_chooses_as_one_by_codes_does(atlas):
    by_name, by_code = Selection(districts=["三区"], kinds=("Park",)), Selection(districts=("430204",), kinds=["park"])
    assert select(atlas, by_name) == select(atlas, by_code) != []
    for write in (to_csv, to_geojson, to_kml):
        assert write(atlas, by_name) == write(atlas, by_code)
    assert export_name(atlas, by_name, "csv") == export_name(atlas, by_code, "csv")


def test_text_is_one_value_and_not_its_letters(atlas):
    assert Selection(districts="430204") == Selection(districts=("430204",))
    assert select(atlas, Selection(districts="三区")) == select(atlas, Selection(districts=["430204"])) != []


@pytest.mark.parametrize("value", [430204, None, [430204], [["430204"]], [None]])
def test_value_that_is_no_text_is_refused(value):
    with pytest.raises(AtlasError, match=r"^districts: "):
        Selection(districts=value)


def test_unknown_choice_is_refused_with_the_names_of_those_there_are(atlas):
    with pytest.raises(AtlasError, match=r"kinds.*found 'kind'$"):
        Selection.of(atlas, kind=["park"])


def test_selection_shows_what_is_chosen_on_one_line():
    assert repr(Selection(kinds="park", search="山")) == "Selection(kinds=('park',), search='山')"
    assert repr(Selection()) == "Selection()"


def test_nothing_chosen_leaves_everything_in(atlas, chosen):
    assert chosen() == list(atlas.sites.index)


def test_values_within_a_facet_are_joined_by_or(chosen):
    assert chosen(layers=["parks", "infrastructure"]) == PARKS_AND_LINES
    assert chosen(kinds=["park", "transport"]) == PARKS_AND_LINES
    assert chosen(districts=["430211", "430281"]) == ["valley-park", "round-mill", "odd-institute"]


def test_facets_are_joined_by_and(chosen):
    assert chosen(districts=["430211"]) == ["valley-park", "round-mill"]
    assert chosen(districts=["430211"], layers=["parks"]) == ["valley-park"]
    assert chosen(districts=["430211"], layers=["parks"], search="mill") == []
    assert chosen(layers=["parks"], kinds=["transport"]) == []


def test_site_is_found_by_each_district_that_it_touches(chosen):
    for district in ("430202", "430203", "430204"):
        assert "ring-road" in chosen(districts=[district])


def test_city_stands_for_sites_known_only_to_be_in_it(chosen):
    assert chosen(districts=["430200"]) == ["old-institute"]
    assert chosen(districts=["430200", "430281"]) == ["odd-institute", "old-institute"]


@pytest.mark.parametrize("search", ["hill", "HILL", " ｈｉｌｌ\u3000", "山丘", "hill industrial", "工业园"])
def test_search_ignores_width_case_and_blanks_around(chosen, search):
    assert "hill-park" in chosen(search=search)
    assert "valley-park" not in chosen(search=search)


def test_search_reads_kinds_but_no_ids(chosen):
    assert chosen(search="transport") == ["ring-road", "twin-line"]
    assert chosen(search="ring-road") == []
