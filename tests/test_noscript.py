"""The table for a page without script: every place, fact and source, all of it text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.wording import THIN
from geo.atlas.wording import value_text
from geo.messages import LANGUAGES
from geo.messages import message
from geo.page import noscript
from geo.page.build import render_page
from geo.page.noscript import to_table
from geo.page.options import MapOptions
from geo.record.layers import SITE_LAYERS
from geo.record.paths import ROOT
from geo.record.read import read
from tests.fixtures.shared import CITY
from tests.fixtures.shared import RECORD

LARGEST = 196_000
"""Bytes that every page carries for those without script."""

TAGS = {
    *("main", "h1", "h2", "p", "nav", "ul", "ol", "li", "a", "section", "i"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
"""The elements of the table."""


class Reader(HTMLParser):
    """The table as a browser parses it: tags, links, ids, and the texts between tags."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Keep the tag, where it leads and its id."""
        told = dict(attrs)
        self.tags.add(tag)
        self.links += [told["href"]] if "href" in told else []
        self.ids += [told["id"]] if "id" in told else []

    def handle_data(self, text):
        """Keep the text."""
        self.texts.append(text)


@pytest.fixture(scope="module", params=[RECORD, ROOT], ids=["tiny", "real"])
def atlas(request) -> Atlas:
    return Atlas(read(request.param))


@pytest.fixture(scope="module")
def table(atlas) -> Reader:
    return Reader(to_table(atlas))


def test_table_names_every_place_in_both_languages(atlas, table):
    told = " ".join(table.texts)
    for units in (atlas.sites, atlas.districts):
        assert [name for name in (*units["name_zh"], *units["name_en"]) if name not in told] == []


def test_table_says_how_far_a_place_without_position_is_known(atlas, table):
    told = " ".join(table.texts)
    for site in atlas.sites[atlas.sites.geometry.isna()].itertuples():
        basis = atlas.words.bases[site.position_basis].name_zh
        assert re.search(rf"{re.escape(site.name_en)}\s+[^·]+ · [^\n]*{basis}", told), site.Index


def test_table_has_every_fact_with_its_value_and_source(atlas, table):
    values = [value_text(fact, atlas.words, "zh").replace(THIN, "") for fact in atlas.record.facts]
    numbers = {source["id"]: number for number, source in enumerate(atlas.record.sources, 1)}
    cited = [f"#{numbers[fact['source']]}" for fact in atlas.record.facts]
    assert sorted(link for link in table.links if re.fullmatch("#[0-9]+", link)) == sorted(cited)
    told = [text.strip() for text in table.texts]
    assert [value for value in values if value not in told] == []


@pytest.mark.parametrize(
    ("locator", "told"), [("L12", ":12"), ("L12-14", ":12–14"), ("", ""), ("p. <3>", " p. &lt;3&gt;")]
)
def test_fact_says_where_in_its_source_it_stands(locator, told):
    record = read(RECORD)
    record.facts[0]["locator"] = locator
    [number] = [number for number, each in enumerate(record.sources, 1) if each["id"] == record.facts[0]["source"]]
    assert re.search(f"<td><a href=#{number}>{number}</a>{re.escape(told)}<", to_table(Atlas(record)))


@pytest.mark.parametrize(
    ("as_of", "stated", "told"),
    [
        ("2024", "", "2024"),
        ("2024-01/2024-09", "2024-12", "2024-01–2024-09 (2024-12)"),
        ("2024", "2024", "2024"),
        ("", "2024", "(2024)"),
    ],
)
def test_fact_says_what_date_it_is_about_and_when_it_was_stated(as_of, stated, told):
    record = read(RECORD)
    record.facts[0].update(as_of=as_of, stated=stated)
    assert f"<td>{told}<td><a href=" in to_table(Atlas(record))


def test_gap_that_the_style_does_not_put_there_is_kept():
    record = read(RECORD)
    for unit in record.registers["units"]:
        unit["name_zh"] = "km²" if unit["name_zh"] == "亿元" else unit["name_zh"]
    markup = to_table(Atlas(record))
    assert f"12.50{THIN}km²" in markup
    assert "26个" in markup


def test_table_has_every_source(atlas, table):
    told = " ".join(table.texts)
    assert [source["title_zh"] for source in atlas.record.sources if source["title_zh"] not in told] == []


def test_links_lead_into_the_table_or_to_the_web(table):
    assert len(table.ids) == len(set(table.ids))
    assert [
        link for link in table.links if not (link.startswith(("http://", "https://")) or link[1:] in table.ids)
    ] == []


@pytest.mark.parametrize("address", ["/?a=1&copy=2", "/it's", "/a/", "/株洲"])
def test_address_of_a_source_is_one_attribute_with_quotes_or_without(address):
    record = read(RECORD)
    record.sources[0]["url"] = f"https://example.org{address}"
    table = Reader(to_table(Atlas(record)))
    assert table.links.count(record.sources[0]["url"]) == 1
    assert table.tags <= TAGS


def test_name_of_many_rows_is_told_again_before_it_is_out_of_sight():
    record = read(RECORD)
    fact = next(fact for fact in record.facts if fact["indicator"] == "investment")
    record.facts += [fact | {"id": f"f9{n:03}", "value": str(n)} for n in range(1, 12)]
    markup = to_table(Atlas(record))
    spans = [int(span) for span in re.findall("<th rowspan=([0-9]+)>", markup)]
    assert max(spans) == noscript.MOST_ROWS


def test_text_stays_text(table):
    assert table.tags == TAGS


def test_address_that_is_none_of_the_web_is_no_link():
    record = read(RECORD)
    record.sources[0]["url"] = "javascript:alert(1)"
    assert "javascript:" not in to_table(Atlas(record))


def test_table_of_the_real_record_is_small_enough_to_be_carried_along():
    assert len(to_table(Atlas(read(ROOT))).encode()) <= LARGEST


def test_facts_that_are_plans_or_contested_say_so():
    markup = to_table(Atlas(read(RECORD)))
    assert "12.50亿元 <i>目标</i>" in markup
    assert "26个 <i>≠ 来源不一致</i>" in markup


def test_doubts_reasons_and_standings_are_read_too():
    record = read(RECORD)
    record.sources[0]["standing"] = "copy"
    record.facts[0]["note_zh"] = "<存疑>"
    atlas = Atlas(record)
    markup = to_table(atlas)
    assert "<p>&lt;存疑&gt;" in markup
    assert f" · {atlas.words.standings['copy'].name_zh} · 2024-12-31查阅（存档副本）)</i>" in markup
    [reason] = {claim.resolution["reason"] for claims in atlas.claims.values() for claim in claims if claim.resolution}
    assert f"≠ 分歧已裁定：{atlas.words.resolution_reasons[reason].name_zh}</i>" in markup


def test_place_without_facts_says_that_none_is_known():
    record = read(RECORD)
    record.facts = [fact for fact in record.facts if fact["subject"] == CITY]
    assert to_table(Atlas(record)).count("来源中没有关于此地的数据") == len(list(record.sites)) + 9


def test_the_table_of_a_published_page_leads_to_its_files():
    atlas = Atlas(read(RECORD))
    assert "files/index.html" not in Reader(to_table(atlas)).links
    page = Reader(render_page(atlas, MapOptions(files_page="files/index.html")).partition("<noscript>")[2])
    assert "files/index.html" in page.links


def test_of_more_places_than_a_page_should_carry_twice_the_names_are_there(monkeypatch):
    monkeypatch.setattr(noscript, "MOST", 8)
    atlas = Atlas(read(RECORD))
    short = Reader(to_table(atlas))
    assert len(atlas.site_rows) == 9
    assert [name for name in atlas.sites["name_zh"] if name not in short.texts] == []
    facts = [fact for fact in atlas.record.facts if fact["subject"] not in atlas.site_rows]
    assert len([link for link in short.links if re.fullmatch("#[0-9]+", link)]) == len(facts)
    assert message("zh", "noScriptNames") in "".join(short.texts)
    assert [lang for lang in LANGUAGES if message(lang, "noScriptSources") not in " ".join(short.texts)] == []


def test_of_very_many_places_their_number_in_each_district_is_there(monkeypatch):
    monkeypatch.setattr(noscript, "MOST", 7)
    monkeypatch.setattr(noscript, "MOST_NAMES", 8)
    atlas = Atlas(read(RECORD))
    table = to_table(atlas)
    assert [name for name in atlas.sites["name_zh"] if name in table] == []
    for layer in SITE_LAYERS:
        section = table.partition(f"<section id=table-{layer}>")[2].partition("</section>")[0]
        sites = [site for site in atlas.site_rows.values() if site["layer"] == layer]
        due = {
            unit["name_zh"]: sum(code in site["all_districts"] for site in sites)
            for code, unit in atlas.district_rows.items()
        }
        due[message("zh", "cityOnly")] = sum(not site["all_districts"] for site in sites)
        told = re.findall("<li>(.+?) <i lang=en>.+?</i> ([0-9]+)", section)
        assert {name: int(count) for name, count in told} == {name: count for name, count in due.items() if count}
    assert message("en", "noScriptCounts") in table
