"""Features, what is said of a site, and names."""

from __future__ import annotations

import pytest

from tests.validate.expected import WORKS
from tests.validate.expected import assert_issues
from tests.validate.expected import assert_one


@pytest.mark.parametrize(
    ("damage", "where", "code", "value"),
    [
        pytest.param(
            lambda tiny: tiny.site().update(type="Park"),
            "layers/parks.geojson#hill-park",
            "wrong-structure",
            "'Park'",
            id="type of a feature",
        ),
        pytest.param(
            lambda tiny: tiny.site().update(bbox=[1, 2, 3, 4]),
            "layers/parks.geojson#hill-park",
            "removable-member",
            "'bbox'",
            id="unknown member",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).pop("id"), tiny.facts.pop(4)),
            "layers/parks.geojson#features[1]",
            "missing-member",
            "",
            id="no id",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).update(id=7), tiny.facts.pop(4)),
            "layers/parks.geojson#features[1]",
            "invalid-id",
            "7",
            id="id that is a number",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).update(id="Valley Park"), tiny.facts.pop(4)),
            "layers/parks.geojson#Valley Park",
            "invalid-id",
            "'Valley Park'",
            id="malformed id",
        ),
        pytest.param(
            lambda tiny: (tiny.site("parks", 1).update(id="valley\u202epark"), tiny.facts.pop(4)),
            r"layers/parks.geojson#valley\u202epark",
            "invalid-id",
            r"'valley\u202epark'",
            id="invisible id",
        ),
        pytest.param(
            lambda tiny: (tiny.site("institutions").update(id="valley-park"), tiny.facts.pop(5)),
            "layers/institutions.geojson#valley-park",
            "duplicate-id",
            "'valley-park'",
            id="id in two layers",
        ),
        pytest.param(
            lambda tiny: tiny.layers["context"].append(tiny.site("context")),
            "layers/context.geojson#xiang",
            "duplicate-id",
            "'xiang'",
            id="id twice in a layer",
        ),
        pytest.param(
            lambda tiny: tiny.site("context").update(properties=None),
            "layers/context.geojson#xiang",
            "wrong-structure",
            "null",
            id="no properties",
        ),
        pytest.param(
            lambda tiny: tiny.site("institutions").pop("geometry"),
            "layers/institutions.geojson#old-institute",
            "missing-member",
            "",
            id="no geometry member",
        ),
        pytest.param(
            lambda tiny: tiny.properties("institutions").pop("sector"),
            "layers/institutions.geojson#old-institute",
            "missing-property",
            "",
            id="missing property",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(owner="A"),
            "layers/parks.geojson#hill-park",
            "unknown-property",
            "'owner'",
            id="unknown property",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_zh=""),
            "layers/parks.geojson#hill-park",
            "wrong-type",
            "''",
            id="empty name",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en=905),
            "layers/parks.geojson#hill-park",
            "wrong-type",
            "905",
            id="name that is a number",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(aliases="Hill"),
            "layers/parks.geojson#hill-park",
            "wrong-type",
            "'Hill'",
            id="aliases that are a text",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=[]),
            "layers/parks.geojson#hill-park",
            "wrong-type",
            "[]",
            id="no evidence",
        ),
        pytest.param(
            lambda tiny: tiny.properties("context").update(schematic="yes"),
            "layers/context.geojson#xiang",
            "wrong-type",
            "'yes'",
            id="schematic in words",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(population=0),
            "layers/districts.geojson#430202",
            "wrong-type",
            "0",
            id="population of nobody",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(area_km2="109"),
            "layers/districts.geojson#430202",
            "wrong-type",
            "'109'",
            id="area that is a text",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(kind="zone"),
            "layers/parks.geojson#hill-park",
            "unknown-code",
            "'zone'",
            id="unknown kind",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(kind="institute"),
            "layers/parks.geojson#hill-park",
            "wrong-layer",
            "'institute'",
            id="kind of another layer",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(sector="ships"),
            "layers/parks.geojson#hill-park",
            "unknown-code",
            "'ships'",
            id="unknown sector",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_basis="guess"),
            "layers/parks.geojson#hill-park",
            "unknown-code",
            "'guess'",
            id="unknown basis",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_datum="NAD27"),
            "layers/parks.geojson#hill-park",
            "unknown-code",
            "'NAD27'",
            id="unknown datum",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(seat_datum="NAD27"),
            "layers/districts.geojson#430202",
            "unknown-code",
            "'NAD27'",
            id="datum of a seat",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en="Hill\x00Park"),
            "layers/parks.geojson#hill-park",
            "hidden-character",
            "'Hill\\x00Park'",
            id="control character",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(aliases=["Hill\ud800"]),
            "layers/parks.geojson#hill-park",
            "hidden-character",
            "'Hill\\ud800'",
            id="lone surrogate",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_note_en="From\u202ea map."),
            "layers/parks.geojson#hill-park",
            "hidden-character",
            "'From\\u202ea map.'",
            id="turned direction",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en="Hill Park "),
            "layers/parks.geojson#hill-park",
            "surrounding-blanks",
            "'Hill Park '",
            id="blank at the end",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_note_en=None),
            "layers/parks.geojson#hill-park",
            "missing-translation",
            "",
            id="note in one language",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(position_note_en="x" * 401),
            "layers/parks.geojson#hill-park",
            "long-note",
            "401",
            id="long note",
        ),
        pytest.param(
            lambda tiny: tiny.properties().update(name_en="Hill 园"),
            "layers/parks.geojson#hill-park",
            "chinese-in-english",
            "'Hill 园'",
            id="Chinese in an English name",
        ),
    ],
)
def test_a_damaged_feature_is_reported_once(tiny, damage, where, code, value):
    damage(tiny)
    assert_one(tiny, where, code, value)


def test_a_site_of_which_nothing_is_said_is_an_error(tiny):
    tiny.facts.pop(5)
    assert_one(tiny, "layers/institutions.geojson#old-institute", "silent-site")


def test_a_site_without_facts_may_say_why_it_is_on_the_map(tiny):
    tiny.facts.pop(5)
    tiny.properties("institutions").update(inclusion_reason_zh="有旧址。", inclusion_reason_en="Its old works stand.")
    assert tiny.issues() == []


def test_a_site_in_which_another_lies_needs_no_fact_of_its_own(tiny):
    tiny.facts.pop(3)
    assert tiny.issues() == []


def state_area(tiny, *areas: str, scope: str = "") -> None:
    """State areas of the hill park, which is drawn with 17.5 km2."""
    tiny.register("indicators").append(tiny.register("indicators")[2] | {"code": "land-area", "dimension": "area"})
    for code, factor in (("km2", "1000000"), ("m2", "1")):
        tiny.register("units").append(tiny.register("units")[1] | {"code": code, "dimension": "area", "factor": factor})
    for number, area in enumerate(areas):
        told = {"id": f"f002{number}", "indicator": "land-area", "value": area, "unit": "km2", "scope": scope}
        tiny.facts.append(tiny.fact(3) | told)


@pytest.mark.parametrize(("area", "stated"), [("12", "12.00"), ("24", "24.00"), ("0", "0.00")])
def test_an_area_drawn_otherwise_than_stated_is_a_warning(tiny, area, stated):
    state_area(tiny, area)
    assert_issues(tiny, ("layers/parks.geojson#hill-park", "area-differs", "17.48 km²", f"{stated} km²"))


@pytest.mark.parametrize("area", ["15", "17.5", "21"])
def test_an_area_drawn_about_as_stated_passes(tiny, area):
    state_area(tiny, area)
    assert tiny.issues() == []


def test_an_area_drawn_as_one_of_several_stated_passes(tiny):
    state_area(tiny, "3", "17", "40")
    assert tiny.issues() == []


def test_the_area_of_a_part_is_not_that_of_the_whole(tiny):
    state_area(tiny, "3", scope="phase-1")
    assert tiny.issues() == []


def test_a_note_may_tell_why_the_area_differs(tiny):
    state_area(tiny, "3")
    tiny.properties().update(area_note_zh="只画了核心区。", area_note_en="The core alone is drawn.")
    assert tiny.issues() == []


@pytest.mark.parametrize("words", ["列入本图，因面积较小。", "On the map because of its area."])
def test_no_words_of_a_position_note_are_a_reason_or_an_excuse(tiny, words):
    tiny.facts.pop(5)
    state_area(tiny, "3")
    for layer in ("institutions", "parks"):
        tiny.properties(layer).update(position_note_zh=words, position_note_en=words)
    assert len(tiny.issues()) == 2


@pytest.mark.parametrize("name", ["inclusion_reason_zh", "area_note_en"])
def test_an_explanation_is_given_in_both_languages(tiny, name):
    tiny.properties()[name] = "Of note."
    assert_one(tiny, "layers/parks.geojson#hill-park", "missing-translation", name)


def test_a_point_has_no_area_to_compare(tiny):
    tiny.fact(3)["subject"] = "hill-works"
    state_area(tiny, "3")
    assert tiny.issues() == []


def test_an_alias_of_two_sites_is_told(tiny):
    tiny.properties("institutions")["aliases"] = ["hill industrial park"]
    shared = ("shared-alias", "'hill industrial park'", "layers/parks.geojson#hill-park")
    assert_issues(tiny, ("layers/institutions.geojson#old-institute", *shared))


def test_an_alias_that_is_a_name_of_another_site_is_told(tiny):
    tiny.properties("institutions")["aliases"] = ["山丘园"]
    assert_one(tiny, "layers/institutions.geojson#old-institute", "shared-alias", "'山丘园'")


def test_an_alias_that_repeats_a_name_is_told(tiny):
    tiny.properties()["aliases"] = ["Hill Park"]
    assert_one(tiny, "layers/parks.geojson#hill-park", "duplicate-alias", "'Hill Park'")


def test_two_sites_of_one_name_in_one_place_are_told(tiny):
    tiny.properties("projects")["name_en"] = "Hill Park"
    assert_issues(tiny, (WORKS, "same-name-nearby", "'Hill Park'", "layers/parks.geojson#hill-park", "0 m away"))


def test_two_sites_of_one_name_far_apart_pass(tiny):
    tiny.properties("infrastructure")["name_en"] = "Hill Works"
    assert tiny.issues() == []


def test_two_sites_of_one_name_without_position_are_a_warning(tiny):
    tiny.properties("institutions")["name_en"] = "Valley Park"
    same = ("same-name", "'Valley Park'", "layers/parks.geojson#valley-park")
    assert_issues(tiny, ("layers/institutions.geojson#old-institute", *same))
