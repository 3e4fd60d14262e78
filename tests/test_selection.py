"""Choosing sites: by codes or names of either language, by facets, by text."""

from __future__ import annotations

import json
import re

import pytest

from geo.atlas.facets import TAKEN
from geo.atlas.facets import keys
from geo.atlas.selection import FORMER
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.atlas.selection import select_subjects
from geo.export.choice import export_name
from geo.export.csv import to_csv
from geo.export.geojson import to_geojson
from geo.export.kml import to_kml
from geo.issues.errors import AtlasError
from geo.record.paths import ROOT

PARKS_AND_LINES = ["hill-park", "twin-park", "valley-park", "ring-road", "twin-line"]


@pytest.fixture(scope="module")
def chosen(atlas):
    return lambda **choice: select(atlas, Selection.of(atlas, **choice))


@pytest.mark.parametrize(
    ("facet", "spellings", "code"),
    [
        ("layer", ["projects", "项目", "Projects", "PROJECTS", "ｐｒｏｊｅｃｔｓ"], "projects"),
        ("district", ["430204", "三区", "District 3", "district ３"], "430204"),
        ("district", ["430200", "株洲市", "Zhuzhou"], "430200"),
        ("kind", ["industry-project", "产业项目", "Industrial project"], "industry-project"),
    ],
)
def test_value_may_be_a_code_or_a_name_of_either_language(atlas, facet, spellings, code):
    assert {Selection.of(atlas, **{facet: [spelling]}).chosen(facet) for spelling in spellings} == {(code,)}


def test_values_stand_once_in_the_order_of_the_record(atlas):
    told = Selection.of(atlas, layer=["infrastructure", "Parks", "parks"], district=["五区", "430202"])
    assert told.chosen("layer") == ("parks", "infrastructure")
    assert told.chosen("district") == ("430202", "430212")


@pytest.mark.parametrize(
    ("facet", "value", "option", "known"),
    [
        ("layer", "roads", "layer", ["districts 县市区", "parks 园区", "infrastructure 设施"]),
        ("layer", "context", "layer", ["parks 园区"]),
        ("district", "长沙", "district", ["430202 一区", "430281 九区", "430200 株洲市"]),
        ("district", "", "district", ["430202 一区"]),
        ("kind", "river", "kind", ["park 产业园区", "transport 交通"]),
        ("kind", "a\nb", "kind", ["park 产业园区"]),
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
            use(atlas, Selection(kind=["garden"]))


def test_selection_by_names_chooses_as_one_by_codes_does(atlas):
    by_name, by_code = Selection(district=["三区"], kind=("Park",)), Selection(district=("430204",), kind=["park"])
    assert select(atlas, by_name) == select(atlas, by_code) != []
    for write in (to_csv, to_geojson, to_kml):
        assert write(atlas, by_name) == write(atlas, by_code)
    assert export_name(atlas, by_name, "csv") == export_name(atlas, by_code, "csv")


def test_text_is_one_value_and_not_its_letters(atlas):
    assert Selection(district="430204") == Selection(district=("430204",))
    assert select(atlas, Selection(district="三区")) == select(atlas, Selection(district=["430204"])) != []


@pytest.mark.parametrize("value", [True, 4.3, [["430204"]], [None]])
def test_value_that_is_no_text_is_refused_in_words_of_python(value):
    with pytest.raises(AtlasError, match=r"^district: .*(True|4.3|\['430204'\]|None)\]?$"):
        Selection(district=value)


@pytest.mark.parametrize("value", ["430202,430204", "一区，430204", ["三区,430202", 430204], [430202, 430204]])
def test_values_may_be_numbers_and_have_commas_between_them(atlas, value):
    assert Selection.of(atlas, district=value).chosen("district") == ("430202", "430204")


def test_a_place_may_be_named_by_an_alias(atlas):
    assert Selection.of(atlas, place="山丘工业园").chosen("place") == ("hill-park",)


def test_nothing_is_chosen_by_none(atlas):
    assert Selection.of(atlas, district=None, q=None, year=[]) == Selection()


@pytest.mark.parametrize(
    ("choice", "meant"),
    [
        ({"district": "District 33"}, "430204"),
        ({"kind": "transprt"}, "transport"),
        ({"place": "hill prk"}, "hill-park"),
    ],
)
def test_a_value_like_a_known_one_is_refused_with_that(atlas, choice, meant):
    with pytest.raises(AtlasError, match=rf"did you mean '{meant}'"):
        Selection.of(atlas, **choice)


@pytest.mark.parametrize(
    ("range_", "sites"),
    [
        ("1e9..", ["hill-works"]),
        ("1.25e9..1.25e9", ["hill-works"]),
        ("..3e8", ["ring-road"]),
        ("2e8..4e8", ["ring-road", "twin-line"]),
        ("..", ["hill-works", "ring-road", "twin-line"]),
        ("1e10..", []),
    ],
)
def test_a_range_chooses_what_has_a_figure_in_it(chosen, range_, sites):
    assert chosen(investment=range_) == sites


def test_no_figure_is_a_choice_of_its_own_and_of_sites_alone(atlas, chosen):
    without = [site for site in atlas.sites.index if site not in chosen(investment="..")]
    assert chosen(investment="none") == select_subjects(atlas, Selection(investment="none")) == without
    assert sorted(chosen(investment="1e9..,none")) == sorted([*without, "hill-works"])
    assert Selection.of(atlas, investment=["none", "1000000000.."]).chosen("investment") == ("1e9..", "none")


def test_a_place_is_in_a_range_if_one_of_the_values_is_on_which_sources_disagree(chosen):
    assert chosen(firms="25..25") == chosen(firms="26..26") == ["hill-park"]
    assert chosen(firms="27..28") == []


def test_the_city_and_districts_have_figures_too(atlas):
    assert select_subjects(atlas, Selection(gdp="1e11..")) == ["430200"]


def test_ranges_and_facets_are_joined_by_and(atlas, chosen):
    assert chosen(investment="..", kind="transport") == ["ring-road", "twin-line"]
    one, other = (Selection.of(atlas, investment=each) for each in ("..3e8", "1e8.."))
    assert select(atlas, one.narrowed(other)) == ["ring-road"]
    assert "investment=..3e8; investment=1e8.." in to_csv(atlas, one.narrowed(other))


@pytest.mark.parametrize("range_", ["1e9", "5e9..1e9", "1..2,3..", "1e999..", "0x1..", "1e9..;2", "..none"])
def test_what_is_no_range_is_refused_with_what_one_looks_like(atlas, range_):
    with pytest.raises(AtlasError, match=r"^investment: range must be like 1e9\.\., .*none; found "):
        Selection.of(atlas, investment=range_)


def test_a_range_of_no_figure_is_refused_with_the_one_that_may_be_meant(atlas):
    with pytest.raises(AtlasError, match=r"did you mean 'investment'"):
        Selection.of(atlas, investmnt="1e9..")
    with pytest.raises(AtlasError, match=r"found 'status-quo'$"):
        Selection.of(atlas, status_quo="1e9..")


def test_no_indicator_can_be_called_what_links_call_something_else():
    fields = (ROOT / "geo/page/web/src/core/fields.js").read_text("utf-8")
    table = fields[fields.index("export const fieldsOf") :]
    named = set(re.findall(r'\bkey: "([a-z]+)"', table[: table.index("];")]))
    assert {"q", "lang", "place", "map"} <= named
    assert named - {"ranges"} <= {*keys(), *TAKEN}


def test_unknown_choice_is_refused_with_the_names_of_those_there_are(atlas):
    with pytest.raises(AtlasError, match=r"kind, .*, q; found 'kindness'$"):
        Selection.of(atlas, kindness=["park"])


def test_selection_shows_what_is_chosen_on_one_line():
    assert repr(Selection(kind="park", q="山")) == "Selection(kind=('park',), q='山')"
    assert repr(Selection()) == "Selection()"


@pytest.mark.parametrize(("former", "present"), FORMER.items())
def test_former_names_mean_the_same(former, present):
    assert Selection(**{former: "park"}) == Selection(**{present: "park"})
    assert hash(Selection(**{former: "park"})) == hash(Selection(**{present: "park"}))


def test_a_choice_is_made_once():
    with pytest.raises(AtlasError, match=r"^Selection: .*district; found 'districts'$"):
        Selection(district="430204", districts="430202")


@pytest.mark.parametrize(
    ("link", "choice"),
    [
        ("#", {}),
        ("#district=430204&kind=park", {"district": "430204", "kind": "park"}),
        (
            "https://example.org/map.html?x=1#q=%E5%B1%B1&district=430204,430202",
            {"q": "山", "district": ["430202", "430204"]},
        ),
        ("map.html#place=hill-park&facts=1&fact=f0001&map=12/27.9/113.1", {"place": "hill-park"}),
        # Beside filters a place is what the page has open.
        ("#kind=park&place=ring-road&facts=1", {"kind": "park"}),
        ("#q=hill&place=ring-road", {"q": "hill"}),
        ("#layer=parks&place=ring-road", {"layer": "parks"}),
        (
            "#columns=investment,gdp&units=investment.wan-yuan&empty=1&by=gdp&among=districts"
            "&compare=hill-park,ring-road&page=ranking&kind=park",
            {"kind": "park"},
        ),
        ("#lang=en&order=name&grouped=0&table=1&sort=-latest&base=osm&colour=gdp&page=about", {}),
        ("#layer=parks,projects", {"layer": ["parks", "projects"]}),
        (
            "#sector=aero&status=none&position=exact&dispute=open",
            {"sector": "aero", "status": "none", "position": "exact", "dispute": "open"},
        ),
        ("#investment=1e9..&lang=en", {"investment": "1e9.."}),
        ("#lang=zh&firms=none&stage=started:2024", {"firms": "none", "stage": "started:2024"}),
        (
            "#stage=started%3A2024&investment=0.5..1000000000,none",
            {"stage": "2024年开工", "investment": "0.5..1e9,none"},
        ),
        # As links of former versions are, and as a chat sends them on.
        ("#year=2024&investment=1e9...", {"year": "2024", "investment": "1e9.."}),
        ("#hide=districts,projects", {"layer": ["parks", "institutions", "infrastructure"]}),
        ("#lang=en&amp;kind=park&amp;district=430204。", {"kind": "park", "district": "430204"}),
    ],
)
def test_a_link_of_the_page_is_a_choice(atlas, link, choice):
    assert Selection.from_link(atlas, link) == Selection.of(atlas, **choice)


@pytest.mark.parametrize(
    ("link", "where"),
    [
        ("district=430204", "link"),
        ("", "link"),
        ("#distrikt=430204", "link"),
        ("#district=999999", "link"),
        ("#place=nowhere", "link"),
        # As a chat damages them: half a character, no value, a value twice; a fact or a figure that is no choice.
        ("#q=%E6%B8%85%E6%B0", "link"),
        ("#district=%E7%9F%B3%E5%B3%B", "link"),
        ("#district", "link"),
        ("#hill-park", "link"),
        ("#%", "link"),
        ("#hide=nope", "link"),
        ("#kind=park&kind=transport", "link"),
        ("#fact=f0001", "link"),
        ("#facts=430204", "link"),
        ("#investment=1e9", "link"),
        ("#investment=5e9..1e9", "link"),
        ("#investment=1e9..,2e9..", "link"),
        ("#status=1..", "link"),
        ("#honour=1..", "link"),
        ("#stage=started:1999", "link"),
        ("#columns=nothing", "link"),
        ("#units=investment.nothing", "link"),
        ("#compare=nowhere", "link"),
        ("#among=nobody", "link"),
        ("#sort=nope", "link"),
        ("#by=nope", "link"),
        ("#colour=nope", "link"),
        ("#layer=none", "link"),
        ("#hide=districts,parks,projects,institutions,infrastructure", "link"),
        (f"#q={'a' * 300}", "link"),
        (None, "link"),
    ],
)
def test_a_link_that_chooses_nothing_known_is_refused(atlas, link, where):
    with pytest.raises(AtlasError) as caught:
        Selection.from_link(atlas, link)
    assert caught.value.where == where


def test_two_choices_are_narrowed_to_what_both_mean(atlas):
    link = Selection.of(atlas, district=["430204", "430202"], q="山")
    assert link.narrowed(Selection.of(atlas, district="三区", kind="park", q="园")) == Selection(
        district="430204", kind="park", q="山 园"
    )
    assert link.narrowed(Selection()) == link


def test_a_line_through_several_districts_meets_two_choices_of_them(atlas):
    one, other = (Selection.of(atlas, district=codes) for codes in (["430202", "430211"], ["430204", "430211"]))
    both = one.narrowed(other)
    assert select(atlas, both) == [site for site in select(atlas, one) if site in select(atlas, other)]
    assert "ring-road" in select(atlas, both)  # by 430202 and by 430204
    assert both.narrowed(one) == both == both.resolved(atlas) != one
    assert len({both, one.narrowed(other), one}) == 2
    told = json.loads(to_geojson(atlas, both))["filter"]
    assert (told["district"], told["also"]) == (["一区", "四区"], [{"district": ["三区", "四区"]}])
    assert "district=一区,四区; district=三区,四区" in to_csv(atlas, both)
    assert "一区+四区+三区+四区" in export_name(atlas, both, "csv")


def test_nothing_chosen_leaves_everything_in(atlas, chosen):
    assert chosen() == list(atlas.sites.index)


def test_values_within_a_facet_are_joined_by_or(chosen):
    assert chosen(layer=["parks", "infrastructure"]) == PARKS_AND_LINES
    assert chosen(kind=["park", "transport"]) == PARKS_AND_LINES
    assert chosen(district=["430211", "430281"]) == ["valley-park", "round-mill", "odd-institute"]


def test_facets_are_joined_by_and(chosen):
    assert chosen(district=["430211"]) == ["valley-park", "round-mill"]
    assert chosen(district=["430211"], layer=["parks"]) == ["valley-park"]
    assert chosen(district=["430211"], layer=["parks"], q="mill") == []
    assert chosen(layer=["parks"], kind=["transport"]) == []


def test_site_is_found_by_each_district_that_it_touches(chosen):
    for district in ("430202", "430203", "430204"):
        assert "ring-road" in chosen(district=[district])


def test_city_stands_for_sites_known_only_to_be_in_it(chosen):
    assert chosen(district=["430200"]) == ["old-institute"]
    assert chosen(district=["430200", "430281"]) == ["odd-institute", "old-institute"]


@pytest.mark.parametrize("search", ["hill", "HILL", " ｈｉｌｌ\u3000", "山丘", "hill industrial", "工业园"])
def test_search_ignores_width_case_and_blanks_around(chosen, search):
    assert "hill-park" in chosen(q=search)
    assert "valley-park" not in chosen(q=search)


def test_search_reads_kinds_but_no_ids(chosen):
    assert chosen(q="transport") == ["ring-road", "twin-line"]
    assert chosen(q="ring-road") == []
