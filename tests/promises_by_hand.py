"""The promises of the record found a second time, row by row, by nothing but its tables.

It shares no line with the atlas: ``python -m tests.promises_by_hand`` prints what it finds.
"""

from __future__ import annotations

import calendar
import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]


def table(name):
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FACTS = table("facts")
KINDS = {row["code"]: row for row in table("registers/indicators")}
STAGES = [row["code"] for row in table("registers/statuses")]
FACTORS = {row["code"]: float(row["factor"]) for row in table("registers/units")}
TODAY = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["created"][:10]


def first(text):
    return (text.split("/")[0] + "-01-01")[:10]


def last(text):
    text = text.split("/")[-1]
    year, month = int(text[:4]), int(text[5:7] or 12)
    return text if len(text) == 10 else f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"


def time(fact):
    return fact["as_of"] or fact["stated"]


def reported(promise):
    for row in FACTS:
        same = row["subject"] == promise["subject"] and row["indicator"] == promise["indicator"]
        if same and row["aim"] == "actual":
            yield row


def in_time(promise, fact):
    return last(time(fact)) >= first(promise["as_of"]) or first(time(fact)) >= first(promise["stated"])


def days(text):
    ends = [date.fromisoformat(end) for end in (first(text), last(text))]
    return (ends[1] - ends[0]).days


def answers(promise, fact):
    same = fact["scope"] == promise["scope"]
    kind = KINDS[promise["indicator"]]["type"]
    if kind == "number":
        return same and figure_answers(promise, fact) and good(promise, fact) is not None
    if kind == "honour":
        return same and fact["value"] == promise["value"] and in_time(promise, fact)
    return as_far(promise, fact) and (in_time(promise, fact) if same else whole_answers(promise, fact))


def figure_answers(promise, fact):
    due, told = promise["as_of"], time(fact)
    if (first(told), last(told)) == (first(due), last(due)):
        return bool(fact["as_of"]) or good(promise, fact)
    if KINDS[promise["indicator"]]["period"] == "own" or last(told) < last(due):
        return False
    if "/" in fact["as_of"] and days(told) < days(due):
        return False
    return bool(fact["as_of"]) or good(promise, fact)


def as_far(promise, fact):
    if "closed" in (fact["value"], promise["value"]):
        return fact["value"] == promise["value"]
    return STAGES.index(fact["value"]) >= STAGES.index(promise["value"])


def whole_answers(promise, fact):
    if fact["scope"]:
        return False
    itself = [last(time(row)) for row in reported(promise) if row["scope"] == promise["scope"]]
    newest = all(last(time(fact)) > end for end in itself)
    before = [row for row in reported(promise) if not row["scope"] and as_far(promise, row)]
    since = min(first(row["stated"]) for row in FACTS if row["aim"] != "actual" and alike(row, promise))
    was_there = any(last(time(row)) < since for row in before)
    return newest and not was_there and last(time(fact)) >= first(promise["as_of"])


def alike(one, other):
    word = KINDS[one["indicator"]]["type"] != "number"
    keys = ("subject", "indicator", "scope", "as_of", *(["value"] if word else []))
    return all(one[key] == other[key] for key in keys)


def good(promise, fact):
    """Whether a figure reaches what was promised; None where that cannot be told."""
    if KINDS[promise["indicator"]]["type"] != "number":
        return True
    goal, value = (float(row["value"]) * FACTORS[row["unit"]] for row in (promise, fact))
    slack = 0.02 * goal if "about" in (promise["qualifier"], fact["qualifier"]) else 0
    words = {"over": "more", "at-least": "more", "under": "less", "nearly": "less"}
    better = words.get(promise["qualifier"], KINDS[promise["indicator"]]["direction"])
    if fact["qualifier"] in ("nearly", "under"):
        return upper(goal, value, slack, better)
    if fact["qualifier"] in ("over", "at-least"):
        return lower(goal, value, slack, better)
    verdicts = {"more": value >= goal - slack, "less": value <= goal + slack}
    equal = all(verdicts.values())
    return verdicts.get(better, equal if better or equal else None)


def upper(goal, value, slack, better):
    if better == "less" and value <= goal + slack:
        return True
    return False if better in ("more", "none") and value <= goal - slack else None


def lower(goal, value, slack, better):
    if better == "more" and value >= goal - slack:
        return True
    return False if better in ("less", "none") and value >= goal + slack else None


def months(start, end):
    if end < start:
        return -months(end, start)
    a, b = date.fromisoformat(start), date.fromisoformat(end)
    return 12 * (b.year - a.year) + b.month - a.month - (b.day < a.day)


def lateness(due, told):
    if first(told) > last(due):
        return months(last(due), first(told))
    return months(first(due), last(told)) if last(told) < first(due) else 0


def judged(promise):
    """Return the verdict on the fact of a promise, the ids of what was reported first, and the months."""
    due = promise["as_of"]
    if not due:
        return "open", frozenset(), None
    order = {row["id"]: (last(time(row)), first(time(row))) for row in reported(promise) if answers(promise, row)}
    if not order:
        return ("unconfirmed" if last(due) < TODAY else "open"), frozenset(), months(last(due), TODAY)
    outcome = [row for row in FACTS if order.get(row["id"]) == min(order.values())]
    verdict = "met" if good(promise, outcome[0]) else "missed"
    return verdict, frozenset(row["id"] for row in outcome), lateness(due, time(outcome[0]))


def is_ahead(fact):
    return not (fact["as_of"] and fact["stated"]) or first(fact["stated"]) <= last(fact["as_of"])


def by_hand():
    """Return what was found of each promise, by the ids of its facts: all that those who promise give."""
    promised = {}
    for fact in FACTS:
        if fact["aim"] != "actual" and is_ahead(fact):
            word = "" if KINDS[fact["indicator"]]["type"] == "number" else fact["value"]
            key = (fact["subject"], fact["indicator"], fact["scope"], fact["as_of"], word)
            promised.setdefault(key, []).append(fact)
    return {frozenset(fact["id"] for fact in facts): {judged(fact) for fact in facts} for facts in promised.values()}


if __name__ == "__main__":
    print(Counter(" or ".join(sorted(verdict for verdict, *_ in found)) for found in by_hand().values()))
