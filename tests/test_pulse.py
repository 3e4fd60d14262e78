"""How old what is known is: dates and ages against a second reckoning, and the wording of a status with its date."""

from __future__ import annotations

from datetime import date

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.pulse import Expected
from geo.atlas.pulse import age
from geo.atlas.pulse import expected
from geo.atlas.pulse import newest_date
from geo.atlas.pulse import pulse
from geo.page.noscript import to_table
from geo.page.payload.core import core_payload
from geo.record.read import read
from geo.record.vocabulary import period
from tests import pulse_by_hand
from tests.test_claims import claims
from tests.test_claims import fact
from tests.test_claims import status

ATLAS = Atlas(read())
DAY = date(2026, 11, 22)


def test_the_newest_date_of_each_subject_is_found_by_hand_too():
    dates = {subject: newest_date(ATLAS.claims.get(subject, ())) for subject in subjects(ATLAS)}
    days = {subject: str(period(when)[1]) for subject, when in dates.items() if when}
    assert days == pulse_by_hand.newest()


def test_the_status_of_each_place_and_its_date_are_found_by_hand_too():
    found = {
        site: (row["status"], str(period(row["status_as_of"])[1]) if row["status_as_of"] else "")
        for site, row in ATLAS.site_rows.items()
        if row["status"]
    }
    assert found == pulse_by_hand.statuses()


def test_of_what_time_the_record_is_is_found_by_hand_too():
    assert pulse(ATLAS).half == pulse_by_hand.half()
    assert str(period(pulse(ATLAS).newest)[1]) == pulse_by_hand.newest_source()


def test_the_age_of_each_date_in_the_page_is_found_by_hand_too():
    shown = core_payload(ATLAS)["dates"]
    assert {when: each["months"] for when, each in shown.items()} == {when: pulse_by_hand.age(when) for when in shown}


def test_what_is_due_next_is_found_by_hand_too():
    found = {source: (each.when, each.missing) for source, each in expected(ATLAS).items()}
    assert found
    assert found == pulse_by_hand.awaited()


@pytest.mark.parametrize(
    ("every", "published", "when", "missing"),
    [
        ("P1Y", "2024-12-27", "2025-12", 0),
        ("P1Y", "2023-11", "2025-11", 1),
        ("P1Y", "2023-12", "2024-12", 0),
        ("P1Y", "2023", "2024", 0),
        ("P1M", "2024-12-27", "2025-01", 0),
        ("P3M", "2024-03-15", "2024-12", 2),
        ("P6M", "2024-01", "2025-01", 1),
    ],
)
def test_the_next_issue_is_due_at_the_first_interval_that_is_not_over(tiny, every, published, when, missing):
    tiny.sources[0].update(every=every, published=published)
    found = expected(Atlas(read(tiny.write())))
    assert found[tiny.sources[0]["id"]] == Expected(when, missing)  # the record is of 2024-12-31


def test_of_the_issues_of_one_source_the_newest_counts_wherever_each_was_read(tiny):
    old, new = tiny.sources
    old.update(every="P1Y", published="2022-01", title_zh="2022年工作报告", publisher_zh="某区政府（某网转载）")
    new.update(every="P1Y", published="2024-01", title_zh="2024年工作报告", publisher_zh="某区政府")
    assert set(expected(Atlas(read(tiny.write())))) == {new["id"]}
    old.update(title_zh="2022年统计公报")
    assert set(expected(Atlas(read(tiny.write())))) == {old["id"], new["id"]}


@pytest.mark.parametrize(
    ("when", "months"),
    [("2026-10-22", 1), ("2026-10-23", 0), ("2026-11", 0), ("2027", 0), ("2024-12", 22), ("2016/2020", 70)],
)
def test_an_age_is_counted_in_whole_months_from_the_end_of_a_date(when, months):
    assert age(when, DAY) == months


def test_only_what_has_happened_and_has_a_date_is_a_newest_fact():
    told = claims(fact("1", as_of="2023"), fact("2", as_of="2026", aim="target"), status("started", "", stated="2025"))
    assert newest_date(told) == "2023"
    assert newest_date(claims(fact("2", as_of="2026", aim="expected"))) == ""


def test_the_page_without_script_dates_each_status():
    markup = to_table(ATLAS)
    dated = [row for row in ATLAS.site_rows.values() if row["status"]]
    assert all(
        f"{ATLAS.words.statuses[row['status']].name_zh} {row['status_as_of'][:7]}</i>" in markup for row in dated
    )
