"""A place's figure: the one number of an indicator by which places are filtered, sorted and ranked."""

from __future__ import annotations

import csv
import io

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.facets import facets
from geo.atlas.figures import figures
from geo.atlas.figures import usual_unit
from geo.atlas.headline import key_figures
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.export.csv import to_csv
from geo.page.payload.figures import figure_columns
from geo.record.read import read
from tests.fixtures.shared import RECORD

YI = 1e8
PARK = read(RECORD).layers["parks"]["features"][1]["id"]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read())


def with_facts(*facts: dict) -> Atlas:
    """Give a park of the small record these figures alone."""
    record = read(RECORD)
    plain = record.facts[9] | {"subject": PARK, "indicator": "investment", "unit": "yi-yuan", "as_of": "2024"}
    rows = [plain | {"id": f"f{2000 + number}"} | fact for number, fact in enumerate(facts)]
    record.facts[:] = [fact for fact in record.facts if fact["subject"] != PARK] + rows
    return Atlas(record)


def only(atlas: Atlas):
    return figures(atlas)["investment"][PARK]


def test_the_whole_comes_before_a_part_and_what_was_reported_before_what_is_aimed_at():
    target = {"value": "9", "aim": "target", "as_of": "2030"}
    part = {"value": "8", "scope": "phase-1"}
    whole = {"value": "7", "as_of": "2023"}
    assert only(with_facts(part, target, whole)).value == 7 * YI
    assert (only(with_facts(part, target)).value, only(with_facts(part, target)).aim) == (9 * YI, "target")
    assert (only(with_facts(part)).value, only(with_facts(part)).scope) == (8 * YI, "phase-1")


def test_of_several_years_it_is_the_latest():
    assert only(with_facts({"value": "7", "as_of": "2023"}, {"value": "6"})).value == 6 * YI


def test_all_values_are_kept_where_sources_disagree_and_none_where_they_agree():
    differing = only(with_facts({"value": "7"}, {"value": "70000", "unit": "wan-yuan"}, {"value": "8"}))
    assert (differing.differs, sorted(differing.values)) == (True, [7 * YI, 8 * YI])
    agreeing = only(with_facts({"value": "7", "qualifier": "over"}, {"value": "8"}))
    assert (agreeing.differs, len(agreeing.values)) == (False, 1)


def test_a_key_figure_of_the_drawer_is_the_figure_of_its_indicator(atlas):
    """What a reader sees as a place's figure is what filters and sorts it."""
    known = figures(atlas)
    checked = 0
    for subject in subjects(atlas):
        for figure in key_figures(atlas, subject):
            indicator = atlas.claims[subject][figure.claim].indicator
            if atlas.words.indicators[indicator].type == "number":
                assert known[indicator][subject].claim == figure.claim
                checked += 1
    assert checked > 100


def test_the_usual_unit_is_that_of_most(atlas):
    assert usual_unit(figures(atlas)["investment"]) == "yi-yuan"


def test_the_page_has_every_figure_in_columns(atlas):
    told = figure_columns(atlas)
    words, known = atlas.words, subjects(atlas)
    indicators, units, aims = list(words.indicators), list(words.units), list(words.aims)
    places = iter(range(len(told["rows"])))
    as_of, stated = told["as_of"].split("\n"), told["stated"].split("\n")
    unlike = {at: tuple(values) for at, values in told["unlike"]}
    heads = zip(told["indicators"], told["counts"], figures(atlas).items(), strict=True)
    for indicator, count, (code, of_subjects) in heads:
        assert (indicators[indicator], len(of_subjects)) == (code, count)
        for (subject, figure), at in zip(of_subjects.items(), places, strict=False):
            assert (known[told["rows"][at]], told["values"][at]) == (subject, figure.value)
            assert (units[told["units"][at]], aims[told["aims"][at]]) == (figure.unit, figure.aim)
            assert (as_of[at], stated[at]) == (figure.as_of, figure.stated)
            assert unlike.get(at, (figure.value,)) == figure.values
    assert next(places, None) is None


BY_SIZE = ["igbt-phase-3", "crrc-dual-carbon-park", "beidou-lake-park", "guozi-shule-base"]


def test_what_was_started_in_2024_of_a_billion_yuan_or_more(atlas):
    """An investor's question, with the park on whose start sources disagree."""
    selection = Selection.of(atlas, stage="started:2024", investment="1e9..")
    chosen = select(atlas, selection)
    known = figures(atlas)["investment"]
    by_size = sorted(chosen, key=lambda site: -known[site].value)
    assert [site for site in by_size if site in BY_SIZE] == BY_SIZE
    stage = next(facet for facet in facets(atlas) if facet.key == "stage")
    for site in chosen:
        told = [fact for fact in atlas.record.facts if fact["subject"] == site and fact["aim"] == "actual"]
        assert any(fact["value"] == "started" and "2024" in fact["as_of"] for fact in told)
        assert max(known[site].values) >= 1e9
    assert "started:2024" in stage.unlike["crrc-dual-carbon-park"]
    assert "started:2024" not in stage.unlike.get("guozi-shule-base", ())
    # The same by a link, and as a file.
    link = "#stage=started:2024&investment=1e9..&order=investment&grouped=0&lang=zh"
    assert Selection.from_link(atlas, link) == selection
    rows = list(csv.DictReader(io.StringIO(to_csv(atlas, selection).lstrip("\ufeff"))))
    assert {row["id"] for row in rows} == set(chosen)
