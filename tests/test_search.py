"""The search: names by a character, in traditional characters, in pinyin and by initials."""

from __future__ import annotations

import pytest

from geo.atlas import Atlas
from geo.record import load
from geo.search import is_found
from geo.search import search_words
from geo.selection import Selection
from geo.selection import select


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(load())


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("清", "qingshuitang"),
        ("qst", "qingshuitang"),
        ("QST", "qingshuitang"),
        ("qingshuitang", "qingshuitang"),
        ("qing shui tang", "qingshuitang"),
        ("qing'shui'tang", "qingshuitang"),
        ("清水塘產業新城", "qingshuitang"),
        ("攸縣", "youxian-pumped-storage"),
        ("905", "zhuzhou-905-base"),
        ("ｉｇｂｔ", "igbt-phase-3"),
        ("changzhutan", "hard-materials-park"),
        ("cidu", "liling-ceramics"),
        ("changzhugaosu", "changsha-zhuzhou-expressway"),
    ],
)
def test_a_place_is_found(atlas, typed, site):
    assert site in select(atlas, Selection.of(atlas, search=typed))


# Read by hand: characters of the record's names that have more than one reading.
@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("长株潭", "changzhutan", "czt"),
        ("长沙", "changsha", "cs"),
        ("长城", "changcheng", "cc"),
        ("长者餐厅", "zhangzhecanting", "zzct"),
        ("长输燃气管道", "changshuranqiguandao", "csrqgd"),
        ("千年瓷都", "qianniancidu", "qncd"),
        ("千年窑都", "qiannianyaodu", "qnyd"),
        ("中车", "zhongche", "zc"),
        ("厂BA", "changba", "cba"),
        ("引调水", "yindiaoshui", "yds"),
        ("功率器件", "gonglvqijian", "glqj"),
        ("芦淞", "lusong", "ls"),
        ("渌口", "lukou", "lk"),
        ("醴陵", "liling", "ll"),
        ("攸县", "youxian", "yx"),
        ("洮水", "taoshui", "ts"),
        ("喻家坪", "yujiaping", "yjp"),
        ("上栗", "shangli", "sl"),
        ("系统", "xitong", "xt"),
        ("储能", "chuneng", "cn"),
    ],
)
def test_names_with_several_readings_are_spelled_right(name, pinyin, initials):
    words = search_words([name]).split("\t")
    assert pinyin in words
    assert initials in words


def test_every_site_is_found_by_each_of_its_names_and_its_initials(atlas):
    for site in atlas.sites.itertuples():
        for name in (site.name_zh, site.name_en, *site.aliases):
            assert is_found(site.search, name), name
        initials = search_words([site.name_zh]).split("\t")[-1]
        assert site.Index in select(atlas, Selection.of(atlas, search=initials))


def test_what_no_name_holds_is_not_found(atlas):
    assert select(atlas, Selection.of(atlas, search="zzzz")) == []


def test_words_hold_no_sign_that_parts_the_columns_of_the_page(atlas):
    assert not any("\n" in words for words in atlas.sites["search"])
