"""The page and its head say to programs what the atlas is, in the words of the record, and never as markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rdflib import Graph
from rdflib import Namespace

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.identity import title
from geo.describe import linked
from geo.describe.card import CARD
from geo.describe.card import card_head
from geo.describe.linked import page_data
from geo.page.build import render_page
from geo.page.elements import AtlasFigure
from geo.page.options import MapOptions
from geo.record.read import read
from tests.attack.strings import STRINGS
from tests.fixtures.shared import RECORD

# Its reader of JSON-LD still goes by a class of its own that it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ADDRESS = "https://example.org/atlas/map.html"
SCHEMA = Namespace("https://schema.org/")
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SMALL = Atlas(read(RECORD))


@pytest.fixture(scope="module")
def atlas():
    return Atlas(read())


def graph_of(text: str, base: str = ADDRESS) -> Graph:
    return Graph().parse(data=text, format="json-ld", base=base)


def one(graph: Graph, subject, word: str):
    [value] = graph.objects(subject, SCHEMA[word])
    return value


def in_languages(graph: Graph, subject, word: str) -> dict[str, str]:
    return {text.language: str(text) for text in graph.objects(subject, SCHEMA[word])}


class Head(HTMLParser):
    """What the head of a page says under a name or a property, and how many scripts it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.tags: list[str] = []
        self.feed(page[: page.index("</head>") + 7])

    def handle_starttag(self, tag, attrs):
        """Keep what is said."""
        told = dict(attrs)
        self.tags.append(tag)
        if tag == "meta" and (name := told.get("name") or told.get("property")):
            self.said[name] = told["content"]


def test_the_page_says_what_the_data_set_is_as_the_record_has_it(atlas):
    package, graph = atlas.record.package, graph_of(page_data(atlas))
    [node] = graph.subjects(predicate=None, object=SCHEMA.Dataset)
    assert in_languages(graph, node, "name") == {"zh-Hans": package["title_zh"], "en": package["title"]}
    assert in_languages(graph, node, "description") == {
        "zh-Hans": package["description_zh"],
        "en": package["description"],
    }
    for word, text in {
        "version": atlas.version,
        "dateModified": atlas.date,
        "license": package["licenses"][0]["path"],
    }.items():
        assert str(one(graph, node, word)) == text
    assert atlas.digest in one(graph, node, "identifier")
    assert {str(each) for each in graph.objects(node, SCHEMA.keywords)} == set(package["keywords"])
    city = one(graph, node, "spatialCoverage")
    assert in_languages(graph, city, "name") == {"zh-Hans": atlas.place.name_zh, "en": atlas.place.name_en}
    south, west, north, east = map(float, one(graph, one(graph, city, "geo"), "box").split())
    lon, lat = atlas.place.centre
    assert south < lat < north
    assert west < lon < east


def test_the_page_names_each_district_and_place_in_both_languages_and_is_no_larger_for_programs_than_it_may_be(atlas):
    text = page_data(atlas)
    graph = graph_of(text)
    places = [*graph.objects(predicate=SCHEMA.containsPlace)]
    named = {frozenset(str(name) for name in graph.objects(place, SCHEMA.name)) for place in places}
    subjects = (*atlas.district_rows, *atlas.site_rows)
    assert named == {frozenset(names_of(atlas, subject)) for subject in subjects}
    assert len(text.encode()) < 20_000


def test_of_more_places_than_there_is_room_for_the_first_are_named(monkeypatch):
    whole = json.loads(page_data(SMALL))["spatialCoverage"]["containsPlace"]
    monkeypatch.setattr(linked, "MOST_BYTES", 300)
    some = json.loads(page_data(SMALL))["spatialCoverage"]["containsPlace"]
    assert some == whole[: len(some)]
    assert 0 < len(some) < len(whole)


def test_times_are_those_of_what_was_reported(atlas):
    graph = graph_of(page_data(atlas))
    first, last = one(graph, None, "temporalCoverage").split("/")
    dates = [fact["as_of"] for fact in atlas.record.facts if fact["aim"] == "actual" and fact["as_of"]]
    assert first[:4] == min(dates)[:4]
    assert last[:4] == max(date.rpartition("/")[2] for date in dates)[:4]
    assert last <= atlas.date


def test_context_is_in_the_text_so_that_no_reader_asks_a_server():
    assert isinstance(json.loads(page_data(SMALL))["@context"], dict)


def test_the_page_has_it_once_and_names_its_address_only_where_that_is_known():
    [told] = LINKED.findall(render_page(SMALL))
    assert told == page_data(SMALL)
    assert "example.org" not in told
    [told] = LINKED.findall(render_page(SMALL, MapOptions(public_url=ADDRESS)))
    graph = graph_of(told, "https://elsewhere.example/")
    [node] = graph.subjects(predicate=None, object=SCHEMA.Dataset)
    assert str(one(graph, node, "url")) == ADDRESS
    assert str(one(graph, one(graph, node, "distribution"), "contentUrl")) == ADDRESS
    assert str(node).startswith(ADDRESS)


def test_the_head_has_a_card_only_where_the_address_is_known():
    plain = Head(render_page(SMALL)).said
    assert not [name for name in plain if name.startswith(("og:", "twitter:"))]
    alone = Head(render_page(SMALL, MapOptions(public_url=ADDRESS))).said
    assert alone["og:title"] == title(SMALL)
    assert not [name for name in alone if name.startswith("og:image")], "build writes no picture"
    said = Head(render_page(SMALL, MapOptions(public_url=ADDRESS, files_page="files/index.html"))).said
    assert plain.items() <= said.items()
    assert said["og:title"] == said["og:image:alt"] == title(SMALL)
    assert (said["og:url"], said["og:image"]) == (ADDRESS, f"https://example.org/atlas/{CARD}")
    assert said["twitter:card"] == "summary"
    assert title(SMALL) in said["description"]


TEXTS = [text for texts in STRINGS.values() for text in texts[:3] if not re.search("[\ud800-\udfff]", text)]


def hostile(text: str) -> Atlas:
    """Return an atlas with a text for its names, its descriptions, its keywords and one of its places."""
    names = {"title": text, "title_zh": text, "description": text, "description_zh": text, "keywords": [text]}
    package = SMALL.record.package | names | {"contributors": [{"title": text, "title_zh": text}]}
    layers = json.loads(json.dumps(SMALL.record.layers))
    layers["parks"]["features"][0]["properties"] |= {"name_zh": text, "name_en": text}
    return Atlas(replace(SMALL.record, package=package, layers=layers))


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_name_is_a_value_without_markup_and_one_content_of_the_head(text):
    atlas = hostile(text)
    told = page_data(atlas)
    assert not re.search("[<>&\u2028\u2029]", told)
    content = json.loads(told)
    assert content["keywords"] == [text]
    assert {"@type": "Place", "name": [text, text]} in content["spatialCoverage"]["containsPlace"]
    plain, head = (
        Head(AtlasFigure(title=title(each), description=title(each), card=card_head(each, ADDRESS)).render())
        for each in (SMALL, atlas)
    )
    assert head.tags == plain.tags
    assert head.said.keys() == plain.said.keys()
    assert head.said["og:title"] == head.said["description"] == re.sub("\r\n?", "\n", f"{text} {text}")


def test_all_of_them_at_once_leave_the_page_s_head_and_script_as_they_are():
    page = render_page(hostile(" ".join(TEXTS)), MapOptions(public_url=ADDRESS))
    assert Head(page).tags == Head(render_page(SMALL, MapOptions(public_url=ADDRESS))).tags
    [told] = LINKED.findall(page)
    assert json.loads(told)["keywords"] == [" ".join(TEXTS)]


def test_the_number_of_the_review_goes_with_the_card():
    page = render_page(SMALL, MapOptions(public_url=ADDRESS, review_number='GS"1"'))
    assert Head(page).said["og:description"].endswith('审图号：GS"1"')
    assert "审图号" not in Head(render_page(SMALL, MapOptions(public_url=ADDRESS))).said["og:description"]
