"""A check of rows runs once for what many say alike, and reads what it declares."""

from __future__ import annotations

import pytest

from geo.checks import facts
from geo.checks.frame import Frame
from geo.checks.rows import RowCheck
from geo.checks.rows import check_rows
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.record.limits import ISSUES
from geo.record.paths import FACTS
from geo.record.read import read


def test_a_check_runs_once_for_the_words_that_it_looks_at_and_reports_every_row(tiny):
    tiny.facts.extend(
        tiny.fact(0) | {"id": f"f{number}", "value": "?", "as_of": f"{number}"} for number in (2001, 2002)
    )
    frame = Frame(read(tiny.write()))
    asked = []

    def check(where, row, _frame):
        asked.append((where, row["value"]))
        if row["value"] == "?":
            yield Issue(where, Code.INVALID_NUMBER, "value")

    found = [issue.where for issue in check_rows(FACTS, frame.record.facts, frame, [RowCheck(("value",), check)])]
    assert found == ["data/facts.csv:9", "data/facts.csv:10"]
    words = [value for where, value in asked if not where]
    assert sorted(words) == sorted({fact["value"] for fact in tiny.facts})


def test_no_more_faulty_words_are_looked_for_than_a_report_has_issues(tiny):
    tiny.facts.extend(tiny.fact(0) | {"token": str(number)} for number in range(2 * ISSUES.most))
    frame = Frame(read(tiny.write()))
    asked = []

    def check(where, row, _frame):
        asked.append(where)
        if row["token"].isdecimal():
            yield Issue(where, Code.INVALID_NUMBER, "token")

    found = check_rows(FACTS, frame.record.facts, frame, [RowCheck(("token",), check)])
    lines = len(tiny.facts) - 2 * ISSUES.most + 2
    assert [issue.where for issue in found] == [f"{FACTS}:{lines + number}" for number in range(ISSUES.most + 1)]
    assert asked.count("") < 2 * ISSUES.most


@pytest.mark.parametrize("look", [lambda row: row["unit"], lambda row: row.get("unit")], ids=["cell", "get"])
def test_a_check_that_reads_what_it_does_not_declare_fails(tiny, look):
    frame = Frame(read(tiny.write()))
    undeclared = RowCheck(("value",), lambda _where, row, _frame: look(row))
    with pytest.raises(KeyError, match="unit"):
        list(facts.check_rows(FACTS, frame.record.facts, frame, [undeclared]))
