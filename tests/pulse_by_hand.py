"""How old what is known is, worked out a second time from nothing but the tables of the record."""

from __future__ import annotations

import statistics

from tests.promises_by_hand import FACTS
from tests.promises_by_hand import KINDS
from tests.promises_by_hand import STAGES
from tests.promises_by_hand import TODAY
from tests.promises_by_hand import last
from tests.promises_by_hand import months
from tests.promises_by_hand import table

DATED = [row for row in FACTS if row["aim"] == "actual" and row["as_of"]]


def newest():
    """Return the last day of which an actual fact speaks, by subject."""
    days = {}
    for row in DATED:
        days[row["subject"]] = max(days.get(row["subject"], ""), last(row["as_of"]))
    return days


def statuses():
    """Return the status that was reported last and the end of its date, by subject: the furthest of the last year."""
    found = {}
    for row in FACTS:
        if row["aim"] == "actual" and row["indicator"] == "status" and not row["scope"]:
            end = row["as_of"].split("/")[-1]
            order = (end[:4], STAGES.index(row["value"]), end)  # "2024-11" says more than "2024"
            found[row["subject"]] = max(found.get(row["subject"], ("", -1, "")), order)
    return {subject: (STAGES[stage], end and last(end)) for subject, (_, stage, end) in found.items()}


def half():
    """Return the year of which half of the figures speak, or of one before it."""
    figures = [int(last(row["as_of"])[:4]) for row in DATED if KINDS[row["indicator"]]["type"] == "number"]
    return str(statistics.median_low(figures))


def newest_source():
    """Return the last day of the newest publication."""
    return max(last(row["published"]) for row in table("sources") if row["published"])


def age(text):
    """Return the whole months from the end of a date to that of the record."""
    return max(months(last(text), TODAY), 0)


def awaited():
    """Return when each source that appears regularly is due next, and how many issues were due since, by its id."""
    steps = {"P1M": 1, "P1Y": 12}
    found = {}
    for row in table("sources"):
        if row["every"]:
            year, month = int(row["published"][:4]), int(row["published"][5:7] or 12)
            due = [f"{year + (month - 1 + n) // 12}-{(month - 1 + n) % 12 + 1:02}" for n in range(1, 1000)]
            due = due[steps[row["every"]] - 1 :: steps[row["every"]]]
            past = [when for when in due if when < TODAY[:7]]
            found[row["id"]] = (due[len(past)][: 4 if len(row["published"]) == 4 else 7], len(past))
    return found
