"""Coverage: which figures of a text are held by a fact, left out for a reason, or open."""

from __future__ import annotations

import pytest

from geo.issues.errors import AtlasError
from geo.record.read import read
from geo.texts.completeness import HELD
from geo.texts.completeness import OMITTED
from geo.texts.completeness import OPEN
from geo.texts.completeness import completeness


@pytest.fixture
def figures(tiny, sources_dir):
    """Give the figures of a text, with the tokens of facts and omissions on its lines."""

    def of_text(text: str, *, held: tuple = (), omitted: tuple = ()) -> list:
        (sources_dir / "review-2024.txt").write_text(text, encoding="utf-8")
        fact = tiny.facts[0]
        tiny.facts[:] = [fact | {"locator": locator, "token": token} for locator, token in held]
        for locator, token in omitted:
            tiny.omit(locator, token)
        return completeness(read(tiny.write()), sources_dir)["review-2024"]

    return of_text


def texts(found: list) -> list[str]:
    return [figure.text for figure in found]


def states(found: list) -> list[str]:
    return [figure.state for figure in found]


def test_figures_of_the_tiny_text_are_held(tiny, sources_dir):
    tiny.facts.append(tiny.fact(0) | {"id": "f0020", "locator": "L2", "token": "12.5亿元"})
    found = completeness(read(tiny.write()), sources_dir)
    assert list(found) == ["review-2024"]
    assert [(each.line, each.text, each.state) for each in found["review-2024"]] == [
        (1, "3600", HELD),
        (2, "12.5", HELD),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资12.5亿元", ["12.5"]),
        ("5G、3+3+2", ["5", "3", "3", "2"]),
        ("2024-12-25", ["2024", "12", "25"]),
        ("3%和3.0%", ["3", "3.0"]),
        ("没有数字", []),
        ("", []),
    ],
)
def test_numbers_in_digits_are_figures(text, expected, figures):
    assert texts(figures(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三个园区", ["三"]),
        ("两大工程", ["两"]),
        ("十二条措施", ["十二"]),
        ("一百零五家企业", ["一百零五"]),
        ("第二十届", ["第二十"]),
        ("居全省第一", ["第一"]),
        ("千亿产业", ["千"]),
        ("两千亿元", ["两千"]),
        ("三百五十亿", ["三百五十"]),
        ("十一届", ["十一"]),
    ],
)
def test_chinese_numerals_that_count_or_rank_are_figures(text, expected, figures):
    assert texts(figures(text)) == expected


@pytest.mark.parametrize(
    "text", ["一个园区", "一批项目", "一年来", "一带一路", "统一", "半年", "四通八达", "千兆", "三一"]
)
def test_chinese_numerals_that_count_nothing_are_none(text, figures):
    assert figures(text) == []


@pytest.mark.parametrize(("text", "expected"), [("5千家", ["5"]), ("3万亿", ["3"]), ("2十亿", ["2"])])
def test_chinese_numeral_after_digits_belongs_to_them(text, expected, figures):
    assert texts(figures(text)) == expected


def test_line_and_column_tell_where_a_figure_begins(figures):
    assert [(each.line, each.column) for each in figures("甲1乙22\n\n三个")] == [(1, 1), (1, 3), (3, 0)]


def test_figure_inside_a_token_is_held(figures):
    assert states(figures("增长5.5%", held=[("L1", "5.5%")])) == [HELD]


def test_figure_inside_an_omission_is_omitted(figures):
    assert states(figures("12月25日讯", omitted=[("L1", "12月25日")])) == [OMITTED, OMITTED]


def test_figure_that_is_held_and_omitted_is_held(figures):
    assert states(figures("5个", held=[("L1", "5个")], omitted=[("L1", "5")])) == [HELD]


def test_figure_in_no_token_is_open(figures):
    assert states(figures("5个和6个", held=[("L1", "6个")])) == [OPEN, HELD]


@pytest.mark.parametrize("token", ["15", "5.15", "15."])
def test_figure_half_inside_a_token_is_open(token, figures):
    assert states(figures("15.15亩", held=[("L1", token)])) == [OPEN]


def test_halves_of_a_fact_and_of_an_omission_are_omitted_together(figures):
    assert states(figures("2024年", held=[("L1", "20")], omitted=[("L1", "24年")])) == [OMITTED]


def test_token_holds_each_of_its_occurrences_on_its_line(figures):
    assert states(figures("5个、5个\n5个", held=[("L1", "5个")])) == [HELD, HELD, OPEN]


def test_token_of_several_lines_holds_its_occurrences_on_each(figures):
    assert states(figures("5个\n6个\n5个\n5个", held=[("L1-3", "5个")])) == [HELD, OPEN, HELD, OPEN]


def test_tokens_of_another_source_hold_nothing(tiny, sources_dir):
    tiny.sources.append(tiny.sources[1] | {"id": "other-2024"})
    tiny.fact(0)["source"] = "other-2024"
    (sources_dir / "other-2024.txt").write_text("约3600亿元", encoding="utf-8")
    found = completeness(read(tiny.write()), sources_dir)
    assert {source: states(each) for source, each in found.items()} == {
        "other-2024": [HELD],
        "review-2024": [OPEN, OPEN],
    }


def test_missing_text_is_refused(tiny, sources_dir):
    (sources_dir / "review-2024.txt").unlink()
    with pytest.raises(AtlasError) as caught:
        completeness(read(tiny.write()), sources_dir)
    assert str(caught.value) == (f"{sources_dir}/review-2024.txt: file must be there; found nothing [missing-file]")


def test_missing_folder_is_refused(tiny, tmp_path):
    with pytest.raises(AtlasError, match="folder of source texts must be there"):
        completeness(read(tiny.write()), tmp_path / "none")
