"""How the record reads its texts, where a reading once misled: each test is of a kind of misreading, not of one row."""

from __future__ import annotations

import re

import pytest

import geo
from geo.atlas.claims import claims_by_subject
from geo.atlas.claims import last_reported
from geo.atlas.search import Terms
from geo.atlas.search import find
from geo.record.read import read
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import period
from geo.record.vocabulary import vocabulary

RECORD = read()
ATLAS = geo.Atlas(RECORD)
WORDS = vocabulary(RECORD)
FACTS = {fact["id"]: fact for fact in RECORD.facts}
SITES = {feature["id"]: feature["properties"] for _, feature in RECORD.sites}

INDEFINITE = re.compile("(?<!指)[数几][十百千万亿]")
"""Several tens, hundreds ...: a magnitude that is no figure; 指数百强 is the top 100 of an index."""

BUILT = {"completed", "operating", "closed"}


def test_no_magnitude_without_a_figure_is_a_number():
    misread = [
        fact["id"]
        for fact in RECORD.facts
        if WORDS.indicators[fact["indicator"]].type == NUMBER and INDEFINITE.search(fact["token"])
    ]
    assert misread == []


def test_no_sum_is_spent_on_what_is_not_built():
    claims = claims_by_subject(RECORD, WORDS)

    def status_then(fact):
        end = period(fact["as_of"] or fact["stated"])[1]
        known = [each for each in claims[fact["subject"]] if not each.as_of or period(each.as_of)[0] <= end]
        return last_reported(known, WORDS)[0]

    sums = [
        fact
        for fact in RECORD.facts
        if fact["indicator"] == "investment" and fact["aim"] == ACTUAL and not fact["scope"]
    ]
    assert sums
    assert [fact["id"] for fact in sums if status_then(fact) not in {*BUILT, None}] == []


def test_what_the_sources_call_planned_is_no_actual_area():
    planned = [
        fact["id"]
        for fact in RECORD.facts
        if fact["indicator"] in {"land-area", "floor-area"} and fact["aim"] == ACTUAL and "规划" in fact["note_zh"]
    ]
    assert planned == []


@pytest.mark.parametrize(
    ("honour", "theme"),
    [
        ("typhoon-gaemi-withstood", "public-services"),
        ("urban-net-inflow", "public-services"),
        ("direct-shanghai-shipping", "logistics"),
        ("gdp-300-billion", "economy"),
        ("class-2-water-everywhere", "environment"),
        ("overseas-warehouses-africa", "trade"),
        ("aes100-type-certificate", "innovation"),
        ("fight-against-gangs", "programmes"),
    ],
)
def test_what_was_reached_is_shown_under_its_theme(honour, theme):
    told = {fact["indicator"] for fact in RECORD.facts if fact["value"] == honour}
    assert {WORDS.indicators[indicator].theme for indicator in told} == {theme}


def test_an_achievement_is_named_after_its_theme():
    achievements = [term for term in WORDS.indicators.values() if term.code.startswith("achievement")]
    assert achievements
    assert [term.code for term in achievements] == [f"achievement-{term.theme}" for term in achievements]


@pytest.mark.parametrize("fact", ["f0361", "f0446", "f0447", "f0448", "f0528", "f0557", "f1036", "f1053"])
def test_a_doubtful_reading_says_so(fact):
    assert re.search("疑", FACTS[fact]["note_zh"])
    assert re.search("doubtful|perhaps|may be", FACTS[fact]["note_en"], re.IGNORECASE)


@pytest.mark.parametrize("fact", [fact["id"] for fact in RECORD.facts if fact["subject"] == "tongtangwan-port"])
def test_a_figure_of_the_whole_port_says_so(fact):
    if "株洲港" in FACTS[fact]["token"] or FACTS[fact]["indicator"].startswith("port-"):
        assert "全港" in FACTS[fact]["note_zh"]
        assert "as a whole" in FACTS[fact]["note_en"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("醴陵高速", "liling-loudi-expressway"),
        ("太空星际", "taikong-xingji"),
        ("海上风电整机", "crrc-zhuzhou-institute"),
        ("十大产业项目", "zhuzhou-905-base"),
        ("十大产业项目", "beidou-park"),
        ("十大基础设施项目", "taoshui-diversion"),
        ("十大基础设施项目", "g4-widening"),
    ],
)
def test_a_name_of_the_texts_finds_the_place_that_it_is_said_of(text, place):
    found = find(ATLAS, text)
    assert place in found
    assert found <= set(SITES)


def test_both_names_of_the_lu_river_find_its_water():
    known = Terms(ATLAS)
    for name in ("渌江", "渌水"):
        assert any(name in zh.text for zh, *_ in (known.terms[number] for number in known.said[: known.counts[0]]))


@pytest.mark.parametrize("resolution", RECORD.resolutions, ids=lambda row: row["fact"])
def test_a_resolution_rests_on_sources_of_the_record(resolution):
    newspapers = re.findall("([一-鿿]{2}日报)", resolution["note_zh"])
    known = " ".join(source["publisher_zh"] + source["note_zh"] for source in RECORD.sources)
    assert [name for name in newspapers if name not in known] == []
    indicator = FACTS[resolution["fact"]]["indicator"]
    sources = {fact["source"] for fact in RECORD.facts if fact["indicator"] == indicator}
    assert len(sources) > 2 or not newspapers


def test_the_brand_of_a_citys_tourism_is_no_fact_of_a_product():
    brands = [fact for fact in RECORD.facts if fact["value"].endswith("-tourism-brand")]
    assert brands
    assert {fact["subject"] for fact in brands} <= set(ATLAS.districts.index)


def test_work_that_is_pushed_forward_is_not_done():
    under_way = [fact for fact in RECORD.facts if re.search("推动|推进", fact["note_zh"]) and "完成" in fact["note_zh"]]
    assert len(under_way) >= 4
    assert {fact["indicator"].endswith("-under-renovation") for fact in under_way} == {True}
