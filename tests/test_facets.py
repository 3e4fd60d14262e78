"""The facets: what each site counts under, the same for the page and for a selection."""

from __future__ import annotations

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.facets import facets
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.record.read import read
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import EXACT_M
from tests.fixtures.shared import RECORD


@pytest.fixture(scope="module", params=["tiny", "real"])
def atlas(request) -> Atlas:
    return Atlas(read(RECORD) if request.param == "tiny" else read())


@pytest.fixture(scope="module")
def codes(atlas):
    """Give the options of every site, by facet."""
    return {facet.key: {site: set(facet.codes.get(site, ())) for site in atlas.sites.index} for facet in facets(atlas)}


def test_every_option_of_a_site_is_one_of_the_facet_s(atlas, codes):
    for facet in facets(atlas):
        known = {option.code for option in facet.options}
        assert all(told <= known for told in codes[facet.key].values())
        assert len(facet.options) == len(known)


def test_every_site_has_an_option_unless_its_sources_agree(codes):
    for key, by_site in codes.items():
        assert key in {"dispute", "promise"} or all(by_site.values()), key


def test_what_has_no_option_is_left_out(atlas):
    for facet in facets(atlas):
        assert all(facet.codes.values()), facet.key


def test_mask_has_a_bit_for_each_option(atlas, codes):
    for facet in facets(atlas):
        masks = facet.masks(codes[facet.key])
        for bits, told in zip(masks, codes[facet.key].values(), strict=True):
            assert {option.code for bit, option in enumerate(facet.options) if bits >> bit & 1} == told


def test_position_follows_the_uncertainty(atlas, codes):
    for site in atlas.sites.itertuples():
        if site.geometry is None:
            expected = {site.position_basis, "unplaced"}
        else:
            expected = {"exact" if site.position_uncertainty_m <= EXACT_M else "doubtful"}
        assert codes["position"][site.Index] == expected


def test_dispute_tells_open_and_resolved_disagreements(atlas, codes):
    for site, told in codes["dispute"].items():
        differing = [claim for claim in atlas.claims.get(site, ()) if claim.differs]
        assert ("open" in told) == any(claim.resolution is None for claim in differing)
        assert ("resolved" in told) == any(claim.resolution is not None for claim in differing)


def test_year_is_the_last_of_which_an_actual_fact_speaks(atlas, codes):
    for site, told in codes["year"].items():
        dates = [claim.as_of for claim in atlas.claims.get(site, ()) if claim.aim == ACTUAL and claim.as_of]
        assert told == {max((date.rpartition("/")[2][:4] for date in dates), default="none")}


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2024-12-31", {"6-months", "1-year", "2-years"}),
        ("2024-07", {"6-months", "1-year", "2-years"}),
        ("2024-06-30", {"1-year", "2-years"}),
        ("2023-01/2023-12", {"2-years"}),
        ("2022-12", {"older"}),
        ("", {"none"}),
    ],
)
def test_newest_report_is_as_old_as_the_newest_dated_fact_at_the_date_of_the_record(as_of, told):
    record = read(RECORD)
    assert record.date == "2024-12-31"
    record.facts[:] = [
        fact | {"as_of": as_of, "stated": "" if as_of else "2024"} for fact in record.facts if fact["id"] == "f0019"
    ]
    reports = next(facet for facet in facets(Atlas(record)) if facet.key == "report")
    assert set(reports.codes["twin-park"]) == told


def test_stage_is_each_that_is_reported_of_the_whole_with_its_year(atlas, codes):
    for site, told in codes["stage"].items():
        reported = [
            (fact["value"], claim.as_of.rpartition("/")[2][:4])
            for claim in atlas.claims.get(site, ())
            if (claim.indicator, claim.aim, claim.scope) == ("status", ACTUAL, "") and claim.as_of
            for fact in claim.facts
        ]
        pairs = {f"{stage}:{year}" for stage, year in reported}
        assert told == ({*pairs, *(part for pair in reported for part in pair)} or {"none"})


def test_a_stage_is_in_doubt_where_every_claim_that_reports_it_is():
    record = read(RECORD)
    stages = next(facet for facet in facets(Atlas(record)) if facet.key == "stage")
    assert set(stages.unlike) == {"hill-works"}
    assert {"started", "2024", "started:2024", "planned:2024"} <= set(stages.unlike["hill-works"])
    # Another date on which all agree: that year is sure, and so is the stage.
    record.facts.append(record.facts[2] | {"id": "f0900", "as_of": "2023"})
    stages = next(facet for facet in facets(Atlas(record)) if facet.key == "stage")
    assert {"started", "2023", "started:2023"}.isdisjoint(stages.unlike["hill-works"])
    assert "started:2024" in stages.unlike["hill-works"]


def test_a_figure_without_a_year_counts_under_no_year():
    record = read(RECORD)
    for fact in record.facts:
        fact.update(as_of="", stated="2023-05")
    years = next(facet for facet in facets(Atlas(record)) if facet.key == "year")
    assert [option.code for option in years.options] == ["none"]
    assert all(years.codes[site] == ["none"] for site in Atlas(record).sites.index)


def test_a_selection_by_a_facet_is_what_has_the_option(atlas, codes):
    for facet in facets(atlas):
        present = {code for told in codes[facet.key].values() for code in told}
        for code in present:
            selection = Selection.of(atlas, **{facet.key: [code]})
            assert select(atlas, selection) == [site for site, told in codes[facet.key].items() if code in told]


def test_facets_are_joined_by_and(atlas, codes):
    chosen = Selection.of(atlas, position=["unplaced"], status=["none", "planned"])
    expected = [
        site
        for site in atlas.sites.index
        if "unplaced" in codes["position"][site] and codes["status"][site] & {"none", "planned"}
    ]
    assert select(atlas, chosen) == expected
