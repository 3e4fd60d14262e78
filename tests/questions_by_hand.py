"""The answers to the questions of the page, worked out a second time from nothing but the record's files."""

from __future__ import annotations

import itertools
import json

from tests.promises_by_hand import FACTORS
from tests.promises_by_hand import FACTS
from tests.promises_by_hand import KINDS
from tests.promises_by_hand import ROOT
from tests.promises_by_hand import TODAY
from tests.promises_by_hand import by_hand
from tests.promises_by_hand import last
from tests.pulse_by_hand import newest
from tests.pulse_by_hand import statuses

SITES = {
    feature["id"]: feature["properties"]
    for layer in ("parks", "projects", "institutions", "infrastructure")
    for feature in json.loads((ROOT / "layers" / f"{layer}.geojson").read_text("utf-8"))["features"]
}
YEAR = int(TODAY[:4])


def promises(*verdicts, due=None):
    """Return how many promises have one of some verdicts, or are due in a year."""
    facts = {fact["id"]: fact for fact in FACTS}
    found = 0
    for ids, judged in by_hand().items():
        ((verdict, *_),) = judged
        year = last(facts[min(ids)]["as_of"])[:4] if facts[min(ids)]["as_of"] else ""
        found += (not verdicts or verdict in verdicts) and (due is None or year == str(due))
    return found


def figures(indicator):
    """Return the figure of each site: of the whole before a part, reported before planned, the newest first."""
    found = {}
    for fact in FACTS:
        if fact["indicator"] == indicator and fact["subject"] in SITES:
            dates = (last(fact["as_of"]) if fact["as_of"] else "", fact["stated"])
            order = (not fact["scope"], -("actual", "expected", "target").index(fact["aim"]), *dates)
            value = float(fact["value"]) * FACTORS[fact["unit"]]
            found[fact["subject"]] = max(found.get(fact["subject"], ((False, -9),)), (order, value))
    return {site: value for site, (_, value) in found.items()}


def started():
    """Return the sites that were started two years ago, of 1 billion yuan or more, the largest first."""
    begun = {
        fact["subject"]
        for fact in FACTS
        if (fact["indicator"], fact["value"], fact["aim"], fact["scope"]) == ("status", "started", "actual", "")
        and fact["as_of"].split("/")[-1][:4] == str(YEAR - 2)
    }
    sums = figures("investment")
    large = [site for site in begun if sums.get(site, 0) >= 1e9]
    return sorted(large, key=lambda site: -sums[site])


def largest_park():
    """Return the park of the largest area."""
    areas = {site: area for site, area in figures("land-area").items() if SITES[site]["kind"] == "park"}
    return max(areas, key=areas.get)


def disputed():
    """Return the sites of which two sources answer one question differently."""
    questions = {}
    for fact in FACTS:
        stated = "" if fact["as_of"] else fact["stated"][:4]
        key = (fact["subject"], fact["indicator"], fact["scope"], fact["as_of"], stated, fact["aim"])
        questions.setdefault(key, []).append(fact)
    return {key[0] for key, facts in questions.items() if key[0] in SITES and differ(facts)}


def differ(facts):
    kind = KINDS[facts[0]["indicator"]]["type"]
    if kind == "honour":
        return False
    if kind == "status":
        told = {}
        for fact in facts:
            told.setdefault(fact["source"], set()).add(fact["value"])
        return any(not one & other for one, other in itertools.combinations(told.values(), 2))
    return not set.intersection(*({*allowed(fact, facts)} for fact in facts))


def allowed(fact, facts):
    """Yield which of the values that any of the facts gives a fact allows."""
    own = float(fact["value"]) * FACTORS[fact["unit"]]
    for value in (float(each["value"]) * FACTORS[each["unit"]] for each in facts):
        above, below = fact["qualifier"] in ("over", "at-least"), fact["qualifier"] in ("under", "nearly")
        if value == own or (above and value > own) or (below and value < own):
            yield value


def silent():
    """Return the sites of which nothing newer is reported than of three years ago, and something is."""
    return {site for site, day in newest().items() if site in SITES and int(day[:4]) <= YEAR - 3}


def vague():
    """Return the sites of which no more than the district is known."""
    return {site for site, props in SITES.items() if props["position_basis"] == "district"}


def building():
    """Return the sites that were last reported under construction."""
    return {site for site, (status, _) in statuses().items() if status == "under-construction"}
