"""The search: names, districts, sectors and facts, by a character, traditional, in pinyin, by initials, mistyped."""

from __future__ import annotations

import json
import unicodedata
from itertools import islice

import opencc
import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.characters import fold
from geo.atlas.characters import fold_words
from geo.atlas.characters import longest_first
from geo.atlas.characters import variants
from geo.atlas.search import Name
from geo.atlas.search import Terms
from geo.atlas.search import find
from geo.atlas.search import name_of
from geo.atlas.search import written_names
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.page.payload.core import core_payload
from geo.record.read import read
from tests.fixtures.shared import PLACE
from tests.fixtures.shared import RECORD
from tests.fixtures.shared import assert_is_fixture

TYPED = [
    *("", "山", "sq", "shan qiu", "shan'qiu", "ＨＩＬＬ", "hill works", "三区", "sanqu", "san qu 山", "district 3"),
    *("航空", "hangkong", "hk", "aviation", "產業園區", "12.5亿元", "千兆", "绿色", "总投资", "ztz", "竣工", "竣 工厂"),
    *("hlil", "industral park", "instutute", "avaition", "rnig road", "hi ll", "hxll", "tz", "hill-park", "nowhere"),
    *("山 nowhere", "\u0000山", "😀", "\\", '"', "$&", "{{ 7*7 }}", "  ", "'", "</script>", "圆磨坊 round", "no. 29"),
    *(
        "山丘園",
        "圓磨坊",
        "環路",
        "雙線 河谷",
        "雙园",
        "產業园區",
        "山\u200b丘\u00ad园",
        "\u2067ｈｉｌｌ\u2069",
        "h\u0301íll",
        "12.5",
    ),
    *("1,300", "研究", "yánjiū", "工业", "12,5", "三區", "12.50亿元", "1.25 billion", "⼭丘"),
]
FORMS = ("s2t", "s2tw", "s2hk", "s2twp")
"""Ways of OpenCC to write simplified Chinese elsewhere: its own, Taiwan's, Hong Kong's, Taiwan's with its words."""


def written_of(name: Name) -> tuple[str, str]:
    """Return a name made comparable, as it is and with its words folded."""
    folded = fold(name.text)
    return folded, fold_words(folded)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read())


@pytest.fixture(scope="module")
def known(atlas) -> Terms:
    return Terms(atlas)


@pytest.fixture(scope="module")
def names(atlas) -> dict[str, list[Name]]:
    """Give the names of each subject."""
    spelled = [[name_of(text, PLACE.readings) for text in texts] for texts in written_names(atlas)]
    return dict(zip(subjects(atlas), spelled, strict=True))


@pytest.fixture(scope="module")
def found(atlas):
    """Give the ids that a text finds."""
    return lambda text: find(atlas, text)


def test_page_and_command_find_the_same():
    """The page's own test reads the same file."""
    tiny = Atlas(read(RECORD))
    found = {typed: [site for site in tiny.sites.index if site in find(tiny, typed)] for typed in TYPED}
    assert_is_fixture(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "searches.json")


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
        ("石峰區", "qingshuitang"),
        ("光啟", "zhuzhou-905-base"),
        ("光啓", "zhuzhou-905-base"),
        ("光啟技术超材料", "zhuzhou-905-base"),
        ("華為", "huawei-industrial-software-centre"),
        ("工業軟體", "huawei-industrial-software-centre"),
        ("905", "zhuzhou-905-base"),
        ("ｉｇｂｔ", "igbt-phase-3"),
        ("changzhutan", "hard-materials-park"),
        ("cidu", "liling-ceramics"),
        ("changzhugaosu", "changsha-zhuzhou-expressway"),
        # By district, sector, figure and value, and by several at once.
        ("石峰区", "qingshuitang"),
        ("sfq", "qingshuitang"),
        ("electronics", "igbt-phase-3"),
        ("总投资", "crrc-dual-carbon-park"),
        ("石峰 中车 园", "crrc-dual-carbon-park"),
    ],
)
def test_a_place_is_found(found, typed, site):
    assert site in found(typed)


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("petrolium", "sany-petroleum-equipment-park"),
        ("aviaton", "lusong-airport"),
        ("qinshuitang", "qingshuitang"),
        ("qingshiutang", "qingshuitang"),
        ("sanny", "sany-smart-steel-city"),
        ("dual carbn", "crrc-dual-carbon-park"),
    ],
)
def test_a_typing_error_is_forgiven(found, typed, site):
    assert site in found(typed)


@pytest.mark.parametrize("typed", ["zzzz", "xyz", "petxxxium", "清水糖", "hospitax 清水糖"])
def test_what_no_name_is_near_to_is_not_found(found, typed):
    assert found(typed) == set()


def test_initials_within_a_term_find_nothing(found):
    assert "sany-steel-city-rail-spur" in found("nbzc"), "内部站场"
    assert "sany-steel-city-rail-spur" not in found("bzc")


def test_errors_are_forgiven_only_where_nothing_is_spelled_so(atlas, found, known, names):
    def has(told):
        forms = (
            *(form for name in told for form in written_of(name)),
            *(name.spelled.replace("'", "") for name in told),
        )
        return any("park" in form for form in forms)

    numbers = iter(known.said)
    said = {site: list(islice(numbers, count)) for site, count in zip(subjects(atlas), known.counts, strict=True)}
    exact = found("park")
    assert exact
    assert all(has(names[site]) or any(has(known.terms[term]) for term in said[site]) for site in exact)


# Read by hand: characters of the record's names that have more than one reading.
@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("长株潭", "changzhutan", "czt"),
        ("长沙", "changsha", "cs"),
        ("长城", "changcheng", "cc"),
        ("长者餐厅", "zhangzhecanting", "zzct"),
        ("长输燃气管道", "changshuranqiguandao", "csrqgd"),
        ("长度", "changdu", "cd"),
        ("千年瓷都", "qianniancidu", "qncd"),
        ("千年窑都", "qiannianyaodu", "qnyd"),
        ("中车", "zhongche", "zc"),
        ("厂BA", "changba", "cba"),
        ("引调水", "yindiaoshui", "yds"),
        ("功率器件", "gongluqijian", "glqj"),
        ("芦淞", "lusong", "ls"),
        ("渌口", "lukou", "lk"),
        ("醴陵", "liling", "ll"),
        ("攸县", "youxian", "yx"),
        ("洮水", "taoshui", "ts"),
        ("喻家坪", "yujiaping", "yjp"),
        ("上栗", "shangli", "sl"),
        ("系统", "xitong", "xt"),
        ("储能", "chuneng", "cn"),
        ("地区生产总值", "diqushengchanzongzhi", "dqsczz"),
        ("重金属污染", "zhongjinshuwuran", "zjswr"),
        ("银行", "yinhang", "yh"),
        ("增长率", "zengzhanglu", "zzl"),
    ],
)
def test_names_with_several_readings_are_spelled_right(name, pinyin, initials):
    # The library writes v for ü, which folds to u in the page.
    spelled = name_of(name, PLACE.readings).spelled.replace("lv", "lu")
    syllables = fold(spelled.replace("'", " ")).split()
    assert ("".join(syllables), "".join(syllable[0] for syllable in syllables)) == (pinyin, initials)


def initials_of(name: str) -> str:
    return "".join(syllable[0] for syllable in name_of(name, PLACE.readings).spelled.split("'"))


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.matrix)])
def test_every_site_is_found_by_each_of_its_names_and_its_initials(atlas, found, step):
    for site in atlas.sites[::step].itertuples():
        for name in (site.name_zh, site.name_en, *site.aliases, initials_of(site.name_zh)):
            assert site.Index in found(name), name


@pytest.mark.parametrize("form", FORMS)
def test_every_name_and_term_is_found_as_written_elsewhere(known, names, form):
    converter = opencc.OpenCC(form)
    for told in (*names.values(), *known.terms):
        for name in told:
            written = converter.convert(name.text)
            assert fold_words(fold(written)) in written_of(name), written
            # Half of it as it was: who copies from two pages mixes them.
            mixed = "".join(pair[i % 2] for i, pair in enumerate(zip(name.text, written, strict=False)))
            assert form == "s2twp" or fold(mixed) in written_of(name), mixed


def test_the_page_gets_all_that_folds_to_what_the_record_holds(atlas, known, names):
    """What the page folds by its own part of the tables is what it would fold by the whole."""
    search = core_payload(atlas)["search"]
    part = {ord(other): line[0] for line in search["variants"].split("\n") for other in line[1:]}
    words = dict(line.split("\t") for line in search["words"].split("\n"))
    pattern = longest_first(words)
    texts = {name.text for told in (*names.values(), *known.terms) for name in told}
    for written in {converter.convert(text) for converter in map(opencc.OpenCC, FORMS) for text in texts}:
        plain = unicodedata.normalize("NFKD", written)
        assert plain.translate(part) == plain.translate(variants())
        folded = fold(written)
        assert pattern.sub(lambda word: words[word[0]], folded) == fold_words(folded)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("石\u200b峰", "石峰"),
        ("石\u200c\u200d峰", "石峰"),
        ("\ufeff石峰\u2060", "石峰"),
        ("石\u00ad峰", "石峰"),
        ("\u200e石峰\u202c", "石峰"),
        ("\u2068石峰\u2069", "石峰"),
        ("石\ufe00峰", "石峰"),
        ("⽯峰", "石峰"),
        ("石\u3000峰", "石 峰"),
        ("lǚyóu", "luyou"),
        ("lu\u0308you", "luyou"),
        ("lvyou", "luyou"),
        ("qīngshuǐtáng", "qingshuitang"),
        ("qi\u0304ngshui\u030cta\u0301ng", "qingshuitang"),
    ],
)
def test_what_cannot_be_seen_or_typed_makes_no_difference(found, typed, plain):
    assert found(typed) == found(plain) != set()


@pytest.mark.parametrize(
    ("typed", "indicator"),
    [
        ("GDP", "gdp"),
        ("人均gdp", "gdp-per-capita"),
        ("固投", "fixed-investment-growth"),
        ("社零", "retail-sales-growth"),
        ("规上", "industrial-value-added-growth"),
        ("規上工業", "designated-industrial-companies"),
        ("财政收入", "public-revenue-growth"),
        ("研发强度", "rd-intensity"),
        ("r&d", "rd-intensity"),
        ("市场主体", "business-entities"),
    ],
)
def test_an_indicator_is_found_by_its_common_names(atlas, found, typed, indicator):
    holders = {each for each, claims in atlas.claims.items() if indicator in {claim.indicator for claim in claims}}
    assert holders
    assert holders <= found(typed)


def test_invisible_signs_alone_are_nothing(atlas, found):
    assert found("\u200b\u00ad ") == set(subjects(atlas))


def test_every_site_is_found_by_what_its_facts_are_about(atlas, found):
    for site, claims in atlas.claims.items():
        if site in atlas.sites.index:
            for indicator in {claim.indicator for claim in claims}:
                assert site in found(atlas.words.indicators[indicator].name_zh)


WORDS = ("清水塘", "qst", "park", "石峰区", "航空", "动力", "新城", "产业园", "亿元", "zhuzhou", "轨道", "GDP", "规模")


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=3, unique=True))
@settings(max_examples=50, deadline=None)
def test_several_words_find_what_each_of_them_finds(found, words):
    common = set.intersection(*map(found, words))
    assume(common)  # else words with typing errors are looked for
    assert found(" ".join(words)) == common


@given(st.text(alphabet=st.sampled_from("清水塘qst park石峰区航空12.5亿'　ＰＡ")))
@settings(max_examples=50, deadline=None)
def test_whatever_is_typed_finds_places_of_the_record(atlas, found, typed):
    assert found(typed) <= set(subjects(atlas))


def test_a_selection_is_searched_by_the_same_found(atlas, found):
    assert set(select(atlas, Selection.of(atlas, q="qst"))) == found("qst")


def test_no_form_holds_a_sign_that_parts_the_columns_of_the_page(known, names):
    told = [name for each in (*names.values(), *known.terms) for name in each]
    assert not any({"\t", "\n"}.intersection(name.text + name.spelled) for name in told)


def test_a_status_is_found_by_its_other_names(atlas, found):
    operating = atlas.words.statuses["operating"]
    assert operating.aliases
    for alias in operating.aliases:
        assert found(operating.name_zh) <= found(alias)
