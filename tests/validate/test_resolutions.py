"""Resolutions, omissions and withdrawn facts."""

from __future__ import annotations

import pytest

from geo.record.paths import RESOLUTIONS
from tests.validate.expected import assert_one


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.resolve("f0099"),
            "data/resolutions.csv:2",
            "unknown-fact",
            "'f0099'",
            id="unknown fact",
        ),
        pytest.param(
            lambda tiny: tiny.resolve("f0001", reason="nicer"),
            "data/resolutions.csv:2",
            "unknown-code",
            "'nicer'",
            id="unknown reason",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0004"), tiny.resolve("f0004")),
            "data/resolutions.csv:3",
            "duplicate-resolution",
            "'f0004'",
            id="fact twice",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0004"), tiny.tables[RESOLUTIONS][0].update(note_zh="据公告。")),
            "data/resolutions.csv:2",
            "missing-translation",
            "",
            id="note in one language",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0004", note="x"), tiny.tables[RESOLUTIONS][0].update(note_zh="a\x07")),
            "data/resolutions.csv:2",
            "hidden-character",
            "'a\\x07'",
            id="control character",
        ),
        pytest.param(
            lambda tiny: tiny.resolve("f0001"),
            "data/resolutions.csv:2",
            "no-disagreement",
            "0001",
            id="nothing to resolve",
        ),
        pytest.param(
            lambda tiny: (tiny.resolve("f0003"), tiny.resolve("f0004")),
            "data/resolutions.csv:3",
            "duplicate-resolution",
            "0003",
            id="both sides preferred",
        ),
    ],
)
def test_a_damaged_resolution_is_reported_once(tiny, damage, where, code, value):
    contradict(tiny)
    damage(tiny)
    assert_one(tiny, where, code, value)


def contradict(tiny) -> None:
    """Let another source tell another investment of the hill works; the two are f0003 and f0004."""
    told = {"id": "f0004", "value": "13", "source": "review-2024", "locator": "L2", "token": "13亿"}
    tiny.facts.insert(3, tiny.fact(2) | told)


@pytest.mark.parametrize("preferred", ["f0003", "f0004", None])
def test_a_disagreement_may_be_resolved_either_way_or_left_open(tiny, preferred):
    contradict(tiny)
    if preferred:
        tiny.resolve(preferred, note="据公告。")
    assert tiny.issues() == []


def test_disagreements_are_not_asked_for_among_broken_facts(tiny):
    tiny.resolve("f0001")
    tiny.fact(1)["aim"] = "hoped"
    assert [issue.split(":")[0] for issue in tiny.issues()] == ["error data/facts.csv"]


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.omit("L1", "3600", source="review-2023"),
            "data/omissions.csv:2",
            "unknown-source",
            "'review-2023' (did you mean 'review-2024'?)",
            id="unknown source",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", "3600", source="notice-2023"),
            "data/omissions.csv:2",
            "unknown-source",
            "'notice-2023'",
            id="source without a text",
        ),
        pytest.param(
            lambda tiny: tiny.omit("1", "3600"),
            "data/omissions.csv:2",
            "invalid-locator",
            "'1'",
            id="malformed locator",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", ""),
            "data/omissions.csv:2",
            "missing-value",
            "",
            id="no token",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", "1" * 17),
            "data/omissions.csv:2",
            "long-token",
            "17",
            id="long token",
        ),
        pytest.param(
            lambda tiny: tiny.omit("L1", "3600", reason="dull"),
            "data/omissions.csv:2",
            "unknown-code",
            "'dull'",
            id="unknown reason",
        ),
        pytest.param(
            lambda tiny: (tiny.omit("L1", "3600"), tiny.omit("L1", "3600")),
            "data/omissions.csv:3",
            "duplicate-omission",
            "2",
            id="omission twice",
        ),
    ],
)
def test_a_damaged_omission_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


def test_an_omission_of_a_piece_of_a_line_passes(tiny):
    tiny.omit("L1-2", " 12.5")
    assert tiny.issues() == []


@pytest.mark.parametrize(
    ("row", "code", "value"),
    [
        ({"fact": "f0001"}, "reused-id", "data/facts.csv:2"),
        ({"fact": "one"}, "invalid-id", "'one'"),
        ({"fact": "f0900", "replacement": "f0901"}, "unknown-fact", "'f0901'"),
        ({"fact": "f0900", "reason": "dull"}, "unknown-code", "'dull'"),
    ],
)
def test_a_faulty_withdrawal_is_an_error(tiny, row, code, value):
    tiny.withdraw(**row)
    assert_one(tiny, "data/withdrawn.csv:2", code, value)


def test_a_fact_is_withdrawn_once(tiny):
    tiny.withdraw("f0900")
    tiny.withdraw("f0900")
    assert_one(tiny, "data/withdrawn.csv:3", "duplicate-withdrawal", "f0900")


def test_a_sound_withdrawal_passes(tiny):
    tiny.withdraw("f0900", replacement=tiny.fact(3)["id"], note="A name.")
    assert tiny.issues() == []
