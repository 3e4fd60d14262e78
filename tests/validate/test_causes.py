"""What holds of all checks: the order of issues, causes without an echo, what was meant, messages of one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.checks import validate
from geo.checks.frame import Frame
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.record.model import FILES
from geo.record.read import read
from tests.conftest import Tiny
from tests.validate.expected import WORKS
from tests.validate.expected import assert_issues
from tests.validate.expected import assert_one


def test_the_tiny_record_is_valid(tiny):
    assert tiny.issues() == []


@pytest.mark.parametrize(
    ("damage", "meant"),
    [
        pytest.param(lambda tiny: tiny.fact(0).update(unit="亿元"), "'yi-yuan'", id="unit by its label"),
        pytest.param(lambda tiny: tiny.fact(0).update(unit="yi_yuan"), "'yi-yuan'", id="unit misspelled"),
        pytest.param(lambda tiny: tiny.properties().update(kind="园区"), "'park'", id="kind by its label"),
        pytest.param(lambda tiny: tiny.properties().update(districts=["三区"]), "'430204'", id="district by its name"),
        pytest.param(lambda tiny: tiny.fact(3).update(subject="山丘园"), "'hill-park'", id="subject by its name"),
        pytest.param(lambda tiny: tiny.fact(3).update(source="Notice"), "'notice-2023'", id="source by its title"),
        pytest.param(
            lambda tiny: tiny.properties("projects").update(parent="hill-prak"), "'hill-park'", id="parent misspelled"
        ),
        pytest.param(
            lambda tiny: tiny.register("indicators")[2].update(dimension="mony"), "'money'", id="dimension misspelled"
        ),
    ],
)
def test_what_was_meant_is_asked(tiny, damage, meant):
    damage(tiny)
    assert f"(did you mean {meant}?)" in tiny.issues()[0]


def test_a_misspelled_property_is_met_with_the_one_that_is_missing(tiny):
    tiny.properties()["nam_en"] = tiny.properties().pop("name_en")
    assert any("(did you mean 'name_en'?)" in issue for issue in tiny.issues())


def test_a_number_with_separators_is_met_with_the_plain_one(tiny):
    tiny.fact(0).update({"value": "3,600", "token": "3,600亿元"})
    assert_one(tiny, "data/facts.csv:2", "invalid-number", "write 3600")


def test_a_converted_point_is_printed(tiny):
    found = tiny.properties("projects")["position_found"]
    tiny.properties("projects").update(position_datum="WGS-84")
    assert_issues(tiny, (WORKS, "conversion-mismatch", f"converts to {found}", " m from the position"))


def test_issues_come_in_the_order_of_causes_then_of_lines(tiny):
    tiny.fact(2)["aim"] = "hoped"
    tiny.fact(0)["aim"] = "hoped"
    tiny.register("scopes")[0]["name_en"] = ""
    tiny.properties("institutions")["kind"] = "zone"
    tiny.properties("parks", 1)["kind"] = "zone"
    tiny.text["layers/context.geojson"] = "{}"
    assert [issue.where for issue in tiny.found()] == [
        "data/registers/scopes.csv:2",
        "layers/parks.geojson#valley-park",
        "layers/institutions.geojson#old-institute",
        "layers/context.geojson",
        "data/facts.csv:2",
        "data/facts.csv:4",
    ]


def test_every_file_has_its_place_among_the_causes(tiny):
    places = [Frame(read(tiny.write())).rank(Issue(file, Code.TOO_LARGE, "")) for file in FILES]
    assert len(set(places)) == len(FILES)


# What is at fault, and who else would be blamed for it.
CAUSES = [
    pytest.param(lambda tiny: tiny.sources[1].update(sha256="a" * 63), "data/sources.csv:3", id="digest"),
    pytest.param(lambda tiny: tiny.sources[0].update(sha256="a" * 63), "data/sources.csv:2", id="needless digest"),
    pytest.param(lambda tiny: tiny.sources[1].update(standing="hearsay"), "data/sources.csv:3", id="standing"),
    pytest.param(lambda tiny: tiny.sources[1].update(standing="copy"), "data/sources.csv:3", id="other standing"),
    pytest.param(lambda tiny: tiny.sources[1].update(id="review 2024"), "data/sources.csv:3", id="id of a source"),
    pytest.param(lambda tiny: tiny.sources[0].update(id="review-2024"), "data/sources.csv:3", id="id of two sources"),
    pytest.param(lambda tiny: tiny.site().update(id="Hill Park"), "layers/parks.geojson#Hill Park", id="id of a site"),
    pytest.param(lambda tiny: tiny.site().pop("id"), "layers/parks.geojson#features[0]", id="no id of a site"),
    pytest.param(
        lambda tiny: tiny.properties().update(position_basis="pio"), "layers/parks.geojson#hill-park", id="basis"
    ),
    pytest.param(
        lambda tiny: tiny.properties("parks", 1).update(position_basis="distict"),
        "layers/parks.geojson#valley-park",
        id="basis of a site without position",
    ),
    pytest.param(lambda tiny: tiny.register("units")[0].update(code="Yi"), "data/registers/units.csv:2", id="unit"),
    pytest.param(lambda tiny: tiny.register("units")[0].update(factor="x"), "data/registers/units.csv:2", id="factor"),
    pytest.param(
        lambda tiny: tiny.register("indicators")[0].update(weight="x"), "data/registers/indicators.csv:2", id="weight"
    ),
    pytest.param(lambda tiny: tiny.register("kinds")[0].update(code="p k"), "data/registers/kinds.csv:2", id="kind"),
    pytest.param(
        lambda tiny: tiny.register("aims")[0].update(code="real"), "data/registers/aims.csv", id="code of the program"
    ),
    pytest.param(
        lambda tiny: tiny.site("districts", 8)["geometry"].update(coordinates=[]),
        "layers/districts.geojson#430281",
        id="shape of a district",
    ),
    pytest.param(lambda tiny: tiny.facts.append(tiny.fact(1)), "data/facts.csv:9", id="row copied"),
    pytest.param(
        lambda tiny: tiny.layers["parks"].append(tiny.site("parks", 1)),
        "layers/parks.geojson#valley-park",
        id="feature copied",
    ),
    pytest.param(lambda tiny: tiny.fact(1).update(subject="hill works"), "data/facts.csv:3", id="subject of a status"),
    pytest.param(lambda tiny: tiny.fact(5).update(source="notice"), "data/facts.csv:7", id="source of a fact"),
]


@pytest.mark.parametrize(("damage", "where"), CAUSES)
def test_a_cause_is_reported_and_not_its_consequences(tiny, damage, where):
    damage(tiny)
    assert [issue.where for issue in tiny.found()] == [where]


@pytest.mark.parametrize(
    "path",
    [
        "layers/districts.geojson",
        "layers/parks.geojson",
        "layers/projects.geojson",
        "layers/institutions.geojson",
        "layers/infrastructure.geojson",
        "layers/context.geojson",
        "data/facts.csv",
        "data/sources.csv",
        "data/registers/kinds.csv",
        "data/registers/indicators.csv",
        "data/registers/units.csv",
        "data/registers/themes.csv",
        "data/registers/bases.csv",
        "data/resolutions.csv",
        "data/omissions.csv",
        "data/registers/standings.csv",
        "data/registers/resolution_reasons.csv",
        "data/registers/omission_reasons.csv",
        "datapackage.json",
    ],
)
def test_a_file_that_cannot_be_read_has_no_echo(tiny, path):
    tiny.text[path] = "broken"
    assert [issue.split(":")[0] for issue in tiny.issues()] == [f"error {path}"]


def test_a_folder_that_is_missing_has_no_echo(tiny):
    root = tiny.write()
    for path in (root / "layers").iterdir():
        path.unlink()
    (root / "layers").rmdir()
    assert [(issue.where, issue.code) for issue in validate(read(root))] == [("layers", "missing-folder")]


def test_a_message_is_one_line_whatever_the_record_holds(tiny):
    tiny.site("parks", 1)["id"] = "a\nb"
    tiny.properties()["name\nzh"] = "x\ny" * 100
    tiny.fact(0).update({"token": "a\nb"})
    assert len(tiny.issues()) >= 3
    assert all("\n" not in issue and len(issue) < 400 for issue in tiny.issues())


def places(content: dict | list, path: tuple = ()) -> list[tuple]:
    """Return the path to everything inside lists and objects."""
    items = content.items() if isinstance(content, dict) else enumerate(content)
    inner = [((*path, key), value) for key, value in items]
    return [place for place, _ in inner] + [
        place for step, value in inner if isinstance(value, dict | list) for place in places(value, step)
    ]


ODD = [
    None,
    True,
    0,
    -1.5,
    1e300,
    "",
    "x",
    "a\nb",
    "\ud800",
    [],
    [1],
    [[1, 2]],
    {},
    {"type": []},
    [None],
    [113.2, 27.7],
]


@given(st.data())
def test_no_damage_to_a_layer_makes_validation_itself_fail(tmp_path_factory, data):
    tiny = Tiny(tmp_path_factory.getbasetemp() / "damaged")
    *path, last = data.draw(st.sampled_from([place for place in places(tiny.layers) if len(place) > 1]))
    inner = tiny.layers
    for step in path:
        inner = inner[step]
    inner[last] = data.draw(st.sampled_from(ODD))
    assert all("\n" not in issue for issue in tiny.issues())
