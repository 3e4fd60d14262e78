"""Facts and their tokens."""

from __future__ import annotations

import pytest

from tests.validate.expected import assert_one


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.fact(0).update(id="1"),
            "data/facts.csv:2",
            "invalid-id",
            "'1'",
            id="malformed id",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(id="f0001"),
            "data/facts.csv:3",
            "duplicate-id",
            "'f0001'",
            id="id twice",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(subject="hill"),
            "data/facts.csv:2",
            "unknown-subject",
            "'hill'",
            id="unknown subject",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(indicator="gnp"),
            "data/facts.csv:2",
            "unknown-code",
            "'gnp'",
            id="unknown indicator",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(scope="phase-9"),
            "data/facts.csv:2",
            "unknown-code",
            "'phase-9' (did you mean 'phase-1'?)",
            id="unknown scope",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(unit="jiao"),
            "data/facts.csv:2",
            "unknown-code",
            "'jiao'",
            id="unknown unit",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(unit="ge"),
            "data/facts.csv:2",
            "unit-mismatch",
            "'ge'",
            id="unit of another dimension",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(unit=""),
            "data/facts.csv:2",
            "missing-value",
            "'gdp'",
            id="no unit",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(qualifier="perhaps"),
            "data/facts.csv:2",
            "unknown-code",
            "'perhaps'",
            id="unknown qualifier",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(aim="hoped"),
            "data/facts.csv:2",
            "unknown-code",
            "'hoped'",
            id="unknown aim",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(aim=""),
            "data/facts.csv:2",
            "unknown-code",
            "''",
            id="no aim",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(source="review-2023"),
            "data/facts.csv:2",
            "unknown-source",
            "'review-2023' (did you mean 'review-2024'?)",
            id="unknown source",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"value": "3,600", "token": "3,600亿元"}),
            "data/facts.csv:2",
            "invalid-number",
            "'3,600' (write 3600)",
            id="number with a separator",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"value": "３６００", "token": "３６００"}),
            "data/facts.csv:2",
            "invalid-number",
            "'３６００' (write 3600)",
            id="number in full width",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(value="begun"),
            "data/facts.csv:3",
            "unknown-code",
            "'begun'",
            id="unknown status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(indicator="honour", value="best-city", unit="", qualifier=""),
            "data/facts.csv:2",
            "unknown-code",
            "'best-city'",
            id="unknown honour",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(unit="ge"),
            "data/facts.csv:3",
            "unexpected-value",
            "'ge'",
            id="unit of a status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(1).update(qualifier="about"),
            "data/facts.csv:3",
            "unexpected-value",
            "'about'",
            id="qualifier of a status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024-02-30"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024-02-30'",
            id="date that does not exist",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024.5"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024.5'",
            id="date in another form",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024-00"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024-00'",
            id="month of zeros",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024/2023"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024/2023'",
            id="interval backwards",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024/"),
            "data/facts.csv:2",
            "invalid-date",
            "'2024/'",
            id="open interval",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2025"),
            "data/facts.csv:2",
            "future-date",
            "'2025'",
            id="future of an actual figure",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of="2024/2025-01"),
            "data/facts.csv:2",
            "future-date",
            "'2024/2025-01'",
            id="interval into the future",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(stated=""),
            "data/facts.csv:4",
            "missing-value",
            "stated",
            id="target without a date of saying",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(aim="expected", as_of="", stated=""),
            "data/facts.csv:4",
            "missing-value",
            "stated",
            id="forecast without any date",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(as_of=""),
            "data/facts.csv:2",
            "missing-value",
            "stated",
            id="actual figure without any date",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(stated="2024-12"),
            "data/facts.csv:2",
            "unexpected-value",
            "'2024-12'",
            id="stated of an actual figure with a date",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(stated="2023-13"),
            "data/facts.csv:4",
            "invalid-date",
            "'2023-13'",
            id="stated on no date",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(stated="2022/2023"),
            "data/facts.csv:4",
            "invalid-date",
            "'2022/2023'",
            id="stated over an interval",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(stated="2023-06"),
            "data/facts.csv:4",
            "date-order",
            "'2023-06'",
            id="stated after the source",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(as_of="2022"),
            "data/facts.csv:4",
            "date-order",
            "'2022'",
            id="target due before it was stated",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(locator="line 1"),
            "data/facts.csv:2",
            "invalid-locator",
            "'line 1'",
            id="malformed locator",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(locator="L3-2"),
            "data/facts.csv:2",
            "invalid-locator",
            "'L3-2'",
            id="locator backwards",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(locator=""),
            "data/facts.csv:2",
            "invalid-locator",
            "''",
            id="no locator in a text at hand",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"token": ""}),
            "data/facts.csv:2",
            "missing-value",
            "",
            id="no token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update(locator="L2"),
            "data/facts.csv:4",
            "unexpected-value",
            "'L2'",
            id="locator in a text not at hand",
        ),
        pytest.param(
            lambda tiny: tiny.fact(2).update({"token": "12.5亿元"}),
            "data/facts.csv:4",
            "unexpected-value",
            "'12.5亿元'",
            id="token of a text not at hand",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"token": "约3600亿元,比上年增长了不少呢呢呢"}),
            "data/facts.csv:2",
            "long-token",
            "19",
            id="long token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(value="600"),
            "data/facts.csv:2",
            "token-mismatch",
            "'约3600亿元'",
            id="other number in the token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update({"value": "12", "token": "12.5亿元"}),
            "data/facts.csv:2",
            "token-mismatch",
            "'12.5亿元'",
            id="part of a number in the token",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(note_zh="约数。"),
            "data/facts.csv:2",
            "missing-translation",
            "",
            id="note in one language",
        ),
        pytest.param(
            lambda tiny: tiny.facts.append(tiny.fact(2) | {"id": "f0020"}),
            "data/facts.csv:9",
            "duplicate-claim",
            "1",
            id="claim twice",
        ),
        pytest.param(
            lambda tiny: tiny.facts.pop(1),
            "layers/projects.geojson#hill-works",
            "missing-status",
            "",
            id="project without status",
        ),
        pytest.param(
            lambda tiny: tiny.fact(0).update(note_zh="a\x07", note_en="a"),
            "data/facts.csv:2",
            "hidden-character",
            "'a\\x07'",
            id="control character",
        ),
    ],
)
def test_a_damaged_fact_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


@pytest.mark.parametrize(
    ("value", "token"),
    [
        ("12.5", "总投资**12.5**亿"),
        ("12.5", "投资１２．５亿"),
        ("3600", "3 600亿元"),
        ("3600", "3,600亿元"),
        ("-2.1", "下降2.1%"),
        ("3", "三年"),
        ("12", "十二个"),
        ("20", "二十大"),
        ("105", "一百零五家"),
        ("2", "两条"),
    ],
)
def test_a_token_may_print_its_number_in_many_ways(tiny, value, token):
    tiny.fact(0).update(value=value, token=token)
    assert tiny.issues() == []


def test_a_note_may_tell_why_a_token_does_not_hold_the_number(tiny):
    tiny.fact(0).update(value="13", note_zh="误印。", note_en="A misprint.")
    assert tiny.issues() == []


def test_a_token_may_begin_and_end_with_blanks(tiny):
    tiny.fact(0).update({"token": " 3600 "})
    assert tiny.issues() == []


def test_the_year_that_runs_is_no_future_date(tiny):
    tiny.package["created"] = "2024-11-22T00:00:00Z"
    assert [issue for issue in tiny.issues() if "facts.csv" in issue] == []


def test_a_target_may_lie_in_the_future(tiny):
    tiny.fact(2)["as_of"] = "2035"
    assert tiny.issues() == []
