"""Promises: what answers one, what verdict follows, and the list of the record's own, found a second time by hand."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.promises import promises
from geo.atlas.promises import promises_of
from geo.cli import main
from geo.record.read import read
from tests.promises_by_hand import by_hand
from tests.test_claims import WORDS
from tests.test_claims import claims
from tests.test_claims import fact
from tests.test_claims import status

TODAY = date(2026, 11, 22)


def found(*facts, subject="works"):
    return list(promises_of(subject, claims(*facts, subject=subject), WORDS, TODAY))


def verdict(*facts):
    (promise,) = found(*facts)
    return promise.verdict, promise.months


def target(value, as_of="2025", **told):
    return fact(value, as_of=as_of, stated=told.pop("stated", "2024-12"), aim="target", **told)


def announced(value, as_of="2025", **told):
    return status(value, as_of=as_of, stated=told.pop("stated", "2024-12"), aim="expected", **told)


@pytest.mark.parametrize(
    ("goal", "reported", "expected"),
    [
        ({"value": "100"}, {"value": "100"}, "met"),
        ({"value": "100"}, {"value": "99"}, "missed"),
        ({"value": "100"}, {"value": "100", "qualifier": "nearly"}, "missed"),
        ({"value": "100"}, {"value": "98", "qualifier": "about"}, "met"),
        ({"value": "100", "qualifier": "about"}, {"value": "98"}, "met"),
        ({"value": "100", "qualifier": "about"}, {"value": "97.9"}, "missed"),
        ({"value": "100", "qualifier": "under"}, {"value": "99"}, "met"),
        ({"value": "100", "qualifier": "under"}, {"value": "101"}, "missed"),
        ({"value": "100"}, {"value": "101", "qualifier": "over"}, "met"),
        ({"value": "100"}, {"value": "90", "qualifier": "over"}, "unconfirmed"),
        ({"value": "30", "indicator": "days"}, {"value": "40", "qualifier": "under"}, "unconfirmed"),
        ({"value": "30", "indicator": "size"}, {"value": "31"}, "unconfirmed"),
        ({"value": "30", "indicator": "size"}, {"value": "30"}, "met"),
        ({"value": "1", "unit": "yi-yuan", "indicator": "invested"}, {"value": "10001", "unit": "wan-yuan"}, "met"),
        ({"value": "30", "indicator": "days"}, {"value": "20"}, "met"),
        ({"value": "30", "indicator": "days"}, {"value": "31"}, "missed"),
        ({"value": "30", "indicator": "voltage"}, {"value": "31"}, "missed"),
        ({"value": "30", "indicator": "voltage"}, {"value": "30"}, "met"),
    ],
    ids=str,
)
def test_figure_meets_a_promise_by_direction_qualifier_and_unit(goal, reported, expected):
    about = {"indicator": goal.get("indicator", "jobs")}
    assert verdict(target(**goal), fact(**{"as_of": "2025", **about, **reported}))[0] == expected


@pytest.mark.parametrize(
    ("due", "as_of", "expected"),
    [
        ("2025", "2025", ("met", 0)),
        ("2025", "2025-12-31", ("met", 0)),
        ("2025", "2025-01/2025-06", ("unconfirmed", 10)),
        ("2025", "2024", ("unconfirmed", 10)),
        ("2025", "2026-03", ("met", 2)),
        ("2025-06", "2026", ("met", 6)),
        ("2025", "2026-01/2026-06", ("unconfirmed", 10)),
        ("2025-06", "2026-01/2026-06", ("met", 6)),
        ("2026", "", ("open", -1)),
        ("", "2025", ("open", None)),
    ],
)
def test_figure_answers_from_the_due_date_on_and_says_how_late(due, as_of, expected):
    reported = [fact("120", as_of=as_of)] if as_of else []
    assert verdict(target("100", as_of=due), *reported) == expected


@pytest.mark.parametrize("as_of", ["2025-01/2025-05", "2026", "2025-12", "2024"])
def test_figure_of_its_own_period_answers_for_that_alone(as_of):
    goal = target("6", indicator="growth")
    assert verdict(goal, fact("7", indicator="growth", as_of=as_of))[0] == "unconfirmed"
    assert verdict(goal, fact("7", indicator="growth", as_of="2025"))[0] == "met"


def test_first_figure_after_the_due_date_answers():
    (promise,) = found(target("100"), fact("120", as_of="2026"), fact("90", as_of="2025"))
    assert (promise.verdict, [row["value"] for row in promise.outcome]) == ("missed", ["90"])


@pytest.mark.parametrize(
    ("stage", "as_of", "expected"),
    [
        ("completed", "2025-03", ("met", 0)),
        ("completed", "2026-03", ("met", 2)),
        ("started", "2025-03", ("unconfirmed", 10)),
        ("completed", "2024", ("unconfirmed", 10)),
        ("completed", "2024-12-30", ("met", 0)),
    ],
)
def test_stage_is_reached_by_itself_or_a_further_one_since_it_was_announced(stage, as_of, expected):
    assert verdict(announced("completed"), status(stage, as_of=as_of)) == expected


def test_figure_without_a_date_can_meet_a_promise_and_not_miss_it():
    assert verdict(target("100"), fact("120", as_of="", stated="2026-02")) == ("met", 1)
    assert verdict(target("100"), fact("90", as_of="", stated="2026-02"))[0] == "unconfirmed"


def test_what_was_said_afterwards_is_no_promise():
    assert found(target("100", as_of="2024", stated="2025-01")) == []
    assert len(found(target("100", as_of="2024", stated="2024-12"))) == 1


def test_place_that_is_closed_has_come_no_further():
    assert verdict(announced("completed"), status("closed", as_of="2026-03"))[0] == "unconfirmed"
    assert verdict(announced("closed"), status("closed", as_of="2025-03"))[0] == "met"


def test_place_that_was_there_before_does_not_answer_for_a_later_part():
    part = announced("completed", scope="phase-2")
    before, after = status("completed", as_of="2020"), status("completed", as_of="2026-03")
    assert verdict(part, after)[0] == "met"
    assert verdict(part, before, after)[0] == "unconfirmed"


def test_stage_that_was_reached_early_says_by_how_much():
    assert verdict(announced("completed", as_of="2025-12"), status("completed", as_of="2025-03")) == ("met", -8)


def test_whole_place_answers_for_its_part_and_not_the_reverse():
    part, whole = announced("completed", scope="phase-1"), announced("completed")
    assert verdict(part, status("completed", as_of="2025"))[0] == "met"
    assert verdict(whole, status("completed", as_of="2025", scope="phase-1"))[0] == "unconfirmed"


def test_whole_place_does_not_answer_for_a_part_that_is_reported_itself():
    part, still = announced("completed", scope="phase-1"), status("started", as_of="2025", scope="phase-1")
    assert verdict(part, status("completed", as_of="2025"), still)[0] == "unconfirmed"


def test_word_is_met_by_the_same_word_alone():
    goal = fact("model-city", indicator="honour", as_of="2025", stated="2024-12", aim="target", unit="")
    other = fact("green-city", indicator="honour", as_of="2025", unit="")
    assert verdict(goal, other)[0] == "unconfirmed"
    assert verdict(goal, {**goal, "aim": "actual", "stated": ""}) == ("met", 0)


def test_several_sources_of_one_date_make_one_promise():
    (promise,) = found(target("100"), target("120", source="page"), {**target("110"), "aim": "expected"})
    assert len(promise.facts) == 3
    assert len(found(target("100"), target("120", as_of="2026"))) == 2


def of_the_record():
    return [promise for made in promises(Atlas(read())).values() for promise in made]


def test_promises_of_the_record_are_those_that_are_found_by_hand():
    mine = {ids_of(one.facts): (one.verdict, ids_of(one.outcome), one.months) for one in of_the_record()}
    listed = by_hand()
    assert mine.keys() == listed.keys()
    assert [(ids, mine[ids], found) for ids, found in listed.items() if mine[ids] not in found] == []
    assert sum(len(found) > 1 for found in listed.values()) < 3, "nearly all of them are certain"


def ids_of(facts):
    return frozenset(row["id"] for row in facts)


def test_list_can_be_had_as_text_table_and_json(capsys, tmp_path):
    mine = of_the_record()
    assert main(["promises", "--format", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [*rows[0]] == ["subject", "indicator", "scope", "due", "verdict", "promise", "outcome", "months"]
    assert [row["promise"] for row in rows] == ["|".join(each["id"] for each in one.facts) for one in mine]
    assert main(["promises", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [{**row, "promise": "|".join(row["promise"])} for row in told] == [
        {**row, "outcome": row["outcome"].split("|") if row["outcome"] else [], "months": as_number(row["months"])}
        for row in rows
    ]
    assert main(["promises", "-o", str(tmp_path / "promises.txt")]) == 0
    lines = (tmp_path / "promises.txt").read_text("utf-8").splitlines()
    assert Counter(re.split("[ ,:]", line)[0] for line in lines[:-1]) == Counter(one.verdict for one in mine)
    assert lines[-1].endswith(capsys.readouterr().out.partition(": ")[2].strip())


def as_number(text):
    return int(text) if text else None
