"""Claims: which facts answer one question, in what order they stand, and which of them contradict each other."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from geo.atlas.claims import claims_by_subject
from geo.atlas.claims import is_open
from geo.atlas.claims import last_reported
from geo.record.model import FACT_COLUMNS
from geo.record.model import Record
from geo.record.vocabulary import Indicator
from geo.record.vocabulary import Term
from geo.record.vocabulary import Unit
from geo.record.vocabulary import Vocabulary

SOURCES = {
    "old": ("2021-05", "primary"),
    "new": ("2024-12", "primary"),
    "late": ("2024-12-26", "primary"),
    "page": ("2025-01-01", "second-hand"),
    "reprint": ("2025-02", "copy"),
}


def _indicator(
    code: str, kind: str, dimension: str, weight: int, direction: str = "more", period: str = ""
) -> Indicator:
    plain = {"theme": "economy", "type": kind, "dimension": dimension, "direction": direction, "period": period}
    return Indicator(code, code, code, **plain, weight=weight)


def _unit(code: str, dimension: str, factor: str) -> Unit:
    return Unit(code, code, code, dimension=dimension, factor=Decimal(factor), shift_en=0)


WORDS = Vocabulary(
    indicators={
        "status": _indicator("status", "status", "", 0),
        "honour": _indicator("honour", "honour", "", 20),
        "jobs": _indicator("jobs", "number", "count", 50),
        "invested": _indicator("invested", "number", "money", 90),
        "area": _indicator("area", "number", "area", 90),
        "days": _indicator("days", "number", "count", 10, "less"),
        "size": _indicator("size", "number", "count", 10, ""),
        "growth": _indicator("growth", "number", "count", 10, period="own"),
        "voltage": _indicator("voltage", "number", "count", 10, "none"),
    },
    statuses={code: Term(code, code, code) for code in ("planned", "signed", "started", "completed", "closed")},
    units={
        "ge": _unit("ge", "count", "1"),
        "wan-yuan": _unit("wan-yuan", "money", "10000"),
        "yi-yuan": _unit("yi-yuan", "money", "100000000"),
        "mu": _unit("mu", "area", "666.6666666667"),
    },
)


def fact(value: str, **told: str) -> dict[str, str]:
    plain = {"subject": "works", "indicator": "jobs", "unit": "ge", "as_of": "2024", "aim": "actual", "source": "new"}
    return dict.fromkeys(FACT_COLUMNS, "") | plain | {"value": value} | told


def status(value: str, as_of: str = "2024", **told: str) -> dict[str, str]:
    return fact(value, indicator="status", unit="", as_of=as_of, **told)


def claims(*facts: dict[str, str], subject: str = "works", preferred: str = ""):
    rows = [{**told, "id": told["id"] or f"f{i:04d}"} for i, told in enumerate(facts, 1)]
    sources = [
        {"id": source, "published": published, "standing": standing}
        for source, (published, standing) in SOURCES.items()
    ]
    resolutions = [{"fact": preferred, "reason": "newer"}] if preferred else []
    record = Record(root=Path(), facts=rows, sources=sources, resolutions=resolutions)
    return claims_by_subject(record, WORDS)[subject]


def differs(*facts: dict[str, str]) -> bool:
    (claim,) = claims(*facts)
    return claim.differs


def test_facts_that_answer_one_question_form_one_claim():
    (claim,) = claims(fact("5"), fact("6", source="old", qualifier="over"))
    assert (claim.indicator, claim.scope, claim.as_of, claim.aim) == ("jobs", "", "2024", "actual")
    assert [told["value"] for told in claim.facts] == ["5", "6"]


@pytest.mark.parametrize(
    "other",
    [{"indicator": "invested", "unit": "yi-yuan"}, {"scope": "phase-1"}, {"as_of": "2024-12"}, {"aim": "target"}],
    ids=lambda other: next(iter(other)),
)
def test_facts_that_answer_different_questions_never_contradict(other):
    told = claims(fact("5"), fact("6", **other))
    assert len(told) == 2
    assert not any(claim.differs for claim in told)


def test_figures_without_a_year_answer_one_question_only_if_stated_in_one_year():
    plan = {"as_of": "", "aim": "target"}
    told = claims(
        fact("5", stated="2022-01-24", **plan),
        fact("6", stated="2022-09", source="old", **plan),
        fact("7", stated="2024", **plan),
        fact("8", as_of="2022", stated="2022", aim="target"),
    )
    assert [[each["value"] for each in claim.facts] for claim in told] == [["8"], ["7"], ["5", "6"]]
    assert [(claim.as_of, claim.stated) for claim in told] == [("2022", ""), ("", "2024"), ("", "2022")]
    assert [claim.differs for claim in told] == [False, False, True]


def test_forecasts_for_one_date_answer_one_question_whenever_they_were_stated():
    (claim,) = claims(
        fact("5", aim="expected", stated="2022"), fact("6", aim="expected", stated="2023-05", source="old")
    )
    assert claim.differs


def test_each_subject_has_its_own_claims():
    (claim,) = claims(fact("5"), fact("6", subject="mill"), subject="mill")
    assert [told["value"] for told in claim.facts] == ["6"]


def test_newest_source_stands_first_and_ids_settle_what_is_equal():
    (claim,) = claims(
        fact("1", source="old"),
        fact("1", source="late", id="f0009"),
        fact("2", source="late", id="f0003"),
        # Some day of December may be its last.
        fact("1", source="new"),
    )
    assert [told["id"] for told in claim.facts] == ["f0004", "f0003", "f0009", "f0001"]


def test_primary_sources_stand_before_second_hand_ones_and_these_before_copies():
    (claim,) = claims(
        fact("1", source="reprint"), fact("1", source="page"), fact("1", source="old"), fact("1", source="new")
    )
    assert [told["source"] for told in claim.facts] == ["new", "old", "page", "reprint"]


def test_preferred_fact_stands_first_and_the_others_in_their_order():
    facts = [fact("1", source="new"), fact("2", source="reprint"), fact("1", source="page"), fact("1", source="old")]
    (claim,) = claims(*facts, preferred="f0002")
    assert [told["id"] for told in claim.facts] == ["f0002", "f0001", "f0004", "f0003"]
    assert claim.resolution["fact"] == "f0002"


def test_disagreement_is_open_until_a_fact_of_its_own_is_preferred():
    facts = [fact("5"), fact("6", source="old")]
    (other,) = claims(*facts, fact("7", subject="mill", id="f0009"), preferred="f0009")
    (settled,) = claims(*facts, preferred="f0001")
    assert (other.differs, other.resolution, is_open(other)) == (True, None, True)
    assert (settled.differs, is_open(settled)) == (True, False)


def test_facts_that_agree_are_no_open_disagreement():
    (claim,) = claims(fact("5"), fact("5", source="old"))
    assert not is_open(claim)


def test_claims_stand_by_weight_then_register():
    told = claims(
        status("signed"),
        fact("1"),
        fact("1", indicator="area", unit="mu"),
        fact("1", indicator="invested", unit="yi-yuan"),
    )
    assert [claim.indicator for claim in told] == ["invested", "area", "jobs", "status"]


def test_claims_of_one_indicator_stand_latest_first():
    latest_first = ["2024", "2024-12-31", "2024-01/2024-09", "2024-06", "2023-12", "2016/2020"]
    told = claims(*(fact("1", as_of=date) for date in sorted(latest_first)))
    assert [claim.as_of for claim in told] == latest_first


def test_claims_of_one_aim_without_a_year_stand_last_latest_stated_first():
    told = claims(
        fact("1", as_of="", stated="2023"),
        fact("2", as_of="", stated="2024-12-25"),
        fact("3", as_of="1999"),
        fact("4", as_of="2020", aim="target"),
    )
    assert [claim.facts[0]["value"] for claim in told] == ["3", "2", "1", "4"]


def test_the_whole_stands_before_its_parts_and_what_is_the_case_before_a_later_target():
    told = claims(
        fact("1", as_of="2026", aim="target"),
        fact("2", as_of="2020"),
        fact("3", as_of="2024", scope="phase-1"),
    )
    assert [claim.facts[0]["value"] for claim in told] == ["2", "1", "3"]


def test_what_is_the_case_stands_before_what_is_expected_and_what_is_aimed_at():
    told = claims(*(fact("1", aim=aim) for aim in ("target", "expected", "actual")))
    assert [claim.aim for claim in told] == ["actual", "expected", "target"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("25", ""), ("25", ""), False),
        (("25", ""), ("25.0", ""), False),
        (("25", ""), ("26", ""), True),
        (("19.8", ""), ("19.9", ""), True),
        (("570", "over"), ("575", ""), False),
        (("570", "over"), ("569", ""), True),
        (("570", "at-least"), ("570", ""), False),
        (("580", "nearly"), ("575", ""), False),
        (("580", "under"), ("581", ""), True),
        (("570", "over"), ("580", "under"), False),
        (("580", "over"), ("570", "nearly"), True),
        (("570", "over"), ("900", "over"), False),
        (("-3", "under"), ("-3.1", ""), False),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else None,
)
def test_numbers_contradict_where_no_value_suits_both(one, other, expected):
    facts = [fact(value, qualifier=qualifier) for value, qualifier in (one, other)]
    assert differs(*facts) is differs(*reversed(facts)) is expected


def test_three_sources_contradict_where_only_two_of_them_do():
    assert differs(fact("570", qualifier="over"), fact("575"), fact("576", source="old"))


def test_numbers_are_compared_in_the_base_unit():
    money = {"indicator": "invested"}
    assert not differs(fact("1", unit="yi-yuan", **money), fact("10000", unit="wan-yuan", **money))
    assert not differs(fact("0.3", unit="yi-yuan", **money), fact("3000", unit="wan-yuan", **money))
    assert differs(fact("1", unit="yi-yuan", **money), fact("1", unit="wan-yuan", **money))


def test_one_source_may_tell_of_several_steps_in_one_year():
    assert not differs(status("signed"), status("started"), status("completed"))


def test_sources_that_share_a_step_agree():
    assert not differs(status("signed"), status("started"), status("started", source="old"))


def test_sources_without_a_step_in_common_contradict():
    assert differs(status("signed"), status("started"), status("planned", source="old"))


def test_honours_add_up():
    honour = {"indicator": "honour", "unit": ""}
    assert not differs(fact("gigabit", **honour), fact("green", source="old", **honour))


@pytest.mark.parametrize(
    ("told", "now"),
    [
        ([status("completed", "2023"), status("started", "2024")], "started"),
        ([status("started", "2024-11"), status("completed", "2024")], "completed"),
        ([status("completed", "2024-03"), status("started", "2024-11-30")], "completed"),
        ([status("signed", "2021"), status("completed", "2016/2020")], "signed"),
        ([status("started", "2023/2024"), status("signed", "2024")], "started"),
        ([status("signed"), status("started"), status("planned", source="old")], "started"),
        ([status("signed", "2020"), status("completed", "", stated="2024")], "signed"),
        ([status("signed", "", stated="2024"), status("started", "", stated="2022")], "started"),
    ],
    ids=[
        "latest year",
        "most advanced",
        "no days",
        "interval over",
        "end of the interval",
        "of any source",
        "no year",
        "none with a year",
    ],
)
def test_status_now_is_the_most_advanced_of_the_latest_year(told, now):
    assert last_reported(claims(*told), WORDS)[0] == last_reported(claims(*reversed(told)), WORDS)[0] == now


def test_status_now_is_never_one_that_is_expected_or_aimed_at():
    told = claims(status("signed", "2023"), status("started", aim="expected"), status("completed", aim="target"))
    assert last_reported(told, WORDS)[0] == "signed"
    assert last_reported([claim for claim in told if claim.aim != "actual"], WORDS)[0] is None


@pytest.mark.parametrize(("as_of", "day"), [("2021-11", "2021-11"), ("2024-01/2024-11", "2024-11"), ("", None)])
def test_a_status_has_the_date_of_its_report_and_of_an_interval_the_end(as_of, day):
    assert last_reported(claims(status("started", as_of, stated="2024")), WORDS) == ("started", day)


def test_there_is_no_status_where_no_source_tells_one():
    assert last_reported(claims(fact("1")), WORDS) == (None, None)


def test_status_of_a_part_is_not_that_of_the_whole():
    assert last_reported(claims(status("signed"), status("completed", scope="phase-1")), WORDS)[0] == "signed"
