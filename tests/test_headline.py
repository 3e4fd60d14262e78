"""Key figures: which few of a subject's figures are shown where there is room for a few."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.claims import Claim
from geo.atlas.headline import OF_A_SITE
from geo.atlas.headline import OF_A_UNIT
from geo.atlas.headline import key_figures
from geo.record.read import read
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import TARGET
from geo.record.vocabulary import Indicator
from geo.record.vocabulary import Term
from geo.record.vocabulary import period

DATE = "2024-12-31"


def _indicator(code: str, theme: str, kind: str = "number") -> Indicator:
    plain = {"theme": theme, "type": kind, "dimension": "", "direction": "", "period": ""}
    return Indicator(code, code, code, **plain, weight=60 if code == "gdp" else 50)


INDICATORS = [
    ("status", "status", "status"),
    ("gdp", "economy", "number"),
    ("growth", "economy", "number"),
    ("rate", "economy", "number"),
    ("output", "industry", "number"),
    ("investment", "investment", "number"),
    ("exports", "trade", "number"),
    ("patents", "innovation", "number"),
    ("slogan", "programmes", "honour"),
]
WORDS = SimpleNamespace(
    indicators={code: _indicator(code, theme, kind) for code, theme, kind in INDICATORS},
    themes={theme: Term(theme, theme, theme) for theme in dict.fromkeys(theme for _, theme, _ in INDICATORS)},
)


def told(indicator: str, as_of: str = "2024", aim: str = ACTUAL, scope: str = "") -> Claim:
    return Claim(indicator, scope, as_of, "", aim, facts=({"id": "f0001"},), differs=False)


def keys(*claims: Claim, site: bool = False) -> list[tuple[str, str, str]]:
    """Return the key figures of a subject whose claims come in this order."""
    rows = {"here": {}} if site else {}
    atlas = SimpleNamespace(claims={"here": claims}, words=WORDS, site_rows=rows, date=DATE)
    chosen = [claims[figure.claim] for figure in key_figures(atlas, "here")]
    return [(claim.indicator, claim.as_of, claim.aim) for claim in chosen]


def test_a_site_has_three_figures_by_weight_one_of_each_indicator():
    claims = [
        told("status"),
        told("investment"),
        told("investment", "2023"),
        told("output"),
        told("gdp"),
        told("exports"),
    ]
    assert keys(*claims, site=True) == [(code, "2024", ACTUAL) for code in ("investment", "output", "gdp")]


def test_a_unit_has_one_number_of_each_theme_in_the_order_of_the_register():
    claims = [told(code) for code in ("slogan", "patents", "exports", "investment", "growth", "output", "gdp")]
    assert [code for code, *_ in keys(*claims)] == ["gdp", "output", "investment", "exports"]


def test_a_target_of_a_main_theme_precedes_minor_figures_and_an_old_one_is_last_of_the_main():
    claims = [told("patents"), told("exports"), told("gdp", "2026", TARGET)]
    assert [code for code, *_ in keys(*claims)] == ["gdp", "exports", "patents"]
    claims[-1] = told("gdp", "2023", TARGET)
    assert [code for code, *_ in keys(*claims)] == ["exports", "gdp", "patents"]


def test_in_a_theme_the_weightiest_is_chosen_unless_it_is_a_part_an_old_target_or_one_without_a_time():
    growth = [("growth", "2020", ACTUAL)]
    assert keys(told("growth", "2026", TARGET), told("rate", "2020")) == [("rate", "2020", ACTUAL)]
    assert keys(told("gdp", "2026", TARGET), told("growth", "2020")) == [("gdp", "2026", TARGET)]
    for lesser in (told("gdp", "2023", TARGET), told("gdp", "", TARGET), told("gdp", scope="rail")):
        assert keys(lesser, told("growth", "2020")) == growth


@pytest.mark.parametrize("site", [False, True])
def test_an_old_target_comes_last(site):
    claims = [told("gdp", "2023", TARGET), told("output", "2023"), told("investment", "2025", TARGET)]
    assert [code for code, *_ in keys(*claims, site=site)] == ["output", "investment", "gdp"]


def test_what_is_expected_for_a_later_time_goes_with_an_actual_figure():
    claims = [
        told("gdp", "2023"),
        told("gdp", "2026", TARGET),
        told("gdp", "2025", "expected"),
        told("gdp", "2022", "expected"),
        told("output", "", TARGET),
    ]
    atlas = SimpleNamespace(claims={"here": claims}, words=WORDS, site_rows={}, date=DATE)
    assert key_figures(atlas, "here") == [(0, 2), (4, None)]


def test_what_nothing_is_said_of_has_none():
    assert keys() == keys(told("status")) == []


def test_of_the_record_no_old_target_comes_first_where_anything_else_is_known():
    atlas = Atlas(read())
    full = 0
    for subject, claims in atlas.claims.items():
        chosen = [claims[figure.claim] for figure in key_figures(atlas, subject)]
        assert len(chosen) <= (OF_A_SITE if subject in atlas.site_rows else OF_A_UNIT)
        assert all(atlas.words.indicators[claim.indicator].type != STATUS for claim in chosen)
        old = [
            claim.aim == TARGET and claim.as_of != "" and period(claim.as_of)[1] < period(atlas.date)[0]
            for claim in chosen
        ]
        assert old[:1] != [True] or all(old), subject
        full += len(chosen) == OF_A_SITE
    assert full > 20
    themes = [
        atlas.words.indicators[atlas.claims[atlas.place.code][figure.claim].indicator].theme
        for figure in key_figures(atlas, atlas.place.code)
    ]
    assert themes == ["economy", "industry", "investment", "trade"]
    assert {atlas.claims[atlas.place.code][figure.claim].aim for figure in key_figures(atlas, atlas.place.code)} == {
        ACTUAL
    }
