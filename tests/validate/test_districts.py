"""Districts, and the sources that they and the basemap name."""

from __future__ import annotations

import pytest

from tests.conftest import square
from tests.validate.expected import assert_issues
from tests.validate.expected import assert_one


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.properties("districts").update(adcode="430203"),
            "layers/districts.geojson#430202",
            "adcode-mismatch",
            "'430203'",
            id="adcode of another",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(population_as_of="2020-13"),
            "layers/districts.geojson#430202",
            "invalid-date",
            "'2020-13'",
            id="date of the census",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(area_km2=143),
            "layers/districts.geojson#430202",
            "district-area",
            "109.3",
            id="area far off",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat=[112.99, 27.75]),
            "layers/districts.geojson#430202",
            "seat-outside",
            "986",
            id="seat outside",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat=[27.75, 113.05]),
            "layers/districts.geojson#430202",
            "swapped-coordinates",
            "[27.75, 113.05]",
            id="swapped seat",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat_found=[113.05, 27.75], seat_datum="GCJ-02"),
            "layers/districts.geojson#430202",
            "conversion-mismatch",
            "[113.05, 27.75]",
            id="seat that does not convert",
        ),
        pytest.param(
            lambda tiny: tiny.layers["districts"].pop(0),
            "layers/districts.geojson",
            "missing-district",
            "430202",
            id="district too few",
        ),
        pytest.param(
            lambda tiny: tiny.layers["districts"].append(
                tiny.site("districts")
                | {"id": "430299", "properties": tiny.properties("districts") | {"adcode": "430299"}}
            ),
            "layers/districts.geojson#430299",
            "unknown-district",
            "'430299'",
            id="district too many",
        ),
        pytest.param(
            lambda tiny: tiny.site("districts", 4)["geometry"]["coordinates"].append(
                square(113.14, 27.84, 0.01)["coordinates"][0]
            ),
            "layers/districts.geojson",
            "district-gap",
            "113.150000",
            id="gap",
        ),
    ],
)
def test_a_damaged_district_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


def test_a_figure_of_a_district_without_a_source_needs_a_note(tiny):
    tiny.properties("districts").update(population_source=[])
    assert_one(tiny, "layers/districts.geojson#430202", "missing-text", "population_note_zh")
    tiny.properties("districts").update(population_note_zh="全市减去其余各县。", population_note_en="The rest.")
    assert tiny.issues() == []


@pytest.mark.parametrize("name", ["population_source", "area_source", "boundary_source", "seat_evidence"])
def test_a_source_that_a_district_names_is_there(tiny, name):
    tiny.properties("districts")[name] = ["A yearbook", "https://example.org/y", "notice-2023", "review-2024 L1"]
    assert tiny.issues() == []
    tiny.properties("districts")[name] += ["notice-2032"]
    assert_issues(tiny, ("layers/districts.geojson#430202", "unknown-source", f"{name} must", "'notice-2023'"))
    tiny.properties("districts")[name][-1] = "review-2042 L1"
    assert_issues(tiny, ("layers/districts.geojson#430202", "unknown-source", f"{name} must", "'review-2024'"))


def test_a_source_that_the_basemap_or_a_position_names_is_there(tiny):
    tiny.properties("context")["evidence"] = ["notice-2032"]
    tiny.properties("parks")["position_evidence"] = ["notice-2032"]
    assert_issues(
        tiny,
        ("layers/parks.geojson#hill-park", "unknown-source", "position_evidence must", "'notice-2023'"),
        ("layers/context.geojson#xiang", "unknown-source", "evidence must", "'notice-2023'"),
    )


def test_a_source_that_a_district_alone_names_is_of_use(tiny):
    tiny.sources.append(tiny.sources[0] | {"id": "yearbook"})
    tiny.properties("districts")["seat_evidence"] = ["yearbook L1"]
    assert tiny.issues() == []
